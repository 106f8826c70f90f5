"""Addresses of the site: each application's own, the API, the administration."""

from importlib.util import find_spec

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from accord.rest_urls import urlpatterns as api_urls

urlpatterns = [
    path("administration/", admin.site.urls),
    path("api/", include((api_urls, "api"))),
    path("", include("accord.site_urls")),
    *(path("", include(f"{name}.urls")) for name in settings.ROOMS if find_spec(f"{name}.urls")),
]

handler400 = "accord.web.errors.bad_request"
handler403 = "accord.web.errors.permission_denied"
handler404 = "accord.web.errors.page_not_found"
handler500 = "accord.web.errors.server_error"
