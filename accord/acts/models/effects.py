"""What an act or a decision brings about: at once, or when the act that it awaits is recorded.

Each kind of effect has a small table of its own, in the room that it changes, for what it is about
(``EffectTarget``).
"""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from accord.acts.models.acts import Act
from accord.acts.states import EffectState
from accord.kernel.audit import AuditedModel, AuditedQuerySet
from accord.kernel.contributions import registry
from accord.kernel.locking import Rank
from accord.kernel.rows import AppendOnlyQuerySet
from accord.kernel.scope import Through
from accord.kernel.steps import Step


class EffectQuerySet(AuditedQuerySet):
    # Read with the act that causes it.
    rules = (Through(relation="cause"),)

    def prepared(self) -> Self:
        """Effects that wait for an act."""
        return self.filter(state=EffectState.PREPARED)

    def awaiting(self, *acts: Act) -> Self:
        return self.prepared().filter(awaits__in=acts)

    def with_targets(self) -> Self:
        """Effects with what each is about, whatever its kind."""
        relations = {kind.relation for kind in registry.effect_kinds}
        return self.select_related("cause__issuer", "awaits", *sorted(relations))


class Effect(AuditedModel):
    """One consequence: of which kind, caused by which act, awaiting which other."""

    lock_rank = Rank.EFFECT

    kind = models.CharField("nature", max_length=20)
    cause = models.ForeignKey(
        Act, models.PROTECT, verbose_name="acte à l’origine", related_name="effects"
    )
    awaits = models.ForeignKey(
        Act,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="attend l’acte",
        related_name="awaited_effects",
    )
    state = models.CharField(
        "état", max_length=8, choices=EffectState, default=EffectState.PREPARED
    )
    applied_on = models.DateField("date d’effet", null=True, blank=True)
    applied_at = models.DateTimeField("appliqué le", null=True, blank=True)
    lapsed_on = models.DateField("caduc depuis le", null=True, blank=True)
    about = models.CharField("à propos de", max_length=400)
    sentence = models.CharField("ce qui a changé", max_length=500, blank=True)

    objects = EffectQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "effet"
        ordering = ["pk"]
        indexes = [models.Index(fields=["state", "awaits"])]
        constraints = [
            models.CheckConstraint(
                name="acts_effect_applied",
                condition=Q(state="applied", applied_at__isnull=False, applied_on__isnull=False)
                | Q(state__in=["prepared", "held"], applied_at=None, awaits__isnull=False)
                | (Q(state="lapsed", applied_at=None) & ~Q(sentence="")),
                violation_error_message=(
                    "Un effet est appliqué à une date, attend un acte, ou dit pourquoi il a cessé "
                    "de l’attendre."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What its kind is called; kinds are declared by the rooms that they change."""
        kind = registry.effect_kind(self.kind)
        return kind.label if kind else self.kind

    @property
    def target(self) -> EffectTarget:
        """What it is about: the row of its kind's own table."""
        kind = registry.effect_kind(self.kind)
        if kind is None:
            raise LookupError(f"no kind of effect {self.kind}")
        target: EffectTarget = getattr(self, kind.relation)
        return target

    @property
    def owner_id(self) -> int | None:
        """The body whose act or decision caused it."""
        return self.cause.issuer_id

    @property
    def owner_name(self) -> str:
        return self.cause.issuer.short_name if self.cause.issuer else ""

    def state_on(self, day: date) -> EffectState:
        """State at a day: what was applied or given up later was only prepared."""
        settled_on = self.applied_on or self.lapsed_on
        is_later = settled_on is not None and settled_on > day
        return EffectState.PREPARED if is_later else EffectState(self.state)


class EffectStepQuerySet(AppendOnlyQuerySet):
    rules = (Through(relation="effect"),)


class EffectStep(Step):
    """How an effect was prepared, applied or given up."""

    effect = models.ForeignKey(Effect, models.PROTECT, verbose_name="effet", related_name="steps")

    objects = EffectStepQuerySet.as_manager()

    class Meta(Step.Meta):
        abstract = False
        verbose_name = "étape d’un effet"
        verbose_name_plural = "étapes des effets"
        ordering = ["effect_id", "value_date", "pk"]

    def __str__(self) -> str:
        return f"{self.to_state} le {self.value_date:%d/%m/%Y}"


class EffectTargetQuerySet(AuditedQuerySet):
    rules = (Through(relation="effect"),)


class EffectTarget(AuditedModel):
    """What one kind of effect is about. Concrete tables add it, with their own room's keys."""

    effect = models.OneToOneField(
        Effect,
        models.PROTECT,
        primary_key=True,
        verbose_name="effet",
        related_name="%(class)s",
    )

    objects = EffectTargetQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        abstract = True
