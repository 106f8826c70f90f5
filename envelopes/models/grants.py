"""What a global grant plans and asks for: its financial plan, its requests for funds."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from accord.acts.models import Act
from accord.kernel.audit import AuditedModel, AuditedQuerySet
from accord.kernel.money import MoneyField
from accord.kernel.rows import AppendOnly, AppendOnlyQuerySet
from accord.kernel.scope import Through
from accord.people.models import Organisation
from envelopes.models.envelopes import GlobalGrant
from envelopes.models.programmes import Scheme, SpecificObjective


class FinancialPlanQuerySet(AppendOnlyQuerySet):
    rules = (Through(relation="grant"),)


class FinancialPlan(AppendOnly):
    """Maquette financière: how a grant spreads its credits, as one act states it."""

    grant = models.ForeignKey(
        GlobalGrant,
        models.PROTECT,
        verbose_name="subvention globale",
        related_name="financial_plans",
    )
    owner = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="organisme intermédiaire",
        related_name="financial_plans",
    )
    act = models.ForeignKey(
        Act, models.PROTECT, verbose_name="acte", related_name="financial_plans"
    )

    objects = FinancialPlanQuerySet.as_manager()

    class Meta(AppendOnly.Meta):
        abstract = False
        verbose_name = "maquette financière"
        verbose_name_plural = "maquettes financières"
        ordering = ["grant_id", "value_date", "pk"]

    def __str__(self) -> str:
        return f"Maquette de {self.grant} au {self.value_date:%d/%m/%Y}"


class FinancialPlanLineQuerySet(AuditedQuerySet):
    rules = (Through(relation="plan"),)


class FinancialPlanLine(AuditedModel):
    """Credits of a financial plan for an objective and a year, by scheme and PLIE where it says."""

    plan = models.ForeignKey(
        FinancialPlan, models.PROTECT, verbose_name="maquette", related_name="lines"
    )
    objective = models.ForeignKey(
        SpecificObjective,
        models.PROTECT,
        verbose_name="objectif spécifique",
        related_name="plan_lines",
    )
    scheme = models.ForeignKey(
        Scheme,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="dispositif",
        related_name="plan_lines",
    )
    plie = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="PLIE",
        related_name="plan_lines",
    )
    year = models.PositiveSmallIntegerField("année")
    amount = MoneyField("montant")

    objects = FinancialPlanLineQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "ligne de maquette"
        verbose_name_plural = "lignes de maquette"
        ordering = ["plan_id", "pk"]
        constraints = [
            models.CheckConstraint(
                name="envelopes_financialplanline_amount",
                condition=Q(amount__gte=0, year__gte=2014, year__lte=2045),
                violation_error_message="Une ligne de maquette a une année et un montant positif.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.objective} {self.year}"


class FundsRequestQuerySet(AuditedQuerySet):
    rules = (Through(relation="grant"),)


class FundsRequest(AuditedModel):
    """Appel de fonds: what a holder asks of the authority for its grant, and what it receives."""

    grant = models.ForeignKey(
        GlobalGrant,
        models.PROTECT,
        verbose_name="subvention globale",
        related_name="funds_requests",
    )
    owner = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="organisme intermédiaire",
        related_name="funds_requests",
    )
    number = models.CharField("numéro", max_length=30)
    asked_on = models.DateField("demandé le")
    asked = MoneyField("montant demandé")
    received_on = models.DateField("reçu le", null=True, blank=True)
    received = MoneyField("montant reçu", null=True, blank=True)
    act = models.ForeignKey(
        Act,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="acte",
        related_name="funds_requests",
    )

    objects = FundsRequestQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "appel de fonds"
        verbose_name_plural = "appels de fonds"
        ordering = ["grant_id", "asked_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["grant", "number"],
                name="envelopes_fundsrequest_unique",
                violation_error_message="Cet appel de fonds porte un numéro déjà pris.",
            ),
            models.CheckConstraint(
                name="envelopes_fundsrequest_received",
                condition=Q(asked__gt=0)
                & (
                    Q(received=None, received_on=None)
                    | Q(received__isnull=False, received__gte=0, received_on__isnull=False)
                ),
                violation_error_message=(
                    "Un appel de fonds a un montant ; ce qui est reçu l’est à une date."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Appel de fonds {self.number}"
