"""Declaration of the room."""

from django.apps import AppConfig


class ActsConfig(AppConfig):
    name = "accord.acts"
    verbose_name = "Actes"
