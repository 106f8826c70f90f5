"""Declaration of the room."""

from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    name = "accord.territories"
    verbose_name = "Territoires"
