"""What cannot be read is a demand that cannot be read (400), and never a fault of ours (500).

Every address of REST and every page, with headers, bodies, formats, cookies and lengths that no
browser sends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from accord.people.models import User
from tests import scenes
from tests.actors import PASSWORD
from tests.fuzzing import ANSWERS
from tests.test_permissions_matrix import REST_LISTS, REST_OBJECTS

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
Rest = Callable[[User], APIClient]

PROBLEM = "application/problem+json"
FORMATS = ("", "json", "csv", "xml", "api", "%FF", "%00", "9" * 300)
# As WSGI gives them: bytes read as Latin-1.
AUTHORIZATIONS = (
    "Token",
    "Token ",
    "Token é",
    "Token \xff\xfe",
    "Token " + "a" * 10_000,
    "Token a b",
    "Bearer ²",
    "Bearer " + "\x01",
    "Basic dXNlcjpwYXNz",
    "Basic é",
    "\xff",
    "Token 'OR 1=1--",
    "Digest username=\xe9",
)
BODIES = (
    ("application/json", b"{"),
    ("application/json", b"\xff\xfe"),
    ("application/json", b'{"a": "\\ud800"}'),
    ("application/json", b"[" * 100_000),
    ("application/json; charset=unknown", b"{}"),
    ("application/json; charset=\xff", b"{}"),
    ("text/xml", b"<a/>"),
    ("multipart/form-data", b"x"),
    ("multipart/form-data; boundary=", b"x"),
    ("multipart/form-data; boundary=B", b"--B\r\nContent-Disposition: form-data\r\n\r\nx"),
    ("multipart/form-data; boundary=\xe9", b"--x"),
    ("multipart/form-data; boundary=" + "b" * 300, b"x"),
    (
        "multipart/form-data; boundary=B",
        b'--B\r\nContent-Disposition: form-data; name="submission"; filename="\xff\x00"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n!!!\r\n--B--",
    ),
    ("application/x-www-form-urlencoded", b"a=%FF&b=%ED%A0%80&c=%00&=&&;"),
    ("application/x-www-form-urlencoded", b"&".join(b"a=1" for _ in range(25_000))),
    ("", b"\x00"),
    ("\xff/\xff", b"x"),
    ("nothing", b"x"),
)
LENGTHS = ("-1", "a", "", "99999999999999999999", "1e3", "²", "0x10")
QUERIES = ("%FF", "a=%FF", "%00", "a=%00", "=", "&&&", "a=%", "%zz=1", "a=%ED%A0%80", "\xff\xfe=1")
COOKIES = (
    "sessionid=\xff",
    "sessionid=",
    "sessionid=" + "a" * 5000,
    "sessionid=%00",
    "csrftoken=\xe9; messages=x",
    "messages=W1siX19qc29uX21lc3NhZ2UiXV0:1:x",
    ";;;=;",
    "a" * 9000,
    'sessionid="\\377"',
)


def addresses() -> list[str]:
    """Every address of REST, objects by a key that may not be there."""
    found = [reverse(name) for name in sorted(REST_LISTS)]
    keys = {
        "api:movements-detail": "1",
        "api:meetings-detail": "1",
        "api:agreements-detail": "2021-2027",
        "api:decisions-detail": "D-2024-1",
        "api:indicators-detail": "EECO01",
    }
    found += [reverse(name, args=[keys.get(name, "cd62")]) for name in sorted(REST_OBJECTS)]
    return found


def faults(answers: Iterator[tuple[str, Any]]) -> list[str]:
    """Answers that are faults, and refusals of REST that are no problem documents."""
    wrong = []
    for title, answer in answers:
        status = answer.status_code
        if status not in {*ANSWERS, 406, 413, 415}:
            wrong.append(f"{title}: {status}")
        is_rest = "/api/" in title
        if is_rest and status >= 400 and answer["Content-Type"] != PROBLEM:
            wrong.append(f"{title}: {status} {answer['Content-Type']}")
    return wrong


def quiet(client: Client) -> Client:
    """As a server answers: an error is a status."""
    client.raise_request_exception = False
    return client


# -- REST ------------------------------------------------------------------------------------------


def test_every_method_in_every_format(actor: Actors, rest: Rest) -> None:
    client = quiet(rest(actor("secretary")))

    def answers() -> Iterator[tuple[str, Any]]:
        for address in addresses():
            for method in ("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "TRACE", "QUERY"):
                for kind in FORMATS[: 8 if method in ("GET", "OPTIONS") else 3]:
                    url = f"{address}?format={kind}" if kind else address
                    yield f"{method} {url}", client.generic(method, url)

    assert faults(answers()) == []


def test_every_address_with_every_accept(actor: Actors, rest: Rest) -> None:
    client = quiet(rest(actor("secretary")))
    accepts = ("text/csv", "text/html", "image/png", "*/*;q=x", "é", "a/b;" * 500, ",,,", "/")

    def answers() -> Iterator[tuple[str, Any]]:
        for address in addresses():
            for method in ("GET", "OPTIONS"):
                for accept in accepts:
                    answer = client.generic(method, address, HTTP_ACCEPT=accept)
                    yield f"{method} {address} {accept[:20]}", answer

    assert faults(answers()) == []


def test_every_address_with_an_authorization_that_is_none(actor: Actors) -> None:
    client = quiet(APIClient())

    def answers() -> Iterator[tuple[str, Any]]:
        for address in addresses():
            for given in AUTHORIZATIONS:
                for method in ("GET", "OPTIONS"):
                    answer = client.generic(method, address, HTTP_AUTHORIZATION=given)
                    assert answer.status_code == 401, (address, given, answer.status_code)
                    yield f"{method} {address} {given[:20]!r}", answer

    assert faults(answers()) == []


@pytest.mark.parametrize("kind", ["rest", "session"])
def test_every_body_and_length(kind: str, actor: Actors, rest: Rest) -> None:
    user = actor("secretary")
    client = quiet(rest(user) if kind == "rest" else signed_in(user))
    places = addresses()[:3] if kind == "rest" else pages(actor)

    def answers() -> Iterator[tuple[str, Any]]:
        for address in places:
            for content_type, body in BODIES:
                for method in ("POST", "OPTIONS") if kind == "rest" else ("POST",):
                    answer = client.generic(method, address, body, content_type=content_type)
                    yield f"{method} {address} {content_type[:60]!r} {body[:20]!r}", answer
            for length in LENGTHS:
                answer = client.generic("POST", address, b"a=1", CONTENT_LENGTH=length)
                yield f"POST {address} {length}", answer

    assert faults(answers()) == []


# -- pages -----------------------------------------------------------------------------------------


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def pages(actor: Actors) -> list[str]:
    """Forms of each room, the sign-in page, a button, nothing at all."""
    row = scenes.operation("admissible")
    return [
        "/connexion/",
        "/compte/organisme/",
        "/compte/mot-de-passe/",
        "/actes/nouveau/",
        f"/operations/{row.pk}/instruire/",
        "/comites/technique/reunions/nouvelle/",
        "/rien/",
    ]


@pytest.mark.parametrize("who", ["secretary", None])
def test_every_query_and_cookie(who: str | None, actor: Actors) -> None:
    client = quiet(signed_in(actor(who)) if who else Client())
    everywhere = ["/", "/operations/", "/recherche/", "/administration/", *pages(actor)]
    places = [*everywhere, *addresses()]

    def answers() -> Iterator[tuple[str, Any]]:
        for address in places:
            for query in QUERIES:
                answer = client.generic("GET", address, QUERY_STRING=query)
                yield f"GET {address}?{query!r}", answer
        session = client.cookies.output(header="", sep=";")
        for address in everywhere:
            for cookie in COOKIES:
                for given in (cookie, f"{session}; {cookie}"):
                    fresh = quiet(Client())
                    answer = fresh.generic("GET", address, HTTP_COOKIE=given)
                    yield f"GET {address} {cookie[:30]!r}", answer

    assert faults(answers()) == []


@pytest.mark.parametrize("sign", ["%ED%A0%80", "%00", "%FF", "%EF%BF%BD", "%F0%9F%99%82"])
@pytest.mark.parametrize("field", ["username", "password", "kept", "next"])
def test_nobody_signs_in_with_what_is_no_text(
    field: str, sign: str, actor: Actors, client: Client
) -> None:
    user = actor("departement")
    values = {"username": user.email, "password": PASSWORD, "kept": "", "next": ""}
    values[field] = "x" + sign
    body = "&".join(f"{name}={value}" for name, value in values.items())
    kind = "application/x-www-form-urlencoded"
    answer = client.generic("POST", "/connexion/", body, content_type=kind)
    is_read = field == "next" or (field == "kept" and sign != "%00")
    assert answer.status_code == (302 if is_read else 200)
    # What was typed may be kept through the sign-in: half a sign in it is none.
    kept = '{"path": "/", "fields": [["a", "\\ud800"]]}'
    body = f"username={user.email}&password={PASSWORD}&kept={kept}"
    assert client.generic("POST", "/connexion/", body, content_type=kind).status_code == 302


def test_an_object_of_the_administration_has_a_key_that_a_database_holds(actor: Actors) -> None:
    client = quiet(signed_in(actor("technician")))
    for key in (2**63, "9" * 400, "-1", "_00", "²", "a/b"):
        for page in ("change", "history", "delete"):
            url = f"/administration/people/membership/{key}/{page}/"
            assert client.get(url, follow=True).status_code in (200, 403, 404), url


def test_a_server_that_would_fail_is_noticed(actor: Actors) -> None:
    class Failing:
        status_code = 500

    assert faults(iter([("GET /", Failing())])) == ["GET /: 500"]
    page = quiet(Client()).get("/api/v1/rien/")
    page["Content-Type"] = "text/html"
    assert faults(iter([("GET /api/v1/rien/", page)])) == ["GET /api/v1/rien/: 404 text/html"]
