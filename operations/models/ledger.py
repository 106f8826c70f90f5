"""The steps of an operation and the ledger of the credits it uses: rows that are only added."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from accord.kernel.ledger import LedgerRow
from accord.kernel.money import MoneyField
from accord.kernel.steps import Step
from envelopes.models import Envelope
from envelopes.states import USE_STAGES
from operations.models.operations import Operation
from operations.querysets import StepOfOperationQuerySet, UseOfCreditsQuerySet
from operations.states import OperationState, Opinion


class OperationStep(Step):
    """One move of an operation, with the opinion in force after it."""

    operation = models.ForeignKey(
        Operation, models.PROTECT, verbose_name="opération", related_name="steps"
    )
    opinion = models.CharField(
        "avis en vigueur", max_length=12, choices=Opinion, default=Opinion.NONE
    )

    objects = StepOfOperationQuerySet.as_manager()

    class Meta(Step.Meta):
        abstract = False
        verbose_name = "étape d’une opération"
        verbose_name_plural = "étapes des opérations"
        ordering = ["operation_id", "value_date", "pk"]
        indexes = [models.Index(fields=["operation", "value_date"])]

    def __str__(self) -> str:
        return f"{self.get_to_state_display()} le {self.value_date:%d/%m/%Y}"

    def get_to_state_display(self) -> str:
        return OperationState(self.to_state).label


class UseOfCredits(LedgerRow):
    """What an operation takes from its envelope at a stage (cents)."""

    operation = models.ForeignKey(
        Operation, models.PROTECT, verbose_name="opération", related_name="uses"
    )
    envelope = models.ForeignKey(
        Envelope, models.PROTECT, verbose_name="enveloppe", related_name="uses"
    )
    stage = models.CharField(
        "étape", max_length=12, choices=[(stage.value, stage.label) for stage in USE_STAGES]
    )
    delta_cost = MoneyField("variation du coût éligible", default=0)
    delta_eu = MoneyField("variation du montant UE", default=0)
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
