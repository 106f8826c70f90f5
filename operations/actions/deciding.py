"""What committees decide. The decision's act is the authority, not the rights of a person."""

from __future__ import annotations

from datetime import date

from accord.acts.models import Act
from accord.kernel.actors import Author
from accord.kernel.contributions import registry
from accord.kernel.errors import Refused
from accord.kernel.locking import lock_row
from accord.kernel.transactions import acting
from accord.kernel.verbs import Verb, held
from envelopes.actions import lock_envelopes
from envelopes.states import Stage
from operations.actions.appraising import lock_in_envelope
from operations.actions.financing import refuse_impossible
from operations.ledger import UseOrder, append_uses, move, net_amounts
from operations.models import Operation
from operations.states import Opinion
from operations.verbs import (
    ADJOURN,
    DEPROGRAMME,
    GIVE_OPINION,
    PROGRAMME,
    REFUSE,
    can_decide,
    can_give_opinion,
)


def record_opinion(
    operation: Operation, *, by: Author, act: Act, favourable: bool, value_date: date
) -> Operation:
    """A committee's opinion moves an appraised operation on; it never programmes. Whoever asked is
    told."""
    can_give_opinion(act).require()
    with acting(by):
        locked = lock_in_envelope(operation)
        if reason := held(GIVE_OPINION, locked):
            raise Refused(reason)
        locked.opinion = Opinion.FAVOURABLE if favourable else Opinion.UNFAVOURABLE
        moved = move(locked, GIVE_OPINION, by=by, value_date=value_date, act=act)
        registry.tell(GIVE_OPINION.code, moved, by)
        return moved


def programme_operation(
    operation: Operation,
    *,
    by: Author,
    act: Act,
    value_date: date,
    eligible_cost: int,
    eu_amount: int,
) -> Operation:
    """Programme the amounts that a selection body decided, whatever the file says since.

    Locks the envelope, then the operation. Raises Denied when the body is not the holder's own,
    Refused, and CeilingExceeded at the value date or any later one.
    """
    refuse_impossible(eligible_cost, eu_amount)
    with acting(by):
        envelope = lock_envelopes(operation.envelope_id)[0]
        locked = lock_row(operation)
        can_decide(act, locked).require()
        move(locked, PROGRAMME, by=by, value_date=value_date, act=act)
        use = UseOrder(Stage.PROGRAMMED, eligible_cost, eu_amount, "Programmation")
        append_uses(envelope, locked, [use], act=act, value_date=value_date, by=by)
        return locked


def refuse_operation(operation: Operation, *, by: Author, act: Act, value_date: date) -> Operation:
    """A selection body refuses; the refusal is final."""
    return _decide_without_amount(operation, REFUSE, by=by, act=act, value_date=value_date)


def adjourn_operation(operation: Operation, *, by: Author, act: Act, value_date: date) -> Operation:
    """A selection body asks for more; the operation will be appraised again."""
    return _decide_without_amount(operation, ADJOURN, by=by, act=act, value_date=value_date)


def _decide_without_amount(
    operation: Operation, verb: Verb, *, by: Author, act: Act, value_date: date
) -> Operation:
    with acting(by):
        locked = lock_row(operation)
        can_decide(act, locked).require()
        return move(locked, verb, by=by, value_date=value_date, act=act)


def deprogramme_operation(
    operation: Operation, *, by: Author, act: Act, value_date: date
) -> Operation:
    """A selection body takes back what it programmed and nobody has contracted."""
    with acting(by):
        envelope = lock_envelopes(operation.envelope_id)[0]
        locked = lock_row(operation)
        can_decide(act, locked).require()
        move(locked, DEPROGRAMME, by=by, value_date=value_date, act=act)
        net = net_amounts(locked, Stage.PROGRAMMED)
        use = UseOrder(Stage.PROGRAMMED, -net.eligible_cost, -net.amount, "Déprogrammation")
        append_uses(envelope, locked, [use], act=act, value_date=value_date, by=by)
        return locked
