"""Whatever is sent, nothing breaks: every form, filter and parameter, as three roles.

Each field has each nasty value once, with nasty neighbours; ``script/prove edge`` sends them one by
one, among fields that are well filled.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accord.people.models import User
from tests.fuzzing import (
    NASTY,
    Found,
    form_pages,
    fuzz_form,
    fuzz_parameters,
    lists_of_pages,
    lists_of_rest,
    together,
)
from tests.world import World, make_world

pytestmark = pytest.mark.django_db
ROLES = ("dreets", "departement", "secretary", "technician")


@pytest.fixture
def world(actor: Callable[[str], User]) -> World:
    return make_world(actor("secretary"), actor("terrimouv_secretary"))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_there_are_enough_nasty_values() -> None:
    assert len(set(NASTY)) == len(NASTY) >= 20


def test_no_form_breaks_whatever_is_typed(world: World, actor: Callable[[str], User]) -> None:
    found, sent = Found(), set()
    for who in ROLES:
        client = signed_in(actor(who))
        for name, address in form_pages(world, who):
            if name not in sent:
                sent.add(name)
                fuzz_form(client, address, found, together)
    assert found.faults == []
    assert found.counts["forms"] > 25
    assert found.counts["refusals"] > 300


def test_no_page_breaks_whatever_its_address_asks(
    world: World, actor: Callable[[str], User]
) -> None:
    found = Found()
    client = signed_in(actor("departement"))
    for address, names in lists_of_pages(world, client, found):
        # What every page reads is read in one place.
        values = NASTY if "text" in names or "year" in names else NASTY[2:22:5]
        fuzz_parameters(client, address, names, found, together, values)
    assert found.faults == []
    assert found.counts["refusals"] > 100


def test_no_answer_of_rest_breaks_whatever_its_address_asks(
    world: World, actor: Callable[[str], User], rest: Any
) -> None:
    found = Found()
    client = rest(actor("secretary"))
    for address, names in lists_of_rest(world):
        fuzz_parameters(client, address, names, found, together)
    assert found.faults == []
