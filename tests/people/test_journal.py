"""The journal of accounts: what is written there, who reads it, that nobody rewrites it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from accord.kernel.actors import SERVER
from accord.kernel.rows import AppendOnlyError, append
from accord.kernel.transactions import acting
from accord.people.acting import actor_of, reader_of
from accord.people.actions import create_account, create_token, save_membership
from accord.people.models import (
    AccessToken,
    Event,
    JournalEntry,
    Membership,
    Organisation,
    Role,
    User,
)
from governance.actions import seal_minutes
from tests import scenes
from tests.actors import PASSWORD, SINCE, join

pytestmark = [pytest.mark.django_db, pytest.mark.lenient_templates]
Actors = Callable[[str], User]
Browse = Callable[[User | None], Client]
PAGE = "/administration/people/journalentry/"


def events(user: User | None = None) -> list[str]:
    rows = JournalEntry.objects.order_by("pk")
    rows = rows.filter(account=user) if user else rows
    return list(rows.values_list("event", flat=True))


def last() -> JournalEntry:
    row = JournalEntry.objects.order_by("-pk").select_related("account", "body", "by_user").first()
    assert row is not None
    return row


def sign_in(client: Client, email: str, password: str = PASSWORD) -> Any:
    return client.post("/connexion/", {"username": email, "password": password})


# -- what is written -------------------------------------------------------------------------------


def test_coming_in_being_refused_and_leaving_are_written(actor: Actors, client: Client) -> None:
    user = actor("departement")
    opened = events(user)
    sign_in(client, user.email, "faux")
    sign_in(client, user.email)
    client.post("/deconnexion/")
    assert events(user)[len(opened) :] == [Event.REFUSED, Event.SIGNED_IN, Event.SIGNED_OUT]
    assert last().by_system == "sign_in"
    count = JournalEntry.objects.count()
    sign_in(client, "personne@test.example")
    assert JournalEntry.objects.count() == count


def membership_form(user: User, code: str, **changes: Any) -> dict[str, Any]:
    body = Organisation.objects.get(code=code)
    data = {"user": user.pk, "organisation": body.pk, "role": Role.OFFICER, "ends_on": ""}
    return {**data, "starts_on": "2024-01-01", **changes}


def test_roles_given_changed_and_ended_are_written_with_who_did_it(
    actor: Actors, browse: Browse
) -> None:
    user, technician = actor("stranger"), actor("technician")
    client = browse(technician)
    add = "/administration/people/membership/add/"
    assert client.post(add, membership_form(user, "cd62")).status_code == 302
    row = last()
    assert (row.event, row.account, row.by_user) == (Event.ROLE_GIVEN, user, technician)
    assert row.body is not None
    assert row.body.code == "cd62"
    assert "gestion" in row.detail
    assert "du 01/01/2024, sans fin" in row.detail
    page = f"/administration/people/membership/{user.memberships.get().pk}/change/"
    client.post(page, membership_form(user, "cd62", role=Role.READER))
    assert last().event == Event.ROLE_CHANGED
    client.post(page, membership_form(user, "cd62", ends_on="2025-06-30"))
    assert (last().event, last().detail[-10:]) == (Event.ROLE_ENDED, "30/06/2025")


def test_a_person_on_both_sides_is_said_to_be_and_written_down(
    actor: Actors, browse: Browse
) -> None:
    user = actor("departement")
    client = browse(actor("technician"))
    add = "/administration/people/membership/add/"
    answer = client.post(add, membership_form(user, "dreets-hdf"), follow=True)
    assert "réunit contrôle et gestion" in answer.content.decode()
    assert user.email in answer.content.decode()
    assert last().event == Event.BOTH_SIDES
    assert user.memberships.count() == 2


@pytest.mark.parametrize(
    ("code", "role", "starts", "ends"),
    [
        ("tmi", Role.OFFICER, date(2024, 1, 1), None),
        ("plie-lens-lievin", Role.OFFICER, date(2024, 1, 1), None),
        ("dreets-hdf", Role.OFFICER, date(2018, 1, 1), date(2019, 12, 31)),
    ],
)
def test_other_pairs_of_roles_and_other_times_are_not_both_sides(
    code: str, role: str, starts: date, ends: date | None, actor: Actors
) -> None:
    user = actor("departement")
    body = Organisation.objects.get(code=code)
    row = Membership(user=user, organisation=body, role=role, starts_on=starts, ends_on=ends)
    save_membership(row, by=SERVER, reason="test")
    assert Event.BOTH_SIDES not in events(user)


@pytest.mark.parametrize("code", ["dreets-hdf", "ddets-62"])
def test_both_sides_is_seen_from_either_side(code: str, actor: Actors) -> None:
    user = actor("departement")
    body = Organisation.objects.get(code=code)
    row = Membership(user=user, organisation=body, role=Role.READER, starts_on=SINCE)
    save_membership(row, by=SERVER, reason="test")
    assert events(user)[-2:] == [Event.ROLE_GIVEN, Event.BOTH_SIDES]


def test_accounts_opened_closed_and_let_in_are_written(actor: Actors, browse: Browse) -> None:
    client = browse(actor("technician"))
    user = actor("departement")
    page = f"/administration/people/user/{user.pk}/change/"
    sent = {"email": user.email, "first_name": "", "last_name": ""}
    client.post(page, {**sent, "is_active": "on", "is_staff": "on"})
    assert last().event == Event.STAFF_GIVEN
    client.post(page, sent)
    assert events(user)[-2:] == [Event.ACCOUNT_CLOSED, Event.STAFF_ENDED]
    client.post(page, {**sent, "is_active": "on"})
    assert last().event == Event.ACCOUNT_OPENED
    assert last().by_user == actor("technician")


def test_the_command_and_tokens_are_written(actor: Actors, browse: Browse) -> None:
    call_command("create_account", "alix@cd62.example", "--organisation=cd62", verbosity=0)
    user = User.objects.get(email="alix@cd62.example")
    assert events(user) == [Event.ACCOUNT_OPENED, Event.ROLE_GIVEN]
    create_token(user, user.memberships.get(), by=SERVER)
    assert (last().event, last().by_system) == (Event.TOKEN_MADE, "server")
    client = browse(actor("technician"))
    token = AccessToken.objects.get()
    client.post(f"/administration/people/accesstoken/{token.pk}/delete/", {"post": "yes"})
    assert (last().event, last().by_user) == (Event.TOKEN_CLOSED, actor("technician"))


def test_passwords_changed_are_written_with_who_did_it(actor: Actors, browse: Browse) -> None:
    user, technician = actor("departement"), actor("technician")
    secret = "un-tout-autre-secret-62"
    own = {"old_password": PASSWORD, "new_password1": secret, "new_password2": secret}
    browse(user).post("/compte/mot-de-passe/", own)
    assert (last().event, last().by_system) == (Event.PASSWORD_CHANGED, "sign_in")
    page = f"/administration/people/user/{user.pk}/password/"
    sent = {"password1": "x", "password2": "y", "usable_password": "true", "set-password": "1"}
    client = browse(technician)
    count = JournalEntry.objects.count()
    client.post(page, sent)
    assert JournalEntry.objects.count() == count
    client.post(page, {**sent, "password1": secret, "password2": secret})
    assert (last().event, last().by_user) == (Event.PASSWORD_CHANGED, technician)


def test_what_is_taken_out_is_written_for_the_body_that_one_worked_for(
    actor: Actors, browse: Browse, rest: Any
) -> None:
    user = actor("departement")
    client, api = browse(user), rest(user)
    secretary = actor("secretary")
    meeting = scenes.held_sitting(secretary, operations=[scenes.operation()])
    seal_minutes(meeting, by=actor_of(secretary))
    count = JournalEntry.objects.count()
    list(client.get("/operations/export.csv?fund=fse-plus").streaming_content)
    assert (last().event, last().detail) == (
        Event.EXPORTED,
        "/operations/export.csv?fund=fse-plus",
    )
    assert (last().account, last().body.code, last().by_system) == (user, "cd62", "exports")  # type: ignore[union-attr]
    api.get("/api/v1/programming-totals/?format=csv")
    assert last().detail == "/api/v1/programming-totals/?format=csv"
    client.get(reverse("governance:minutes-pdf", args=[meeting.pk]))
    assert last().detail == reverse("governance:minutes-pdf", args=[meeting.pk])
    assert JournalEntry.objects.count() == count + 3
    # What is only looked at is not.
    for page in ("/operations/", "/api/v1/operations/", "/operations/export.csv?fund=rien"):
        client.get(page)
    api.get("/api/v1/programming-totals/")
    client.head("/operations/export.csv")
    assert JournalEntry.objects.count() == count + 3


def test_words_looked_for_are_not_told_to_who_reads_the_journal(
    actor: Actors, browse: Browse
) -> None:
    user = actor("departement")
    list(browse(user).get("/operations/export.csv?text=Dupont&fund=fse-plus").streaming_content)
    assert last().detail == "/operations/export.csv?text=***&fund=fse-plus"


def test_whoever_reads_for_no_body_takes_out_under_their_own_name(
    actor: Actors, browse: Browse
) -> None:
    user = actor("stranger")
    browse(user).get("/operations/export.csv")
    assert (last().event, last().account, last().body) == (Event.EXPORTED, user, None)


# -- who reads it ----------------------------------------------------------------------------------


def test_an_administrator_reads_that_of_its_members_and_the_technician_all(
    actor: Actors, browse: Browse
) -> None:
    for name in ("departement", "former", "terrimouv", "stranger"):
        sign_in(Client(), actor(name).email)
    both = actor("departement")
    join(both, "tmi", Role.OFFICER)
    administrator = reader_of(actor("administrator"))
    seen = JournalEntry.objects.visible_to(administrator)
    # Of whoever was a member when it happened, and what is about the body itself.
    assert {row.account for row in seen.filter(event=Event.SIGNED_IN)} == {both}
    assert {row.body.code for row in seen.exclude(body=None)} == {"cd62"}
    page = browse(actor("administrator")).get(PAGE).content.decode()
    assert "Departement" in page
    assert "Terrimouv" not in page
    assert "Stranger" not in page
    page = browse(actor("technician")).get(PAGE).content.decode()
    assert "Terrimouv" in page
    assert "Stranger" in page
    # Oneself, and nobody else.
    own = JournalEntry.objects.visible_to(reader_of(actor("terrimouv")))
    assert {row.account for row in own} == {actor("terrimouv")}


def test_nobody_adds_changes_or_deletes_a_line(actor: Actors, browse: Browse) -> None:
    client = browse(actor("technician"))
    row = last()
    assert client.get(f"{PAGE}add/").status_code == 403
    assert client.get(f"{PAGE}{row.pk}/change/").status_code == 200
    assert client.post(f"{PAGE}{row.pk}/change/", {"detail": "réécrit"}).status_code == 403
    assert client.post(f"{PAGE}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    with pytest.raises(AppendOnlyError):
        row.save()
    with pytest.raises(AppendOnlyError):
        JournalEntry.objects.all().delete()


@pytest.mark.postgres
def test_the_database_refuses_to_rewrite_a_line(actor: Actors) -> None:
    actor("departement")
    for change in (
        "UPDATE people_journalentry SET detail = 'x'",
        "DELETE FROM people_journalentry",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


# -- telling people apart --------------------------------------------------------------------------


def test_two_people_of_one_name_are_told_apart_in_a_choice(actor: Actors, browse: Browse) -> None:
    for address in ("alix.un@cd62.example", "alix.deux@cd62.example"):
        create_account(address, by=SERVER, first_name="Alix", last_name="Martin")
    page = browse(actor("technician")).get("/administration/people/membership/add/")
    text = page.content.decode()
    assert "Alix Martin &lt;alix.un@cd62.example&gt;" in text
    assert "Alix Martin &lt;alix.deux@cd62.example&gt;" in text


def test_a_membership_dated_earlier_tells_nothing_of_the_time_before(actor: Actors) -> None:
    mover, admin = actor("terrimouv"), actor("administrator")
    entry = JournalEntry(event=Event.SIGNED_IN, account=mover, value_date=SINCE)
    with acting(SERVER):
        append(entry, by=SERVER)
    place = join(mover, "cd62", Role.READER)
    assert place.starts_on <= SINCE
    rows = JournalEntry.objects.visible_to(reader_of(admin))
    assert not rows.filter(pk=entry.pk).exists()
    # What is told from then on is.
    later = JournalEntry(event=Event.SIGNED_IN, account=mover, value_date=SINCE)
    with acting(SERVER):
        append(later, by=SERVER)
    assert rows.filter(pk=later.pk).exists()
