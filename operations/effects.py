"""What decisions do to operations: one declaration for each kind of effect, and what they hold.

An effect runs under the authority of its act, whoever records it: nobody brings one about by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet

from accord.acts.models import ActKind, Effect
from accord.kernel.actors import Author, Reader, System
from accord.kernel.contributions import EffectKind, Hold
from accord.kernel.render.typography import long_date
from accord.kernel.verbs import Verb, may
from accord.kernel.verdict import Verdict
from operations.actions import (
    adjourn_operation,
    deprogramme_operation,
    programme_operation,
    record_opinion,
    refuse_operation,
)
from operations.models import (
    AdjournmentEffect,
    DeprogrammingEffect,
    Operation,
    OpinionEffect,
    ProgrammingEffect,
    RefusalEffect,
)
from operations.models.effects import OnOperation
from operations.states import OperationEffect, Opinion
from operations.verbs import ADJOURN, DEPROGRAMME, GIVE_OPINION, PROGRAMME, REFUSE

# -- one verb for each kind ------------------------------------------------------------------------


def _give_opinion(effect: Effect, target: OpinionEffect, day: date, by: Author) -> str:
    opinion = Opinion.FAVOURABLE if target.is_favourable else Opinion.UNFAVOURABLE
    record_opinion(
        target.operation,
        by=by,
        act=effect.cause,
        favourable=target.is_favourable,
        value_date=day,
    )
    return f"Avis {opinion.label} sur {target.operation.number}."


def _programme(effect: Effect, target: ProgrammingEffect, day: date, by: Author) -> str:
    programme_operation(
        target.operation,
        by=by,
        act=effect.cause,
        value_date=day,
        eligible_cost=target.eligible_cost,
        eu_amount=target.eu_amount,
    )
    return _done(target, "programmée", day)


def _refuse(effect: Effect, target: RefusalEffect, day: date, by: Author) -> str:
    refuse_operation(target.operation, by=by, act=effect.cause, value_date=day)
    return _done(target, "refusée", day)


def _adjourn(effect: Effect, target: AdjournmentEffect, day: date, by: Author) -> str:
    adjourn_operation(target.operation, by=by, act=effect.cause, value_date=day)
    return _done(target, "ajournée", day)


def _deprogramme(effect: Effect, target: DeprogrammingEffect, day: date, by: Author) -> str:
    deprogramme_operation(target.operation, by=by, act=effect.cause, value_date=day)
    return _done(target, "déprogrammée", day)


def _done(target: OnOperation, done: str, day: date) -> str:
    return f"Opération {target.operation.number} {done} au {long_date(day)}."


# -- declarations ----------------------------------------------------------------------------------


def _locks(target: OnOperation) -> list[Model]:
    """An opinion too holds the envelope: nobody moves its operations meanwhile."""
    return [target.operation.envelope, target.operation]


def _kind(
    code: OperationEffect,
    target: type[OnOperation],
    verb: Verb,
    apply: Callable[[Any, Any, date, Any], str],
) -> EffectKind:
    def may_by_hand(by: Reader | System, about: OnOperation) -> Verdict:
        return may(verb, by, about.operation.owner_id)

    return EffectKind(
        code=code,
        label=code.label,
        target=target,
        acts=(ActKind.COMMITTEE_DECISION,),
        may=may_by_hand,
        apply=apply,
        locks=_locks,
    )


KINDS = (
    _kind(OperationEffect.GIVE_OPINION, OpinionEffect, GIVE_OPINION, _give_opinion),
    _kind(OperationEffect.PROGRAMME, ProgrammingEffect, PROGRAMME, _programme),
    _kind(OperationEffect.REFUSE, RefusalEffect, REFUSE, _refuse),
    _kind(OperationEffect.ADJOURN, AdjournmentEffect, ADJOURN, _adjourn),
    _kind(OperationEffect.DEPROGRAMME, DeprogrammingEffect, DEPROGRAMME, _deprogramme),
)


# -- what waits for an act -------------------------------------------------------------------------


def prepared_on(operation_ids: Iterable[int] | QuerySet[Operation]) -> QuerySet[Effect]:
    """Effects on these operations that wait for an act, in the order of their decisions."""
    found = Q()
    for kind in KINDS:
        found |= Q(**{f"{kind.relation}__operation__in": operation_ids})
    return Effect.objects.prepared().filter(found).select_related("cause").order_by("pk")


def _held_by_a_decision(row: Any, verb: str) -> str:
    """A prepared decision would meet another operation than the one decided on, and block the act
    that it awaits."""
    if not isinstance(row, Operation):
        return ""
    effect = prepared_on([row.pk]).first()
    if effect is None:
        return ""
    return (
        f"La décision {effect.cause.number} sur cette opération attend un acte : il faut "
        "l’enregistrer, ou que le secrétariat la déclare caduque."
    )


HOLD = Hold(_held_by_a_decision)
