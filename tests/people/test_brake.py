"""A pause after several refusals, the same for whoever has an account and for whoever has none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from axes.models import AccessAttempt
from django.test import Client, RequestFactory

from accord.people.brake import client_address
from accord.people.models import Event, JournalEntry, User
from tests.actors import PASSWORD

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
SIGN_IN = "/connexion/"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def fail(client: Client, email: str, password: str = "faux", **extra: Any) -> Any:
    return client.post(SIGN_IN, {"username": email, "password": password}, **extra)


def brake(client: Client, email: str, **extra: Any) -> Any:
    """Five refusals, of which the last says that one must wait."""
    answers = [fail(client, email, **extra) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    return answers[-1]


@pytest.mark.parametrize("email", ["departement@test.example", "personne@test.example"])
def test_the_fifth_refusal_says_when_to_try_again_whoever_is_asked_for(
    email: str, actor: Actors, client: Client
) -> None:
    actor("departement")
    with time_machine.travel(START, tick=False):
        answer = brake(client, email)
        assert "réessayez à partir de 10 h 16." in answer.content.decode()
        assert answer["Retry-After"] == "900"
        # The right password does not shorten it, and trying does not lengthen it.
        again = fail(client, f" {email.upper()}", PASSWORD)
        assert (again.status_code, again["Retry-After"]) == (429, "900")
    with time_machine.travel(START + timedelta(minutes=14), tick=False):
        again = fail(client, email, PASSWORD)
        assert (again.status_code, again["Retry-After"]) == (429, "60")
        assert "10 h 16" in again.content.decode()


def test_one_signs_in_again_once_the_pause_is_over(actor: Actors, client: Client) -> None:
    user = actor("departement")
    with time_machine.travel(START, tick=False):
        brake(client, user.email)
    with time_machine.travel(START + timedelta(minutes=16), tick=False):
        assert fail(client, user.email, PASSWORD).status_code == 302
    assert not AccessAttempt.objects.exists()


def test_a_stranger_elsewhere_keeps_nobody_out(actor: Actors, client: Client) -> None:
    user = actor("departement")
    brake(client, user.email, REMOTE_ADDR="203.0.113.7")
    assert fail(client, user.email, PASSWORD, REMOTE_ADDR="198.51.100.2").status_code == 302
    # Nor does it keep out others who sit at the same place.
    other = actor("terrimouv")
    assert fail(Client(), other.email, PASSWORD, REMOTE_ADDR="203.0.113.7").status_code == 302


def test_refusals_before_a_success_are_forgotten(actor: Actors, client: Client) -> None:
    user = actor("departement")
    for _ in range(3):
        for _ in range(4):
            assert fail(client, user.email).status_code == 200
        assert fail(client, user.email, PASSWORD).status_code == 302
        client.post("/deconnexion/")


def test_what_was_typed_is_not_kept_with_the_refusal(actor: Actors, client: Client) -> None:
    sent = {"username": actor("departement").email, "password": "secret-typé", "kept": "une saisie"}
    client.post(SIGN_IN, sent)
    row = AccessAttempt.objects.get()
    assert "secret" not in row.post_data
    assert "une saisie" not in row.post_data


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, "203.0.113.7", "127.0.0.1"),
        (1, "203.0.113.7", "203.0.113.7"),
        # What the client itself has written comes first, and is not believed.
        (1, "10.0.0.1, 203.0.113.7", "203.0.113.7"),
        (2, "203.0.113.7, 10.0.0.9", "203.0.113.7"),
        (1, "", None),
        (1, "n’importe quoi", None),
        (2, "203.0.113.7", "127.0.0.1"),
        (1, "2001:db8::7", "2001:db8::"),
        # One subscriber has a whole network: every address of it is one.
        (1, "2001:db8::1:2:3:4", "2001:db8::"),
    ],
)
def test_the_network_address_is_the_one_that_our_own_proxy_saw(
    proxies: int, forwarded: str, seen: str | None, settings: Any
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", headers={"x-forwarded-for": forwarded})
    assert client_address(request) == seen


@pytest.mark.parametrize(
    "email", ["", "\x00", "é" * 300, "a@b", "x" * 5000, "\ud800", "' OR 1=1 --", "<script>"]
)
def test_odd_addresses_are_refused_like_any_other(email: str, client: Client) -> None:
    for _ in range(6):
        answer = client.post(
            SIGN_IN,
            {"username": email.encode("utf-8", "replace"), "password": "x"},
            headers={"user-agent": "u" * 2000, "accept": "a" * 5000},
        )
        assert answer.status_code in (200, 429)


def test_refusals_are_in_the_journal_of_the_account(actor: Actors, client: Client) -> None:
    user = actor("departement")
    brake(client, user.email)
    fail(client, "personne@test.example")
    rows = JournalEntry.objects.filter(by_system="sign_in").order_by("pk")
    events = list(rows.values_list("event", "account"))
    assert events == [(Event.REFUSED, user.pk)] * 4 + [(Event.BRAKED, user.pk)]
