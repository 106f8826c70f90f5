"""What a sitting decided, what follows from it, and how it was written down."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from accord.acts.models import Act, StoredDocument
from accord.kernel.audit import AuditedModel
from governance.models.committees import Committee
from governance.models.meetings import AgendaItem, Meeting
from governance.querysets import (
    DecisionQuerySet,
    EffectQuerySet,
    MinutesQuerySet,
    OfItemQuerySet,
)
from governance.states import EffectKind, EffectState, Result


class Outcome(AuditedModel):
    """What became of an item; votes are counted where there was a vote."""

    item = models.OneToOneField(
        AgendaItem, models.PROTECT, verbose_name="point", related_name="outcome"
    )
    result = models.CharField("résultat", max_length=12, choices=Result)
    votes_for = models.PositiveSmallIntegerField("pour", null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField("contre", null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField("abstentions", null=True, blank=True)

    objects = OfItemQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "résultat"
        ordering = ["item_id"]
        constraints = [
            models.CheckConstraint(
                name="governance_outcome_votes",
                condition=Q(votes_for=None, votes_against=None, abstentions=None)
                | Q(
                    votes_for__isnull=False,
                    votes_against__isnull=False,
                    abstentions__isnull=False,
                ),
                violation_error_message="Un vote se compte en entier : pour, contre, abstentions.",
            ),
            models.CheckConstraint(
                name="governance_outcome_not_examined",
                condition=~Q(result="not_examined") | Q(votes_for=None),
                violation_error_message="Un point non examiné n’est pas mis aux voix.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_result_display()

    @property
    def has_vote(self) -> bool:
        return self.votes_for is not None

    @property
    def votes(self) -> tuple[int, int, int] | None:
        """(for, against, abstentions), None without a vote."""
        if self.votes_for is None:
            return None
        return self.votes_for, self.votes_against or 0, self.abstentions or 0


class Decision(AuditedModel):
    """A numbered decision, one-to-one with the act that gives it authority.

    Numbers run without gap within a committee and a year.
    """

    item = models.OneToOneField(
        AgendaItem, models.PROTECT, verbose_name="point", related_name="decision"
    )
    act = models.OneToOneField(Act, models.PROTECT, verbose_name="acte", related_name="decision")
    committee = models.ForeignKey(
        Committee, models.PROTECT, verbose_name="comité", related_name="decisions"
    )
    year = models.PositiveSmallIntegerField("année")
    sequence = models.PositiveSmallIntegerField("rang dans l’année")
    number = models.CharField("numéro", max_length=20)

    objects = DecisionQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "décision"
        ordering = ["-year", "committee_id", "-sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "year", "sequence"], name="governance_decision_unique"
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def consequence(self) -> Effect | None:
        """Its effect; None for a decision that changes neither operation nor credits."""
        return getattr(self, "effect", None)

    def effect_state_on(self, day: date) -> EffectState | None:
        """State of its effect at a day, None for a decision without effect."""
        effect = self.consequence
        return None if effect is None else effect.state_on(day)


class Effect(AuditedModel):
    """What a decision brings about: at once, or when the act that it awaits is recorded."""

    decision = models.OneToOneField(
        Decision, models.PROTECT, verbose_name="décision", related_name="effect"
    )
    kind = models.CharField("nature", max_length=12, choices=EffectKind)
    state = models.CharField(
        "état", max_length=8, choices=EffectState, default=EffectState.PREPARED
    )
    awaits = models.ForeignKey(
        Act,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="attend l’acte",
        related_name="prepared_effects",
    )
    applied_on = models.DateField("date d’effet", null=True, blank=True)
    applied_at = models.DateTimeField("appliqué le", null=True, blank=True)
    lapsed_on = models.DateField("caduc depuis le", null=True, blank=True)
    sentence = models.CharField("ce qui a changé", max_length=500, blank=True)

    objects = EffectQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "effet"
        ordering = ["decision_id"]
        constraints = [
            models.CheckConstraint(
                name="governance_effect_applied",
                condition=Q(state="applied", applied_at__isnull=False, applied_on__isnull=False)
                | Q(state="prepared", applied_at=None, awaits__isnull=False)
                | (Q(state="lapsed", applied_at=None) & ~Q(sentence="")),
                violation_error_message=(
                    "Un effet est appliqué à une date, attend un acte, ou dit pourquoi il a cessé "
                    "de l’attendre."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def state_on(self, day: date) -> EffectState:
        """State at a day: what was applied or given up later was only prepared."""
        settled_on = self.applied_on or self.lapsed_on
        is_later = settled_on is not None and settled_on > day
        return EffectState.PREPARED if is_later else EffectState(self.state)


class Minutes(AuditedModel):
    """Minutes of a sitting: drafted, then sealed with their figures.

    ``frozen`` is the canonical JSON of all that the document says; ``digest`` is its SHA-256,
    printed in the PDF; the PDF's own SHA-256 is that of its stored document.
    """

    meeting = models.OneToOneField(
        Meeting, models.PROTECT, verbose_name="réunion", related_name="minutes"
    )
    opening = models.TextField("ouverture", blank=True)
    closing = models.TextField("clôture", blank=True)
    frozen = models.TextField("données scellées", blank=True, editable=False)
    digest = models.CharField("empreinte des données", max_length=64, blank=True, editable=False)
    document = models.OneToOneField(
        StoredDocument,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="PDF",
        related_name="minutes",
        editable=False,
    )
    sealed_at = models.DateTimeField("scellé le", null=True, blank=True, editable=False)
    sealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="scellé par",
        related_name="+",
        editable=False,
    )

    objects = MinutesQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "procès-verbal"
        verbose_name_plural = "procès-verbaux"
        ordering = ["-meeting__held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="governance_minutes_sealed",
                condition=Q(sealed_at=None, digest="", document=None)
                | Q(~Q(digest=""), ~Q(frozen=""), sealed_at__isnull=False, document__isnull=False),
                violation_error_message="Un procès-verbal scellé a ses données et son PDF.",
            )
        ]

    def __str__(self) -> str:
        return f"Procès-verbal – {self.meeting}"

    @property
    def is_sealed(self) -> bool:
        return self.sealed_at is not None

    @property
    def frozen_data(self) -> dict[str, Any]:
        """What was sealed, as it was sealed."""
        data: dict[str, Any] = json.loads(self.frozen)
        return data
