"""Declaration of the application."""

from django.apps import AppConfig


class EnvelopesConfig(AppConfig):
    name = "envelopes"
    verbose_name = "Enveloppes et crédits"
