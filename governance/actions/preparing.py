"""Preparing a meeting: seats, date, agenda, convocation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db import transaction
from django.db.models import Q

from accord.kernel.audit import record, remove
from accord.kernel.dates import now
from accord.kernel.errors import Refused
from accord.kernel.locking import lock_row
from accord.kernel.text import fold
from accord.people.models import Organisation
from envelopes.actions import lock_envelopes
from envelopes.models import Tranche
from governance.models import AgendaItem, Committee, Meeting, Minutes, Seat
from governance.permissions import can_change, can_keep, can_move, can_prepare, can_remove_item
from governance.states import WORKFLOW, ItemKind, MeetingState, MeetingVerb, Result
from governance.waiting import still_waiting
from operations.models import Operation

# -- seats -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SeatDraft:
    organisation: Organisation
    person_name: str
    starts_on: date
    function: str = ""
    substitute_name: str = ""
    is_voting: bool = True
    is_fictional: bool = False


def add_seat(committee: Committee, draft: SeatDraft, *, by: Any) -> Seat:
    """Give a body a seat from a date on. Raises Denied, Refused and ValidationError."""
    can_keep(by, committee).require()
    with transaction.atomic():
        # Two seats would be two voices.
        locked = lock_row(committee)
        seats = locked.seats.current(draft.starts_on).filter(organisation=draft.organisation)
        if fold(draft.person_name) in {fold(seat.person_name) for seat in seats}:
            raise Refused(
                f"{draft.person_name} occupe déjà un siège de ce comité à cette date.",
                field="person_name",
            )
        return record(Seat(committee=locked, **vars(draft)), by=by)


def end_seat(seat: Seat, *, by: Any, ends_on: date) -> Seat:
    """Close a seat: it is never deleted, for past sittings name it."""
    can_keep(by, seat.committee).require()
    if seat.ends_on is not None:
        raise Refused("Ce siège est déjà clos.")
    seat.ends_on = ends_on
    return record(seat, by=by, reason="siège clos")


# -- meeting ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MeetingDraft:
    committee: Committee
    kind: str
    held_on: date
    starts_at: time | None = None
    place: str = ""
    is_fictional: bool = False


def plan_meeting(draft: MeetingDraft, *, by: Any) -> Meeting:
    """Plan a meeting; items carried over from an earlier sitting come onto its agenda.

    Items of a cancelled meeting that were carried over go on to the next, and only what still
    waits for the committee comes back. Raises Denied and ValidationError (one meeting a day and
    a committee).
    """
    can_keep(by, draft.committee).require()
    with transaction.atomic():
        committee = lock_row(draft.committee)
        meeting = record(Meeting(**{**vars(draft), "committee": committee}), by=by)
        record(Minutes(meeting=meeting), by=by)
        for item in still_waiting(committee, carried_over(committee, before=draft.held_on)):
            _append_item(
                meeting,
                AgendaItem(
                    kind=item.kind,
                    title=item.title,
                    operation=item.operation,
                    tranche=item.tranche,
                    carried_from=item,
                ),
                by=by,
            )
        return mark_fictional(meeting, by=by)


def change_meeting(
    meeting: Meeting, *, by: Any, held_on: date, starts_at: time | None, place: str
) -> Meeting:
    """Change day, hour or place of a meeting that has not opened. Raises Denied, Refused and
    ValidationError (one meeting a day and a committee)."""
    with transaction.atomic():
        locked = lock_row(meeting)
        can_change(by, locked).require()
        later = locked.items.filter(carried_from__meeting__held_on__gte=held_on)
        for item in later.select_related("carried_from__meeting"):
            origin: Any = item.carried_from
            raise Refused(
                f"{item} vient de la réunion du {origin.meeting.held_on:%d/%m/%Y} : "
                "celle-ci la suit.",
                field="held_on",
            )
        locked.held_on, locked.starts_at, locked.place = held_on, starts_at, place.strip()
        return record(locked, by=by, reason="date, heure ou lieu")


def carried_over(committee: Committee, *, before: date | None = None) -> list[AgendaItem]:
    """Items that a sitting did not examine, or carried into a meeting since cancelled, and that
    no later agenda has taken or dropped."""
    left = Q(outcome__result=Result.NOT_EXAMINED) | Q(
        meeting__state=MeetingState.CANCELLED, carried_from__isnull=False
    )
    rows = AgendaItem.objects.filter(
        left, meeting__committee=committee, carried_to=None, is_dropped=False
    )
    if before is not None:
        rows = rows.filter(meeting__held_on__lt=before)
    return list(
        rows.select_related("operation", "tranche").order_by("meeting__held_on", "position")
    )


def mark_fictional(meeting: Meeting, *, by: Any) -> Meeting:
    """A sitting of fictional people, or about a fictional operation, is fictional: so are the
    acts that it will issue, and the rows that rest on them."""
    seats = meeting.committee.seats.in_force(meeting.held_on)
    if not meeting.is_fictional and (
        seats.filter(is_fictional=True).exists()
        or meeting.items.filter(operation__is_fictional=True).exists()
    ):
        meeting.is_fictional = True
        record(meeting, by=by, reason="fictive")
    return meeting


def move_meeting(meeting: Meeting, verb: str, *, by: Any) -> Meeting:
    """Apply a verb to a locked meeting. Raises Denied and Refused."""
    can_move(by, meeting, verb).require()
    meeting.state = WORKFLOW.target(meeting.state, verb)
    return record(meeting, by=by, reason=verb)


def convene_meeting(meeting: Meeting, *, by: Any) -> Meeting:
    """Convene: from now on the seated bodies read the agenda. An empty agenda is refused."""
    with transaction.atomic():
        locked = lock_row(meeting)
        if not locked.items.exists():
            raise Refused("L’ordre du jour est vide : ajoutez au moins un point.")
        locked.convened_at = now()
        return move_meeting(locked, MeetingVerb.CONVENE, by=by)


def cancel_meeting(meeting: Meeting, *, by: Any, reason: str) -> Meeting:
    """Cancel: the meeting stays, shown as such, and does not count."""
    if not reason.strip():
        raise Refused("Dites pourquoi la réunion est annulée.", field="reason")
    with transaction.atomic():
        locked = lock_row(meeting)
        locked.cancellation_reason = reason.strip()
        return move_meeting(locked, MeetingVerb.CANCEL, by=by)


# -- agenda ----------------------------------------------------------------------------------------


def add_operation_items(
    meeting: Meeting, kind: str, operations: Sequence[Operation], *, by: Any
) -> list[AgendaItem]:
    """Put operations on the agenda, one item each. Raises Denied and Refused."""
    return _add_items(
        meeting,
        [
            AgendaItem(
                kind=kind, operation=operation, title=f"{operation.number} – {operation.title}"
            )
            for operation in operations
        ],
        by=by,
    )


def add_tranche_item(meeting: Meeting, tranche: Tranche, *, by: Any) -> AgendaItem:
    """Put the opening of a tranche on the agenda."""
    title = f"Ouverture : {tranche.label}, {tranche.envelope.name}"
    item = AgendaItem(kind=ItemKind.TRANCHE_OPENING, tranche=tranche, title=title)
    return _add_items(meeting, [item], by=by)[0]


def add_information_item(meeting: Meeting, title: str, *, by: Any) -> AgendaItem:
    """Put a point without decision on the agenda."""
    return _add_items(meeting, [AgendaItem(kind=ItemKind.INFORMATION, title=title)], by=by)[0]


def _add_items(meeting: Meeting, items: Sequence[AgendaItem], *, by: Any) -> list[AgendaItem]:
    with transaction.atomic():
        # The committee first: two agendas of one committee never take the same object.
        lock_row(meeting.committee)
        locked = lock_row(meeting)
        can_prepare(by, locked).require()
        # Then the credits: two committees never take the same tranche.
        lock_envelopes(*{item.tranche.envelope_id for item in items if item.tranche})
        for item in items:
            _refuse_beyond_powers(locked, item)
        _refuse_not_waiting(locked.committee, items)
        carried = {
            (item.kind, item.operation_id, item.tranche_id): item
            for item in carried_over(locked.committee)
        }
        for item in items:
            # Taken up by hand, it must not come back by itself onto a later agenda.
            item.carried_from = carried.get((item.kind, item.operation_id, item.tranche_id))
        added = [_append_item(locked, item, by=by) for item in items]
        mark_fictional(locked, by=by)
        return added


def _refuse_not_waiting(committee: Committee, items: Sequence[AgendaItem]) -> None:
    """What is put to a committee waits for it, whoever chose it and whenever the form was shown."""
    kept = still_waiting(committee, items)
    gone = [str(item.title) for item in items if item not in kept]
    if gone:
        named = " ; ".join(gone)
        raise Refused(
            f"Ce point n’attend pas, ou plus, ce comité : {named}. Il est déjà à un ordre du jour, "
            "décidé, ou dans un autre état."
        )


def _append_item(meeting: Meeting, item: AgendaItem, *, by: Any) -> AgendaItem:
    item.meeting = meeting
    item.position = meeting.items.count() + 1
    item.is_late = meeting.state != MeetingState.PLANNED
    return record(item, by=by)


def _refuse_beyond_powers(meeting: Meeting, item: AgendaItem) -> None:
    """A committee decides within its powers, and a selection body on its own operations."""
    committee = meeting.committee
    if item.kind not in committee.powers:
        label = ItemKind(item.kind).label
        raise Refused(f"Ce comité n’a pas ce pouvoir : {label}.")
    target = item.operation or item.tranche
    if target is not None and target.envelope.agreement_id != committee.agreement_id:
        raise Refused("Cet objet relève d’un autre accord que le comité.")
    is_foreign = (
        committee.is_selection
        and item.operation is not None
        and item.operation.envelope.holder_id != committee.organiser_id
    )
    if is_foreign:
        raise Refused("Cette instance ne décide que des opérations de son organisme.")


def remove_item(item: AgendaItem, *, by: Any) -> None:
    """Take a point off an agenda that is still being prepared.

    One that had been carried over is dropped for good: it is put again by hand if it is wanted.
    """
    with transaction.atomic():
        meeting = lock_row(item.meeting)
        can_remove_item(by, meeting).require()
        if item.carried_from is not None:
            item.carried_from.is_dropped = True
            record(item.carried_from, by=by, reason="abandonné")
        remove(item, by=by, reason="retiré de l’ordre du jour")
        for position, other in enumerate(meeting.items.all(), start=1):
            _place(other, position, by=by)


def shift_item(item: AgendaItem, *, by: Any, step: int) -> None:
    """Move a point up (-1) or down (+1) by one place; at either end nothing changes."""
    with transaction.atomic():
        meeting = lock_row(item.meeting)
        can_prepare(by, meeting).require()
        order = list(meeting.items.all())
        index = next(rank for rank, other in enumerate(order) if other.pk == item.pk)
        target = index + step
        if 0 <= target < len(order):
            order.insert(target, order.pop(index))
        for position, other in enumerate(order, start=1):
            _place(other, position, by=by)


def _place(item: AgendaItem, position: int, *, by: Any) -> None:
    if item.position != position:
        item.position = position
        record(item, by=by, reason="ordre du jour")
