"""The financing plan, and amounts that may stand: what appraisal, decision and papers share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accord.kernel.actors import Author
from accord.kernel.audit import record, remove
from accord.kernel.errors import Refused
from accord.kernel.money import format_euros
from accord.kernel.verbs import Verb
from operations.models import FinancingLine, Operation
from operations.states import FinancingKind


@dataclass(frozen=True)
class Resource:
    """A line of the financing plan besides the EU's (cents)."""

    kind: str
    amount: int
    label: str = ""


Resources = Sequence[Resource]


def follow_agreement(
    operation: Operation,
    eligible_cost: int,
    eu_amount: int,
    resources: Resources,
    verb: Verb,
    *,
    by: Author,
) -> None:
    """Bring the financing plan to the amounts of a signed paper.

    Without resources given, those known stay where they still add up; else what the paper does
    not detail stands in one line that says so. Raises Refused for resources that do not add up.
    """
    if resources:
        refuse_unbalanced(eligible_cost, eu_amount, resources)
    else:
        known = [
            Resource(line.kind, line.amount, line.label)
            for line in operation.financing_lines.exclude(kind=FinancingKind.EU)
        ]
        fits = sum(resource.amount for resource in known) == eligible_cost - eu_amount
        resources = known if fits else not_detailed(eligible_cost, eu_amount)
    replace_financing(operation, eu_amount, resources, verb, by=by)


def not_detailed(eligible_cost: int, eu_amount: int) -> list[Resource]:
    """What a paper or a list does not detail, in one line; none when the EU pays all."""
    remainder = eligible_cost - eu_amount
    return [Resource(FinancingKind.NOT_DETAILED, remainder)] if remainder else []


def replace_financing(
    operation: Operation, eu_amount: int, resources: Resources, verb: Verb, *, by: Author
) -> None:
    """Replace the financing plan; the former one stays in the history."""
    for line in operation.financing_lines.all():
        remove(line, by=by, reason=verb.code)
    for line in plan_of(operation, eu_amount, resources):
        record(line, by=by, reason=verb.code)


def plan_of(operation: Operation, eu_amount: int, resources: Resources) -> list[FinancingLine]:
    """Lines of a plan, not saved: the EU's own, then the others."""
    return [
        FinancingLine(
            operation=operation,
            owner_id=operation.owner_id,
            kind=resource.kind,
            label=resource.label,
            amount=resource.amount,
        )
        for resource in (Resource(FinancingKind.EU, eu_amount), *resources)
    ]


def refuse_unbalanced(eligible_cost: int, eu_amount: int, resources: Resources) -> None:
    """Raise Refused unless the EU amount and the resources add up to the eligible cost."""
    total = eu_amount + sum(resource.amount for resource in resources)
    if total != eligible_cost:
        gap = format_euros(eligible_cost - total)
        raise Refused(
            f"Les ressources ne couvrent pas exactement le coût éligible : écart de {gap}.",
            field="eligible_cost",
        )


def refuse_impossible(eligible_cost: int, eu_amount: int) -> None:
    """Raise Refused for a EU amount that is not positive, or beyond the cost."""
    if eu_amount <= 0:
        raise Refused("Le montant du fonds est positif.", field="eu_amount")
    if eu_amount > eligible_cost:
        raise Refused("Le montant du fonds ne peut pas dépasser le coût.", field="eu_amount")
