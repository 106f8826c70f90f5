"""Locks are taken in one order, rank after rank: two people never wait for each other in a ring."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db.models import Model

from accord.acts.actions import complete_act, lapse_effect, lock_things
from accord.acts.models import Act, ActKind, Effect
from accord.kernel.actors import SERVER
from accord.kernel.locking import LockOrderError, Rank, lock_rank, lock_row, lock_rows
from accord.kernel.transactions import acting
from accord.people.acting import actor_of
from accord.people.models import User
from envelopes.actions import (
    MovementOrder,
    lock_envelopes,
    open_tranche,
    record_movement,
    reverse_movement,
    set_programming_ceiling,
    transfer_credits,
)
from envelopes.models import CreditMovement, Envelope, GlobalGrant, Tranche
from envelopes.states import MovementKind
from tests import scenes
from tests.acts.preparing import prepared_opening, tranche

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
DAY = date(2024, 6, 3)


def test_each_model_has_its_rank() -> None:
    ranks = {model: lock_rank(model) for model in (Act, Effect, Envelope, GlobalGrant, Tranche)}
    assert ranks == {
        Act: Rank.ACT,
        GlobalGrant: Rank.GRANT,
        Envelope: Rank.ENVELOPE,
        Effect: Rank.EFFECT,
        # What has no place of its own comes last.
        Tranche: Rank.REST,
    }
    assert sorted(ranks.values()) == [
        *(Rank.ACT, Rank.GRANT, Rank.ENVELOPE, Rank.EFFECT, Rank.REST),
    ]


# -- the order -------------------------------------------------------------------------------------


def test_a_lower_rank_is_not_taken_after_a_higher() -> None:
    act = scenes.credit_act()
    with acting(SERVER):
        lock_envelopes(scenes.envelope().pk)
        with pytest.raises(LockOrderError, match="ACT locked after ENVELOPE"):
            lock_row(act)
        with pytest.raises(LockOrderError):
            lock_rows(Act.objects.filter(pk=act.pk).order_by("pk"))


def test_rows_of_one_rank_are_taken_in_one_call() -> None:
    first, second = scenes.envelope(), scenes.envelope("tmi-fse-2021")
    with acting(SERVER):
        lock_envelopes(first.pk)
        with pytest.raises(LockOrderError, match="ENVELOPE locked in two calls"):
            lock_envelopes(first.pk, second.pk)
    with acting(SERVER):
        lock_envelopes(second.pk, first.pk)
        # What is held already is not taken again, whatever came meanwhile.
        lock_row(tranche())
        lock_row(first)
        lock_envelopes(second.pk)


def test_what_has_no_place_is_taken_in_as_many_calls_as_one_likes() -> None:
    with acting(SERVER):
        lock_row(tranche())
        lock_row(tranche(position=1))
        with pytest.raises(LockOrderError, match="ENVELOPE locked after REST"):
            lock_envelopes(scenes.envelope().pk)


def test_locks_end_with_the_action_and_an_action_inside_shares_them() -> None:
    act = scenes.credit_act()
    with acting(SERVER):
        lock_envelopes(scenes.envelope().pk)
    with acting(SERVER):
        lock_row(act)
        with acting(SERVER):
            lock_envelopes(scenes.envelope().pk)
        with pytest.raises(LockOrderError):
            lock_row(scenes.envelope("tmi-fse-2021"))


def test_in_production_a_wrong_order_is_written_down_and_goes_on(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.LOCK_ORDER_IS_STRICT = False
    act = scenes.credit_act()
    with acting(SERVER), caplog.at_level(logging.ERROR):
        lock_envelopes(scenes.envelope().pk)
        assert lock_row(act) == act
    assert "ACT locked after ENVELOPE" in caplog.text


def test_things_of_several_models_are_locked_rank_after_rank(taken: list[str]) -> None:
    effect = prepared_opening()
    taken.clear()
    assert effect.awaits is not None
    things: list[Model] = [
        *(effect, scenes.envelope("tmi-fse-2021"), tranche(), effect.awaits),
        *(scenes.envelope(), effect.cause, scenes.envelope()),
    ]
    with acting(SERVER):
        lock_things(things)
        lock_things([])
    assert taken == ["ACT", "ENVELOPE", "EFFECT", "REST"]


# -- each action -----------------------------------------------------------------------------------


def amendment() -> Act:
    return scenes.credit_act(kind=ActKind.GRANT_AMENDMENT, date=DAY)


def test_completing_an_act_locks_it_then_what_its_effects_change(
    actor: Actors, taken: list[str]
) -> None:
    effect = prepared_opening()
    taken.clear()
    assert effect.awaits is not None
    complete_act(effect.awaits, by=actor_of(actor("dreets")), number="A-1", date=DAY)
    assert taken[:3] == ["ACT", "ENVELOPE", "EFFECT"]


def test_opening_by_hand_locks_acts_then_the_envelope_then_what_was_prepared(
    actor: Actors, taken: list[str]
) -> None:
    prepared_opening()
    taken.clear()
    act = amendment()
    open_tranche(tranche(), by=actor_of(actor("dreets")), act=act, value_date=DAY)
    assert taken == ["ACT", "ENVELOPE", "EFFECT"]


def test_giving_up_a_decision_locks_the_act_then_the_effect(
    actor: Actors, taken: list[str]
) -> None:
    effect = prepared_opening()
    taken.clear()
    lapse_effect(effect, by=actor_of(actor("secretary")), reason="abandon")
    assert taken == ["ACT", "EFFECT"]


def test_movements_and_ceilings_lock_their_envelopes_once(actor: Actors, taken: list[str]) -> None:
    dreets, act = actor_of(actor("dreets")), scenes.credit_act()
    place, other = scenes.envelope(), scenes.envelope("tmi-fse-2021")
    record_movement(
        MovementOrder(place, MovementKind.NOTIFICATION, 5, 0, DAY, act),
        by=dreets,
    )
    set_programming_ceiling(place, by=dreets, rate_bp=10_500, starts_on=DAY, act=act)
    # From the higher key to the lower: locked in the order of keys all the same.
    for source, target in ((place, other), (other, place)):
        transfer_credits(source, target, by=dreets, act=act, value_date=DAY, notified=1, opened=0)
    reverse_movement(CreditMovement.objects.latest("pk"), by=dreets, reason="essai")
    assert taken == ["ENVELOPE"] * 5
