"""From filing to appraisal, and withdrawal: what the officers of a holder do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from accord.kernel.audit import record, remove
from accord.kernel.dates import today
from accord.kernel.errors import Refused
from accord.kernel.locking import lock_row
from accord.kernel.money import format_euros
from envelopes.actions import lock_envelopes
from operations.ledger import move
from operations.models import FinancingLine, Operation
from operations.permissions import can_move
from operations.states import FinancingKind, Opinion, Verb


def submit_operation(operation: Operation, *, by: Any, value_date: date) -> Operation:
    """File the application; from then on it has a date. Raises Denied and Refused."""
    refuse_future(value_date)
    with transaction.atomic():
        locked = lock_row(operation)
        can_move(by, locked, Verb.SUBMIT).require()
        locked.submitted_on = value_date
        return move(locked, Verb.SUBMIT, by=by, value_date=value_date)


def decide_admissibility(
    operation: Operation, *, by: Any, admissible: bool, value_date: date, reason: str = ""
) -> Operation:
    """Declare an application admissible or not; a refusal says why. Raises Denied and Refused."""
    verb = Verb.ADMIT if admissible else Verb.REJECT
    refuse_future(value_date)
    if not admissible and not reason.strip():
        raise Refused("Dites pourquoi la demande est irrecevable.", field="reason")
    with transaction.atomic():
        locked = lock_row(operation)
        can_move(by, locked, verb).require()
        if admissible:
            locked.admitted_on = value_date
        return move(locked, verb, by=by, value_date=value_date, reason=reason)


@dataclass(frozen=True)
class Resource:
    """A line of the financing plan besides the EU's (cents)."""

    kind: str
    amount: int
    label: str = ""


def appraise_operation(
    operation: Operation,
    *,
    by: Any,
    value_date: date,
    eligible_cost: int,
    eu_amount: int,
    resources: Sequence[Resource],
    conclusion: str,
    attributes: Mapping[str, Any] | None = None,
) -> Operation:
    """Record the appraisal: the amounts kept and the plan that finances them.

    The EU amount and the resources add up to the eligible cost. An adjourned operation is
    appraised again. Raises Denied and Refused.
    """
    refuse_future(value_date)
    _refuse_unbalanced(eligible_cost, eu_amount, resources)
    with transaction.atomic():
        locked = lock_in_envelope(operation)
        can_move(by, locked, Verb.APPRAISE).require()
        locked.appraised_cost = eligible_cost
        locked.appraised_eu = eu_amount
        locked.appraisal = conclusion.strip()
        locked.opinion = Opinion.NONE
        for name, value in (attributes or {}).items():
            setattr(locked, name, value)
        replace_financing(locked, eu_amount, resources, by=by)
        return move(locked, Verb.APPRAISE, by=by, value_date=value_date)


def follow_agreement(
    operation: Operation,
    eligible_cost: int,
    eu_amount: int,
    resources: Sequence[Resource],
    *,
    by: Any,
) -> None:
    """Bring the financing plan to the amounts of a signed paper.

    Without resources given, those known stay where they still add up; else what the paper does
    not detail stands in one line that says so. Raises Refused for resources that do not add up.
    """
    if resources:
        _refuse_unbalanced(eligible_cost, eu_amount, resources)
    else:
        known = [
            Resource(line.kind, line.amount, line.label)
            for line in operation.financing_lines.exclude(kind=FinancingKind.EU)
        ]
        remainder = eligible_cost - eu_amount
        fits = sum(resource.amount for resource in known) == remainder
        whole = [Resource(FinancingKind.NOT_DETAILED, remainder)] if remainder else []
        resources = known if fits else whole
    replace_financing(operation, eu_amount, resources, by=by)


def replace_financing(
    operation: Operation, eu_amount: int, resources: Sequence[Resource], *, by: Any
) -> None:
    """Replace the financing plan; the former one stays in the history."""
    for line in operation.financing_lines.all():
        remove(line, by=by, reason="plan de financement remplacé")
    for resource in (Resource(FinancingKind.EU, eu_amount), *resources):
        record(
            FinancingLine(
                operation=operation,
                kind=resource.kind,
                label=resource.label,
                amount=resource.amount,
            ),
            by=by,
        )


def withdraw_operation(
    operation: Operation, *, by: Any, value_date: date, reason: str
) -> Operation:
    """The applicant gives up before any programming. Raises Denied and Refused."""
    refuse_future(value_date)
    if not reason.strip():
        raise Refused("Dites pourquoi l’opération est retirée.", field="reason")
    with transaction.atomic():
        locked = lock_in_envelope(operation)
        can_move(by, locked, Verb.WITHDRAW).require()
        return move(locked, Verb.WITHDRAW, by=by, value_date=value_date, reason=reason)


def lock_in_envelope(operation: Operation) -> Operation:
    """Lock the envelope, then the operation: a sitting that is ending holds the envelopes of what
    it decides, and nobody moves one of these operations meanwhile."""
    lock_envelopes(operation.envelope_id)
    return lock_row(operation)


def refuse_future(day: date) -> None:
    """Raise Refused for a date that has not come: a step is recorded once it is taken."""
    if day > today():
        raise Refused("Cette date est dans le futur.", field="value_date")


def _refuse_unbalanced(eligible_cost: int, eu_amount: int, resources: Sequence[Resource]) -> None:
    total = eu_amount + sum(resource.amount for resource in resources)
    if total != eligible_cost:
        gap = format_euros(eligible_cost - total)
        raise Refused(
            f"Les ressources ne couvrent pas exactement le coût éligible : écart de {gap}.",
            field="eligible_cost",
        )
