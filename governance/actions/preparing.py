"""Preparing a meeting: planned, changed, convened, cancelled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from accord.acts.actions import lock_things
from accord.kernel.actors import Author
from accord.kernel.audit import record
from accord.kernel.dates import now
from accord.kernel.errors import Refused
from accord.kernel.locking import lock_row
from accord.kernel.transactions import acting
from accord.kernel.verbs import verdict
from governance import verbs
from governance.actions.agenda import carry_over
from governance.actions.moving import mark_fictional, move_meeting, note_step
from governance.models import Committee, Meeting, Minutes, Subject


@dataclass(frozen=True)
class MeetingDraft:
    committee: Committee
    kind: str
    held_on: date
    starts_at: time | None = None
    place: str = ""
    is_fictional: bool = False


def plan_meeting(draft: MeetingDraft, *, by: Author) -> Meeting:
    """Plan a meeting; items carried over from an earlier sitting come onto its agenda.

    Locks the committee, then what comes back. Raises Denied and ValidationError (one meeting a day
    and a committee).
    """
    verdict(verbs.PLAN, by, draft.committee).require()
    with acting(by):
        committee = lock_row(draft.committee)
        meeting = Meeting(**{**vars(draft), "committee": committee})
        record(meeting, by=by, reason=verbs.PLAN.code)
        note_step(meeting, verbs.PLAN, "", by=by)
        record(Minutes(meeting=meeting), by=by, reason=verbs.PLAN.code)
        carry_over(committee, meeting, by=by)
        return mark_fictional(meeting, by=by)


def change_meeting(
    meeting: Meeting, *, by: Author, held_on: date, starts_at: time | None, place: str
) -> Meeting:
    """Change day, hour or place of a meeting that has not opened. Raises Denied, Refused and
    ValidationError (one meeting a day and a committee)."""
    with acting(by):
        locked = lock_row(meeting)
        verdict(verbs.CHANGE, by, locked).require()
        later = locked.items.filter(carried_from__meeting__held_on__gte=held_on)
        for item in later.select_related("carried_from__meeting"):
            origin = item.carried_from.meeting
            raise Refused(
                f"{item} vient de la réunion du {origin.held_on:%d/%m/%Y} : celle-ci la suit.",
                field="held_on",
            )
        locked.held_on, locked.starts_at, locked.place = held_on, starts_at, place.strip()
        return record(locked, by=by, reason=verbs.CHANGE.code)


def convene_meeting(meeting: Meeting, *, by: Author) -> Meeting:
    """Convene: from now on the seated bodies read the agenda. An empty agenda is refused.

    Locks the meeting, then the operations on its agenda: their amounts no longer change.
    """
    with acting(by):
        locked = lock_row(meeting)
        if not locked.items.exists():
            raise Refused("L’ordre du jour est vide : ajoutez au moins un point.")
        subjects = Subject.objects.filter(item__meeting=locked).with_targets()
        lock_things(subject.operation for subject in subjects if subject.operation)
        locked.convened_at = now()
        return move_meeting(locked, verbs.CONVENE, by=by)


def cancel_meeting(meeting: Meeting, *, by: Author, reason: str) -> Meeting:
    """Cancel: the meeting stays, shown as such, and does not count."""
    if not reason.strip():
        raise Refused("Dites pourquoi la réunion est annulée.", field="reason")
    with acting(by):
        locked = lock_row(meeting)
        locked.cancellation_reason = reason.strip()
        return move_meeting(locked, verbs.CANCEL, by=by, note=reason.strip())
