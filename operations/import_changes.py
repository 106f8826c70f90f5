"""What a later edition changes in an operation that is known already.

Belongs here: comparing a row with an operation, and bringing an operation that comes from the list
alone to what the list says. What was decided here, and what a later edition said, is never
overwritten: a gap is reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from accord.acts.models import ActKind
from accord.kernel.audit import record
from accord.kernel.dates import today
from accord.kernel.text import fold
from operations.actions import Resource, find_or_create_beneficiary, replace_financing
from operations.import_context import (
    HEADERS,
    STAGES,
    ImportContext,
    RowResult,
    objective_code,
)
from operations.layouts import ReadRow
from operations.ledger import UseOrder, append_uses, net_amounts
from operations.models import Operation
from operations.states import FinancingKind, RowOutcome

_WRITTEN = (RowOutcome.CREATED, RowOutcome.CHANGED)
_AMOUNTS = ("eu_amount", "eligible_cost")
# Value of a row: the attribute of the operation that keeps it.
_ATTRIBUTES = {
    "title": "title",
    "beneficiary": "beneficiary",
    "objective": "objective",
    "starts_on": "starts_on",
    "ends_on": "ends_on",
    "participants": "planned_participants",
}


def compare(row: ReadRow, operation: Operation, context: ImportContext) -> RowResult:
    """A known operation: unchanged, changed by this edition, or a gap that people settle.

    What was decided here, and what a later edition said, is never overwritten.
    """
    uses = _differences(row, operation)
    stored, said = _stored(operation), _said(row, context)
    changed = [name for name in _ATTRIBUTES if name in said and said[name] != stored[name]]
    moved = [name for name in _AMOUNTS if any(_change(use, name) for use in uses)]
    names = [*moved, *changed]
    if not names:
        return RowResult(row.line, RowOutcome.UNCHANGED, operation)
    if newer := _newer_edition(operation, context):
        reason = f"édition plus ancienne que celle du {newer:%d/%m/%Y} : rien n’est changé"
        return _gap(row, operation, names, reason)
    if _is_decided_here(operation):
        return _gap(row, operation, names, "diffère de ce qui a été décidé ici : rien n’est écrasé")
    columns = ", ".join(HEADERS[name] for name in names)
    if changed:
        _update(row, operation, changed, columns, context)
    alerts = _follow(row, operation, uses, context) if uses else []
    message = f"colonnes modifiées : {columns}"
    return RowResult(row.line, RowOutcome.CHANGED, operation, message=message, alerts=alerts)


def _differences(row: ReadRow, operation: Operation) -> list[UseOrder]:
    """What would bring the amounts of each stage to those of the row."""
    uses = []
    for stage in STAGES:
        net = net_amounts(operation, stage)
        cost = row.values["eligible_cost"] - net.eligible_cost
        eu_amount = row.values["eu_amount"] - net.amount
        if cost or eu_amount:
            uses.append(UseOrder(stage, cost, eu_amount, "Liste nationale, montant modifié"))
    return uses


def _change(use: UseOrder, name: str) -> int:
    return use.delta_eu if name == "eu_amount" else use.delta_cost


def _stored(operation: Operation) -> dict[str, Any]:
    """What an operation says of itself, as it compares with a row."""
    known = {name: getattr(operation, attribute) for name, attribute in _ATTRIBUTES.items()}
    return {**known, "beneficiary": operation.beneficiary.folded}


def _said(row: ReadRow, context: ImportContext) -> dict[str, Any]:
    """What a row says; an optional cell left empty says nothing and erases nothing."""
    said = {name: row.values[name] for name in _ATTRIBUTES if row.values.get(name) is not None}
    return {
        **said,
        "beneficiary": fold(row.values["beneficiary"]),
        "objective": context.objective_of(row),
    }


def _newer_edition(operation: Operation, context: ImportContext) -> date | None:
    """Date of the latest edition that wrote on an operation, when it is later than this one.

    An act keeps the first date given to its file; the reading keeps the date given that day.
    """
    if context.edition_on is None:
        return None
    acts = operation.uses.filter(
        act__kind=ActKind.EXTRACT_EDITION, act__date__gt=context.edition_on
    )
    readings = operation.import_rows.filter(
        outcome__in=_WRITTEN, run__edition_on__gt=context.edition_on
    )
    days = [
        *acts.values_list("act__date", flat=True),
        *readings.values_list("run__edition_on", flat=True),
    ]
    return max(days, default=None)


def _is_decided_here(operation: Operation) -> bool:
    """Whether something of ours, and not the list alone, stands behind the amounts."""
    from_the_list = {"act__kind": ActKind.EXTRACT_EDITION, "reverses": None}
    return not operation.is_imported or operation.uses.exclude(**from_the_list).exists()


def _gap(row: ReadRow, operation: Operation, names: Sequence[str], reason: str) -> RowResult:
    """A gap shows the first column that differs, and names the others."""
    first, *others = names
    sent = objective_code(row) if first == "objective" else row.sent[first]
    if others:
        reason += f" (diffèrent aussi : {', '.join(HEADERS[name] for name in others)})"
    return RowResult(row.line, RowOutcome.GAP, operation, HEADERS[first], sent, reason)


def _update(
    row: ReadRow,
    operation: Operation,
    changed: Sequence[str],
    columns: str,
    context: ImportContext,
) -> None:
    """Bring the attributes to what the list says; the history keeps the former ones.

    The dates of the ledger stay: they were estimated when the operation was first listed.
    """
    values = {**row.values, "objective": context.objective_of(row)}
    if "beneficiary" in changed:
        values["beneficiary"] = find_or_create_beneficiary(values["beneficiary"], by=context.by)
    for name in changed:
        setattr(operation, _ATTRIBUTES[name], values[name])
    record(operation, by=context.by, reason=f"import, ligne {row.line} : {columns}")


def _follow(
    row: ReadRow, operation: Operation, uses: Sequence[UseOrder], context: ImportContext
) -> list[str]:
    """Bring the ledger and the financing plan to the amounts of the list."""
    # An edition may list what has not begun: a difference never precedes what it changes.
    latest = operation.uses.latest("value_date").value_date
    day = max(context.edition_on or today(), latest)
    replace_plan(row, operation, context)
    return append(operation, uses, day, context, is_presumed=day != context.edition_on)


def append(
    operation: Operation,
    uses: Sequence[UseOrder],
    day: date,
    context: ImportContext,
    *,
    is_presumed: bool,
) -> list[str]:
    """Append to the ledger, above a ceiling if need be; returns the alert if it was."""
    alert = append_uses(
        operation.envelope,
        operation,
        uses,
        act=context.act,
        value_date=day,
        by=context.by,
        is_presumed=is_presumed,
        enforce=False,
    )
    return [alert] if alert else []


def replace_plan(row: ReadRow, operation: Operation, context: ImportContext) -> None:
    """The EU's line, and one that says that the list does not detail the others."""
    counterpart = row.values["eligible_cost"] - row.values["eu_amount"]
    others = [Resource(FinancingKind.NOT_DETAILED, counterpart)] if counterpart else []
    replace_financing(operation, row.values["eu_amount"], others, by=context.by)
