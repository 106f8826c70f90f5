"""An operation at a date: page, export and REST say the same, and nothing that came later."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from accord.kernel.actors import SERVER
from accord.people.acting import actor_of
from accord.people.models import User
from operations import actions
from operations.models import Operation
from tests import scenes

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
OPINION_ON = date(2024, 3, 1)


def advised() -> Operation:
    """An operation with a favourable opinion of the first of March."""
    row = scenes.operation("appraised")
    act = scenes.decision_act(row.envelope.holder, OPINION_ON)  # type: ignore[arg-type]
    actions.record_opinion(row, by=SERVER, act=act, favourable=True, value_date=OPINION_ON)
    return row


def exported(client: Any, **parameters: str) -> dict[str, str]:
    answer = client.get(reverse("operations:operation-export"), parameters)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text), delimiter=";")
    return row


@pytest.mark.parametrize(
    ("as_of", "state", "opinion", "code"),
    [
        ("2024-02-29", "instruite", "sans avis", ("appraised", "none")),
        ("2024-03-01", "avis rendu", "favorable", ("opinion_given", "favourable")),
    ],
)
def test_an_opinion_is_known_from_its_day_on(
    as_of: str,
    state: str,
    opinion: str,
    code: tuple[str, str],
    actor: Actors,
    browse: Any,
    rest: Any,
) -> None:
    row = advised()
    client = browse(actor("dreets"))
    line = exported(client, as_of=as_of)
    assert (line["État"], line["Avis"]) == (state, opinion)
    page = client.get(row.get_absolute_url(), {"as_of": as_of}).content.decode()
    assert ("Avis du comité technique" in page) == (opinion == "favorable")
    answer = rest(actor("dreets")).get(f"/api/v1/operations/{row.number}/", {"as_of": as_of}).json()
    assert (answer["state"], answer["opinion"]) == code


def test_a_new_appraisal_takes_the_opinion_back_from_its_day_on(actor: Actors, browse: Any) -> None:
    row = advised()
    holder = row.envelope.holder
    act = scenes.decision_act(holder, date(2024, 4, 1))  # type: ignore[arg-type]
    actions.adjourn_operation(row, by=SERVER, act=act, value_date=date(2024, 4, 1))
    actions.appraise_operation(
        Operation.objects.get(pk=row.pk),
        by=actor_of(scenes.officer_of(holder)),  # type: ignore[arg-type]
        value_date=date(2024, 5, 1),
        eligible_cost=100,
        eu_amount=60,
        resources=[actions.Resource("department", 40)],
        conclusion="",
    )
    client = browse(actor("dreets"))
    assert exported(client, as_of="2024-04-30")["Avis"] == "favorable"
    assert exported(client, as_of="2024-05-01")["Avis"] == "sans avis"


def test_rest_lists_what_the_page_lists_at_a_date(actor: Actors, rest: Any) -> None:
    row = scenes.operation("contracted", eu_amount=6_000_000)
    first = row.steps.earliest("value_date").value_date
    api = rest(actor("dreets"))
    before = api.get("/api/v1/operations/", {"as_of": "2023-12-31"}).json()
    assert before["results"] == []
    early = api.get("/api/v1/operations/", {"as_of": first.isoformat()}).json()["results"]
    assert [(one["number"], one["programmed_eu"]) for one in early] == [(row.number, "0.00")]
    now = api.get("/api/v1/operations/").json()["results"]
    assert [one["programmed_eu"] for one in now] == ["60000.00"]
    wrong = api.get("/api/v1/operations/", {"as_of": "hier"})
    assert (wrong.status_code, wrong.json()["parameter"]) == (400, "as_of")


def test_the_state_filtered_over_rest_is_that_of_the_date(actor: Actors, rest: Any) -> None:
    row = advised()
    api = rest(actor("dreets"))
    for as_of, state, found in (
        ("2024-02-29", "appraised", [row.number]),
        ("2024-02-29", "opinion_given", []),
        ("2024-03-01", "opinion_given", [row.number]),
    ):
        answer = api.get("/api/v1/operations/", {"as_of": as_of, "state": state}).json()
        assert [one["number"] for one in answer["results"]] == found
