"""The arithmetic of a ledger: cumulated entries, trajectories, balances that follow backdating."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.kernel import ledger
from accord.kernel.ledger import Entry, Measures, Trajectory, cumulate, turning_points
from envelopes.models import Balance, Envelope

D1, D2, D3, D4 = (date(2030, 1, day) for day in (1, 10, 20, 30))


def entry(day: date, amount: int, stage: str = "paid") -> Entry:
    return Entry(stage, day, Measures(amount))


def test_measures_add_up_and_cancel() -> None:
    one = Measures(5, 7, 1, 2)
    assert one + Measures(1, 1, 1, 1) == Measures(6, 8, 2, 3)
    assert one + -one == Measures()
    assert -one == Measures(-5, -7, -1, -2)


def test_entries_cumulate_per_stage_and_date() -> None:
    found = list(
        cumulate([entry(D3, 5), entry(D1, 10), entry(D3, 2), entry(D2, 100, "open"), entry(D1, -4)])
    )
    assert found == [
        Entry("open", D2, Measures(100)),
        Entry("paid", D1, Measures(6)),
        Entry("paid", D3, Measures(13)),
    ]


def test_a_trajectory_holds_its_last_value() -> None:
    path = Trajectory([(D1, 10), (D3, 4)])
    days = (D1 - timedelta(1), D1, D2, D3, D4)
    assert [path.at(day) for day in days] == [0, 10, 10, 4, 4]
    assert Trajectory([]).at(D1) == 0


def test_turning_points_are_the_start_and_what_follows() -> None:
    paths = {"open": Trajectory([(D1, 1), (D3, 2)]), "paid": Trajectory([(D2, 1), (D4, 5)])}
    assert turning_points(paths, D2) == [D2, D3, D4]
    assert turning_points({}, D2) == [D2]


@pytest.fixture
def account(db: None) -> Envelope:
    return Envelope.objects.get(code="cd62-fse-2021")


def balances(account: Envelope, stage: str = "paid") -> list[tuple[date, int]]:
    rows = Balance.objects.filter(account=account, stage=stage).order_by("value_date")
    return list(rows.values_list("value_date", "amount"))


def test_a_balance_is_cumulative(account: Envelope) -> None:
    ledger.post(Balance, account, [entry(D1, 10)])
    ledger.post(Balance, account, [entry(D3, 5)])
    ledger.post(Balance, account, [entry(D3, 1)])
    assert balances(account) == [(D1, 10), (D3, 16)]


def test_a_backdated_entry_moves_every_later_balance(account: Envelope) -> None:
    ledger.post(Balance, account, [entry(D1, 10), entry(D3, 5), entry(D4, 1)])
    ledger.post(Balance, account, [entry(D2, 100)])
    assert balances(account) == [(D1, 10), (D2, 110), (D3, 115), (D4, 116)]


def test_an_entry_before_all_others_starts_from_nothing(account: Envelope) -> None:
    ledger.post(Balance, account, [entry(D3, 5)])
    ledger.post(Balance, account, [entry(D1, -2)])
    assert balances(account) == [(D1, -2), (D3, 3)]


def test_stages_and_accounts_do_not_touch_each_other(account: Envelope) -> None:
    other = Envelope.objects.get(code="tmi-fse-2021")
    ledger.post(Balance, account, [entry(D1, 10), entry(D1, 7, "certified")])
    ledger.post(Balance, other, [entry(D1, 3)])
    assert balances(account) == [(D1, 10)]
    assert balances(account, "certified") == [(D1, 7)]
    assert balances(other) == [(D1, 3)]


def test_a_balance_carries_every_measure(account: Envelope) -> None:
    ledger.post(Balance, account, [Entry("paid", D1, Measures(1, 2, 3, 4))])
    ledger.post(Balance, account, [Entry("paid", D2, Measures(10, 20, 30, 40))])
    row = Balance.objects.get(account=account, stage="paid", value_date=D2)
    assert row.measures == Measures(11, 22, 33, 44)


def test_trajectories_start_from_what_was_there_before(account: Envelope) -> None:
    ledger.post(Balance, account, [entry(D1, 10), entry(D2, 5), entry(D4, 1)])
    found = ledger.trajectories(Balance, account, ("paid", "certified"), D2)
    assert found["paid"].points == [(D1, 10), (D2, 15), (D4, 16)]
    assert found["certified"].points == []
    later = ledger.trajectories(Balance, account, ("paid",), D3)["paid"]
    assert later.points == [(D2, 15), (D4, 16)]


days = st.integers(0, 40).map(lambda number: D1 + timedelta(days=number))
entries = st.lists(
    st.tuples(days, st.integers(-(10**9), 10**9), st.sampled_from(["paid", "open"])), max_size=30
)


@given(entries)
def test_the_order_of_recording_never_changes_what_cumulates(
    rows: list[tuple[date, int, str]],
) -> None:
    made = [entry(day, amount, stage) for day, amount, stage in rows]
    assert list(cumulate(made)) == list(cumulate(reversed(made)))
    by_hand = {
        (stage, day): sum(
            amount for other, amount, of_stage in rows if of_stage == stage and other <= day
        )
        for day, _, stage in rows
    }
    assert {(row.stage, row.value_date): row.measures.amount for row in cumulate(made)} == by_hand
