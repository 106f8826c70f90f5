"""What an operation's verbs and the import of a list hold while they read and write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from accord.people.models import User
from operations import actions
from tests import scenes
from tests.operations import national_list

pytestmark = pytest.mark.django_db
DAY = date(2024, 6, 3)


def test_withdrawing_holds_the_envelope_that_a_sitting_may_be_ending(taken: list[str]) -> None:
    row = scenes.operation("admissible")
    officer = scenes._acting_for(row.owner)
    taken.clear()
    actions.withdraw_operation(row, by=officer, value_date=DAY, reason="abandon du porteur")
    assert taken == ["ENVELOPE", "OPERATION"]


def test_an_import_waits_for_another_before_it_looks_for_a_beneficiary(
    actor: Callable[[str], User], taken: list[str]
) -> None:
    """Two lists that share no envelope may name the same beneficiary."""
    national_list.send(national_list.content(national_list.row()))
    assert taken[:2] == ["AGREEMENT", "ENVELOPE"]
    taken.clear()
    national_list.send(
        national_list.content(national_list.row(title="Autre intitulé")), edition_on=DAY
    )
    assert taken == ["AGREEMENT", "ENVELOPE", "OPERATION"]
