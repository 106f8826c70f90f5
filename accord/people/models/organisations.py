"""The bodies of the field and the names they go by. No rights here: see ``accounts``."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from accord.kernel.audit import AuditedModel, AuditedReferenceQuerySet
from accord.kernel.certainty import Sourced
from accord.kernel.identifiers import code_validator, validate_siret
from accord.kernel.text import fold


class OrganisationKind(models.TextChoices):
    MANAGING_AUTHORITY = "managing_authority", "autorité de gestion déléguée"
    STATE = "state", "service de l’État"
    PREFECTURE = "prefecture", "État"
    DEPARTMENT = "department", "conseil départemental"
    INTERMEDIATE_BODY = "intermediate_body", "organisme intermédiaire"
    PLIE = "plie", "PLIE"
    CARRIER = "carrier", "structure porteuse"
    REGION = "region", "conseil régional"
    COMMISSIONER = "commissioner", "commissaire à la lutte contre la pauvreté"
    NETWORK = "network", "réseau"


class Organisation(Sourced, AuditedModel):
    """A body that signs, manages, carries or sits."""

    code = models.CharField("code", max_length=40, unique=True, validators=[code_validator])
    name = models.CharField("nom", max_length=200)
    short_name = models.CharField("nom court", max_length=60)
    kind = models.CharField("nature", max_length=20, choices=OrganisationKind)
    siret = models.CharField(
        "SIRET", max_length=14, blank=True, validators=[validate_siret], help_text="Vide : inconnu."
    )
    carrier = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="structure porteuse",
        related_name="carries",
    )
    member_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="membre de",
        related_name="members",
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="regroupé dans",
        related_name="merged_from",
    )
    source = models.CharField("source", max_length=300, blank=True)

    objects = AuditedReferenceQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "organisme"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.short_name


class OrganisationAlias(Sourced, AuditedModel):
    """Another name under which files and documents know a body; folded, so case does not matter."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="organisme", related_name="aliases"
    )
    name = models.CharField("nom rencontré", max_length=200)
    folded = models.CharField("forme repliée", max_length=200, unique=True, editable=False)
    source = models.CharField("source", max_length=300, blank=True)

    objects = AuditedReferenceQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "autre nom d’un organisme"
        verbose_name_plural = "autres noms des organismes"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.folded = fold(self.name)


class SupervisionQuerySet(AuditedReferenceQuerySet):
    def open_on(self, day: date) -> Self:
        """Switches that are on at a day."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))


class Supervision(AuditedModel):
    """A holder's dated consent that the State reads its drafts, appraisals and documents."""

    holder = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="titulaire", related_name="supervisions"
    )
    starts_on = models.DateField("ouverte le")
    ends_on = models.DateField("fermée le", null=True, blank=True)

    objects = SupervisionQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "supervision ouverte"
        verbose_name_plural = "supervisions ouvertes"
        ordering = ["-starts_on", "holder_id"]
        constraints = [
            models.CheckConstraint(
                name="people_supervision_dates",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="La fin ne peut pas précéder le début.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.holder} depuis le {self.starts_on:%d/%m/%Y}"
