"""Forms already acted upon: what makes a double click or a resent page harmless."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class FormSubmission(models.Model):
    """The one-time key of a form that wrote something, and where its answer stands."""

    key = models.UUIDField("clé", unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="compte", related_name="+"
    )
    target = models.CharField("page de réponse", max_length=500, blank=True)
    submitted_at = models.DateTimeField("envoyé le", auto_now_add=True)

    class Meta:
        verbose_name = "formulaire envoyé"
        verbose_name_plural = "formulaires envoyés"
        ordering = ["-submitted_at"]

    def __str__(self) -> str:
        return str(self.key)
