"""What a point of the agenda puts to the committee: subjects, with a small table for each kind.

A subject keeps the amounts at stake as they were put to the members: they read them here even where
the file itself is not theirs to read.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from accord.kernel.audit import AuditedModel
from accord.kernel.money import MoneyField
from envelopes.models import Tranche
from governance.models.meetings import AgendaItem
from governance.querysets import (
    OperationSubjectQuerySet,
    SubjectQuerySet,
    SubjectTargetQuerySet,
)
from governance.states import SubjectKind
from operations.models import Operation
from operations.states import Opinion


class Subject(AuditedModel):
    """One thing that a point puts to the committee, of one kind."""

    item = models.ForeignKey(
        AgendaItem, models.PROTECT, verbose_name="point", related_name="subjects"
    )
    kind = models.CharField("nature", max_length=15, choices=SubjectKind)
    position = models.PositiveSmallIntegerField("rang", default=1)

    objects = SubjectQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "sujet"
        ordering = ["item_id", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "position"], name="governance_subject_position_unique"
            )
        ]

    def __str__(self) -> str:
        return str(self.item)

    @property
    def needs_outcome(self) -> bool:
        return self.kind != SubjectKind.INFORMATION

    @property
    def is_opinion(self) -> bool:
        return self.kind == SubjectKind.OPINION

    @property
    def outcome_word(self) -> str:
        return SubjectKind(self.kind).outcome_word

    @property
    def target(self) -> SubjectTarget | None:
        """What it is about: the row of its kind's own table; an information has none."""
        relation = _RELATIONS.get(self.kind)
        target: SubjectTarget | None = getattr(self, relation, None) if relation else None
        return target

    @property
    def operation(self) -> Operation | None:
        return getattr(self.target, "operation", None)

    @property
    def operation_id(self) -> int | None:
        return getattr(self.target, "operation_id", None)


class SubjectTarget(AuditedModel):
    """What a subject of one kind is about. Concrete tables add it, with the amounts at stake."""

    subject = models.OneToOneField(
        Subject,
        models.PROTECT,
        primary_key=True,
        verbose_name="sujet",
        related_name="%(class)s",
    )

    # What is read of it wherever its subject is shown.
    shown_with: ClassVar[tuple[str, ...]]

    class Meta(AuditedModel.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.subject)


class OperationSubject(SubjectTarget):
    """An operation, with the eligible cost and the EU amount at stake (cents)."""

    operation = models.ForeignKey(
        Operation, models.PROTECT, verbose_name="opération", related_name="%(class)ss"
    )
    eligible_cost = MoneyField("coût total éligible")
    eu_amount = MoneyField("montant UE")

    objects = OperationSubjectQuerySet.as_manager()
    shown_with: ClassVar[tuple[str, ...]] = ("operation__envelope__fund", "operation__beneficiary")

    class Meta(SubjectTarget.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_amounts",
                condition=Q(eu_amount__gte=0, eligible_cost__gte=F("eu_amount")),
                violation_error_message="Le montant UE ne peut pas dépasser le coût.",
            )
        ]


class OpinionSubject(OperationSubject):
    class Meta(OperationSubject.Meta):
        abstract = False
        verbose_name = "avis demandé"
        verbose_name_plural = "avis demandés"


class ProgrammingSubject(OperationSubject):
    """A programming, with the opinion that the operation has received."""

    opinion = models.CharField("avis", max_length=12, choices=Opinion, default=Opinion.NONE)

    class Meta(OperationSubject.Meta):
        abstract = False
        verbose_name = "programmation demandée"
        verbose_name_plural = "programmations demandées"


class DeprogrammingSubject(OperationSubject):
    class Meta(OperationSubject.Meta):
        abstract = False
        verbose_name = "déprogrammation demandée"
        verbose_name_plural = "déprogrammations demandées"


class OpeningSubject(SubjectTarget):
    tranche = models.ForeignKey(
        Tranche, models.PROTECT, verbose_name="tranche", related_name="opening_subjects"
    )
    amount = MoneyField("montant à ouvrir")

    objects = SubjectTargetQuerySet.as_manager()
    shown_with: ClassVar[tuple[str, ...]] = ("tranche__envelope",)

    class Meta(SubjectTarget.Meta):
        abstract = False
        verbose_name = "ouverture demandée"
        verbose_name_plural = "ouvertures demandées"
        constraints = [
            models.CheckConstraint(
                name="governance_openingsubject_amount",
                condition=Q(amount__gt=0),
                violation_error_message="On ouvre un montant positif.",
            )
        ]


_RELATIONS: dict[str, str] = {
    SubjectKind.OPINION: "opinionsubject",
    SubjectKind.PROGRAMMING: "programmingsubject",
    SubjectKind.DEPROGRAMMING: "deprogrammingsubject",
    SubjectKind.TRANCHE_OPENING: "openingsubject",
}
