"""The verbs that change credits: record, transfer, open, reverse, set a ceiling.

Each appends to the ledger under the envelope's lock, updates the balances in the same
transaction, and refuses what would break a limit at the value date or later. ``by`` is the
person, or None for a loader of reference data, which acts on the authority of the act alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from accord.acts.actions import tell_listeners
from accord.acts.models import Act, ActKind, ActState
from accord.kernel import ledger
from accord.kernel.audit import record
from accord.kernel.dates import now
from accord.kernel.errors import CeilingExceeded, Refused
from accord.kernel.ledger import Entry, Measures
from accord.kernel.locking import lock_rows
from envelopes.limits import LIMITED_STAGES, CeilingRates, worsened
from envelopes.models import (
    Balance,
    CreditMovement,
    Envelope,
    GlobalGrant,
    ProgrammingCeiling,
    Tranche,
)
from envelopes.permissions import can_reverse_movement, can_write_credits
from envelopes.states import MOVEMENT_SIGNS, MovementKind, Stage

# Acts by which a tranche opens: the delegation agreement of its grant, or an amendment of it.
OPENING_ACTS = (ActKind.DELEGATION_AGREEMENT, ActKind.GRANT_AMENDMENT)


def lock_envelopes(*envelope_ids: int) -> list[Envelope]:
    """Lock envelopes in the order of their keys, so that two transfers never wait in a ring."""
    return lock_rows(Envelope.objects.filter(pk__in=envelope_ids).order_by("pk"))


def post_entries(
    envelope: Envelope, entries: Sequence[Entry], *, enforce: bool = True
) -> str | None:
    """Carry entries into an envelope's balances and check its limits from their first date on.

    The caller holds the envelope's lock. Raises CeilingExceeded when a limit is broken or
    worsened; with ``enforce`` off (what the portal has already contracted) the sentence is
    returned instead, for an alert.
    """
    start = min(entry.value_date for entry in entries)
    rates = ceiling_rates(envelope)
    before = ledger.trajectories(Balance, envelope, LIMITED_STAGES, start)
    ledger.post(Balance, envelope, entries)
    after = ledger.trajectories(Balance, envelope, LIMITED_STAGES, start)
    breach = worsened(before, after, rates, rates, start)
    if breach is None:
        return None
    sentence = f"{envelope.name} : {breach.sentence}"
    if enforce:
        raise CeilingExceeded(sentence)
    return sentence


def ceiling_rates(envelope: Envelope) -> CeilingRates:
    steps = envelope.ceilings.order_by("starts_on").values_list("starts_on", "rate_bp")
    return CeilingRates(tuple(steps))


@dataclass(frozen=True)
class MovementOrder:
    """What a movement is to be, before it is checked and recorded (cents)."""

    envelope: Envelope
    kind: str
    delta_notified: int
    delta_open: int
    value_date: date
    act: Act
    label: str = ""
    is_presumed: bool = False
    tranche: Tranche | None = None


def record_movement(order: MovementOrder, *, by: Any) -> CreditMovement:
    """Append one movement to an envelope's ledger.

    A person opens credits by a tranche (``open_tranche``) and in no other way; a loader records
    what the framework agreement says to be open. Locks the envelope. Raises Denied, Refused
    (sign, another road, awaited act) and CeilingExceeded.
    """
    _refuse_wrong_signs(order)
    _refuse_other_roads(order, by=by)
    with transaction.atomic():
        lock_envelopes(order.envelope.pk)
        if by is not None:
            can_write_credits(by, order.envelope).require()
        return _append(order, by=by)


def open_tranche(
    tranche: Tranche, *, by: Any, act: Act, value_date: date, label: str = ""
) -> CreditMovement:
    """Open the credits of a tranche, all of them, on a value date: the only road to an opening.

    The act is the delegation agreement of the tranche's grant or an amendment of it (ADR 2). Its
    dates are checked here, never when a total is read. Locks the envelope. Raises Denied,
    CeilingExceeded, and Refused (act, date, tranche already open).
    """
    with transaction.atomic():
        lock_envelopes(tranche.envelope_id)
        current = (
            Tranche.objects.with_opening()
            .select_related("envelope__agreement", "grant")
            .get(pk=tranche.pk)
        )
        if by is not None:
            can_write_credits(by, current.envelope).require()
        refuse_unfit_act(act, current.envelope)
        _bind_opening_act(act, current.grant, by=by)
        if current.opened:
            raise Refused(f"La tranche « {current.label} » est déjà ouverte.", field="tranche")
        _refuse_unfit_opening_date(current, act, value_date)
        order = MovementOrder(
            envelope=current.envelope,
            kind=MovementKind.OPENING,
            delta_notified=0,
            delta_open=current.amount,
            value_date=value_date,
            act=act,
            label=label or f"Ouverture : {current.label}",
            tranche=current,
        )
        return _append(order, by=by)


def open_by_movement(
    tranche: Tranche, *, by: Any, act: Act, value_date: date, label: str
) -> CreditMovement:
    """Open a tranche by hand, under an act recorded before: what awaited the opening is told."""
    with transaction.atomic():
        movement = open_tranche(tranche, by=by, act=act, value_date=value_date, label=label)
        tell_listeners(act, by=by)
        return movement


def _bind_opening_act(act: Act, grant: GlobalGrant, *, by: Any) -> None:
    """The agreement of the grant or an amendment of it, and no other act, opens its tranches.

    An amendment recorded without saying what it amends becomes, by opening, one of this grant.
    """
    if act.kind not in OPENING_ACTS:
        raise Refused(
            "Une tranche s’ouvre par la convention de subvention globale ou son avenant.",
            field="act",
        )
    if act.pk == grant.act_id:
        return
    if act.kind != ActKind.GRANT_AMENDMENT or act.under_id not in (None, grant.act_id):
        raise Refused("Cet acte relève d’une autre convention.", field="act")
    if act.under_id is None:
        act.under_id = grant.act_id
        record(act, by=by, reason="avenant de cette convention")


def _refuse_unfit_opening_date(tranche: Any, act: Act, value_date: date) -> None:
    """From the start of the grant and the date of the act on, to the end of what the act binds."""
    grant, agreement = tranche.grant, tranche.envelope.agreement
    for first, what in (
        (grant.starts_on, "le début de la subvention globale"),
        (act.date, "la date de l’acte"),
    ):
        if first and value_date < first:
            sentence = f"La date de valeur précède {what} ({first:%d/%m/%Y})."
            raise Refused(sentence, field="value_date")
    # An amendment prolongs the grant, within the framework agreement.
    prolongs = act.kind == ActKind.GRANT_AMENDMENT
    last = agreement.ends_on if prolongs else grant.ends_on
    if value_date > last:
        what = "de l’accord-cadre" if prolongs else "de la subvention globale"
        sentence = f"La date de valeur suit la fin {what} ({last:%d/%m/%Y})."
        raise Refused(sentence, field="value_date")


def transfer_credits(
    source: Envelope,
    target: Envelope,
    *,
    by: Any,
    act: Act,
    value_date: date,
    notified: int,
    opened: int,
    label: str = "",
) -> tuple[CreditMovement, CreditMovement]:
    """Move credits between two envelopes of one fund and agreement, as two linked rows.

    Locks both envelopes. Raises Denied, Refused and CeilingExceeded.
    """
    if source.pk == target.pk:
        raise Refused("Choisissez deux enveloppes différentes.", field="target")
    if (source.fund_id, source.agreement_id) != (target.fund_id, target.agreement_id):
        raise Refused("Un transfert reste dans un même fonds et un même accord.", field="target")
    if notified < 0 or opened < 0 or not notified + opened:
        raise Refused("Indiquez le montant à transférer.", field="delta_notified")
    if opened > notified:
        # The arriving envelope would open credits of its own reserve, without its amendment.
        raise Refused(
            "On ne transfère pas plus d’ouvert que de notifié : le reste serait une ouverture.",
            field="delta_open",
        )
    with transaction.atomic():
        lock_envelopes(source.pk, target.pk)
        can_write_credits(by, source).require()
        can_write_credits(by, target).require()
        leaving = MovementOrder(
            source, MovementKind.TRANSFER, -notified, -opened, value_date, act, label
        )
        arriving = MovementOrder(
            target, MovementKind.TRANSFER, notified, opened, value_date, act, label
        )
        first = _append(leaving, by=by)
        return first, _append(arriving, by=by, counterpart=first)


def reverse_movement(movement: CreditMovement, *, by: Any, reason: str) -> CreditMovement:
    """Cancel a movement by an opposite row with the same value date, and its linked row with it.

    Both rows stay; ``known_at`` still shows what was believed before. Locks the envelopes.
    Raises Denied, Refused (already reversed, no reason) and CeilingExceeded.
    """
    if not reason.strip():
        raise Refused("Dites pourquoi ce mouvement est contrepassé.", field="reason")
    linked = _linked(movement)
    with transaction.atomic():
        lock_envelopes(*(row.envelope_id for row in linked))
        can_reverse_movement(by, movement).require()
        reversals = [_reverse_one(row, by=by, reason=reason.strip()) for row in linked]
        return reversals[0]


def _linked(movement: CreditMovement) -> list[CreditMovement]:
    """The movement and the other half of its transfer, if it is one."""
    rows = [movement]
    if movement.counterpart is not None:
        rows.append(movement.counterpart)
    elif hasattr(movement, "counterpart_of"):
        rows.append(movement.counterpart_of)
    return rows


def _reverse_one(movement: CreditMovement, *, by: Any, reason: str) -> CreditMovement:
    movement.refuse_second_reversal()
    order = MovementOrder(
        envelope=movement.envelope,
        kind=MovementKind.REVERSAL,
        delta_notified=-movement.delta_notified,
        delta_open=-movement.delta_open,
        value_date=movement.value_date,
        act=movement.act,
        label=f"Contrepassation : {movement.label or movement.get_kind_display()}"[:200],
        is_presumed=movement.is_presumed,
        tranche=movement.tranche,
    )
    return _append(order, by=by, reverses=movement, reason=reason)


def set_programming_ceiling(
    envelope: Envelope, *, by: Any, rate_bp: int, starts_on: date, act: Act
) -> ProgrammingCeiling:
    """Fix the share of the open credits that may be programmed from a date on.

    Locks the envelope. Raises Denied, Refused (awaited act), ValidationError, and CeilingExceeded
    when what is already programmed would pass the new ceiling further than before.
    """
    with transaction.atomic():
        lock_envelopes(envelope.pk)
        can_write_credits(by, envelope).require()
        refuse_unfit_act(act, envelope)
        rates_before = ceiling_rates(envelope)
        ceiling = record(
            ProgrammingCeiling(envelope=envelope, rate_bp=rate_bp, starts_on=starts_on, act=act),
            by=by,
        )
        credit = ledger.trajectories(Balance, envelope, LIMITED_STAGES, starts_on)
        breach = worsened(credit, credit, rates_before, ceiling_rates(envelope), starts_on)
        if breach is not None:
            raise CeilingExceeded(f"{envelope.name} : {breach.sentence}", field="rate")
        return ceiling


def _refuse_wrong_signs(order: MovementOrder) -> None:
    """Each kind of movement has its signs; the message names the field that is wrong."""
    signs = MOVEMENT_SIGNS[order.kind]
    amounts = {"delta_notified": order.delta_notified, "delta_open": order.delta_open}
    if not any(amounts.values()):
        raise Refused("Indiquez au moins un montant.", field="delta_notified")
    for (field, amount), sign in zip(amounts.items(), signs, strict=True):
        if sign == 0 and amount:
            raise Refused("Ce mouvement ne change pas ce montant : laissez-le vide.", field=field)
        if sign is not None and amount * sign < 0:
            wanted = "positif" if sign > 0 else "négatif"
            raise Refused(f"Pour ce mouvement, le montant est {wanted}.", field=field)


def _refuse_other_roads(order: MovementOrder, *, by: Any) -> None:
    """What has its own verb, and what would open the reserve without saying so."""
    if order.kind in (MovementKind.TRANSFER, MovementKind.REVERSAL):
        raise Refused("Un transfert ou une contrepassation a son propre formulaire.")
    if by is None:
        return
    if order.kind == MovementKind.OPENING:
        raise Refused("Des crédits s’ouvrent par une tranche, en entier.", field="kind")
    if order.tranche is not None:
        raise Refused("Seule l’ouverture d’une tranche la désigne.", field="tranche")
    if order.kind == MovementKind.TOP_UP and order.delta_open > order.delta_notified:
        raise Refused(
            "Un abondement n’ouvre que ce qu’il notifie : la réserve s’ouvre par une tranche.",
            field="delta_open",
        )


def refuse_unfit_act(act: Act, envelope: Envelope) -> None:
    """An act gives authority once it is recorded, and within its own agreement."""
    if act.state != ActState.RECORDED:
        raise Refused("Cet acte est encore attendu : enregistrez-le d’abord.", field="act")
    if act.agreement_id != envelope.agreement_id:
        raise Refused("Cet acte relève d’un autre accord que l’enveloppe.", field="act")


def _append(order: MovementOrder, *, by: Any, **extra: Any) -> CreditMovement:
    """Insert the row and carry it into the balances; the envelope is locked."""
    refuse_unfit_act(order.act, order.envelope)
    if order.tranche is not None and order.tranche.envelope_id != order.envelope.pk:
        raise Refused("Cette tranche est celle d’une autre enveloppe.", field="tranche")
    movement = CreditMovement(
        envelope=order.envelope,
        kind=order.kind,
        delta_notified=order.delta_notified,
        delta_open=order.delta_open,
        value_date=order.value_date,
        act=order.act,
        label=order.label,
        is_presumed=order.is_presumed,
        tranche=order.tranche,
        # Stamped under the lock: the order of recording is the order of the balances.
        recorded_at=now(),
        recorded_by=by,
        **extra,
    )
    movement.full_clean()
    movement.save()
    post_entries(order.envelope, movement_entries([movement]))
    return movement


def movement_entries(movements: Iterable[CreditMovement]) -> list[Entry]:
    """What movements change in the balances of their envelope."""
    entries = []
    for movement in movements:
        fictional = int(movement.act.is_fictional)
        notified = Measures(movement.delta_notified, fictional_rows=fictional)
        entries.append(Entry(Stage.NOTIFIED, movement.value_date, notified))
        entries.append(Entry(Stage.OPEN, movement.value_date, Measures(movement.delta_open)))
    return entries
