"""One envelope from the agreement to the sealed minutes, through HTTP alone.

An officer files an operation, the technical committee gives its opinion, the selection body
programmes it, the agreement is signed, the 30 % open: pages, REST, CSV and PDF say the same.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pdfplumber
import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accord.acts.models import Act, ActState
from accord.people.models import User
from governance.models import AgendaItem, Attendee, Meeting, Subject
from operations.models import Operation
from tests.pages import Person

pytestmark = pytest.mark.django_db

NUMBER = "202404192"


@pytest.fixture
def people(actor: Callable[[str], User]) -> Callable[[str], Person]:
    return lambda name: Person(actor(name))


def step(operation: Operation, name: str) -> str:
    return reverse(f"operations:operation-{name}", args=[operation.pk])


def of(meeting: Meeting, name: str) -> str:
    return reverse(f"governance:meeting-{name}", args=[meeting.pk])


def file_and_appraise(officer: Person) -> Operation:
    officer.send(
        reverse("operations:operation-create"),
        {
            "number": NUMBER,
            "operation_title": "Coaching vers l’emploi",
            "envelope": "cd62-fse-2021",
            "beneficiary_name": "Association d’essai",
            "siret": "",
            "territories": ["dep-62"],
            "starts_on": "01/01/2024",
            "ends_on": "2025-12-31",
            "requested_cost": "1 000 000,00 €",
            "requested_eu": "600.000,00",
            "cost_option": "flat_40",
            "qpv_share": "35",
        },
    )
    operation = Operation.objects.get(number=NUMBER)
    officer.send(step(operation, "submit"), {"value_date": "10/01/2024"})
    officer.send(
        step(operation, "admissibility"),
        {"admissible": "1", "value_date": "2024-01-20", "reason": ""},
    )
    officer.send(
        step(operation, "appraise"),
        {
            "value_date": "2024-02-01",
            "eligible_cost": "1000000",
            "eu_amount": "600000",
            "resource_department": "400 000",
            "conclusion": "Conforme à l’appel à projets.",
        },
    )
    return operation


def hold_sitting(
    secretary: Person, code: str, day: str, item: str, operation: Operation
) -> Meeting:
    for body, name in (("cd62", "Une Personne"), ("cd62", "Deux Personne")):
        secretary.send(
            reverse("governance:seat-create", args=[code]),
            {
                "organisation": body,
                "person_name": name,
                "is_voting": "on",
                "starts_on": "2022-01-01",
            },
        )
    secretary.send(
        reverse("governance:meeting-create", args=[code]),
        {"kind": "sitting", "held_on": day, "starts_at": "14:00", "place": "Arras"},
    )
    meeting = Meeting.objects.get(committee__code=code, held_on=day)
    secretary.send(of(meeting, "agenda"), {item: [operation.pk], "information": "Actualités"})
    secretary.send(of(meeting, "convene"))
    secretary.send(of(meeting, "open"), {"chair_name": "Une Personne"})
    first, second = Attendee.objects.filter(meeting=meeting).order_by("pk")
    secretary.send(
        of(meeting, "roll"),
        {
            f"status_{first.pk}": "present",
            f"status_{second.pk}": "excused_proxy",
            f"proxy_{second.pk}": first.pk,
        },
    )
    point = Subject.objects.on_operation(operation).get(item__meeting=meeting).item
    secretary.send(
        of(meeting, "outcomes"),
        {
            f"result_{point.pk}": "favourable",
            f"for_{point.pk}": "2",
            f"against_{point.pk}": "0",
            f"abstentions_{point.pk}": "0",
            f"discussion_{point.pk}": "Projet <b>solide</b> & utile.",
        },
    )
    return meeting


def totals(client: Client, as_of: str, **more: str) -> dict[str, Any]:
    answer = client.get(
        reverse("api:programming-totals"), {"as_of": as_of, "group_by": "envelope", **more}
    )
    assert answer.status_code == 200
    rows: dict[str, Any] = {row["envelope"]: row for row in answer.json()["results"]}
    return rows["cd62-fse-2021"]


def test_from_the_agreement_to_the_sealed_minutes(people: Callable[[str], Person]) -> None:
    officer, secretary, dreets = people("departement"), people("secretary"), people("dreets")

    assert "Georges-François LECLERC" in dreets.get(reverse("agreement:signatures"))
    assert "signature non attestée" in dreets.get(reverse("agreement:signatures"))
    operation = file_and_appraise(officer)
    assert totals(dreets.client, "2026-01-01")["programmed"] == "0.00"

    opinion = hold_sitting(secretary, "technique", "2024-02-15", "opinion", operation)
    secretary.send(of(opinion, "end"))
    assert "TEC-2024-001" in dreets.get(reverse("governance:decision-list"))
    assert "avis rendu" in officer.get(operation.get_absolute_url())
    assert totals(dreets.client, "2026-01-01")["programmed"] == "0.00"

    body = hold_sitting(secretary, "programmation-cd62", "2024-03-04", "programming", operation)
    secretary.send(
        of(body, "end"),
        {"deliberation_number": "2024-77", "deliberation_date": "11/03/2024"},
    )
    assert totals(dreets.client, "2024-03-10")["programmed"] == "0.00"
    row = totals(dreets.client, "2024-03-11")
    assert (row["programmed"], row["operations"]) == ("600000.00", 1)
    # 22 114 754,90 − 600 000,00.
    assert row["remaining"] == "21514754.90"

    officer.send(
        step(operation, "contract"),
        {
            "number": "C-1",
            "value_date": "2024-04-02",
            "eligible_cost": "950 000",
            "eu_amount": "570 000",
        },
    )
    assert totals(dreets.client, "2024-04-02")["contracted"] == "570000.00"

    check_minutes(secretary, dreets, opinion, body)
    open_the_reserve(secretary, dreets)
    call_command("check_ledger", verbosity=0)
    call_command("check_audit", verbosity=0)


def check_minutes(secretary: Person, dreets: Person, opinion: Meeting, body: Meeting) -> None:
    """Page, PDF and REST of sealed minutes say the same, and go on saying it."""
    points = AgendaItem.objects.filter(meeting=body)
    prose = {f"discussion_{item.pk}": item.text for item in points}
    secretary.send(of(body, "minutes"), {"opening": "Ouverture.", "closing": "Clôture.", **prose})
    secretary.send(of(body, "seal"))
    answer = dreets.client.get(reverse("api:meetings-detail", args=[body.pk])).json()
    pdf = dreets.client.get(reverse("governance:minutes-pdf", args=[body.pk]))
    content = b"".join(pdf.streaming_content)  # type: ignore[attr-defined]
    assert hashlib.sha256(content).hexdigest() == answer["minutes_pdf_sha256"]
    page = dreets.get(body.get_absolute_url())
    assert answer["minutes_pdf_sha256"] in page
    assert answer["minutes_digest"] in page
    with pdfplumber.open(io.BytesIO(content)) as document:
        text = "\n".join(sheet.extract_text() for sheet in document.pages)
    flat = re.sub(r"\s+", "", text)
    assert answer["minutes_digest"] in flat
    assert "Projet<b>solide</b>&utile." in flat
    assert "1présent+1pouvoir=2voix" in flat
    assert "CP-2024-001" in flat
    row = next(
        row for row in answer["content"]["position"]["rows"] if row["envelope"] == "cd62-fse-2021"
    )
    # The sitting was held a week before the deliberation took effect.
    assert row == {**row, **totals_of(dreets.client, "2024-03-04")}
    for amount in (row["open"], row["notified"], row["reserved"]):
        french = amount.replace(".", ",")
        assert french in flat
        whole, cents = french.split(",")
        grouped = "\u202f".join(re.findall(r"\d{1,3}(?=(?:\d{3})*$)", whole))
        assert f"{grouped},{cents}" in page


def totals_of(client: Client, as_of: str) -> dict[str, Any]:
    row = totals(client, as_of)
    return {name: row[name] for name in ("notified", "open", "reserved", "programmed", "remaining")}


def open_the_reserve(secretary: Person, dreets: Person) -> None:
    """The committee prepares the opening of the 30 %; the amendment brings it about."""
    secretary.send(
        reverse("governance:meeting-create", args=["technique"]),
        {"kind": "sitting", "held_on": "2025-11-18"},
    )
    meeting = Meeting.objects.get(held_on=date(2025, 11, 18))
    page = secretary.get(of(meeting, "agenda"))
    tranche = re.search(r'name="tranche_opening" value="(\d+)"', page)
    assert tranche
    secretary.send(of(meeting, "agenda"), {"tranche_opening": [tranche.group(1)]})
    secretary.send(of(meeting, "convene"))
    secretary.send(of(meeting, "open"))
    secretary.send(
        of(meeting, "roll"),
        {f"status_{row.pk}": "present" for row in meeting.attendees.all()},
    )
    # As the page sends it: every item left blank, one answer for all.
    blank = {f"discussion_{item.pk}": "" for item in meeting.items.all()}
    secretary.send(of(meeting, "outcomes"), {**blank, "default_result": "favourable"})
    secretary.send(of(meeting, "end"))
    assert totals(dreets.client, "2026-06-01")["open"] == "22114754.90"
    awaited = Act.objects.get(state=ActState.AWAITED)
    assert awaited.title in dreets.get(reverse("acts:act-list"))
    dreets.send(
        reverse("acts:act-complete", args=[awaited.pk]),
        {"number": "AV-2026-1", "date": "10/02/2026"},
    )
    assert totals(dreets.client, "2026-02-09")["open"] == "22114754.90"
    assert totals(dreets.client, "2026-02-10")["open"] == "31592507.00"
    assert totals(dreets.client, "2026-02-10")["reserved"] == "0.00"
