"""Every address × method × actor, complete by construction against the resolver.

A row says who gets the page (200, or 422 for a form sent empty), who is told that they may not
(403); everybody else signed in gets 404, and nobody at all the sign-in page (401 over REST).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from rest_framework.test import APIClient

from accord.people.models import Organisation, Supervision, User
from tests.actors import ACTORS, written
from tests.world import World, make_world

pytestmark = pytest.mark.django_db

# Two more than the accounts: nobody, and an account that has been closed.
SIGNED_IN = {place.name for place in ACTORS if place.is_active}
HOLDERS = {
    "departement",
    "secretary",
    "direction",
    "administrator",
    "terrimouv",
    "terrimouv_secretary",
}
CD62 = {"departement", "secretary", "direction", "administrator"}
TMI = {"terrimouv", "terrimouv_secretary"}
STATE = {"dreets", "ddets"}
PLIE = {"plie", "other_plie"}
READERS = STATE | HOLDERS | PLIE
SEATED = READERS | {"region", "network"}
SEES_COMMITTEES = STATE | HOLDERS


@dataclass(frozen=True)
class Row:
    """Who may read an address, who may send to it; ``args`` gives the object, if it has one."""

    reads: set[str]
    denied: set[str] = field(default_factory=set)
    sends: set[str] | None = None
    args: Callable[[World], list[Any]] = lambda world: []
    # Buttons: no page of their own.
    get_status: int | None = None
    # What an accepted, empty sending answers.
    sent_status: int = 422
    # Told that the moment has passed (409): they could have done it earlier.
    later: set[str] = field(default_factory=set)


def of(name: str, attribute: str = "pk") -> Callable[[World], list[Any]]:
    return lambda world: [getattr(world[name], attribute)]


def code(value: str) -> Callable[[World], list[Any]]:
    return lambda world: [value]


def page(reads: set[str], args: Any = lambda world: []) -> Row:
    """A page that is only read."""
    return Row(reads, args=args)


def form(allowed: set[str], seen_by: set[str], args: Any = lambda world: []) -> Row:
    """A form: allowed to some; those who see its object are told no, the others see nothing."""
    return Row(allowed, denied=seen_by - allowed, sends=allowed, args=args)


OWN_CD62_DRAFT = CD62
ADMITTED = STATE | HOLDERS

PAGES: dict[str, Row] = {
    "accord:home": page(SIGNED_IN),
    "accord:search": page(SIGNED_IN),
    "accord:help": page(SIGNED_IN),
    "accord:figure-detail": page(SEATED, lambda world: ["envelopes.reserved", "cd62-fse-2021"]),
    "agreement:signatures": page(SIGNED_IN),
    "agreement:chapters": page(SIGNED_IN),
    "agreement:figures": page(SIGNED_IN),
    "people:organisations": page(SIGNED_IN),
    "people:password": form(SIGNED_IN, SIGNED_IN),
    "people:factor": form(SIGNED_IN, SIGNED_IN),
    # Nobody has a place without name.
    "people:place": Row(set(), sends=set(), get_status=405),
    "agreement:territories": page(SIGNED_IN),
    "acts:act-list": page(SIGNED_IN),
    "acts:act-create": form(
        {"dreets", "departement", "secretary", "terrimouv", "terrimouv_secretary"} | PLIE,
        SIGNED_IN,
    ),
    "acts:act-detail": page(READERS, of("act")),
    "acts:act-complete": form({"dreets"}, READERS, of("awaited")),
    "acts:act-document": page(READERS, of("act")),
    "envelopes:envelope-list": page(SIGNED_IN),
    "envelopes:envelope-detail": page(SEATED, code("cd62-fse-2021")),
    "envelopes:envelope-movements": page(SEATED, code("cd62-fse-2021")),
    "envelopes:envelope-ceilings": page(SEATED, code("cd62-fse-2021")),
    "envelopes:envelope-sources": page(SEATED, code("cd62-fse-2021")),
    "envelopes:movement-create": form({"dreets"}, SEATED, code("cd62-fse-2021")),
    "envelopes:transfer-create": form({"dreets"}, SEATED, code("cd62-fse-2021")),
    "envelopes:ceiling-create": form({"dreets"}, SEATED, code("cd62-fse-2021")),
    "envelopes:movement-reverse": form({"dreets"}, READERS, of("movement")),
    "envelopes:dividing-lines": page(SIGNED_IN),
    "operations:operation-list": page(SIGNED_IN),
    "operations:operation-export": page(SIGNED_IN),
    "operations:operation-create": form({"departement", "terrimouv"}, SIGNED_IN),
    "operations:operation-detail": page(ADMITTED, of("admissible")),
    "operations:operation-submit": form({"departement"}, CD62, of("draft")),
    "operations:operation-edit": form({"departement"}, CD62, of("draft")),
    "operations:operation-delete": form({"departement"}, CD62, of("draft")),
    "operations:operation-admissibility": form({"departement"}, CD62, of("submitted")),
    "operations:operation-appraise": form({"departement"}, ADMITTED, of("admissible")),
    "operations:operation-contract": form({"departement"}, ADMITTED, of("programmed")),
    "operations:operation-amend": form({"departement"}, ADMITTED, of("contracted")),
    "operations:operation-withdraw": form({"departement"}, ADMITTED, of("appraised")),
    "indicators:indicator-list": page(SIGNED_IN),
    "indicators:review": page(SIGNED_IN),
    "governance:committee-list": page(SIGNED_IN),
    "governance:committee-detail": page(SEES_COMMITTEES, code("technique")),
    "governance:seat-create": form({"secretary"}, SEES_COMMITTEES, code("technique")),
    "governance:meeting-create": form({"secretary"}, SEES_COMMITTEES, code("technique")),
    "governance:seat-end": form({"secretary"}, SEES_COMMITTEES, of("seat")),
    "governance:meeting-list": page(SIGNED_IN),
    "governance:meeting-detail": page(SEES_COMMITTEES, of("sealed")),
    "governance:minutes-pdf": page(SEES_COMMITTEES, of("sealed")),
    "governance:meeting-convene": Row(
        set(),
        sends={"secretary"},
        args=of("planned"),
        get_status=405,
    ),
    "governance:meeting-agenda": form({"secretary"}, {"secretary"}, of("planned")),
    "governance:meeting-change": form({"secretary"}, {"secretary"}, of("planned")),
    "governance:meeting-open": form({"secretary"}, SEES_COMMITTEES, of("convened")),
    "governance:meeting-cancel": form({"secretary"}, {"secretary"}, of("planned")),
    "governance:meeting-roll": form({"secretary"}, SEES_COMMITTEES, of("open")),
    "governance:meeting-outcomes": form({"secretary"}, SEES_COMMITTEES, of("open")),
    "governance:meeting-end": form({"secretary"}, SEES_COMMITTEES, of("open")),
    "governance:meeting-minutes": form({"secretary"}, SEES_COMMITTEES, of("ended")),
    "governance:meeting-seal": form({"secretary"}, SEES_COMMITTEES, of("ended")),
    "governance:item-up": Row(set(), sends={"secretary"}, args=of("item"), get_status=405),
    "governance:item-down": Row(set(), sends={"secretary"}, args=of("item"), get_status=405),
    "governance:item-remove": Row(set(), sends={"secretary"}, args=of("item"), get_status=405),
    "governance:decision-list": page(SIGNED_IN),
    "governance:decision-lapse": form({"secretary"}, SEES_COMMITTEES, of("prepared")),
}
# The twin row: the same address with the object of another body, or before it is shared.
TWINS: dict[str, tuple[str, Row]] = {
    "another holder's draft": ("operations:operation-detail", page(TMI, of("tmi_draft"))),
    "one's own draft": ("operations:operation-detail", page(CD62, of("draft"))),
    "an application not yet admissible": (
        "operations:operation-detail",
        page(CD62, of("submitted")),
    ),
    "an operation of a PLIE": (
        "operations:operation-detail",
        page(ADMITTED | {"plie"}, of("plie_operation")),
    ),
    "another holder's operation to appraise": (
        "operations:operation-appraise",
        form({"terrimouv"}, ADMITTED, of("tmi_admissible")),
    ),
    "a meeting in preparation": ("governance:meeting-detail", page({"secretary"}, of("planned"))),
    "another secretariat's meeting": (
        "governance:meeting-detail",
        page({"terrimouv_secretary"}, of("tmi_planned")),
    ),
    "a convened meeting": ("governance:meeting-detail", page(SEES_COMMITTEES, of("convened"))),
    "minutes not yet sealed": ("governance:minutes-pdf", page(set(), of("ended"))),
    "the political committee": (
        "governance:committee-detail",
        page(SEES_COMMITTEES | PLIE | {"region"}, code("politique")),
    ),
    "the agreement of an operation out of reach": (
        "acts:act-detail",
        page(STATE | HOLDERS, of("agreement_act")),
    ),
    "the agreement of one's own operation": (
        "acts:act-detail",
        page(STATE | HOLDERS | {"plie"}, of("plie_act")),
    ),
    "a decision of a committee where one does not sit": (
        "acts:act-detail",
        page(STATE | HOLDERS, lambda world: [world.decision.act_id]),
    ),
    "an act that awaits its secretariat": (
        "acts:act-complete",
        Row(set(), denied=READERS, sends={"dreets"}, args=of("act"), later={"dreets"}),
    ),
}
OPEN_TO_ALL = {
    *("people:sign-in", "people:code", "people:forgotten", "people:reset-confirm"),
    *("web:accessibility", "web:legal_notice", "web:personal_data"),
}
ONLY_SENT = {"people:sign-out"}

REST_LISTS = {
    "api:agreements-list",
    "api:organisations-list",
    "api:envelopes-list",
    "api:movements-list",
    "api:operations-list",
    "api:indicators-list",
    "api:committees-list",
    "api:meetings-list",
    "api:decisions-list",
    "api:schema",
    "api:documentation",
}
# Out of scope is said: a total is neither hidden nor zero.
REST_TOTALS: dict[str, Row] = {
    "api:programming-totals": Row(SEATED, denied=SIGNED_IN - SEATED),
}
REST_OBJECTS: dict[str, Row] = {
    "api:agreements-detail": page(SIGNED_IN, code("2021-2027")),
    "api:organisations-detail": page(SIGNED_IN, code("cd62")),
    "api:envelopes-detail": page(SEATED, code("cd62-fse-2021")),
    "api:movements-detail": page(READERS, of("movement")),
    "api:operations-detail": page(CD62, of("draft", "number")),
    "api:indicators-detail": page(SIGNED_IN, code("EECO01")),
    "api:committees-detail": page(SEES_COMMITTEES, code("technique")),
    "api:meetings-detail": page({"secretary"}, of("planned")),
    "api:decisions-detail": page(SEES_COMMITTEES, of("decision", "number")),
}


def all_names(resolver: Any = None, namespace: str = "") -> Iterator[str]:
    """Names of every address of the site."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from all_names(entry, inner)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}"


def test_the_table_names_every_address() -> None:
    named = {*PAGES, *OPEN_TO_ALL, *ONLY_SENT, *REST_LISTS, *REST_TOTALS, *REST_OBJECTS}
    found = {name for name in all_names() if not name.startswith("admin:")}
    assert named == found


@pytest.fixture
def world(actor: Callable[[str], User]) -> World:
    return make_world(actor("secretary"), actor("terrimouv_secretary"))


def cases() -> Iterator[tuple[str, str, Row]]:
    for name, row in PAGES.items():
        yield name, name, row
    for title, (name, row) in TWINS.items():
        yield f"{name} ({title})", name, row


def test_pages_answer_each_actor_as_the_table_says(world: World, actors: dict[str, User]) -> None:
    wrong = []
    for who in ("anonymous", *actors):
        client = Client()
        if who != "anonymous":
            client.force_login(actors[who])
        for title, name, row in cases():
            url = reverse(name, args=row.args(world))
            for method in ("get", "post", "put", "delete"):
                due = due_status(who, row, method)
                got = getattr(client, method)(url).status_code
                if got != due:
                    wrong.append(f"{method.upper()} {title} as {who}: {got}, not {due}")
    assert wrong == []


def due_status(who: str, row: Row, method: str) -> int:
    """What the table says; a closed account is nobody."""
    if who in ("anonymous", "disabled"):
        # The sign-in page: what was being sent is kept in it.
        return 401 if method == "post" else 302
    if method == "get":
        if row.get_status:
            return row.get_status
        if who in row.later:
            return 409
        return 200 if who in row.reads else 403 if who in row.denied else 404
    if method == "post" and row.sends is not None:
        return row.sent_status if who in row.sends else 403 if who in row.denied else 404
    return 405


def test_rest_answers_each_actor_as_the_table_says(
    world: World, actors: dict[str, User], rest: Callable[[User], APIClient]
) -> None:
    wrong = []
    for who in ("anonymous", *actors):
        client = APIClient() if who == "anonymous" else rest(actors[who])
        lists = dict.fromkeys(REST_LISTS, Row(SIGNED_IN))
        rows = {**lists, **REST_TOTALS, **REST_OBJECTS}.items()
        for name, row in rows:
            url = reverse(name, args=row.args(world))
            nobody = who in ("anonymous", "disabled")
            hidden = 403 if who in row.denied else 404
            due = 401 if nobody else 200 if who in row.reads else hidden
            got = client.get(url).status_code
            if got != due:
                wrong.append(f"GET {name} as {who}: {got}, not {due}")
            for method in ("post", "put", "patch", "delete"):
                got = getattr(client, method)(url).status_code
                if got != (401 if nobody else 405):
                    wrong.append(f"{method.upper()} {name} as {who}: {got}")
    assert wrong == []


@pytest.mark.lenient_templates
def test_the_administration_is_for_its_staff_and_writes_reference_data_only(
    world: World, actors: dict[str, User]
) -> None:
    from django.contrib import admin

    wrong = []
    for who, user in actors.items():
        client = Client()
        client.force_login(user)
        staff = who in ("administrator", "technician")
        for model in admin.site._registry:
            base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
            got = client.get(reverse(f"{base}_changelist")).status_code
            allowed = staff and model._meta.app_label in APPS
            if got != (200 if allowed else 302 if not staff else got):
                wrong.append(f"{base} list as {who}: {got}")
            added = client.get(reverse(f"{base}_add")).status_code
            if added == 200 and not may_add(who, model.__name__):
                wrong.append(f"{base} add as {who}: {added}")
            if added != 200 and may_add(who, model.__name__):
                wrong.append(f"{base} add as {who}: {added}")
    assert wrong == []


APPS = {name.rpartition(".")[2] for name in settings.ROOMS}
WRITTEN_BY_BODIES = {"Membership", "Supervision"}
# Accounts and reference data; everything else is written by the pages and by files.
WRITTEN_BY_THE_TECHNICIAN = {
    *WRITTEN_BY_BODIES,
    "CadenceRule",
    "Chapter",
    "Committee",
    "CommitteeMember",
    "Commune",
    "DividingLine",
    "EnvelopeFigure",
    "Epci",
    "FigureCheck",
    "FigureCheckLine",
    "FrameworkAgreement",
    "Fund",
    "Group",
    "Indicator",
    "IndicatorFund",
    "Organisation",
    "OrganisationAlias",
    "Party",
    "Priority",
    "Programme",
    "ProgrammeAlias",
    "Scheme",
    "SourcedFigure",
    "SpecificObjective",
    "Territory",
    "TerritoryCommune",
    "TerritoryPlie",
    "User",
}


def may_add(who: str, model: str) -> bool:
    if who == "technician":
        return model in WRITTEN_BY_THE_TECHNICIAN
    return who == "administrator" and model in WRITTEN_BY_BODIES


@pytest.mark.lenient_templates
def test_the_technical_administrator_reads_no_bodys_operations(
    world: World, actors: dict[str, User]
) -> None:
    client = Client()
    client.force_login(actors["technician"])
    listed = client.get(reverse("admin:operations_operation_changelist")).content.decode()
    assert world.contracted.number not in listed
    change = reverse("admin:operations_operation_change", args=[world.contracted.pk])
    assert client.get(change).status_code in (302, 404)


def test_the_state_reads_drafts_only_while_the_holder_opens_supervision(
    world: World, actors: dict[str, User]
) -> None:
    client = Client()
    client.force_login(actors["dreets"])
    url = world.draft.get_absolute_url()
    assert client.get(url).status_code == 404
    holder = Organisation.objects.get(code="cd62")
    switch = written(Supervision(holder=holder, starts_on=date(2024, 1, 1)))
    assert client.get(url).status_code == 200
    assert client.get(world.tmi_draft.get_absolute_url()).status_code == 404
    switch.ends_on = date(2024, 6, 30)
    written(switch)
    assert client.get(url).status_code == 404
