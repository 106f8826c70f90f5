"""Lists of operations at a date: state, amounts and totals of the filtered rows, and their CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from accord.kernel.actors import SERVER
from accord.kernel.audit import create_in_bulk
from accord.kernel.dates import today
from accord.kernel.text import fold
from accord.kernel.transactions import acting
from accord.people.models import User
from accord.territories.models import Territory
from envelopes.models import Scheme, SpecificObjective
from envelopes.states import Stage
from operations.exports import HEADER
from operations.models import Operation
from tests import scenes
from tests.operations.national_list import content, row, send

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
Browse = Callable[[User | None], Client]
ADDRESS = "/operations/export.csv"
MARCH, APRIL = date(2024, 3, 1), date(2024, 4, 1)


def table(client: Client, **parameters: Any) -> list[dict[str, str]]:
    response = client.get(ADDRESS, parameters)
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    data = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    assert text.split("\r\n")[0] == ";".join(HEADER)
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def numbers(rows: list[dict[str, str]]) -> list[str]:
    return [one["Numéro"] for one in rows]


# -- querysets -------------------------------------------------------------------------------------


def test_amounts_are_net_at_the_date_and_zero_where_there_are_none() -> None:
    made = scenes.operation("contracted", eu_amount=6_000_001, cost=10_000_003)
    for day, programmed, contracted in (
        (MARCH - timedelta(1), (0, 0), (0, 0)),
        (MARCH, (10_000_003, 6_000_001), (0, 0)),
        (APRIL, (10_000_003, 6_000_001), (10_000_003, 6_000_001)),
    ):
        found: Any = Operation.objects.with_amounts(day).get(pk=made.pk)
        assert (found.programmed_cost, found.programmed_eu) == programmed, day
        assert (found.contracted_cost, found.contracted_eu) == contracted, day
        assert found.paid_eu == 0


def test_amounts_do_not_multiply_with_the_lines_beside() -> None:
    """Two territories, three resources and four rows of use still count each amount once."""
    places = list(Territory.objects.filter(family="rsa"))
    made = scenes.operation("contracted", eu_amount=6_000_001, territories=places)
    found: Any = Operation.objects.with_amounts(APRIL).get(pk=made.pk)
    assert (found.programmed_eu, found.contracted_eu) == (6_000_001, 6_000_001)
    filtered = Operation.objects.filter(territory_sets__lines__territory__in=places)
    assert filtered.sums(APRIL)[Stage.PROGRAMMED]["eu"] == 6_000_001


def test_the_state_of_a_day_is_the_last_step_taken_by_then() -> None:
    made = scenes.operation("contracted")
    days = {
        date(2024, 1, 10): "submitted",
        date(2024, 1, 19): "submitted",
        date(2024, 1, 20): "admissible",
        date(2024, 2, 1): "appraised",
        MARCH: "programmed",
        APRIL: "contracted",
        today(): "contracted",
    }
    for day, state in days.items():
        found: Any = Operation.objects.with_state_on(day).get(pk=made.pk)
        assert found.state_on == found.shown_state == state, day


def test_two_steps_of_one_day_end_on_the_later_one() -> None:
    made = scenes.operation("deprogrammed")
    found: Any = Operation.objects.with_state_on(MARCH).get(pk=made.pk)
    assert found.state_on == "deprogrammed"


def test_an_operation_is_known_from_its_first_step_and_a_draft_today_only() -> None:
    draft, filed = scenes.operation("draft"), scenes.operation("submitted")
    for day, expected in (
        (date(2024, 1, 9), set()),
        (date(2024, 1, 10), {filed.pk}),
        (today() - timedelta(1), {filed.pk}),
        (today(), {filed.pk, draft.pk}),
        (today() + timedelta(1), {filed.pk, draft.pk}),
    ):
        found = Operation.objects.known_on(day).values_list("pk", flat=True)
        assert set(found) == expected, day


def test_sums_are_those_of_exactly_the_rows_asked() -> None:
    first = scenes.operation("contracted", eu_amount=100, cost=200)
    scenes.operation("programmed", "tmi-fse-2021", eu_amount=30, cost=50)
    scenes.operation("admissible")
    everything = Operation.objects.all().sums(APRIL)
    assert everything[Stage.PROGRAMMED] == {"eu": 130, "cost": 250}
    assert everything[Stage.CONTRACTED] == {"eu": 100, "cost": 200}
    assert everything[Stage.PAID] == {"eu": 0, "cost": 0}
    own = Operation.objects.filter(pk=first.pk)
    assert own.sums(APRIL)[Stage.PROGRAMMED] == {"eu": 100, "cost": 200}
    assert own.sums(MARCH - timedelta(1))[Stage.PROGRAMMED] == {"eu": 0, "cost": 0}
    assert Operation.objects.none().sums(APRIL)[Stage.PROGRAMMED] == {"eu": 0, "cost": 0}


def test_operations_are_counted_by_state() -> None:
    for state in ("draft", "draft", "programmed"):
        scenes.operation(state)
    assert Operation.objects.all().counts_by_state() == {"draft": 2, "programmed": 1}


def test_a_search_folds_case_accents_and_apostrophes() -> None:
    made = scenes.operation(
        "draft",
        title="L’Éco-pôle d’Audruicq",
        beneficiary=scenes.BeneficiaryFactory(name="Maison de l’Œuvre"),
    )
    for text in ("eco pole audruicq", "ÉCO-PÔLE", "l'œuvre maison", made.number[:6]):
        found = Operation.objects.matching(fold(text).split())
        assert [one.pk for one in found] == [made.pk], text


# -- the export ------------------------------------------------------------------------------------


def test_an_exported_row_from_head_to_tail(actor: Actors, browse: Browse) -> None:
    made = scenes.operation(
        "contracted",
        eu_amount=6_000_001,
        cost=10_000_003,
        scheme=Scheme.objects.get(fund__code="fse-plus", holder__code="cd62", code="2.1"),
        objective=SpecificObjective.objects.get(code="ESO4.8"),
        beneficiary=scenes.BeneficiaryFactory(name="Association « A ; B »"),
    )
    [found] = table(browse(actor("dreets")))
    assert found == {
        "Numéro": made.number,
        "Intitulé": "Accompagnement vers l’emploi",
        "Bénéficiaire": "Association « A ; B »",
        "Gestionnaire": "cd62",
        "Fonds": "fse-plus",
        "Enveloppe": "cd62-fse-2021",
        "Dispositif": "2.1",
        "Objectif spécifique": "ESO4.8",
        "État": "conventionnée",
        "Avis": "sans avis",
        "Début": "2024-01-01",
        "Fin": "2025-12-31",
        "Coût éligible programmé": "100000,03",
        "Programmé UE": "60000,01",
        "Coût éligible conventionné": "100000,03",
        "Conventionné UE": "60000,01",
        "Payé UE": "0,00",
        "Extrait national": "non",
        "Fictif": "non",
    }


def test_a_hostile_title_is_neutralised(actor: Actors, browse: Browse) -> None:
    scenes.operation("admissible", title="=HYPERLINK(1)", number="1+1")
    [found] = table(browse(actor("dreets")))
    assert (found["Intitulé"], found["Numéro"]) == ("'=HYPERLINK(1)", "1+1")


def test_an_export_gives_all_the_filtered_rows_in_the_order_asked(
    actor: Actors, browse: Browse
) -> None:
    made = [
        scenes.operation("programmed", eu_amount=amount, number=f"N{rank}")
        for rank, amount in enumerate((300, 100, 200))
    ]
    scenes.operation("admissible", "tmi-fse-2021", number="T1")
    client = browse(actor("dreets"))
    assert numbers(table(client)) == ["N0", "N1", "N2", "T1"]
    assert numbers(table(client, sort="-number")) == ["T1", "N2", "N1", "N0"]
    assert numbers(table(client, sort="programmed")) == ["T1", "N1", "N2", "N0"]
    assert numbers(table(client, sort="-programmed")) == ["N0", "N2", "N1", "T1"]
    assert numbers(table(client, state="programmed")) == ["N0", "N1", "N2"]
    assert numbers(table(client, holder="tmi")) == ["T1"]
    assert made


def test_more_rows_than_a_page_are_all_exported(actor: Actors, browse: Browse) -> None:
    first = scenes.operation("draft", number="000")
    copies = []
    for rank in range(1, 120):
        copy = Operation.objects.get(pk=first.pk)
        copy.pk, copy.number, copy.canonical = None, f"{rank:03d}", str(rank)
        copies.append(copy)
    with acting(SERVER):
        create_in_bulk(Operation, copies, by=SERVER, reason="essai")
    rows = table(browse(actor("departement")))
    assert numbers(rows) == [f"{rank:03d}" for rank in range(120)]


def test_an_operation_of_the_national_list_says_so(actor: Actors, browse: Browse) -> None:
    send(content(row()))
    [found] = table(browse(actor("dreets")), agreement="2014-2020")
    assert (found["Extrait national"], found["Conventionné UE"]) == ("oui", "600,00")


def test_an_export_is_dated_by_its_name_and_its_amounts(actor: Actors, browse: Browse) -> None:
    made = scenes.operation("contracted")
    client = browse(actor("dreets"))
    response = client.get(ADDRESS, {"as_of": "2024-03-15"})
    assert 'filename="operations-2024-03-15.csv"' in response["Content-Disposition"]
    [found] = table(client, as_of="2024-03-15")
    assert (found["État"], found["Programmé UE"], found["Conventionné UE"]) == (
        "programmée",
        "60000,00",
        "0,00",
    )
    assert table(client, as_of="2024-01-09") == []
    assert made


def test_a_state_is_filtered_as_it_was_on_the_day(actor: Actors, browse: Browse) -> None:
    made = scenes.operation("contracted")
    client = browse(actor("dreets"))
    assert numbers(table(client, as_of="2024-03-15", state="programmed")) == [made.number]
    assert table(client, as_of="2024-03-15", state="contracted") == []
    assert numbers(table(client, state="contracted")) == [made.number]


def test_an_export_holds_what_the_person_may_read(actor: Actors, browse: Browse) -> None:
    draft, shared = scenes.operation("draft"), scenes.operation("admissible")
    for name, expected in (
        ("departement", {draft.number, shared.number}),
        ("terrimouv", {shared.number}),
        ("dreets", {shared.number}),
        ("plie", set()),
        ("region", set()),
        ("stranger", set()),
        ("technician", set()),
    ):
        assert set(numbers(table(browse(actor(name))))) == expected, name


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        ({"state": "lost"}, "state"),
        ({"holder": "inconnu"}, "holder"),
        ({"sort": "password"}, "sort"),
        ({"sort": "envelope__holder"}, "sort"),
        ({"sort": "--number"}, "sort"),
        ({"as_of": "hier"}, "as_of"),
        ({"agreement": "2028-2034"}, "agreement"),
        ({"text": "\x00"}, "text"),
    ],
)
def test_a_parameter_of_the_list_that_cannot_be_read_is_a_page_of_refusal(
    parameters: dict[str, str], name: str, actor: Actors, browse: Browse
) -> None:
    response = browse(actor("dreets")).get(ADDRESS, parameters)
    assert response.status_code == 400
    assert f"« {name} »" in response.content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "2", "abc", "²", "1.5", "9" * 5_000, ""])
def test_a_page_that_cannot_be_is_refused_by_name(page: str, actor: Actors, browse: Browse) -> None:
    response = browse(actor("dreets")).get("/actes/", {"page": page})
    assert response.status_code == 400
    assert "« page »" in response.content.decode()
