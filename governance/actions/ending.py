"""Ending a sitting: numbers, decisions and their effects, all in one transaction or none.

An effect within the committee's power applies at once. One that needs another act is prepared,
and applies when that act is recorded (``apply_awaiting``). Effects run under the authority of
the decision, not under the rights of whoever clicks.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accord.actions import ActDraft, await_act, write_act
from accord.kernel.audit import record
from accord.kernel.dates import now
from accord.kernel.errors import AccordError, Refused
from accord.kernel.locking import lock_row
from accord.models import Act, ActKind, ActState, Organisation
from accord.models.organisations import OrganisationKind
from accord.render.typography import long_date
from envelopes.actions import open_tranche
from governance.actions.preparing import move_meeting
from governance.electorate import electorate_of
from governance.models import AgendaItem, Attendance, Committee, Decision, Effect, Meeting
from governance.states import EFFECTS, EffectKind, EffectState, MeetingVerb, Result
from operations.actions import (
    adjourn_operation,
    deprogramme_operation,
    programme_operation,
    record_opinion,
    refuse_operation,
)

logger = logging.getLogger(__name__)


class SittingBlockedError(Refused):
    """One item cannot be applied, so nothing is; the message names it."""

    code = "sitting_blocked"
    title = "Séance non levée"


def end_sitting(
    meeting: Meeting,
    *,
    by: Any,
    deliberation_number: str = "",
    deliberation_date: date | None = None,
) -> Meeting:
    """End an open sitting: number its decisions without gap and apply their effects.

    A selection body decides under its deliberation: with its number and date, effects apply on
    that date; without, they wait for it. Locks committee, then meeting, then what each effect
    locks. Raises Denied, Refused, and SittingBlockedError naming the item that cannot be applied.
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
        _refuse_unready(locked, items)
        _attach_deliberation(locked, committee, deliberation_number, deliberation_date, by=by)
        for item in items:
            with naming(item):
                _decide(item, locked, committee, by=by)
        return locked


def _refuse_unready(meeting: Meeting, items: list[AgendaItem]) -> None:
    attendances = list(meeting.attendances.all())
    if not any(row.is_present for row in attendances):
        raise Refused("Personne n’est noté présent : faites l’appel avant de lever la séance.")
    waiting = [item for item in items if item.needs_outcome and not hasattr(item, "outcome")]
    if waiting:
        named = " ; ".join(str(item) for item in waiting)
        raise Refused(f"Il manque un résultat : {named}.")
    for item in items:
        _refuse_stale_vote(item, attendances)


def _refuse_stale_vote(item: AgendaItem, attendances: list[Attendance]) -> None:
    """The roll may have changed since the votes were counted."""
    outcome = getattr(item, "outcome", None)
    if outcome is None or not outcome.has_vote:
        return
    counted = outcome.votes_for + outcome.votes_against + outcome.abstentions
    voices = electorate_of(attendances, {row.attendance_id for row in item.recusals.all()})
    if counted > voices.votes:
        raise Refused(f"{item} : {counted} voix comptées pour {voices.sentence}.")


def _attach_deliberation(
    meeting: Meeting, committee: Committee, number: str, day: date | None, *, by: Any
) -> None:
    """The outside act under which a selection body decides: recorded, or awaited."""
    if not committee.is_selection:
        return
    if bool(number.strip()) != bool(day):
        raise Refused(
            "Indiquez le numéro et la date de la délibération, ou ni l’un ni l’autre.",
            field="deliberation_number",
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
    meeting.deliberation = write_act(draft, by=by) if day else await_act(draft, by=by)
    record(meeting, by=by, reason="délibération")


@contextmanager
def naming(item: AgendaItem) -> Iterator[None]:
    """Whatever goes wrong inside names the item, so that people know what blocks."""
    try:
        yield
    except AccordError as error:
        raise SittingBlockedError(f"{item} : {error.message}") from error
    except ValidationError as error:
        raise SittingBlockedError(f"{item} : {' '.join(error.messages)}") from error
    except Exception as error:
        logger.exception("effect of agenda item %s failed", item.pk)
        raise SittingBlockedError(
            f"{item} : erreur inattendue. Rien n’a été enregistré."
        ) from error


def _decide(item: AgendaItem, meeting: Meeting, committee: Committee, *, by: Any) -> None:
    """Number one item's decision and apply or prepare its effect."""
    if not item.needs_outcome or item.outcome.result == Result.NOT_EXAMINED:
        return
    decision = _number(item, meeting, committee, by=by)
    kind = EFFECTS.get((item.kind, item.outcome.result))
    if kind is None:
        return
    effect = Effect(decision=decision, kind=kind, awaits=_awaited(kind, item, meeting, by=by))
    if effect.awaits is not None and effect.awaits.state == ActState.AWAITED:
        record(effect, by=by)
        return
    day = effect.awaits.date if effect.awaits else meeting.held_on
    _apply(effect, day or meeting.held_on, by=by)


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


# -- effects ---------------------------------------------------------------------------------------


def _give_opinion(effect: Effect, day: date, by: Any) -> str:
    item: Any = effect.decision.item
    favourable = item.outcome.result == Result.FAVOURABLE
    record_opinion(
        item.operation, by=by, act=effect.decision.act, favourable=favourable, value_date=day
    )
    return f"Avis {item.outcome.get_result_display()} sur {item.operation.number}."


def _on_operation(action: Callable[..., Any], done: str) -> Callable[[Effect, date, Any], str]:
    """A selection body's verb, under the act of its decision."""

    def apply(effect: Effect, day: date, by: Any) -> str:
        operation: Any = effect.decision.item.operation
        action(operation, by=by, act=effect.decision.act, value_date=day)
        return f"Opération {operation.number} {done} au {long_date(day)}."

    return apply


def _open_tranche(effect: Effect, day: date, by: Any) -> str:
    """Credits open on the date of the amendment, and rest on it."""
    tranche: Any = effect.decision.item.tranche
    act: Any = effect.awaits
    open_tranche(tranche, by=by, act=act, value_date=day)
    return f"{tranche.label} de {tranche.envelope.name} ouverte au {long_date(day)}."


_APPLY: dict[str, Callable[[Effect, date, Any], str]] = {
    EffectKind.GIVE_OPINION: _give_opinion,
    EffectKind.PROGRAMME: _on_operation(programme_operation, "programmée"),
    EffectKind.REFUSE: _on_operation(refuse_operation, "refusée"),
    EffectKind.ADJOURN: _on_operation(adjourn_operation, "ajournée"),
    EffectKind.DEPROGRAMME: _on_operation(deprogramme_operation, "déprogrammée"),
    EffectKind.OPEN_TRANCHE: _open_tranche,
}


def _apply(effect: Effect, day: date, *, by: Any) -> str:
    effect.sentence = _APPLY[effect.kind](effect, day, by)
    effect.state = EffectState.APPLIED
    effect.applied_on = day
    effect.applied_at = now()
    record(effect, by=by)
    return effect.sentence


def apply_awaiting(*, act: Act, by: Any) -> list[str]:
    """Apply the effects that wait for an act just recorded, in the order of their decisions.

    Runs in the transaction that records the act: if one effect is refused, the act is not
    recorded either, and the message names the item.
    """
    effects = (
        Effect.objects.filter(awaits=act, state=EffectState.PREPARED)
        .select_related(
            "decision__act",
            "decision__item__outcome",
            "decision__item__operation__envelope__holder",
            "decision__item__tranche__envelope",
            "decision__item__tranche__grant",
            "awaits",
        )
        .order_by("decision__year", "decision__sequence")
    )
    sentences = []
    for effect in effects:
        with naming(effect.decision.item):
            effect.awaits = act
            sentences.append(_apply(effect, act.date, by=by))  # type: ignore[arg-type]
    return sentences
