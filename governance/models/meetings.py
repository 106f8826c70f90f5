"""Meetings, their steps and their agenda."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accord.acts.models import Act
from accord.kernel.audit import AuditedModel
from accord.kernel.locking import Rank
from accord.kernel.steps import Step
from accord.kernel.text import quoted
from accord.people.models import Organisation
from governance.models.committees import Committee
from governance.querysets import (
    AgendaItemQuerySet,
    DiscussionQuerySet,
    MeetingQuerySet,
    MeetingStepQuerySet,
)
from governance.states import PREPARING_STATES, MeetingKind, MeetingState, SubjectKind


class Meeting(AuditedModel):
    """A sitting of a committee, from its preparation to its sealed minutes.

    ``owner`` is the committee's organiser: what is being prepared is its secretariat's.
    """

    lock_rank = Rank.MEETING
    # Whoever convenes a meeting has read its agenda.
    versioned_with = ("items",)

    committee = models.ForeignKey(
        Committee, models.PROTECT, verbose_name="comité", related_name="meetings"
    )
    owner = models.ForeignKey(
        Organisation,
        models.PROTECT,
        editable=False,
        verbose_name="organisateur",
        related_name="meetings_kept",
    )
    kind = models.CharField("forme", max_length=8, choices=MeetingKind, default=MeetingKind.SITTING)
    state = models.CharField(
        "état", max_length=9, choices=MeetingState, default=MeetingState.PLANNED
    )
    held_on = models.DateField("date")
    starts_at = models.TimeField("heure", null=True, blank=True)
    place = models.CharField("lieu", max_length=200, blank=True)
    chair_name = models.CharField("présidence", max_length=100, blank=True)
    secretary_name = models.CharField("secrétariat de séance", max_length=100, blank=True)
    convened_at = models.DateTimeField("convoquée le", null=True, blank=True)
    opened_at = models.DateTimeField("ouverte le", null=True, blank=True)
    ended_at = models.DateTimeField("levée le", null=True, blank=True)
    cancellation_reason = models.CharField("motif d’annulation", max_length=300, blank=True)
    deliberation = models.ForeignKey(
        Act,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="délibération",
        related_name="meetings",
        help_text="L’acte de l’organisme sous lequel une instance programme.",
    )
    is_fictional = models.BooleanField("fictive", default=False)

    objects = MeetingQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "réunion"
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["committee", "held_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "held_on"],
                condition=~Q(state="cancelled"),
                name="governance_meeting_unique",
                violation_error_message="Ce comité a déjà une réunion à cette date.",
            ),
            models.CheckConstraint(
                name="governance_meeting_ended",
                condition=Q(state__in=["ended", "sealed"], ended_at__isnull=False)
                | Q(~Q(state__in=["ended", "sealed"]), ended_at=None),
                violation_error_message="Une réunion levée a une heure de fin.",
            ),
            models.CheckConstraint(
                name="governance_meeting_cancelled",
                condition=~Q(state="cancelled") | ~Q(cancellation_reason=""),
                violation_error_message="Dites pourquoi la réunion est annulée.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.committee} du {self.held_on:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("governance:meeting-detail", args=[self.pk])

    @property
    def owner_name(self) -> str:
        return self.owner.short_name

    def clean_fields(self, exclude: object = None) -> None:
        self.owner_id = self.committee.organiser_id
        super().clean_fields(exclude=exclude)  # type: ignore[arg-type]

    @property
    def is_preparing(self) -> bool:
        return self.state in PREPARING_STATES


class MeetingStep(Step):
    """One move of a meeting."""

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, verbose_name="réunion", related_name="steps"
    )

    objects = MeetingStepQuerySet.as_manager()

    class Meta(Step.Meta):
        abstract = False
        verbose_name = "étape d’une réunion"
        verbose_name_plural = "étapes des réunions"
        ordering = ["meeting_id", "value_date", "pk"]

    def __str__(self) -> str:
        return f"{MeetingState(self.to_state).label} le {self.value_date:%d/%m/%Y}"


class AgendaItem(AuditedModel):
    """A point of the agenda: one subject or more, put together to the committee."""

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, verbose_name="réunion", related_name="items"
    )
    position = models.PositiveSmallIntegerField("rang")
    title = models.CharField("objet", max_length=450)
    carried_from = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="reporté de",
        related_name="carried_to",
    )
    is_late = models.BooleanField("ajouté après la convocation", default=False)
    is_dropped = models.BooleanField(
        "abandonné", default=False, help_text="Non examiné, puis retiré : il ne revient plus."
    )

    objects = AgendaItemQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "point de l’ordre du jour"
        verbose_name_plural = "points de l’ordre du jour"
        ordering = ["meeting_id", "position", "pk"]

    def __str__(self) -> str:
        return f"Point {self.position} {quoted(self.title)}"

    @property
    def needs_outcome(self) -> bool:
        return any(subject.needs_outcome for subject in self.subjects.all())

    @property
    def outcome_word(self) -> str:
        """What the committee gives on it: an opinion, or a decision."""
        words = {subject.outcome_word for subject in self.subjects.all()}
        return words.pop() if len(words) == 1 else SubjectKind.INFORMATION.outcome_word

    @property
    def outcome(self) -> Any:
        """What became of its subjects, entered once for the point; None before."""
        found = (getattr(subject, "outcome", None) for subject in self.subjects.all())
        return next((outcome for outcome in found if outcome is not None), None)

    @property
    def kind_label(self) -> str:
        """What it puts to the committee."""
        return " ; ".join(subject.get_kind_display() for subject in self.subjects.all())

    @property
    def text(self) -> str:
        """What was said of it, for the minutes."""
        discussion = getattr(self, "discussion", None)
        return discussion.text if discussion else ""


class Discussion(AuditedModel):
    """What was said of a point: its secretariat's to read until the minutes are sealed."""

    item = models.OneToOneField(
        AgendaItem, models.PROTECT, verbose_name="point", related_name="discussion"
    )
    owner = models.ForeignKey(
        Organisation,
        models.PROTECT,
        editable=False,
        verbose_name="organisateur",
        related_name="discussions",
    )
    text = models.TextField("discussion", blank=True)

    objects = DiscussionQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "discussion"
        ordering = ["item_id"]

    def __str__(self) -> str:
        return f"Discussion – {self.item}"

    def clean_fields(self, exclude: object = None) -> None:
        self.owner_id = self.item.meeting.owner_id
        super().clean_fields(exclude=exclude)  # type: ignore[arg-type]
