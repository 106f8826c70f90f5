"""Appending to the ledger of uses, and moving an operation from state to state.

The two writes that every verb of an operation is made of. Callers hold the locks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from accord.acts.models import Act
from accord.kernel.audit import record
from accord.kernel.dates import now
from accord.kernel.errors import Refused
from accord.kernel.ledger import Entry, Measures
from envelopes.actions import lock_envelopes, post_entries, refuse_unfit_act
from envelopes.models import Envelope
from envelopes.states import Stage
from operations.models import Operation, OperationTransition, UseOfCredits
from operations.querysets import counting_entries
from operations.states import WORKFLOW, Verb


@dataclass(frozen=True)
class UseOrder:
    """A row to append: stage and signed changes (cents)."""

    stage: str
    delta_cost: int
    delta_eu: int
    label: str


def append_uses(
    envelope: Envelope,
    operation: Operation,
    orders: Sequence[UseOrder],
    *,
    act: Act,
    value_date: date,
    by: Any,
    is_presumed: bool = False,
    enforce: bool = True,
    reverses: UseOfCredits | None = None,
    reason: str = "",
) -> str | None:
    """Append rows of one operation and carry them into its envelope's balances.

    Returns the sentence of a limit passed when ``enforce`` is off. Raises CeilingExceeded, and
    Refused for an act that gives no authority here.
    """
    refuse_unfit_act(act, envelope)
    entries: list[Entry] = []
    for order in orders:
        counts_before = _counting(operation)
        use = UseOfCredits(
            operation=operation,
            envelope=envelope,
            stage=order.stage,
            delta_cost=order.delta_cost,
            delta_eu=order.delta_eu,
            label=order.label,
            act=act,
            value_date=value_date,
            is_presumed=is_presumed,
            recorded_at=now(),
            recorded_by=by,
            reverses=reverses,
            reason=reason,
        )
        use.full_clean()
        use.save()
        measures = Measures(order.delta_eu, order.delta_cost, fictional_rows=int(act.is_fictional))
        entries.append(Entry(order.stage, value_date, measures))
        if order.stage == Stage.PROGRAMMED:
            entries += _change_of_counting(counts_before, _counting(operation))
    return post_entries(envelope, entries, enforce=enforce)


def _counting(operation: Operation) -> list[Entry]:
    return counting_entries(UseOfCredits.objects.programming_steps(operation.pk))


def _change_of_counting(before: list[Entry], after: list[Entry]) -> list[Entry]:
    """Entries that lead from one way of counting an operation to another, date by date."""
    undone = [Entry(entry.stage, entry.value_date, -entry.measures) for entry in before]
    return [*undone, *after]


def reverse_use(use: UseOfCredits, *, by: Any, reason: str) -> None:
    """Cancel one row by its opposite, on the same value date; both rows stay.

    Locks the envelope. Raises Refused and CeilingExceeded. The caller has checked the right.
    """
    if not reason.strip():
        raise Refused("Dites pourquoi cette écriture est contrepassée.", field="reason")
    envelope = lock_envelopes(use.envelope_id)[0]
    use.refuse_second_reversal()
    order = UseOrder(use.stage, -use.delta_cost, -use.delta_eu, f"Contrepassation : {use.label}")
    append_uses(
        envelope,
        use.operation,
        [order],
        act=use.act,
        value_date=use.value_date,
        by=by,
        is_presumed=use.is_presumed,
        reverses=use,
        reason=reason.strip(),
    )


def net_amounts(operation: Operation, stage: str) -> Measures:
    """Net EU amount and eligible cost of an operation at a stage, all dates together."""
    return UseOfCredits.objects.filter(operation=operation).net(stage)


def move(
    operation: Operation,
    verb: str,
    *,
    by: Any,
    value_date: date,
    act: Act | None = None,
    reason: str = "",
) -> Operation:
    """Apply a verb of the transition table to a locked operation, and keep the step.

    Raises Refused where the table has no such move, and for a date that precedes the last step:
    states read at a date would contradict each other.
    """
    before = operation.state
    last = operation.transitions.order_by("-value_date", "-pk").first()
    if last is not None and value_date < last.value_date:
        raise Refused(
            f"Le {value_date:%d/%m/%Y} précède l’étape « {last.get_to_state_display()} » "
            f"du {last.value_date:%d/%m/%Y}.",
            field="value_date",
        )
    operation.state = WORKFLOW.target(before, verb)
    record(operation, by=by, reason=f"{verb} {reason}".strip())
    OperationTransition.objects.create(
        operation=operation,
        verb=verb,
        from_state=before,
        to_state=operation.state,
        opinion=operation.opinion,
        value_date=value_date,
        act=act,
        reason=reason.strip(),
        recorded_at=now(),
        recorded_by=by,
    )
    return operation


def move_imported(operation: Operation, *, act: Act, value_date: date, by: Any) -> None:
    """Keep the one step that a national list attests: the operation was contracted."""
    OperationTransition.objects.create(
        operation=operation,
        verb=Verb.CONTRACT,
        from_state=operation.state,
        to_state=operation.state,
        opinion=operation.opinion,
        value_date=value_date,
        act=act,
        reason="Liste nationale ; date estimée",
        recorded_at=now(),
        recorded_by=by,
    )
