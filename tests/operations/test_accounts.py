"""Balances by account: what an operation uses stands under the key that it has, counted by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from accord.kernel.actors import SERVER
from accord.kernel.dates import now
from accord.kernel.ledger import Entry, Measures
from accord.kernel.rows import append
from accord.kernel.transactions import acting
from accord.people.acting import actor_of
from envelopes.accounts import AccountKey
from envelopes.actions import lock_envelopes
from envelopes.models import AccountBalance, Envelope, Scheme, SpecificObjective
from operations import actions
from operations.accounts import account_entries, difference, envelope_entries
from operations.checks import check_accounts, check_keys
from operations.ledger import add_key, reverse_use
from operations.models import Operation, OperationKey, UseOfCredits
from operations.querysets.accounts import account_uses
from operations.querysets.uses import Used
from operations.totals import Question, programming_totals
from tests import scenes
from tests.actors import written

MARCH, APRIL, MAY, JUNE = (date(2024, month, 1) for month in (3, 4, 5, 6))
EVE = timedelta(days=1)

# -- pure ------------------------------------------------------------------------------------------

FIRST, SECOND = (1, 2, None), (3, 2, None)


def used(day: date, amount: int, stage: str = "programmed", envelope: int = 7) -> Used:
    return Used(envelope, stage, day, Measures(amount, 2 * amount))


def test_what_was_used_moves_whole_with_the_key() -> None:
    found = account_entries(
        [used(MARCH, 60), used(JUNE, 10)], [(date(2021, 1, 1), FIRST), (MAY, SECOND)]
    )
    assert found == {
        AccountKey(7, *FIRST): [
            Entry("programmed", MARCH, Measures(60, 120, operations=1)),
            Entry("programmed", MAY, Measures(-60, -120, operations=-1)),
        ],
        AccountKey(7, *SECOND): [
            Entry("programmed", MAY, Measures(60, 120, operations=1)),
            Entry("programmed", JUNE, Measures(10, 20)),
        ],
    }


def test_of_two_keys_of_one_day_the_later_one_wins_and_before_any_there_is_none() -> None:
    keys = [(MAY, FIRST), (MAY, SECOND)]
    found = account_entries([used(MARCH, 60)], keys)
    assert found == {
        AccountKey(7): [
            Entry("programmed", MARCH, Measures(60, 120, operations=1)),
            Entry("programmed", MAY, Measures(-60, -120, operations=-1)),
        ],
        AccountKey(7, *SECOND): [Entry("programmed", MAY, Measures(60, 120, operations=1))],
    }


def test_what_is_taken_back_no_longer_counts_and_other_stages_never_do() -> None:
    uses = [used(MARCH, 60), used(APRIL, 60, "contracted"), used(JUNE, -60)]
    [entries] = account_entries(uses, [(MARCH, FIRST)]).values()
    assert [(entry.stage, entry.value_date, entry.measures.operations) for entry in entries] == [
        ("programmed", MARCH, 1),
        ("contracted", APRIL, 0),
        ("programmed", JUNE, -1),
    ]


_DAYS = st.integers(0, 6).map(lambda days: MARCH + timedelta(days=days))
_USES = st.lists(
    st.builds(used, _DAYS, st.integers(-50, 50), st.sampled_from(["programmed", "contracted"])),
    max_size=6,
)
_KEYS = st.lists(st.tuples(_DAYS, st.sampled_from([FIRST, SECOND])), max_size=4).map(
    lambda keys: sorted(keys, key=lambda key: key[0])
)


@given(_USES, _KEYS, _KEYS)
def test_a_key_moves_amounts_between_accounts_and_never_changes_their_envelope(
    uses: Any, before: Any, after: Any
) -> None:
    change = difference(account_entries(uses, before), account_entries(uses, after))
    assert envelope_entries(change) == {}


@given(_USES, _USES, _KEYS)
def test_the_accounts_of_an_envelope_add_up_to_what_is_used(
    first: Any, second: Any, keys: Any
) -> None:
    whole = envelope_entries(account_entries([*first, *second], keys))
    for stage in ("programmed", "contracted"):
        sums = sum((use.measures for use in (*first, *second) if use.stage == stage), Measures())
        entries = [entry for entry in whole.get(7, []) if entry.stage == stage]
        found = sum((entry.measures for entry in entries), Measures())
        counts = int(stage == "programmed" and sums.amount != 0)
        assert found == sums + Measures(operations=counts)


# -- posted ----------------------------------------------------------------------------------------


def scheme(code: str) -> Scheme:
    return Scheme.objects.get(fund__code="fse-plus", holder__code="cd62", code=code)


def standing(day: date) -> dict[tuple[Any, ...], tuple[int, int, int]]:
    """What each account holds at a day: EU amount, cost, operations; empty ones left out."""
    keys = Envelope.objects.values_list("pk", flat=True)
    return {
        (use.scheme_code, use.objective_code, use.stage): (
            use.measures.amount,
            use.measures.eligible_cost,
            use.measures.operations,
        )
        for use in account_uses(list(keys), day)
        if use.measures != Measures()
    }


def signed(row: Operation, number: str, cost: int, eu_amount: int, day: date) -> dict[str, Any]:
    return {
        "by": actor_of(scenes.officer_of(row.owner)),
        "number": number,
        "value_date": day,
        "eligible_cost": cost,
        "eu_amount": eu_amount,
    }


def change_key(row: Operation, day: date, **key: Any) -> OperationKey:
    with acting(SERVER):
        lock_envelopes(row.envelope_id)
        added = OperationKey(operation=row, value_date=day, reason="test", **key)
        add_key(added, by=SERVER)
        return added


@pytest.fixture
def row(db: None) -> Operation:
    """Programmed in March for 60 000 of 100 000 euros, contracted in April for less."""
    objective = SpecificObjective.objects.get(code="ESO4.8")
    made = scenes.operation("programmed", scheme=scheme("2.1"), objective=objective)
    actions.contract_operation(made, **signed(made, "C", 9_000_000, 5_000_000, APRIL))
    return made


def test_programming_contracting_amending_and_a_change_of_key(row: Operation) -> None:
    actions.amend_operation(row, **signed(row, "AV", 12_000_000, 7_000_000, JUNE))
    objective = row.keys.get().objective
    change_key(row, MAY, scheme=scheme("2.2"), objective=objective)
    programmed = ("2.1", "ESO4.8", "programmed")
    contracted = ("2.1", "ESO4.8", "contracted")
    other = {stage: ("2.2", "ESO4.8", stage) for stage in ("programmed", "contracted")}
    by_hand = {
        MARCH - EVE: {},
        MARCH: {programmed: (6_000_000, 10_000_000, 1)},
        MAY - EVE: {
            programmed: (6_000_000, 10_000_000, 1),
            contracted: (5_000_000, 9_000_000, 0),
        },
        MAY: {
            other["programmed"]: (6_000_000, 10_000_000, 1),
            other["contracted"]: (5_000_000, 9_000_000, 0),
        },
        JUNE: {
            other["programmed"]: (7_000_000, 12_000_000, 1),
            other["contracted"]: (7_000_000, 12_000_000, 0),
        },
    }
    for day, expected in by_hand.items():
        assert standing(day) == expected, day
    call_command("check_ledger", verbosity=0)


def test_a_key_that_never_was_is_reversed_and_all_stands_where_it_stood(row: Operation) -> None:
    before = {day: standing(day) for day in (MARCH, MAY, JUNE)}
    wrong = change_key(row, MARCH, scheme=scheme("2.2"))
    assert standing(JUNE) != before[JUNE]
    with acting(SERVER):
        lock_envelopes(row.envelope_id)
        undone = OperationKey(
            operation=row, value_date=MARCH, scheme=scheme("2.2"), reverses=wrong, note="erreur"
        )
        add_key(undone, by=SERVER)
    assert {day: standing(day) for day in before} == before
    call_command("check_ledger", verbosity=0)


def test_a_use_taken_back_leaves_its_account(row: Operation) -> None:
    by = actor_of(scenes.officer_of(row.owner))
    for use in UseOfCredits.objects.filter(operation=row):
        reverse_use(use, by=by, reason="erreur")
    assert standing(JUNE) == {}
    assert list(check_accounts()) == []


def test_totals_group_by_what_the_operation_was_that_day_from_both_roads(row: Operation) -> None:
    change_key(row, MAY, scheme=scheme("2.2"))
    envelopes = Envelope.objects.delegated().filter(agreement__code="2021-2027")
    for day, expected in ((MAY - EVE, "fse-plus/cd62/2.1"), (MAY, "fse-plus/cd62/2.2")):
        for instant in (None, now()):
            for keys in (("scheme",), ("scheme", "year"), ("priority", "scheme")):
                found = programming_totals(Question(envelopes, day, instant, keys))
                rows = {one["scheme"]: totals for one, totals in found.rows if one["scheme"]}
                assert list(rows) == [expected], (day, instant, keys)
                assert rows[expected].programmed == found.total.programmed == 6_000_000
                assert rows[expected].operations == found.total.operations == 1


def test_what_was_known_before_a_key_was_corrected_is_still_told(row: Operation) -> None:
    envelopes = Envelope.objects.delegated().filter(agreement__code="2021-2027")
    before = now()
    wrong = change_key(row, MARCH, scheme=scheme("2.2"))
    between = now()
    with acting(SERVER):
        lock_envelopes(row.envelope_id)
        undone = OperationKey(
            operation=row, value_date=MARCH, scheme=scheme("2.2"), reverses=wrong, note="erreur"
        )
        add_key(undone, by=SERVER)
    for instant, code in ((before, "2.1"), (between, "2.2"), (now(), "2.1"), (None, "2.1")):
        found = programming_totals(Question(envelopes, JUNE, instant, ("scheme",)))
        rows = [keys["scheme"] for keys, totals in found.rows if totals.programmed]
        assert rows == [f"fse-plus/cd62/{code}"], instant


# -- proof -----------------------------------------------------------------------------------------


def test_a_wrong_account_balance_is_found(row: Operation) -> None:
    balance = AccountBalance.objects.latest("pk")
    AccountBalance.objects.filter(pk=balance.pk).update(amount=balance.amount + 1)
    with pytest.raises(CommandError):
        call_command("check_ledger", verbosity=0)


def test_a_key_added_without_its_balances_is_found(row: Operation) -> None:
    with acting(SERVER):
        append(OperationKey(operation=row, value_date=MAY, scheme=scheme("2.2")), by=SERVER)
    with pytest.raises(CommandError):
        call_command("check_ledger", verbosity=0)


@pytest.mark.parametrize("fund", ["ftj", "fse-plus"])
def test_a_key_of_another_fund_or_holder_is_found(fund: str, row: Operation) -> None:
    holder = "cd62" if fund == "ftj" else "tmi"
    foreign = Scheme.objects.filter(fund__code=fund, holder__code=holder).earliest("pk")
    assert list(check_keys()) == []
    change_key(row, MAY, scheme=foreign)
    [sentence] = check_keys()
    assert sentence.endswith("son dispositif ou son objectif est d’ailleurs.")


@pytest.mark.django_db
def test_an_operation_filed_without_a_key_is_found() -> None:
    row = scenes.operation("draft")
    row.state, row.submitted_on = "submitted", MARCH
    written(row)
    assert list(check_keys()) == [
        f"Opération {row.number} : aucune clé ne dit ce qu’elle était au début."
    ]
