"""What the kinds of subject about an operation share: which wait, their titles, their stakes."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Model, QuerySet

from accord.kernel.actors import Reader
from accord.kernel.money import format_euros
from accord.kernel.transactions import beyond_the_fence
from governance.models import (
    Committee,
    DeprogrammingSubject,
    OpinionSubject,
    ProgrammingSubject,
    Subject,
)
from governance.subjects.kind import Stake
from operations.models import Operation, OperationFile
from operations.states import OperationState, Opinion

OnOperation = OpinionSubject | ProgrammingSubject | DeprogrammingSubject


def waiting_in(committee: Committee, states: Sequence[OperationState]) -> QuerySet[Operation]:
    """Operations in these states that no agenda of the committee has taken and no effect awaits.

    A selection body decides on the operations of its own organism.
    """
    taken = Subject.objects.on_agendas().filter(item__meeting__committee=committee)
    rows = (
        Operation.objects.filter(envelope__agreement=committee.agreement, state__in=states)
        .exclude(pk__in=taken.operations().values("about"))
        .exclude(pk__in=Operation.objects.with_prepared_effect().values("pk"))
        .with_names()
        .order_by("number", "pk")
    )
    return rows.filter(owner=committee.organiser) if committee.is_selection else rows


def choices(operations: Sequence[Operation], reader: Reader) -> Sequence[str]:
    """Operations with what a secretary chooses them by: the appraised amount if they read it."""
    files = OperationFile.objects.visible_to(reader).filter(operation__in=operations)
    by_operation = {file.operation_id: file for file in files}
    return [_choice(operation, by_operation.get(operation.pk)) for operation in operations]


def _choice(operation: Operation, file: OperationFile | None) -> str:
    facts = [str(operation.beneficiary)]
    if file is not None and file.appraised_eu is not None:
        facts.append(f"{format_euros(file.appraised_eu)} instruits")
    if operation.opinion != Opinion.NONE:
        facts.append(f"avis {operation.get_opinion_display()}")
    return f"{operation} ({', '.join(facts)})"


def title(operation: Operation) -> str:
    return f"{operation.number} – {operation.title}"


def appraised(operation: Operation) -> dict[str, int]:
    """The amounts that the appraisal kept, put before the members whoever they are."""
    with beyond_the_fence():
        file = operation.file
    return {"eligible_cost": file.appraised_cost or 0, "eu_amount": file.appraised_eu or 0}


def thing(target: OnOperation) -> Operation:
    return target.operation


def keeps(operation: Operation) -> Sequence[Model]:
    """Its amounts do not change while they are copied."""
    return [operation]


def locks(target: OnOperation) -> Sequence[Model]:
    return [target.operation.envelope, target.operation]


def stake(target: OnOperation, *, opinion: str = "") -> Stake:
    operation = target.operation
    return Stake(
        envelope=operation.envelope.name,
        beneficiary=operation.beneficiary.name,
        eligible_cost=target.eligible_cost,
        eu_amount=target.eu_amount,
        opinion=opinion,
        fund=operation.envelope.fund.short_name,
    )
