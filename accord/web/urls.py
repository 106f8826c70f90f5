"""Addresses of what the site says of itself."""

from django.urls import path

from accord.web import views
from accord.web.models import SiteText

app_name = "web"

_PATHS = {
    SiteText.Key.ACCESSIBILITY: "accessibilite/",
    SiteText.Key.LEGAL_NOTICE: "mentions-legales/",
    SiteText.Key.PERSONAL_DATA: "donnees-personnelles/",
}

urlpatterns = [
    path(address, views.site_text, {"key": key.value}, name=key.value)
    for key, address in _PATHS.items()
]
