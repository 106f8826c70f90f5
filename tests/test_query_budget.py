"""Every list, home and total costs the same number of queries at 1 and at 50 rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accord.people.acting import actor_of
from accord.people.models import User
from envelopes.actions import MovementOrder, record_movement, set_programming_ceiling
from governance import actions as governance
from governance.states import Result, SubjectKind
from operations.states import OperationState
from tests import scenes

pytestmark = pytest.mark.django_db

PAGES = (
    "/",
    "/recherche/?q=accompagnement",
    "/enveloppes/",
    "/enveloppes/cd62-fse-2021/",
    "/enveloppes/cd62-fse-2021/mouvements/",
    "/enveloppes/cd62-fse-2021/plafonds/",
    "/enveloppes/cd62-fse-2021/sources/",
    "/operations/",
    "/operations/export.csv",
    "/comites/",
    "/comites/technique/",
    "/reunions/",
    "/decisions/",
    "/actes/",
    "/accord/",
    "/accord/chiffres/",
    "/accord/territoires/",
    "/accord/organismes/",
    "/accord/lignes-de-partage/",
    "/accord/bilan/",
    "/chiffres/envelopes.programmed/cd62-fse-2021/",
    "/chiffres/envelopes.open/cd62-fse-2021/",
)
REST = (
    "/api/v1/programming-totals/",
    "/api/v1/programming-totals/?group_by=scheme,year",
    "/api/v1/programming-totals/?group_by=territory",
    "/api/v1/programming-totals/?known_at=2030-01-01",
    "/api/v1/operations/",
    "/api/v1/movements/",
    "/api/v1/envelopes/",
    "/api/v1/meetings/",
    "/api/v1/decisions/",
    "/api/v1/committees/",
    "/api/v1/organisations/",
    "/api/v1/agreements/",
)


def grow(by: User, dreets: User, start: int, number: int) -> None:
    """That many more operations, movements, acts, seats, meetings and decisions."""
    place, authority, secretary = scenes.envelope(), actor_of(dreets), actor_of(by)
    for rank in range(start, start + number):
        day = date(2024, 5, 1) + timedelta(days=rank)
        scenes.operation(OperationState.CONTRACTED, eu_amount=1_000_000 + rank)
        act = scenes.credit_act(f"Notification {rank}")
        order = MovementOrder(place, "notification", 100, 0, day, act)
        record_movement(order, by=authority)
        set_programming_ceiling(place, by=authority, rate_bp=10_000, starts_on=day, act=act)
        scenes.held_sitting(by, day=day, operations=[scenes.operation()])
        meeting = governance.plan_meeting(
            governance.MeetingDraft(scenes.committee("politique"), "sitting", day), by=secretary
        )
        point = governance.Wish(SubjectKind.INFORMATION, title=f"Point {rank}")
        governance.add_items(meeting, [point], by=secretary)


def count(client: Any, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(url)
        if response.streaming:
            b"".join(response.streaming_content)
    assert response.status_code == 200, url
    return len(queries)


def test_lists_homes_and_totals_cost_the_same_at_1_and_at_50_rows(
    actor: Callable[[str], User], browse: Any, rest: Any
) -> None:
    clients = {name: browse(actor(name)) for name in ("departement", "secretary", "dreets")}
    api = rest(actor("dreets"))
    addresses = [(name, url) for name in clients for url in PAGES] + [("rest", url) for url in REST]

    def measure() -> dict[tuple[str, str], int]:
        return {
            (name, url): count(api if name == "rest" else clients[name], url)
            for name, url in addresses
        }

    grow(actor("secretary"), actor("dreets"), 0, 1)
    measure()
    before = measure()
    grow(actor("secretary"), actor("dreets"), 1, 49)
    after = measure()
    grown = {key: (before[key], after[key]) for key in before if after[key] > before[key]}
    assert grown == {}
    assert max(after.values()) <= 40, max(after, key=lambda key: after[key])


def test_a_meeting_costs_the_same_with_1_and_25_items(
    actor: Callable[[str], User], browse: Any, rest: Any
) -> None:
    secretary = actor("secretary")
    costs = []
    for rank, number in enumerate((1, 25)):
        operations = [scenes.operation() for _ in range(number)]
        meeting = scenes.open_sitting(
            secretary, day=date(2024, 2, 15) + timedelta(days=rank), operations=operations
        )
        scenes.decide(meeting, secretary, Result.FAVOURABLE)
        governance.end_sitting(meeting, by=actor_of(secretary))
        client, api = browse(secretary), rest(secretary)
        urls = (meeting.get_absolute_url(), f"/api/v1/meetings/{meeting.pk}/")
        count(client, urls[0])
        costs.append((count(client, urls[0]), count(api, urls[1])))
    assert costs[0] == costs[1]


def test_the_agenda_form_costs_the_same_with_1_and_30_waiting(
    actor: Callable[[str], User], browse: Any
) -> None:
    secretary = actor("secretary")
    meeting = governance.plan_meeting(
        governance.MeetingDraft(scenes.committee(), "sitting", date(2024, 3, 4)),
        by=actor_of(secretary),
    )
    client = browse(secretary)
    url = reverse("governance:meeting-agenda", args=[meeting.pk])
    scenes.operation()
    count(client, url)
    before = count(client, url)
    for _ in range(29):
        scenes.operation()
    assert count(client, url) == before
    assert SubjectKind.OPINION in client.get(url).content.decode()
