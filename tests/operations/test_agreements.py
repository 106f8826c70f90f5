"""Signed agreements, their amendments, and rows of use taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command

from accord.acts.models import Act, ActKind
from accord.kernel.actors import Actor
from accord.kernel.dates import today
from accord.kernel.errors import CeilingExceeded, Refused
from accord.people.acting import actor_of
from envelopes.models import Envelope
from envelopes.states import Stage
from operations import actions
from operations.ledger import net_amounts, reverse_use
from operations.models import Operation, UseOfCredits
from operations.states import OperationState
from operations.verbs import AMEND, CONTRACT
from tests import scenes

pytestmark = pytest.mark.django_db
JUNE = date(2024, 6, 1)


def officer() -> Actor:
    return actor_of(scenes.officer_of(scenes.envelope().holder))  # type: ignore[arg-type]


def totals(day: date = JUNE, code: str = "cd62-fse-2021") -> Any:
    return Envelope.objects.filter(code=code).positions(day)[0].totals


def contract(row: Operation, **changes: Any) -> Operation:
    return actions.contract_operation(row, **{**signed(row, "C-1"), **changes})


def amend(row: Operation, **changes: Any) -> Operation:
    return actions.amend_operation(row, **{**signed(row, "AV-1"), **changes})


def signed(row: Operation, number: str) -> dict[str, Any]:
    return {
        "by": officer(),
        "number": number,
        "value_date": JUNE,
        "eligible_cost": row.file.appraised_cost,
        "eu_amount": row.file.appraised_eu,
    }


def net(row: Operation, stage: str) -> tuple[int, int]:
    found = net_amounts(row, stage)
    return found.eligible_cost, found.amount


def test_an_agreement_is_an_act_and_uses_what_it_says() -> None:
    row = scenes.operation("programmed")
    contract(row, number=" C-1 ", eligible_cost=9_000_000, eu_amount=5_400_000)
    act = Act.objects.get(kind=ActKind.OPERATION_AGREEMENT)
    assert (act.number, act.date, act.issuer) == ("C-1", JUNE, row.envelope.holder)
    assert net(row, Stage.CONTRACTED) == (9_000_000, 5_400_000)
    assert net(row, Stage.PROGRAMMED) == (10_000_000, 6_000_000)
    assert (totals().contracted, totals().programmed) == (5_400_000, 6_000_000)
    assert totals(JUNE - timedelta(days=1)).contracted == 0


@pytest.mark.parametrize(
    ("cost", "eu_amount", "sentence"),
    [
        (10_000_000, 6_000_001, "dépasser le montant programmé"),
        (10_000_001, 6_000_000, "dépasser le montant programmé"),
        (5_000_000, 6_000_000, "dépasser le coût"),
        (10_000_000, 0, "positif"),
        (10_000_000, -5, "positif"),
        (0, 0, "positif"),
    ],
)
def test_what_is_contracted_never_passes_what_is_programmed_nor_its_cost(
    cost: int, eu_amount: int, sentence: str
) -> None:
    row = scenes.operation("programmed")
    with pytest.raises(Refused, match=sentence) as refusal:
        contract(row, eligible_cost=cost, eu_amount=eu_amount)
    assert refusal.value.field == "eu_amount"
    assert Operation.objects.get(pk=row.pk).state == OperationState.PROGRAMMED
    assert not Act.objects.filter(kind=ActKind.OPERATION_AGREEMENT).exists()


@pytest.mark.parametrize("step", [contract, amend])
def test_an_agreement_has_a_number(step: Callable[..., Operation]) -> None:
    row = scenes.operation("programmed" if step is contract else "contracted")
    with pytest.raises(Refused, match="numéro") as refusal:
        step(row, number="  ")
    assert refusal.value.field == "number"


@pytest.mark.parametrize(
    ("cost", "eu_amount"),
    [
        (12_000_000, 7_000_000),
        (8_000_000, 4_000_000),
        (10_000_000, 5_999_999),
        (9_999_999, 6_000_000),
    ],
)
def test_an_amendment_moves_both_stages_to_the_new_amounts(cost: int, eu_amount: int) -> None:
    row = scenes.operation("contracted")
    amend(row, eligible_cost=cost, eu_amount=eu_amount)
    assert net(row, Stage.PROGRAMMED) == net(row, Stage.CONTRACTED) == (cost, eu_amount)
    before = totals(JUNE - timedelta(days=1))
    assert (before.programmed, before.contracted) == (6_000_000, 6_000_000)
    assert (totals().programmed, totals().contracted) == (eu_amount, eu_amount)
    assert totals().operations == 1
    assert Operation.objects.get(pk=row.pk).state == OperationState.CONTRACTED
    call_command("check_ledger", verbosity=0)


def test_an_amendment_after_a_smaller_agreement_aligns_what_is_programmed() -> None:
    row = scenes.operation("programmed")
    contract(row, eligible_cost=9_000_000, eu_amount=5_000_000)
    amend(row, eligible_cost=9_000_000, eu_amount=5_500_000)
    assert net(row, Stage.PROGRAMMED) == net(row, Stage.CONTRACTED) == (9_000_000, 5_500_000)


def test_an_amendment_that_changes_nothing_is_refused() -> None:
    row = scenes.operation("contracted")
    with pytest.raises(Refused, match="ne change ni montant ni date"):
        amend(row)
    assert UseOfCredits.objects.count() == 2


def test_an_amendment_may_only_prolong() -> None:
    row = scenes.operation("contracted")
    later = row.ends_on + timedelta(days=180)
    amend(row, ends_on=later)
    stored = Operation.objects.get(pk=row.pk)
    assert stored.ends_on == later
    assert UseOfCredits.objects.count() == 2
    assert "Fin portée" in stored.steps.get(verb=AMEND.code).note
    with pytest.raises(Refused, match="précéder le début") as refusal:
        amend(row, number="AV-2", ends_on=row.starts_on - timedelta(days=1))
    assert refusal.value.field == "ends_on"
    assert Operation.objects.get(pk=row.pk).ends_on == later


def test_amendments_are_numbered_within_their_agreement() -> None:
    first, second = scenes.operation("contracted"), scenes.operation("contracted")
    for row in (first, second):
        amend(row, number="1", eligible_cost=9_000_000, eu_amount=5_000_000)
        act = row.steps.get(verb=AMEND.code).act
        assert act.kind == "operation_amendment"
        assert act.under == row.steps.get(verb=CONTRACT.code).act
    with pytest.raises(Refused, match="déjà un avenant de ce numéro") as refusal:
        amend(first, number=" 1", eligible_cost=8_000_000, eu_amount=5_000_000)
    assert refusal.value.field == "number"
    assert net(first, Stage.CONTRACTED) == (9_000_000, 5_000_000)


@pytest.mark.parametrize(
    ("cost", "eu_amount", "sentence"),
    [(5_000_000, 6_000_000, "dépasser le coût"), (5, 0, "positif"), (5, -5, "positif")],
)
def test_an_amendment_has_possible_amounts(cost: int, eu_amount: int, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        amend(scenes.operation("contracted"), eligible_cost=cost, eu_amount=eu_amount)
    assert UseOfCredits.objects.count() == 2


def test_an_increase_that_the_open_credits_cannot_bear_is_refused() -> None:
    row = scenes.operation("contracted", eu_amount=2_211_475_490)
    cost = 9_999_999_999
    with pytest.raises(CeilingExceeded):
        amend(row, eligible_cost=cost, eu_amount=2_211_475_491)
    assert totals().programmed == 2_211_475_490
    assert not Act.objects.filter(number="AV-1").exists()


# -- reversals of uses -----------------------------------------------------------------------------


def test_a_use_is_reversed_on_its_own_date_and_both_rows_stay() -> None:
    row = scenes.operation("programmed")
    use = UseOfCredits.objects.get(operation=row)
    reverse_use(use, by=officer(), reason="  erreur ")
    undone = UseOfCredits.objects.get(reverses=use)
    assert (undone.delta_eu, undone.delta_cost) == (-6_000_000, -10_000_000)
    assert (undone.value_date, undone.note, undone.act) == (use.value_date, "erreur", use.act)
    assert (totals().programmed, totals().operations) == (0, 0)
    with pytest.raises(Refused, match="déjà contrepassée"):
        reverse_use(use, by=officer(), reason="encore")
    with pytest.raises(Refused, match="ne se contrepasse pas"):
        reverse_use(undone, by=officer(), reason="encore")
    with pytest.raises(Refused, match="pourquoi"):
        reverse_use(undone, by=officer(), reason=" ")
    call_command("check_ledger", verbosity=0)


@pytest.mark.parametrize("step", [contract, amend])
def test_an_agreement_is_not_signed_in_the_future(step: Callable[..., Operation]) -> None:
    state = "programmed" if step is contract else "contracted"
    row = scenes.operation(state)
    with pytest.raises(Refused, match="futur") as refusal:
        step(row, value_date=today() + timedelta(days=1))
    assert refusal.value.field == "value_date"
    assert Operation.objects.get(pk=row.pk).state == state
