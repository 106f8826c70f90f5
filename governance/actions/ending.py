"""Ending a sitting: numbers, decisions and their effects, all in one transaction or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from accord.acts.actions import ActDraft, await_act, write_act
from accord.acts.models import Act, ActKind, ActState
from accord.kernel.audit import record
from accord.kernel.dates import now
from accord.kernel.errors import Refused
from accord.kernel.locking import lock_row
from accord.people.models import Organisation, OrganisationKind
from envelopes.models import Tranche
from governance.actions.effects import apply, lock_accounts, naming, rehearse
from governance.actions.preparing import move_meeting
from governance.electorate import electorate_of, objection_to
from governance.models import AgendaItem, Attendance, Committee, Decision, Effect, Meeting
from governance.states import EFFECTS, EffectKind, EffectState, MeetingVerb, Result


def end_sitting(
    meeting: Meeting,
    *,
    by: Any,
    deliberation_number: str = "",
    deliberation_date: date | None = None,
) -> Meeting:
    """End an open sitting: number its decisions without gap and apply their effects.

    A selection body decides under its deliberation: with its number and date, effects apply on
    that date; without, they are tried out, then wait for it. Locks committee, meeting, envelopes,
    then what each effect locks. Raises Denied, Refused, and SittingBlockedError naming the item
    that cannot be applied.
    """
    with transaction.atomic():
        committee = lock_row(meeting.committee)
        locked = lock_row(meeting)
        locked.ended_at = now()
        move_meeting(locked, MeetingVerb.END, by=by)
        items = list(
            locked.items.select_related(
                "outcome", "operation__envelope__holder", "tranche__envelope", "tranche__grant__act"
            ).prefetch_related("recusals")
        )
        decided = _decided(locked, items)
        if decided:
            _attach_deliberation(locked, committee, deliberation_number, deliberation_date, by=by)
        lock_accounts(decided)
        prepared = []
        for item in decided:
            with naming(item):
                effect = _decide(item, locked, committee, by=by)
            if effect is not None and effect.state == EffectState.PREPARED:
                prepared.append(effect)
        rehearse(prepared, by=by)
        return locked


def _decided(meeting: Meeting, items: list[AgendaItem]) -> list[AgendaItem]:
    """Items that the sitting decides on. Raises Refused for what is not ready."""
    attendances = list(meeting.attendances.all())
    if not any(row.is_present for row in attendances):
        raise Refused("Personne n’est noté présent : faites l’appel avant de lever la séance.")
    to_decide = [item for item in items if item.needs_outcome]
    waiting = [item for item in to_decide if not hasattr(item, "outcome")]
    if waiting:
        named = " ; ".join(str(item) for item in waiting)
        raise Refused(f"Il manque un résultat : {named}.")
    decided = [item for item in to_decide if item.outcome.result != Result.NOT_EXAMINED]
    for item in decided:
        _refuse_voiceless(item, attendances)
    return decided


def _refuse_voiceless(item: AgendaItem, attendances: Sequence[Attendance]) -> None:
    """Somebody decides, and the vote says what the result says: the roll may have changed since."""
    voices = electorate_of(attendances, {row.attendance_id for row in item.recusals.all()})
    if voices.votes <= 0:
        raise Refused(f"{item} : personne n’a voix délibérative ({voices.sentence}).")
    objection = objection_to(item.outcome.result, item.outcome.votes, voices)
    if objection:
        raise Refused(f"{item} : {objection}")


def _attach_deliberation(
    meeting: Meeting, committee: Committee, number: str, day: date | None, *, by: Any
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
    if known is None:
        known = write_act(draft, by=by) if day else await_act(draft, by=by)
    meeting.deliberation = known
    record(meeting, by=by, reason="délibération")


def _known_deliberation(draft: ActDraft) -> Act | None:
    """One deliberation may cover several sittings, and may have been recorded before them."""
    known = Act.objects.recorded().like(draft.agreement, draft.kind, draft.issuer, draft.number)
    if known is not None and known.date != draft.date:
        dated = f"au {known.date:%d/%m/%Y}" if known.date else "sans date"
        raise Refused(f"Cette délibération est enregistrée {dated}.", field="deliberation_date")
    return known


def _decide(item: AgendaItem, meeting: Meeting, committee: Committee, *, by: Any) -> Effect | None:
    """Number one item's decision and apply or prepare its effect."""
    decision = _number(item, meeting, committee, by=by)
    kind = EFFECTS.get((item.kind, item.outcome.result))
    if kind is None:
        return None
    effect = Effect(decision=decision, kind=kind, awaits=_awaited(kind, item, meeting, by=by))
    if effect.awaits is not None and effect.awaits.state == ActState.AWAITED:
        return record(effect, by=by)
    day = effect.awaits.date if effect.awaits else meeting.held_on
    apply(effect, day or meeting.held_on, by=by)
    return effect


def _number(item: AgendaItem, meeting: Meeting, committee: Committee, *, by: Any) -> Decision:
    """The next number of the committee's year; the committee's lock keeps the series whole."""
    year = meeting.held_on.year
    sequence = Decision.objects.last_sequence(committee, year) + 1
    number = committee.decision_number(year, sequence)
    label = item.outcome.get_result_display()
    draft = ActDraft(
        agreement=committee.agreement,
        kind=ActKind.COMMITTEE_DECISION,
        issuer=committee.organiser,
        number=number,
        date=meeting.held_on,
        title=f"{label.capitalize()} : {item.title}"[:300],
        under=meeting.deliberation,
        is_fictional=meeting.is_fictional,
    )
    act = write_act(draft, by=by)
    return record(
        Decision(
            item=item, act=act, committee=committee, year=year, sequence=sequence, number=number
        ),
        by=by,
    )


def _awaited(kind: EffectKind, item: AgendaItem, meeting: Meeting, *, by: Any) -> Act | None:
    """The other act that an effect needs: the amendment of the grant, or the deliberation."""
    if kind == EffectKind.GIVE_OPINION:
        return None
    if kind != EffectKind.OPEN_TRANCHE:
        return meeting.deliberation
    tranche: Any = item.tranche
    _refuse_settled(tranche)
    authority = Organisation.objects.filter(kind=OrganisationKind.MANAGING_AUTHORITY).first()
    draft = ActDraft(
        agreement=meeting.committee.agreement,
        kind=ActKind.GRANT_AMENDMENT,
        issuer=authority,
        title=f"Avenant ouvrant : {tranche.label}, {tranche.envelope.name}",
        under=tranche.grant.act,
        is_fictional=meeting.is_fictional,
    )
    return await_act(draft, by=by)


def _refuse_settled(tranche: Tranche) -> None:
    """One opening, one awaited act: the envelope's lock keeps two committees apart."""
    if not Tranche.objects.unopened().filter(pk=tranche.pk).exists():
        raise Refused("cette tranche est déjà ouverte.")
    prepared = Effect.objects.prepared().filter(decision__item__tranche=tranche).first()
    if prepared is not None:
        raise Refused(f"cette ouverture est déjà préparée par la décision {prepared.decision}.")
