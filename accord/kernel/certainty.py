"""How sure a piece of reference data is."""

from __future__ import annotations

from django.db.models import TextChoices


class Certainty(TextChoices):
    STATED = "stated", "lu dans la source"
    DERIVED = "derived", "calculé"
    PRESUMED = "presumed", "présumé"
    UNVERIFIED = "unverified", "non vérifié"
