"""Whatever reads or writes does so for somebody, and PostgreSQL knows for whom.

Each way in is tried: page, REST, streamed export, action, administration, command. What queries
for nobody fails the suite on both databases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import include, path

from accord.kernel import transactions
from accord.kernel.actors import SERVER, Actor
from accord.people.acting import reader_of
from accord.people.models import Organisation, User
from operations.models import Operation, OperationFile
from tests import scenes
from tests.actors import join
from tests.canary.looking import browser_of
from tests.pages import Person
from tests.traps import ReadingIsWatched

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
# Account of the database, body told to it, whether it writes.
Seen = set[tuple[str, str, str, bool]]

_TABLES = ("operations_operation", "operations_operationfile")


@contextmanager
def watching() -> Iterator[Seen]:
    """For whom each query on operations is made: as Python knows it, and as PostgreSQL does."""
    seen: Seen = set()

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if any(f'"{table}"' in sql for table in _TABLES):
            current = transactions._current()
            who = current.who
            name = who.body if isinstance(who, transactions.Reader) else str(who and who.name)
            seen.add((*_told(), name, current.writes))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield seen


def _told() -> tuple[str, str]:
    """Role and body of the session; SQLite is told nothing."""
    if connection.vendor != "postgresql":
        return "", ""
    with connection.connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('accord.body', true)")
        role, body = cursor.fetchone()
    return str(role), str(body)


def due(code: str, *, writes: bool = False) -> tuple[str, str, str, bool]:
    """The application's role, for a body."""
    if connection.vendor != "postgresql":
        return "", "", code, writes
    key = Organisation.objects.get(code=code).pk
    return settings.DATABASE_ROLE, str(key), code, writes


def text_of(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    assert response.status_code == 200
    return str(content.decode())


@pytest.mark.parametrize(
    "address",
    ["/operations/", "/operations/export.csv", "/", "/recherche/?q=essai", "/api/v1/operations/"],
)
@pytest.mark.parametrize(("name", "code"), [("departement", "cd62"), ("dreets", "dreets-hdf")])
def test_what_is_looked_at_is_read_for_the_body(
    address: str, name: str, code: str, actor: Actors
) -> None:
    row = scenes.operation("admissible", title="Essai")
    client = browser_of(actor(name))
    with watching() as seen:
        page = text_of(client.get(address))
    assert seen <= {due(code)}
    if address != "/" or name == "departement":
        assert seen == {due(code)}
    if address not in ("/",):
        assert row.number in page


def test_a_rest_client_reads_for_the_body_of_its_token(actor: Actors, rest: Any) -> None:
    """Whatever its bearer has chosen elsewhere."""
    user = actor("departement")
    join(user, "tmi", "officer")
    client = rest(user)
    with watching() as seen:
        assert client.get("/api/v1/operations/").status_code == 200
    assert seen == {due("cd62")}


def test_an_export_is_streamed_in_a_reading_of_its_own(actor: Actors) -> None:
    scenes.operation("admissible")
    client = browser_of(actor("departement"))
    response: Any = client.get("/operations/export.csv")
    assert not transactions.is_open()
    with watching() as seen:
        rows = b"".join(response.streaming_content).decode().splitlines()
    assert len(rows) == 2
    assert seen == {due("cd62")}
    assert not transactions.is_open()


def test_an_action_writes_for_the_body_and_its_page_reads_for_it(actor: Actors) -> None:
    row = scenes.operation("draft")
    person = Person(actor("departement"))
    with watching() as seen:
        person.send(f"/operations/{row.pk}/deposer/", {"value_date": "2024-01-10"})
    assert seen == {due("cd62"), due("cd62", writes=True)}
    assert Operation.objects.get(pk=row.pk).state == "submitted"


@pytest.mark.lenient_templates
def test_the_administration_reads_for_the_body(actor: Actors) -> None:
    scenes.operation("admissible")
    client = browser_of(actor("administrator"))
    with watching() as seen:
        text_of(client.get("/administration/operations/operation/"))
    assert seen == {due("cd62")}


def test_a_command_works_for_the_server_as_the_owner(capsys: Any) -> None:
    with watching() as seen:
        call_command(
            "import_operations",
            "fixtures/operations_2014-2020.csv",
            agreement="2014-2020",
            verbosity=0,
        )
    assert {(who, writes) for _, _, who, writes in seen if writes} == {(SERVER.name, True)}
    if connection.vendor == "postgresql":
        assert {(role, body) for role, body, _, _ in seen} == {(_owner(), "")}


def _owner() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user")
        return str(cursor.fetchone()[0])


@pytest.mark.postgres
def test_the_second_fence_holds_where_a_rule_is_forgotten(actor: Actors) -> None:
    """The application asks for every file: the database gives those of the body."""
    for code in ("cd62-fse-2021", "tmi-fse-2021"):
        scenes.operation("draft", code)
    with transactions.reading(reader_of(actor("departement"))):
        owners = set(OperationFile.objects.values_list("owner__code", flat=True))
    assert owners == {"cd62"}


# -- planted ---------------------------------------------------------------------------------------


def late(request: HttpRequest) -> StreamingHttpResponse:
    """Reads while it is streamed, without a reading of its own."""

    def lines() -> Iterator[bytes]:
        for row in Operation.objects.order_by("pk"):
            yield row.number.encode()

    return StreamingHttpResponse(lines(), content_type="text/plain")


def outside(request: HttpRequest) -> HttpResponse:
    """Ends the reading of its request, and asks again."""
    current = transactions._current()
    assert current.reading is not None
    current.reading.close()
    return HttpResponse(str(Operation.objects.count()))


urlpatterns = [path("tard/", late), path("dehors/", outside), path("", include("accord.urls"))]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", ["/tard/", "/dehors/"])
def test_a_view_that_queries_for_nobody_fails_the_suite(address: str, actor: Actors) -> None:
    client = browser_of(actor("departement"))
    with pytest.raises(AssertionError, match="a page read or wrote for nobody"):
        text_of(client.get(address))


def test_what_is_asked_before_any_reading_fails_the_suite() -> None:
    planted = ReadingIsWatched(lambda request: HttpResponse(str(Operation.objects.count())))
    with pytest.raises(AssertionError, match="a page read or wrote for nobody"):
        planted(None)
    with transactions.reading(Actor(user_id=1, body_id=1, body="x")):
        assert planted(None).content == b"0"
