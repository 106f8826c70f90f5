"""What operations add to the site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from accord.kernel.contributions import (
    ActScope,
    FigureSource,
    HomePanel,
    LedgerCheck,
    NavigationEntry,
    SearchHit,
    SearchSource,
    registry,
)
from accord.people.models import Role
from operations.checks import check_balances, check_uses
from operations.explanations import explain_operation, explain_stage
from operations.models import Operation, OperationTransition, UseOfCredits
from operations.states import OperationState

# What an officer has to do next, by state.
TO_DO = {
    OperationState.DRAFT: "à déposer",
    OperationState.SUBMITTED: "à examiner (recevabilité)",
    OperationState.ADMISSIBLE: "à instruire",
    OperationState.ADJOURNED: "à instruire de nouveau (ajournement)",
    OperationState.PROGRAMMED: "à conventionner",
}


def _home_panel(user: Any, perimeter: Any) -> Mapping[str, Any] | None:
    """An officer's operations that wait for them, by what they wait for."""
    holders = user.scope.with_role(Role.OFFICER)
    if perimeter.agreement is None or not perimeter.is_today or not user.scope.is_holder:
        return None
    own = Operation.objects.visible_to(user).filter(
        envelope__holder_id__in=holders, envelope__agreement=perimeter.agreement
    )
    counts = own.counts_by_state()
    rows = [
        {"state": state.value, "label": label, "number": counts[state]}
        for state, label in TO_DO.items()
        if counts.get(state)
    ]
    return {"rows": rows, "own": own.count()} if holders else None


def _search(user: Any, words: list[str]) -> Iterator[SearchHit]:
    rows = Operation.objects.visible_to(user).matching(words).with_names()
    for operation in rows.order_by("-pk")[:50]:
        detail = f"{operation.beneficiary} – {operation.get_state_display()}"
        yield SearchHit("Opération", str(operation), detail, operation.get_absolute_url())


def _acts_of_steps(user: Any) -> Any:
    """Acts on which rest the steps of the operations that one reads."""
    return OperationTransition.objects.visible_to(user).values("act_id")


def _acts_of_uses(user: Any) -> Any:
    """Acts on which rest the uses of credits of the operations that one reads."""
    return UseOfCredits.objects.visible_to(user).values("act_id")


registry.add(
    NavigationEntry(
        "Opérations",
        "Opérations",
        "operations:operation-list",
        30,
        visible=lambda user: user.scope.reads_agreement,
    ),
    HomePanel("operations/home_panel.html", 10, _home_panel),
    SearchSource(10, _search),
    ActScope(_acts_of_steps),
    ActScope(_acts_of_uses),
    LedgerCheck("Utilisations", check_uses),
    LedgerCheck("Soldes", check_balances),
    FigureSource("envelopes.", explain_stage),
    FigureSource("operations.", explain_operation),
)
