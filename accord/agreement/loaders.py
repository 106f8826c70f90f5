"""The agreement as it reads: parties, chapters, printed figures, the checks on them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from accord.acts.models import FrameworkAgreement
from accord.agreement.models import Chapter, FigureCheck, FigureCheckLine, Party, SourcedFigure
from accord.kernel.loading import (
    LoadReport,
    by_code,
    load_rows,
    need,
    optional_date,
    read_fixture,
    told,
)
from accord.people.models import Organisation
from accord.territories.models import Territory


def load() -> Iterator[str]:
    """Load them; yields a French sentence per file."""
    yield from told(_parties(), _chapters(), _figures(), *_checks())


def _parties() -> LoadReport:
    agreements, organisations = by_code(FrameworkAgreement), by_code(Organisation)
    plain = ("capacity", "signatory", "signatory_capacity", "note", "source")
    rows = [
        {
            "agreement": need(agreements, line["agreement"], "parties"),
            "organisation": need(organisations, line["organisation"], "parties"),
            "position": int(line["position"]),
            "signed_on": optional_date(line["signed_on"]),
            **{name: line[name] for name in plain},
        }
        for line in read_fixture("parties")
    ]
    return load_rows(Party, ["agreement", "organisation"], rows)


def _chapters() -> LoadReport:
    agreements = by_code(FrameworkAgreement)
    rows = [
        {
            "agreement": need(agreements, line["agreement"], "chapters"),
            "position": position,
            **{name: line[name] for name in ("number", "title", "summary", "source")},
        }
        for position, line in enumerate(read_fixture("chapters"), start=1)
    ]
    return load_rows(Chapter, ["agreement", "number"], rows)


def _figures() -> LoadReport:
    agreements, organisations = by_code(FrameworkAgreement), by_code(Organisation)
    territories = by_code(Territory)
    plain = (
        "code",
        "topic",
        "label",
        "unit",
        "precision",
        "as_printed",
        "reference",
        "source",
        "note",
    )
    rows = []
    for line in read_fixture("sourced_figures"):
        value = Decimal(line["value"])
        decimals = max(-int(value.as_tuple().exponent), 0)
        rows.append(
            {
                **{name: line[name] for name in plain},
                "agreement": need(agreements, line["agreement"], "sourced_figures"),
                "scaled_value": int(value.scaleb(decimals)),
                "decimals": decimals,
                "territory": need(territories, line["territory"], "sourced_figures"),
                "organisation": need(organisations, line["organisation"], "sourced_figures"),
            }
        )
    return load_rows(SourcedFigure, ["code"], rows)


def _checks() -> list[LoadReport]:
    agreements = by_code(FrameworkAgreement)
    checks = [
        {
            "agreement": need(agreements, line["agreement"], "figure_checks"),
            **{
                name: line[name]
                for name in ("code", "title", "kind", "verdict", "statement", "source")
            },
        }
        for line in read_fixture("figure_checks")
    ]
    report = load_rows(FigureCheck, ["code"], checks)
    known = by_code(FigureCheck)
    lines = [
        {
            "check_of": need(known, line["check"], "figure_check_lines"),
            "position": int(line["position"]),
            **{name: line[name] for name in ("left", "right", "note")},
        }
        for line in read_fixture("figure_check_lines")
    ]
    return [report, load_rows(FigureCheckLine, ["check_of", "position"], lines)]
