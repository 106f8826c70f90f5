"""Who attended a sitting: members and guests, when they were there, who left a vote."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from accord.kernel.audit import AuditedModel
from accord.people.models import Organisation
from governance.models.committees import Seat
from governance.models.meetings import AgendaItem, Meeting
from governance.querysets import OfAttendeeQuerySet, OfItemQuerySet, OfMeetingQuerySet
from governance.states import PRESENT_STATUSES, AttendanceStatus


class Attendee(AuditedModel):
    """A person at a sitting: a seat, copied when it opens so that later changes do not rewrite it,
    or a guest, who has none and no voice.
    """

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, verbose_name="réunion", related_name="attendees"
    )
    seat = models.ForeignKey(
        Seat,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="membre",
        related_name="attendances",
        help_text="Vide : invité.",
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="organisme",
        related_name="attendances",
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
            models.UniqueConstraint(fields=["meeting", "seat"], name="governance_attendee_unique"),
            models.CheckConstraint(
                name="governance_attendee_proxy",
                condition=Q(status="excused_proxy", proxy_to__isnull=False)
                | Q(~Q(status="excused_proxy"), proxy_to=None),
                violation_error_message="Un pouvoir se donne à une personne, et lui seul.",
            ),
            models.CheckConstraint(
                name="governance_attendee_guest_has_no_voice",
                condition=Q(seat__isnull=False) | Q(is_voting=False),
                violation_error_message="Un invité n’a pas voix délibérative.",
            ),
        ]

    def __str__(self) -> str:
        return self.person_name

    @property
    def is_present(self) -> bool:
        return self.status in PRESENT_STATUSES


class PresenceInterval(AuditedModel):
    """When somebody was there: from the opening, to the end, where no hour is given."""

    attendee = models.ForeignKey(
        Attendee, models.PROTECT, verbose_name="personne", related_name="intervals"
    )
    arrived_at = models.TimeField("arrivée", null=True, blank=True)
    left_at = models.TimeField("départ", null=True, blank=True)

    objects = OfAttendeeQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "temps de présence"
        verbose_name_plural = "temps de présence"
        ordering = ["attendee_id", "pk"]
        constraints = [
            models.CheckConstraint(
                name="governance_presenceinterval_hours",
                condition=Q(arrived_at=None) | Q(left_at=None) | Q(left_at__gt=F("arrived_at")),
                violation_error_message="Le départ suit l’arrivée.",
            )
        ]

    def __str__(self) -> str:
        return str(self.attendee)


class Recusal(AuditedModel):
    """A person who leaves the vote of one item."""

    item = models.ForeignKey(
        AgendaItem, models.PROTECT, verbose_name="point", related_name="recusals"
    )
    attendee = models.ForeignKey(
        Attendee, models.PROTECT, verbose_name="personne", related_name="recusals"
    )

    objects = OfItemQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "déport"
        ordering = ["item_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "attendee"], name="governance_recusal_unique")
        ]

    def __str__(self) -> str:
        return f"{self.attendee} – {self.item}"
