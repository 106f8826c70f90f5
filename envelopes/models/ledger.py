"""The ledger of credits, and the balances that totals read."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accord.kernel.ledger import BalanceBase, LedgerRow
from accord.kernel.money import MoneyField
from accord.people.models import Organisation
from envelopes.models.envelopes import Envelope, Tranche
from envelopes.models.programmes import Scheme, SpecificObjective
from envelopes.querysets import (
    AccountBalanceQuerySet,
    AccountQuerySet,
    BalanceQuerySet,
    CreditMovementQuerySet,
)
from envelopes.states import MovementKind


class CreditMovement(LedgerRow):
    """What notifies, opens, adds, moves or withdraws credits of an envelope (cents).

    A transfer is two halves, each with its act and its date: the one that arrives names the one
    that left (``departure``). In between, the amount is in no envelope.
    """

    envelope = models.ForeignKey(
        Envelope, models.PROTECT, verbose_name="enveloppe", related_name="movements"
    )
    kind = models.CharField("nature", max_length=12, choices=MovementKind)
    delta_notified = MoneyField("variation des crédits notifiés", default=0)
    delta_open = MoneyField("variation des crédits ouverts", default=0)
    tranche = models.ForeignKey(
        Tranche,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="tranche",
        related_name="movements",
    )
    departure = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="départ du transfert",
        related_name="arrival",
    )
    label = models.CharField("objet", max_length=200, blank=True)

    objects = CreditMovementQuerySet.as_manager()

    class Meta(LedgerRow.Meta):
        abstract = False
        verbose_name = "mouvement de crédits"
        verbose_name_plural = "mouvements de crédits"
        ordering = ["-value_date", "-pk"]
        indexes = [
            models.Index(fields=["envelope", "value_date"]),
            models.Index(fields=["recorded_at"]),
        ]
        constraints = [
            *LedgerRow.Meta.constraints,
            models.CheckConstraint(
                name="envelopes_creditmovement_not_empty",
                condition=~Q(delta_notified=0, delta_open=0),
                violation_error_message="Un mouvement change au moins un montant.",
            ),
            models.CheckConstraint(
                name="envelopes_creditmovement_sign",
                condition=Q(kind="notification", delta_notified__gt=0, delta_open=0)
                | Q(kind="opening", delta_notified=0, delta_open__gt=0)
                | Q(kind="top_up", delta_notified__gte=0, delta_open__gte=0)
                | Q(kind="withdrawal", delta_notified__lte=0, delta_open__lte=0)
                | Q(kind="transfer", departure=None, delta_notified__lte=0, delta_open__lte=0)
                | Q(
                    kind="transfer",
                    departure__isnull=False,
                    delta_notified__gte=0,
                    delta_open__gte=0,
                )
                | Q(kind="reversal", reverses__isnull=False),
                violation_error_message="Le signe des montants ne convient pas à ce mouvement.",
            ),
            models.CheckConstraint(
                name="envelopes_creditmovement_departure_of_a_transfer",
                condition=Q(departure=None) | Q(kind="transfer"),
                violation_error_message="Seul un transfert a un départ.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} du {self.value_date:%d/%m/%Y}"

    @property
    def other_half(self) -> CreditMovement | None:
        """The other half of a transfer, whichever of the two left."""
        return self.departure or getattr(self, "arrival", None)

    def get_absolute_url(self) -> str:
        return f"{reverse('envelopes:envelope-movements', args=[self.envelope.code])}#m{self.pk}"


class Balance(BalanceBase):
    """Cumulative balance of an envelope's stage at a date, whichever ledger it comes from."""

    account = models.ForeignKey(
        Envelope, models.PROTECT, verbose_name="enveloppe", related_name="balances"
    )

    objects = BalanceQuerySet.as_manager()

    class Meta(BalanceBase.Meta):
        abstract = False
        verbose_name = "solde"
        ordering = ["account_id", "stage", "value_date"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "stage", "value_date"], name="envelopes_balance_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.stage} {self.value_date:%d/%m/%Y}"


class Account(models.Model):
    """Where uses of an envelope are counted: by scheme, objective and PLIE, each may be unknown.

    ``key`` is the four of them: a unique index takes two unknowns for different things.
    """

    key = models.CharField("clé", max_length=90, unique=True)
    envelope = models.ForeignKey(
        Envelope, models.PROTECT, verbose_name="enveloppe", related_name="accounts"
    )
    scheme = models.ForeignKey(
        Scheme,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="dispositif",
        related_name="accounts",
    )
    objective = models.ForeignKey(
        SpecificObjective,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="objectif spécifique",
        related_name="accounts",
    )
    plie = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="PLIE",
        related_name="accounts",
    )

    objects = AccountQuerySet.as_manager()

    class Meta:
        verbose_name = "compte"
        ordering = ["pk"]
        base_manager_name = "objects"

    def __str__(self) -> str:
        return self.key


class AccountBalance(BalanceBase):
    """Cumulative balance of an account's stage at a date: derived from uses and their keys."""

    account = models.ForeignKey(
        Account, models.PROTECT, verbose_name="compte", related_name="balances"
    )

    objects = AccountBalanceQuerySet.as_manager()

    class Meta(BalanceBase.Meta):
        abstract = False
        verbose_name = "solde d’un compte"
        verbose_name_plural = "soldes des comptes"
        ordering = ["account_id", "stage", "value_date"]
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "stage", "value_date"], name="envelopes_accountbalance_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.stage} {self.value_date:%d/%m/%Y}"
