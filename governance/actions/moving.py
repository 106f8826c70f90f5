"""Moves of a meeting, each with its step; and whether it is fictional."""

from __future__ import annotations

from accord.kernel.actors import Author
from accord.kernel.audit import record
from accord.kernel.dates import today
from accord.kernel.rows import append
from accord.kernel.verbs import Verb, verdict
from governance.models import Meeting, MeetingStep, Subject


def move_meeting(meeting: Meeting, verb: Verb, *, by: Author, note: str = "") -> Meeting:
    """Apply a verb to a locked meeting, with its step. Raises Denied and Refused."""
    verdict(verb, by, meeting).require()
    before = meeting.state
    meeting.state = verb.target(meeting)
    record(meeting, by=by, reason=verb.code, note=note)
    note_step(meeting, verb, before, by=by, note=note)
    return meeting


def note_step(meeting: Meeting, verb: Verb, before: str, *, by: Author, note: str = "") -> None:
    """Add the step that brought a meeting to its present state."""
    step = MeetingStep(
        meeting=meeting,
        verb=verb.code,
        from_state=before,
        to_state=meeting.state,
        value_date=today(),
        note=note,
    )
    append(step, by=by)


def mark_fictional(meeting: Meeting, *, by: Author) -> Meeting:
    """A sitting of fictional people, or about a fictional operation, is fictional: so are the
    acts that it will issue, and the rows that rest on them."""
    if meeting.is_fictional:
        return meeting
    seats = meeting.committee.seats.in_force(meeting.held_on)
    subjects = Subject.objects.filter(item__meeting=meeting)
    if seats.filter(is_fictional=True).exists() or subjects.about_fiction().exists():
        meeting.is_fictional = True
        record(meeting, by=by, reason="governance.mark_fictional")
    return meeting
