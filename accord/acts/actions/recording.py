"""Recording an act that a person holds in hand, and one that was awaited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from accord.acts.actions.effects import apply_awaiting, bring_about
from accord.acts.actions.writing import (
    ActDraft,
    let_act_lapse,
    note_step,
    recording_verb,
    write_act,
)
from accord.acts.models import Act, ActState, Document
from accord.acts.verbs import can_complete_act, can_record_act
from accord.kernel.actors import Author
from accord.kernel.audit import record
from accord.kernel.contributions import registry
from accord.kernel.dates import today
from accord.kernel.errors import Refused
from accord.kernel.locking import lock_rows
from accord.kernel.transactions import acting


@dataclass(frozen=True)
class EffectOrder:
    """The effect chosen with an act: its code, its object and the amount or rate it needs."""

    code: str
    choice: str
    value_date: date
    amount: int | None = None
    rate_bp: int | None = None


def record_act(
    draft: ActDraft, *, by: Author, effect: EffectOrder | None = None
) -> tuple[Act, list[str]]:
    """Record an act that a person holds in hand, with its effect if it has one.

    Returns the act and a French sentence for each thing it brought about. All or nothing.
    Raises Denied, ValidationError and whatever refuses the effect.
    """
    can_record_act(by, draft.kind, draft.issuer).require()
    if not draft.number.strip():
        raise Refused("Indiquez le numéro de l’acte.", field="number")
    if draft.date is None:
        raise Refused("Indiquez la date de l’acte.", field="date")
    with acting(by):
        act = write_act(draft, by=by)
        return act, [_bring_about(act, effect, by=by)] if effect else []


def _bring_about(act: Act, order: EffectOrder, *, by: Author) -> str:
    """What the effect asks for is checked here too: a caller without form passes no further."""
    kind = registry.effect_kind(order.code)
    if kind is None or kind.offer is None:
        raise Refused("Cet effet n’existe pas.", field="effect")
    for field, sentence in kind.faults(act.kind, amount=order.amount, rate=order.rate_bp):
        raise Refused(sentence, field=field)
    target: Any = kind.offer.target(order.choice, order.amount, order.rate_bp)
    try:
        return bring_about(act, order.code, target, day=order.value_date, by=by)
    except Refused as error:
        # The form of an act has no field « acte »: what it lacks is said where it was typed.
        if error.field == "act":
            error.field = "under" if act.under_id else "kind"
        raise


def complete_act(
    act: Act, *, by: Author, number: str, date: date, document: Document | None = None
) -> tuple[Act, list[str]]:
    """Give an awaited act its number and date: what was prepared takes effect.

    A number that is recorded already is that very act: the awaited one gives way to it. Locks what
    ranks above acts, both acts and what is under the awaited one, then what the effects change.
    Raises Denied, Refused (already recorded, date in the future) and whatever refuses one of the
    effects; then nothing is recorded.
    """
    number = number.strip()
    if not number:
        raise Refused("Indiquez le numéro de l’acte.", field="number")
    if date > today():
        raise Refused("Un acte ne peut pas être daté dans le futur.", field="date")
    with acting(by):
        for listener in registry.act_listeners:
            listener.lock(act)
        same = Act.objects.recorded().filter(
            agreement_id=act.agreement_id, kind=act.kind, issuer_id=act.issuer_id, number=number
        )
        others = set(same.values_list("pk", flat=True))
        # What is under an act that gives way goes under the one that was known.
        under = act.acts_under.values_list("pk", flat=True) if others else ()
        rows = Act.objects.filter(pk__in={act.pk, *others, *under})
        locked = {row.pk: row for row in lock_rows(rows.order_by("pk"))}
        awaited = locked[act.pk]
        can_complete_act(by, awaited).require()
        known = next((locked[pk] for pk in sorted(others) if pk != act.pk), None)
        if known is not None:
            return known, _give_way(awaited, known, date, document, by=by)
        awaited.state = ActState.RECORDED
        awaited.number = number
        awaited.date = date
        awaited.document = document or awaited.document
        verb = recording_verb(awaited.kind)
        record(awaited, by=by, reason=verb)
        note_step(awaited, verb, by=by, before=ActState.AWAITED)
        return awaited, apply_awaiting(awaited, by=by)


def _give_way(
    awaited: Act, known: Act, date: date, document: Document | None, *, by: Author
) -> list[str]:
    """An awaited act turns out to be one that was recorded before: what it carried goes there."""
    if known.date != date:
        dated = f"au {known.date:%d/%m/%Y}" if known.date else "sans date"
        raise Refused(f"Cet acte est déjà enregistré, {dated}.", field="date")
    if document is not None:
        _join_document(known, document, by=by)
    for child in awaited.acts_under.all():
        child.under = known
        record(child, by=by, reason="acts.replace")
    for listener in registry.act_listeners:
        listener.replaced(awaited, known, by)
    let_act_lapse(awaited, by=by, reason=f"c’est l’acte déjà enregistré : {known}")
    return apply_awaiting(known, by=by, awaited=awaited)


def _join_document(known: Act, document: Document, *, by: Author) -> None:
    """The document of an act that had none; the same one again, whatever its name, is no matter."""
    if known.document is None:
        known.document = document
        record(known, by=by, reason="acts.join_document")
    elif document.sha256 != known.document.sha256:
        raise Refused("Cet acte est déjà enregistré avec un autre document.", field="document")
