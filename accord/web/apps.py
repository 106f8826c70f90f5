"""Declaration of the room."""

from django.apps import AppConfig
from django.urls import register_converter

from accord.web.converters import PositiveBigInt


class WebConfig(AppConfig):
    name = "accord.web"
    verbose_name = "Pages et formulaires"

    def ready(self) -> None:
        register_converter(PositiveBigInt, "key")
