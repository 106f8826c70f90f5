"""What balances amount to: remainders floored before they are added, unknown never zero. Pure."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.kernel.ledger import Measures
from envelopes.states import Stage
from envelopes.totals import Position, Totals, totals_data


def totals(
    notified: int = 0,
    opened: int = 0,
    programmed: int = 0,
    *,
    is_extract: bool = False,
    **more: int,
) -> Totals:
    amounts = {Stage.NOTIFIED: notified, Stage.OPEN: opened, Stage.PROGRAMMED: programmed}
    measures = {stage: Measures(amount) for stage, amount in amounts.items()}
    measures |= {Stage(stage): Measures(amount) for stage, amount in more.items()}
    return Totals.of_envelope(measures, is_extract=is_extract)


def test_an_envelope_at_a_date() -> None:
    found = totals(100, 70, 42, contracted=30, paid=10)
    assert (found.notified, found.open, found.reserved) == (100, 70, 30)
    assert (found.programmed, found.contracted, found.paid) == (42, 30, 10)
    assert (found.declared, found.accepted, found.certified) == (0, 0, 0)
    assert found.remaining == 28
    assert found.programming_rate_open == 6_000
    assert found.programming_rate_notified == 4_200


def test_an_envelope_without_any_row_is_zero_and_its_rates_unknown() -> None:
    found = totals()
    assert (found.notified, found.open, found.reserved, found.remaining) == (0, 0, 0, 0)
    assert found.programming_rate_open is None
    assert found.programming_rate_notified is None
    assert not found.includes_fictional


def test_a_remainder_is_never_negative() -> None:
    assert totals(100, 70, 90).remaining == 0
    assert totals(100, 70, 70).remaining == 0


def test_the_overrun_of_one_envelope_never_hides_the_remainder_of_another() -> None:
    over, under = totals(100, 70, 90), totals(50, 35, 5)
    together = Totals.sum([over, under])
    # Netted it would be 10; floored per envelope, then added, it is 0 + 30.
    assert together.remaining == 30
    assert (together.open, together.programmed) == (105, 95)
    assert together.programming_rate_open == 9_048


def test_a_part_whose_remainder_is_unknown_leaves_the_whole_unknown() -> None:
    known, extract = totals(100, 70, 5), totals(50, 50, 5, is_extract=True)
    assert extract.remaining is None
    assert extract.programming_rate_open is None
    for order in ([known, extract], [extract, known]):
        together = Totals.sum(order)
        assert together.remaining is None
        assert together.programming_rate_open is None
        assert together.programming_rate_notified is None
        assert (together.notified, together.programmed) == (150, 10)


def test_the_sum_of_nothing_is_nothing_known() -> None:
    nothing = Totals.sum([])
    assert (nothing.notified, nothing.open, nothing.remaining, nothing.operations) == (0, 0, 0, 0)


def test_operations_and_fictional_rows_add_up() -> None:
    one = Totals.of_envelope(
        {Stage.PROGRAMMED: Measures(10, 20, 3, 1), Stage.NOTIFIED: Measures(0, 0, 0, 2)},
        is_extract=False,
    )
    assert (one.operations, one.fictional_rows, one.includes_fictional) == (3, 3, True)
    assert Totals.sum([one, one]).operations == 6
    assert Totals.sum([one, totals()]).includes_fictional


def test_what_a_grouping_cannot_tell_is_null_and_so_is_what_follows_from_it() -> None:
    found = Totals(
        amounts={Stage.NOTIFIED: None, Stage.OPEN: None, Stage.PROGRAMMED: 5},
        remaining=None,
        knows_rates=False,
    )
    assert (found.notified, found.open, found.reserved) == (None, None, None)
    data = totals_data(found)
    assert data["notified"] is data["open"] is data["reserved"] is data["remaining"] is None
    assert data["programmed"] == "0.05"
    assert data["contracted"] == "0.00"
    assert data["programming_rate_open"] is None


@pytest.mark.parametrize(("stage", "other"), [("notified", "open"), ("open", "notified")])
def test_a_reserve_needs_both_its_terms(stage: str, other: str) -> None:
    assert Totals(amounts={stage: None, other: 5}).reserved is None


def test_amounts_and_rates_as_texts() -> None:
    data = totals_data(totals(3_159_250_700, 2_211_475_490, 221_147_549))
    assert data == {
        "notified": "31592507.00",
        "open": "22114754.90",
        "reserved": "9477752.10",
        "programmed": "2211475.49",
        "contracted": "0.00",
        "declared": "0.00",
        "accepted": "0.00",
        "certified": "0.00",
        "paid": "0.00",
        "remaining": "19903279.41",
        "programming_rate_open": "0.1000",
        "programming_rate_notified": "0.0700",
        "operations": 0,
    }


def test_a_position_has_a_ceiling_and_maybe_an_overrun() -> None:
    plain = Position(None, totals(100, 70, 80))
    assert (plain.ceiling, plain.overrun) == (70, 10)
    raised = Position(None, totals(100, 70, 70), ceiling_bp=10_500)
    assert (raised.ceiling, raised.overrun) == (73, 0)
    assert Position(None, Totals(amounts={Stage.OPEN: None})).ceiling == 0


amounts = st.integers(0, 10**12)
parts = st.lists(st.tuples(amounts, amounts, amounts, st.booleans()), max_size=6)


@given(parts)
def test_totals_are_the_sum_of_their_parts_whatever_their_order(rows: list[Any]) -> None:
    made = [totals(a, b, c, is_extract=extract) for a, b, c, extract in rows]
    whole = Totals.sum(made)
    assert whole == Totals.sum(reversed(made))
    for name in ("notified", "open", "reserved", "programmed"):
        assert getattr(whole, name) == sum(getattr(part, name) for part in made)
    if any(extract for *_, extract in rows):
        assert whole.remaining is None
    else:
        assert whole.remaining == sum(max(b - c, 0) for _, b, c, _ in rows)
        assert (whole.remaining or 0) >= (whole.open or 0) - whole.programmed
