"""Reading committees and meetings: who sees what, counts, order. No writes."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db.models import Count, Max, Q

from accord.kernel.audit import AuditedQuerySet
from accord.kernel.dates import today
from accord.people.models import Role
from envelopes.models import CreditMovement
from governance.states import HELD_STATES, EffectKind, EffectState, MeetingState

# What the bodies seated in a committee read once it is convened.
_SHARED_STATES = (
    MeetingState.CONVENED,
    MeetingState.OPEN,
    MeetingState.ENDED,
    MeetingState.SEALED,
    MeetingState.CANCELLED,
)


def _scope(user: Any) -> Any:
    return user.scope if user.is_authenticated and user.is_active else None


class CommitteeQuerySet(AuditedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """State and holders read every committee; the others those in which they sit."""
        scope = _scope(user)
        if scope is None:
            return self.none()
        if scope.is_state or scope.is_holder:
            return self.all()
        return self.seating(user)

    def seating(self, user: Any) -> Self:
        """Committees in which one of the person's bodies sits: in the printed composition, or by
        a seat in force."""
        bodies = user.scope.organisation_ids
        seated = self.related("seats").in_force(today()).filter(organisation_id__in=bodies)
        members = self.related("members").filter(organisation_id__in=bodies)
        return self.filter(
            Q(pk__in=seated.values("committee_id")) | Q(pk__in=members.values("committee_id"))
        )

    def with_meetings(self) -> Self:
        """Committees with what their cadence needs."""
        return self.select_related("organiser", "agreement", "cadence_rule").prefetch_related(
            "meetings"
        )

    def kept_by(self, user: Any) -> Self:
        """Committees whose secretariat the person belongs to."""
        return self.filter(organiser_id__in=user.scope.with_role(Role.SECRETARY))


class OfCommitteeQuerySet(AuditedQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(committee__in=self.related("committee").visible_to(user).values("pk"))


class SeatQuerySet(OfCommitteeQuerySet):
    def with_names(self) -> Self:
        return self.select_related("organisation", "committee")

    def in_force(self, day: date) -> Self:
        return self.current(day).filter(starts_on__lte=day)

    def current(self, day: date) -> Self:
        """Seats not yet closed at the day, those to come included."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day))


class MeetingQuerySet(AuditedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """The secretariat reads all; seated bodies once convened; State and holders once sealed."""
        scope = _scope(user)
        if scope is None:
            return self.none()
        committees = self.related("committee")
        readable = Q(committee__in=committees.kept_by(user).values("pk"))
        # Cancelled before it was convened: the agenda was never sent to anybody.
        shared = Q(state__in=_SHARED_STATES) & ~Q(
            state=MeetingState.CANCELLED, convened_at__isnull=True
        )
        readable |= Q(committee__in=committees.seating(user).values("pk")) & shared
        if scope.is_state or scope.is_holder:
            readable |= Q(state=MeetingState.SEALED)
        return self.filter(readable)

    def held(self) -> Self:
        return self.filter(state__in=HELD_STATES)

    def known_on(self, day: date) -> Self:
        """All of them today; at an earlier date, those that had been held or planned for it."""
        return self.all() if day >= today() else self.filter(held_on__lte=day)

    def with_names(self) -> Self:
        return self.select_related(
            "committee__organiser", "committee__agreement", "deliberation", "minutes__document"
        )

    def with_counts(self) -> Self:
        """Adds ``items_count`` and ``decisions_count``; the latest meeting first.

        Django forgets a model's own order as soon as rows are grouped.
        """
        return self.annotate(
            items_count=Count("items", distinct=True),
            decisions_count=Count("items__decision", distinct=True),
        ).order_by("-held_on", "-pk")


class OfMeetingQuerySet(AuditedQuerySet):
    """Child rows of a meeting: readable with it."""

    path = "meeting"

    def visible_to(self, user: Any) -> Self:
        meetings: Any = self
        for relation in self.path.split("__"):
            meetings = meetings.related(relation)
        return self.filter(**{f"{self.path}__in": meetings.visible_to(user).values("pk")})


class OfItemQuerySet(OfMeetingQuerySet):
    """Child rows of an agenda item."""

    path = "item__meeting"


class EffectQuerySet(OfMeetingQuerySet):
    path = "decision__item__meeting"

    def prepared(self) -> Self:
        """Effects that wait for an act."""
        return self.filter(state=EffectState.PREPARED)

    def opened_by(self, act: Any) -> Self:
        """Openings of the tranches that this act has opened."""
        movements = CreditMovement.objects.filter(act=act, kind="opening", reversed_by=None)
        return self.filter(
            kind=EffectKind.OPEN_TRANCHE, decision__item__tranche__in=movements.values("tranche_id")
        )

    def in_order(self) -> Self:
        """In the order of their decisions, with what applying them reads."""
        return self.select_related(
            "decision__act",
            "decision__item__outcome",
            "decision__item__operation__envelope__holder",
            "decision__item__tranche__envelope",
            "decision__item__tranche__grant",
            "awaits",
        ).order_by("decision__year", "decision__sequence", "pk")


class AgendaItemQuerySet(OfMeetingQuerySet):
    def with_names(self) -> Self:
        return self.select_related(
            "operation",
            "tranche__envelope",
            "outcome",
            "decision__act",
            "decision__effect__awaits",
            "carried_from__meeting",
        )


class DecisionQuerySet(AuditedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Decisions are public to State and holders once the sitting ends; to the others seated."""
        return self.filter(committee__in=self.related("committee").visible_to(user).values("pk"))

    def with_names(self) -> Self:
        return self.select_related(
            "act",
            "committee",
            "item__meeting",
            "item__outcome",
            "item__operation",
            "effect__awaits",
        )

    def known_on(self, day: date) -> Self:
        """All of them today; at an earlier date, those of the sittings held by then."""
        return self.all() if day >= today() else self.filter(item__meeting__held_on__lte=day)

    def awaiting(self) -> Self:
        """Decisions whose effect waits for an act."""
        return self.filter(effect__state=EffectState.PREPARED)

    def resting_on(self, act: Any) -> Self:
        """Decisions that stand under an act, but those given up."""
        return self.filter(act__under=act).exclude(effect__state=EffectState.LAPSED)

    def last_sequence(self, committee: Any, year: int) -> int:
        """Highest number given in a committee and year; the committee is locked."""
        rows = self.filter(committee=committee, year=year)
        return rows.aggregate(last=Max("sequence"))["last"] or 0


class MinutesQuerySet(AuditedQuerySet):
    def with_names(self) -> Self:
        return self.select_related("meeting__committee", "document", "sealed_by")

    def visible_to(self, user: Any) -> Self:
        """Drafts are the secretariat's; sealed minutes are read with their meeting."""
        scope = _scope(user)
        if scope is None:
            return self.none()
        meetings = self.related("meeting")
        kept = meetings.related("committee").kept_by(user).values("pk")
        visible = meetings.visible_to(user).values("pk")
        return self.filter(
            Q(meeting__committee__in=kept) | Q(meeting__in=visible, sealed_at__isnull=False)
        )
