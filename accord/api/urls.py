"""Addresses of the API: each application registers its own viewsets in its ``api`` module."""

from importlib import import_module

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from rest_framework.routers import SimpleRouter

from accord.api.schema import DocumentationView, SchemaView

router = SimpleRouter()
plain: list[URLPattern | URLResolver] = []
for name in settings.DOMAIN_APPS:
    # ``accord.api`` is this package; its own viewsets stand in ``accord.api.resources``.
    module = import_module("accord.api.resources" if name == "accord" else f"{name}.api")
    for prefix, viewset in module.VIEWSETS.items():
        router.register(prefix, viewset, basename=prefix)
    plain += getattr(module, "urlpatterns", [])

urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", include([*plain, *router.urls])),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("documentation/", DocumentationView.as_view(), name="documentation"),
]
