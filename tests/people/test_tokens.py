"""Tokens of REST clients: bound to one membership, read without writing, refused in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from rest_framework.test import APIClient

from accord.kernel.actors import SERVER
from accord.kernel.dates import now, today
from accord.people.actions import create_token
from accord.people.models import AccessToken, Membership, Role, User
from tests import scenes
from tests.actors import close_account, join, written
from tests.conftest import WatchfulClient

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
OPERATIONS = "/api/v1/operations/"
TOTALS = "/api/v1/programming-totals/"


def command(*arguments: str, **options: Any) -> str:
    out = StringIO()
    call_command("create_api_token", *arguments, stdout=out, **options)
    return out.getvalue()


def answer(token: str, prefix: str = "Token", path: str = OPERATIONS) -> Any:
    return WatchfulClient().get(path, HTTP_AUTHORIZATION=f"{prefix} {token}")


def token_of(user: User, membership: Membership | None = None) -> str:
    return create_token(user, membership or user.memberships.first(), by=SERVER)


# -- making one ------------------------------------------------------------------------------------


def test_a_token_is_printed_alone_and_works(actor: Actors) -> None:
    actor("departement")
    said = command("departement@test.example")
    token = said.removesuffix("\n")
    assert said == f"{token}\n"
    assert len(token.split()) == 1
    assert APIClient().get(TOTALS).status_code == 401
    assert answer(token, path=TOTALS).status_code == 200
    assert answer(f"{token[:-1]}0x", path=TOTALS).status_code == 401


def test_a_token_is_kept_as_a_digest_only_and_expires(actor: Actors) -> None:
    actor("departement")
    token = command("departement@test.example").strip()
    stored = AccessToken.objects.get()
    assert token not in stored.digest
    assert stored.expiry is not None
    assert 364 <= (stored.expiry.date() - today()).days <= 365


def test_the_address_is_read_without_case(actor: Actors) -> None:
    actor("departement")
    assert command(" Departement@TEST.example ").strip()


@pytest.mark.parametrize("email", ["nobody@test.example", "disabled@test.example", ""])
def test_no_token_without_an_open_account(email: str, actor: Actors) -> None:
    actor("disabled")
    with pytest.raises(CommandError, match="Aucun compte ouvert"):
        command(email)
    assert not AccessToken.objects.exists()


def test_it_is_that_of_the_first_membership_or_of_the_body_named(actor: Actors) -> None:
    user = actor("departement")
    join(user, "tmi", Role.READER)
    command(user.email)
    command(user.email, organisation="tmi")
    bodies = {row.membership.organisation.code for row in AccessToken.objects.all()}
    assert bodies == {"cd62", "tmi"}
    with pytest.raises(CommandError, match="aucune appartenance à « dreets-hdf »"):
        command(user.email, organisation="dreets-hdf")


# -- using it --------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["Token", "token", "Bearer", "bearer"])
def test_both_words_are_understood(prefix: str, actor: Actors) -> None:
    assert answer(token_of(actor("departement")), prefix).status_code == 200


def test_it_reads_for_its_own_membership_whatever_the_account_has_besides(actor: Actors) -> None:
    own = scenes.operation("draft", title="Brouillon du Département")
    other = scenes.operation("draft", "tmi-fse-2021", title="Brouillon de Terri’Mouv")
    user = actor("departement")
    second = join(user, "tmi", Role.OFFICER)
    for membership, row in ((user.memberships.earliest("pk"), own), (second, other)):
        found = answer(token_of(user, membership)).json()["results"]
        assert [line["number"] for line in found] == [row.number]


def test_an_account_without_body_reads_public_data_alone(actor: Actors) -> None:
    user = actor("stranger")
    token = create_token(user, None, by=SERVER)
    scenes.operation("contracted")
    assert answer(token).json()["results"] == []
    assert len(answer(token, path="/api/v1/organisations/").json()["results"]) > 10
    # It stays without body, even when the account has joined one.
    join(user, "cd62", Role.OFFICER)
    assert answer(token).json()["results"] == []


def test_a_session_of_the_site_reads_for_the_body_chosen(actor: Actors, browse: Any) -> None:
    row = scenes.operation("draft")
    found = browse(actor("departement")).get(OPERATIONS).json()["results"]
    assert [line["number"] for line in found] == [row.number]
    assert browse(actor("terrimouv")).get(OPERATIONS).json()["results"] == []


def test_a_token_counts_more_than_the_session_that_it_comes_with(
    actor: Actors, browse: Any
) -> None:
    scenes.operation("draft")
    token = token_of(actor("terrimouv"))
    client = browse(actor("departement"))
    found = client.get(OPERATIONS, HTTP_AUTHORIZATION=f"Token {token}")
    assert found.json()["results"] == []


# -- when it ends ----------------------------------------------------------------------------------


def refused(response: Any, sentence: str) -> None:
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"
    assert response["WWW-Authenticate"] == "Token"
    assert response.json()["detail"] == sentence


def test_the_token_of_a_closed_account_stops_working(actor: Actors) -> None:
    user = actor("departement")
    token = token_of(user)
    close_account(user)
    refused(answer(token), "Token non valide.")


def test_it_ends_with_its_membership(actor: Actors) -> None:
    user = actor("departement")
    join(user, "tmi", Role.OFFICER)
    membership = user.memberships.earliest("pk")
    token = token_of(user, membership)
    membership.ends_on = date(2024, 12, 31)
    written(membership)
    refused(answer(token), "Token non valide.")


def test_one_that_has_expired_is_refused_and_kept(actor: Actors) -> None:
    token = token_of(actor("departement"))
    AccessToken.objects.update(expiry=now() - timedelta(days=1))
    refused(answer(token), "Token non valide.")
    assert AccessToken.objects.count() == 1


@pytest.mark.parametrize("sign", ["\xe9", "\xff", "²", "\x00", "\x80" * 20])
@pytest.mark.parametrize("prefix", ["Token", "Bearer"])
def test_a_sign_that_no_token_has_is_refused_in_words(
    prefix: str, sign: str, actor: Actors
) -> None:
    token = token_of(actor("departement"))
    refused(answer(sign, prefix), "Token non valide.")
    refused(answer(f"{token[:-1]}{sign}", prefix), "Token non valide.")


def test_what_is_no_token_is_said_to_be_none(actor: Actors) -> None:
    token = token_of(actor("departement"))
    refused(answer(""), "En-tête « token » non valide. Informations d'identification non fournies.")
    refused(
        answer(f"{token} {token}"),
        "En-tête « token » non valide. Un token ne doit pas contenir d'espaces.",
    )
    refused(answer(token, "Basic"), "Informations d'authentification non fournies.")


def test_it_is_never_of_a_membership_of_somebody_else(actor: Actors) -> None:
    user, other = actor("departement"), actor("terrimouv")
    token = token_of(user)
    # No action does this: a row as a hand could leave it.
    place = user.memberships.get()
    place.user = other
    written(place)
    refused(answer(token), "Token non valide.")
