"""Every field and parameter with every nasty value, alone among well-filled neighbours.

As two officers, a secretary and the technical administrator. What is taken leaves ledger and audit
clean; what is refused leaves nothing and says why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command

from accord.people.models import User
from tests.fuzzing import (
    Found,
    administration_pages,
    form_pages,
    fuzz_form,
    fuzz_parameters,
    lists_of_pages,
    lists_of_rest,
    one_by_one,
    together,
)
from tests.test_edge import ROLES, signed_in
from tests.world import World, make_world

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
# A look at everything costs a second: one sending in so many.
ONE_IN = 40


@pytest.fixture
def world(actor: Actors) -> World:
    return make_world(actor("secretary"), actor("terrimouv_secretary"))


class Looking:
    """Ledger and audit, after one in so many of what was taken."""

    def __init__(self) -> None:
        self.taken = self.looks = 0

    def __call__(self) -> None:
        self.taken += 1
        if self.taken % ONE_IN == 1:
            self.looks += 1
            everything_is_clean()


def everything_is_clean() -> None:
    for command in ("check_ledger", "check_audit"):
        call_command(command, verbosity=0, stdout=_Silent())


class _Silent:
    def write(self, text: str) -> None:
        pass


def count(tally: Counter[str], found: Found, what: str) -> None:
    for name, number in found.counts.items():
        tally[f"{what}: {name}"] += number


@pytest.mark.parametrize("who", ROLES)
def test_every_field_of_every_form(
    who: str, world: World, actor: Actors, tally: Counter[str]
) -> None:
    found, look = Found(), Looking()
    client = signed_in(actor(who))
    for name, address in form_pages(world, who):
        # The password page is everybody's.
        if name != "people:password" or who == "technician":
            fuzz_form(client, address, found, one_by_one, look)
    count(tally, found, "forms")
    tally["forms: looks at ledger and audit"] += look.looks
    tally["forms: sentences of the whole"] += len(found.whole)
    print("\n".join(sorted(found.whole)))
    assert found.faults == []
    everything_is_clean()


@pytest.mark.lenient_templates
def test_every_field_of_the_administration(
    world: World, actor: Actors, tally: Counter[str]
) -> None:
    found, look = Found(), Looking()
    client = signed_in(actor("technician"))
    for address in administration_pages(world):
        fuzz_form(client, address, found, one_by_one, look)
    count(tally, found, "administration")
    assert found.faults == []
    everything_is_clean()


def changes_for(who: str) -> Any:
    """One by one for one role; what reads an address is the same for all of them."""
    return one_by_one if who == "secretary" else together


@pytest.mark.parametrize("who", ROLES)
def test_every_parameter_of_every_page(
    who: str, world: World, actor: Actors, tally: Counter[str]
) -> None:
    found = Found()
    client = signed_in(actor(who))
    for address, names in lists_of_pages(world, client, found):
        fuzz_parameters(client, address, names, found, changes_for(who))
    count(tally, found, "pages")
    assert found.faults == []


@pytest.mark.parametrize("who", ROLES)
def test_every_parameter_of_rest(
    who: str, world: World, actor: Actors, rest: Any, tally: Counter[str]
) -> None:
    found = Found()
    client = rest(actor(who))
    for address, names in lists_of_rest(world):
        fuzz_parameters(client, address, names, found, changes_for(who))
    count(tally, found, "rest")
    assert found.faults == []
