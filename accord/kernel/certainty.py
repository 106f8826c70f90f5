"""How sure a piece of reference data is, and where it comes from."""

from __future__ import annotations

from django.db import models


class Certainty(models.TextChoices):
    STATED = "stated", "lu dans la source"
    DERIVED = "derived", "calculé"
    PRESUMED = "presumed", "présumé"
    UNVERIFIED = "unverified", "non vérifié"


class Sourced(models.Model):
    """A row that a document states: which one, at which page, and how surely."""

    source = models.CharField("source", max_length=300)
    source_page = models.CharField("page de la source", max_length=40, blank=True)
    certainty = models.CharField(
        "certitude", max_length=10, choices=Certainty, default=Certainty.STATED
    )

    class Meta:
        abstract = True
