"""Definitions of the indicators. No target: the agreement gives none."""

from __future__ import annotations

from collections.abc import Iterator

from accord.loading import by_code, load_rows, need, read_fixture
from envelopes.models import Fund
from indicators.models import Indicator


def load() -> Iterator[str]:
    """Load the definitions; yields a French sentence."""
    funds = by_code(Fund)
    plain = ("code", "label", "kind", "unit", "data_class", "definition", "source", "certainty")
    rows = [
        {
            **{name: line[name] for name in plain},
            "position": position,
            "fund": need(funds, line["fund"], "indicators"),
            "applies_to_h": line["applies_to_h"] == "1",
            "applies_to_l": line["applies_to_l"] == "1",
        }
        for position, line in enumerate(read_fixture("indicators"), start=1)
    ]
    yield str(load_rows(Indicator, ["code"], rows))
