"""Meetings, their agenda and who attended."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accord.acts.models import Act
from accord.kernel.audit import AuditedModel
from accord.people.models import Organisation
from envelopes.models import Tranche
from governance.models.committees import Committee, Seat
from governance.querysets import (
    AgendaItemQuerySet,
    MeetingQuerySet,
    OfItemQuerySet,
    OfMeetingQuerySet,
)
from governance.states import (
    PREPARING_STATES,
    PRESENT_STATUSES,
    AttendanceStatus,
    ItemKind,
    MeetingKind,
    MeetingState,
)
from operations.models import Operation


class Meeting(AuditedModel):
    """A sitting of a committee, from its preparation to its sealed minutes."""

    committee = models.ForeignKey(
        Committee, models.PROTECT, verbose_name="comité", related_name="meetings"
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
    def is_preparing(self) -> bool:
        return self.state in PREPARING_STATES


class AgendaItem(AuditedModel):
    """A point of the agenda; its discussion is written for the minutes."""

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, verbose_name="réunion", related_name="items"
    )
    position = models.PositiveSmallIntegerField("rang")
    kind = models.CharField("nature", max_length=15, choices=ItemKind)
    title = models.CharField("objet", max_length=450)
    operation = models.ForeignKey(
        Operation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="opération",
        related_name="agenda_items",
    )
    tranche = models.ForeignKey(
        Tranche,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="tranche",
        related_name="agenda_items",
    )
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
    discussion = models.TextField("discussion", blank=True)

    objects = AgendaItemQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "point de l’ordre du jour"
        verbose_name_plural = "points de l’ordre du jour"
        ordering = ["meeting_id", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="governance_agendaitem_object",
                condition=Q(
                    kind__in=["opinion", "programming", "deprogramming"],
                    operation__isnull=False,
                    tranche=None,
                )
                | Q(kind="tranche_opening", tranche__isnull=False, operation=None)
                | Q(kind="information", operation=None, tranche=None),
                violation_error_message="L’objet du point ne correspond pas à sa nature.",
            ),
            models.UniqueConstraint(
                fields=["meeting", "operation"],
                condition=Q(operation__isnull=False),
                name="governance_agendaitem_operation_unique",
                violation_error_message="Cette opération est déjà à l’ordre du jour.",
            ),
            models.UniqueConstraint(
                fields=["meeting", "tranche"],
                condition=Q(tranche__isnull=False),
                name="governance_agendaitem_tranche_unique",
                violation_error_message="Cette tranche est déjà à l’ordre du jour.",
            ),
        ]

    def __str__(self) -> str:
        return f"Point {self.position} « {self.title} »"

    @property
    def needs_outcome(self) -> bool:
        return self.kind != ItemKind.INFORMATION


class Attendance(AuditedModel):
    """A seat at a sitting, copied when it opens so that later changes do not rewrite it."""

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, verbose_name="réunion", related_name="attendances"
    )
    seat = models.ForeignKey(Seat, models.PROTECT, verbose_name="siège", related_name="attendances")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="organisme", related_name="attendances"
    )
    person_name = models.CharField("nom", max_length=100)
    function = models.CharField("fonction", max_length=150, blank=True)
    substitute_name = models.CharField("suppléant", max_length=100, blank=True)
    is_voting = models.BooleanField("voix délibérative", default=True)
    status = models.CharField(
        "présence", max_length=13, choices=AttendanceStatus, default=AttendanceStatus.ABSENT
    )
    proxy_to = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="pouvoir donné à",
        related_name="proxies",
    )

    objects = OfMeetingQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "présence"
        ordering = ["meeting_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "seat"], name="governance_attendance_unique"
            ),
            models.CheckConstraint(
                name="governance_attendance_proxy",
                condition=Q(status="excused_proxy", proxy_to__isnull=False)
                | Q(~Q(status="excused_proxy"), proxy_to=None),
                violation_error_message="Un pouvoir se donne à une personne, et lui seul.",
            ),
        ]

    def __str__(self) -> str:
        return self.person_name

    @property
    def is_present(self) -> bool:
        return self.status in PRESENT_STATUSES


class Recusal(AuditedModel):
    """A person who leaves the vote of one item."""

    item = models.ForeignKey(
        AgendaItem, models.PROTECT, verbose_name="point", related_name="recusals"
    )
    attendance = models.ForeignKey(
        Attendance, models.PROTECT, verbose_name="personne", related_name="recusals"
    )

    objects = OfItemQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "déport"
        ordering = ["item_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "attendance"], name="governance_recusal_unique")
        ]

    def __str__(self) -> str:
        return f"{self.attendance} – {self.item}"
