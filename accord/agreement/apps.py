"""Declaration of the room."""

from django.apps import AppConfig


class AgreementConfig(AppConfig):
    name = "accord.agreement"
    verbose_name = "Accord-cadre"
