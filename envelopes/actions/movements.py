"""The movements of credits: notify, top up, withdraw, transfer, reverse.

Each appends to the ledger under the envelope's lock, updates the balances in the same transaction,
and refuses what would break a limit at the value date or later.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from accord.acts.models import Act
from accord.kernel.actors import Author, System
from accord.kernel.errors import Refused
from accord.kernel.ledger import Entry, Measures
from accord.kernel.rows import append
from accord.kernel.transactions import acting
from envelopes.actions.posting import lock_envelopes, post_entries, refuse_unfit_act
from envelopes.models import CreditMovement, Envelope, Tranche
from envelopes.states import MOVEMENT_SIGNS, MovementKind, Stage
from envelopes.verbs import RECORD_MOVEMENT, TRANSFER, can_reverse_movement, can_write_credits


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


def record_movement(order: MovementOrder, *, by: Author) -> CreditMovement:
    """Append one movement to an envelope's ledger.

    A person opens credits by a tranche (``open_tranche``) and in no other way; the loader records
    what the framework agreement says to be open. Locks the envelope. Raises Denied, Refused
    (sign, another road, awaited act) and CeilingExceeded.
    """
    _refuse_wrong_signs(order)
    _refuse_other_roads(order, by=by)
    with acting(by):
        lock_envelopes(order.envelope.pk)
        can_write_credits(by, order.envelope).require()
        refuse_unfit_act(order.act, order.envelope, RECORD_MOVEMENT)
        return append_movement(order, by=by)


def transfer_credits(
    source: Envelope,
    target: Envelope,
    *,
    by: Author,
    act: Act,
    value_date: date,
    notified: int,
    opened: int,
    label: str = "",
) -> tuple[CreditMovement, CreditMovement]:
    """Move credits between two envelopes of one fund and agreement, as two linked halves.

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
    with acting(by):
        lock_envelopes(source.pk, target.pk)
        can_write_credits(by, source, TRANSFER).require()
        can_write_credits(by, target, TRANSFER).require()
        refuse_unfit_act(act, source, TRANSFER)
        leaving = MovementOrder(
            source, MovementKind.TRANSFER, -notified, -opened, value_date, act, label
        )
        arriving = MovementOrder(
            target, MovementKind.TRANSFER, notified, opened, value_date, act, label
        )
        first = append_movement(leaving, by=by)
        return first, append_movement(arriving, by=by, departure=first)


def reverse_movement(movement: CreditMovement, *, by: Author, reason: str) -> CreditMovement:
    """Cancel a movement by an opposite row with the same value date, and its other half with it.

    Both rows stay; ``known_at`` still shows what was believed before. Locks the envelopes.
    Raises Denied, Refused (already reversed, no reason) and CeilingExceeded.
    """
    if not reason.strip():
        raise Refused("Dites pourquoi ce mouvement est contrepassé.", field="reason")
    linked = _linked(movement)
    with acting(by):
        lock_envelopes(*(row.envelope_id for row in linked))
        can_reverse_movement(by, movement).require()
        reversals = [_reverse_one(row, by=by, reason=reason.strip()) for row in linked]
        return reversals[0]


def _linked(movement: CreditMovement) -> list[CreditMovement]:
    """The movement and the other half of its transfer, if it is one."""
    other = movement.other_half
    return [movement] if other is None else [movement, other]


def _reverse_one(movement: CreditMovement, *, by: Author, reason: str) -> CreditMovement:
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
    return append_movement(order, by=by, reverses=movement, note=reason)


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


def _refuse_other_roads(order: MovementOrder, *, by: Author) -> None:
    """What has its own verb, and what would open the reserve without saying so."""
    if order.kind in (MovementKind.TRANSFER, MovementKind.REVERSAL):
        raise Refused("Un transfert ou une contrepassation a son propre formulaire.")
    if isinstance(by, System):
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


def append_movement(
    order: MovementOrder,
    *,
    by: Author,
    departure: CreditMovement | None = None,
    reverses: CreditMovement | None = None,
    note: str = "",
) -> CreditMovement:
    """Insert the row and carry it into the balances; the envelope is locked, no right is asked."""
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
        departure=departure,
        reverses=reverses,
        note=note,
    )
    append(movement, by=by, under_act=order.act.pk)
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
