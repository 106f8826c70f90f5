"""What an operation was when: the keys by which it is counted, dated and only added.

*Corriger* (it was never so) reverses a row, *Modifier* (it changed) adds one. Uses of credits carry
no key: balances by account are derived from both.
"""

from __future__ import annotations

from django.db import models

from accord.acts.models import Act
from accord.kernel.rows import AppendOnly
from accord.people.models import Organisation
from accord.territories.models import Territory
from envelopes.models import Scheme, SpecificObjective
from operations.models.operations import Operation
from operations.querysets import (
    KeyQuerySet,
    TerritoryLineQuerySet,
    TerritorySetQuerySet,
)


class OperationKey(AppendOnly):
    """Scheme, objective and PLIE of an operation from a date on; each may be unknown."""

    operation = models.ForeignKey(
        Operation, models.PROTECT, verbose_name="opération", related_name="keys"
    )
    scheme = models.ForeignKey(
        Scheme,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="dispositif",
        related_name="operation_keys",
    )
    objective = models.ForeignKey(
        SpecificObjective,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="objectif spécifique",
        related_name="operation_keys",
    )
    plie = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="PLIE",
        related_name="operation_keys",
    )
    act = models.ForeignKey(
        Act,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="acte",
        related_name="operation_keys",
    )

    objects = KeyQuerySet.as_manager()

    class Meta(AppendOnly.Meta):
        abstract = False
        verbose_name = "clé d’une opération"
        verbose_name_plural = "clés des opérations"
        ordering = ["operation_id", "value_date", "pk"]
        indexes = [models.Index(fields=["operation", "value_date"])]

    def __str__(self) -> str:
        return f"{self.operation_id} au {self.value_date:%d/%m/%Y}"

    @property
    def triple(self) -> tuple[int | None, int | None, int | None]:
        return self.scheme_id, self.objective_id, self.plie_id


class TerritorySet(AppendOnly):
    """Where an operation takes place from a date on, in one family of territories."""

    operation = models.ForeignKey(
        Operation, models.PROTECT, verbose_name="opération", related_name="territory_sets"
    )
    family = models.CharField("famille", max_length=16, choices=Territory.Family)

    objects = TerritorySetQuerySet.as_manager()

    class Meta(AppendOnly.Meta):
        abstract = False
        verbose_name = "territoires d’une opération"
        verbose_name_plural = "territoires des opérations"
        ordering = ["operation_id", "family", "value_date", "pk"]
        indexes = [models.Index(fields=["operation", "family", "value_date"])]

    def __str__(self) -> str:
        return f"{self.operation_id} {self.get_family_display()} au {self.value_date:%d/%m/%Y}"


class TerritorySetLine(models.Model):
    """A territory of a set; written with it and never after."""

    territory_set = models.ForeignKey(
        TerritorySet, models.PROTECT, verbose_name="ensemble", related_name="lines"
    )
    territory = models.ForeignKey(
        Territory, models.PROTECT, verbose_name="territoire", related_name="operation_lines"
    )

    objects = TerritoryLineQuerySet.as_manager()

    class Meta:
        verbose_name = "territoire d’un ensemble"
        verbose_name_plural = "territoires d’un ensemble"
        ordering = ["territory_set_id", "territory_id"]
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["territory_set", "territory"], name="operations_territorysetline_unique"
            )
        ]

    def __str__(self) -> str:
        return str(self.territory)
