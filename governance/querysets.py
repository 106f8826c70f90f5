"""Reading committees and meetings: who sees what, counts, order. No writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db.models import Case, Count, F, Max, Prefetch, Q, When

from accord.acts.states import EffectState
from accord.kernel.actors import Reader
from accord.kernel.audit import AuditedQuerySet
from accord.kernel.dates import today
from accord.kernel.rows import AppendOnlyQuerySet
from accord.kernel.scope import Capacities, Rows, Rule, Through, readable, related
from accord.people.capacities import STATE_AND_HOLDERS, STATE_AND_HOLDERS_READ
from accord.people.models import Role
from governance.states import HELD_STATES, PREPARING_STATES, MeetingState
from operations.models import Operation

# What the bodies seated in a committee read once it is convened.
_SHARED_STATES = (
    MeetingState.CONVENED,
    MeetingState.OPEN,
    MeetingState.ENDED,
    MeetingState.SEALED,
    MeetingState.CANCELLED,
)


@dataclass(frozen=True)
class Seated(Rule):
    """Committees in which one's body sits: in the printed composition, or by a seat in force."""

    name: str = "seated"

    def q(self, reader: Reader, model: Rows) -> Q | None:
        if reader.body_id is None:
            return None
        seats = (
            related(model, "seats", SeatQuerySet)
            .in_force(today())
            .filter(organisation_id=reader.body_id)
        )
        members = related(model, "members", OfCommitteeQuerySet).filter(
            organisation_id=reader.body_id
        )
        return Q(pk__in=seats.values("committee_id")) | Q(pk__in=members.values("committee_id"))


class CommitteeQuerySet(AuditedQuerySet):
    # State and holders read every committee; the others those in which they sit.
    rules = (STATE_AND_HOLDERS_READ, Seated())

    def seating(self, reader: Reader) -> Self:
        """Committees in which the reader's body sits."""
        found = readable((Seated(),), reader, self.model)
        return self.none() if found is None else self.filter(found)

    def kept_by(self, reader: Reader) -> Self:
        """Committees whose secretariat the reader belongs to."""
        if reader.role != Role.SECRETARY:
            return self.none()
        return self.filter(organiser_id=reader.body_id)

    def with_meetings(self) -> Self:
        """Committees with what their cadence needs."""
        return self.select_related("organiser", "agreement", "cadence_rule").prefetch_related(
            "meetings"
        )


class OfCommitteeQuerySet(AuditedQuerySet):
    rules = (Through(relation="committee"),)


class SeatQuerySet(OfCommitteeQuerySet):
    def with_names(self) -> Self:
        """Joins the body and the committee."""
        return self.select_related("organisation", "committee")

    def in_force(self, day: date) -> Self:
        """Mandates that have begun and not ended at the day."""
        return self.current(day).filter(starts_on__lte=day)

    def current(self, day: date) -> Self:
        """Seats not yet closed at the day, those to come included."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day))


@dataclass(frozen=True)
class Kept(Rule):
    """What the secretariat of one's own body keeps."""

    name: str = "kept"

    def q(self, reader: Reader, model: Rows) -> Q | None:
        if reader.role != Role.SECRETARY or reader.body_id is None:
            return None
        return Q(owner=reader.body_id)


@dataclass(frozen=True)
class Convened(Rule):
    """Meetings of the committees where one's body sits, once convened."""

    name: str = "convened"

    def q(self, reader: Reader, model: Rows) -> Q | None:
        # Cancelled before it was convened: the agenda was never sent to anybody.
        shared = Q(state__in=_SHARED_STATES) & ~Q(
            state=MeetingState.CANCELLED, convened_at__isnull=True
        )
        return shared & Q(
            committee__in=related(model, "committee", CommitteeQuerySet)
            .seating(reader)
            .values("pk")
        )


class MeetingQuerySet(AuditedQuerySet):
    # The secretariat reads all; seated bodies once convened; State and holders once sealed.
    rules = (
        Kept(),
        Convened(),
        Capacities("sealed", STATE_AND_HOLDERS, Q(state=MeetingState.SEALED)),
    )

    def held(self) -> Self:
        """Meetings that took place."""
        return self.filter(state__in=HELD_STATES)

    def known_on(self, day: date) -> Self:
        """All of them today; at an earlier date, those that had been held or planned for it."""
        return self.all() if day >= today() else self.filter(held_on__lte=day)

    def with_names(self) -> Self:
        """Joins what a page of a meeting names, its minutes included."""
        return self.select_related(
            "committee__organiser",
            "committee__agreement",
            "owner",
            "deliberation",
            "minutes__document__stored",
        )

    def with_counts(self) -> Self:
        """Adds ``items_count`` and ``decisions_count``; the latest meeting first.

        Django forgets a model's own order as soon as rows are grouped.
        """
        return self.annotate(
            items_count=Count("items", distinct=True),
            decisions_count=Count("items__subjects__decision", distinct=True),
        ).order_by("-held_on", "-pk")


class MeetingStepQuerySet(AppendOnlyQuerySet):
    rules = (Through(relation="meeting"),)


class OfMeetingQuerySet(AuditedQuerySet):
    """Child rows of a meeting: readable with it."""

    rules = (Through(relation="meeting"),)


class OfItemQuerySet(AuditedQuerySet):
    """Child rows of an agenda item."""

    rules = (Through(relation="item"),)


class OfAttendeeQuerySet(AuditedQuerySet):
    rules = (Through(relation="attendee"),)


class OfSubjectQuerySet(AuditedQuerySet):
    """Child rows of a subject: readable with its point."""

    rules = (Through(relation="subject"),)


class SubjectTargetQuerySet(OfSubjectQuerySet):
    """Rows of the table of one kind."""


class OperationSubjectQuerySet(SubjectTargetQuerySet):
    """Rows of the table of a kind that is about an operation."""


class SubjectQuerySet(OfItemQuerySet):
    def _tables(self, kind: type[SubjectTargetQuerySet]) -> dict[str, tuple[str, ...]]:
        """Relations to the tables that this queryset reads, and what is shown of each."""
        tables = {one.name: one.related_model for one in self.model._meta.related_objects}
        return {
            name: table.shown_with
            for name, table in tables.items()
            if isinstance(table._default_manager.all(), kind)
        }

    def _about_operations(self, **of_operation: object) -> Self:
        found = Q(pk__in=[])
        for name in self._tables(OperationSubjectQuerySet):
            for path, value in of_operation.items():
                found |= Q(**{f"{name}__{path}": value})
        return self.filter(found)

    def target_paths(self) -> list[str]:
        """Relations to what subjects are about, one table per kind, and to what is shown of it."""
        return [
            f"{name}__{path}"
            for name, paths in self._tables(SubjectTargetQuerySet).items()
            for path in paths
        ]

    def with_targets(self) -> Self:
        """Subjects with what each is about, whatever its kind, and what became of it."""
        return self.select_related(
            "item__meeting__committee", *self.target_paths(), "outcome", "decision__act"
        ).prefetch_related("decision__act__effects__awaits")

    def on_operation(self, operation: Operation) -> Self:
        """Subjects of every kind that are about an operation."""
        return self._about_operations(operation=operation)

    def about_fiction(self) -> Self:
        """Subjects about a fictional operation."""
        return self._about_operations(operation__is_fictional=True)

    def operations(self) -> Self:
        """Those about an operation, with its key as ``about``."""
        keys = Case(
            *(
                When(**{f"{name}__isnull": False}, then=F(f"{name}__operation_id"))
                for name in self._tables(OperationSubjectQuerySet)
            )
        )
        return self.order_by().annotate(about=keys).exclude(about=None)

    def on_agendas(self) -> Self:
        """Those of the agendas that are still being prepared or held."""
        return self.filter(item__meeting__state__in=PREPARING_STATES)


class AgendaItemQuerySet(OfMeetingQuerySet):
    def with_names(self) -> Self:
        """Joins the discussion and the meeting, prefetches subjects in order with their targets."""
        subjects = (
            self.related("subjects", SubjectQuerySet).with_targets().order_by("position", "pk")
        )
        return self.select_related(
            "discussion", "carried_from__meeting", "meeting"
        ).prefetch_related(Prefetch("subjects", queryset=subjects))


class DecisionQuerySet(AuditedQuerySet):
    # Public to State and holders once the sitting ends; to the others where they sit.
    rules = (Through(relation="committee"),)

    def with_names(self) -> Self:
        """Joins the act and what was decided on, whatever its kind."""
        subjects = self.related("subject", SubjectQuerySet)
        return self.select_related(
            "act",
            "committee",
            "subject__item__meeting",
            "subject__outcome",
            *(f"subject__{path}" for path in subjects.target_paths()),
        ).prefetch_related("act__effects__awaits")

    def known_on(self, day: date) -> Self:
        """All of them today; at an earlier date, those of the sittings held by then."""
        return (
            self.all() if day >= today() else self.filter(subject__item__meeting__held_on__lte=day)
        )

    def awaiting(self) -> Self:
        """Decisions whose effect waits for an act."""
        return self.filter(act__effects__state=EffectState.PREPARED)

    def last_sequence(self, committee_id: int, year: int) -> int:
        """Highest number given in a committee and year; the committee is locked."""
        rows = self.filter(committee_id=committee_id, year=year)
        return rows.aggregate(last=Max("sequence"))["last"] or 0


@dataclass(frozen=True)
class Sealed(Rule):
    """What is read with its meeting once the minutes are sealed."""

    name: str = "sealed"
    meeting: str = "meeting"

    def q(self, reader: Reader, model: Rows) -> Q | None:
        meetings = related(model, self.meeting, MeetingQuerySet).visible_to(reader)
        sealed = meetings.filter(state=MeetingState.SEALED)
        return Q(**{f"{self.meeting}__in": sealed.values("pk")})


class MinutesQuerySet(AuditedQuerySet):
    # Drafts are the secretariat's.
    rules = (Kept(), Sealed())

    def with_names(self) -> Self:
        """Joins the meeting and the sealed document."""
        return self.select_related("meeting__committee", "document__stored")


class DiscussionQuerySet(AuditedQuerySet):
    rules = (Kept(), Sealed(meeting="item__meeting"))
