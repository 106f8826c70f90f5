"""The share of the open credits that may be programmed, dated, fixed by an act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from accord.acts.actions import ActDraft, await_act
from accord.acts.models import FrameworkAgreement
from accord.kernel.actors import SERVER, Actor
from accord.kernel.errors import CeilingExceeded, Denied, Refused
from accord.kernel.transactions import acting
from accord.people.acting import actor_of, reader_of
from accord.people.models import User
from envelopes.actions import (
    MovementOrder,
    ceiling_rates,
    record_movement,
    set_programming_ceiling,
    transfer_credits,
)
from envelopes.models import Envelope, ProgrammingCeiling
from envelopes.states import MovementKind
from operations.models import Operation
from tests import scenes
from tests.operations.deciding import programme as programme_appraised

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
# Open credits of the Département's FTJ: 8 099 700,00 €.
CODE, OPEN = "cd62-ftj-2021", 809_970_000
MARCH = date(2024, 3, 1)


@pytest.fixture
def dreets(actor: Actors) -> Actor:
    return actor_of(actor("dreets"))


def fix(by: Actor, rate_bp: int, starts_on: date = date(2023, 1, 1), **values: Any) -> Any:
    return set_programming_ceiling(
        values.pop("envelope", None) or scenes.envelope(CODE),
        by=by,
        rate_bp=rate_bp,
        starts_on=starts_on,
        act=values.pop("act", None) or scenes.credit_act(),
    )


def programme(eu_amount: int, day: date = MARCH) -> Operation:
    made = scenes.operation(code=CODE, eu_amount=eu_amount)
    act = scenes.decision_act(made.envelope.holder, day)  # type: ignore[arg-type]
    return programme_appraised(made, by=SERVER, act=act, value_date=day)


def position(day: date) -> Any:
    return Envelope.objects.filter(code=CODE).positions(day)[0]


def test_without_any_act_the_ceiling_is_what_is_open() -> None:
    assert position(MARCH).ceiling_bp == 10_000
    assert position(MARCH).ceiling == OPEN
    assert ceiling_rates(scenes.envelope(CODE)).at(MARCH) == 10_000


def test_a_ceiling_holds_from_its_date_until_the_next(dreets: Actor) -> None:
    fix(dreets, 10_500, date(2024, 1, 1))
    fix(dreets, 9_000, date(2025, 1, 1))
    days = (date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1))
    assert [position(day).ceiling_bp for day in days] == [10_000, 10_500, 10_500, 9_000]
    # 8 099 700,00 × 105 % and × 90 %.
    assert [position(day).ceiling for day in days] == [OPEN, 850_468_500, 850_468_500, 728_973_000]


def test_exactly_the_ceiling_may_be_programmed_and_not_a_cent_more(dreets: Actor) -> None:
    programme(OPEN)
    with pytest.raises(CeilingExceeded, match="dépasserait de 0,01"):
        programme(1)
    assert position(MARCH).totals.programmed == OPEN


def test_a_ceiling_above_what_is_open_lets_one_programme_more(dreets: Actor) -> None:
    fix(dreets, 10_500)
    programme(850_468_500)
    with pytest.raises(CeilingExceeded, match="plafond de 105,00"):
        programme(1)
    assert position(MARCH).totals.remaining == 0
    assert position(MARCH).totals.programming_rate_open == 10_500


def test_a_ceiling_below_what_is_open_stops_earlier(dreets: Actor) -> None:
    fix(dreets, 5_000)
    programme(404_985_000)
    with pytest.raises(CeilingExceeded, match="plafond de 50,00"):
        programme(1)


def test_a_ceiling_does_not_round_up(dreets: Actor) -> None:
    # 33,33 % of 8 099 700,00 € is 2 699 630,01 €, exactly; of one cent less it is not whole.
    fix(dreets, 3_333)
    assert position(MARCH).ceiling == 269_963_001
    record_movement(
        MovementOrder(
            scenes.envelope(CODE),
            MovementKind.WITHDRAWAL,
            0,
            -1,
            MARCH,
            scenes.credit_act(),
        ),
        by=dreets,
    )
    assert position(MARCH).ceiling == 269_963_000


def test_a_programming_is_refused_when_a_later_ceiling_cannot_bear_it(dreets: Actor) -> None:
    """There is room in 2024; from 2025 on there will not be."""
    fix(dreets, 5_000, date(2025, 1, 1))
    programme(404_985_000)
    with pytest.raises(CeilingExceeded, match="au 1er janvier 2025"):
        programme(1)


def test_a_programming_dated_before_another_is_refused_when_it_breaks_the_later_one(
    dreets: Actor,
) -> None:
    programme(OPEN - 100, date(2025, 6, 1))
    with pytest.raises(CeilingExceeded, match="au 1er juin 2025"):
        programme(101, MARCH)
    programme(100, MARCH)
    assert position(date(2025, 6, 1)).totals.programmed == OPEN


def test_a_ceiling_lower_than_what_is_programmed_is_refused(dreets: Actor) -> None:
    programme(OPEN)
    with pytest.raises(CeilingExceeded, match="plafond de 99,99") as refusal:
        fix(dreets, 9_999, date(2024, 6, 1))
    assert refusal.value.field == "rate"
    assert not ProgrammingCeiling.objects.exists()
    assert position(date(2024, 6, 1)).ceiling == OPEN


def test_a_ceiling_dated_before_a_programming_is_checked_where_it_is_programmed(
    dreets: Actor,
) -> None:
    programme(OPEN)
    with pytest.raises(CeilingExceeded, match="au 1er mars 2024"):
        fix(dreets, 9_999, date(2023, 1, 1))


def test_a_ceiling_followed_by_another_is_checked_until_that_one(dreets: Actor) -> None:
    fix(dreets, 10_000, date(2024, 2, 1))
    programme(OPEN)
    # Lower, but only before anything is programmed.
    fix(dreets, 1_000, date(2023, 1, 1))
    assert position(date(2023, 6, 1)).ceiling == 80_997_000
    assert position(MARCH).ceiling == OPEN


def test_what_was_already_beyond_may_come_closer_but_not_go_further(dreets: Actor) -> None:
    """What a national list brought above the ceiling must not forbid what settles it."""
    fix(dreets, 12_000, date(2024, 1, 1))
    programme(OPEN * 12 // 10)
    with pytest.raises(CeilingExceeded):
        fix(dreets, 11_000, date(2024, 6, 1))
    fix(dreets, 13_000, date(2024, 6, 1))
    with pytest.raises(CeilingExceeded):
        fix(dreets, 11_999, date(2024, 7, 1))


@pytest.mark.parametrize("rate_bp", [0, 20_001])
def test_a_ceiling_is_between_nothing_and_twice(rate_bp: int, dreets: Actor) -> None:
    with pytest.raises(ValidationError, match="entre 0 et 200"):
        fix(dreets, rate_bp)
    assert not ProgrammingCeiling.objects.exists()
    fix(dreets, 20_000)


def test_one_ceiling_begins_on_a_day(dreets: Actor) -> None:
    fix(dreets, 10_500, date(2024, 1, 1))
    with pytest.raises(ValidationError, match="commence déjà à cette date"):
        fix(dreets, 9_000, date(2024, 1, 1))


def test_only_dreets_fixes_a_ceiling_and_only_where_there_is_a_ledger(
    actors: dict[str, User],
) -> None:
    readers = [reader_of(user) for name, user in actors.items() if name != "dreets"]
    # Whoever acts for no body does not even get here.
    for by in (SERVER, *[reader for reader in readers if isinstance(reader, Actor)]):
        with pytest.raises(Denied, match="autorité de gestion"):
            fix(by, 10_500)
    with pytest.raises(Denied, match="Seule une enveloppe déléguée"):
        fix(actor_of(actors["dreets"]), 10_500, envelope=scenes.envelope("dep62-fse-2021"))
    assert not ProgrammingCeiling.objects.exists()


def test_a_ceiling_rests_on_a_recorded_act_of_its_agreement(dreets: Actor) -> None:
    former = FrameworkAgreement.objects.get(code="2014-2020")
    report = ActDraft(scenes.envelope().agreement, kind="report", issuer=None, title="x")
    with acting(SERVER):
        awaited = await_act(report, by=SERVER)
    with pytest.raises(Refused, match="encore attendu"):
        fix(dreets, 10_500, act=awaited)
    with pytest.raises(Refused, match="autre accord"):
        fix(dreets, 10_500, act=scenes.credit_act(agreement=former))
    assert not ProgrammingCeiling.objects.exists()


def test_a_ceiling_is_kept_with_its_author_and_its_act(dreets: Actor) -> None:
    act = scenes.credit_act()
    ceiling = fix(dreets, 10_500, act=act)
    assert ceiling.act == act
    trace = ceiling.history.get()
    assert (trace.history_user_id, trace.by_body) == (dreets.user_id, "dreets-hdf")
    assert (trace.history_change_reason, trace.under_act) == ("envelopes.set_ceiling", act.pk)
    assert str(ceiling) == "105,00\u00a0% – FTJ du Département"
    call_command("check_ledger", verbosity=0)


def test_credits_rest_on_an_act_of_a_kind_that_its_verb_names(dreets: Actor) -> None:
    act, envelope = scenes.credit_act(kind="report"), scenes.envelope(CODE)
    order = MovementOrder(envelope, MovementKind.NOTIFICATION, 1_00, 0, MARCH, act)
    for write in (
        lambda: fix(dreets, 10_500, act=act),
        lambda: record_movement(order, by=dreets),
        lambda: transfer_credits(
            scenes.envelope("cd62-fse-2021"),
            scenes.envelope("tmi-fse-2021"),
            by=dreets,
            act=act,
            value_date=MARCH,
            notified=1_00,
            opened=0,
        ),
    ):
        with pytest.raises(Refused, match="sur un acte de nature") as refused:
            write()
        assert refused.value.field == "act"
