"""The programming of an operation by a selection body, for the amounts put before it."""

from __future__ import annotations

from django.db.models import QuerySet

from accord.acts.models import EffectTarget
from accord.kernel.money import format_euros
from governance.models import Committee, ProgrammingSubject
from governance.states import Result, SubjectKind
from governance.subjects import on_operations
from governance.subjects.kind import Kind, Stake, under_deliberation
from operations.models import AdjournmentEffect, Operation, ProgrammingEffect, RefusalEffect
from operations.states import OperationEffect, OperationState, Opinion


def _waiting(committee: Committee) -> QuerySet[Operation]:
    states = [OperationState.OPINION_GIVEN, OperationState.APPRAISED]
    return on_operations.waiting_in(committee, states)


def _target(operation: Operation) -> ProgrammingSubject:
    amounts = on_operations.appraised(operation)
    return ProgrammingSubject(operation=operation, opinion=operation.opinion, **amounts)


def _stake(target: ProgrammingSubject) -> Stake:
    given = "" if target.opinion == Opinion.NONE else target.opinion
    return on_operations.stake(target, opinion=given)


def _programme(target: ProgrammingSubject) -> tuple[str, EffectTarget]:
    effect = ProgrammingEffect(
        operation=target.operation,
        eligible_cost=target.eligible_cost,
        eu_amount=target.eu_amount,
    )
    return OperationEffect.PROGRAMME, effect


def _refuse(target: ProgrammingSubject) -> tuple[str, EffectTarget]:
    return OperationEffect.REFUSE, RefusalEffect(operation=target.operation)


def _adjourn(target: ProgrammingSubject) -> tuple[str, EffectTarget]:
    return OperationEffect.ADJOURN, AdjournmentEffect(operation=target.operation)


def _expects(target: ProgrammingSubject, result: Result) -> str:
    if result == Result.UNFAVOURABLE:
        return "Opération refusée."
    if result == Result.ADJOURNED:
        return "Opération ajournée : elle sera instruite de nouveau."
    envelope = target.operation.envelope.name
    said = f"Opération programmée pour {format_euros(target.eu_amount)} au titre du {envelope}"
    if target.opinion == Opinion.FAVOURABLE:
        return f"{said}."
    if target.opinion == Opinion.NONE:
        return f"{said}, sans avis d’un comité."
    return f"{said}, malgré un avis {Opinion(target.opinion).label}."


KIND = Kind(
    code=SubjectKind.PROGRAMMING,
    waiting=_waiting,
    choices=on_operations.choices,
    title=on_operations.title,
    target=_target,
    thing=on_operations.thing,
    keeps=on_operations.keeps,
    locks=on_operations.locks,
    stake=_stake,
    brings={
        Result.FAVOURABLE: _programme,
        Result.UNFAVOURABLE: _refuse,
        Result.ADJOURNED: _adjourn,
    },
    awaits=under_deliberation,
    expects=_expects,
    refreshed=("eligible_cost", "eu_amount", "opinion"),
)
