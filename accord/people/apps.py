"""Declaration of the room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "accord.people"
    verbose_name = "Organismes et comptes"
