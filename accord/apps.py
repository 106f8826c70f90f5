"""Declaration of the site; the contributions of every room are found here."""

from django.apps import AppConfig
from django.contrib.admin import apps as administration
from django.utils.module_loading import autodiscover_modules


class AccordConfig(AppConfig):
    name = "accord"
    verbose_name = "Site"

    def ready(self) -> None:
        autodiscover_modules("figures", "contributions")


class AdministrationConfig(administration.AdminConfig):
    """Django's administration, on the site's own terms."""

    default = False
    default_site = "accord.admin.AccordAdminSite"
