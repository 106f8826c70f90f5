"""What an operation was when: written as it is filed, read at a day, counted once by territory."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from accord.kernel.actors import SERVER
from accord.kernel.rows import append
from accord.kernel.transactions import acting
from accord.people.acting import actor_of
from accord.people.models import User
from accord.territories.models import Territory
from envelopes.models import Envelope, Scheme, SpecificObjective
from operations import actions
from operations.ledger import add_key
from operations.models import Operation, OperationKey, TerritorySet, TerritorySetLine
from operations.totals import Question, programming_totals
from operations.verbs import SUBMIT
from tests import scenes

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
BEGINNING = date(2021, 1, 1)
JUNE = date(2024, 6, 1)
API = "/api/v1/operations/"


def scheme(code: str) -> Scheme:
    return Scheme.objects.get(fund__code="fse-plus", holder__code="cd62", code=code)


def areas(*codes: str) -> list[Territory]:
    return list(Territory.objects.filter(code__in=codes))


def place(row: Operation, day: date, *codes: str) -> TerritorySet:
    """Where the operation takes place from a day on, in the family of these territories."""
    found = areas(*codes)
    with acting(SERVER):
        added = TerritorySet(operation=row, family=found[0].family, value_date=day)
        append(added, by=SERVER)
        TerritorySetLine.objects.bulk_create(
            TerritorySetLine(territory_set=added, territory=one) for one in found
        )
        return added


# -- filing ----------------------------------------------------------------------------------------


def test_filing_dates_what_the_draft_asked_for() -> None:
    objective = SpecificObjective.objects.get(code="ESO4.8")
    row = scenes.operation(
        "draft",
        scheme=scheme("2.1"),
        objective=objective,
        territories=areas("plie-area-calaisis", "plie-area-boulonnais", "rsa-calais"),
    )
    assert (row.keys.count(), row.territory_sets.count()) == (0, 0)
    by = actor_of(scenes.officer_of(row.owner))
    actions.submit_operation(row, by=by, value_date=JUNE)
    key = row.keys.get()
    assert (key.scheme, key.objective, key.plie) == (scheme("2.1"), objective, None)
    assert (key.value_date, key.reason, key.by_user_id) == (BEGINNING, SUBMIT.code, by.user_id)
    sets = {
        one.family: (one.value_date, {line.territory.code for line in one.lines.all()})
        for one in row.territory_sets.all()
    }
    assert sets == {
        "plie": (BEGINNING, {"plie-area-calaisis", "plie-area-boulonnais"}),
        "rsa": (BEGINNING, {"rsa-calais"}),
    }


def test_an_operation_older_than_its_agreement_has_its_key_from_its_own_start() -> None:
    draft = actions.OperationDraft(
        number="202000001",
        title="Ancienne",
        envelope=scenes.envelope(),
        beneficiary=scenes.BeneficiaryFactory(),
        starts_on=date(2020, 9, 1),
        ends_on=date(2024, 1, 1),
        requested_cost=100,
        requested_eu=60,
    )
    by = actor_of(scenes.officer_of(scenes.envelope().holder))  # type: ignore[arg-type]
    row = actions.submit_operation(actions.create_operation(draft, by=by), by=by, value_date=JUNE)
    # Nothing was asked for: a key says so too.
    assert row.keys.get().triple == (None, None, None)
    assert row.keys.get().value_date == date(2020, 9, 1)


# -- reading at a day ------------------------------------------------------------------------------


def test_page_list_export_and_rest_show_the_scheme_of_the_day(
    actor: Actors, browse: Any, rest: Any
) -> None:
    first, second = scheme("2.1"), scheme("2.2")
    row = scenes.operation("admissible", scheme=first)
    with acting(SERVER):
        add_key(OperationKey(operation=row, value_date=JUNE, scheme=second), by=SERVER)
    client, api = browse(actor("dreets")), rest(actor("dreets"))
    for day, own, other in (("2024-05-31", first, second), ("2024-06-01", second, first)):
        page = client.get(row.get_absolute_url(), {"as_of": day}).content.decode()
        assert own.title[:40] in page
        assert other.title[:40] not in page
        for asked, found in ((own, True), (other, False)):
            where = {"as_of": day, "scheme": str(asked.pk)}
            assert (row.number in client.get("/operations/", where).content.decode()) is found
            assert bool(api.get(API, where).json()["results"]) is found
        export = client.get(reverse("operations:operation-export"), {"as_of": day})
        text = b"".join(export.streaming_content).decode("utf-8-sig")
        [line] = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
        assert line["Dispositif"] == own.code
        assert api.get(f"{API}{row.number}/", {"as_of": day}).json()["scheme"] == own.code


def test_a_draft_shows_what_it_asks_for_to_its_own_readers(actor: Actors, browse: Any) -> None:
    row = scenes.operation("draft", scheme=scheme("2.1"), territories=areas("plie-area-calaisis"))
    client = browse(actor("departement"))
    page = client.get(row.get_absolute_url()).content.decode()
    assert scheme("2.1").title[:40] in page
    for where in ({"scheme": str(scheme("2.1").pk)}, {"territory": "plie-area-calaisis"}):
        assert row.number in client.get("/operations/", where).content.decode()
    elsewhere = client.get("/operations/", {"territory": "rsa-calais"})
    assert row.number not in elsewhere.content.decode()


def test_the_territories_of_a_family_are_those_of_its_latest_set() -> None:
    row = scenes.operation("admissible", territories=areas("plie-area-calaisis", "rsa-calais"))
    place(row, JUNE, "plie-area-boulonnais")
    for day, own in ((date(2024, 5, 31), "calaisis"), (JUNE, "boulonnais")):
        rows = Operation.objects.with_keys_on(day)
        for name in ("calaisis", "boulonnais"):
            [area] = areas(f"plie-area-{name}")
            assert rows.in_territory(area).exists() == (name == own), (day, name)
        # The other family has not changed.
        assert rows.in_territory(areas("rsa-calais")[0]).exists()


def test_a_plie_reads_what_takes_place_in_its_territory_unless_that_never_was(
    actor: Actors,
) -> None:
    row = scenes.operation("admissible")
    reader = actor_of(actor("plie"))
    visible = Operation.objects.visible_to(reader)
    assert not visible.exists()
    wrong = place(row, JUNE, "plie-area-lens-lievin-henin-carvin")
    assert visible.get() == row
    with acting(SERVER):
        undone = TerritorySet(
            operation=row, family="plie", value_date=JUNE, reverses=wrong, note="erreur"
        )
        append(undone, by=SERVER)
    assert not visible.all().exists()


# -- totals by territory ---------------------------------------------------------------------------


def by_territory(day: date, family: str = "plie") -> dict[Any, int]:
    envelopes = Envelope.objects.delegated().filter(agreement__code="2021-2027")
    question = Question(envelopes, day, group_by=("territory",), territory_family=family)
    found = programming_totals(question)
    assert sum(totals.programmed for _, totals in found.rows) == found.total.programmed
    return {keys["territory"]: totals.programmed for keys, totals in found.rows}


def test_an_amount_is_whole_in_the_only_territory_or_apart_and_never_twice() -> None:
    one = scenes.operation("programmed", eu_amount=100, territories=areas("plie-area-calaisis"))
    scenes.operation(
        "programmed",
        eu_amount=20,
        territories=areas("plie-area-calaisis", "plie-area-boulonnais", "rsa-calais"),
    )
    scenes.operation("programmed", eu_amount=3)
    assert by_territory(JUNE) == {"plie-area-calaisis": 100, None: 23}
    assert by_territory(JUNE, "rsa") == {"rsa-calais": 20, None: 103}
    place(one, JUNE, "plie-area-boulonnais")
    assert by_territory(date(2024, 5, 31)) == {"plie-area-calaisis": 100, None: 23}
    assert by_territory(JUNE) == {"plie-area-boulonnais": 100, None: 23}
    place(one, date(2024, 7, 1), "plie-area-boulonnais", "plie-area-calaisis")
    assert by_territory(date(2024, 7, 1)) == {None: 123}
