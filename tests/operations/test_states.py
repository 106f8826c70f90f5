"""Every state × verb of the table, allowed or refused, through the actions.

The table is typed here again, apart from the code: a line added or lost in the code fails.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from accord.kernel.actors import Actor
from accord.kernel.errors import Denied, Refused
from accord.kernel.verbs import Verb, all_verbs, find
from accord.people.acting import actor_of
from operations import actions
from operations.models import Operation, OperationStep, UseOfCredits
from operations.states import OperationState
from operations.verbs import CREATE, DELETE, EDIT, IMPORT
from tests import scenes

pytestmark = pytest.mark.django_db
JUNE = date(2024, 6, 1)

# State: verb and the state that it leads to. Every other verb is refused.
TABLE: dict[str, dict[str, str]] = {
    "draft": {"submit": "submitted"},
    "submitted": {"admit": "admissible", "reject": "inadmissible", "withdraw": "withdrawn"},
    "inadmissible": {},
    "admissible": {"appraise": "appraised", "withdraw": "withdrawn"},
    "appraised": {
        "appraise": "appraised",
        "give_opinion": "opinion_given",
        "programme": "programmed",
        "refuse": "refused",
        "adjourn": "adjourned",
        "withdraw": "withdrawn",
    },
    "opinion_given": {
        "programme": "programmed",
        "refuse": "refused",
        "adjourn": "adjourned",
        "withdraw": "withdrawn",
    },
    "programmed": {"contract": "contracted", "deprogramme": "deprogrammed"},
    "refused": {},
    "adjourned": {"appraise": "appraised", "withdraw": "withdrawn"},
    "contracted": {"amend": "contracted"},
    "withdrawn": {},
    "deprogrammed": {},
}


def officer(row: Operation) -> Actor:
    return actor_of(scenes.officer_of(row.envelope.holder))  # type: ignore[arg-type]


def decided(action: Callable[..., Any], **options: Any) -> Callable[[Operation], Any]:
    def run(row: Operation) -> Any:
        act = scenes.decision_act(row.envelope.holder, JUNE)  # type: ignore[arg-type]
        return action(row, by=officer(row), act=act, value_date=JUNE, **options)

    return run


def amounts(row: Operation, extra: int = 0) -> dict[str, Any]:
    return {
        "number": f"X-{row.number}",
        "value_date": JUNE,
        "eligible_cost": row.file.appraised_cost or 10_000_000,
        "eu_amount": (row.file.appraised_eu or 6_000_000) - extra,
    }


def appraise(row: Operation) -> Operation:
    return actions.appraise_operation(
        row,
        by=officer(row),
        value_date=JUNE,
        eligible_cost=100,
        eu_amount=60,
        resources=[actions.Resource("department", 40)],
        conclusion="",
    )


PERFORM: dict[str, Callable[[Operation], Any]] = {
    "submit": lambda row: actions.submit_operation(row, by=officer(row), value_date=JUNE),
    "admit": lambda row: actions.decide_admissibility(
        row, by=officer(row), admissible=True, value_date=JUNE
    ),
    "reject": lambda row: actions.decide_admissibility(
        row, by=officer(row), admissible=False, value_date=JUNE, reason="hors champ"
    ),
    "appraise": appraise,
    "give_opinion": decided(actions.record_opinion, favourable=True),
    "programme": decided(
        actions.programme_operation, eligible_cost=10_000_000, eu_amount=6_000_000
    ),
    "refuse": decided(actions.refuse_operation),
    "adjourn": decided(actions.adjourn_operation),
    "contract": lambda row: actions.contract_operation(row, by=officer(row), **amounts(row)),
    "amend": lambda row: actions.amend_operation(row, by=officer(row), **amounts(row, 1)),
    "withdraw": lambda row: actions.withdraw_operation(
        row, by=officer(row), value_date=JUNE, reason="désistement"
    ),
    "deprogramme": decided(actions.deprogramme_operation),
}


def verb_of(name: str) -> Verb:
    verb = find(f"operations.{name}")
    assert verb is not None
    return verb


def image(row: Operation) -> tuple[Any, ...]:
    """All that a verb may have changed."""
    stored = Operation.objects.get(pk=row.pk)
    values = tuple(getattr(stored, field.attname) for field in Operation._meta.concrete_fields)
    steps = OperationStep.objects.filter(operation=row).count()
    uses = UseOfCredits.objects.filter(operation=row).count()
    return (*values, steps, uses, stored.financing_lines.count(), stored.history.count())


def test_the_table_of_the_code_is_the_table_of_the_design() -> None:
    found: dict[str, dict[str, str]] = {state: {} for state in OperationState.values}
    for name in PERFORM:
        verb = verb_of(name)
        for state in verb.leaves:
            found[state][name] = verb.enters or state
    assert found == TABLE
    own = {verb.code for verb in all_verbs() if verb.code.startswith("operations.")}
    without_step = {verb.code for verb in (CREATE, EDIT, DELETE, IMPORT)}
    assert own - without_step == {f"operations.{name}" for name in PERFORM}


@pytest.mark.parametrize("state", TABLE)
def test_every_verb_leads_where_the_table_says_or_changes_nothing(state: str) -> None:
    row = scenes.operation(state)
    assert row.state == state
    before = image(row)
    for verb, perform in PERFORM.items():
        target = TABLE[state].get(verb)
        if target is None:
            with pytest.raises((Refused, Denied), match=r"Impossible d(e |’).* l’état actuel est"):
                perform(row)
        else:
            with transaction.atomic():
                done = perform(row)
                step = OperationStep.objects.order_by("pk").last()
                assert done.state == Operation.objects.get(pk=row.pk).state == target, verb
                assert step is not None
                assert step.verb == f"operations.{verb}"
                assert (step.from_state, step.to_state) == (state, target)
                assert (step.value_date, step.by_user_id) == (JUNE, officer(row).user_id)
                assert (step.by_body, step.by_role) == ("cd62", "officer")
                transaction.set_rollback(True)
        assert image(row) == before, verb


@pytest.mark.parametrize("state", [state for state in TABLE if state != "draft"])
def test_only_a_draft_is_corrected_or_deleted(state: str) -> None:
    row = scenes.operation(state)
    before = image(row)
    draft = actions.OperationDraft(
        number="autre",
        title="Autre",
        envelope=row.envelope,
        beneficiary=row.beneficiary,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        requested_cost=10,
        requested_eu=5,
    )
    with pytest.raises(Refused, match="Impossible de modifier"):
        actions.edit_draft(row, draft, by=officer(row))
    with pytest.raises(Refused, match="Impossible de supprimer"):
        actions.delete_draft(row, by=officer(row))
    assert image(row) == before


def test_each_state_says_what_it_waits_for_and_how_it_shows() -> None:
    assert OperationState.DRAFT.awaits == "La demande est à déposer."
    assert OperationState.REFUSED.awaits == "Le parcours de cette opération est terminé."
    for state in OperationState:
        assert state.awaits.endswith(".")
        assert state.tone in {"neutral", "info", "good", "warning", "bad"}
        # Whatever still has a verb of its own waits for something.
        assert ("terminé" in state.awaits) == (not TABLE[state])
