"""What a request may say of itself, and that a page reads in one reading and writes in none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver, path
from django.urls.converters import IntConverter

from accord.kernel.actors import NOBODY, SERVER
from accord.kernel.transactions import _current, acting, is_open, reading
from accord.people.acting import reader_of
from accord.people.models import User
from accord.urls import urlpatterns as site
from accord.web.converters import PositiveBigInt
from accord.web.models import FormSubmission
from tests.actors import PASSWORD
from tests.traps import refuse_unread

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
Browse = Callable[[User | None], Client]
SEEN: list[Any] = []


def look(request: HttpRequest) -> HttpResponse:
    """Notes for whom the page reads."""
    SEEN.append(_current().who)
    return HttpResponse("vu")


def write(request: HttpRequest) -> HttpResponse:
    """What a view may not do."""
    FormSubmission.objects.all()._raw_delete("default")
    return HttpResponse("écrit")


urlpatterns = [path("regarder/", look), path("ecrire/", write), *site]


@pytest.fixture
def own_pages(settings: Any) -> None:
    settings.ROOT_URLCONF = __name__
    SEEN.clear()


# -- one reading -----------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "head", "options", "post", "put", "delete"])
def test_a_page_reads_for_whoever_is_signed_in_whatever_its_method(
    method: str, own_pages: None, actor: Actors, browse: Browse
) -> None:
    assert getattr(browse(actor("departement")), method)("/regarder/").status_code == 200
    assert [reader_of(actor("departement"))] == SEEN
    assert not is_open()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a savepoint of the test may write")
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_page_writes_nothing_outside_an_action(
    method: str, own_pages: None, actor: Actors, client: Client
) -> None:
    client.force_login(actor("departement"))
    with pytest.raises(OperationalError, match="readonly"):
        getattr(client, method)("/ecrire/")
    assert not is_open()
    # The next page is none the worse for it.
    assert client.get("/regarder/").status_code == 200
    client.post("/deconnexion/")
    assert client.get("/actes/").status_code == 302


def test_who_is_not_signed_in_is_read_for_as_nobody(client: Client) -> None:
    page = client.get("/connexion/")
    assert page.context["reader"] == NOBODY
    assert client.get("/rien/").status_code == 404


def test_a_page_refused_before_its_reading_is_drawn_all_the_same(client: Client) -> None:
    answer = client.get("/", HTTP_HOST="autre.example")
    assert answer.status_code == 400
    assert "Demande illisible" in answer.content.decode()
    assert not is_open()


def test_the_suite_notices_a_page_that_reads_for_nobody(actor: Actors) -> None:
    user = actor("departement")
    with connection.execute_wrapper(refuse_unread):
        with pytest.raises(AssertionError, match="for nobody"):
            User.objects.count()
        with reading(NOBODY):
            assert User.objects.count() == 1
        with acting(SERVER):
            assert User.objects.get() == user


# -- what is sent ----------------------------------------------------------------------------------

HALF = (
    b'--B\r\nContent-Disposition: form-data; name="username"\r\n\r\n+2AA-\r\n'
    b'--B\r\nContent-Disposition: form-data; name="password"\r\n\r\nx\r\n--B--\r\n'
)


@pytest.mark.parametrize("charset", ["utf-7", "utf-16", "latin-1", "unicode_escape"])
def test_pages_and_what_is_sent_to_them_are_in_one_encoding(charset: str, client: Client) -> None:
    kind = f"multipart/form-data; boundary=B; charset={charset}"
    answer = client.generic("POST", "/connexion/?q=+2AA-", HALF, content_type=kind)
    assert answer.status_code == 400
    assert "Demande illisible" in answer.content.decode()


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8"])
def test_browsers_may_say_so(charset: str, actor: Actors, client: Client) -> None:
    user = actor("departement")
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    sent = f"username={user.email}&password={PASSWORD}".encode()
    assert client.generic("POST", "/connexion/", sent, content_type=kind).status_code == 302


# -- keys in addresses -----------------------------------------------------------------------------


def test_a_key_is_no_greater_than_a_database_holds() -> None:
    converter = PositiveBigInt()
    largest = 2**63 - 1
    assert converter.to_python(str(largest)) == largest
    assert converter.to_url(largest) == str(largest)
    with pytest.raises(ValueError, match=str(largest + 1)):
        converter.to_python(str(largest + 1))


@pytest.mark.parametrize("key", [str(2**63), "9" * 19, "9" * 40, "٣"])
@pytest.mark.parametrize("page", ["/actes/{}/", "/operations/{}/", "/reunions/{}/"])
def test_a_greater_one_leads_nowhere(page: str, key: str, actor: Actors, browse: Browse) -> None:
    assert browse(actor("departement")).get(page.format(key)).status_code == 404


def unbounded(patterns: Any, above: str = "") -> Iterator[str]:
    """Addresses that take a number of any length."""
    for entry in patterns:
        route = above + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from unbounded(entry.url_patterns, route)
        elif any(type(one) is IntConverter for one in entry.pattern.converters.values()):
            yield route


def test_no_address_takes_a_number_of_any_length() -> None:
    # Django's own, redirected by what it is given.
    own = [
        route for route in unbounded(get_resolver().url_patterns) if "administration/" not in route
    ]
    assert own == []
    assert list(unbounded([path("actes/<int:pk>/", look)])) == ["actes/<int:pk>/"]


@pytest.mark.parametrize(
    "path_", ["/api/v1/meetings/{}/", "/api/v1/movements/{}/", "/api/v1/operations/{}/"]
)
def test_nor_over_rest(path_: str, actor: Actors, rest: Any) -> None:
    client = rest(actor("departement"))
    for key in (2**63, "9" * 40):
        assert client.get(path_.format(key)).status_code == 404


# -- OPTIONS ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["programming-totals/?format=csv", "programming-totals/", "operations/"]
)
def test_an_address_describes_itself_in_json_whatever_format_is_asked(
    address: str, actor: Actors, rest: Any
) -> None:
    answer = rest(actor("departement")).options(f"/api/v1/{address}")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/json")
    assert answer.json()["name"]
