"""The steps of an operation and the ledger of the credits it uses: rows that are only added."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from accord.acts.models import Act
from accord.kernel.ledger import LedgerRow
from accord.kernel.money import MoneyField
from envelopes.models import Envelope
from operations.models.operations import Operation
from operations.querysets import OfOperationQuerySet, UseOfCreditsQuerySet
from operations.states import OperationState, Opinion, Verb


class OperationTransition(models.Model):
    """One move of an operation, its date, its author and the act it rests on."""

    operation = models.ForeignKey(
        Operation, models.PROTECT, verbose_name="opération", related_name="transitions"
    )
    verb = models.CharField("action", max_length=12, choices=Verb)
    from_state = models.CharField("état précédent", max_length=13, choices=OperationState)
    to_state = models.CharField("état", max_length=13, choices=OperationState)
    opinion = models.CharField(
        "avis en vigueur", max_length=12, choices=Opinion, default=Opinion.NONE
    )
    value_date = models.DateField("date d’effet")
    act = models.ForeignKey(
        Act,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="acte",
        related_name="operation_transitions",
    )
    reason = models.CharField("motif", max_length=500, blank=True)
    recorded_at = models.DateTimeField("enregistrée le")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="enregistrée par",
        related_name="+",
    )

    objects = OfOperationQuerySet.as_manager()

    class Meta:
        verbose_name = "étape d’une opération"
        verbose_name_plural = "étapes des opérations"
        ordering = ["operation_id", "value_date", "pk"]
        base_manager_name = "objects"
        indexes = [models.Index(fields=["operation", "value_date"])]

    def __str__(self) -> str:
        return f"{self.get_to_state_display()} le {self.value_date:%d/%m/%Y}"


class UseOfCredits(LedgerRow):
    """What an operation takes from its envelope at a stage (cents)."""

    operation = models.ForeignKey(
        Operation, models.PROTECT, verbose_name="opération", related_name="uses"
    )
    envelope = models.ForeignKey(
        Envelope, models.PROTECT, verbose_name="enveloppe", related_name="uses"
    )
    stage = models.CharField(
        "étape",
        max_length=12,
        choices=[
            ("programmed", "programmé"),
            ("contracted", "conventionné"),
            ("declared", "déclaré"),
            ("accepted", "retenu"),
            ("certified", "certifié"),
            ("paid", "payé"),
        ],
    )
    delta_cost = MoneyField("Δ coût éligible", default=0)
    delta_eu = MoneyField("Δ montant UE", default=0)
    label = models.CharField("objet", max_length=200, blank=True)

    objects = UseOfCreditsQuerySet.as_manager()

    class Meta(LedgerRow.Meta):
        abstract = False
        verbose_name = "utilisation de crédits"
        verbose_name_plural = "utilisations de crédits"
        ordering = ["-value_date", "-pk"]
        indexes = [
            models.Index(fields=["envelope", "stage", "value_date"]),
            models.Index(fields=["operation", "stage", "value_date"]),
            models.Index(fields=["recorded_at"]),
        ]
        constraints = [
            *LedgerRow.Meta.constraints,
            models.CheckConstraint(
                name="operations_useofcredits_not_empty",
                condition=~Q(delta_cost=0, delta_eu=0),
                violation_error_message="Une écriture change au moins un montant.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.operation.number} au {self.value_date:%d/%m/%Y}"
