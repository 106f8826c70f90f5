"""The deprogramming of an operation that has no agreement yet: its credits become free again."""

from __future__ import annotations

from django.db.models import QuerySet

from accord.acts.models import EffectTarget
from envelopes.states import Stage
from governance.models import Committee, DeprogrammingSubject
from governance.states import Result, SubjectKind
from governance.subjects import on_operations
from governance.subjects.kind import Kind, under_deliberation
from operations.models import DeprogrammingEffect, Operation
from operations.states import OperationEffect, OperationState


def _waiting(committee: Committee) -> QuerySet[Operation]:
    return on_operations.waiting_in(committee, [OperationState.PROGRAMMED])


def _target(operation: Operation) -> DeprogrammingSubject:
    """What is at stake is what is programmed so far."""
    net = operation.uses.net(Stage.PROGRAMMED)
    return DeprogrammingSubject(
        operation=operation, eligible_cost=net.eligible_cost, eu_amount=net.amount
    )


def _deprogramme(target: DeprogrammingSubject) -> tuple[str, EffectTarget]:
    return OperationEffect.DEPROGRAMME, DeprogrammingEffect(operation=target.operation)


def _expects(target: DeprogrammingSubject, result: Result) -> str:
    return "Opération déprogrammée."


KIND = Kind(
    code=SubjectKind.DEPROGRAMMING,
    waiting=_waiting,
    choices=on_operations.choices,
    title=on_operations.title,
    target=_target,
    thing=on_operations.thing,
    keeps=on_operations.keeps,
    locks=on_operations.locks,
    stake=on_operations.stake,
    brings={Result.FAVOURABLE: _deprogramme},
    awaits=under_deliberation,
    expects=_expects,
)
