"""What is out of scope is said, and never shown as zero."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from accord.people.models import User
from tests.canary import places
from tests.canary.looking import browser_of
from tests.world import make_world

pytestmark = [pytest.mark.django_db, pytest.mark.lenient_templates]
Actors = Callable[[str], User]

OUT_OF_SCOPE = "hors de votre périmètre"
# They read for no body.
WITHOUT_BODY = ("technician", "stranger", "former")
TOTALS = "/api/v1/programming-totals/"


@pytest.mark.parametrize("name", WITHOUT_BODY)
def test_no_page_shows_a_sum_of_nothing_to_whoever_reads_no_amount(
    name: str, actor: Actors
) -> None:
    make_world(actor("secretary"), actor("terrimouv_secretary"))
    client = browser_of(actor(name))
    read = 0
    for address in places.some_pages(places.Sample(1), 0):
        status, text = places.look(client, address)
        read += status == 200
        assert "0,00" not in text, address
        assert '"0.00"' not in text, address
    assert read > 25


@pytest.mark.parametrize("name", WITHOUT_BODY)
def test_the_envelopes_say_that_they_are_out_of_scope(
    name: str, actor: Actors, browse: Any
) -> None:
    page = browse(actor(name)).get("/enveloppes/").content.decode()
    assert OUT_OF_SCOPE in page
    assert "€" not in page


@pytest.mark.parametrize("name", WITHOUT_BODY)
@pytest.mark.parametrize("asked", ["", "?format=csv", "?group_by=envelope"])
def test_totals_are_refused_with_a_problem_that_says_so(
    name: str, asked: str, actor: Actors, rest: Callable[[User], APIClient]
) -> None:
    answer = rest(actor(name)).get(f"{TOTALS}{asked}")
    assert answer.status_code == 403
    assert answer["Content-Type"].startswith("application/problem+json")
    assert answer.json()["detail"] == "Les totaux de programmation sont hors de votre périmètre."


@pytest.mark.parametrize("name", ["region", "network", "plie", "dreets"])
def test_every_seat_reads_totals(
    name: str, actor: Actors, browse: Any, rest: Callable[[User], APIClient]
) -> None:
    assert rest(actor(name)).get(TOTALS).status_code == 200
    assert OUT_OF_SCOPE not in browse(actor(name)).get("/enveloppes/").content.decode()


def test_whoever_runs_the_machine_is_led_to_the_administration(actor: Actors) -> None:
    page = browser_of(actor("technician")).get("/").content.decode()
    assert 'href="/administration/">administration</a>' in page
    assert "Demandez une appartenance" not in page
    assert "Demandez une appartenance" in browser_of(actor("stranger")).get("/").content.decode()
