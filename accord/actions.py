"""The verbs of the ground: recording acts, and telling those who wait for one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from accord.kernel.audit import record
from accord.kernel.contributions import registry
from accord.kernel.dates import now, today
from accord.kernel.errors import Refused
from accord.kernel.locking import lock_row
from accord.models import Act, ActKind, ActState, FrameworkAgreement, Organisation, StoredDocument
from accord.permissions import can_complete_act, can_record_act


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
        return act, [*sentences, *_tell(act, by=by)]


def complete_act(
    act: Act, *, by: Any, number: str, date: date, document: StoredDocument | None = None
) -> tuple[Act, list[str]]:
    """Give an awaited act its number and date: what was prepared takes effect.

    Locks the act. Raises Denied, Refused (already recorded, date in the future) and whatever
    refuses one of the effects; then nothing is recorded.
    """
    if not number.strip():
        raise Refused("Indiquez le numéro de l’acte.", field="number")
    if date > today():
        raise Refused("Un acte ne peut pas être daté dans le futur.", field="date")
    with transaction.atomic():
        locked = lock_row(act)
        can_complete_act(by, locked).require()
        locked.state = ActState.RECORDED
        locked.number = number.strip()
        locked.date = date
        locked.document = document or locked.document
        locked.recorded_at = now()
        locked.recorded_by = by
        record(locked, by=by, reason="acte enregistré")
        return locked, _tell(locked, by=by)


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
    for effect in registry.act_effects:
        if effect.code == order.code:
            return [effect.apply(act=act, order=order, by=by)]
    raise Refused("Cet effet n’existe pas.", field="effect")


def _tell(act: Act, *, by: Any) -> list[str]:
    """Tell those who asked, inside the transaction, and gather what they did."""
    told: list[str] = []
    for listener in registry.act_listeners:
        sentences: Iterable[str] = listener.recorded(act=act, by=by)
        told += sentences
    return told


__all__ = [
    "ActDraft",
    "ActKind",
    "EffectOrder",
    "await_act",
    "complete_act",
    "record_act",
    "write_act",
]
