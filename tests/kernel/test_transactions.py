"""``reading`` writes nothing, ``acting`` is whole or nothing, and each knows for whom it works."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, connection, models, transaction

from accord.agreement.models import Chapter
from accord.kernel.actors import NOBODY, SERVER, Actor, Reader, System
from accord.kernel.transactions import (
    TransactionError,
    acting,
    is_acting,
    is_open,
    read_as,
    reading,
    reading_besides,
    require_action,
)
from accord.people.models import Organisation

pytestmark = pytest.mark.django_db
READER = Reader(user_id=1, body_id=1, body="cd62", capacity="holder", role="officer")
ACTOR = Actor(user_id=1, body_id=1, body="cd62", capacity="holder", role="officer")
ELSEWHERE = Actor(user_id=1, body_id=2, body="tmi", capacity="holder", role="officer")


def rename(title: str) -> None:
    models.QuerySet[Any](model=Chapter).filter(number="9").update(title=title)


def rename_and_fail() -> None:
    with acting(ACTOR):
        rename("Écrit")
        raise ValueError("essai")


def title() -> str:
    return Chapter.objects.get(number="9").title


# -- reading ---------------------------------------------------------------------------------------


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a savepoint of the test may write")
def test_nothing_is_written_in_a_reading() -> None:
    with reading(READER):
        assert is_open()
        assert not is_acting()
        with pytest.raises(OperationalError, match="readonly"), transaction.atomic():
            rename("Écrit en lisant")
        assert title() == "Signatures"
    assert not is_open()
    rename("Écrit ensuite")
    assert title() == "Écrit ensuite"


def test_a_reading_inside_a_reading_of_the_same_reader_is_one() -> None:
    with reading(READER):
        with reading(READER):
            assert title() == "Signatures"
        assert is_open()
        with pytest.raises(TransactionError, match="somebody else"), reading(NOBODY):
            pass


def test_a_reading_ends_whatever_is_raised_in_it() -> None:
    with pytest.raises(ValueError, match="essai"), reading(READER):
        raise ValueError("essai")
    assert not is_open()
    rename("Écrit ensuite")
    assert title() == "Écrit ensuite"


def test_a_reading_for_nobody_becomes_its_bearer_s() -> None:
    with reading(NOBODY):
        read_as(READER)
        read_as(READER)
        with reading(READER):
            pass
        with pytest.raises(TransactionError, match="for nobody"):
            read_as(ELSEWHERE)
    with pytest.raises(TransactionError):
        read_as(READER)


def test_one_looks_for_another_body_of_one_s_own_and_goes_on() -> None:
    with reading(ACTOR):
        with reading_besides(ELSEWHERE), reading(ELSEWHERE):
            assert title() == "Signatures"
        with reading(ACTOR):
            pass
        stranger = Reader(user_id=2)
        with pytest.raises(TransactionError, match="same person"), reading_besides(stranger):
            pass
        with pytest.raises(ValueError, match="essai"), reading_besides(ELSEWHERE):
            raise ValueError("essai")
        with reading(ACTOR):
            pass
    with pytest.raises(TransactionError), reading_besides(ELSEWHERE):
        pass


# -- acting ----------------------------------------------------------------------------------------


def test_an_action_interrupts_a_reading_which_goes_on_after_it() -> None:
    with reading(ACTOR):
        with acting(ACTOR):
            assert is_acting()
            require_action(ACTOR)
            rename("Écrit")
        assert not is_acting()
        assert is_open()
        assert title() == "Écrit"
        with pytest.raises(TransactionError, match="outside an action"):
            require_action(ACTOR)


def test_an_action_that_fails_leaves_nothing_and_the_page_can_still_be_shown() -> None:
    with reading(ACTOR):
        with pytest.raises(ValueError, match="essai"):
            rename_and_fail()
        assert title() == "Signatures"
        twice = Organisation(code="cd62", name="x", short_name="x", kind="network")
        with pytest.raises(IntegrityError), acting(SERVER):
            models.QuerySet[Any](model=Organisation).bulk_create([twice])
        assert title() == "Signatures"
    assert not is_open()


def test_an_action_inside_another_shares_it() -> None:
    with pytest.raises(ValueError, match="essai"), acting(ACTOR):
        rename_and_fail()
    assert title() == "Signatures"
    with acting(ACTOR):
        with acting(ACTOR):
            rename("Écrit")
        require_action(ACTOR)
    assert title() == "Écrit"


def test_nobody_acts_inside_the_action_of_somebody_else() -> None:
    with acting(ACTOR):
        for other in (ELSEWHERE, SERVER, System("nightly")):
            with pytest.raises(TransactionError, match="may not act inside"), acting(other):
                pass
        require_action(ACTOR)
        # Its own transaction serves those who look meanwhile.
        with reading(READER):
            assert is_acting()


def test_what_runs_on_commit_is_no_part_of_the_action(
    django_capture_on_commit_callbacks: Any,
) -> None:
    found = []
    with django_capture_on_commit_callbacks(execute=True), acting(ACTOR):
        transaction.on_commit(lambda: found.append(is_open()))
        assert found == []
    assert found == [False]
