"""Calls for projects: what a holder opens to applicants, and when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from accord.kernel.audit import AuditedModel
from accord.kernel.identifiers import code_validator
from accord.kernel.money import BASIS_POINTS, MoneyField
from accord.people.models import Organisation
from envelopes.models import Envelope, Scheme, SpecificObjective
from operations.querysets import CallQuerySet


class Call(AuditedModel):
    """Call ("appel à projets"): scheme, objective, dates, credits and rate of an envelope."""

    code = models.CharField("code", max_length=40, unique=True, validators=[code_validator])
    owner = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="organisme intermédiaire", related_name="calls"
    )
    envelope = models.ForeignKey(
        Envelope, models.PROTECT, verbose_name="enveloppe", related_name="calls"
    )
    scheme = models.ForeignKey(
        Scheme,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="dispositif",
        related_name="calls",
    )
    objective = models.ForeignKey(
        SpecificObjective,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="objectif spécifique",
        related_name="calls",
    )
    title = models.CharField("intitulé", max_length=300)
    opens_on = models.DateField("ouvert le")
    closes_on = models.DateField("clos le")
    amount = MoneyField("crédits UE offerts", null=True, blank=True)
    max_rate_bp = models.PositiveIntegerField(
        "taux maximal (points de base)", null=True, blank=True
    )
    qpv_clause = models.TextField("clause sur les quartiers prioritaires", blank=True)
    published_on = models.DateField("publié le", null=True, blank=True)

    objects = CallQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "appel à projets"
        verbose_name_plural = "appels à projets"
        ordering = ["-opens_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="operations_call_dates",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message="La clôture ne peut pas précéder l’ouverture.",
            ),
            models.CheckConstraint(
                name="operations_call_offer",
                condition=(Q(amount=None) | Q(amount__gt=0))
                & (Q(max_rate_bp=None) | Q(max_rate_bp__gt=0, max_rate_bp__lte=BASIS_POINTS)),
                violation_error_message="Un appel offre un montant et un taux positifs.",
            ),
        ]

    def __str__(self) -> str:
        return self.title
