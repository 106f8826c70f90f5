"""A person of several bodies works for one at a time, for reading and writing alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accord.acts.models import Act
from accord.kernel.actors import NOBODY, Actor, Reader
from accord.kernel.contributions import WaitingCount, registry
from accord.people.acting import (
    memberships_of,
    reader_by,
    reader_of,
    reader_without_body,
    standing_of,
)
from accord.people.models import Membership, Role, User
from operations.models import Operation
from tests import scenes
from tests.actors import close_account, join, written
from tests.pages import hidden_fields

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
Browse = Callable[[User | None], Client]
PLACE = "/compte/organisme/"


@pytest.fixture
def both(actor: Actors) -> User:
    """An officer of the Département who is one of Terri'Mouv as well."""
    user = actor("departement")
    join(user, "tmi", Role.OFFICER)
    return user


def place_in(user: User, code: str) -> Membership:
    return user.memberships.get(organisation__code=code)


def choose(client: Client, place: Membership) -> Any:
    return client.post(PLACE, {"place": place.pk})


def header(client: Client) -> str:
    found = re.search(r"<header.*?</header>", client.get("/").content.decode(), re.DOTALL)
    assert found
    return found[0]


# -- who one is ------------------------------------------------------------------------------------


def test_one_reads_for_the_first_membership_unless_another_is_chosen(both: User) -> None:
    first, second = memberships_of(both)
    assert reader_of(both) == reader_of(both, first.pk)
    assert (reader_of(both).body, reader_of(both).role) == ("cd62", "officer")
    assert reader_of(both, second.pk).body == "tmi"
    assert reader_of(both, 0) == reader_of(both)
    standing = standing_of(both, second.pk)
    assert (standing.place, standing.places) == (second, (first, second))


def test_the_membership_of_somebody_else_is_never_one_s_own(actor: Actors, both: User) -> None:
    other = actor("dreets").memberships.get()
    assert reader_of(both, other.pk).body == "cd62"


def test_a_membership_that_has_ended_is_no_place(both: User) -> None:
    ended = place_in(both, "tmi")
    ended.ends_on = date(2024, 12, 31)
    written(ended)
    assert reader_of(both, ended.pk).body == "cd62"
    assert reader_by(ended) == NOBODY
    assert reader_by(place_in(both, "cd62")) == reader_of(both)


def test_a_closed_account_is_nobody(both: User) -> None:
    close_account(both)
    assert reader_of(both) == NOBODY
    assert reader_without_body(both) == NOBODY
    assert reader_by(place_in(both, "cd62")) == NOBODY


def test_without_membership_one_reads_and_only_whoever_runs_the_machine_acts(
    actor: Actors, both: User
) -> None:
    stranger, technician = actor("stranger"), actor("technician")
    assert reader_of(stranger) == Reader(user_id=stranger.pk)
    assert reader_of(technician) == Actor(user_id=technician.pk, is_technician=True)
    assert reader_without_body(both) == Reader(user_id=both.pk)


# -- choosing --------------------------------------------------------------------------------------


def test_with_one_membership_there_is_nothing_to_choose(actor: Actors, browse: Browse) -> None:
    assert PLACE not in header(browse(actor("departement")))
    assert PLACE not in header(browse(actor("stranger")))
    assert "<summary>Mon compte</summary>" in header(browse(actor("stranger")))


def test_the_header_says_for_whom_one_works_and_offers_the_other_places(
    both: User, browse: Browse
) -> None:
    client = browse(both)
    tmi = place_in(both, "tmi")
    shown = header(client)
    name = place_in(both, "cd62").organisation.short_name
    assert f"<summary>{name}</summary>" in shown
    assert f'<option value="{tmi.pk}">{tmi.place}</option>' in shown
    answer = choose(client, tmi)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    shown = header(client)
    assert f"<summary>{tmi.organisation.short_name}</summary>" in shown
    assert f'<option value="{tmi.pk}" selected>' in shown


def test_one_reads_what_the_body_chosen_reads_and_nothing_of_the_other(
    both: User, browse: Browse
) -> None:
    own = scenes.operation("draft", title="Brouillon du Département")
    other = scenes.operation("draft", "tmi-fse-2021", title="Brouillon de Terri’Mouv")
    client = browse(both)
    for code, seen, hidden in (("cd62", own, other), ("tmi", other, own), ("cd62", own, other)):
        choose(client, place_in(both, code))
        assert client.get(seen.get_absolute_url()).status_code == 200
        assert client.get(hidden.get_absolute_url()).status_code == 404
        listed = client.get("/operations/").content.decode()
        assert seen.title in listed
        assert hidden.title not in listed


def test_what_one_writes_is_the_body_s_that_one_chose(both: User, browse: Browse) -> None:
    row = scenes.operation("admissible", "tmi-fse-2021")
    url = f"/operations/{row.pk}/retirer/"
    client = browse(both)
    sent = {"submission": str(uuid4()), "value_date": "2024-06-03", "reason": "Désistement."}
    assert client.post(url, sent).status_code == 403
    choose(client, place_in(both, "tmi"))
    assert client.post(url, sent).status_code == 302
    fresh = Operation.objects.get(pk=row.pk)
    step = fresh.steps.order_by("pk").last()
    assert (step.by_user, step.by_body, step.by_role) == (both, "tmi", "officer")
    trace = fresh.history.first()
    assert (trace.history_user, trace.by_body) == (both, "tmi")


@pytest.mark.parametrize("place", ["", "0", "x", "99999999999999999999999"])
def test_a_place_that_is_not_one_s_own_leads_nowhere(
    place: str, actor: Actors, both: User, browse: Browse
) -> None:
    client = browse(both)
    assert client.post(PLACE, {"place": place}).status_code == 404
    assert choose(client, actor("dreets").memberships.get()).status_code == 404
    assert client.get(PLACE).status_code == 405
    assert reader_of(both).body == "cd62"


def test_the_choice_is_the_session_s_and_ends_with_it(both: User, browse: Browse) -> None:
    client, elsewhere = browse(both), browse(both)
    choose(client, place_in(both, "tmi"))
    cd62 = place_in(both, "cd62").organisation.short_name
    assert f"<summary>{cd62}</summary>" in header(elsewhere)
    client.post("/deconnexion/")
    client.force_login(both)
    assert f"<summary>{cd62}</summary>" in header(client)


def test_a_form_opened_for_the_former_body_is_not_sent_for_the_new_one_unasked(
    both: User,
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(both)
    origin = {"HTTP_ORIGIN": "http://testserver"}
    row = scenes.operation("admissible", "cd62-fse-2021")
    url = f"/operations/{row.pk}/retirer/"
    # As the page of the form carried it.
    form = hidden_fields(client.get(url).content.decode())
    token = client.cookies["csrftoken"].value
    chosen = {"place": place_in(both, "tmi").pk, "csrfmiddlewaretoken": token}
    assert client.post(PLACE, chosen, **origin).status_code == 302
    typed = {**form, "value_date": "2024-06-03", "reason": "Désistement."}
    page = client.post(url, {**typed, "csrfmiddlewaretoken": token}, **origin).content.decode()
    assert "Votre saisie est là" in page
    # Nothing to send before one works for the first body again.
    shown = hidden_fields(page)
    assert set(shown) == {"place", "kept"}
    assert shown["place"] == [str(place_in(both, "cd62").pk)]
    fresh = client.cookies["csrftoken"].value
    page = client.post(PLACE, {**shown, "csrfmiddlewaretoken": fresh}, **origin).content.decode()
    again = hidden_fields(page)
    assert again["reason"] == ["Désistement."]
    assert Operation.objects.get(pk=row.pk).state == "admissible"
    # Even with a token of today, what was typed for one body is not sent for the other.
    other = client.cookies["csrftoken"].value
    client.post(PLACE, {**chosen, "csrfmiddlewaretoken": other}, **origin)
    sent = {**again, "csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    assert client.post(url, sent, **origin).status_code == 403
    assert Operation.objects.get(pk=row.pk).state == "admissible"


# -- what waits elsewhere --------------------------------------------------------------------------


def test_the_home_says_how_much_waits_in_the_other_body(
    both: User, actor: Actors, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenes.operation("draft", "tmi-fse-2021")
    scenes.operation("draft", "tmi-fse-2021")
    count = WaitingCount(
        lambda reader, perimeter: Operation.objects.visible_to(reader).filter(state="draft").count()
    )
    monkeypatch.setattr(registry, "waiting", [count])
    client = browse(both)
    tmi, cd62 = place_in(both, "tmi"), place_in(both, "cd62")
    assert f"Dans vos autres organismes : {tmi.place}, 2 en attente." in (
        client.get("/").content.decode()
    )
    choose(client, tmi)
    assert f"Dans vos autres organismes : {cd62.place}, 0 en attente." in (
        client.get("/").content.decode()
    )
    assert "autres organismes" not in browse(actor("terrimouv")).get("/").content.decode()


def test_an_act_is_issued_by_the_body_chosen(both: User, browse: Browse) -> None:
    client = browse(both)
    choose(client, place_in(both, "tmi"))
    page = client.get("/actes/nouveau/").content.decode()
    assert 'value="tmi"' in page
    assert 'value="cd62"' not in page
    assert Act.objects.exists()
