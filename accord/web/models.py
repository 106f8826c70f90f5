"""Forms already acted upon, and what the site says of itself at the foot of each page."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from accord.kernel.audit import AuditedModel, AuditedReferenceQuerySet


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


class SiteText(AuditedModel):
    """A text that the law asks of a site, written by the technical administrator.

    Plain paragraphs; whoever opens the site reads it.
    """

    class Key(models.TextChoices):
        ACCESSIBILITY = "accessibility", "Accessibilité"
        LEGAL_NOTICE = "legal_notice", "Mentions légales"
        PERSONAL_DATA = "personal_data", "Données personnelles"

    key = models.CharField("rubrique", max_length=20, choices=Key, unique=True)
    title = models.CharField("titre", max_length=80)
    text = models.TextField(
        "texte", max_length=20_000, help_text="Une ligne vide sépare deux paragraphes."
    )

    objects = AuditedReferenceQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "texte du site"
        verbose_name_plural = "textes du site"
        ordering = ["key"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse(f"web:{self.key}")
