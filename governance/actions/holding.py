"""Holding a sitting: opening it, the roll, the outcome of each item, the prose of the minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accord.kernel.actors import Author
from accord.kernel.audit import record, remove
from accord.kernel.dates import now, today
from accord.kernel.errors import Refused
from accord.kernel.locking import lock_row
from accord.kernel.transactions import acting
from accord.kernel.verbs import verdict
from governance import verbs
from governance.actions.moving import mark_fictional, move_meeting
from governance.electorate import Electorate, electorate_of, objection_to
from governance.models import (
    AgendaItem,
    Attendee,
    Discussion,
    Meeting,
    Minutes,
    Outcome,
    PresenceInterval,
    Recusal,
    Subject,
)
from governance.states import AttendanceStatus, Result


def open_meeting(
    meeting: Meeting, *, by: Author, chair_name: str = "", secretary_name: str = ""
) -> Meeting:
    """Open the sitting: the seats of the day are copied, so later changes never rewrite it."""
    with acting(by):
        locked = lock_row(meeting)
        if locked.held_on > today():
            raise Refused("La réunion est prévue à une date future.")
        locked.opened_at = now()
        locked.chair_name = chair_name.strip()
        locked.secretary_name = secretary_name.strip()
        move_meeting(locked, verbs.OPEN, by=by)
        seats = locked.committee.seats.in_force(locked.held_on)
        if not seats:
            raise Refused("Le comité n’a aucun membre à cette date : ajoutez-en.")
        for seat in seats:
            record(
                Attendee(
                    meeting=locked,
                    seat=seat,
                    organisation=seat.organisation,
                    person_name=seat.person_name,
                    function=seat.function,
                    substitute_name=seat.substitute_name,
                    is_voting=seat.is_voting,
                ),
                by=by,
                reason=verbs.OPEN.code,
            )
        return mark_fictional(locked, by=by)


# -- roll ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RollEntry:
    """Who was there: a status, and for a proxy the key of whoever holds it.

    Without ``substitute_name`` the seat's own substitute stays.
    """

    status: str
    proxy_to: int | None = None
    substitute_name: str | None = None


def take_roll(meeting: Meeting, entries: Mapping[int, RollEntry], *, by: Author) -> None:
    """Write who attended a sitting, by key of attendee.

    A proxy goes from a voting seat to another that is present, and the person who holds it may
    not be its giver; a substitute has a name. Raises Denied and Refused, naming the person.
    """
    with acting(by):
        locked = lock_row(meeting)
        verdict(verbs.HOLD, by, locked).require()
        rows = {row.pk: row for row in locked.attendees.all()}
        for pk, entry in entries.items():
            row = rows[pk]
            row.status = entry.status
            if entry.substitute_name is not None:
                row.substitute_name = entry.substitute_name.strip()
            gives = entry.status == AttendanceStatus.EXCUSED_PROXY
            row.proxy_to = rows.get(entry.proxy_to or 0) if gives else None
        for row in rows.values():
            _refuse_unnamed_substitute(row)
            _refuse_bad_proxy(row)
            record(row, by=by, reason=verbs.HOLD.code)
            _note_presence(row, by=by)


def _note_presence(row: Attendee, *, by: Author) -> None:
    """Whoever is present was there from the opening on, until hours say otherwise."""
    intervals = list(row.intervals.all())
    if row.is_present and not intervals:
        record(PresenceInterval(attendee=row), by=by, reason=verbs.HOLD.code)
    if not row.is_present:
        for interval in intervals:
            remove(interval, by=by, reason=verbs.HOLD.code)


def _refuse_unnamed_substitute(row: Attendee) -> None:
    if row.status == AttendanceStatus.SUBSTITUTE and not row.substitute_name:
        raise Refused(
            f"{row.person_name} : donnez le nom du suppléant présent.",
            field=f"substitute_{row.pk}",
        )


def _refuse_bad_proxy(row: Attendee) -> None:
    if row.status != AttendanceStatus.EXCUSED_PROXY:
        return
    field = f"proxy_{row.pk}"
    if row.proxy_to is None:
        raise Refused(f"{row.person_name} : dites à qui le pouvoir est donné.", field=field)
    if not row.is_voting or not row.proxy_to.is_voting:
        raise Refused(
            f"{row.person_name} : un pouvoir va d’une voix délibérative à une autre.", field=field
        )
    if not row.proxy_to.is_present:
        raise Refused(
            f"{row.person_name} : {row.proxy_to.person_name} n’est pas présent.", field=field
        )


# -- outcomes --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OutcomeDraft:
    """What became of an item and of its subjects; ``votes`` is (for, against, abstentions) where
    there was a vote."""

    result: str
    votes: tuple[int, int, int] | None = None
    recused: Sequence[int] = ()
    discussion: str = ""


def record_outcomes(meeting: Meeting, drafts: Mapping[int, OutcomeDraft], *, by: Author) -> None:
    """Write the outcome of items, by key of item. Raises Denied and Refused, naming the item.

    Votes never exceed the voices of the item: present and proxies, less those recused. An empty
    result takes back the one noted before.
    """
    with acting(by):
        locked = lock_row(meeting)
        verdict(verbs.HOLD, by, locked).require()
        attendees = list(locked.attendees.all())
        for item in locked.items.with_names().prefetch_related("recusals"):
            if item.pk in drafts:
                _write_outcome(item, drafts[item.pk], attendees, by=by)


def _write_outcome(
    item: AgendaItem, draft: OutcomeDraft, attendees: Sequence[Attendee], *, by: Author
) -> None:
    voices = electorate_of(attendees, recused=draft.recused)
    _refuse_impossible_vote(item, draft, voices)
    _write_discussion(item, draft.discussion, by=by)
    _replace_recusals(item, draft.recused, by=by)
    for subject in item.subjects.all():
        _write_result(subject, draft, by=by)


def _write_result(subject: Subject, draft: OutcomeDraft, *, by: Author) -> None:
    code = verbs.HOLD.code
    outcome = getattr(subject, "outcome", None)
    if not subject.needs_outcome or not draft.result:
        if outcome is not None:
            remove(outcome, by=by, reason=code, note="avis ou décision retirés")
        return
    outcome = outcome or Outcome(subject=subject)
    outcome.result = draft.result
    outcome.votes_for, outcome.votes_against, outcome.abstentions = draft.votes or (None,) * 3
    record(outcome, by=by, reason=code)


def _write_discussion(item: AgendaItem, text: str, *, by: Author) -> None:
    if item.text == text.strip():
        return
    discussion = getattr(item, "discussion", None) or Discussion(item=item)
    discussion.text = text.strip()
    record(discussion, by=by, reason=verbs.WRITE_MINUTES.code)


def _refuse_impossible_vote(item: AgendaItem, draft: OutcomeDraft, voices: Electorate) -> None:
    if draft.votes is None:
        return
    if not draft.result:
        raise Refused(
            f"{item} : des voix sont comptées, dites ce qui est décidé.", field=f"result_{item.pk}"
        )
    if draft.result == Result.NOT_EXAMINED:
        raise Refused(
            f"{item} : un point non examiné n’est pas mis aux voix.", field=f"result_{item.pk}"
        )
    if objection := objection_to(draft.result, draft.votes, voices):
        raise Refused(f"{item} : {objection}", field=f"for_{item.pk}")


def _replace_recusals(item: AgendaItem, recused: Sequence[int], *, by: Author) -> None:
    present = {row.attendee_id: row for row in item.recusals.all()}
    for pk, row in present.items():
        if pk not in recused:
            remove(row, by=by, reason=verbs.HOLD.code)
    for pk in recused:
        if pk not in present:
            record(Recusal(item=item, attendee_id=pk), by=by, reason=verbs.HOLD.code)


# -- minutes ---------------------------------------------------------------------------------------


def write_minutes(
    meeting: Meeting, *, by: Author, opening: str, closing: str, discussions: Mapping[int, str]
) -> Minutes:
    """Write the prose: opening, discussion of each item, closing. Raises Denied once sealed."""
    with acting(by):
        locked = lock_row(meeting)
        verdict(verbs.WRITE_MINUTES, by, locked).require()
        minutes = lock_row(locked.minutes)
        for item in locked.items.select_related("discussion"):
            _write_discussion(item, discussions.get(item.pk, item.text), by=by)
        minutes.opening, minutes.closing = opening.strip(), closing.strip()
        return record(minutes, by=by, reason=verbs.WRITE_MINUTES.code)
