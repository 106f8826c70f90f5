"""Importing the national list of operations: each row whole or refused, twice without effect.

A file's digest identifies its act (one edition, one act). A new operation is programmed and
contracted at its start date, marked as estimated, for the layout gives no date of agreement. A
changed amount becomes a difference dated at the edition. What was decided here is never
overwritten: a gap is reported.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from accord.actions import ActDraft, write_act
from accord.files.tables import Table, read_table
from accord.kernel.audit import record
from accord.kernel.dates import today
from accord.kernel.errors import AccordError
from accord.models import Act, ActKind, FrameworkAgreement, OrganisationAlias
from accord.models.organisations import fold
from envelopes.actions import lock_envelopes
from envelopes.models import Envelope, ProgrammeAlias, SpecificObjective
from envelopes.states import Stage
from operations.actions import Resource, find_or_create_beneficiary, replace_financing
from operations.layouts import PON_FSE_2014_2020, Refusal, positions_of, read_row
from operations.ledger import UseOrder, append_uses, move_imported, net_amounts
from operations.models import ImportRow, ImportRun, Operation
from operations.states import FinancingKind, OperationState, RowOutcome

CHUNK = 500
_LAYOUT = PON_FSE_2014_2020

Item = TypeVar("Item")


@dataclass
class RowResult:
    """What became of a row."""

    line: int
    outcome: str
    operation: Operation | None = None
    column: str = ""
    value: str = ""
    message: str = ""


@dataclass
class ImportReport:
    """Counts, refusals with the cells that were sent, and alerts, for people and error files."""

    table: Table
    results: list[RowResult] = field(default_factory=list)
    alerts: list[str] = field(default_factory=list)
    run: ImportRun | None = None

    @property
    def counts(self) -> Counter[str]:
        return Counter(result.outcome for result in self.results)

    @property
    def refused(self) -> list[RowResult]:
        return [result for result in self.results if result.outcome == RowOutcome.REFUSED]

    def error_rows(self) -> Iterator[list[str]]:
        """Refused rows as they were sent, to correct and send again, with the reason behind."""
        cells_of = {row.line: row.cells for row in self.table.rows}
        width = len(self.table.header)
        for result in self.refused:
            cells = [*cells_of[result.line], *[""] * width][:width]
            yield [*cells, str(result.line), result.column, result.message]

    @property
    def error_header(self) -> list[str]:
        return [*self.table.header, "ligne", "champ", "motif"]


class _DryRunError(Exception):
    """Undoes everything at the end of a trial."""


@dataclass
class _Context:
    """What every row of a run needs to know."""

    agreement: FrameworkAgreement
    file_name: str
    digest: str
    edition_on: date | None
    by: Any
    envelopes: dict[tuple[int, int], Envelope]
    services: dict[str, int]
    programmes: dict[str, int]
    objectives: dict[tuple[int, str], SpecificObjective]
    # Line of each number accepted so far.
    lines: dict[str, int] = field(default_factory=dict)

    @cached_property
    def act(self) -> Act:
        """The act of this very file, written with its first row: the same bytes are one edition."""
        return _edition_act(self)


def import_operations(
    content: bytes,
    *,
    file_name: str,
    agreement: FrameworkAgreement,
    by: Any = None,
    edition_on: date | None = None,
    dry_run: bool = False,
) -> ImportReport:
    """Read a file of the national layout of 2014-2020 into an agreement.

    Raises TableError for a file that cannot be read at all; a row that cannot be read is refused
    by itself. With ``dry_run`` everything is done and then undone.
    """
    table = read_table(content)
    positions = positions_of(table, _LAYOUT)
    context = _context(content, file_name, agreement, edition_on, by)
    report = ImportReport(table)
    if not dry_run:
        _import_all(report, positions, context)
        return report
    try:
        with transaction.atomic():
            _import_all(report, positions, context)
            raise _DryRunError
    except _DryRunError:
        report.run = None
    return report


def _import_all(report: ImportReport, positions: Mapping[str, int], context: _Context) -> None:
    """Chunks that commit one by one: an import cut short is finished by sending the file again."""
    for rows in _chunks(report.table.rows, CHUNK):
        with transaction.atomic():
            for row in rows:
                values = read_row(row.line, row.cells, _LAYOUT, positions)
                report.results.append(_import_row(row.line, values, context, report))
    if report.counts[RowOutcome.UNCHANGED] < len(report.results):
        report.run = _keep_run(report, context)


def _chunks(items: Sequence[Item], size: int) -> Iterator[list[Item]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def _context(
    content: bytes, file_name: str, agreement: FrameworkAgreement, edition_on: date | None, by: Any
) -> _Context:
    envelopes = agreement.envelopes.delegated().select_related("holder", "fund", "agreement")
    objectives = SpecificObjective.objects.filter(priority__programme__agreement=agreement)
    aliases = ProgrammeAlias.objects.filter(programme__agreement=agreement)
    return _Context(
        agreement=agreement,
        file_name=file_name[-200:],
        digest=hashlib.sha256(content).hexdigest(),
        edition_on=edition_on,
        by=by,
        envelopes={(row.holder_id, row.programme_id): row for row in envelopes},
        services=dict(OrganisationAlias.objects.values_list("folded", "organisation_id")),
        programmes=dict(aliases.values_list("folded", "programme_id")),
        objectives={
            (row.priority.programme_id, row.code): row
            for row in objectives.select_related("priority")
        },
    )


def _edition_act(context: _Context) -> Act:
    known = Act.objects.filter(
        agreement=context.agreement, kind=ActKind.EXTRACT_EDITION, digest=context.digest
    ).first()
    if known is not None:
        return known
    draft = ActDraft(
        agreement=context.agreement,
        kind=ActKind.EXTRACT_EDITION,
        issuer=None,
        number=context.digest[:12],
        date=context.edition_on,
        date_note="" if context.edition_on else "date de l’édition inconnue",
        title=f"Extrait de la liste nationale des opérations : {context.file_name}",
        digest=context.digest,
        source=context.file_name,
    )
    return write_act(draft, by=context.by)


def _import_row(
    line: int, values: Mapping[str, Any] | Refusal, context: _Context, report: ImportReport
) -> RowResult:
    """One row, in a savepoint of its own: whole or refused."""
    if isinstance(values, Refusal):
        return RowResult(line, RowOutcome.REFUSED, None, values.column, values.value, values.reason)
    refusal = _refusal(line, values, context)
    if refusal is not None:
        return RowResult(
            line, RowOutcome.REFUSED, None, refusal.column, refusal.value, refusal.reason
        )
    try:
        with transaction.atomic():
            result = _write_row(line, values, context, report)
    except AccordError as error:
        return RowResult(line, RowOutcome.REFUSED, message=error.message)
    except ValidationError as error:
        return RowResult(line, RowOutcome.REFUSED, message=" ".join(error.messages))
    if result.outcome != RowOutcome.REFUSED:
        context.lines[values["number"]] = line
    return result


def _refusal(line: int, values: Mapping[str, Any], context: _Context) -> Refusal | None:
    """What makes a readable row unacceptable: unknown body or programme, impossible amounts."""
    if first := context.lines.get(values["number"]):
        # Two amounts for one number would replace each other at each reading.
        return Refusal(line, "num_dossier", values["number"], f"numéro déjà lu à la ligne {first}")
    programme = context.programmes.get(fold(values["programme"]))
    if programme is None:
        return Refusal(line, "Libellé_po", values["programme"], "programme inconnu de cet accord")
    service = context.services.get(fold(values["service"]))
    if service is None or (service, programme) not in context.envelopes:
        return Refusal(
            line, "Service_gest", values["service"], "service sans enveloppe dans cet accord"
        )
    if values["ends_on"] < values["starts_on"]:
        return Refusal(
            line, "Date fin réalisation", str(values["ends_on"]), "la fin précède le début"
        )
    if values["eu_amount"] > values["eligible_cost"]:
        return Refusal(line, "Mont_UE", str(values["eu_amount"]), "le montant UE dépasse le coût")
    return None


def _write_row(
    line: int, values: Mapping[str, Any], context: _Context, report: ImportReport
) -> RowResult:
    programme_id = context.programmes[fold(values["programme"])]
    service_id = context.services[fold(values["service"])]
    envelope = context.envelopes[service_id, programme_id]
    operation = Operation.objects.filter(number=values["number"]).first()
    if operation is None:
        return _create(line, values, envelope, programme_id, context, report)
    if operation.envelope_id != envelope.pk:
        reason = f"numéro déjà connu dans l’enveloppe {operation.envelope.code}"
        return RowResult(
            line, RowOutcome.REFUSED, operation, "num_dossier", values["number"], reason
        )
    return _compare(line, values, operation, context, report)


def _create(
    line: int,
    values: Mapping[str, Any],
    envelope: Envelope,
    programme_id: int,
    context: _Context,
    report: ImportReport,
) -> RowResult:
    code = ".".join(
        str(values[name])
        for name in ("axis", "thematic_objective", "investment_priority", "specific_objective")
    )
    locked = lock_envelopes(envelope.pk)[0]
    operation = record(
        Operation(
            number=values["number"],
            title=values["title"],
            envelope=envelope,
            beneficiary=find_or_create_beneficiary(values["beneficiary"], by=context.by),
            objective=context.objectives.get((programme_id, code)),
            state=OperationState.CONTRACTED,
            starts_on=values["starts_on"],
            ends_on=values["ends_on"],
            admitted_on=values["starts_on"],
            planned_participants=values["participants"],
            is_imported=True,
        ),
        by=context.by,
        reason=f"import, ligne {line}",
    )
    counterpart = values["eligible_cost"] - values["eu_amount"]
    others = [Resource(FinancingKind.NOT_DETAILED, counterpart)] if counterpart else []
    replace_financing(operation, values["eu_amount"], others, by=context.by)
    move_imported(operation, act=context.act, value_date=values["starts_on"], by=context.by)
    alert = append_uses(
        locked,
        operation,
        [
            UseOrder(stage, values["eligible_cost"], values["eu_amount"], "Liste nationale")
            for stage in (Stage.PROGRAMMED, Stage.CONTRACTED)
        ],
        act=context.act,
        value_date=values["starts_on"],
        by=context.by,
        is_presumed=True,
        enforce=False,
    )
    if alert:
        report.alerts.append(alert)
    return RowResult(line, RowOutcome.CREATED, operation)


def _compare(
    line: int,
    values: Mapping[str, Any],
    operation: Operation,
    context: _Context,
    report: ImportReport,
) -> RowResult:
    """A known operation: unchanged, changed by a difference, or a gap with what was decided."""
    locked = lock_envelopes(operation.envelope_id)[0]
    uses = []
    for stage in (Stage.PROGRAMMED, Stage.CONTRACTED):
        net = net_amounts(operation, stage)
        change = UseOrder(
            stage,
            values["eligible_cost"] - net.eligible_cost,
            values["eu_amount"] - net.amount,
            "Liste nationale, montant modifié",
        )
        if change.delta_cost or change.delta_eu:
            uses.append(change)
    if not uses:
        return RowResult(line, RowOutcome.UNCHANGED, operation)
    if _is_decided_here(operation):
        reason = "les montants diffèrent de ce qui a été décidé ici : rien n’est écrasé"
        return RowResult(
            line, RowOutcome.GAP, operation, "Mont_UE", str(values["eu_amount"]), reason
        )
    # An edition may list what has not begun: a difference never precedes what it changes.
    latest = operation.uses.latest("value_date").value_date
    day = max(context.edition_on or today(), latest)
    alert = append_uses(
        locked,
        operation,
        uses,
        act=context.act,
        value_date=day,
        by=context.by,
        is_presumed=day != context.edition_on,
        enforce=False,
    )
    if alert:
        report.alerts.append(alert)
    return RowResult(line, RowOutcome.CHANGED, operation)


def _is_decided_here(operation: Operation) -> bool:
    """Whether an act of ours, and not the list alone, stands behind the amounts."""
    uses = operation.uses.exclude(act__kind=ActKind.EXTRACT_EDITION)
    return not operation.is_imported or uses.exists()


def _keep_run(report: ImportReport, context: _Context) -> ImportRun:
    counts = report.counts
    written = counts[RowOutcome.CREATED] + counts[RowOutcome.CHANGED]
    run = ImportRun.objects.create(
        agreement=context.agreement,
        act=context.act if written else None,
        file_name=context.file_name,
        digest=context.digest,
        edition_on=context.edition_on,
        rows=len(report.results),
        created=counts[RowOutcome.CREATED],
        changed=counts[RowOutcome.CHANGED],
        unchanged=counts[RowOutcome.UNCHANGED],
        gaps=counts[RowOutcome.GAP],
        refused=counts[RowOutcome.REFUSED],
    )
    ImportRow.objects.bulk_create(
        [
            ImportRow(
                run=run,
                line=result.line,
                operation=result.operation,
                outcome=result.outcome,
                column=result.column,
                value=result.value[:200],
                message=result.message[:400],
            )
            for result in report.results
            if result.outcome != RowOutcome.UNCHANGED
        ],
        batch_size=CHUNK,
    )
    return run
