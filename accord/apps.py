"""Declaration of the ground application; contributions of every application are found here."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AccordConfig(AppConfig):
    name = "accord"
    verbose_name = "Accord-cadre et organismes"

    def ready(self) -> None:
        autodiscover_modules("figures", "contributions")
