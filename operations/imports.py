"""Importing the national list of operations: each row whole or refused, twice without effect.

A file's digest identifies its act (one edition, one act). A new operation is programmed and
contracted at its start date, marked as estimated, for the layout gives no date of agreement. A
later edition changes what comes from the list alone: an amount by a difference dated at the
edition, the rest with its history. What was decided here, and what a later edition said, is never
overwritten: a gap is reported.

Belongs here: the run, its chunks and their locks. The rules of a row stand in ``import_rows``.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from accord.acts.models import FrameworkAgreement, ImportRow, ImportRun
from accord.acts.states import RowOutcome
from accord.kernel.actors import Author
from accord.kernel.audit import authorship
from accord.kernel.dates import EARLIEST, LATEST, today
from accord.kernel.errors import Refused
from accord.kernel.files.tables import Table, read_table
from accord.kernel.locking import lock_rows
from accord.kernel.transactions import acting
from accord.people.models import OrganisationAlias
from envelopes.actions import lock_envelopes
from envelopes.models import ProgrammeAlias, SpecificObjective
from operations.import_context import LAYOUT, ImportContext, RowResult, bearing
from operations.import_rows import import_rows
from operations.layouts import ReadRow, Refusal, positions_of, read_row
from operations.models import ImportedOperation
from operations.verbs import IMPORT

CHUNK = 500
# What a file of refusals adds behind the columns that were sent.
_REASONS = ("ligne", "champ", "motif")

Item = TypeVar("Item")


@dataclass
class ImportReport:
    """Counts, refusals with the cells that were sent, and alerts, for people and error files."""

    table: Table
    results: list[RowResult] = field(default_factory=list)
    run: ImportRun | None = None

    @property
    def alerts(self) -> list[str]:
        return [alert for result in self.results for alert in result.alerts]

    @property
    def counts(self) -> Counter[str]:
        return Counter(result.outcome for result in self.results)

    @property
    def refused(self) -> list[RowResult]:
        return [result for result in self.results if result.outcome == RowOutcome.REFUSED]

    def error_rows(self) -> Iterator[list[str]]:
        """Refused rows as they were sent, to correct and send again, with the reason behind.

        A row that has too many cells keeps them all: its reason stands behind them.
        """
        cells_of = {row.line: row.cells for row in self.table.rows}
        for result in self.refused:
            cells = self._without_reasons(cells_of[result.line])
            missing = [""] * (self._width - len(cells))
            yield [*cells, *missing, str(result.line), result.column, result.message]

    @property
    def error_header(self) -> list[str]:
        return [*self.table.header[: self._width], *_REASONS]

    @property
    def _width(self) -> int:
        """Columns of the list itself: a file of refusals sent again keeps its layout."""
        header = self.table.header
        return len(header) - len(_REASONS) * (header[-len(_REASONS) :] == _REASONS)

    def _without_reasons(self, cells: Sequence[str]) -> Sequence[str]:
        """The cells of the row, without the reasons that a file of refusals put behind them."""
        end = len(cells)
        # Empty cells that a spreadsheet added would push the reason out of its columns.
        while end > len(self.table.header) and not cells[end - 1].strip():
            end -= 1
        return cells[: self._width + max(0, end - len(self.table.header))]


class _DryRunError(Exception):
    """Undoes everything at the end of a trial."""


def import_operations(
    content: bytes,
    *,
    file_name: str,
    agreement: FrameworkAgreement,
    by: Author,
    edition_on: date | None = None,
    dry_run: bool = False,
) -> ImportReport:
    """Read a file of the national layout of fifteen columns into an agreement.

    Raises Refused for an impossible date of edition, TableError for a file that cannot be read at
    all; a row that cannot be read is refused by itself. With ``dry_run`` everything is done and
    then undone. The caller has the right: a list is imported from the server.
    """
    _refuse_impossible_edition(edition_on)
    table = read_table(content)
    positions = positions_of(table, LAYOUT)
    context = _context(content, file_name, agreement, edition_on, by)
    report = ImportReport(table)
    if not dry_run:
        _import_all(report, positions, context)
        return report
    try:
        with acting(by):
            # One transaction for all chunks: whatever any of them locks is locked at once.
            _lock(_read(table, positions, table.rows), context)
            _import_all(report, positions, context)
            raise _DryRunError
    except _DryRunError:
        report.run = None
    return report


def _refuse_impossible_edition(edition_on: date | None) -> None:
    if edition_on is None:
        return
    if not EARLIEST <= edition_on <= LATEST:
        years = f"{EARLIEST.year} et {LATEST.year}"
        raise Refused(f"La date de l’édition doit être entre {years}.", field="edition_on")
    if edition_on > today():
        raise Refused("La date de l’édition est dans le futur.", field="edition_on")


def _import_all(report: ImportReport, positions: Mapping[str, int], context: ImportContext) -> None:
    """Chunks that commit one by one: an import cut short is finished by sending the file again."""
    for rows in _chunks(report.table.rows, CHUNK):
        lines = list(_read(report.table, positions, rows))
        with acting(context.by):
            # Before anything is read: another import of the same rows may be writing them.
            _lock(lines, context)
            results = import_rows(lines, context)
            report.results += results
            _keep(report, results, context)


def _chunks(items: Sequence[Item], size: int) -> Iterator[list[Item]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def _read(table: Table, positions: Mapping[str, int], rows: Any) -> Iterator[ReadRow | Refusal]:
    return (read_row(row, table, LAYOUT, positions) for row in rows)


def _lock(lines: Any, context: ImportContext) -> None:
    """Lock every envelope that these rows name, then the operations that bear their numbers.

    Imports first wait for each other on the agreements: two that share no envelope may still
    create the same beneficiaries, in any order. That lock stands in the way of no other action.
    """
    lock_rows(FrameworkAgreement.objects.order_by("pk"))
    rows = [line for line in lines if isinstance(line, ReadRow)]
    named = (context.envelope_of(row) for row in rows)
    lock_envelopes(*{envelope.pk for envelope in named if envelope is not None})
    lock_rows(bearing(rows, context))


def _context(
    content: bytes,
    file_name: str,
    agreement: FrameworkAgreement,
    edition_on: date | None,
    by: Author,
) -> ImportContext:
    envelopes = agreement.envelopes.delegated().select_related("holder", "fund", "agreement")
    objectives = SpecificObjective.objects.filter(priority__programme__agreement=agreement)
    aliases = ProgrammeAlias.objects.filter(programme__agreement=agreement)
    return ImportContext(
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


def _keep(report: ImportReport, results: Sequence[RowResult], context: ImportContext) -> None:
    """Keep what became of a chunk, in its own transaction; a file that changes nothing leaves none.

    The date of its edition is then known for each operation that it wrote.
    """
    counts = report.counts
    if report.run is None and counts[RowOutcome.UNCHANGED] == len(report.results):
        return
    if report.run is None:
        report.run = ImportRun(
            agreement=context.agreement,
            file_name=context.file_name,
            digest=context.digest,
            edition_on=context.edition_on,
            **authorship(context.by),
            reason=IMPORT.code,
        )
    written = counts[RowOutcome.CREATED] + counts[RowOutcome.CHANGED]
    report.run.act = context.act if written else None
    report.run.under_act = report.run.act_id
    report.run.rows = len(report.results)
    report.run.created = counts[RowOutcome.CREATED]
    report.run.changed = counts[RowOutcome.CHANGED]
    report.run.unchanged = counts[RowOutcome.UNCHANGED]
    report.run.gaps = counts[RowOutcome.GAP]
    report.run.refused = counts[RowOutcome.REFUSED]
    report.run.save()
    kept = [result for result in results if result.outcome != RowOutcome.UNCHANGED]
    rows = ImportRow.objects.bulk_create([_row_of(report.run, result) for result in kept])
    ImportedOperation.objects.bulk_create(
        ImportedOperation(row=row, operation=result.operation)
        for row, result in zip(rows, kept, strict=True)
        if result.operation is not None
    )


def _row_of(run: ImportRun, result: RowResult) -> ImportRow:
    return ImportRow(
        run=run,
        line=result.line,
        outcome=result.outcome,
        column=result.column[:60],
        value=result.value[:200],
        message=result.message[:400],
    )
