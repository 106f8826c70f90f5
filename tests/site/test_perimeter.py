"""The agreement and the date that a page looks at: kept from page to page, refused by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from accord.acts.models import FrameworkAgreement
from accord.acts.perimeter import read_perimeter
from accord.kernel.dates import today
from accord.kernel.errors import InvalidParameter
from accord.people.models import User
from accord.web.perimeter import Perimeter
from tests.pages import hidden_fields

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
Browse = Callable[[User | None], Client]
PAGES = (
    *("/", "/enveloppes/", "/enveloppes/cd62-fse-2021/", "/operations/", "/operations/export.csv"),
    *("/comites/", "/reunions/", "/decisions/", "/accord/", "/accord/chapitres/"),
    *("/accord/chiffres/", "/accord/lignes-de-partage/", "/accord/bilan/", "/actes/"),
    *("/indicateurs/", "/aide/", "/recherche/", "/actes/nouveau/"),
)


def read(query: str) -> Perimeter:
    return read_perimeter(RequestFactory().get(f"/{query}"))


def test_without_parameters_it_is_the_latest_agreement_today() -> None:
    found = read("")
    assert found.agreement == FrameworkAgreement.objects.get(code="2021-2027")
    assert [row.code for row in found.agreements] == ["2021-2027", "2014-2020"]
    assert (found.as_of, found.is_today, found.is_default_agreement) == (today(), True, True)
    assert found.query() == ""


def test_today_s_date_is_today() -> None:
    assert read(f"?as_of={today().isoformat()}").is_today
    assert read("?as_of=").is_today
    assert read("?agreement=").is_default_agreement


def test_another_date_and_agreement_are_kept_in_addresses() -> None:
    found = read("?agreement=2014-2020&as_of=31/12/2016")
    assert (found.as_of, found.is_today, found.is_default_agreement) == (
        date(2016, 12, 31),
        False,
        False,
    )
    assert found.query() == "?agreement=2014-2020&as_of=2016-12-31"
    assert found.query(as_of=None) == "?agreement=2014-2020"
    assert found.query(page="2", empty="") == "?agreement=2014-2020&as_of=2016-12-31&page=2"


def test_the_page_of_an_object_is_within_its_own_agreement() -> None:
    former = FrameworkAgreement.objects.get(code="2014-2020")
    found = read("?as_of=2016-12-31").within(former)
    assert (found.agreement, found.as_of) == (former, date(2016, 12, 31))


def test_an_empty_base_has_no_agreement_and_still_answers() -> None:
    nothing = Perimeter(None, (), today(), True)
    assert nothing.is_default_agreement
    assert nothing.query() == ""


@pytest.mark.parametrize("query", ["?as_of=hier", "?as_of=1789-07-14", "?agreement=2028-2034"])
def test_what_cannot_be_read_is_refused(query: str) -> None:
    with pytest.raises(InvalidParameter):
        read(query)


@pytest.mark.parametrize(
    ("query", "name"),
    [("as_of=hier", "as_of"), ("as_of=2999-01-01", "as_of"), ("agreement=x", "agreement")],
)
def test_every_page_refuses_it_by_name(
    query: str, name: str, actor: Actors, browse: Browse
) -> None:
    client = browse(actor("departement"))
    for page in PAGES:
        response = client.get(f"{page}?{query}")
        assert response.status_code == 400, page
        text = response.content.decode()
        assert f"Paramètre « {name} »" in text
        assert "Revenir à l’accueil" in text


@pytest.mark.lenient_templates
def test_changing_the_date_keeps_filters_sort_and_words(actor: Actors, browse: Browse) -> None:
    page = browse(actor("dreets")).get("/operations/?text=insertion&sort=-programmed&page=1")
    shown = hidden_fields(page.content.decode())
    assert (shown["text"], shown["sort"]) == (["insertion"], ["-programmed", "-programmed"])
    assert "page" not in shown


def test_the_administration_has_parameters_of_its_own(actor: Actors, browse: Browse) -> None:
    response: Any = browse(actor("technician")).get("/administration/?as_of=hier")
    assert response.status_code == 200


@pytest.mark.parametrize(
    "page", ["/enveloppes/%00/", "/chiffres/%00/%00/", "/comites/%00/", "/%00", "/actes/%00/"]
)
def test_an_address_with_a_null_byte_leads_nowhere(
    page: str, actor: Actors, browse: Browse
) -> None:
    assert browse(actor("departement")).get(page).status_code == 404
    assert browse(None).get(page).status_code == 404


@pytest.mark.parametrize(
    "page",
    [
        "/recherche/?q=",
        "/operations/?text=",
        "/operations/export.csv?text=",
        "/decisions/?number=",
        "/administration/operations/operation/?q=",
        "/api/v1/operations/?text=",
    ],
)
def test_a_search_has_a_bounded_number_of_words(page: str, actor: Actors, browse: Browse) -> None:
    client = browse(actor("technician" if "administration" in page else "departement"))
    assert client.get(page + "+".join(["mot"] * 20)).status_code == 200
    answer = client.get(page + "+".join(["mot"] * 21))
    assert answer.status_code == 400
    assert "au plus 20 mots" in answer.content.decode()


def test_a_search_asks_one_condition_more_for_each_word(actor: Actors, browse: Browse) -> None:
    client = browse(actor("departement"))
    sizes = []
    for count in (2, 4, 8):
        with CaptureQueriesContext(connection) as asked:
            client.get("/recherche/?q=" + "+".join(["mot"] * count))
        sizes.append(sum(len(query["sql"]) for query in asked))
    # Twice the words, less than twice the text: it once doubled with each word.
    assert sizes[1] < 2 * sizes[0]
    assert sizes[2] < 2 * sizes[1]
