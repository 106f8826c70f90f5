"""Signing in and out, and what nobody sees before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accord.people.models import User
from tests.actors import PASSWORD, close_account

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
SIGN_IN = "/connexion/"
# What the law asks a site to say of itself.
PUBLIC = ("/accessibilite/", "/mentions-legales/", "/donnees-personnelles/")
WRONG = "Adresse ou mot de passe incorrect, ou compte fermé."


def sign_in(client: Client, email: str, password: str = PASSWORD, **extra: str) -> Any:
    return client.post(SIGN_IN, {"username": email, "password": password, **extra})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_an_account_signs_in_and_lands_at_home(actor: Actors, client: Client) -> None:
    actor("departement")
    response = sign_in(client, "departement@test.example")
    assert (response.status_code, response["Location"]) == (302, "/")
    assert is_signed_in(client)


def test_the_address_is_read_without_case_or_spaces(actor: Actors, client: Client) -> None:
    actor("departement")
    assert sign_in(client, " Departement@TEST.example ").status_code == 302


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("departement@test.example", "not-the-password"),
        ("departement@test.example", PASSWORD.upper()),
        ("nobody@test.example", PASSWORD),
        ("disabled@test.example", PASSWORD),
    ],
)
def test_a_wrong_address_a_wrong_password_and_a_closed_account_read_the_same(
    email: str, password: str, actor: Actors, client: Client
) -> None:
    actor("departement")
    actor("disabled")
    response = sign_in(client, email, password)
    assert response.status_code == 200
    assert WRONG in response.content.decode()
    assert not is_signed_in(client)


def test_an_account_closed_while_it_is_signed_in_reads_nothing_more(
    actor: Actors, client: Client
) -> None:
    user = actor("departement")
    sign_in(client, user.email)
    close_account(user)
    response = client.get("/actes/")
    assert response.status_code == 302
    assert response["Location"].startswith(SIGN_IN)


def test_signing_out_closes_the_session(actor: Actors, client: Client) -> None:
    actor("departement")
    sign_in(client, "departement@test.example")
    response = client.post("/deconnexion/")
    assert (response.status_code, response["Location"]) == (302, SIGN_IN)
    assert not is_signed_in(client)


def test_a_link_alone_never_signs_out(actor: Actors, client: Client) -> None:
    actor("departement")
    sign_in(client, "departement@test.example")
    assert client.get("/deconnexion/").status_code == 405
    assert is_signed_in(client)


@pytest.mark.parametrize("target", ["/actes/", "/operations/?state=draft", "/accord/chapitres/"])
def test_one_comes_back_to_the_page_that_one_asked_for(
    target: str, actor: Actors, client: Client
) -> None:
    actor("departement")
    response = sign_in(client, "departement@test.example", next=target)
    assert response["Location"] == target


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "http:evil.example",
        "\\\\evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:///evil.example",
        "\nhttps://evil.example",
        "https://testserver@evil.example/",
    ],
)
def test_one_is_never_sent_to_another_site(target: str, actor: Actors, client: Client) -> None:
    actor("departement")
    response = sign_in(client, "departement@test.example", next=target)
    assert response["Location"] == "/"


def test_whoever_is_signed_in_is_not_asked_again(actor: Actors, client: Client) -> None:
    actor("departement")
    sign_in(client, "departement@test.example")
    assert client.get(SIGN_IN)["Location"] == "/"


def test_a_form_of_another_site_signs_nobody_in(actor: Actors) -> None:
    actor("departement")
    client = Client(enforce_csrf_checks=True)
    response = sign_in(client, "departement@test.example")
    assert response.status_code == 403
    assert "Formulaire expiré" in response.content.decode()
    assert not is_signed_in(client)


# -- before signing in -----------------------------------------------------------------------------


def patterns(resolver: Any, prefix: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern).removeprefix("^").removesuffix("$")
        if isinstance(entry, URLResolver):
            yield from patterns(entry, route)
        elif isinstance(entry, URLPattern):
            yield route


def page_addresses() -> list[str]:
    """Every address of the pages of the five applications, made complete."""
    found = []
    for route in patterns(get_resolver()):
        if route.startswith(("administration/", "api/", "static/")):
            continue
        address = route
        while "<" in address:
            start, end = address.index("<"), address.index(">")
            converter = address[start + 1 : end].partition(":")[0]
            address = (
                address[:start] + ("1" if converter in ("int", "key") else "x") + address[end + 1 :]
            )
        found.append(f"/{address}")
    return found


def test_the_addresses_are_all_there() -> None:
    found = page_addresses()
    assert len(found) >= 50
    assert {"/", "/actes/1/", "/operations/", "/enveloppes/x/", "/accord/"} <= set(found)


def test_every_page_sends_whoever_is_not_signed_in_to_sign_in(client: Client) -> None:
    for address in page_addresses():
        if address not in ("/deconnexion/", *PUBLIC) and not address.startswith(SIGN_IN):
            response = client.get(address)
            assert response.status_code == 302, address
            assert response["Location"] == f"{SIGN_IN}?next={address}"
            # What was being sent is kept in the sign-in page itself.
            sent = client.post(address)
            assert sent.status_code == 401, address
            assert f'action="{SIGN_IN}"' in sent.content.decode()


def test_a_page_that_does_not_exist_tells_nothing_either(client: Client) -> None:
    assert client.get("/rien/").status_code == 404


@pytest.mark.parametrize(
    "address", ["/api/v1/operations/", "/api/v1/programming-totals/", "/api/schema/"]
)
def test_the_api_asks_for_a_token_in_a_problem_document(address: str, client: Client) -> None:
    response = client.get(address)
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"
    assert response["WWW-Authenticate"] == "Token"
    assert response.json()["title"] == "Authentification requise"


def test_the_administration_asks_to_sign_in(client: Client, actor: Actors) -> None:
    assert client.get("/administration/").status_code == 302
    client.force_login(actor("departement"))
    assert client.get("/administration/").status_code == 302


def test_a_password_refused_is_not_said_to_be_kept(actor: Actors, client: Client) -> None:
    sent = {"username": actor("departement").email, "password": "faux"}
    page = client.post("/connexion/", sent).content.decode()
    assert "incorrect" in page
    assert "saisie est conservée" not in page
