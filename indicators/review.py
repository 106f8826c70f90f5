"""Printed results arranged as a table: a measure per row, a body per column. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

# Labels end with the body they are about, after a colon.
_SEPARATOR = re.compile(r"(?P<measure>.+)\s:\s(?P<body>.+)")
TOGETHER = "Ensemble"


@dataclass(frozen=True)
class ReviewTable:
    """Columns in the order in which they first appear, and a list of cells for each measure."""

    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Any | None]]]


def _parts(label: str) -> tuple[str, str]:
    """Measure and body of a label; one that names no body is about all of them."""
    found = _SEPARATOR.fullmatch(label)
    if found is None:
        return label, TOGETHER
    body = found["body"]
    return found["measure"], TOGETHER if body.lower() == TOGETHER.lower() else body


def table_of(figures: Sequence[Any]) -> ReviewTable:
    """Cells are figures; None where the source says nothing of that body."""
    cells: dict[str, dict[str, Any]] = {}
    columns: list[str] = []
    for figure in figures:
        measure, column = _parts(figure.label)
        if column not in columns:
            columns.append(column)
        cells.setdefault(measure, {})[column] = figure
    columns.sort(key=lambda column: column == TOGETHER)
    return ReviewTable(
        columns,
        [(measure, [row.get(column) for column in columns]) for measure, row in cells.items()],
    )
