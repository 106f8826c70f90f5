"""A number serves once for a holder, and once in a programme from admissibility on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from accord.kernel.errors import Refused
from accord.people.acting import actor_of
from accord.people.models import User
from operations import actions
from operations.models import Operation
from operations.verbs import ADMIT
from tests import scenes
from tests.pages import Person

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
JANUARY = date(2024, 1, 10)
TAKEN = "Une opération de ce programme porte déjà ce numéro."
API = "/api/v1/operations/"


def admit(row: Operation) -> Operation:
    by = actor_of(scenes.officer_of(row.owner))
    actions.submit_operation(row, by=by, value_date=JANUARY)
    return actions.decide_admissibility(row, by=by, admissible=True, value_date=JANUARY)


@pytest.mark.parametrize("written", ["202400777", " 202400777 ", "0202400777", "2024 00777"])
def test_a_holder_uses_a_number_once_however_it_is_written(written: str) -> None:
    scenes.operation("draft", number="202400777")
    with pytest.raises(ValidationError, match=TAKEN):
        scenes.operation("draft", number=written)
    assert Operation.objects.count() == 1


def test_the_form_says_it_at_the_number(actor: Actors) -> None:
    scenes.operation("draft", number="AB 12")
    person = Person(actor("departement"))
    answer = person.post(
        "/operations/nouvelle/",
        {
            **person.open("/operations/nouvelle/"),
            "number": "ab12",
            "operation_title": "Titre",
            "envelope": "cd62-ftj-2021",
            "beneficiary_name": "Association",
            "starts_on": "2027-01-01",
            "ends_on": "2027-12-31",
            "requested_cost": "100 000,00",
            "requested_eu": "60 000,00",
            "cost_option": "real",
        },
    )
    # The other fund is another programme, where the number is free.
    assert answer.status_code == 302
    edit = f"/operations/{Operation.objects.get(number='ab12').pk}/modifier/"
    answer = person.post(
        edit,
        {
            **person.open(edit),
            "number": "ab12",
            "operation_title": "Titre",
            "envelope": "cd62-fse-2021",
            "beneficiary_name": "Association",
            "starts_on": "2027-01-01",
            "ends_on": "2027-12-31",
            "requested_cost": "100 000,00",
            "requested_eu": "60 000,00",
            "cost_option": "real",
        },
    )
    assert answer.status_code == 422
    assert answer.context["form"].errors["number"] == [TAKEN]


def test_of_two_drafts_of_one_number_the_second_to_be_admissible_is_refused_by_name() -> None:
    first = scenes.operation("draft", number="202400777", title="Titre que nul autre ne lit")
    second = scenes.operation("draft", "tmi-fse-2021", number="0202400777")
    assert admit(first).state == "admissible"
    with pytest.raises(Refused) as caught:
        admit(second)
    assert caught.value.message == (
        "0202400777 : une opération de ce programme porte déjà ce numéro."
    )
    assert "Titre" not in caught.value.message
    again = Operation.objects.get(pk=second.pk)
    assert (again.state, again.admitted_on) == ("submitted", None)


def test_the_form_of_admissibility_says_it(actor: Actors) -> None:
    admit(scenes.operation("draft", number="202400777"))
    row = scenes.operation("submitted", "tmi-fse-2021", number="202400777")
    person = Person(actor("terrimouv"))
    answer = person.post(
        f"/operations/{row.pk}/recevabilite/",
        {
            **person.open(f"/operations/{row.pk}/recevabilite/"),
            "admissible": "1",
            "value_date": "2024-02-01",
        },
    )
    assert answer.status_code == 422
    assert "une opération de ce programme porte déjà ce numéro" in answer.content.decode()
    assert not Operation.objects.get(pk=row.pk).steps.filter(verb=ADMIT.code).exists()


def test_a_number_leads_to_what_its_reader_reads(actor: Actors, rest: Any) -> None:
    own = scenes.operation("draft", number="202400777", title="Du Département")
    other = scenes.operation("draft", "tmi-fse-2021", number="202400777", title="De l’autre")
    addresses = [f"{API}{number}/" for number in ("202400777", "0202400777", "202400777.0")]

    def titles(name: str) -> set[str]:
        answers = [rest(actor(name)).get(address) for address in addresses]
        return {answer.json()["title"] for answer in answers}

    assert titles("departement") == {own.title}
    assert titles("terrimouv") == {other.title}
    assert titles("dreets") == {"Introuvable"}
    admit(other)
    # What is admissible comes first, for its number is its own from now on.
    for name in ("departement", "terrimouv", "dreets"):
        assert titles(name) == {other.title}
