"""The REST of every application: scope, fields, pages of 100, filters by code, one document."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import get_resolver
from drf_spectacular.validation import validate_schema
from rest_framework.test import APIClient

from accord.kernel.actors import SERVER
from accord.kernel.audit import create_in_bulk
from accord.kernel.transactions import acting
from accord.people.models import Organisation, User
from accord.rest_urls import router
from operations.models import Operation
from tests import scenes
from tests.operations.national_list import content, row, send

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
Rest = Callable[[User], APIClient]
API = "/api/v1/"

FIELDS = {
    "agreements": [
        *(
            "code",
            "title",
            "short_title",
            "starts_on",
            "ends_on",
            "dates_certainty",
            "predecessor",
            "parties",
            "source",
        )
    ],
    "organisations": [
        *("code", "name", "short_name", "kind", "siret", "carrier", "member_of"),
        *("merged_into", "source"),
    ],
    "envelopes": [
        *("code", "name", "agreement", "parent", "level", "fund", "priority", "holder"),
        *("is_extract", "figures", "source"),
    ],
    "movements": [
        *("id", "envelope", "kind", "delta_notified", "delta_open", "value_date", "is_presumed"),
        *("recorded_at", "tranche", "act", "act_number", "is_fictional", "label", "reason"),
        *("reverses", "counterpart"),
    ],
    "operations": [
        *("number", "title", "agreement", "fund", "holder", "envelope", "beneficiary", "scheme"),
        *("specific_objective", "state", "opinion", "starts_on", "ends_on", "qpv_share"),
        *("is_technical_assistance", "is_imported", "is_fictional", "programmed_eu"),
        *("programmed_cost", "contracted_eu", "contracted_cost", "paid_eu"),
    ],
    "indicators": [
        *("code", "label", "kind", "funds", "unit", "data_class", "applies_to_h", "applies_to_l"),
        *("definition", "source", "certainty"),
    ],
    "committees": [
        *("code", "name", "agreement", "kind", "level", "purpose", "frequency", "organiser"),
        *("cadence", "source", "certainty"),
    ],
    "meetings": [
        *("id", "committee", "kind", "state", "held_on", "starts_at", "place", "convened_at"),
        *("ended_at", "cancellation_reason", "is_fictional", "minutes_digest"),
        "minutes_pdf_sha256",
    ],
    "decisions": [
        *("number", "committee", "meeting", "held_on", "title", "result", "operation"),
        *("is_fictional", "effect", "effect_state", "applied_on", "awaits"),
    ],
}
# Rows of reference data that every seat reads.
COUNTS = {
    "agreements": 2,
    "organisations": 27,
    "envelopes": 22,
    "movements": 13,
    "indicators": 27,
    "committees": 5,
}


def get(client: APIClient, path: str, **parameters: Any) -> Any:
    response = client.get(f"{API}{path}", parameters)
    assert response.status_code == 200, (path, response.content)
    assert response["Content-Type"] == "application/json"
    return response.json()


def results(client: APIClient, path: str, **parameters: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = get(client, path, **parameters)["results"]
    return found


@pytest.fixture
def dreets(actor: Actors, rest: Rest) -> APIClient:
    return rest(actor("dreets"))


def test_every_application_is_there(dreets: APIClient) -> None:
    assert {prefix for prefix, _, _ in router.registry} == set(FIELDS)


@pytest.mark.parametrize("name", COUNTS)
def test_reference_data_are_all_there(name: str, dreets: APIClient) -> None:
    body = get(dreets, f"{name}/")
    assert len(body["results"]) == COUNTS[name]
    assert (body["next"], body["previous"]) == (None, None)


def test_a_row_has_the_fields_that_clients_rely_on(dreets: APIClient, actor: Actors) -> None:
    scenes.held_sitting(actor("secretary"), operations=[scenes.operation("appraised")])
    for name, fields in FIELDS.items():
        rows = results(dreets, f"{name}/")
        assert rows, name
        assert all(list(one) == fields for one in rows), name


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("agreements/2021-2027/", {"predecessor": "2014-2020", "starts_on": "2021-01-01"}),
        ("organisations/plie-boulonnais/", {"carrier": "amie-boulonnais", "member_of": "tmi"}),
        ("envelopes/cd62-fse-2021/", {"parent": "dep62-fse-2021", "priority": "P1"}),
        (
            "indicators/EECO01/",
            {"funds": ["fse-plus", "ftj"], "kind": "output", "applies_to_l": True},
        ),
        ("committees/technique/", {"organiser": "cd62", "kind": "technical"}),
    ],
)
def test_an_object_is_known_by_its_code(
    path: str, expected: dict[str, Any], dreets: APIClient
) -> None:
    body = get(dreets, path)
    assert {name: body[name] for name in expected} == expected


@pytest.mark.parametrize(
    "path",
    [
        "agreements/2028-2034/",
        "organisations/inconnu/",
        "envelopes/inconnu/",
        "movements/999999/",
        "movements/99999999999999999999999/",
        "operations/inconnu/",
        "operations/%00/",
        "operations/%2e%2e/",
        "indicators/EECO99/",
        "committees/inconnu/",
        "meetings/999999/",
        "decisions/TEC-1999-001/",
        "inconnus/",
    ],
)
def test_what_does_not_exist_is_not_found_in_french(path: str, dreets: APIClient) -> None:
    response = dreets.get(f"{API}{path}")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["title"] in ("Introuvable", "Page introuvable")


# -- amounts and dates -----------------------------------------------------------------------------


def test_the_printed_figures_of_an_envelope_stand_beside_it(dreets: APIClient) -> None:
    figures = get(dreets, "envelopes/cd62-fse-2021/")["figures"]
    assert [(one["code"], one["value"], one["unit"]) for one in figures] == [
        ("fse_cd62_envelope", "31592507", "EUR"),
        ("fse_cd62_candidature", "31606452", "EUR"),
    ]
    assert figures[0]["as_printed"] == "31 592 507 €"


def test_movements_are_texts_with_two_decimals(dreets: APIClient) -> None:
    rows = results(dreets, "movements/", envelope="cd62-fse-2021")
    found = {
        (one["kind"], one["delta_notified"], one["delta_open"], one["tranche"], one["value_date"])
        for one in rows
    }
    assert found == {
        ("notification", "31592507.00", "0.00", None, "2022-01-01"),
        ("opening", "0.00", "22114754.90", 1, "2022-01-01"),
    }
    assert {one["is_presumed"] for one in rows} == {True}
    assert get(dreets, f"movements/{rows[0]['id']}/") == rows[0]


def test_an_operation_carries_its_net_amounts(dreets: APIClient) -> None:
    made = scenes.operation("contracted", eu_amount=6_000_001, cost=10_000_003, qpv_share_bp=3_500)
    body = get(dreets, f"operations/{made.number}/")
    assert (body["programmed_eu"], body["programmed_cost"]) == ("60000.01", "100000.03")
    assert (body["contracted_eu"], body["paid_eu"]) == ("60000.01", "0.00")
    assert (body["qpv_share"], body["state"]) == ("0.3500", "contracted")
    assert (body["fund"], body["holder"], body["scheme"]) == ("fse-plus", "cd62", None)
    unknown = scenes.operation("admissible")
    assert get(dreets, f"operations/{unknown.number}/")["qpv_share"] is None


def test_a_number_of_any_shape_is_an_address(dreets: APIClient) -> None:
    send(content(row(number="99999999-9"), row(number="HDF 99"), row(number="a.b+c")))
    for number in ("99999999-9", "HDF%2099", "a.b+c"):
        assert get(dreets, f"operations/{number}/")["agreement"] == "2014-2020"


# -- scope -----------------------------------------------------------------------------------------


def test_an_operation_out_of_scope_is_neither_listed_nor_found(actor: Actors, rest: Rest) -> None:
    draft = scenes.operation("draft")
    shared = scenes.operation("admissible")
    expected = {
        "departement": {draft.number, shared.number},
        "direction": {draft.number, shared.number},
        "terrimouv": {shared.number},
        "dreets": {shared.number},
        "plie": set(),
        "region": set(),
        "network": set(),
        "stranger": set(),
        "technician": set(),
    }
    for name, numbers in expected.items():
        client = rest(actor(name))
        assert {one["number"] for one in results(client, "operations/")} == numbers, name
        for made in (draft, shared):
            status = client.get(f"{API}operations/{made.number}/").status_code
            assert status == (200 if made.number in numbers else 404), name


def test_the_ledger_is_for_state_holders_and_plie(actor: Actors, rest: Rest) -> None:
    for name in ("dreets", "ddets", "departement", "terrimouv", "plie"):
        assert len(results(rest(actor(name)), "movements/")) == 13, name
    for name in ("region", "network", "stranger", "former", "technician"):
        client = rest(actor(name))
        assert results(client, "movements/") == [], name
        assert results(client, "operations/") == []


def test_the_api_writes_nothing(dreets: APIClient) -> None:
    for name in FIELDS:
        for method in ("post", "put", "patch", "delete"):
            response = getattr(dreets, method)(f"{API}{name}/", {}, format="json")
            assert response.status_code == 405, (name, method)
            assert response["Content-Type"] == "application/problem+json"


# -- pages -----------------------------------------------------------------------------------------


def test_lists_come_by_a_hundred_and_every_row_once(dreets: APIClient) -> None:
    bodies = [
        Organisation(code=f"essai-{rank:03d}", name=f"n{rank}", short_name="n", kind="network")
        for rank in range(230)
    ]
    with acting(SERVER):
        create_in_bulk(Organisation, bodies, by=SERVER, reason="essai")
    seen: list[str] = []
    address = f"{API}organisations/"
    sizes = []
    while address:
        body = dreets.get(address).json()
        sizes.append(len(body["results"]))
        seen += [one["code"] for one in body["results"]]
        address = body["next"]
    assert sizes == [100, 100, 57]
    assert len(seen) == len(set(seen)) == 257


def test_filters_are_kept_from_page_to_page(dreets: APIClient) -> None:
    bodies = [
        Organisation(code=f"essai-{rank:03d}", name=f"n{rank}", short_name="n", kind="network")
        for rank in range(120)
    ]
    with acting(SERVER):
        create_in_bulk(Organisation, bodies, by=SERVER, reason="essai")
    first = get(dreets, "organisations/", kind="network")
    second = dreets.get(first["next"]).json()
    kinds = {one["kind"] for one in (*first["results"], *second["results"])}
    assert kinds == {"network"}
    # The two networks of the agreement, and those of the test.
    assert len(first["results"]) + len(second["results"]) == 122
    assert dreets.get(second["previous"]).json()["results"] == first["results"]


def cursor_of(text: str) -> str:
    return b64encode(text.encode()).decode()


BROKEN_CURSORS = [
    *("x", "'", "é", "²"),
    cursor_of("p=10").rstrip("="),
    *map(cursor_of, ("p=é", "p=dix", "p=%C2%B2", "p=", "o=-1", "r=x", "bonjour")),
]


@pytest.mark.parametrize("cursor", BROKEN_CURSORS)
def test_a_broken_cursor_is_refused_by_name(cursor: str, dreets: APIClient) -> None:
    response = dreets.get(f"{API}organisations/?cursor={cursor}")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["parameter"] == "cursor"
    assert body["detail"] == "Paramètre « cursor » : ce curseur n’est pas celui d’une réponse."


def test_a_cursor_may_stand_anywhere_in_the_keys(dreets: APIClient) -> None:
    for position, some in (("0", True), ("999999999999999999", False)):
        found = get(dreets, "organisations/", cursor=cursor_of(f"p={position}"))
        assert bool(found["results"]) is some


# -- filters ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "parameters", "expected"),
    [
        ("organisations/", {"kind": "plie"}, 8),
        ("organisations/", {"member_of": "tmi"}, 8),
        ("organisations/", {"member_of": "etat"}, 2),
        ("envelopes/", {"agreement": "2014-2020"}, 4),
        ("envelopes/", {"fund": "ftj"}, 6),
        ("envelopes/", {"holder": "cd62"}, 3),
        ("envelopes/", {"level": "holder", "agreement": "2021-2027"}, 3),
        ("movements/", {"agreement": "2021-2027"}, 6),
        ("movements/", {"envelope": "ocaplie-fse-2014"}, 3),
        ("movements/", {"kind": "top_up"}, 1),
        ("movements/", {"as_of": "2020-12-31"}, 7),
        ("movements/", {"as_of": "01/01/2014"}, 7),
    ],
)
def test_lists_are_filtered_by_code(
    path: str, parameters: dict[str, str], expected: int, dreets: APIClient
) -> None:
    assert len(results(dreets, path, **parameters)) == expected


def test_operations_are_filtered_by_what_they_are(dreets: APIClient) -> None:
    first = scenes.operation("programmed", title="Mobilité à l’Œuvre")
    second = scenes.operation("contracted", "tmi-fse-2021")
    third = scenes.operation("admissible", "cd62-ftj-2021")
    send(content(row()))
    for parameters, expected in (
        ({"state": "programmed"}, {first.number}),
        ({"state": ["programmed", "admissible"]}, {first.number, third.number}),
        ({"fund": "ftj"}, {third.number}),
        ({"holder": "tmi"}, {second.number}),
        ({"envelope": "cd62-fse-2021"}, {first.number}),
        ({"agreement": "2014-2020"}, {"201600001"}),
        ({"text": "MOBILITE oeuvre"}, {first.number}),
        ({"text": second.number}, {second.number}),
        ({"text": "rien de tel"}, set()),
        ({"holder": "cd62", "state": "admissible"}, {third.number}),
    ):
        found = {one["number"] for one in results(dreets, "operations/", **parameters)}
        assert found == expected, parameters


@pytest.mark.parametrize(
    ("path", "parameters", "name"),
    [
        ("operations/", {"colour": "red"}, "colour"),
        ("operations/", {"envelope__code": "x"}, "envelope__code"),
        ("operations/", {"ordering": "title"}, "ordering"),
        ("operations/", {"page": "2"}, "page"),
        ("operations/", {"state": "lost"}, "state"),
        ("operations/", {"holder": "dreets-hdf"}, "holder"),
        ("operations/", {"agreement": "2028-2034"}, "agreement"),
        ("operations/", {"agreement": "\x00"}, "agreement"),
        ("operations/", {"text": "\x00"}, "text"),
        ("operations/", {"envelope": "dep62-fse-2021"}, "envelope"),
        ("operations/", {"territory": "inconnu"}, "territory"),
        ("operations/", {"scheme": "abc"}, "scheme"),
        ("operations/", {"format": "xml"}, "format"),
        ("envelopes/", {"level": "moon"}, "level"),
        ("envelopes/", {"fund": "feder"}, "fund"),
        ("movements/", {"as_of": "hier"}, "as_of"),
        ("movements/", {"kind": "gift"}, "kind"),
        ("organisations/", {"kind": "club"}, "kind"),
        ("agreements/", {"code": "2021-2027"}, "code"),
        ("indicators/", {"kind": "output"}, "kind"),
        ("committees/", {"kind": "technical"}, "kind"),
        ("meetings/", {"year": "abc"}, "year"),
        ("meetings/", {"committee": "inconnu"}, "committee"),
        ("decisions/", {"year": "3000"}, "year"),
    ],
)
def test_an_unknown_filter_or_value_is_refused_by_name(
    path: str, parameters: dict[str, str], name: str, dreets: APIClient
) -> None:
    response = dreets.get(f"{API}{path}", parameters)
    assert response.status_code == 400, response.content
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["parameter"] == name
    assert f"« {name} »" in body["detail"]


# -- the document ----------------------------------------------------------------------------------


@pytest.fixture
def schema(dreets: APIClient) -> dict[str, Any]:
    response = dreets.get("/api/schema/", {"format": "json"})
    assert response.status_code == 200
    found: dict[str, Any] = response.json()
    return found


def test_the_document_is_openapi_3_1_and_valid(schema: dict[str, Any]) -> None:
    assert schema["openapi"] == "3.1.0"
    validate_schema(schema)


def test_every_address_is_documented(schema: dict[str, Any]) -> None:
    [api] = [
        entry
        for entry in get_resolver().url_patterns
        if str(entry.pattern) == "api/"  # type: ignore[attr-defined]
    ]
    [version] = [entry for entry in api.url_patterns if str(entry.pattern) == "v1/"]  # type: ignore[union-attr]
    names = {entry.name for entry in version.url_patterns}
    assert len(names) == 2 * len(FIELDS) + 1
    expected = {f"{API}programming-totals/"}
    for prefix, viewset, _ in router.registry:
        expected |= {f"{API}{prefix}/", f"{API}{prefix}/{{{_parameter(viewset)}}}/"}
    assert set(schema["paths"]) == expected


def _parameter(viewset: Any) -> str:
    field = getattr(viewset, "lookup_field", "pk")
    return "id" if field == "pk" else str(field)


def test_every_address_has_a_french_summary_and_its_refusals(schema: dict[str, Any]) -> None:
    for path, methods in schema["paths"].items():
        assert list(methods) == ["get"], path
        operation = methods["get"]
        assert operation["summary"], path
        assert {"200", "400", "401", "403", "404"} <= set(operation["responses"]), path
        problem = operation["responses"]["400"]["content"]
        assert list(problem) == ["application/problem+json"], path
    totals = schema["paths"][f"{API}programming-totals/"]["get"]
    names = {parameter["name"] for parameter in totals["parameters"]}
    assert names == {
        *("agreement", "as_of", "known_at", "group_by", "territory_family", "format"),
    }
    assert all(parameter["description"] for parameter in totals["parameters"])


def test_amounts_and_rates_are_described_as_texts(schema: dict[str, Any]) -> None:
    row_of_totals = schema["components"]["schemas"]["TotalsRow"]["properties"]
    assert row_of_totals["programmed"]["type"] == "string"
    assert row_of_totals["programmed"]["pattern"] == r"^-?\d+\.\d{2}$"
    assert "null" in row_of_totals["remaining"]["type"]
    assert "null" in row_of_totals["programming_rate_open"]["type"]


def test_the_documentation_needs_no_network(
    actor: Actors, browse: Callable[[User | None], Any]
) -> None:
    response = browse(actor("departement")).get("/api/documentation/")
    assert response.status_code == 200
    page = response.content.decode()
    assert "http://" not in page
    assert "https://" not in page
    assert "cdn" not in page.lower()


def test_what_a_client_reads_agrees_with_what_the_document_says(
    schema: dict[str, Any], dreets: APIClient
) -> None:
    made: Operation = scenes.operation("contracted")
    body = get(dreets, f"operations/{made.number}/")
    described = schema["components"]["schemas"]["Operation"]["properties"]
    assert set(body) == set(described)
    assert date.fromisoformat(body["starts_on"]) == made.starts_on
