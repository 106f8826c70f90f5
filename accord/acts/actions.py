"""The verbs of the ground: recording acts, and telling those who wait for one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from accord.acts.models import Act, ActKind, ActState, FrameworkAgreement, StoredDocument
from accord.acts.permissions import can_complete_act, can_record_act
from accord.kernel.audit import record
from accord.kernel.contributions import registry
from accord.kernel.dates import now, today
from accord.kernel.errors import Refused
from accord.kernel.locking import lock_row
from accord.people.models import Organisation


@dataclass(frozen=True)
class ActDraft:
    """What a new act says of itself."""

    agreement: FrameworkAgreement
    kind: str
    issuer: Organisation | None
    title: str
    number: str = ""
    date: date | None = None
    date_note: str = ""
    under: Act | None = None
    document: StoredDocument | None = None
    digest: str = ""
    source: str = ""
    is_fictional: bool = False


def write_act(draft: ActDraft, *, by: Any) -> Act:
    """Store a recorded act without asking a right: its caller's own rule is the authority.

    A committee, an operation's agreement and a file's edition come this way. Raises
    ValidationError, and Refused for a date in the future.
    """
    if draft.date and draft.date > today():
        raise Refused("Un acte ne peut pas être daté dans le futur.", field="date")
    return record(
        Act(
            agreement=draft.agreement,
            kind=draft.kind,
            state=ActState.RECORDED,
            issuer=draft.issuer,
            number=draft.number.strip(),
            date=draft.date,
            date_note=draft.date_note,
            title=draft.title.strip(),
            under=draft.under,
            document=draft.document,
            digest=draft.digest,
            source=draft.source,
            is_fictional=draft.is_fictional,
            recorded_at=now(),
            recorded_by=by,
        ),
        by=by,
    )


@dataclass(frozen=True)
class EffectOrder:
    """The effect chosen with an act: its code, its object and the amount or rate it needs."""

    code: str
    choice: str
    value_date: date
    amount: int | None = None
    rate_bp: int | None = None


def record_act(
    draft: ActDraft, *, by: Any, effect: EffectOrder | None = None
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
    with transaction.atomic():
        act = write_act(draft, by=by)
        sentences = _apply_effect(act, effect, by=by) if effect else []
        return act, [*sentences, *tell_listeners(act, by=by)]


def complete_act(
    act: Act, *, by: Any, number: str, date: date, document: StoredDocument | None = None
) -> tuple[Act, list[str]]:
    """Give an awaited act its number and date: what was prepared takes effect.

    A number that is recorded already is that very act: the awaited one gives way to it. Locks the
    act. Raises Denied, Refused (already recorded, date in the future) and whatever refuses one of
    the effects; then nothing is recorded.
    """
    if not number.strip():
        raise Refused("Indiquez le numéro de l’acte.", field="number")
    if date > today():
        raise Refused("Un acte ne peut pas être daté dans le futur.", field="date")
    with transaction.atomic():
        locked = lock_row(act)
        can_complete_act(by, locked).require()
        known = Act.objects.recorded().like(
            locked.agreement, locked.kind, locked.issuer, number.strip()
        )
        if known is not None:
            return known, _give_way(locked, known, date, document, by=by)
        locked.state = ActState.RECORDED
        locked.number = number.strip()
        locked.date = date
        locked.document = document or locked.document
        locked.recorded_at = now()
        locked.recorded_by = by
        record(locked, by=by, reason="acte enregistré")
        return locked, tell_listeners(locked, by=by)


def _give_way(
    awaited: Act, known: Act, date: date, document: StoredDocument | None, *, by: Any
) -> list[str]:
    """An awaited act turns out to be one that was recorded before: what it carried goes there."""
    if known.date != date:
        dated = f"au {known.date:%d/%m/%Y}" if known.date else "sans date"
        raise Refused(f"Cet acte est déjà enregistré, {dated}.", field="date")
    known = lock_row(known)
    if document is not None and document != known.document:
        if known.document is not None:
            raise Refused("Cet acte est déjà enregistré avec un autre document.", field="document")
        known.document = document
        record(known, by=by, reason="document joint")
    for child in awaited.acts_under.all():
        child.under = known
        record(child, by=by, reason="acte enregistré")
    let_act_lapse(awaited, by=by, reason=f"c’est l’acte déjà enregistré : {known}")
    return tell_listeners(known, by=by, completes=awaited)


def let_act_lapse(act: Act, *, by: Any, reason: str) -> Act:
    """Keep as lapsed an awaited act that nothing waits for any more; its lock is held."""
    if act.state != ActState.AWAITED:
        raise Refused("Seul un acte attendu devient caduc.")
    act.state = ActState.LAPSED
    act.date_note = f"Caduc : {reason}"[:300]
    return record(act, by=by, reason="caduc")


def await_act(draft: ActDraft, *, by: Any) -> Act:
    """Note that an act is awaited: it has an object and an issuer, no number and no date yet."""
    return record(
        Act(
            agreement=draft.agreement,
            kind=draft.kind,
            state=ActState.AWAITED,
            issuer=draft.issuer,
            title=draft.title.strip(),
            under=draft.under,
            is_fictional=draft.is_fictional,
        ),
        by=by,
        reason="acte attendu",
    )


def _apply_effect(act: Act, order: EffectOrder, *, by: Any) -> list[str]:
    """What the effect asks for is checked here too: a caller without form passes no further."""
    effect = registry.act_effect(order.code)
    if effect is None:
        raise Refused("Cet effet n’existe pas.", field="effect")
    for field, sentence in effect.faults(act.kind, amount=order.amount, rate=order.rate_bp):
        raise Refused(sentence, field=field)
    return [effect.apply(act=act, order=order, by=by)]


def tell_listeners(act: Act, *, by: Any, completes: Act | None = None) -> list[str]:
    """Tell those who asked, inside the transaction, and gather what they did."""
    told: list[str] = []
    for listener in registry.act_listeners:
        sentences: Iterable[str] = listener.recorded(act=act, by=by, completes=completes)
        told += sentences
    return told


__all__ = [
    "ActDraft",
    "ActKind",
    "EffectOrder",
    "await_act",
    "complete_act",
    "let_act_lapse",
    "record_act",
    "tell_listeners",
    "write_act",
]
