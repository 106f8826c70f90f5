"""What the database itself refuses of bodies and accounts, in the words that people read."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

import pytest

from accord.kernel.dates import now
from accord.people.models import (
    Event,
    JournalEntry,
    Membership,
    Organisation,
    Role,
    Supervision,
)
from tests import refusals
from tests.refusals import Actors, Table, only_added, prove, twin

pytestmark = pytest.mark.django_db
APRIL = date(2024, 4, 2)
EARLIER = date(2024, 4, 1)
BACKWARDS = "La fin ne peut pas précéder le début."


class Scene(refusals.Scene):
    @cached_property
    def membership(self) -> Membership:
        return self.person.memberships.get()


def entry(of: Scene, **changes: Any) -> JournalEntry:
    values = {"event": Event.EXPORTED, "account": of.person, "value_date": APRIL}
    return JournalEntry(**{**values, "recorded_at": now(), "by_system": "server", **changes})


REFUSED: Table = {
    **only_added(JournalEntry, entry),
    "people_supervision_dates": (
        BACKWARDS,
        lambda of: [
            Supervision(
                holder=Organisation.objects.get(code="cd62"), starts_on=APRIL, ends_on=EARLIER
            )
        ],
    ),
    "people_membership_unique": (
        "Cette appartenance existe déjà.",
        lambda of: [twin(of.membership, ends_on=date(2030, 1, 1))],
    ),
    "people_membership_dates": (
        BACKWARDS,
        lambda of: [twin(of.membership, starts_on=APRIL, ends_on=EARLIER)],
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_row_that_breaks_it_is_refused_in_french_then_by_the_database(
    name: str, actor: Actors
) -> None:
    prove(name, REFUSED, Scene(actor))


def test_one_may_hold_two_roles_and_hold_one_again(actor: Actors) -> None:
    known = Scene(actor).membership
    twin(known, role=Role.SECRETARY).full_clean()
    twin(known, starts_on=APRIL).full_clean()
    # A role of one day.
    twin(known, starts_on=APRIL, ends_on=APRIL).full_clean()
