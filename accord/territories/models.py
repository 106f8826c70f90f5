"""Communes, EPCI and the territories of the field. What is known of a perimeter is said."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from accord.kernel.audit import AuditedModel, AuditedReferenceQuerySet
from accord.kernel.certainty import Sourced
from accord.kernel.identifiers import code_validator
from accord.people.models import Organisation
from accord.territories.querysets import TerritoryQuerySet


class Epci(Sourced, AuditedModel):
    """Intercommunalité; some reach beyond the département."""

    code = models.CharField("SIREN", max_length=9, unique=True)
    name = models.CharField("nom", max_length=100)
    kind = models.CharField("nature", max_length=10)
    communes_total = models.PositiveSmallIntegerField("communes")
    communes_in_department = models.PositiveSmallIntegerField("dont dans le département")

    objects = AuditedReferenceQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "EPCI"
        verbose_name_plural = "EPCI"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Commune(Sourced, AuditedModel):
    insee_code = models.CharField("code INSEE", max_length=5, unique=True)
    name = models.CharField("nom", max_length=100)
    post_codes = models.CharField("codes postaux", max_length=100)
    population = models.PositiveIntegerField("population", null=True, blank=True)
    arrondissement = models.CharField("arrondissement", max_length=3)
    epci = models.ForeignKey(Epci, models.PROTECT, verbose_name="EPCI", related_name="communes")

    objects = AuditedReferenceQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "commune"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Territory(Sourced, AuditedModel):
    """A territory of one family. Its communes are known, or its perimeter is « inconnu »."""

    class Family(models.TextChoices):
        DEPARTMENT = "department", "Département"
        PLIE = "plie", "Territoires des PLIE"
        EMPLOYMENT_ZONE = "employment_zone", "Zones d’emploi"
        RSA = "rsa", "Territoires RSA"
        MINING_BASIN = "mining_basin", "Bassin minier"
        REFERENCE = "reference", "Territoires de comparaison"

    code = models.CharField("code", max_length=60, unique=True, validators=[code_validator])
    family = models.CharField("famille", max_length=16, choices=Family)
    name = models.CharField("nom", max_length=150)
    is_validated = models.BooleanField("périmètre validé", default=False)
    starts_on = models.DateField("depuis le", null=True, blank=True)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    note = models.CharField("remarque", max_length=500, blank=True)

    objects = TerritoryQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "territoire"
        ordering = ["family", "name"]

    def __str__(self) -> str:
        return self.name


class TerritoryCommune(AuditedModel):
    """A commune in a territory; a list may change, so each line has its dates."""

    territory = models.ForeignKey(
        Territory, models.PROTECT, verbose_name="territoire", related_name="commune_lines"
    )
    commune = models.ForeignKey(
        Commune, models.PROTECT, verbose_name="commune", related_name="territory_lines"
    )
    starts_on = models.DateField("depuis le", null=True, blank=True)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    objects = AuditedReferenceQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "commune d’un territoire"
        verbose_name_plural = "communes des territoires"
        ordering = ["territory_id", "commune_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "commune"],
                condition=Q(ends_on=None),
                name="territories_territorycommune_unique",
                violation_error_message="Cette commune est déjà dans le territoire.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.commune} – {self.territory}"


class TerritoryPlie(AuditedModel):
    """Which PLIE works in which printed territory: one territory may hold two of them."""

    territory = models.ForeignKey(
        Territory, models.PROTECT, verbose_name="territoire", related_name="plie_lines"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="PLIE", related_name="territory_lines"
    )

    objects = AuditedReferenceQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "PLIE d’un territoire"
        verbose_name_plural = "PLIE des territoires"
        ordering = ["territory_id", "organisation_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "organisation"], name="territories_territoryplie_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.territory}"
