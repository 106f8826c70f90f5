"""What a later edition changes in an operation that is known already.

Belongs here: comparing a row with an operation, and bringing an operation that comes from the list
alone to what the list says. What was decided here, and what a later edition said, is never
overwritten: a gap is reported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from accord.acts.states import RowOutcome
from accord.kernel.audit import record
from accord.kernel.dates import today
from accord.kernel.text import fold
from operations.actions.financing import not_detailed, replace_financing
from operations.import_context import (
    HEADERS,
    STAGES,
    ImportContext,
    Known,
    RowResult,
    objective_code,
)
from operations.layouts import ReadRow
from operations.ledger import UseOrder, add_key, append_uses
from operations.models import Beneficiary, Operation, OperationKey
from operations.verbs import IMPORT

_AMOUNTS = ("eu_amount", "eligible_cost")
# Value of a row: the attribute of the operation that keeps it; its objective is in its key.
_ATTRIBUTES = {
    "title": "title",
    "beneficiary": "beneficiary",
    "objective": "",
    "starts_on": "starts_on",
    "ends_on": "ends_on",
    "participants": "planned_participants",
}


@dataclass(frozen=True)
class Change:
    """What an edition changes: uses by which its amounts are reached, other values by name."""

    row: ReadRow
    known: Known
    uses: Sequence[UseOrder]
    values: Sequence[str]

    @property
    def columns(self) -> str:
        return ", ".join(HEADERS[name] for name in (*_moved(self.uses), *self.values))

    @property
    def beneficiary(self) -> str:
        """Name of another beneficiary; empty when it stays."""
        return str(self.row.values["beneficiary"]) if "beneficiary" in self.values else ""


def compare(row: ReadRow, known: Known, context: ImportContext) -> RowResult | Change:
    """A known operation: unchanged, changed by this edition, or a gap that people settle.

    What was decided here, and what a later edition said, is never overwritten.
    """
    operation = known.operation
    uses = _differences(row, known)
    stored, said = _stored(known), _said(row, context)
    changed = [name for name in _ATTRIBUTES if name in said and said[name] != stored[name]]
    names = [*_moved(uses), *changed]
    if not names:
        return RowResult(row.line, RowOutcome.UNCHANGED, operation)
    if newer := known.newer_edition_on:
        reason = f"édition plus ancienne que celle du {newer:%d/%m/%Y} : rien n’est changé"
        return _gap(row, operation, names, reason)
    if known.is_decided_here:
        return _gap(row, operation, names, "diffère de ce qui a été décidé ici : rien n’est écrasé")
    return Change(row, known, uses, changed)


def _differences(row: ReadRow, known: Known) -> list[UseOrder]:
    """What would bring the amounts of each stage to those of the row."""
    uses = []
    for stage in STAGES:
        net = known.nets[stage]
        cost = row.values["eligible_cost"] - net.eligible_cost
        eu_amount = row.values["eu_amount"] - net.amount
        if cost or eu_amount:
            uses.append(UseOrder(stage, cost, eu_amount, "Liste nationale, montant modifié"))
    return uses


def _moved(uses: Sequence[UseOrder]) -> list[str]:
    """The amounts that differ."""
    return [name for name in _AMOUNTS if any(_change(use, name) for use in uses)]


def _change(use: UseOrder, name: str) -> int:
    return use.delta_eu if name == "eu_amount" else use.delta_cost


def _stored(known: Known) -> dict[str, Any]:
    """What an operation says of itself, as it compares with a row."""
    operation = known.operation
    kept = {name: getattr(operation, place) for name, place in _ATTRIBUTES.items() if place}
    place = known.key or operation.file
    return {**kept, "beneficiary": operation.beneficiary.folded, "objective": place.objective_id}


def _said(row: ReadRow, context: ImportContext) -> dict[str, Any]:
    """What a row says; an optional cell left empty says nothing and erases nothing."""
    said = {name: row.values[name] for name in _ATTRIBUTES if row.values.get(name) is not None}
    said["beneficiary"] = fold(row.values["beneficiary"])
    if (objective := context.objective_of(row)) is not None:
        said["objective"] = objective.pk
    return said


def _gap(row: ReadRow, operation: Operation, names: Sequence[str], reason: str) -> RowResult:
    """A gap shows the first column that differs, and names the others."""
    first, *others = names
    sent = objective_code(row) if first == "objective" else row.sent[first]
    if others:
        reason += f" (diffèrent aussi : {', '.join(HEADERS[name] for name in others)})"
    return RowResult(row.line, RowOutcome.GAP, operation, HEADERS[first], sent, reason)


# -- bringing an operation to the list -------------------------------------------------------------


def apply_change(
    change: Change, beneficiaries: Mapping[str, Beneficiary], context: ImportContext
) -> RowResult:
    """Write what an edition changes; the history and the ledger keep what was before."""
    operation = change.known.operation
    _update(change, beneficiaries, context)
    alerts = _follow(change, context) if change.uses else []
    message = f"colonnes modifiées : {change.columns}"
    return RowResult(change.row.line, RowOutcome.CHANGED, operation, message=message, alerts=alerts)


def _update(
    change: Change, beneficiaries: Mapping[str, Beneficiary], context: ImportContext
) -> None:
    """Bring the attributes to what the list says.

    The dates of the ledger stay: they were estimated when the operation was first listed.
    """
    operation, values = change.known.operation, dict(change.row.values)
    values["beneficiary"] = beneficiaries.get(fold(change.beneficiary))
    attributes = [name for name in change.values if _ATTRIBUTES[name]]
    for name in attributes:
        setattr(operation, _ATTRIBUTES[name], values[name])
    note = f"ligne {change.row.line} : {change.columns}"
    if "beneficiary" in attributes:
        operation.establishment = None
    if attributes:
        record(operation, by=context.by, reason=IMPORT.code, note=note, under_act=context.act.pk)
    if "objective" in change.values:
        add_key(_new_key(change, note, context), by=context.by)


def _new_key(change: Change, note: str, context: ImportContext) -> OperationKey:
    """The objective of the list from its edition on; scheme and PLIE stay."""
    former = change.known.key
    day = context.edition_on or today()
    objective = context.objective_of(change.row)
    return OperationKey(
        operation=change.known.operation,
        scheme_id=former.scheme_id if former else None,
        objective_id=objective.pk if objective else None,
        plie_id=former.plie_id if former else None,
        act=context.act,
        # Never before the key that it follows.
        value_date=max(day, former.value_date) if former else day,
        reason=IMPORT.code,
        note=note,
    )


def _follow(change: Change, context: ImportContext) -> list[str]:
    """Bring ledger and financing plan to the amounts of the list, above a ceiling if need be;
    returns the alert if it was."""
    operation, values = change.known.operation, change.row.values
    cost, eu_amount = values["eligible_cost"], values["eu_amount"]
    plan = not_detailed(cost, eu_amount)
    replace_financing(operation, eu_amount, plan, IMPORT, by=context.by)
    day = _day_of(change.known.latest_use_on, context)
    alert = append_uses(
        operation.envelope,
        operation,
        change.uses,
        act=context.act,
        value_date=day,
        by=context.by,
        is_presumed=day != context.edition_on,
        enforce=False,
    )
    return [alert] if alert else []


def _day_of(latest: date | None, context: ImportContext) -> date:
    """An edition may list what has not begun: a difference never precedes what it changes."""
    day = context.edition_on or today()
    return max(day, latest) if latest else day
