"""Ending a sitting: numbers, decisions and their effects, all in one transaction or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from accord.acts.actions import (
    ActDraft,
    apply_now,
    await_act,
    lock_things,
    naming,
    prepare_effect,
    rehearse,
    write_act,
)
from accord.acts.models import Act, ActKind, ActState, Effect
from accord.acts.states import EffectState
from accord.kernel.actors import Author
from accord.kernel.audit import record
from accord.kernel.dates import now
from accord.kernel.errors import Refused
from accord.kernel.locking import lock_row
from accord.kernel.transactions import acting
from governance import verbs
from governance.actions.moving import move_meeting
from governance.electorate import electorate_of, objection_to
from governance.models import AgendaItem, Attendee, Committee, Decision, Meeting, Subject
from governance.states import Result
from governance.subjects import kind_of


def end_sitting(
    meeting: Meeting,
    *,
    by: Author,
    deliberation_number: str = "",
    deliberation_date: date | None = None,
) -> Meeting:
    """End an open sitting: number its decisions without gap and apply their effects.

    A selection body decides under its deliberation: with its number and date, effects apply on
    that date; without, they are tried out, then wait for it. Locks committee, meeting, then
    all that the effects change. Raises Denied, Refused, and EffectBlockedError naming the item
    that cannot be applied.
    """
    with acting(by):
        committee = lock_row(meeting.committee)
        locked = lock_row(meeting)
        locked.ended_at = now()
        move_meeting(locked, verbs.END, by=by)
        decided = _decided(locked)
        if decided:
            _attach_deliberation(locked, committee, deliberation_number, deliberation_date, by=by)
        lock_things(
            row
            for subject in decided
            if (kind := kind_of(subject)) is not None
            for row in kind.locks(subject.target)
        )
        prepared = []
        for subject in decided:
            with naming(subject.item):
                effect = _decide(subject, locked, committee, by=by)
            if effect is not None and effect.state == EffectState.PREPARED:
                prepared.append(effect)
        rehearse(prepared, by=by)
        return locked


def _decided(meeting: Meeting) -> list[Subject]:
    """Subjects that the sitting decides on. Raises Refused for what is not ready."""
    attendees = list(meeting.attendees.all())
    if not any(row.is_present for row in attendees):
        raise Refused("Personne n’est noté présent : faites l’appel avant de lever la séance.")
    items = meeting.items.with_names().prefetch_related("recusals").order_by("position")
    to_decide = [
        (item, subject)
        for item in items
        for subject in item.subjects.all()
        if subject.needs_outcome
    ]
    waiting = [item for item, subject in to_decide if not hasattr(subject, "outcome")]
    if waiting:
        named = " ; ".join(str(item) for item in waiting)
        raise Refused(f"Il manque un avis ou une décision : {named}.")
    decided = []
    for item, subject in to_decide:
        if subject.outcome.result != Result.NOT_EXAMINED:
            _refuse_voiceless(item, subject, attendees)
            decided.append(subject)
    return decided


def _refuse_voiceless(item: AgendaItem, subject: Subject, attendees: Sequence[Attendee]) -> None:
    """Somebody decides, and the vote says what the result says: the roll may have changed since."""
    voices = electorate_of(attendees, {row.attendee_id for row in item.recusals.all()})
    if voices.votes <= 0:
        raise Refused(f"{item} : personne n’a voix délibérative ({voices.sentence}).")
    objection = objection_to(subject.outcome.result, subject.outcome.votes, voices)
    if objection:
        raise Refused(f"{item} : {objection}")


def _attach_deliberation(
    meeting: Meeting, committee: Committee, number: str, day: date | None, *, by: Author
) -> None:
    """The outside act under which a selection body decides: known already, recorded, or awaited."""
    if not committee.is_selection:
        return
    number = number.strip()
    if bool(number) != bool(day):
        raise Refused(
            "Indiquez le numéro et la date de la délibération, ou ni l’un ni l’autre.",
            field="deliberation_number",
        )
    if day and day < meeting.held_on:
        raise Refused(
            f"La délibération ne peut pas précéder la séance du {meeting.held_on:%d/%m/%Y}.",
            field="deliberation_date",
        )
    draft = ActDraft(
        agreement=committee.agreement,
        kind=ActKind.DELIBERATION,
        issuer=committee.organiser,
        title=f"Délibération de programmation – {meeting}",
        number=number,
        date=day,
        is_fictional=meeting.is_fictional,
    )
    known = _known_deliberation(draft) if number else None
    if known is None and day:
        known = write_act(draft, by=by)
    meeting.deliberation = known or await_act(draft, by=by, since=meeting.held_on)
    record(meeting, by=by, reason=verbs.END.code)


def _known_deliberation(draft: ActDraft) -> Act | None:
    """One deliberation may cover several sittings, and may have been recorded before them."""
    known = Act.objects.recorded().like(draft.agreement, draft.kind, draft.issuer, draft.number)
    if known is not None and known.date != draft.date:
        dated = f"au {known.date:%d/%m/%Y}" if known.date else "sans date"
        raise Refused(f"Cette délibération est enregistrée {dated}.", field="deliberation_date")
    return known


def _decide(
    subject: Subject, meeting: Meeting, committee: Committee, *, by: Author
) -> Effect | None:
    """Number one subject's decision and apply or prepare its effect."""
    decision = _number(subject, meeting, committee, by=by)
    kind = kind_of(subject)
    result = Result(subject.outcome.result)
    if kind is None or result not in kind.brings:
        return None
    code, target = kind.brings[result](subject.target)
    act = kind.awaits(subject.target, meeting, by)
    about = subject.item
    if act is not None and act.state == ActState.AWAITED:
        return prepare_effect(code, target, cause=decision.act, awaits=act, about=about, by=by)
    day = (act.date if act else None) or meeting.held_on
    return apply_now(code, target, cause=decision.act, under=act, day=day, about=about, by=by)


def _number(subject: Subject, meeting: Meeting, committee: Committee, *, by: Author) -> Decision:
    """The next number of the committee's year; the committee's lock keeps the series whole."""
    year = meeting.held_on.year
    sequence = Decision.objects.last_sequence(committee.pk, year) + 1
    number = committee.decision_number(year, sequence)
    label = subject.outcome.get_result_display()
    draft = ActDraft(
        agreement=committee.agreement,
        kind=ActKind.COMMITTEE_DECISION,
        issuer=committee.organiser,
        number=number,
        date=meeting.held_on,
        title=f"{label.capitalize()} : {subject.item.title}"[:300],
        under=meeting.deliberation,
        is_fictional=meeting.is_fictional,
    )
    act = write_act(draft, by=by)
    decision = Decision(
        subject=subject,
        act=act,
        committee=committee,
        year=year,
        sequence=sequence,
        number=number,
    )
    return record(decision, by=by, reason=verbs.END.code, under_act=act.pk)
