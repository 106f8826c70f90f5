"""An opinion of the technical committee on an operation that has been appraised."""

from __future__ import annotations

from django.db.models import QuerySet

from accord.acts.models import EffectTarget
from governance.models import Committee, OpinionSubject
from governance.states import Result, SubjectKind
from governance.subjects import on_operations
from governance.subjects.kind import Kind, at_once
from operations.models import Operation, OpinionEffect
from operations.states import OperationEffect, OperationState


def _waiting(committee: Committee) -> QuerySet[Operation]:
    return on_operations.waiting_in(committee, [OperationState.APPRAISED])


def _target(operation: Operation) -> OpinionSubject:
    return OpinionSubject(operation=operation, **on_operations.appraised(operation))


def _favourable(target: OpinionSubject) -> tuple[str, EffectTarget]:
    effect = OpinionEffect(operation=target.operation, is_favourable=True)
    return OperationEffect.GIVE_OPINION, effect


def _unfavourable(target: OpinionSubject) -> tuple[str, EffectTarget]:
    effect = OpinionEffect(operation=target.operation, is_favourable=False)
    return OperationEffect.GIVE_OPINION, effect


def _expects(target: OpinionSubject, result: Result) -> str:
    return "Avis rendu : l’instance de programmation en décide."


KIND = Kind(
    code=SubjectKind.OPINION,
    waiting=_waiting,
    choices=on_operations.choices,
    title=on_operations.title,
    target=_target,
    thing=on_operations.thing,
    keeps=on_operations.keeps,
    locks=on_operations.locks,
    stake=on_operations.stake,
    brings={Result.FAVOURABLE: _favourable, Result.UNFAVOURABLE: _unfavourable},
    awaits=at_once,
    expects=_expects,
    refreshed=("eligible_cost", "eu_amount"),
)
