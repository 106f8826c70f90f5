"""Funds, programmes, the tree of envelopes, global grants, tranches, schemes and first credits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from accord.acts.models import Act, FrameworkAgreement
from accord.agreement.models import SourcedFigure
from accord.kernel.loading import LOADER, LoadReport, by_code, load_rows, need, pieces, read_fixture
from accord.kernel.money import parse_euros, split
from accord.kernel.text import fold
from accord.people.models import Organisation
from envelopes.actions import MovementOrder, lock_envelopes, record_movement
from envelopes.models import (
    CreditMovement,
    DividingLine,
    Envelope,
    EnvelopeFigure,
    Fund,
    GlobalGrant,
    Priority,
    Programme,
    ProgrammeAlias,
    Scheme,
    SpecificObjective,
    Tranche,
)
from envelopes.states import MovementKind


def load() -> Iterator[str]:
    """Load credits; yields a French sentence per file."""
    for report in (
        *_programmes(),
        *_envelopes(),
        _grants(),
        *_schemes(),
        _first_movements(),
    ):
        yield str(report)
        yield from (f"  gardé : {text}" for text in report.kept)


def _programmes() -> list[LoadReport]:
    funds = [
        {
            **{name: line[name] for name in ("code", "name", "short_name", "source", "certainty")},
            "max_rate_bp": int(line["max_rate_bp"]) if line["max_rate_bp"] else None,
        }
        for line in read_fixture("funds")
    ]
    reports = [load_rows(Fund, ["code"], funds)]
    lines = read_fixture("programmes")
    fund_of, agreement_of = by_code(Fund), by_code(FrameworkAgreement)
    programmes = [
        {
            **{name: line[name] for name in ("code", "cci", "name", "source", "certainty")},
            "fund": need(fund_of, line["fund"], "programmes"),
            "agreement": need(agreement_of, line["agreement"], "programmes"),
        }
        for line in lines
    ]
    reports.append(load_rows(Programme, ["code"], programmes))
    return [*reports, _programme_aliases(lines), *_objectives()]


def _programme_aliases(lines: list[dict[str, str]]) -> LoadReport:
    programmes = by_code(Programme)
    rows: dict[str, dict[str, Any]] = {}
    for line in lines:
        for name in (line["name"], line["code"], *pieces(line["aliases"])):
            row = {"programme": programmes[line["code"]], "name": name, "folded": fold(name)}
            rows.setdefault(fold(name), row)
    return load_rows(ProgrammeAlias, ["folded"], rows.values())


def _objectives() -> list[LoadReport]:
    programmes = by_code(Programme)
    priorities = [
        {**line, "programme": need(programmes, line["programme"], "priorities")}
        for line in read_fixture("priorities")
    ]
    report = load_rows(Priority, ["programme", "code"], priorities)
    known = {
        (priority.programme.code, priority.code): priority
        for priority in Priority.objects.select_related("programme")
    }
    objectives = [
        {
            **{name: line[name] for name in ("code", "letter", "label", "source", "certainty")},
            "priority": known[line["programme"], line["priority"]],
        }
        for line in read_fixture("objectives")
    ]
    return [report, load_rows(SpecificObjective, ["priority", "code"], objectives)]


def _envelopes() -> list[LoadReport]:
    agreements, funds, programmes = by_code(FrameworkAgreement), by_code(Fund), by_code(Programme)
    organisations = by_code(Organisation)
    priorities = {(row.programme_id, row.code): row for row in Priority.objects.all()}
    lines = read_fixture("envelopes")
    report = LoadReport("Enveloppes")
    for position, line in enumerate(lines, start=1):
        programme = need(programmes, line["programme"], "envelopes")
        row = {
            **{name: line[name] for name in ("code", "name", "level", "source", "certainty")},
            "agreement": need(agreements, line["agreement"], "envelopes"),
            # One by one: a parent stands above its children in the file.
            "parent": need(by_code(Envelope), line["parent"], "envelopes"),
            "fund": need(funds, line["fund"], "envelopes"),
            "programme": programme,
            "priority": priorities[programme.pk, line["priority"]] if line["priority"] else None,
            "holder": need(organisations, line["holder"], "envelopes"),
            "is_extract": line["is_extract"] == "1",
            "position": position,
        }
        part = load_rows(Envelope, ["code"], [row])
        report.created += part.created
        report.updated += part.updated
        report.kept += part.kept
    return [report, _envelope_figures(lines)]


def _envelope_figures(lines: list[dict[str, str]]) -> LoadReport:
    envelopes, figures = by_code(Envelope), by_code(SourcedFigure)
    rows = [
        {
            "envelope": envelopes[line["code"]],
            "figure": need(figures, code, "envelopes"),
            "position": position,
        }
        for line in lines
        for position, code in enumerate(pieces(line["figures"]))
    ]
    return load_rows(EnvelopeFigure, ["envelope", "figure"], rows)


def _grants() -> LoadReport:
    envelopes, acts = by_code(Envelope), by_code(Act)
    rows = [
        {
            **{name: line[name] for name in ("code", "label", "source", "certainty")},
            "envelope": need(envelopes, line["envelope"], "global_grants"),
            "owner": need(envelopes, line["envelope"], "global_grants").holder,
            "act": need(acts, line["act"], "global_grants"),
            "starts_on": date.fromisoformat(line["starts_on"]),
            "ends_on": date.fromisoformat(line["ends_on"]),
        }
        for line in read_fixture("global_grants")
    ]
    return load_rows(GlobalGrant, ["code"], rows)


def _tranches(lines: list[dict[str, str]]) -> LoadReport:
    """Amounts are the shares of what is notified first, to the cent."""
    envelopes, grants = by_code(Envelope), by_code(GlobalGrant)
    notified = {
        line["envelope"]: parse_euros(line["delta_notified"])
        for line in lines
        if line["kind"] == MovementKind.NOTIFICATION
    }
    of_envelope: dict[str, list[dict[str, str]]] = {}
    for line in read_fixture("tranches"):
        of_envelope.setdefault(line["envelope"], []).append(line)
    plain = ("label", "period", "condition", "source", "certainty")
    rows = [
        {
            **{name: line[name] for name in plain},
            "envelope": need(envelopes, code, "tranches"),
            "grant": need(grants, line["grant"], "tranches"),
            "position": int(line["position"]),
            "share_bp": int(line["share_bp"]),
            "amount": amount,
        }
        for code, group in of_envelope.items()
        for line, amount in zip(
            group,
            split(notified[code], [int(line["share_bp"]) for line in group]),
            strict=True,
        )
    ]
    return load_rows(Tranche, ["envelope", "position"], rows)


def _schemes() -> list[LoadReport]:
    agreements, funds, organisations = (
        by_code(FrameworkAgreement),
        by_code(Fund),
        by_code(Organisation),
    )
    lines = [
        {
            **{name: line[name] for name in ("public", "criterion", "note", "source")},
            "agreement": need(agreements, line["agreement"], "dividing_lines"),
            "organisation": need(organisations, line["organisation"], "dividing_lines"),
            "fund": need(funds, line["fund"], "dividing_lines"),
            "position": int(line["position"]),
        }
        for line in read_fixture("dividing_lines")
    ]
    reports = [load_rows(DividingLine, ["agreement", "organisation", "fund"], lines)]
    known: dict[tuple[int, int, str], Scheme] = {}
    # Schemes before their sub-schemes.
    for depth in (False, True):
        rows = [
            {
                **{name: line[name] for name in ("code", "title", "public", "links", "source")},
                "certainty": line["certainty"],
                "agreement": need(agreements, line["agreement"], "schemes"),
                "fund": need(funds, line["fund"], "schemes"),
                "holder": need(organisations, line["holder"], "schemes"),
                "parent": known.get(
                    (funds[line["fund"]].pk, organisations[line["holder"]].pk, line["parent"])
                ),
                "position": position,
            }
            for position, line in enumerate(read_fixture("schemes"), start=1)
            if bool(line["parent"]) == depth
        ]
        reports.append(load_rows(Scheme, ["agreement", "fund", "holder", "code"], rows))
        known = {(row.fund_id, row.holder_id, row.code): row for row in Scheme.objects.all()}
    return reports


def _first_movements() -> LoadReport:
    """Tranches, then the notifications and openings that the agreement states."""
    lines = read_fixture("movements")
    report = _tranches(lines)
    envelopes, acts = by_code(Envelope), by_code(Act)
    tranches = {(row.envelope_id, row.position): row for row in Tranche.objects.all()}
    lock_envelopes(*(envelope.pk for envelope in envelopes.values()))
    for line in lines:
        envelope = need(envelopes, line["envelope"], "movements")
        order = MovementOrder(
            envelope=envelope,
            kind=line["kind"],
            delta_notified=parse_euros(line["delta_notified"]),
            delta_open=parse_euros(line["delta_open"]),
            value_date=date.fromisoformat(line["value_date"]),
            act=need(acts, line["act"], "movements"),
            label=line["label"],
            is_presumed=line["is_presumed"] == "1",
            tranche=tranches[envelope.pk, int(line["tranche"])] if line["tranche"] else None,
        )
        if not _is_recorded(order):
            record_movement(order, by=LOADER)
            report.created += 1
    report.label = "Tranches et mouvements de crédits"
    return report


def _is_recorded(order: MovementOrder) -> bool:
    return CreditMovement.objects.filter(
        envelope=order.envelope,
        kind=order.kind,
        act=order.act,
        tranche=order.tranche,
        value_date=order.value_date,
        delta_notified=order.delta_notified,
        delta_open=order.delta_open,
    ).exists()
