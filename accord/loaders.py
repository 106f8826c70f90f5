"""The agreement: organisations, acts, parties, chapters, votes, geography, figures, checks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from accord.loading import (
    LoadReport,
    by_code,
    load_rows,
    need,
    optional_date,
    pieces,
    read_fixture,
)
from accord.models import (
    Act,
    Chapter,
    CitedText,
    Commune,
    Epci,
    FigureCheck,
    FigureCheckLine,
    FrameworkAgreement,
    Organisation,
    OrganisationAlias,
    Party,
    SourcedFigure,
    Territory,
    TerritoryCommune,
    TerritoryPlie,
    Vote,
    VotePerson,
)
from accord.models.organisations import fold


def load() -> Iterator[str]:
    """Load the ground; yields a French sentence per file."""
    for report in (
        *_organisations(),
        _agreements(),
        _acts(),
        _parties(),
        _chapters(),
        *_votes(),
        *_geography(),
        _figures(),
        *_checks(),
    ):
        yield str(report)
        yield from (f"  gardé : {text}" for text in report.kept)


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


def _agreements() -> LoadReport:
    report = LoadReport("Accords-cadres")
    plain = ("code", "title", "short_title", "summary", "dates_certainty", "source")
    for line in read_fixture("agreements"):
        row = {
            **{name: line[name] for name in plain},
            "starts_on": date.fromisoformat(line["starts_on"]),
            "ends_on": date.fromisoformat(line["ends_on"]),
            "predecessor": need(by_code(FrameworkAgreement), line["predecessor"], "agreements"),
        }
        part = load_rows(FrameworkAgreement, ["code"], [row])
        report.created += part.created
        report.updated += part.updated
        report.kept += part.kept
    return report


def _acts() -> LoadReport:
    agreements, organisations = by_code(FrameworkAgreement), by_code(Organisation)
    lines = read_fixture("acts")
    report = LoadReport("Actes")
    # An act that another is taken under comes before it.
    for under in (False, True):
        acts = by_code(Act)
        rows = [
            {
                "code": line["code"],
                "agreement": need(agreements, line["agreement"], "acts"),
                "kind": line["kind"],
                "issuer": need(organisations, line["issuer"], "acts"),
                "number": line["number"],
                "date": optional_date(line["date"]),
                "date_note": line["date_note"],
                "title": line["title"],
                "under": need(acts, line["under"], "acts"),
                "source": line["source"],
                "certainty": line["certainty"],
            }
            for line in lines
            if bool(line["under"]) == under
        ]
        part = load_rows(Act, ["code"], rows)
        report.created += part.created
        report.updated += part.updated
        report.kept += part.kept
    return report


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


def _votes() -> list[LoadReport]:
    acts = by_code(Act)
    texts = [
        {
            **line,
            "act": need(acts, line["act"], "cited_texts"),
            "position": int(line["position"]),
            "date": optional_date(line["date"]),
        }
        for line in read_fixture("cited_texts")
    ]
    words = (
        *("act", "decided", "body", "groups_for", "result"),
        *("chair", "secretary", "signed_by", "source"),
    )
    votes = [
        {
            **{name: int(value) for name, value in line.items() if name not in words},
            **{name: line[name] for name in words if name != "act"},
            "act": need(acts, line["act"], "votes"),
        }
        for line in read_fixture("votes")
    ]
    people = [
        {**line, "act": need(acts, line["act"], "vote_people"), "position": position}
        for position, line in enumerate(read_fixture("vote_people"), start=1)
    ]
    return [
        load_rows(CitedText, ["act", "position"], texts),
        load_rows(Vote, ["act"], votes),
        load_rows(VotePerson, ["act", "position"], people),
    ]


def _geography() -> list[LoadReport]:
    epci_rows = [
        {
            **line,
            "communes_total": int(line["communes_total"]),
            "communes_in_department": int(line["communes_in_department"]),
        }
        for line in read_fixture("epci")
    ]
    reports = [load_rows(Epci, ["code"], epci_rows)]
    epcis = by_code(Epci)
    communes = [
        {
            **line,
            "population": int(line["population"]) if line["population"] else None,
            "epci": need(epcis, line["epci"], "communes"),
        }
        for line in read_fixture("communes")
    ]
    return [*reports, load_rows(Commune, ["insee_code"], communes), *_territories()]


def _territories() -> list[LoadReport]:
    lines = read_fixture("territories")
    rows = [
        {
            **{
                name: line[name]
                for name in ("code", "family", "name", "source", "certainty", "note")
            },
            "is_validated": line["is_validated"] == "1",
            "starts_on": optional_date(line["starts_on"]),
        }
        for line in lines
    ]
    report = load_rows(Territory, ["code"], rows)
    territories, organisations = by_code(Territory), by_code(Organisation)
    plies = [
        {
            "territory": territories[line["code"]],
            "organisation": need(organisations, code, "territories"),
        }
        for line in lines
        for code in pieces(line["organisations"])
    ]
    communes = list(Commune.objects.select_related("epci"))
    members = [
        {"territory": territories[line["code"]], "commune": commune}
        for line in lines
        for commune in communes
        if line["epci"] == "*" or commune.epci.code in pieces(line["epci"])
    ]
    return [
        report,
        load_rows(TerritoryPlie, ["territory", "organisation"], plies),
        load_rows(TerritoryCommune, ["territory", "commune"], members),
    ]


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
    agreement = by_code(FrameworkAgreement)["2021-2027"]
    checks = [
        {
            "agreement": agreement,
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
