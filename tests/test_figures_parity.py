"""One number, one definition: every figure on a page equals the same figure over REST."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from accord.kernel import figures
from accord.kernel.dates import today
from accord.people.models import User
from tests.world import World, make_world

pytestmark = pytest.mark.django_db

_DATA = re.compile(
    r'<data class="figure" data-figure="([^"]+)" data-of="([^"]+)" data-as-of="([^"]*)"'
    r'(?: value="([^"]+)")?>([^<]*)</data>'
)
ROLES = ("dreets", "departement", "terrimouv", "plie", "secretary", "direction", "region")
DATES = ("", "2023-06-30", "2024-03-31")


@pytest.fixture
def world(actor: Callable[[str], User]) -> World:
    return make_world(actor("secretary"), actor("terrimouv_secretary"))


def figures_of(html: str) -> list[tuple[str, str, str, str, str]]:
    return [tuple(unescape(part) for part in found) for found in _DATA.findall(html)]  # type: ignore[misc]


def pages(world: World, as_of: str) -> list[str]:
    query = f"?as_of={as_of}" if as_of else ""
    return [
        reverse("accord:home") + query,
        reverse("envelopes:envelope-list") + query,
        reverse("envelopes:envelope-detail", args=["cd62-fse-2021"]) + query,
        reverse("envelopes:envelope-detail", args=["tmi-fse-2021"]) + query,
        reverse("envelopes:envelope-detail", args=["cd62-ftj-2021"]) + query,
        reverse("operations:operation-list") + query,
        world.contracted.get_absolute_url() + query,
        reverse("indicators:review") + query,
        reverse("governance:meeting-detail", args=[world.sealed.pk]) + query,
    ]


class RestTotals:
    """Totals by envelope, by fund and together, asked once per agreement and date."""

    def __init__(self, client: APIClient) -> None:
        self.client = client
        self.known: dict[Any, Any] = {}

    def value(self, name: str, of: str, as_of: str) -> str | None:
        agreement = "2014-2020" if "2014" in of else "2021-2027"
        key = (agreement, as_of)
        if key not in self.known:
            found = {}
            for group in ("envelope", "fund"):
                parameters = {"agreement": agreement, "as_of": as_of, "group_by": group}
                answer = self.client.get(reverse("api:programming-totals"), parameters).json()
                found |= {row[group]: row for row in answer["results"]}
                found[agreement] = answer["total"]
            self.known[key] = found
        value = self.known[key][of][name]
        return None if value is None else str(value)


@pytest.mark.parametrize("role", ROLES)
def test_every_figure_of_every_page_equals_rest(
    role: str,
    world: World,
    actor: Callable[[str], User],
    browse: Callable[[User], Any],
    rest: Callable[[User], APIClient],
) -> None:
    client, api = browse(actor(role)), rest(actor(role))
    totals = RestTotals(api)
    compared = 0
    for as_of in DATES:
        for url in pages(world, as_of):
            response = client.get(url)
            if response.status_code == 404:
                continue
            assert response.status_code == 200, url
            for code, of, shown_at, value, text in figures_of(response.content.decode()):
                assert figures.find(code), code
                assert shown_at == (as_of or today().isoformat()), url
                name = code.partition(".")[2]
                if code.startswith("envelopes.") and name not in ("ceiling", "sleeping"):
                    assert (value or None) == totals.value(name, of, shown_at), (url, code, of)
                    compared += 1
                assert text.strip(), (url, code)
    assert compared > 30


def test_figures_of_an_operation_equal_rest(
    world: World,
    actor: Callable[[str], User],
    browse: Callable[[User], Any],
    rest: Callable[[User], APIClient],
) -> None:
    page = browse(actor("departement")).get(world.contracted.get_absolute_url())
    found = {
        code.partition(".")[2]: value
        for code, of, _, value, _ in figures_of(page.content.decode())
        if code.startswith("operations.") and of == world.contracted.number
    }
    url = reverse("api:operations-detail", args=[world.contracted.number])
    answer = rest(actor("departement")).get(url).json()
    assert found
    assert found == {name: answer[name] for name in found}
    # By hand: 60 000,00 € of EU amount for 100 000,00 € of cost.
    assert (answer["contracted_eu"], answer["contracted_cost"]) == ("60000.00", "100000.00")


def test_a_figure_leads_to_its_definition_and_rows(
    world: World, actor: Callable[[str], User], browse: Callable[[User], Any]
) -> None:
    client = browse(actor("dreets"))
    page = client.get(reverse("envelopes:envelope-detail", args=["cd62-fse-2021"]))
    link = reverse("accord:figure-detail", args=["envelopes.open", "cd62-fse-2021"])
    assert f'href="{link}"' in page.content.decode()
    detail = client.get(link).content.decode()
    assert "Crédits ouverts à la programmation" in detail
    assert "22\u202f114\u202f754,90" in detail
    assert "accord-cadre" in detail
    assert "présumée" in detail
    computed = client.get(
        reverse("accord:figure-detail", args=["envelopes.reserved", "cd62-fse-2021"])
    ).content.decode()
    assert link in computed


def test_every_registered_figure_is_explained_where_it_is_shown(
    world: World, actor: Callable[[str], User], browse: Callable[[User], Any]
) -> None:
    client = browse(actor("departement"))
    for figure in figures.all_figures():
        of = world.contracted.number if figure.code.startswith("operations.") else "cd62-fse-2021"
        response = client.get(reverse("accord:figure-detail", args=[figure.code, of]))
        assert response.status_code == 200, figure.code
        assert figure.definition[:40] in unescape(response.content.decode())
