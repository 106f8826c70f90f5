"""What has remained to be programmed, without a break, for more than twelve months."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from accord.kernel.actors import SERVER
from accord.people.acting import actor_of
from accord.people.models import User
from envelopes.actions import MovementOrder, open_tranche, record_movement
from envelopes.models import Balance, Tranche
from envelopes.states import MovementKind
from operations.actions import deprogramme_operation
from tests import scenes
from tests.operations.deciding import programme as programme_appraised

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
# 8 099 700,00 € open since 1 January 2022.
CODE, OPEN = "cd62-ftj-2021", 809_970_000


def sleeping(day: date) -> int | None:
    return Balance.objects.sleeping(scenes.envelope(CODE), day)


def programme(eu_amount: int, day: date) -> scenes.Operation:
    made = scenes.operation(code=CODE, eu_amount=eu_amount)
    act = scenes.decision_act(made.envelope.holder, day)  # type: ignore[arg-type]
    return programme_appraised(made, by=SERVER, act=act, value_date=day)


def test_nothing_sleeps_before_a_year_has_passed() -> None:
    assert sleeping(date(2021, 6, 1)) == 0
    assert sleeping(date(2022, 6, 1)) == 0
    assert sleeping(date(2022, 12, 31)) == 0


def test_what_is_open_and_unused_sleeps_after_a_year() -> None:
    assert sleeping(date(2023, 1, 1)) == OPEN
    assert sleeping(date(2024, 6, 1)) == OPEN


def test_what_is_programmed_no_longer_sleeps_from_that_day_on() -> None:
    programme(500_000_000, date(2024, 3, 1))
    assert sleeping(date(2024, 2, 29)) == OPEN
    assert sleeping(date(2024, 3, 1)) == OPEN - 500_000_000
    assert sleeping(date(2025, 6, 1)) == OPEN - 500_000_000


def test_credits_just_opened_do_not_sleep_yet(actor: Actors) -> None:
    programme(OPEN, date(2024, 3, 1))
    tranche = Tranche.objects.select_related("grant", "envelope").get(
        envelope__code=CODE, position=2
    )
    day = date(2025, 1, 15)
    amendment = scenes.credit_act(kind="grant_amendment")
    open_tranche(tranche, by=actor_of(actor("dreets")), act=amendment, value_date=day)
    assert sleeping(date(2025, 6, 1)) == 0
    assert sleeping(date(2026, 1, 14)) == 0
    assert sleeping(date(2026, 1, 15)) == 347_130_000


def test_a_break_starts_the_year_again() -> None:
    """Programmed and taken back within the year: what came back has not slept all along."""
    made = programme(OPEN, date(2024, 3, 1))
    act = scenes.decision_act(made.envelope.holder, date(2024, 6, 1))  # type: ignore[arg-type]
    deprogramme_operation(made, by=SERVER, act=act, value_date=date(2024, 6, 1))
    assert sleeping(date(2024, 6, 1)) == 0
    assert sleeping(date(2025, 5, 31)) == 0
    assert sleeping(date(2025, 6, 1)) == OPEN


def test_the_smallest_remainder_of_the_year_is_what_slept(actor: Actors) -> None:
    programme(300_000_000, date(2024, 3, 1))
    programme(200_000_000, date(2024, 9, 1))
    order = MovementOrder(
        scenes.envelope(CODE),
        MovementKind.TOP_UP,
        100_000_000,
        100_000_000,
        date(2024, 10, 1),
        scenes.credit_act(),
    )
    record_movement(order, by=actor_of(actor("dreets")))
    assert sleeping(date(2024, 8, 31)) == OPEN - 300_000_000
    assert sleeping(date(2024, 12, 1)) == OPEN - 500_000_000
    assert sleeping(date(2025, 10, 1)) == OPEN - 400_000_000


def test_an_overrun_does_not_sleep() -> None:
    programme(OPEN, date(2024, 3, 1))
    assert sleeping(date(2026, 1, 1)) == 0


def test_where_operations_are_an_extract_nothing_can_be_said() -> None:
    assert Balance.objects.sleeping(scenes.envelope("apapm-fse-2014"), date(2024, 1, 1)) is None
