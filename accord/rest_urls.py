"""Addresses of the API: each room registers its own viewsets in its ``api`` module."""

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from rest_framework.routers import SimpleRouter

from accord.web.rest.schema import DocumentationView, SchemaView

router = SimpleRouter()
plain: list[URLPattern | URLResolver] = []
for name in settings.ROOMS:
    if find_spec(f"{name}.api") is None:
        continue
    module = import_module(f"{name}.api")
    for prefix, viewset in module.VIEWSETS.items():
        router.register(prefix, viewset, basename=prefix)
    plain += getattr(module, "urlpatterns", [])

urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", include([*plain, *router.urls])),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("documentation/", DocumentationView.as_view(), name="documentation"),
]
