"""What operations add to the site."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from accord.kernel.actors import Reader
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
from accord.people.capacities import PARTNERS
from operations import effects
from operations.checks import check_accounts, check_balances, check_keys, check_uses
from operations.explanations import explain_operation, explain_stage
from operations.models import Operation, OperationKey, OperationStep, UseOfCredits
from operations.states import OperationState
from operations.verbs import can_create_operation

# What an officer has to do next, by state.
TO_DO = {
    OperationState.DRAFT: "à déposer",
    OperationState.SUBMITTED: "à examiner (recevabilité)",
    OperationState.ADMISSIBLE: "à instruire",
    OperationState.ADJOURNED: "à instruire de nouveau (ajournement)",
    OperationState.PROGRAMMED: "à conventionner",
}


def _home_panel(reader: Reader, perimeter: Any) -> Mapping[str, Any] | None:
    """An officer's operations that wait for them, by what they wait for."""
    if perimeter.agreement is None or not perimeter.is_today or not can_create_operation(reader):
        return None
    own = Operation.objects.visible_to(reader).filter(
        owner_id=reader.body_id, envelope__agreement=perimeter.agreement
    )
    counts = own.counts_by_state()
    rows = [
        {"state": state.value, "label": label, "number": counts[state]}
        for state, label in TO_DO.items()
        if counts.get(state)
    ]
    return {"rows": rows, "own": own.count()}


def _search(reader: Reader, words: list[str]) -> Iterator[SearchHit]:
    rows = Operation.objects.visible_to(reader).matching(words).with_names()
    for operation in rows.order_by("-pk")[:50]:
        detail = f"{operation.beneficiary} – {operation.get_state_display()}"
        yield SearchHit("Opération", str(operation), detail, operation.get_absolute_url())


def _acts_of(model: Any) -> Callable[[Reader], Any]:
    """Acts on which rest the rows of a model about the operations that one reads."""

    def acts(reader: Reader) -> Any:
        return model.objects.visible_to(reader).exclude(act=None).values("act_id")

    return acts


def _reads_operations(reader: Reader) -> bool:
    return reader.capacity in PARTNERS


registry.add(
    NavigationEntry(
        "Opérations",
        "Opérations",
        "operations:operation-list",
        30,
        visible=_reads_operations,
    ),
    HomePanel("operations/home_panel.html", 10, _home_panel),
    SearchSource(10, _search),
    *(ActScope(_acts_of(model)) for model in (OperationStep, UseOfCredits, OperationKey)),
    LedgerCheck("Utilisations", check_uses),
    LedgerCheck("Clés des opérations", check_keys),
    LedgerCheck("Soldes", check_balances),
    LedgerCheck("Soldes des comptes", check_accounts),
    *effects.KINDS,
    effects.HOLD,
    FigureSource("envelopes.", explain_stage),
    FigureSource("operations.", explain_operation),
)
