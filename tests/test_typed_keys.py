"""What is typed tells nothing: a hidden row answers as one that is not there, whatever its key."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from accord.kernel.actors import SERVER
from accord.people.actions import create_token
from accord.people.models import JournalEntry, Organisation, User
from envelopes.models import Envelope
from operations.models import Beneficiary, Establishment, Operation
from operations.states import OperationState
from tests import scenes
from tests.actors import close_account, written
from tests.canary import places
from tests.canary.looking import browser_of
from tests.canary.readers import READERS, readers_of
from tests.canary.world import SIRETS, kept_models
from tests.pages import Person
from tests.world import make_world

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]

# What serves once, and what says it again in another way.
_FLEETING = re.compile(r'(csrfmiddlewaretoken" value="|name="submission" value=")[^"]*')


def answer(client: Any, method: str, address: str, key: str, data: Any = None) -> tuple[int, str]:
    """Status and body of an address, without the key that it was asked for."""
    response = getattr(client, method)(address, data or {})
    content = b"".join(response.streaming_content) if response.streaming else response.content
    text = _FLEETING.sub(r"\1", content.decode("utf-8", "replace"))
    text = text.replace(address, "ADDRESS")
    # A short key is a number like another: it is in its address alone.
    return response.status_code, text.replace(key, "KEY") if len(key) > 3 else text


def unknown(key: object) -> str:
    """A key of the same form that nothing has."""
    text = str(key)
    if text.isdigit():
        return "9" * max(len(text), 7)
    # Of a decision: its committee and year, and a rank that it never reached.
    return re.sub(r"\d+$", "999", text) if re.search(r"[A-Z]+-\d{4}-", text) else "zz-inconnu"


def state_of_everything() -> str:
    """A digest of every row that somebody may not read, and of its history.

    Accounts and their journal are left out: signing in is written there.
    """
    digest = hashlib.sha256()
    for model in kept_models():
        if model in (User, JournalEntry):
            continue
        tables: list[Any] = [model]
        if hasattr(model, "history"):
            tables.append(model.history.model)
        for table in tables:
            for row in table._base_manager.order_by("pk").values_list():
                digest.update(repr(row).encode())
    return digest.hexdigest()


# -- addresses -------------------------------------------------------------------------------------

_FILLED = {
    "value_date": "2024-05-02",
    "ends_on": "2024-05-02",
    "held_on": "2024-05-02",
    "admissible": "1",
    "reason": "essai",
    "note": "essai",
    "number": "ESSAI-1",
    "date": "2024-05-02",
    "eligible_cost": "1000",
    "eu_amount": "500",
    "conclusion": "essai",
    "information": "essai",
    "opening": "essai",
    "operation_title": "essai",
    "person_name": "essai",
    "amount": "1",
}


def hidden_addresses(
    who: str, sample: places.Sample, turn: int | None = None
) -> Iterator[tuple[str, str, str]]:
    """Address of a hidden row, address of an unknown one, and the key of the first.

    With a turn, one address in three.
    """
    keyed = [
        (name, given)
        for name, given in (*places.ARGUMENTS.items(), *places.BUTTONS.items())
        if isinstance(given, places.Each) and given.model.__name__ in READERS
    ]
    for name, given in keyed if turn is None else keyed[turn % 3 :: 3]:
        hidden = [row for row in sample.rows(given.model) if who not in readers_of(row)]
        for row in hidden[:1] if turn is not None else hidden[:4]:
            key = getattr(row, given.attribute)
            yield reverse(name, args=[key]), reverse(name, args=[unknown(key)]), str(key)


def answers_that_differ(
    people: dict[str, User], tally: Counter[str], *, all_of_them: bool = False
) -> Iterator[str]:
    """Addresses that answer otherwise for a hidden row than for an unknown one."""
    sample = places.Sample(1)
    for rank, (who, user) in enumerate(people.items()):
        if who == "disabled":
            continue
        client = browser_of(user)
        turn = None if all_of_them else rank
        for address, none, key in hidden_addresses(who, sample, turn):
            for method, data in (("get", None), ("post", _FILLED)):
                tally["typed keys tried"] += 1
                known = answer(client, method, address, key, data)
                nothing = answer(client, method, none, unknown(key), data)
                if known != nothing or known[0] not in (404, 405):
                    yield f"{who}: {method} {address} {known[0]}, {nothing[0]}"


def test_an_address_answers_for_a_hidden_row_as_for_none(actors: dict[str, User]) -> None:
    """Looked at and written to: nobody's form writes another body's row."""
    make_world(actors["secretary"], actors["terrimouv_secretary"])
    before = state_of_everything()
    tally: Counter[str] = Counter()
    assert list(answers_that_differ(actors, tally)) == []
    assert state_of_everything() == before
    assert tally["typed keys tried"] > 200


def test_nobody_s_form_writes_what_is_read_and_is_another_s(actors: dict[str, User]) -> None:
    """Read from admissibility on, and written by its holder alone."""
    world = make_world(actors["secretary"], actors["terrimouv_secretary"])
    before = state_of_everything()
    for who in ("departement", "terrimouv", "dreets", "direction", "plie"):
        client = browser_of(actors[who])
        foreign = world.tmi_admissible if who != "terrimouv" else world.admissible
        for step in ("submit", "admissibility", "appraise", "contract", "amend", "withdraw"):
            address = reverse(f"operations:operation-{step}", args=[foreign.pk])
            due = 404 if who == "plie" else 403
            assert client.post(address, _FILLED).status_code == due, (who, address)
    assert state_of_everything() == before


# -- searches, filters, parameters -----------------------------------------------------------------

_ASKED = (
    "/recherche/?q={}",
    "/operations/?text={}",
    "/operations/export.csv?text={}",
    "/actes/?text={}",
    "/decisions/?number={}",
    "/api/v1/operations/?text={}",
    "/api/v1/operations/{}/",
    "/api/v1/decisions/?number={}",
    "/chiffres/operations.programmed_eu/{}/",
)


@pytest.mark.parametrize("who", ["departement", "dreets", "plie", "region", "technician"])
def test_a_search_for_a_hidden_number_or_siret_finds_what_an_unknown_one_finds(
    who: str, actor: Actors
) -> None:
    holder = Organisation.objects.get(code="tmi")
    record = scenes.BeneficiaryFactory(owner=holder, is_shared=False, siren="900000001")
    row = scenes.operation(OperationState.DRAFT, "tmi-fse-2021", beneficiary=record)
    row.establishment = written(Establishment(beneficiary=_nameless(holder), siret=next(SIRETS)))
    written(row)
    client = browser_of(actor(who))
    for key in (row.number, row.establishment.siret, "900000001"):
        for address in _ASKED:
            found = answer(client, "get", address.format(key), key)
            nothing = answer(client, "get", address.format(unknown(key)), unknown(key))
            assert found == nothing, (address, key)


def _nameless(holder: Organisation) -> Beneficiary:
    return scenes.BeneficiaryFactory(owner=holder, is_shared=False)


@pytest.mark.parametrize(
    ("who", "address", "key"),
    [
        ("plie", "/reunions/?committee={}", "programmation-tmi"),
        ("plie", "/decisions/?committee={}", "programmation-tmi"),
        ("plie", "/api/v1/meetings/?committee={}", "programmation-tmi"),
        ("plie", "/api/v1/decisions/?committee={}", "programmation-tmi"),
        ("technician", "/api/v1/movements/?envelope={}", "cd62-fse-2021"),
        ("stranger", "/api/v1/operations/?envelope={}", "cd62-fse-2021"),
        ("technician", "/operations/?envelope={}", "cd62-fse-2021"),
    ],
)
def test_a_filter_by_a_hidden_code_is_refused_as_an_unknown_one(
    who: str, address: str, key: str, actor: Actors
) -> None:
    client = browser_of(actor(who))
    found = answer(client, "get", address.format(key), key)
    assert found == answer(client, "get", address.format("zz-inconnu"), "zz-inconnu")
    assert found[0] == 400


# -- forms -----------------------------------------------------------------------------------------


def _choices(client: Client, address: str) -> Iterator[tuple[str, Any]]:
    """Fields of the form of a page that are chosen among rows."""
    response: Any = client.get(address)
    form = (response.context or {}).get("form") if response.status_code == 200 else None
    for name, field in form.fields.items() if form is not None else ():
        if hasattr(field, "queryset"):
            yield name, field


def choices_too_many(
    people: dict[str, User], tally: Counter[str], addresses: list[str]
) -> Iterator[str]:
    """Fields of forms that offer rows that their reader does not read."""
    due: dict[type[models.Model], dict[Any, frozenset[str]]] = {}
    for who in ("dreets", "departement", "secretary", "terrimouv", "terrimouv_secretary", "plie"):
        client = browser_of(people[who])
        for address in addresses:
            for name, field in _choices(client, address):
                model = field.queryset.model
                if model.__name__ not in READERS:
                    continue
                if model not in due:
                    due[model] = {row.pk: readers_of(row) for row in model._base_manager.all()}
                tally["fields of choices looked at"] += 1
                offered = set(field.queryset.values_list("pk", flat=True))
                hidden = {pk for pk in offered if who not in due[model][pk]}
                if hidden:
                    yield f"{who}: {address} offers {name} {hidden}"


def test_the_choices_of_forms_are_rows_that_one_reads(actors: dict[str, User]) -> None:
    world = make_world(actors["secretary"], actors["terrimouv_secretary"])
    tally: Counter[str] = Counter()
    addresses = [
        "/actes/nouveau/",
        "/operations/nouvelle/",
        "/enveloppes/cd62-fse-2021/mouvements/nouveau/",
        "/enveloppes/cd62-fse-2021/transferts/nouveau/",
        "/enveloppes/cd62-fse-2021/plafonds/nouveau/",
        f"/reunions/{world.planned.pk}/ordre-du-jour/",
        f"/reunions/{world.tmi_planned.pk}/ordre-du-jour/",
    ]
    assert list(choices_too_many(actors, tally, addresses)) == []
    assert tally["fields of choices looked at"] > 8


def _draft(**typed: str) -> dict[str, str]:
    return {
        "number": "202499001",
        "operation_title": "Essai",
        "envelope": "cd62-fse-2021",
        "beneficiary_name": "Association nouvelle",
        "siret": "",
        "starts_on": "2024-01-01",
        "ends_on": "2024-12-31",
        "requested_cost": "1000",
        "requested_eu": "500",
        "cost_option": "real",
        **typed,
    }


def test_a_draft_takes_the_number_name_and_siret_of_a_hidden_one(actor: Actors) -> None:
    holder = Organisation.objects.get(code="tmi")
    record = scenes.BeneficiaryFactory(owner=holder, is_shared=False, name="Association tenue")
    hidden = scenes.operation(OperationState.DRAFT, "tmi-fse-2021", beneficiary=record)
    hidden.establishment = written(Establishment(beneficiary=record, siret=next(SIRETS)))
    written(hidden)
    typed = _draft(
        number=hidden.number,
        beneficiary_name="Association tenue",
        siret=hidden.establishment.siret,
    )
    Person(actor("departement")).send("/operations/nouvelle/", typed)
    made = Operation.objects.get(owner__code="cd62")
    assert (made.number, made.beneficiary.owner.code) == (hidden.number, "cd62")
    assert made.beneficiary != record
    assert made.establishment != hidden.establishment
    assert Envelope.objects.get(code="cd62-fse-2021") == made.envelope


# -- tokens ----------------------------------------------------------------------------------------


def test_a_token_that_is_closed_answers_as_one_that_never_was(actor: Actors) -> None:
    """Of a closed account, of an ended membership, or typed at random."""
    closed, ended = actor("departement"), actor("dreets")
    tokens = ["f" * 64]
    for user in (closed, ended):
        tokens.append(create_token(user, user.memberships.get(), by=SERVER))
    close_account(closed)
    place = ended.memberships.get()
    place.ends_on = date(2024, 12, 31)
    written(place)
    answers = set()
    for token in tokens:
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Token {token}")
        found: Any = client.get("/api/v1/operations/")
        answers.add((found.status_code, found.content))
    assert len(answers) == 1
    assert {status for status, _ in answers} == {401}
