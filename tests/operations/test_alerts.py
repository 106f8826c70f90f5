"""What deserves a second look on an operation: warnings with their limits, which block nothing."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from envelopes.models import Fund
from operations.alerts import alerts_of


def fund_of(code: str, rate: int | None) -> Fund:
    certainty = "unverified" if code == "ftj" else "stated"
    return Fund(code=code, max_rate_bp=rate, certainty=certainty)


def said(
    *, fund: str = "fse-plus", rate: int | None = 6_000, place: Any = None, **values: Any
) -> Any:
    amounts = {
        "appraised_cost": 10_000_000,
        "appraised_eu": 6_000_000,
        "requested_cost": None,
        "requested_eu": None,
    }
    file = SimpleNamespace(**{name: values.pop(name, amounts[name]) for name in amounts})
    operation = SimpleNamespace(
        **{
            "state": "appraised",
            "opinion": "favourable",
            "is_imported": False,
            "cost_option": "flat_40",
            **values,
        },
        envelope=SimpleNamespace(fund=fund_of(fund, rate)),
    )
    return list(alerts_of(operation, file, in_mining_basin=place))


def test_an_ordinary_operation_raises_nothing() -> None:
    assert said() == []
    assert said(appraised_cost=None, appraised_eu=None) == []


def test_a_rate_above_that_of_the_fund_is_said_and_at_it_is_not() -> None:
    [alert] = said(appraised_eu=7_380_000)
    assert "73,80" in alert
    assert "60,00" in alert
    assert said(appraised_eu=6_000_000) == []
    assert said(appraised_eu=6_001_000) != []
    assert said(fund="fse", rate=None, appraised_eu=9_999_999) == []


def test_before_the_appraisal_the_amounts_asked_are_looked_at() -> None:
    asked = {"appraised_cost": None, "appraised_eu": None, "requested_cost": 100_000_000}
    assert len(said(**asked, requested_eu=90_000_000)) == 1
    assert said(**asked, requested_eu=60_000_000) == []
    assert said(**asked, requested_eu=None) == []


@pytest.mark.parametrize("state", ["programmed", "contracted"])
def test_a_programming_without_opinion_is_said_but_not_of_a_national_list(state: str) -> None:
    assert said(state=state, opinion="none") == ["Programmée sans avis du comité technique."]
    assert said(state=state, opinion="none", is_imported=True) == []
    assert said(state=state, opinion="unfavourable") == ["Programmée malgré un avis défavorable."]
    assert said(state="appraised", opinion="none") == []
    assert said(state="opinion_given", opinion="unfavourable") == []


def test_an_operation_of_the_ftj_lies_in_the_mining_basin() -> None:
    assert said(fund="ftj", rate=7_000, place=True) == []
    [outside] = said(fund="ftj", rate=7_000, place=False)
    [unknown] = said(fund="ftj", rate=7_000, place=None)
    assert "hors du bassin minier" in outside
    assert "de lieu inconnu" in unknown
    assert said(fund="fse-plus", place=False) == []


@pytest.mark.parametrize(
    ("cost", "option", "number"),
    [
        (20_000_000, "real", 1),
        (20_000_001, "real", 0),
        (20_000_000, "flat_40", 0),
        (20_000_000, "unknown", 0),
    ],
)
def test_small_costs_are_simplified(cost: int, option: str, number: int) -> None:
    found = said(appraised_cost=cost, appraised_eu=cost // 2, cost_option=option)
    assert len(found) == number
    assert all("200 000" in alert for alert in found)
