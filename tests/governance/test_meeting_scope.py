"""Which sittings each body knows of, on their own pages and on those that mark them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from accord.people.acting import actor_of, reader_of
from accord.people.models import User
from governance import actions
from governance.models import Meeting
from tests import scenes
from tests.governance.preparing import inform, plan

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
Browse = Callable[[User | None], Client]
CHART = "/enveloppes/cd62-fse-2021/"
MARK = "TEC 13/02/2024"


def planned(by: User) -> Meeting:
    meeting = plan(by, date(2027, 1, 12))
    inform(meeting, "Point à taire", by=by)
    return meeting


# -- marks on the charts of credits ----------------------------------------------------------------


def marked(name: str, actor: Actors, browse: Browse) -> bool:
    response = browse(actor(name)).get(CHART)
    assert response.status_code == 200
    return MARK in response.content.decode()


def test_a_chart_marks_the_sittings_that_its_reader_knows_of(actor: Actors, browse: Browse) -> None:
    secretary = actor("secretary")
    held = scenes.held_sitting(secretary, day=date(2024, 2, 13), operations=[scenes.operation()])
    # The technical committee: PLIE and Region have no seat there.
    for name in ("plie", "other_plie", "region", "network"):
        assert not marked(name, actor, browse), name
    for name in ("secretary", "departement", "terrimouv", "dreets"):
        assert marked(name, actor, browse), name
    actions.seal_minutes(held, by=actor_of(secretary))
    for name in ("plie", "other_plie", "region", "network"):
        assert not marked(name, actor, browse), name
    for name in ("ddets", "direction", "terrimouv"):
        assert marked(name, actor, browse), name


# -- cancelled meetings ----------------------------------------------------------------------------


def sees(name: str, meeting: Meeting, actor: Actors, browse: Browse) -> bool:
    listed = Meeting.objects.visible_to(reader_of(actor(name))).filter(pk=meeting.pk).exists()
    status = browse(actor(name)).get(meeting.get_absolute_url()).status_code
    assert status == (200 if listed else 404)
    return listed


def test_what_was_cancelled_before_it_was_convened_stays_the_secretariat_s(
    actor: Actors, browse: Browse
) -> None:
    secretary = actor("secretary")
    meeting = planned(secretary)
    actions.cancel_meeting(meeting, by=actor_of(secretary), reason="Reportée")
    assert sees("secretary", meeting, actor, browse)
    for name in ("dreets", "departement", "terrimouv", "plie", "region", "terrimouv_secretary"):
        assert not sees(name, meeting, actor, browse), name
        body = browse(actor(name)).get("/recherche/?q=Point+taire").content.decode()
        assert "Point à taire" not in body.replace("Point taire", "")


def test_what_was_convened_then_cancelled_is_shown_to_whoever_was_convened(
    actor: Actors, browse: Browse
) -> None:
    secretary = actor("secretary")
    if not scenes.committee("technique").seats.exists():
        scenes.seats("technique", secretary)
    meeting = planned(secretary)
    actions.convene_meeting(meeting, by=actor_of(secretary))
    assert sees("terrimouv", meeting, actor, browse)
    actions.cancel_meeting(
        Meeting.objects.get(pk=meeting.pk), by=actor_of(secretary), reason="Quorum non réuni"
    )
    for name in ("secretary", "dreets", "departement", "terrimouv"):
        assert sees(name, meeting, actor, browse), name
    for name in ("plie", "region"):
        assert not sees(name, meeting, actor, browse), name
