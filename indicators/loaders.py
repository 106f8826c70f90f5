"""Definitions of the indicators. No target: the agreement gives none."""

from __future__ import annotations

from collections.abc import Iterator

from accord.kernel.loading import by_code, load_rows, need, read_fixture
from envelopes.models import Fund
from indicators.models import Indicator, IndicatorFund


def load() -> Iterator[str]:
    """Load the definitions, then the funds that each is for; yields a French sentence per file."""
    plain = ("code", "label", "kind", "unit", "data_class", "definition", "source", "certainty")
    rows = [
        {
            **{name: line[name] for name in plain},
            "position": position,
            "applies_to_h": line["applies_to_h"] == "1",
            "applies_to_l": line["applies_to_l"] == "1",
        }
        for position, line in enumerate(read_fixture("indicators"), start=1)
    ]
    yield str(load_rows(Indicator, ["code"], rows))
    indicators, funds = by_code(Indicator), by_code(Fund)
    lines = [
        {
            "indicator": need(indicators, line["indicator"], "indicator_funds"),
            "fund": need(funds, line["fund"], "indicator_funds"),
            "source": line["source"],
            "certainty": line["certainty"],
        }
        for line in read_fixture("indicator_funds")
    ]
    yield str(load_rows(IndicatorFund, ["indicator", "fund"], lines))
