"""The OpenAPI document and its page, which work without any network."""

from csp.decorators import csp_update
from django.utils.decorators import method_decorator
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView


class SchemaView(SpectacularAPIView):
    """OpenAPI 3.1."""


# Swagger writes style attributes: this page alone permits them, and only them.
@method_decorator(csp_update({"style-src": ["'self'", "'unsafe-inline'"]}), name="dispatch")
class DocumentationView(SpectacularSwaggerSplitView):
    """Swagger, served from the project's own files."""

    url_name = "api:schema"
