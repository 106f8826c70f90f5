"""The committees of chapter 6, their composition and cadence, and each holder's selection body."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from accord.acts.models import FrameworkAgreement
from accord.kernel.loading import by_code, load_rows, need, read_fixture
from accord.people.models import Organisation
from governance.models import CadenceRule, Committee, CommitteeMember


def load() -> Iterator[str]:
    """Load governance; yields a French sentence per file."""
    agreements, organisations = by_code(FrameworkAgreement), by_code(Organisation)
    plain = (
        "code",
        "name",
        "kind",
        "level",
        "purpose",
        "frequency",
        "prefix",
        "source",
        "certainty",
    )
    committees = [
        {
            **{name: line[name] for name in plain},
            "agreement": need(agreements, line["agreement"], "committees"),
            "organiser": need(organisations, line["organiser"], "committees"),
            "position": position,
        }
        for position, line in enumerate(read_fixture("committees"), start=1)
    ]
    yield str(load_rows(Committee, ["code"], committees))
    known = by_code(Committee)
    members = [
        {
            "committee": need(known, line["committee"], "committee_members"),
            "organisation": need(organisations, line["organisation"], "committee_members"),
            "label": line["label"],
            "position": int(line["position"]),
            "is_printed": line["is_printed"] == "1",
            "source": line["source"],
        }
        for line in read_fixture("committee_members")
    ]
    yield str(load_rows(CommitteeMember, ["committee", "position"], members))
    rules = [
        {
            "committee": need(known, line["committee"], "cadence_rules"),
            **{name: line[name] for name in ("kind", "text", "source", "certainty")},
            "minimum": _number(line["minimum"]),
            "maximum": _number(line["maximum"]),
            "max_gap_months": _number(line["max_gap_months"]),
            "starts_on": date.fromisoformat(line["starts_on"]),
            "start_is_presumed": line["start_is_presumed"] == "1",
        }
        for line in read_fixture("cadence_rules")
    ]
    yield str(load_rows(CadenceRule, ["committee"], rules))


def _number(text: str) -> Any:
    return int(text) if text else None
