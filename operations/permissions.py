"""Who may do what to an operation: the officers of its holder, and committees under their acts."""

from __future__ import annotations

from typing import Any

from accord.acts.models import Act, ActKind, ActState
from accord.kernel.contributions import registry
from accord.kernel.verdict import ALLOWED, Verdict, allow_if, not_now, refuse
from accord.people.models import Role
from envelopes.models import Envelope
from operations.models import Operation
from operations.states import WORKFLOW

_AWAITED = "Cette décision est encore attendue : elle ne décide pas avant d’être enregistrée."


def can_create_operation(user: Any, envelope: Envelope | None = None) -> Verdict:
    """Officers of a holder create operations in its envelopes."""
    holders = user.scope.with_role(Role.OFFICER) if user.scope.is_holder else frozenset()
    if envelope is None:
        return allow_if(bool(holders), "La saisie relève d’un gestionnaire d’un titulaire.")
    return allow_if(
        envelope.is_delegated and envelope.holder_id in holders,
        "La saisie relève d’un gestionnaire du titulaire de l’enveloppe.",
    )


def can_write_operation(user: Any, operation: Operation) -> Verdict:
    return allow_if(
        user.scope.holds(operation.envelope.holder_id, Role.OFFICER),
        "Cette opération est gérée par un gestionnaire de son titulaire.",
    )


def can_move(user: Any, operation: Operation, verb: str) -> Verdict:
    """Whether the officer may do this now; committees decide under their own acts instead.

    What others have under way with the operation (a decision prepared, a sitting convened) holds
    it: see ``Hold``.
    """
    verdict = can_write_operation(user, operation)
    if not verdict:
        return verdict
    if not WORKFLOW.allows(operation.state, verb):
        return not_now(WORKFLOW.refusal(operation.state, verb))
    reason = held_by(operation, verb)
    return not_now(reason) if reason else ALLOWED


def held_by(operation: Operation, verb: str) -> str:
    """Why somebody else's business holds the operation, or an empty text."""
    reasons = (hold.reason(operation, verb) for hold in registry.holds)
    return next((reason for reason in reasons if reason), "")


def can_decide(act: Act, operation: Operation) -> Verdict:
    """A decision binds the operations of the body that issued it, and no other's."""
    if act.kind != ActKind.COMMITTEE_DECISION:
        return refuse("Seule une décision de comité programme, refuse ou ajourne.")
    if act.state != ActState.RECORDED:
        return refuse(_AWAITED)
    return allow_if(
        act.issuer_id == operation.envelope.holder_id,
        "Cette instance ne décide que des opérations de son organisme.",
    )


def can_give_opinion(act: Act) -> Verdict:
    if act.kind != ActKind.COMMITTEE_DECISION:
        return refuse("Un avis est rendu par un comité.")
    return allow_if(act.state == ActState.RECORDED, _AWAITED)
