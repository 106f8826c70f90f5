"""Framework agreements, the acts of reference, the texts they cite and the votes behind them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from accord.acts.actions import note_loaded_acts
from accord.acts.models import Act, CitedText, FrameworkAgreement, Vote, VotePerson
from accord.kernel.loading import (
    LOADER,
    LoadReport,
    by_code,
    load_rows,
    need,
    optional_date,
    read_fixture,
    told,
)
from accord.people.models import Organisation


def load() -> Iterator[str]:
    """Load them; yields a French sentence per file."""
    yield from told(_agreements(), _acts(), *_votes())
    note_loaded_acts(by=LOADER)


def _agreements() -> LoadReport:
    report = LoadReport("Accords-cadres")
    plain = (
        "code",
        "title",
        "short_title",
        "subtitle",
        "purpose",
        "summary",
        "dates_certainty",
        "source",
    )
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
