"""What effects on operations are about: a small table for each kind.

An effect that programmes keeps the amounts that were decided, whatever the file says later.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from accord.acts.models import EffectTarget
from accord.kernel.money import MoneyField
from operations.models.operations import Operation


class OnOperation(EffectTarget):
    """An effect on one operation."""

    operation = models.ForeignKey(
        Operation, models.PROTECT, verbose_name="opération", related_name="%(class)ss"
    )

    class Meta(EffectTarget.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.operation)


class OpinionEffect(OnOperation):
    is_favourable = models.BooleanField("avis favorable")

    class Meta(OnOperation.Meta):
        abstract = False
        verbose_name = "avis préparé"
        verbose_name_plural = "avis préparés"


class ProgrammingEffect(OnOperation):
    eligible_cost = MoneyField("coût total éligible décidé")
    eu_amount = MoneyField("montant UE décidé")

    class Meta(OnOperation.Meta):
        abstract = False
        verbose_name = "programmation préparée"
        verbose_name_plural = "programmations préparées"
        constraints = [
            models.CheckConstraint(
                name="operations_programmingeffect_amounts",
                condition=Q(eu_amount__gt=0, eligible_cost__gte=F("eu_amount")),
                violation_error_message="On programme un montant UE, dans la limite du coût.",
            )
        ]


class RefusalEffect(OnOperation):
    class Meta(OnOperation.Meta):
        abstract = False
        verbose_name = "refus préparé"
        verbose_name_plural = "refus préparés"


class AdjournmentEffect(OnOperation):
    class Meta(OnOperation.Meta):
        abstract = False
        verbose_name = "ajournement préparé"
        verbose_name_plural = "ajournements préparés"


class DeprogrammingEffect(OnOperation):
    class Meta(OnOperation.Meta):
        abstract = False
        verbose_name = "déprogrammation préparée"
        verbose_name_plural = "déprogrammations préparées"
