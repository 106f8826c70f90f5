"""The life of an operation from its filing to what committees decide, and what each step asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from accord.acts.actions import ActDraft, await_act
from accord.acts.models import Act, ActKind, FrameworkAgreement
from accord.kernel.actors import SERVER, Actor
from accord.kernel.dates import today
from accord.kernel.errors import CeilingExceeded, Denied, Refused
from accord.kernel.transactions import acting
from accord.people.acting import actor_of
from envelopes.models import Envelope
from envelopes.states import Stage
from operations import actions
from operations.ledger import net_amounts
from operations.models import FinancingLine, Operation, UseOfCredits
from operations.states import OperationState, Opinion
from tests import scenes
from tests.operations.deciding import programme

pytestmark = pytest.mark.django_db
TOMORROW = today() + timedelta(days=1)
JUNE = date(2024, 6, 1)


def officer() -> Actor:
    return actor_of(scenes.officer_of(scenes.envelope().holder))  # type: ignore[arg-type]


def totals(day: date = JUNE, code: str = "cd62-fse-2021") -> Any:
    return Envelope.objects.filter(code=code).positions(day)[0].totals


def decision(day: date = JUNE) -> Act:
    return scenes.decision_act(scenes.envelope().holder, day)  # type: ignore[arg-type]


# -- from filing to appraisal ----------------------------------------------------------------------


def test_filing_and_admission_keep_their_dates() -> None:
    row = scenes.operation("admissible")
    assert (row.submitted_on, row.admitted_on) == (date(2024, 1, 10), date(2024, 1, 20))
    rejected = scenes.operation("inadmissible")
    assert rejected.admitted_on is None
    assert rejected.steps.last().note == "hors champ"  # type: ignore[union-attr]


def test_no_step_is_taken_in_the_future() -> None:
    steps: dict[str, Callable[[Operation], Any]] = {
        "draft": lambda row: actions.submit_operation(row, by=officer(), value_date=TOMORROW),
        "submitted": lambda row: actions.decide_admissibility(
            row, by=officer(), admissible=True, value_date=TOMORROW
        ),
        "admissible": lambda row: appraise(row, value_date=TOMORROW),
        "appraised": lambda row: actions.withdraw_operation(
            row, by=officer(), value_date=TOMORROW, reason="x"
        ),
    }
    for state, step in steps.items():
        row = scenes.operation(state)
        with pytest.raises(Refused, match="futur") as refusal:
            step(row)
        assert refusal.value.field == "value_date"
        assert Operation.objects.get(pk=row.pk).state == state


def test_a_step_may_be_taken_today_and_on_the_day_of_the_one_before() -> None:
    row = scenes.operation("submitted")
    actions.decide_admissibility(row, by=officer(), admissible=True, value_date=date(2024, 1, 10))
    appraise(row, value_date=today())


def test_steps_do_not_go_back_in_time() -> None:
    """States read at a date would contradict each other."""
    row = scenes.operation("submitted")
    with pytest.raises(Refused, match=r"09/01/2024 précède.*« déposée » du 10/01/2024") as refusal:
        actions.decide_admissibility(
            row, by=officer(), admissible=True, value_date=date(2024, 1, 9)
        )
    assert refusal.value.field == "value_date"
    appraised = scenes.operation("appraised")
    with pytest.raises(Refused, match="précède"):
        programme(
            appraised, by=SERVER, act=decision(date(2024, 1, 31)), value_date=date(2024, 1, 31)
        )
    assert not UseOfCredits.objects.exists()


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_refusal_and_a_withdrawal_say_why(reason: str) -> None:
    row = scenes.operation("submitted")
    with pytest.raises(Refused, match="irrecevable") as refusal:
        actions.decide_admissibility(
            row, by=officer(), admissible=False, value_date=JUNE, reason=reason
        )
    assert refusal.value.field == "reason"
    with pytest.raises(Refused, match="retirée") as refusal:
        actions.withdraw_operation(row, by=officer(), value_date=JUNE, reason=reason)
    assert refusal.value.field == "reason"


def appraise(row: Operation, **changes: Any) -> Operation:
    return actions.appraise_operation(
        row,
        **{
            "by": officer(),
            "value_date": JUNE,
            "eligible_cost": 100_00,
            "eu_amount": 60_00,
            "resources": [
                actions.Resource("department", 30_00),
                actions.Resource("own", 10_00, "porteur"),
            ],
            "conclusion": " Instruite. ",
            **changes,
        },
    )


def test_an_appraisal_keeps_its_amounts_and_its_plan() -> None:
    row = appraise(scenes.operation("admissible"))
    file = row.file
    assert (file.appraised_cost, file.appraised_eu, file.conclusion) == (
        100_00,
        60_00,
        "Instruite.",
    )
    lines = FinancingLine.objects.filter(operation=row).values_list("kind", "amount", "label")
    assert list(lines) == [
        ("eu", 60_00, ""),
        ("department", 30_00, ""),
        ("own", 10_00, "porteur"),
    ]
    assert not UseOfCredits.objects.exists()


@pytest.mark.parametrize(
    ("resources", "gap"),
    [([], "40,00"), ([40_01], "\u22120,01"), ([39_99], "0,01"), ([20_00, 20_00, 1], "\u22120,01")],
)
def test_resources_equal_the_eligible_cost_to_the_cent(resources: list[int], gap: str) -> None:
    row = scenes.operation("admissible")
    plan = [actions.Resource("private", amount) for amount in resources]
    with pytest.raises(Refused, match=f"écart de {gap}") as refusal:
        appraise(row, resources=plan)
    assert refusal.value.field == "eligible_cost"
    assert not FinancingLine.objects.exists()


@pytest.mark.parametrize(
    ("amounts", "resources"),
    [
        ({"eligible_cost": 100, "eu_amount": 110}, [-10]),
        ({"eligible_cost": 100, "eu_amount": 0}, [100]),
        ({"eligible_cost": 100, "eu_amount": -5}, [105]),
        ({"eligible_cost": 100, "eu_amount": 60}, [40, 0]),
        ({"eligible_cost": 100, "eu_amount": 60}, [50, -10]),
    ],
)
def test_a_plan_that_balances_with_impossible_amounts_is_refused(
    amounts: dict[str, int], resources: list[int]
) -> None:
    row = scenes.operation("admissible")
    plan = [actions.Resource("private", amount) for amount in resources]
    with pytest.raises(ValidationError):
        appraise(row, resources=plan, **amounts)
    assert Operation.objects.get(pk=row.pk).file.appraised_eu is None
    assert not FinancingLine.objects.exists()


def test_an_adjourned_operation_is_appraised_again_and_its_plan_replaced() -> None:
    row = scenes.operation("opinion_given")
    actions.adjourn_operation(row, by=SERVER, act=decision(), value_date=JUNE)
    again = appraise(Operation.objects.get(pk=row.pk))
    assert (again.state, again.file.appraised_eu) == (OperationState.APPRAISED, 60_00)
    # The opinion was given on another plan.
    assert again.opinion == Opinion.NONE
    assert FinancingLine.objects.filter(operation=row).count() == 3
    call_command("check_audit", verbosity=0)


# -- decisions -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("favourable", "opinion"), [(True, "favourable"), (False, "unfavourable")])
def test_an_opinion_is_kept_and_programmes_nothing(favourable: bool, opinion: str) -> None:
    row = scenes.operation("appraised")
    done = actions.record_opinion(
        row, by=SERVER, act=decision(), favourable=favourable, value_date=JUNE
    )
    assert (done.opinion, done.state) == (opinion, OperationState.OPINION_GIVEN)
    assert not UseOfCredits.objects.exists()


def test_programming_uses_credits_from_its_date_on() -> None:
    row = scenes.operation("appraised", eu_amount=6_000_001, cost=10_000_003)
    act = decision()
    programme(row, by=officer(), act=act, value_date=JUNE)
    use = UseOfCredits.objects.get()
    assert (use.stage, use.delta_eu, use.delta_cost) == (Stage.PROGRAMMED, 6_000_001, 10_000_003)
    assert (use.act, use.value_date, use.is_presumed) == (act, JUNE, False)
    assert totals(JUNE - timedelta(days=1)).programmed == 0
    found = totals()
    assert (found.programmed, found.operations) == (6_000_001, 1)
    assert found.remaining == 2_211_475_490 - 6_000_001
    call_command("check_ledger", verbosity=0)


@pytest.mark.parametrize("kind", [ActKind.DELIBERATION, ActKind.NOTIFICATION, ActKind.REPORT])
def test_only_the_decision_of_a_committee_decides(kind: str) -> None:
    row = scenes.operation("appraised")
    act = scenes.credit_act(kind=kind, issuer=row.envelope.holder)
    for action in (
        programme,
        actions.refuse_operation,
        actions.adjourn_operation,
    ):
        with pytest.raises(Denied, match="décision de comité"):
            action(row, by=officer(), act=act, value_date=JUNE)
    with pytest.raises(Denied, match="rendu par un comité"):
        actions.record_opinion(row, by=officer(), act=act, favourable=True, value_date=JUNE)


def test_a_body_decides_of_its_own_operations_only() -> None:
    row = scenes.operation("appraised")
    foreign = scenes.decision_act(scenes.envelope("tmi-fse-2021").holder, JUNE)  # type: ignore[arg-type]
    for action in (
        programme,
        actions.refuse_operation,
        actions.adjourn_operation,
    ):
        with pytest.raises(Denied, match="de son organisme"):
            action(row, by=officer(), act=foreign, value_date=JUNE)
    programmed = scenes.operation("programmed")
    with pytest.raises(Denied, match="de son organisme"):
        actions.deprogramme_operation(programmed, by=officer(), act=foreign, value_date=JUNE)


def test_a_decision_still_awaited_decides_nothing() -> None:
    row = scenes.operation("appraised")
    draft = ActDraft(
        agreement=row.envelope.agreement,
        kind=ActKind.COMMITTEE_DECISION,
        issuer=row.envelope.holder,
        title="attendue",
    )
    with acting(SERVER):
        awaited = await_act(draft, by=SERVER)
    for action in (
        programme,
        actions.refuse_operation,
        actions.adjourn_operation,
    ):
        with pytest.raises((Refused, Denied), match="attendu"):
            action(row, by=officer(), act=awaited, value_date=JUNE)
    with pytest.raises((Refused, Denied), match="attendu"):
        actions.record_opinion(row, by=officer(), act=awaited, favourable=True, value_date=JUNE)
    assert Operation.objects.get(pk=row.pk).state == OperationState.APPRAISED
    assert not UseOfCredits.objects.exists()


def test_the_decision_of_another_agreement_uses_no_credit() -> None:
    row = scenes.operation("appraised")
    former = FrameworkAgreement.objects.get(code="2014-2020")
    act = scenes.credit_act(
        kind=ActKind.COMMITTEE_DECISION, issuer=row.envelope.holder, agreement=former
    )
    with pytest.raises((Refused, Denied), match="autre accord"):
        programme(row, by=officer(), act=act, value_date=JUNE)
    assert not UseOfCredits.objects.exists()


def test_what_would_pass_the_ceiling_is_not_programmed() -> None:
    row = scenes.operation("appraised", eu_amount=2_211_475_491)
    with pytest.raises(CeilingExceeded, match="0,01"):
        programme(row, by=officer(), act=decision(), value_date=JUNE)
    assert Operation.objects.get(pk=row.pk).state == OperationState.APPRAISED
    assert not UseOfCredits.objects.exists()
    assert totals().programmed == 0


def test_deprogramming_gives_the_credits_back_from_its_date_on() -> None:
    row = scenes.operation("programmed", eu_amount=6_000_001, cost=10_000_003)
    actions.deprogramme_operation(row, by=officer(), act=decision(), value_date=JUNE)
    found = totals()
    assert (found.programmed, found.operations) == (0, 0)
    before = totals(JUNE - timedelta(days=1))
    assert (before.programmed, before.operations) == (6_000_001, 1)
    net = net_amounts(row, Stage.PROGRAMMED)
    assert (net.amount, net.eligible_cost) == (0, 0)
    assert UseOfCredits.objects.count() == 2
    call_command("check_ledger", verbosity=0)
