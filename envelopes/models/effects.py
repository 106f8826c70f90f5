"""What effects on credits are about: a small table for each kind."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from accord.acts.models import EffectTarget
from accord.kernel.money import MoneyField
from envelopes.models.envelopes import Envelope, Tranche


class OnEnvelope(EffectTarget):
    """An effect on the credits of one envelope."""

    envelope = models.ForeignKey(
        Envelope, models.PROTECT, verbose_name="enveloppe", related_name="%(class)ss"
    )

    class Meta(EffectTarget.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.envelope)


class OpeningEffect(OnEnvelope):
    """An opening of credits: of any amount, and of a tranche when it opens what that plans."""

    tranche = models.ForeignKey(
        Tranche,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="tranche",
        related_name="opening_effects",
    )
    amount = MoneyField("montant à ouvrir")
    label = models.CharField("objet", max_length=200, blank=True)

    class Meta(OnEnvelope.Meta):
        abstract = False
        verbose_name = "ouverture de crédits"
        verbose_name_plural = "ouvertures de crédits"
        constraints = [
            models.CheckConstraint(
                name="envelopes_openingeffect_amount",
                condition=Q(amount__gt=0),
                violation_error_message="On ouvre un montant positif.",
            )
        ]


class NotificationEffect(OnEnvelope):
    amount = MoneyField("montant notifié")

    class Meta(OnEnvelope.Meta):
        abstract = False
        verbose_name = "notification de crédits"
        verbose_name_plural = "notifications de crédits"


class TopUpEffect(OnEnvelope):
    amount = MoneyField("montant de l’abondement")

    class Meta(OnEnvelope.Meta):
        abstract = False
        verbose_name = "abondement"


class CeilingEffect(OnEnvelope):
    rate_bp = models.PositiveIntegerField("taux (points de base)")

    class Meta(OnEnvelope.Meta):
        abstract = False
        verbose_name = "plafond fixé par un acte"
        verbose_name_plural = "plafonds fixés par un acte"
