"""What committees decide. The decision's act is the authority, not the rights of a person."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from accord.acts.models import Act
from accord.kernel.errors import Refused
from accord.kernel.locking import lock_row
from envelopes.actions import lock_envelopes
from envelopes.states import Stage
from operations.actions.appraising import lock_in_envelope
from operations.ledger import UseOrder, append_uses, move, net_amounts
from operations.models import Operation
from operations.permissions import can_decide, can_give_opinion, held_by
from operations.states import Opinion, Verb


def record_opinion(
    operation: Operation, *, by: Any, act: Act, favourable: bool, value_date: date
) -> Operation:
    """A committee's opinion moves an appraised operation on; it never programmes."""
    can_give_opinion(act).require()
    with transaction.atomic():
        locked = lock_in_envelope(operation)
        if reason := held_by(locked, Verb.GIVE_OPINION):
            raise Refused(reason)
        locked.opinion = Opinion.FAVOURABLE if favourable else Opinion.UNFAVOURABLE
        return move(locked, Verb.GIVE_OPINION, by=by, value_date=value_date, act=act)


def programme_operation(operation: Operation, *, by: Any, act: Act, value_date: date) -> Operation:
    """Programme the appraised amounts under a selection body's decision.

    Locks the envelope, then the operation. Raises Denied when the body is not the holder's own,
    Refused, and CeilingExceeded at the value date or any later one.
    """
    with transaction.atomic():
        envelope = lock_envelopes(operation.envelope_id)[0]
        locked = lock_row(operation)
        can_decide(act, locked).require()
        move(locked, Verb.PROGRAMME, by=by, value_date=value_date, act=act)
        use = UseOrder(
            Stage.PROGRAMMED, locked.appraised_cost or 0, locked.appraised_eu or 0, "Programmation"
        )
        append_uses(envelope, locked, [use], act=act, value_date=value_date, by=by)
        return locked


def refuse_operation(operation: Operation, *, by: Any, act: Act, value_date: date) -> Operation:
    """A selection body refuses; the refusal is final."""
    return _decide_without_amount(operation, Verb.REFUSE, by=by, act=act, value_date=value_date)


def adjourn_operation(operation: Operation, *, by: Any, act: Act, value_date: date) -> Operation:
    """A selection body asks for more; the operation will be appraised again."""
    return _decide_without_amount(operation, Verb.ADJOURN, by=by, act=act, value_date=value_date)


def _decide_without_amount(
    operation: Operation, verb: str, *, by: Any, act: Act, value_date: date
) -> Operation:
    with transaction.atomic():
        locked = lock_row(operation)
        can_decide(act, locked).require()
        return move(locked, verb, by=by, value_date=value_date, act=act)


def deprogramme_operation(
    operation: Operation, *, by: Any, act: Act, value_date: date
) -> Operation:
    """A selection body takes back what it programmed and nobody has contracted."""
    with transaction.atomic():
        envelope = lock_envelopes(operation.envelope_id)[0]
        locked = lock_row(operation)
        can_decide(act, locked).require()
        move(locked, Verb.DEPROGRAMME, by=by, value_date=value_date, act=act)
        net = net_amounts(locked, Stage.PROGRAMMED)
        use = UseOrder(Stage.PROGRAMMED, -net.eligible_cost, -net.amount, "Déprogrammation")
        append_uses(envelope, locked, [use], act=act, value_date=value_date, by=by)
        return locked
