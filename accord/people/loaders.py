"""The bodies of the field and the names they go by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from accord.kernel.loading import (
    LoadReport,
    by_code,
    load_rows,
    need,
    pieces,
    read_fixture,
    told,
)
from accord.kernel.text import fold
from accord.people.models import Organisation, OrganisationAlias


def load() -> Iterator[str]:
    """Load them; yields a French sentence per file."""
    yield from told(*_organisations())


# Columns by which one body names another.
_LINKS = ("carrier", "member_of", "merged_into")


def _organisations() -> list[LoadReport]:
    lines = read_fixture("organisations")
    # Carriers and heads first: the others refer to them.
    lines.sort(key=lambda line: [bool(line[name]) for name in _LINKS])
    reports = []
    for depth in (False, True):
        known = by_code(Organisation)
        chosen = [line for line in lines if any(line[name] for name in _LINKS) == depth]
        rows = [
            {
                **{name: line[name] for name in ("code", "name", "short_name", "kind", "source")},
                **{name: need(known, line[name], "organisations") for name in _LINKS},
            }
            for line in chosen
        ]
        reports.append(load_rows(Organisation, ["code"], rows))
    return [*reports, _aliases(lines)]


def _aliases(lines: list[dict[str, str]]) -> LoadReport:
    known = by_code(Organisation)
    rows: dict[str, dict[str, Any]] = {}
    for line in lines:
        for name in (line["name"], line["short_name"], *pieces(line["aliases"])):
            row = {"organisation": known[line["code"]], "name": name, "source": line["source"]}
            rows.setdefault(fold(name), {**row, "folded": fold(name)})
    return load_rows(OrganisationAlias, ["folded"], rows.values())
