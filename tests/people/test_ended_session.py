"""A session that ends while one types: nothing is recorded, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from secrets import token_hex
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accord.kernel.actors import SERVER, Reader
from accord.people.acting import CHOSEN, reader_of
from accord.people.actions import create_account
from accord.people.models import Membership, Role, User
from accord.web.kept import Typed, Typist, mark_of
from operations.models import Operation
from tests import scenes
from tests.actors import PASSWORD, join, written
from tests.pages import hidden_fields

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
SIGN_IN = "/connexion/"
EMAIL = "departement@test.example"
ORIGIN = {"HTTP_ORIGIN": "http://testserver"}


def withdrawal(row: Operation, place: Membership | None = None) -> tuple[str, dict[str, Any]]:
    """The form of a step as it was shown to an officer of the Département, filled."""
    user = User.objects.get(email=EMAIL)
    url = reverse("operations:operation-withdraw", args=[row.pk])
    return url, {
        "submission": "5f0f6f0e-3f4b-4f7a-9d0e-1a2b3c4d5e6f",
        "typist": mark_of(reader_of(user, place and place.pk)),
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


def kept_page(client: Client, url: str, data: dict[str, Any]) -> str:
    """What the sign-in page holds after a sending whose session had ended."""
    return hidden_fields(client.post(url, data).content.decode())["kept"][0]


@pytest.mark.parametrize("name", ["terrimouv", "secretary", "technician", "stranger"])
def test_what_was_typed_is_not_shown_to_another_account(
    name: str, actor: Actors, client: Client
) -> None:
    actor("departement")
    row = scenes.operation("admissible")
    url, data = withdrawal(row)
    kept = kept_page(client, url, data)
    sent = {"username": actor(name).email, "password": PASSWORD, "kept": kept}
    answer = client.post(SIGN_IN, sent, follow=True)
    assert answer.redirect_chain == [("/", 302)]
    page = answer.content.decode()
    assert "celle d’un autre compte" in page
    assert data["reason"][:7] not in page
    assert Operation.objects.get(pk=row.pk).state == "admissible"


def test_a_form_shown_to_somebody_is_not_shown_to_who_signed_in_since(
    actor: Actors, client: Client
) -> None:
    actor("departement")
    url, data = withdrawal(scenes.operation("admissible"))
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(actor("secretary"))
    browser.get("/")
    answer = browser.post(url, data, follow=True, **ORIGIN)
    assert data["reason"][:7] not in answer.content.decode()
    assert "celle d’un autre compte" in answer.content.decode()
    # The same when the token is right: a colleague of the same role sends nothing for another.
    fresh = with_token(browser, data)
    assert browser.post(url, fresh, **ORIGIN).status_code == 403
    colleague = create_account("colleague@test.example", PASSWORD, by=SERVER)
    join(colleague, "cd62", Role.OFFICER)
    browser.force_login(colleague)
    browser.get("/")
    refused = browser.post(url, with_token(browser, data), **ORIGIN)
    assert refused.status_code == 422
    assert "ouvert par un autre compte" in refused.content.decode()


def test_what_was_typed_comes_back_for_the_body_that_it_was_typed_for(
    actor: Actors, client: Client
) -> None:
    user = actor("departement")
    place = join(user, "tmi", Role.OFFICER)
    row = scenes.operation("admissible", "tmi-fse-2021")
    url, data = withdrawal(row, place)
    kept = kept_page(client, url, data)
    page = client.post(SIGN_IN, {"username": EMAIL, "password": PASSWORD, "kept": kept})
    assert client.session[CHOSEN] == place.pk
    assert client.post(url, hidden_fields(page.content.decode())).status_code == 302
    assert Operation.objects.get(pk=row.pk).state == "withdrawn"


def test_what_was_typed_for_a_body_that_one_has_left_is_not_sent(
    actor: Actors, client: Client
) -> None:
    user = actor("departement")
    place = join(user, "tmi", Role.OFFICER)
    url, data = withdrawal(scenes.operation("admissible", "tmi-fse-2021"), place)
    kept = kept_page(client, url, data)
    place.ends_on = place.starts_on
    written(place)
    sent = {"username": EMAIL, "password": PASSWORD, "kept": kept}
    answer = client.post(SIGN_IN, sent, follow=True)
    assert "dont vous n’êtes plus" in answer.content.decode()
    assert data["reason"][:7] not in answer.content.decode()


def test_a_form_without_its_typist_is_not_kept(actor: Actors, client: Client) -> None:
    actor("departement")
    url, data = withdrawal(scenes.operation("admissible"))
    for mark in ("", "forged", mark_of(Reader(user_id=1))[:-1]):
        assert kept_page(client, url, {**data, "typist": mark}) == ""


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
        Typed("//autre.example/", (), Typist(1, 1, "officer")).signed(),
        Typed("https://autre.example/", (), Typist(1, 1, "officer")).signed(),
        f"{Typed('/', (), Typist(1, 1, 'officer')).signed()}x",
        mark_of(Reader(user_id=1)),
    ],
)
def test_nothing_but_what_this_site_has_signed_is_kept(
    kept: str, actor: Actors, client: Client
) -> None:
    actor("departement")
    answer = client.post(SIGN_IN, {"username": EMAIL, "password": PASSWORD, "kept": kept})
    assert (answer.status_code, answer.get("Location")) == (302, "/")


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
    kept = Typed(url, tuple(data.items()), Typist.read(data["typist"])).signed()  # type: ignore[arg-type]
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
    kept = Typed.read(hidden_fields(ended.content.decode())["kept"][0])
    assert kept is not None
    assert ("reason", data["reason"]) in kept.fields


def test_what_is_too_long_to_be_kept_is_not_said_to_be(actor: Actors, client: Client) -> None:
    title = token_hex(1_000_000)
    mark = mark_of(reader_of(actor("departement")))
    answer = client.post("/operations/nouvelle/", {"operation_title": title, "typist": mark})
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
