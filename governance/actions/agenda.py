"""The agenda: what is put to a committee, in which order, and what comes back from a sitting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from accord.acts.actions import lock_things
from accord.kernel.actors import Author
from accord.kernel.audit import record, remove
from accord.kernel.errors import Refused
from accord.kernel.locking import lock_row, lock_rows, one_of
from accord.kernel.transactions import acting
from accord.kernel.verbs import verdict
from governance import verbs
from governance.actions.moving import mark_fictional
from governance.models import AgendaItem, Committee, Meeting, Subject
from governance.states import MeetingState, Result, SubjectKind
from governance.subjects import KINDS, Thing, thing_of
from governance.waiting import still_waits, waits
from operations.models import Operation


@dataclass(frozen=True)
class Wish:
    """Something to put on an agenda: of a kind, about a thing; an information has a title alone."""

    kind: str
    thing: Thing | None = None
    title: str = ""
    carried_from: AgendaItem | None = None


def add_items(meeting: Meeting, wishes: Sequence[Wish], *, by: Author) -> list[AgendaItem]:
    """Put things on the agenda, one item each, with what is at stake as it stands now.

    Locks the committee and the meeting, so that two agendas of one committee never take the same
    thing; then the things, so that two committees never do and amounts are copied whole. Raises
    Denied and Refused.
    """
    with acting(by):
        committee = lock_row(meeting.committee)
        locked = lock_row(meeting)
        verdict(verbs.PREPARE, by, locked).require()
        for wish in wishes:
            _refuse_beyond_powers(committee, wish)
        _lock(wishes)
        _refuse_not_waiting(committee, wishes)
        carried = {
            (subject.kind, thing.pk): subject.item
            for item in carried_over(committee)
            for subject in item.subjects.all()
            if (thing := thing_of(subject)) is not None
        }
        # Taken up by hand, it must not come back by itself onto a later agenda.
        added = [
            _append(
                locked,
                replace(wish, carried_from=carried.get((wish.kind, _key(wish)))),
                by=by,
            )
            for wish in wishes
        ]
        mark_fictional(locked, by=by)
        return added


def _key(wish: Wish) -> int:
    return wish.thing.pk if wish.thing is not None else 0


def _lock(wishes: Sequence[Wish]) -> None:
    """Lock what the wishes are about, and read it again."""
    lock_things(
        row
        for wish in wishes
        if wish.thing is not None
        for row in KINDS[wish.kind].keeps(wish.thing)
    )
    for wish in wishes:
        if wish.thing is not None:
            wish.thing.refresh_from_db()


def _refuse_beyond_powers(committee: Committee, wish: Wish) -> None:
    """A committee decides within its powers, and a selection body on its own operations."""
    if wish.kind not in committee.powers:
        raise Refused(f"Ce comité n’a pas ce pouvoir : {SubjectKind(wish.kind).label}.")
    thing = wish.thing
    if thing is None:
        return
    if thing.envelope.agreement_id != committee.agreement_id:
        raise Refused("Cet objet relève d’un autre accord que le comité.")
    is_foreign = isinstance(thing, Operation) and thing.owner_id != committee.organiser_id
    if committee.is_selection and is_foreign:
        raise Refused("Cette instance ne décide que des opérations de son organisme.")


def _refuse_not_waiting(committee: Committee, wishes: Sequence[Wish]) -> None:
    """What is put to a committee waits for it, whoever chose it and whenever the form was shown."""
    wanted: dict[str, set[int]] = {}
    for wish in wishes:
        if wish.thing is not None:
            wanted.setdefault(wish.kind, set()).add(wish.thing.pk)
    waiting = {kind: waits(committee, KINDS[kind], keys) for kind, keys in wanted.items()}
    gone = [
        KINDS[wish.kind].title(wish.thing)
        for wish in wishes
        if wish.thing is not None and wish.thing.pk not in waiting[wish.kind]
    ]
    if gone:
        named = " ; ".join(gone)
        raise Refused(
            f"Ce point n’attend pas, ou plus, ce comité : {named}. Il est déjà à un ordre du jour, "
            "décidé, ou dans un autre état."
        )


def _append(meeting: Meeting, *wishes: Wish, by: Author) -> AgendaItem:
    """Add one item that puts these wishes together; the first gives its title."""
    code, first = verbs.PREPARE.code, wishes[0]
    kind = KINDS.get(first.kind)
    item = AgendaItem(
        meeting=meeting,
        position=meeting.items.count() + 1,
        title=kind.title(first.thing) if kind else first.title,
        is_late=meeting.state != MeetingState.PLANNED,
        carried_from=first.carried_from,
    )
    record(item, by=by, reason=code)
    for position, wish in enumerate(wishes, start=1):
        subject = Subject(item=item, kind=wish.kind, position=position)
        record(subject, by=by, reason=code)
        if wish.kind in KINDS:
            target = KINDS[wish.kind].target(wish.thing)
            target.subject = subject
            record(target, by=by, reason=code)
    return item


# -- what comes back -------------------------------------------------------------------------------


def carried_over(committee: Committee, *, before: date | None = None) -> list[AgendaItem]:
    """Items that a sitting did not examine, or carried into a meeting since cancelled, and that
    no later agenda has taken or dropped."""
    left = Q(subjects__outcome__result=Result.NOT_EXAMINED) | Q(
        meeting__state=MeetingState.CANCELLED, carried_from__isnull=False
    )
    rows = AgendaItem.objects.filter(
        left, meeting__committee=committee, carried_to=None, is_dropped=False
    )
    if before is not None:
        rows = rows.filter(meeting__held_on__lt=before)
    return list(rows.distinct().with_names().order_by("meeting__held_on", "position"))


def carry_over(committee: Committee, meeting: Meeting, *, by: Author) -> None:
    """Put on the agenda of a new meeting what earlier ones left and still waits, and that alone."""
    again = {
        item: [
            Wish(subject.kind, thing_of(subject), item.title, carried_from=item)
            for subject in item.subjects.all()
        ]
        for item in carried_over(committee, before=meeting.held_on)
        if still_waits(committee, item)
    }
    _lock([wish for wishes in again.values() for wish in wishes])
    for item, wishes in again.items():
        # Somebody may have moved it on just before the lock.
        if still_waits(committee, item):
            _append(meeting, *wishes, by=by)


# -- order -----------------------------------------------------------------------------------------


def remove_item(item: AgendaItem, *, by: Author) -> None:
    """Take a point off an agenda that is still being prepared.

    One that had been carried over is dropped for good: it is put again by hand if it is wanted.
    """
    with acting(by):
        # The meeting that the point came from keeps its own.
        meetings = {item.meeting_id}
        if item.carried_from is not None:
            meetings.add(item.carried_from.meeting_id)
        rows = lock_rows(Meeting.objects.filter(pk__in=meetings).order_by("pk"))
        meeting = one_of(rows, item.meeting)
        verdict(verbs.REMOVE_ITEM, by, meeting).require()
        item = one_of(meeting.items.select_related("carried_from"), item)
        code = verbs.REMOVE_ITEM.code
        if item.carried_from is not None:
            item.carried_from.is_dropped = True
            record(item.carried_from, by=by, reason=code)
        for subject in item.subjects.with_targets():
            if subject.target is not None:
                remove(subject.target, by=by, reason=code)
            remove(subject, by=by, reason=code)
        remove(item, by=by, reason=code)
        for position, other in enumerate(meeting.items.all(), start=1):
            _place(other, position, by=by)


def shift_item(item: AgendaItem, *, by: Author, step: int) -> None:
    """Move a point up (-1) or down (+1) by one place; at either end nothing changes."""
    with acting(by):
        meeting = lock_row(item.meeting)
        verdict(verbs.PREPARE, by, meeting).require()
        order = list(meeting.items.all())
        index = order.index(one_of(order, item))
        target = index + step
        if 0 <= target < len(order):
            order.insert(target, order.pop(index))
        for position, other in enumerate(order, start=1):
            _place(other, position, by=by)


def _place(item: AgendaItem, position: int, *, by: Author) -> None:
    if item.position != position:
        item.position = position
        record(item, by=by, reason=verbs.PREPARE.code)


# -- what is at stake ------------------------------------------------------------------------------


def refresh_stakes(operation: Operation, by: Author) -> None:
    """What is at stake on agendas follows an operation that has changed; it is locked."""
    for subject in Subject.objects.on_agendas().on_operation(operation).with_targets():
        kind = KINDS[subject.kind]
        target, fresh = subject.target, kind.target(operation)
        for name in kind.refreshed:
            setattr(target, name, getattr(fresh, name))
        if kind.refreshed and target is not None:
            record(target, by=by, reason="governance.refresh_stakes")
