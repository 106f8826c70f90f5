"""Figures worked out by hand, to the cent, from the querysets and over REST, JSON and CSV."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from rest_framework.test import APIClient

from accord.people.models import User
from envelopes.models import Balance, Envelope
from envelopes.totals import Totals, totals_data

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
Rest = Callable[[User], APIClient]
ADDRESS = "/api/v1/programming-totals/"
AS_OF = date(2024, 6, 30)

# Notified, open, in reserve, as the table prints them.
TABLE = {
    "cd62-fse-2021": ("31592507.00", "22114754.90", "9477752.10"),
    "tmi-fse-2021": ("17513945.00", "12259761.50", "5254183.50"),
    "cd62-ftj-2021": ("11571000.00", "8099700.00", "3471300.00"),
}
TOGETHER = ("49106452.00", "34374516.40", "14731935.60")
# Fund of the European Social Fund Plus and Just Transition Fund together.
WHOLE = ("60677452.00", "42474216.40", "18203235.60")
FORMER = {
    "cd62-fse-2014": "34043650.00",
    "ocaplie-fse-2014": "11619533.00",
    "apapm-fse-2014": "8912296.00",
}
FORMER_WHOLE = "54575479.00"


def credits_of(row: Any) -> tuple[str, str, str]:
    return row["notified"], row["open"], row["reserved"]


@pytest.fixture
def client(actor: Actors, rest: Rest) -> APIClient:
    return rest(actor("departement"))


def ask(client: APIClient, **parameters: str) -> Any:
    response = client.get(ADDRESS, {"as_of": AS_OF.isoformat(), **parameters})
    assert response.status_code == 200, response.content
    return response.json()


# -- querysets -----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", TABLE)
def test_each_envelope_stands_as_the_table_says(code: str) -> None:
    [position] = Envelope.objects.filter(code=code).positions(AS_OF)
    assert credits_of(totals_data(position.totals)) == TABLE[code]
    assert position.totals.remaining == position.totals.open
    assert position.ceiling == position.totals.open


def test_the_two_envelopes_of_fse_plus_together() -> None:
    rows = Envelope.objects.delegated().filter(fund__code="fse-plus")
    total = Totals.sum(position.totals for position in rows.positions(AS_OF))
    assert credits_of(totals_data(total)) == TOGETHER


def test_nothing_is_notified_the_day_before_the_presumed_date() -> None:
    for day, agreement in ((date(2021, 12, 31), "2021-2027"), (date(2013, 12, 31), "2014-2020")):
        rows = Envelope.objects.delegated().filter(agreement__code=agreement)
        for position in rows.positions(day):
            assert (position.totals.notified, position.totals.open) == (0, 0)


def test_the_credits_are_there_on_the_presumed_date_itself() -> None:
    [position] = Envelope.objects.filter(code="cd62-fse-2021").positions(date(2022, 1, 1))
    assert credits_of(totals_data(position.totals)) == TABLE["cd62-fse-2021"]


def test_the_former_period_is_all_open_and_its_remainder_is_unknown() -> None:
    rows = Envelope.objects.delegated().filter(agreement__code="2014-2020")
    for position in rows.positions(AS_OF):
        found = totals_data(position.totals)
        amount = FORMER[position.envelope.code]
        assert credits_of(found) == (amount, amount, "0.00")
        assert found["remaining"] is None
        assert found["programming_rate_open"] is None
        assert found["programming_rate_notified"] is None
        assert Balance.objects.sleeping(position.envelope, AS_OF) is None


# -- REST, JSON ----------------------------------------------------------------------------------


def test_the_totals_by_fund_and_holder_over_rest(client: APIClient) -> None:
    body = ask(client)
    assert body["agreement"] == "2021-2027"
    assert body["as_of"] == "2024-06-30"
    assert body["known_at"] is None
    assert body["includes_fictional"] is False
    assert body["group_by"] == ["fund", "holder"]
    found = [(row["fund"], row["holder"], credits_of(row)) for row in body["results"]]
    assert found == [
        ("fse-plus", "cd62", TABLE["cd62-fse-2021"]),
        ("fse-plus", "tmi", TABLE["tmi-fse-2021"]),
        ("ftj", "cd62", TABLE["cd62-ftj-2021"]),
    ]
    assert credits_of(body["total"]) == WHOLE


def test_a_row_has_exactly_the_keys_that_clients_rely_on(client: APIClient) -> None:
    body = ask(client, group_by="envelope")
    amounts = [
        *("notified", "open", "reserved", "programmed", "contracted", "declared"),
        *("accepted", "certified", "paid", "remaining"),
        *("programming_rate_open", "programming_rate_notified", "operations"),
    ]
    assert list(body) == [
        *("agreement", "as_of", "known_at", "includes_fictional", "group_by", "results", "total"),
    ]
    assert list(body["total"]) == amounts
    assert all(list(row) == ["envelope", *amounts] for row in body["results"])


def test_a_stage_without_any_row_is_zero_and_never_null(client: APIClient) -> None:
    body = ask(client, group_by="envelope")
    for row in (*body["results"], body["total"]):
        for stage in ("programmed", "contracted", "declared", "accepted", "certified", "paid"):
            assert row[stage] == "0.00"
        assert row["operations"] == 0
        assert row["programming_rate_open"] == row["programming_rate_notified"] == "0.0000"
        assert row["remaining"] == row["open"]


def test_fse_plus_together_over_rest(client: APIClient) -> None:
    rows = {row["fund"]: row for row in ask(client, group_by="fund")["results"]}
    assert credits_of(rows["fse-plus"]) == TOGETHER
    assert credits_of(rows["ftj"]) == TABLE["cd62-ftj-2021"]


def test_the_former_period_over_rest(client: APIClient) -> None:
    body = ask(client, agreement="2014-2020", group_by="envelope")
    assert {row["envelope"]: row["notified"] for row in body["results"]} == FORMER
    for row in (*body["results"], body["total"]):
        assert row["open"] == row["notified"]
        assert row["reserved"] == "0.00"
        assert row["remaining"] is None
        assert row["programming_rate_open"] is None
        assert row["programming_rate_notified"] is None
    assert body["total"]["notified"] == FORMER_WHOLE


def test_the_former_period_by_holder_counts_the_complement_of_ocaplie(client: APIClient) -> None:
    rows = ask(client, agreement="2014-2020", group_by="holder")["results"]
    assert [(row["holder"], row["notified"]) for row in rows] == [
        ("apapm", "8912296.00"),
        ("cd62", "34043650.00"),
        ("ocaplie", "11619533.00"),
    ]


def test_asked_for_no_grouping_one_row_says_it_all(client: APIClient) -> None:
    body = ask(client, group_by="")
    assert body["group_by"] == []
    assert [credits_of(row) for row in body["results"]] == [WHOLE]
    assert body["results"][0] == body["total"]


def test_the_answer_is_json_in_utf_8(client: APIClient) -> None:
    response = client.get(ADDRESS, {"as_of": "2024-06-30"})
    assert response["Content-Type"] == "application/json"


@pytest.mark.parametrize("day", ["2021-12-31", "2013-01-01", "2007-01-01"])
def test_before_the_first_movement_everything_is_zero_over_rest(
    day: str, client: APIClient
) -> None:
    body = ask(client, as_of=day)
    assert credits_of(body["total"]) == ("0.00", "0.00", "0.00")
    # A rate of nothing is unknown, never 0 %.
    assert body["total"]["programming_rate_open"] is None
    assert body["total"]["remaining"] == "0.00"


@pytest.mark.parametrize(
    "name",
    ["dreets", "ddets", "departement", "terrimouv", "plie", "region", "network", "direction"],
)
def test_every_seat_at_the_table_reads_the_same_totals(
    name: str, actor: Actors, rest: Rest
) -> None:
    body = ask(rest(actor(name)))
    assert credits_of(body["total"]) == WHOLE


@pytest.mark.parametrize("name", ["stranger", "former", "technician"])
def test_whoever_has_no_seat_reads_no_envelope(name: str, actor: Actors, rest: Rest) -> None:
    answer = rest(actor(name)).get(ADDRESS, {"group_by": "envelope"})
    assert answer.status_code == 403
    assert "hors de votre périmètre" in answer.json()["detail"]


# -- CSV -----------------------------------------------------------------------------------------


def table(client: APIClient, **parameters: str) -> list[list[str]]:
    response = client.get(ADDRESS, {"as_of": "2024-06-30", "format": "csv", **parameters})
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbf")
    text = response.content.decode("utf-8-sig")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    return [line.split(";") for line in text.removesuffix("\r\n").split("\r\n")]


HEADER = [
    *("notified", "open", "reserved", "programmed", "contracted", "declared", "accepted"),
    *("certified", "paid", "remaining"),
    *("programming_rate_open", "programming_rate_notified", "operations"),
]


def test_the_csv_is_for_french_spreadsheets_and_has_no_total_row(client: APIClient) -> None:
    header, *rows = table(client, group_by="envelope")
    assert header == ["envelope", *HEADER]
    expected = {
        "cd62-fse-2021": ("31592507,00", "22114754,90", "9477752,10"),
        "cd62-ftj-2021": ("11571000,00", "8099700,00", "3471300,00"),
        "tmi-fse-2021": ("17513945,00", "12259761,50", "5254183,50"),
    }
    nothing, rates = ["0,00"] * 6, ["0,0000"] * 2
    assert rows == [
        [code, notified, opened, reserved, *nothing, opened, *rates, "0"]
        for code, (notified, opened, reserved) in expected.items()
    ]


def test_what_is_unknown_is_an_empty_cell(client: APIClient) -> None:
    _, *rows = table(client, agreement="2014-2020", group_by="holder")
    assert [row[0] for row in rows] == ["apapm", "cd62", "ocaplie"]
    for row in rows:
        assert row[10:] == ["", "", "", "0"]
    assert sum(int(row[1].replace(",", "")) for row in rows) == 5_457_547_900


def test_json_and_csv_say_the_same(client: APIClient) -> None:
    for keys in ("fund,holder", "envelope", "fund", "priority", "year", "scheme"):
        header, *rows = table(client, group_by=keys)
        expected = [
            ["" if row[name] is None else str(row[name]).replace(".", ",") for name in header]
            for row in ask(client, group_by=keys)["results"]
        ]
        assert rows == expected, keys


def test_the_columns_of_the_csv_add_up_to_the_total(client: APIClient) -> None:
    total = ask(client)["total"]
    header, *rows = table(client, group_by="fund,holder")
    for place, name in enumerate(header):
        if name in HEADER[:10]:
            cents = sum(int(row[place].replace(",", "")) for row in rows)
            assert cents == int(total[name].replace(".", "")), name
