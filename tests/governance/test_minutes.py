"""Minutes: page, PDF and REST agree, hostile text stays text, what is sealed stays sealed."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pdfplumber
import pikepdf
import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.urls import reverse

from accord.acts.actions import complete_act
from accord.acts.models import Effect
from accord.kernel.errors import Denied, Refused
from accord.people.acting import actor_of
from accord.people.models import User
from envelopes.actions import MovementOrder, record_movement
from envelopes.states import Stage
from governance import actions
from governance.minutes import (
    SCHEMA,
    MinutesContent,
    canonical,
    digest_of,
    present,
    read_content,
    render_minutes,
)
from governance.models import Meeting, Minutes
from governance.states import Result
from operations.models import Operation
from tests import scenes
from tests.governance.preparing import second_tranche

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
SITTING = date(2024, 2, 15)

HOSTILE = (
    "<script>alert(1)</script>",
    '<link rel="attachment" href="file:///etc/passwd">',
    '<img src="file:///etc/passwd"><img src="http://127.0.0.1:9/x">',
    '<style>@import url("http://127.0.0.1:9/x.css");</style>',
    '<svg onload="alert(1)"><image href="file:///etc/hostname"/></svg>',
    '<iframe src="file:///etc/passwd"></iframe><object data="file:///etc/passwd"></object>',
    '"><b onmouseover=alert(1)>x</b>{{ 7|add:7 }}{% include "/etc/passwd" %}',
    "a" * 3000,
    "\u202eurtla\u202c … \u200b œ € — « fin »",
)


def held(actor: Actors, prose: str = "Débat.", **options: Any) -> Meeting:
    """A sitting with prose everywhere, ended and not sealed."""
    secretary = actor("secretary")
    meeting = scenes.open_sitting(secretary, day=SITTING, **options)
    scenes.decide(meeting, secretary)
    actions.write_minutes(
        meeting,
        by=actor_of(secretary),
        opening=prose,
        closing=prose,
        discussions={item.pk: prose for item in meeting.items.all()},
    )
    return actions.end_sitting(meeting, by=actor_of(secretary))


def sealed(actor: Actors, prose: str = "Débat.", **options: Any) -> Minutes:
    options.setdefault("operations", [scenes.operation()])
    return actions.seal_minutes(held(actor, prose, **options), by=actor_of(actor("secretary")))


def content_of(minutes: Minutes) -> MinutesContent:
    """What was sealed, read back."""
    return read_content(minutes.frozen, minutes.schema or 0)


def pdf_of(minutes: Minutes) -> bytes:
    assert minutes.document is not None
    with minutes.document.open() as file:
        return bytes(file.read())


def text_of(content: bytes) -> str:
    with pdfplumber.open(io.BytesIO(content)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


# -- one content, three readings -------------------------------------------------------------------


def test_page_pdf_and_rest_say_the_same_of_attendance_decisions_and_amounts(
    actor: Actors, browse: Any, rest: Any
) -> None:
    rows = [scenes.operation(title="Coaching"), scenes.operation(title="Mobilité")]
    minutes = sealed(actor, operations=rows)
    content = pdf_of(minutes)
    flat = squeezed(text_of(content))
    page = browse(actor("dreets")).get(minutes.meeting.get_absolute_url()).content.decode()
    body = rest(actor("dreets")).get(f"/api/v1/meetings/{minutes.meeting_id}/").json()
    said = body["content"]
    for item in said["items"]:
        for piece in (item["title"], item["decision"], item["effect"]["sentence"]):
            assert squeezed(piece) in flat
            assert piece in page
        whole, cents = item["object"]["eu_amount"].split(".")
        assert f"FSE+:{whole},{cents}€(60,00%)" in flat
        assert squeezed(item["object"]["beneficiary"]) in flat
        assert item["object"]["beneficiary"] in page
        assert item["object"]["envelope"] == "FSE+ du Département"
    for person in said["attendance"]:
        assert squeezed(person["name"]) in flat
        assert person["name"] in page
    assert squeezed(said["electorate"]["sentence"]) in flat
    assert said["electorate"]["sentence"] in page
    for envelope in said["position"]["rows"]:
        for name in ("notified", "open", "reserved", "remaining"):
            whole, cents = envelope[name].split(".")
            assert f"{whole},{cents}" in flat
    assert body["minutes_digest"] == minutes.digest == digest_of(minutes.frozen)
    assert minutes.digest in flat
    assert body["minutes_pdf_sha256"] == hashlib.sha256(content).hexdigest()
    assert body["minutes_pdf_sha256"] in page


def test_each_kind_of_point_tells_what_is_at_stake(actor: Actors, rest: Any) -> None:
    """The opinion with a programming; the credits of a tranche; what a deprogramming gives back,
    the same before and after."""
    programmed = scenes.operation("programmed")
    decided = scenes.operation("opinion_given")
    options = {"code": "programmation-cd62", "day": date(2024, 6, 3)}
    found = []
    for kind, row in (("programming", decided), ("deprogramming", programmed)):
        meeting = scenes.open_sitting(actor("secretary"), kind=kind, operations=[row], **options)
        options["day"] = date(2024, 6, 4)
        url = f"/api/v1/meetings/{meeting.pk}/"
        scenes.decide(meeting, actor("secretary"))
        client = rest(actor("secretary"))
        before = client.get(url).json()["content"]["items"][0]["object"]
        day = options["day"]
        named = {"deliberation_number": f"D-{kind}", "deliberation_date": day}
        actions.end_sitting(meeting, by=actor_of(actor("secretary")), **named)
        assert client.get(url).json()["content"]["items"][0]["object"] == before
        found.append(before)
    assert [one["eu_amount"] for one in found] == ["60000.00", "60000.00"]
    assert [one["opinion"] for one in found] == ["favorable", ""]
    tranche = second_tranche()
    meeting = scenes.open_sitting(actor("secretary"), tranche=tranche)
    content = rest(actor("secretary")).get(f"/api/v1/meetings/{meeting.pk}/").json()["content"]
    assert content["items"][0]["object"] == {
        "envelope": "FSE+ du Département",
        "opened": "9477752.10",
    }


def test_the_document_is_tagged_numbered_signed_and_dated_by_its_sitting(actor: Actors) -> None:
    minutes = sealed(actor)
    content = pdf_of(minutes)
    with pikepdf.open(io.BytesIO(content)) as document:
        root = document.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "fr"
        pages = len(document.pages)
        assert "Procès-verbal" in str(document.docinfo["/Title"])
    text = text_of(content)
    assert f"page 1 / {pages}" in text
    assert f"page {pages} / {pages}" in text
    order = ["Présences", "Ordre du jour", "Examen des points", "Président de séance", "Annexe"]
    places = [text.index(title) for title in order]
    assert places == sorted(places)
    assert "Position des enveloppes au 15 février 2024" in text


def test_the_position_is_that_of_the_sitting_whatever_came_later(actor: Actors) -> None:
    meeting = held(actor, operations=[scenes.operation()])
    act = scenes.credit_act()
    order = MovementOrder(scenes.envelope(), "notification", 5, 0, date(2024, 2, 16), act)
    record_movement(order, by=actor_of(actor("dreets")))
    minutes = actions.seal_minutes(meeting, by=actor_of(actor("secretary")))
    row = next(row for row in content_of(minutes).envelopes if row.code == "cd62-fse-2021")
    amounts = row.position.amounts
    assert (amounts[Stage.NOTIFIED], amounts[Stage.OPEN]) == (3_159_250_700, 2_211_475_490)


def test_the_same_data_draws_the_same_bytes(actor: Actors) -> None:
    minutes = sealed(actor)
    assert minutes.sealed_at is not None
    content = content_of(minutes)
    again = render_minutes(content, sealed_at=minutes.sealed_at)
    assert hashlib.sha256(again).hexdigest() == minutes.document.sha256  # type: ignore[union-attr]
    assert canonical(content) == minutes.frozen


# -- hostile text ----------------------------------------------------------------------------------


@pytest.mark.parametrize("payload", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_only_text_on_the_page_and_in_the_pdf(
    payload: str, actor: Actors, browse: Any
) -> None:
    """No request leaves: the suite refuses every connection but the database's."""
    row = scenes.operation(title=f"Titre {payload}"[:390])
    minutes = sealed(actor, payload, operations=[row])
    content = pdf_of(minutes)
    with pikepdf.open(io.BytesIO(content)) as document:
        assert list(document.attachments) == []
        assert "/OpenAction" not in document.Root
        assert "/JavaScript" not in str(document.Root.get("/Names", ""))
        for page in document.pages:
            assert not [
                link for link in page.get("/Annots", []) if "/URI" in str(link.get("/A", ""))
            ]
    text = text_of(content)
    assert "root:" not in text
    page = browse(actor("dreets")).get(minutes.meeting.get_absolute_url()).content.decode()
    for tag in ("<script>alert", "<iframe", "<object", "<svg onload", '<link rel="attachment"'):
        assert tag not in page
    if "<" in payload:
        assert payload not in page
        assert squeezed(payload)[:40] in squeezed(text)


# -- sealed ----------------------------------------------------------------------------------------


def test_only_an_ended_sitting_is_sealed_once_and_by_its_secretariat(actor: Actors) -> None:
    secretary = actor("secretary")
    meeting = scenes.open_sitting(secretary, operations=[scenes.operation()])
    with pytest.raises(Refused, match="Impossible d’établir"):
        actions.seal_minutes(meeting, by=actor_of(secretary))
    scenes.decide(meeting, secretary)
    ended = actions.end_sitting(meeting, by=actor_of(secretary))
    for name in ("departement", "dreets", "terrimouv_secretary"):
        with pytest.raises(Denied):
            actions.seal_minutes(ended, by=actor_of(actor(name)))
    actions.seal_minutes(ended, by=actor_of(secretary))
    with pytest.raises(Refused, match="Impossible d’établir"):
        actions.seal_minutes(ended, by=actor_of(secretary))
    with pytest.raises(Refused, match="jusqu’à ce qu’il soit établi"):
        actions.write_minutes(
            ended, by=actor_of(secretary), opening="x", closing="", discussions={}
        )


def test_a_change_between_the_drawing_and_the_seal_is_refused(actor: Actors) -> None:
    secretary = actor("secretary")
    meeting = held(actor, operations=[scenes.operation()])
    drawn = actions.draw_minutes(meeting, by=actor_of(secretary))
    actions.write_minutes(
        meeting, by=actor_of(secretary), opening="Autre", closing="", discussions={}
    )
    with pytest.raises(Refused, match="vient d’être modifié"):
        actions.seal_minutes(meeting, by=actor_of(secretary), drawn=drawn)
    assert not Minutes.objects.get(meeting=meeting).is_sealed


@pytest.mark.postgres
@pytest.mark.parametrize("verb", ["UPDATE {} SET opening = 'x'", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_sealed_minutes(actor: Actors, verb: str) -> None:
    minutes = sealed(actor)
    table = Minutes._meta.db_table
    with (
        pytest.raises(DatabaseError, match="is sealed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"{verb.format(table)} WHERE id = {minutes.pk}")


def test_what_came_into_force_since_is_said_beside_what_was_sealed(
    actor: Actors, browse: Any, rest: Any
) -> None:
    tranche = second_tranche()
    minutes = sealed(actor, operations=(), tranche=tranche)
    before = minutes.frozen
    awaited = Effect.objects.get().awaits
    assert awaited is not None
    complete_act(awaited, by=actor_of(actor("dreets")), number="AV-1", date=date(2024, 5, 2))
    client = browse(actor("dreets"))
    address = minutes.meeting.get_absolute_url()
    assert "Depuis que le procès-verbal est établi" in client.get(address).content.decode()
    assert Minutes.objects.get(pk=minutes.pk).frozen == before
    said = rest(actor("dreets")).get(f"/api/v1/meetings/{minutes.meeting_id}/").json()["content"]
    assert said["items"][0]["effect"]["state"] == "prepared"


# -- at a date -------------------------------------------------------------------------------------


def test_pages_at_an_earlier_date_do_not_tell_what_came_later(actor: Actors, browse: Any) -> None:
    tranche = second_tranche()
    meeting = held(actor, operations=(), tranche=tranche)
    awaited = Effect.objects.get().awaits
    assert awaited is not None
    complete_act(awaited, by=actor_of(actor("dreets")), number="AV-1", date=date(2024, 5, 2))
    client = browse(actor("dreets"))
    pages = (
        meeting.get_absolute_url(),
        reverse("governance:decision-list"),
        reverse("governance:committee-detail", args=["technique"]),
    )
    for url in pages:
        eve = client.get(url, {"as_of": "2024-05-01"}).content.decode()
        assert ">préparé<" in eve, url
        assert "2 mai 2024" not in eve, url
        day = client.get(url, {"as_of": "2024-05-02"}).content.decode()
        assert ">appliqué<" in day, url


def test_a_sitting_looked_at_before_its_day_has_an_agenda_only(actor: Actors, browse: Any) -> None:
    minutes = sealed(actor, "Débat confidentiel.")
    client = browse(actor("dreets"))
    page = client.get(minutes.meeting.get_absolute_url(), {"as_of": "2024-02-14"}).content.decode()
    assert "n’avait pas encore eu lieu" in page
    assert Operation.objects.get().title in page
    for later in ("Débat confidentiel", "TEC-2024-001", "Une Personne"):
        assert later not in page


def test_a_draft_is_read_by_the_secretariat_alone(actor: Actors, browse: Any, rest: Any) -> None:
    meeting = held(actor, "Prose secrète.", operations=[scenes.operation()])
    address, api = meeting.get_absolute_url(), f"/api/v1/meetings/{meeting.pk}/"
    assert "Prose secrète." in browse(actor("secretary")).get(address).content.decode()
    for name in ("departement", "dreets", "direction", "administrator"):
        assert "Prose secrète." not in browse(actor(name)).get(address).content.decode()
        assert "Prose secrète." not in rest(actor(name)).get(api).content.decode()


def test_the_outcome_of_an_item_is_taken_back_by_leaving_it_blank(actor: Actors) -> None:
    secretary = actor("secretary")
    meeting = scenes.open_sitting(secretary, operations=[scenes.operation()])
    item = meeting.items.get()
    scenes.decide(meeting, secretary, Result.FAVOURABLE)
    actions.record_outcomes(meeting, {item.pk: actions.OutcomeDraft("")}, by=actor_of(secretary))
    with pytest.raises(Refused, match="Il manque un avis ou une décision"):
        actions.end_sitting(meeting, by=actor_of(secretary))
    assert Meeting.objects.get(pk=meeting.pk).state == "open"


def test_what_was_sealed_in_its_first_shape_is_read_as_it_was(actor: Actors) -> None:
    minutes = sealed(actor)
    assert minutes.schema == SCHEMA == 2
    former = minutes.frozen.replace(',"fund":"FSE+"', "")
    assert former != minutes.frozen
    [item] = present(read_content(former, 1))["items"]
    assert item["object"]["fund"] == "montant UE"
    [item] = present(content_of(minutes))["items"]
    assert item["object"]["fund"] == "FSE+"
