"""A session that ends while one types: nothing is recorded, nothing typed is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accord.people.models import User
from operations.models import Operation
from tests import scenes
from tests.actors import PASSWORD
from tests.pages import hidden_fields

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
SIGN_IN = "/connexion/"
EMAIL = "departement@test.example"


def withdrawal(row: Operation) -> tuple[str, dict[str, Any]]:
    url = reverse("operations:operation-withdraw", args=[row.pk])
    return url, {
        "submission": "5f0f6f0e-3f4b-4f7a-9d0e-1a2b3c4d5e6f",
        "value_date": "2024-06-03",
        "reason": "Un long « motif » <typé> & gardé.",
    }


def test_what_was_typed_is_sent_again_with_one_click_after_signing_in(
    actor: Actors, client: Client
) -> None:
    actor("departement")
    row = scenes.operation("admissible")
    url, data = withdrawal(row)
    ended = client.post(url, data)
    assert ended.status_code == 401
    assert "Votre session a pris fin" in ended.content.decode()
    kept = hidden_fields(ended.content.decode())["kept"]
    signed_in = client.post(SIGN_IN, {"username": EMAIL, "password": PASSWORD, "kept": kept})
    assert signed_in.status_code == 200
    page = signed_in.content.decode()
    assert f'action="{url}"' in page
    # Nothing is sent unasked.
    assert Operation.objects.get(pk=row.pk).state == "admissible"
    again = hidden_fields(page)
    assert again["reason"] == [data["reason"]]
    assert client.post(url, again).status_code == 302
    stored = Operation.objects.get(pk=row.pk)
    assert stored.state == "withdrawn"
    assert stored.steps.get(verb="operations.withdraw").note == data["reason"]


def test_a_wrong_password_keeps_what_was_typed(actor: Actors, client: Client) -> None:
    actor("departement")
    url, data = withdrawal(scenes.operation("admissible"))
    kept = hidden_fields(client.post(url, data).content.decode())["kept"]
    wrong = client.post(SIGN_IN, {"username": EMAIL, "password": "non", "kept": kept})
    assert hidden_fields(wrong.content.decode())["kept"] == kept
    assert "votre saisie est gardée" in wrong.content.decode()


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "null",
        "[]",
        "{",
        '{"path": "//autre.example/", "fields": []}',
        '{"path": "/\\\\autre.example/", "fields": []}',
        '{"path": "/\\t/autre.example/", "fields": []}',
        '{"path": "/a\\nb", "fields": []}',
        '{"path": "https://autre.example/", "fields": []}',
        '{"path": "javascript:alert(1)", "fields": []}',
        '{"path": 5, "fields": []}',
        '{"path": "/", "fields": [1]}',
        '{"path": "/"}',
        '{"path": "/actes/", "fields": [["title", "\\ud800"]]}',
        '{"path": "/actes/", "fields": [["\\udfff", "x"]]}',
    ],
)
def test_nothing_but_an_address_of_this_site_is_kept(
    kept: str, actor: Actors, client: Client
) -> None:
    actor("departement")
    answer = client.post(SIGN_IN, {"username": EMAIL, "password": PASSWORD, "kept": kept})
    assert (answer.status_code, answer.get("Location")) == (302, "/")


ORIGIN = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def tab(actor: Actors) -> Client:
    """A browser, signed in as the Département, whose every form must carry the present token."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(actor("departement"))
    browser.get("/")
    return browser


def with_token(browser: Client, fields: dict[str, Any]) -> dict[str, Any]:
    return {**fields, "csrfmiddlewaretoken": browser.cookies["csrftoken"].value}


def test_a_form_older_than_a_sign_in_elsewhere_is_sent_again_with_one_click(tab: Client) -> None:
    row = scenes.operation("admissible")
    url, data = withdrawal(row)
    answer = tab.post(url, {**data, "csrfmiddlewaretoken": "x" * 64}, **ORIGIN)
    page = answer.content.decode()
    assert "Votre saisie est là" in page
    assert Operation.objects.get(pk=row.pk).state == "admissible"
    again = hidden_fields(page)
    assert again["reason"] == [data["reason"]]
    assert tab.post(url, with_token(tab, again), **ORIGIN).status_code == 302
    assert Operation.objects.get(pk=row.pk).state == "withdrawn"


@pytest.mark.parametrize("origin", [{}, {"HTTP_ORIGIN": "http://autre.example"}])
def test_what_another_site_sends_is_never_shown_as_typed(
    origin: dict[str, str], tab: Client
) -> None:
    url, data = withdrawal(scenes.operation("admissible"))
    answer = tab.post(url, data, **origin)
    assert answer.status_code == 403
    assert "Formulaire expiré" in answer.content.decode()
    assert data["reason"][:7] not in answer.content.decode()


def test_a_sign_in_page_older_than_a_sign_in_elsewhere_keeps_what_it_held(tab: Client) -> None:
    row = scenes.operation("admissible")
    url, data = withdrawal(row)
    kept = json.dumps({"path": url, "fields": list(data.items())})
    typed = {"username": EMAIL, "password": PASSWORD, "kept": kept}
    page = tab.post(SIGN_IN, typed, **ORIGIN).content.decode()
    assert hidden_fields(page)["reason"] == [data["reason"]]
    assert PASSWORD not in page
    # The same when the token is right, for who is signed in already.
    again = tab.post(SIGN_IN, with_token(tab, typed), **ORIGIN)
    assert hidden_fields(again.content.decode())["reason"] == [data["reason"]]


def test_a_browser_without_cookies_is_told_what_to_do_and_shown_no_password(actor: Actors) -> None:
    actor("departement")
    browser = Client(enforce_csrf_checks=True)
    typed = {"username": EMAIL, "password": PASSWORD, "kept": ""}
    answer = browser.post(SIGN_IN, typed, **ORIGIN)
    assert answer.status_code == 403
    assert PASSWORD not in answer.content.decode()
    url, data = withdrawal(scenes.operation("admissible"))
    ended = browser.post(url, data, **ORIGIN)
    assert ended.status_code == 401
    assert (
        data["reason"][:7]
        in json.loads(hidden_fields(ended.content.decode())["kept"][0])["fields"][2][1]
    )


def test_what_is_too_long_to_be_kept_is_not_said_to_be(client: Client) -> None:
    answer = client.post("/operations/nouvelle/", {"operation_title": "x" * 1_000_001})
    assert "trop longue" in answer.content.decode()
    assert "saisie est gardée" not in answer.content.decode()


def test_a_button_is_not_kept_and_signing_out_asks_nothing(actor: Actors, client: Client) -> None:
    meeting = scenes.open_sitting(actor("secretary"), operations=[scenes.operation()])
    url = reverse("governance:item-up", args=[meeting.items.first().pk])
    page = client.post(url, {"submission": "5f0f6f0e-3f4b-4f7a-9d0e-1a2b3c4d5e6f"}).content.decode()
    assert "recommencez" in page
    assert hidden_fields(page)["kept"] == [""]
    assert client.post(reverse("people:sign-out"))["Location"] == SIGN_IN


def test_a_page_that_is_only_read_leads_to_the_sign_in_page_and_back(client: Client) -> None:
    answer = client.get("/operations/")
    assert (answer.status_code, answer["Location"]) == (302, "/connexion/?next=/operations/")


def test_the_address_of_a_button_says_so_to_whoever_types_it(actor: Actors, browse: Any) -> None:
    meeting = scenes.open_sitting(actor("secretary"), operations=[scenes.operation()])
    answer = browse(actor("secretary")).get(
        reverse("governance:meeting-convene", args=[meeting.pk])
    )
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "celle d’un bouton" in answer.content.decode()


def test_pages_of_somebody_are_kept_by_nobody_in_between(
    actor: Actors, browse: Any, rest: Any
) -> None:
    for answer in (
        browse(actor("departement")).get("/"),
        rest(actor("departement")).get("/api/v1/operations/"),
    ):
        assert "private" in answer["Cache-Control"]
        assert "no-cache" in answer["Cache-Control"]
