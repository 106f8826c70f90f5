"""Who may record which act."""

from __future__ import annotations

from typing import Any

from accord.acts.models import Act, ActKind, ActState
from accord.kernel.verdict import Verdict, allow_if, not_now, refuse
from accord.people.models import Organisation, Role

# Acts by which the delegated managing authority gives or changes credits.
CREDIT_ACTS = (
    ActKind.NOTIFICATION,
    ActKind.DELEGATION_AGREEMENT,
    ActKind.GRANT_AMENDMENT,
    ActKind.AGREEMENT_AMENDMENT,
)
# Acts that a form may record by itself; the others come with a committee, an operation or a file.
FORM_KINDS = (*CREDIT_ACTS, ActKind.DELIBERATION, ActKind.REPORT)


def can_record_act(user: Any, kind: str, issuer: Organisation | None) -> Verdict:
    """The managing authority records the acts of credits; a body's staff its deliberations."""
    if kind in CREDIT_ACTS:
        return allow_if(
            user.scope.manages_credits,
            "Cet acte est enregistré par un gestionnaire de l’autorité de gestion déléguée.",
        )
    if kind not in FORM_KINDS:
        return refuse("Cet acte ne s’enregistre pas par ce formulaire.")
    issuer_id = issuer.pk if issuer else None
    return allow_if(
        user.scope.holds(issuer_id, Role.OFFICER, Role.SECRETARY),
        "Cet acte est enregistré par le secrétariat ou un gestionnaire de l’organisme émetteur.",
    )


def can_record_any_act(user: Any) -> Verdict:
    return allow_if(
        user.scope.manages_credits or bool(user.scope.with_role(Role.OFFICER, Role.SECRETARY)),
        "L’enregistrement d’un acte relève d’un gestionnaire ou d’un secrétariat.",
    )


def can_complete_act(user: Any, act: Act) -> Verdict:
    """An awaited act is completed by whoever may record one of its kind."""
    verdict = can_record_act(user, act.kind, act.issuer)
    if verdict and act.state != ActState.AWAITED:
        return not_now(f"Cet acte n’est plus attendu : il est {act.get_state_display()}.")
    return verdict
