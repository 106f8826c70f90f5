"""Addresses of the site: each application's own, the API, the administration."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from accord.api.urls import urlpatterns as api_urls

urlpatterns = [
    path("administration/", admin.site.urls),
    path("api/", include((api_urls, "api"))),
    *(path("", include(f"{name}.urls")) for name in settings.DOMAIN_APPS),
]

handler400 = "accord.views.errors.bad_request"
handler403 = "accord.views.errors.permission_denied"
handler404 = "accord.views.errors.page_not_found"
handler500 = "accord.views.errors.server_error"
