"""Communes, EPCI and territories, with the PLIE that work in them."""

from __future__ import annotations

from collections.abc import Iterator

from accord.kernel.loading import (
    LoadReport,
    by_code,
    load_rows,
    need,
    optional_date,
    pieces,
    read_fixture,
    told,
)
from accord.people.models import Organisation
from accord.territories.models import (
    Commune,
    Epci,
    Territory,
    TerritoryCommune,
    TerritoryPlie,
)


def load() -> Iterator[str]:
    """Load them; yields a French sentence per file."""
    yield from told(*_geography())


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
