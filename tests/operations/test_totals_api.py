"""Totals grouped as people ask: each column adds up to the total, and nothing is split twice.

Six operations, their amounts chosen so that each sum tells which of them it holds (cents).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.test import TestCase
from rest_framework.test import APIClient

from accord.kernel.actors import SERVER
from accord.kernel.dates import now
from accord.people.acting import actor_of
from accord.people.models import User
from accord.territories.models import Territory
from envelopes.actions import MovementOrder, record_movement
from envelopes.models import Envelope, Scheme, SpecificObjective
from envelopes.states import MovementKind
from operations import actions
from operations.totals import Question, programming_totals
from tests import scenes
from tests.actors import ACTORS, create_actor

ADDRESS = "/api/v1/programming-totals/"
AS_OF = date(2025, 12, 31)
AMOUNTS = (
    *("notified", "open", "reserved", "programmed", "contracted", "declared"),
    *("accepted", "certified", "paid", "remaining"),
)
GROUPINGS = (
    *("", "fund", "holder", "envelope", "priority", "specific_objective", "scheme", "territory"),
    *("plie", "year", "fund,holder", "holder,year", "scheme,year", "territory,scheme,year"),
    *("fund,specific_objective", "envelope,territory", "priority,scheme", "year,fund"),
)


def cents(text: str | None) -> int:
    """What is unknown in one row stands in another: it counts for nothing here."""
    return 0 if text is None else int(text.replace(".", ""))


def scheme(fund: str, holder: str, code: str) -> Scheme:
    return Scheme.objects.get(fund__code=fund, holder__code=holder, code=code)


def area(*codes: str) -> list[Territory]:
    return list(Territory.objects.filter(code__in=codes))


class Totals(TestCase):
    dreets: User
    client: APIClient

    @classmethod
    def setUpTestData(cls) -> None:
        actors = {actor.name: actor for actor in ACTORS}
        cls.dreets = create_actor(actors["dreets"])
        objective = {row.code: row for row in SpecificObjective.objects.all()}
        coaching = scheme("fse-plus", "cd62", "2.1")
        # A: one territory, a scheme and an objective; contracted.
        scenes.operation(
            "contracted",
            eu_amount=1_000_001,
            cost=2_000_003,
            scheme=coaching,
            objective=objective["ESO4.8"],
            territories=area("plie-area-calaisis"),
        )
        # B: two territories of one family, no scheme.
        scenes.operation(
            "programmed",
            eu_amount=2_000_000,
            objective=objective["ESO4.8"],
            territories=area("plie-area-calaisis", "plie-area-boulonnais", "rsa-calais"),
        )
        # C: the other holder.
        scenes.operation(
            "programmed",
            "tmi-fse-2021",
            eu_amount=3_000_000,
            scheme=scheme("fse-plus", "tmi", "T1"),
            objective=objective["ESO4.12"],
            territories=area("plie-area-lens-lievin-henin-carvin"),
        )
        # D: the other fund, where a scheme has the same label.
        scenes.operation(
            "programmed",
            "cd62-ftj-2021",
            eu_amount=4_000_000,
            scheme=scheme("ftj", "cd62", "3.1"),
            territories=area("mining-basin"),
        )
        # E: programmed in 2024, taken back in 2025.
        taken_back = scenes.operation("programmed", eu_amount=5_000_000)
        holder: Any = taken_back.envelope.holder
        day = date(2025, 2, 1)
        actions.deprogramme_operation(
            taken_back, by=SERVER, act=scenes.decision_act(holder, day), value_date=day
        )
        # F: contracted for 60 000, amended to 70 000 in 2025; no place, no objective.
        amended = scenes.operation("contracted", eu_amount=6_000_000, scheme=coaching)
        actions.amend_operation(
            amended,
            by=actor_of(scenes.officer_of(holder)),
            number="AV-F",
            value_date=date(2025, 3, 10),
            eligible_cost=12_000_000,
            eu_amount=7_000_000,
        )

    def setUp(self) -> None:
        self.client = APIClient()
        self.client.force_login(self.dreets)

    def ask(self, **parameters: str) -> Any:
        response = self.client.get(ADDRESS, {"as_of": AS_OF.isoformat(), **parameters})
        assert response.status_code == 200, response.content
        return response.json()

    def column(self, name: str, **parameters: str) -> dict[Any, Any]:
        """One column of an answer grouped by one key."""
        key = parameters["group_by"]
        return {row[key]: row[name] for row in self.ask(**parameters)["results"]}

    # -- sums ------------------------------------------------------------------------------------

    def test_the_total(self) -> None:
        total = self.ask()["total"]
        assert total["programmed"] == "170000.01"
        assert total["contracted"] == "80000.01"
        assert total["operations"] == 5
        # 22 114 754,90 − 100 000,01 ; 12 259 761,50 − 30 000 ; 8 099 700 − 40 000.
        assert total["remaining"] == "42304216.39"
        # 170 000,01 of 42 474 216,40 and of 60 677 452,00.
        assert total["programming_rate_open"] == "0.0040"
        assert total["programming_rate_notified"] == "0.0028"

    def test_every_amount_column_adds_up_to_the_total_in_every_grouping(self) -> None:
        whole = self.ask(group_by="")["total"]
        for grouping in GROUPINGS:
            for family in ("plie", "rsa", "mining_basin"):
                body = self.ask(group_by=grouping, territory_family=family)
                assert body["total"] == whole, grouping
                for name in AMOUNTS:
                    parts = sum(cents(row[name]) for row in body["results"])
                    assert parts == cents(whole[name]), (grouping, family, name)
                keys = [tuple(row[key] for key in body["group_by"]) for row in body["results"]]
                assert len(keys) == len(set(keys)), grouping

    def test_they_add_up_as_known_at_an_instant_too(self) -> None:
        instant = now().isoformat()
        for grouping in GROUPINGS:
            plain = self.ask(group_by=grouping)
            known = self.ask(group_by=grouping, known_at=instant)
            assert known["results"] == plain["results"], grouping
            assert known["total"] == plain["total"]
            assert known["known_at"] is not None

    def test_by_fund_and_holder(self) -> None:
        found = {
            (row["fund"], row["holder"]): (row["programmed"], row["operations"])
            for row in self.ask()["results"]
        }
        assert found == {
            ("fse-plus", "cd62"): ("100000.01", 3),
            ("fse-plus", "tmi"): ("30000.00", 1),
            ("ftj", "cd62"): ("40000.00", 1),
        }

    def test_by_priority_the_fund_without_priorities_stands_apart(self) -> None:
        assert self.column("programmed", group_by="priority") == {
            "P1": "130000.01",
            None: "40000.00",
        }
        assert self.column("open", group_by="priority") == {"P1": "34374516.40", None: "8099700.00"}

    def test_a_scheme_is_known_by_fund_holder_and_code(self) -> None:
        assert self.column("programmed", group_by="scheme") == {
            "fse-plus/cd62/2.1": "80000.01",
            "fse-plus/tmi/T1": "30000.00",
            "ftj/cd62/3.1": "40000.00",
            None: "20000.00",
        }
        assert self.column("contracted", group_by="scheme")["fse-plus/cd62/2.1"] == "80000.01"
        assert self.column("operations", group_by="scheme") == {
            "fse-plus/cd62/2.1": 2,
            "fse-plus/tmi/T1": 1,
            "ftj/cd62/3.1": 1,
            None: 1,
        }

    def test_by_objective(self) -> None:
        assert self.column("programmed", group_by="specific_objective") == {
            "ESO4.8": "30000.01",
            "ESO4.12": "30000.00",
            None: "110000.00",
        }

    def test_an_operation_of_several_territories_of_the_family_counts_in_the_null_row(self) -> None:
        assert self.column("programmed", group_by="territory") == {
            "plie-area-calaisis": "10000.01",
            "plie-area-lens-lievin-henin-carvin": "30000.00",
            None: "130000.00",
        }
        assert self.column("operations", group_by="territory") == {
            "plie-area-calaisis": 1,
            "plie-area-lens-lievin-henin-carvin": 1,
            None: 3,
        }

    def test_each_family_of_territories_splits_its_own_way(self) -> None:
        found = self.column("programmed", group_by="territory", territory_family="mining_basin")
        assert found == {"mining-basin": "40000.00", None: "130000.01"}
        # In this family B has one territory only.
        found = self.column("programmed", group_by="territory", territory_family="rsa")
        assert found == {"rsa-calais": "20000.00", None: "150000.01"}

    def test_by_year_of_the_value_date(self) -> None:
        assert self.column("programmed", group_by="year") == {
            2022: "0.00",
            2024: "210000.01",
            2025: "-40000.00",
            None: "0.00",
        }
        assert self.column("notified", group_by="year") == {
            2022: "60677452.00",
            2024: "0.00",
            2025: "0.00",
            None: "0.00",
        }
        # In 2024 the one taken back since counts; over both years it does not.
        assert self.column("operations", group_by="year") == {2022: 0, 2024: 6, 2025: 2, None: 0}

    # -- what a grouping cannot split -----------------------------------------------------------

    def test_credits_and_remainders_stand_in_the_null_row_and_are_null_elsewhere(self) -> None:
        for grouping in ("scheme", "territory", "specific_objective", "plie"):
            for row in self.ask(group_by=grouping)["results"]:
                split = row[grouping] is not None
                for name in ("notified", "open", "reserved", "remaining"):
                    assert (row[name] is None) == split, (grouping, name)
                assert row["programming_rate_open"] is None
                assert row["programming_rate_notified"] is None
                # A stage without any row is zero, in every row.
                assert row["paid"] == "0.00"

    def test_with_a_key_of_the_envelope_there_is_a_null_row_for_each(self) -> None:
        rows = self.ask(group_by="fund,scheme")["results"]
        unsplit = {row["fund"]: row["open"] for row in rows if row["scheme"] is None}
        assert unsplit == {"fse-plus": "34374516.40", "ftj": "8099700.00"}
        assert all(row["open"] is None for row in rows if row["scheme"])

    def test_a_remainder_has_no_year(self) -> None:
        rows = {row["year"]: row for row in self.ask(group_by="year")["results"]}
        assert rows[None]["remaining"] == "42304216.39"
        assert {rows[year]["remaining"] for year in (2022, 2024, 2025)} == {None}
        assert {row["programming_rate_open"] for row in rows.values()} == {None}
        assert rows[2022]["reserved"] == "18203235.60"

    def test_the_rows_are_in_the_order_of_their_keys_and_the_unsplit_one_is_last(self) -> None:
        rows = self.ask(group_by="fund,scheme")["results"]
        assert [(row["fund"], row["scheme"]) for row in rows] == [
            ("fse-plus", "fse-plus/cd62/2.1"),
            ("fse-plus", "fse-plus/tmi/T1"),
            ("fse-plus", None),
            ("ftj", "ftj/cd62/3.1"),
            ("ftj", None),
        ]

    def test_a_row_begins_with_the_keys_in_the_order_asked(self) -> None:
        body = self.ask(group_by="year, holder")
        assert body["group_by"] == ["year", "holder"]
        assert list(body["results"][0])[:3] == ["year", "holder", "notified"]

    # -- dates -----------------------------------------------------------------------------------

    def test_as_of_includes_the_day_and_nothing_after(self) -> None:
        for day, expected in (
            ("2024-02-29", "0.00"),
            ("2024-03-01", "210000.01"),
            ("2025-01-31", "210000.01"),
            ("2025-02-01", "160000.01"),
            ("2025-03-09", "160000.01"),
            ("2025-03-10", "170000.01"),
        ):
            for grouping in ("", "envelope", "scheme", "year"):
                total = self.ask(as_of=day, group_by=grouping)["total"]
                assert total["programmed"] == expected, (day, grouping)

    def test_an_instant_is_no_further_from_greenwich_than_a_place(self) -> None:
        for instant in ("2045-12-31T23:59:59-23:59", "2007-01-01T00:00:00%2B23:59"):
            answer = self.client.get(f"{ADDRESS}?known_at={instant}")
            assert answer.status_code == 400
            assert "décalage horaire" in answer.content.decode()
        assert self.client.get(f"{ADDRESS}?known_at=2026-01-01T00:00:00%2B14:00").status_code == 200

    def test_known_at_does_not_see_what_was_recorded_later(self) -> None:
        before = now()
        order = MovementOrder(
            scenes.envelope(),
            MovementKind.NOTIFICATION,
            123,
            0,
            date(2022, 2, 1),
            scenes.credit_act(),
        )
        record_movement(order, by=actor_of(self.dreets))
        late = self.ask(group_by="envelope")
        early = self.ask(group_by="envelope", known_at=before.isoformat())
        assert late["total"]["notified"] == "60677453.23"
        assert early["total"]["notified"] == "60677452.00"
        assert early["total"]["programmed"] == "170000.01"
        nothing = self.ask(known_at="2020-01-01T00:00:00")
        assert nothing["total"]["programmed"] == nothing["total"]["notified"] == "0.00"
        assert nothing["known_at"] == "2020-01-01T00:00:00+01:00"
        assert [row["fund"] for row in nothing["results"]] == ["fse-plus", "fse-plus", "ftj"]

    def test_an_instant_sent_back_as_it_was_answered_means_the_same(self) -> None:
        said = self.ask(known_at=now().isoformat())["known_at"]
        # Typed into an address without escaping, the plus sign arrives as a space.
        body = self.client.get(f"{ADDRESS}?as_of=2025-12-31&known_at={said}").json()
        assert body["known_at"] == said
        assert body["total"]["programmed"] == "170000.01"

    def test_without_a_date_it_is_today(self) -> None:
        body = self.client.get(ADDRESS).json()
        assert body["agreement"] == "2021-2027"
        assert date.fromisoformat(body["as_of"]) - now().date() <= timedelta(days=1)
        assert body["total"]["programmed"] == "170000.01"

    # -- the same numbers from both roads --------------------------------------------------------

    def test_balances_and_ledgers_tell_the_same(self) -> None:
        envelopes = Envelope.objects.delegated().filter(agreement__code="2021-2027")
        for day in (date(2024, 3, 1), date(2025, 2, 1), AS_OF):
            for keys in ((), ("envelope",), ("fund", "holder"), ("priority",)):
                plain = programming_totals(Question(envelopes, day, group_by=keys))
                known = programming_totals(Question(envelopes, day, now(), keys))
                assert plain.rows == known.rows, keys
                assert plain.total == known.total

    def test_a_fictional_act_in_view_is_said(self) -> None:
        assert self.ask()["includes_fictional"] is False
        act = scenes.credit_act(is_fictional=True, date=date(2025, 6, 1))
        order = MovementOrder(
            scenes.envelope("tmi-fse-2021"),
            MovementKind.NOTIFICATION,
            5,
            0,
            date(2025, 6, 1),
            act,
        )
        record_movement(order, by=actor_of(self.dreets))
        for grouping in ("envelope", "scheme", "year"):
            assert self.ask(group_by=grouping)["includes_fictional"] is True
            assert self.ask(group_by=grouping, as_of="2025-05-31")["includes_fictional"] is False
        assert self.ask(agreement="2014-2020")["includes_fictional"] is False

    def test_a_fictional_programming_in_view_is_said(self) -> None:
        scenes.operation("contracted", eu_amount=100, is_fictional=True)
        assert self.ask()["includes_fictional"] is True
        assert self.ask(as_of="2024-03-31")["includes_fictional"] is False
