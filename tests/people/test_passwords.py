"""A forgotten password: nobody learns who has an account, and a link serves once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accord.kernel.actors import SERVER
from accord.people.actions import create_token
from accord.people.models import AccessToken, Event, JournalEntry, User
from tests.actors import PASSWORD

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
PAGE = "/connexion/mot-de-passe-oublie/"
SECRET = "un-tout-autre-secret-62"
THROUGH_THE_WORKER = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


WEAK = [
    "",
    "court",
    "quatorze-signe",
    "1q2w3e4r5t6y7u8i9o0p",
    "907142850371964",
    "password1234567",
    "password!password!",
    "Azerty2026-2026-2026",
    "azeazeazeazeazeaze",
    "departement@test.example",
]


def ask(email: str, client: Client | None = None) -> Any:
    return (client or Client()).post(PAGE, {"email": email}, follow=True)


def link() -> str:
    found = re.search(r"http://testserver(/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def choose(client: Client, address: str, password: str = SECRET) -> Any:
    form = client.get(address, follow=True)
    target = form.redirect_chain[-1][0] if form.redirect_chain else address
    return client.post(target, {"new_password1": password, "new_password2": password}, follow=True)


def test_a_link_lets_one_choose_a_new_password_once(actor: Actors, client: Client) -> None:
    user = actor("departement")
    create_token(user, user.memberships.get(), by=SERVER)
    elsewhere = Client()
    elsewhere.force_login(user)
    ask(f" {user.email.upper()} ")
    assert [message.to for message in mail.outbox] == [[user.email]]
    address = link()
    done = choose(client, address)
    assert "Votre mot de passe est changé" in done.content.decode()
    assert User.objects.get(pk=user.pk).check_password(SECRET)
    # What the former one had opened is closed.
    assert not AccessToken.objects.exists()
    assert elsewhere.get("/").status_code == 302
    # Nobody is signed in by a link, and it serves no more.
    assert "_auth_user_id" not in client.session
    assert "a déjà servi" in Client().get(address, follow=True).content.decode()
    events = (
        JournalEntry.objects.filter(account=user).order_by("pk").values_list("event", flat=True)
    )
    assert list(events)[-2:] == [Event.RESET_ASKED, Event.PASSWORD_CHANGED]


def test_a_link_serves_for_an_hour(actor: Actors, client: Client) -> None:
    start = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    with time_machine.travel(start, tick=False):
        ask(actor("departement").email)
    with time_machine.travel(start + timedelta(minutes=61), tick=False):
        assert "a déjà servi" in client.get(link(), follow=True).content.decode()


@pytest.mark.parametrize("password", WEAK)
def test_a_weak_password_is_refused_at_its_field(
    password: str, actor: Actors, client: Client
) -> None:
    user = actor("departement")
    ask(user.email)
    answer = choose(client, link(), password)
    assert answer.status_code == 422
    assert "Rien n’a été enregistré" in answer.content.decode()
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_nobody_learns_who_has_an_account(actor: Actors, settings: Any) -> None:
    """The same answer and the same statements: the worker alone looks for the account."""
    settings.TASKS = THROUGH_THE_WORKER
    told = []
    for email in (actor("departement").email, actor("disabled").email, "personne@test.example"):
        client = Client()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.post(PAGE, {"email": email})
        statements = [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in queries]
        assert not any("people_user" in statement for statement in statements)
        page = client.get(answer["Location"]).content.decode()
        told.append((answer.status_code, answer["Location"], statements, _plain(page)))
    assert told[0] == told[1] == told[2]
    assert "Si un compte ouvert a cette adresse" in told[0][3]


def _plain(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)


def test_a_closed_account_and_no_account_are_sent_nothing(actor: Actors) -> None:
    ask(actor("disabled").email)
    ask("personne@test.example")
    assert mail.outbox == []


def test_an_account_is_not_flooded(actor: Actors) -> None:
    for _ in range(3):
        ask(actor("departement").email)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("email", ["", "a", "a@", "\x00@b.fr", "é" * 300, "x@" + "y" * 300, "@@"])
def test_what_is_no_address_is_refused_at_its_field(email: str) -> None:
    answer = ask(email)
    assert answer.status_code == 422
    assert mail.outbox == []


@pytest.mark.parametrize("path", ["x/y", "MQ/set-password", "é/é", "9" * 40 + "/a-b", "%00/%00"])
def test_a_link_that_was_not_sent_opens_nothing(path: str, client: Client) -> None:
    answer = client.get(f"/connexion/nouveau-mot-de-passe/{path}/")
    assert answer.status_code in (200, 404)
    if answer.status_code == 200:
        assert "a déjà servi" in answer.content.decode()


def test_a_link_opened_twice_serves_once(actor: Actors) -> None:
    user = actor("departement")
    ask(user.email)
    pages = [Client(), Client()]
    targets = [page.get(link(), follow=True).redirect_chain[-1][0] for page in pages]
    both = {"new_password1": SECRET, "new_password2": SECRET}
    assert pages[0].post(targets[0], both).status_code == 302
    other = {"new_password1": f"{SECRET}-autre", "new_password2": f"{SECRET}-autre"}
    answer = pages[1].post(targets[1], other)
    assert "a déjà servi" in answer.content.decode()
    assert User.objects.get(pk=user.pk).check_password(SECRET)
