"""What a sitting decided, and what follows from it."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from accord.acts.models import Act, Effect
from accord.acts.states import EffectState
from accord.kernel.audit import AuditedModel
from governance.models.committees import Committee
from governance.models.meetings import AgendaItem
from governance.models.subjects import Subject
from governance.querysets import DecisionQuerySet, OfSubjectQuerySet
from governance.states import Result


class Outcome(AuditedModel):
    """What became of a subject; votes are counted where there was a vote."""

    subject = models.OneToOneField(
        Subject, models.PROTECT, verbose_name="sujet", related_name="outcome"
    )
    result = models.CharField("avis ou décision", max_length=12, choices=Result)
    votes_for = models.PositiveSmallIntegerField("pour", null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField("contre", null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField("abstentions", null=True, blank=True)

    objects = OfSubjectQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "avis ou décision"
        verbose_name_plural = "avis et décisions"
        ordering = ["subject_id"]
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

    subject = models.OneToOneField(
        Subject, models.PROTECT, verbose_name="sujet", related_name="decision"
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
    def item(self) -> AgendaItem:
        return self.subject.item

    @property
    def consequence(self) -> Effect | None:
        """Its effect; None for a decision that changes neither operation nor credits."""
        return next(iter(self.act.effects.all()), None)

    def effect_state_on(self, day: date) -> EffectState | None:
        """State of its effect at a day, None for a decision without effect."""
        effect = self.consequence
        return None if effect is None else effect.state_on(day)
