"""A session that nobody uses ends, and says so; one that is used goes on without any writing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from accord.people.acting import reader_of
from accord.people.idle import COOKIE
from accord.people.models import Event, JournalEntry, User
from accord.web.kept import mark_of
from tests.actors import PASSWORD
from tests.pages import hidden_fields

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def at(minutes: float) -> Any:
    return time_machine.travel(START + timedelta(minutes=minutes), tick=False)


@pytest.fixture
def signed_in(actor: Actors, client: Client) -> Client:
    with at(0):
        client.post("/connexion/", {"username": actor("departement").email, "password": PASSWORD})
    return client


def test_a_session_that_is_used_goes_on(signed_in: Client) -> None:
    for minutes in range(50, 400, 50):
        with at(minutes):
            assert signed_in.get("/actes/").status_code == 200


def test_a_session_that_nobody_uses_ends_and_says_so(signed_in: Client) -> None:
    with at(61):
        answer = signed_in.get("/actes/", follow=True)
        assert answer.redirect_chain == [("/connexion/?next=/actes/&inactivite=1", 302)]
        assert "après 60 minutes sans activité" in answer.content.decode()
        assert "_auth_user_id" not in signed_in.session
        # Once: the next request is nobody's.
        assert "sans activité" not in signed_in.get("/connexion/").content.decode()
    row = JournalEntry.objects.order_by("pk").last()
    assert row is not None
    assert row.event == Event.IDLE


def test_what_was_typed_for_an_hour_is_kept(signed_in: Client, actor: Actors) -> None:
    mark = mark_of(reader_of(actor("departement")))
    with at(90):
        answer = signed_in.post("/actes/nouveau/", {"act_title": "Longuement mûri", "typist": mark})
    assert answer.status_code == 401
    page = answer.content.decode()
    assert "après 60 minutes sans activité" in page
    assert hidden_fields(page)["kept"] != [""]


@pytest.mark.parametrize("cookie", [None, "", "1", "1:forged:cookie", "é", "\x00"])
def test_a_session_without_its_other_cookie_lasts_no_longer(
    cookie: str | None, signed_in: Client
) -> None:
    with at(50):
        signed_in.get("/actes/")
    del signed_in.cookies[COOKIE]
    if cookie is not None:
        signed_in.cookies[COOKIE] = cookie
    with at(59):
        assert signed_in.get("/actes/").status_code == 200
    signed_in.cookies.pop(COOKIE, None)
    with at(61):
        assert signed_in.get("/actes/").status_code == 302


def test_the_cookie_of_another_account_keeps_no_session_alive(
    signed_in: Client, actor: Actors
) -> None:
    other = Client()
    with at(59):
        other.force_login(actor("terrimouv"))
        other.get("/")
    signed_in.cookies[COOKIE] = other.cookies[COOKIE].value
    with at(61):
        assert signed_in.get("/actes/").status_code == 302


def test_the_api_asks_again_for_who_one_is(signed_in: Client) -> None:
    with at(30):
        assert signed_in.get("/api/v1/agreements/").status_code == 200
    with at(95):
        assert signed_in.get("/api/v1/agreements/").status_code == 401


def test_the_limit_is_a_setting(signed_in: Client, settings: Any) -> None:
    settings.SESSION_IDLE_MINUTES = 0
    with at(600):
        assert signed_in.get("/actes/").status_code == 200
    settings.SESSION_IDLE_MINUTES = 10
    with at(611):
        assert "après 10 minutes" in signed_in.get("/actes/", follow=True).content.decode()


def test_a_session_ends_after_twelve_hours_however_much_it_was_used(signed_in: Client) -> None:
    for minute in range(0, 721, 50):
        with at(minute):
            # What changes a session would date it anew.
            assert signed_in.get("/compte/second-facteur/").status_code == 200, minute
            session = signed_in.session
            session["touched"] = minute
            session.save()
    with at(721):
        answer = signed_in.get("/actes/", follow=True)
    # It was used until then: nobody is told otherwise, nor is the journal.
    assert answer.redirect_chain
    assert "sans activité" not in answer.content.decode()
    assert JournalEntry.objects.latest("pk").event == Event.SIGNED_OUT
