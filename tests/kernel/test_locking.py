"""Locks are taken from the agreement down to the operation, and all of a rank in one call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from accord.acts.models import Act, FrameworkAgreement
from accord.kernel.actors import SERVER
from accord.kernel.locking import Held, LockOrderError, Rank, lock_rank, lock_row, lock_rows
from accord.kernel.transactions import acting
from accord.kernel.verbs import may
from accord.people.models import Organisation
from envelopes.models import Envelope
from envelopes.verbs import SET_CEILING
from governance.models import Committee, Meeting
from operations.models import Operation
from tests import scenes

pytestmark = pytest.mark.django_db
Rows = Callable[..., Any]


def envelopes(*codes: str) -> Any:
    return Envelope.objects.filter(code__in=codes).order_by("pk")


def test_each_model_has_its_place_and_the_others_come_last() -> None:
    order = [FrameworkAgreement, Committee, Meeting, Act, Envelope, Operation, Organisation]
    ranks = [lock_rank(model) for model in order]
    assert ranks == sorted(ranks)
    assert ranks[-1] == Rank.REST


def test_a_lock_gives_the_row_as_it_is_now() -> None:
    with acting(SERVER):
        [found] = lock_rows(envelopes("cd62-fse-2021"))
        assert lock_row(found) == found
        assert lock_row(found) is not found


def test_from_the_agreement_down() -> None:
    with acting(SERVER):
        lock_row(FrameworkAgreement.objects.get(code="2021-2027"))
        lock_rows(Committee.objects.order_by("pk"))
        lock_rows(envelopes("cd62-fse-2021", "tmi-fse-2021"))
        lock_row(Organisation.objects.get(code="cd62"))
        # What has no place of its own has no order either.
        lock_row(Organisation.objects.get(code="tmi"))


def test_never_up_again() -> None:
    with acting(SERVER):
        lock_rows(envelopes("cd62-fse-2021"))
        with pytest.raises(LockOrderError, match="COMMITTEE locked after ENVELOPE"):
            lock_rows(Committee.objects.order_by("pk"))


def test_all_rows_of_a_rank_in_one_call() -> None:
    with acting(SERVER):
        lock_rows(envelopes("cd62-fse-2021", "tmi-fse-2021"))
        # Held already: nothing to wait for.
        lock_rows(envelopes("tmi-fse-2021"))
        with pytest.raises(LockOrderError, match="rows of ENVELOPE locked in two calls"):
            lock_rows(envelopes("cd62-ftj-2021"))


def test_an_action_inside_another_holds_the_same_locks() -> None:
    with acting(SERVER):
        lock_rows(envelopes("cd62-fse-2021"))
        with acting(SERVER), transaction.atomic(), pytest.raises(LockOrderError):
            lock_rows(envelopes("tmi-fse-2021"))


def test_the_next_action_starts_afresh() -> None:
    for code in ("cd62-fse-2021", "tmi-fse-2021"):
        with acting(SERVER):
            lock_rows(envelopes(code))


def test_nothing_found_is_nothing_held() -> None:
    with acting(SERVER):
        assert lock_rows(envelopes("inconnu")) == []
        lock_rows(Committee.objects.order_by("pk"))


def test_where_people_work_it_is_logged_and_goes_on(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.LOCK_ORDER_IS_STRICT = False
    held = Held()
    held.add(Rank.OPERATION, [("o", 1)])
    held.add(Rank.ENVELOPE, [("e", 1)])
    assert "ENVELOPE locked after OPERATION" in caplog.text
    assert set(held.keys) == {Rank.OPERATION, Rank.ENVELOPE}


def test_the_trap_finds_a_lock_that_a_verb_does_not_declare() -> None:
    row = scenes.operation()

    def act() -> None:
        with acting(SERVER):
            may(SET_CEILING, SERVER)
            lock_rows(envelopes("cd62-fse-2021"))
            lock_row(row)

    with pytest.raises(AssertionError, match=r"envelopes.set_ceiling.*OPERATION"):
        act()
