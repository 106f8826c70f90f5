"""Which limit a change breaks or worsens, where, and by how much: pure functions."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.kernel.ledger import Trajectory
from envelopes.limits import CeilingRates, excesses, worsened
from envelopes.states import Stage

D1, D2, D3, D4 = (date(2024, month, 1) for month in (1, 4, 7, 10))
NONE = CeilingRates()


def paths(notified: Any = (), opened: Any = (), programmed: Any = ()) -> dict[str, Trajectory]:
    """Cumulative amounts: pairs of day and amount per stage."""
    return {
        Stage.NOTIFIED: Trajectory(list(notified)),
        Stage.OPEN: Trajectory(list(opened)),
        Stage.PROGRAMMED: Trajectory(list(programmed)),
    }


def test_the_rate_is_one_hundred_per_cent_until_an_act_says_otherwise() -> None:
    rates = CeilingRates(((D2, 10_500), (D3, 9_000)))
    assert [rates.at(day) for day in (D1, D2, D3, D4)] == [10_000, 10_500, 9_000, 9_000]
    assert NONE.at(D1) == 10_000


def test_excesses_say_by_how_much_each_limit_is_passed() -> None:
    found = excesses(paths([(D1, 100)], [(D1, 70)], [(D1, 60)]), NONE, D1)
    assert found == {
        "notified": -100,
        "open": -70,
        "notified_ceiling": -30,
        "programming_ceiling": -10,
    }
    assert (
        excesses(paths([(D1, 100)], [(D1, 70)], [(D1, 60)]), CeilingRates(((D1, 5_000),)), D1)[
            "programming_ceiling"
        ]
        == 60 - 35
    )


def test_before_the_first_date_everything_is_nothing() -> None:
    found = excesses(paths([(D2, 100)], [(D2, 70)]), NONE, D1)
    assert set(found.values()) == {0}


@pytest.mark.parametrize(
    ("after", "limit", "excess", "piece"),
    [
        (paths([(D1, -5)], [(D1, -5)]), "notified", 5, "négatif de 0,05"),
        (paths([(D1, 10)], [(D1, -5)]), "open", 5, "négatifs de 0,05"),
        (paths([(D1, 10)], [(D1, 15)]), "notified_ceiling", 5, "notifiés de 0,05"),
        (paths([(D1, 10)], [(D1, 7)], [(D1, 9)]), "programming_ceiling", 2, "dépasserait de 0,02"),
    ],
)
def test_a_limit_broken_is_named_with_its_excess_and_its_date(
    after: Any, limit: str, excess: int, piece: str
) -> None:
    breach = worsened(paths(), after, NONE, NONE, D1)
    assert breach is not None
    assert (breach.limit, breach.day, breach.excess) == (limit, D1, excess)
    assert piece in breach.sentence
    assert breach.sentence.endswith("au 1er janvier 2024.")


def test_a_limit_that_holds_on_the_day_and_breaks_later_is_found_where_it_breaks() -> None:
    before = paths([(D1, 100)], [(D1, 70), (D3, 40)], [(D1, 10)])
    after = paths([(D1, 100)], [(D1, 70), (D3, 40)], [(D1, 10), (D2, 50)])
    breach = worsened(before, after, NONE, NONE, D2)
    assert breach is not None
    assert (breach.limit, breach.day, breach.excess) == ("programming_ceiling", D3, 10)


def test_what_is_before_the_change_is_not_its_affair() -> None:
    """A breach that stood in January is not looked at by a change of April."""
    before = paths([(D1, 10)], [(D1, 20), (D2, 5)])
    assert worsened(before, before, NONE, NONE, D2) is None


def test_a_breach_that_was_there_and_is_not_worsened_is_let_through() -> None:
    before = paths([(D1, 100)], [(D1, 50)], [(D1, 80)])
    better = paths([(D1, 100)], [(D1, 60)], [(D1, 80)])
    worse = paths([(D1, 100)], [(D1, 50)], [(D1, 81)])
    assert worsened(before, better, NONE, NONE, D1) is None
    assert worsened(before, before, NONE, NONE, D1) is None
    breach = worsened(before, worse, NONE, NONE, D1)
    assert breach is not None
    assert breach.excess == 31


def test_a_later_step_of_the_ceiling_is_a_date_to_look_at() -> None:
    credit = paths([(D1, 100)], [(D1, 100)], [(D1, 60)])
    before = CeilingRates(())
    after = CeilingRates(((D3, 5_000),))
    breach = worsened(credit, credit, before, after, D1)
    assert breach is not None
    assert (breach.day, breach.excess) == (D3, 10)
    assert "50,00" in breach.sentence
    assert worsened(credit, credit, after, after, D1) is None


def test_the_first_date_is_the_one_named() -> None:
    after = paths([(D1, 10)], [(D1, 10)], [(D2, 11), (D3, 15)])
    breach = worsened(paths([(D1, 10)], [(D1, 10)]), after, NONE, NONE, D1)
    assert breach is not None
    assert breach.day == D2


steps = st.lists(st.tuples(st.sampled_from([D1, D2, D3, D4]), st.integers(-50, 100)), max_size=4)


def cumulated(changes: list[tuple[date, int]]) -> list[tuple[date, int]]:
    days = sorted({day for day, _ in changes})
    return [(day, sum(amount for other, amount in changes if other <= day)) for day in days]


@given(steps, steps, steps, st.integers(1, 20_000))
def test_no_breach_is_ever_missed_and_none_is_made_up(
    notified: Any, opened: Any, programmed: Any, rate: int
) -> None:
    after = paths(cumulated(notified), cumulated(opened), cumulated(programmed))
    rates = CeilingRates(((D2, rate),))
    breach = worsened(paths(), after, rates, rates, D1)
    broken = [
        (day, limit, excess)
        for day in (D1, D2, D3, D4)
        for limit, excess in excesses(after, rates, day).items()
        if excess > 0
    ]
    if breach is None:
        assert broken == []
    else:
        assert broken[0] == (breach.day, breach.limit, breach.excess)
