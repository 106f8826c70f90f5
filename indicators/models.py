"""Definitions of the indicators. Targets are the users' to enter: the agreement gives none."""

from __future__ import annotations

from django.db import models

from accord.kernel.audit import AuditedModel, AuditedReferenceQuerySet
from accord.kernel.certainty import Sourced
from envelopes.models import Fund


class Indicator(Sourced, AuditedModel):
    """What is followed: a common indicator of regulation (EU) 2021/1057, annex I, or the share of
    credits that the agreement itself asks for."""

    class Kind(models.TextChoices):
        OUTPUT = "output", "réalisation"
        RESULT = "result", "résultat"
        SHARE = "share", "part de crédits"

    class DataClass(models.TextChoices):
        NONE = "none", "aucune donnée personnelle"
        PERSONAL = "personal", "donnée personnelle"
        SPECIAL = "special_category", "donnée sensible"
        ENTITY = "entity", "entité"

    code = models.CharField("code", max_length=10, unique=True)
    position = models.PositiveSmallIntegerField("rang", default=0)
    label = models.CharField("libellé", max_length=200)
    kind = models.CharField("nature", max_length=6, choices=Kind)
    unit = models.CharField("unité", max_length=20)
    data_class = models.CharField("données", max_length=16, choices=DataClass)
    applies_to_h = models.BooleanField("demandé pour l’OS h", default=True)
    applies_to_l = models.BooleanField("demandé pour l’OS l", default=False)
    definition = models.TextField("définition")

    objects = AuditedReferenceQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "indicateur"
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"


class IndicatorFund(Sourced, AuditedModel):
    """A fund whose operations report an indicator, and how sure that is."""

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, verbose_name="indicateur", related_name="fund_lines"
    )
    fund = models.ForeignKey(
        Fund, models.PROTECT, verbose_name="fonds", related_name="indicator_lines"
    )

    objects = AuditedReferenceQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "fonds d’un indicateur"
        verbose_name_plural = "fonds des indicateurs"
        ordering = ["indicator_id", "fund_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "fund"], name="indicators_indicatorfund_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} – {self.fund}"
