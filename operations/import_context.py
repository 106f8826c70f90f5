"""What the rows of one reading share: the file, its act, the tables that names are found in.

Belongs here: what is read once for all rows or for a chunk of them, and the shape of an outcome.
Does not belong here: what a row does to an operation (``import_rows``, ``import_changes``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from accord.acts.actions import ActDraft, write_act
from accord.acts.models import Act, ActKind, FrameworkAgreement
from accord.acts.states import RowOutcome
from accord.kernel.actors import Author
from accord.kernel.identifiers import canonical_number
from accord.kernel.ledger import Measures
from accord.kernel.text import fold
from envelopes.models import Envelope, SpecificObjective
from envelopes.states import Stage
from operations.layouts import NATIONAL_LIST_15, ReadRow, Refusal, headers_of
from operations.models import ImportedOperation, Operation, OperationKey, UseOfCredits
from operations.querysets import OperationQuerySet

LAYOUT = NATIONAL_LIST_15
STAGES = (Stage.PROGRAMMED, Stage.CONTRACTED)
_OBJECTIVE = ("axis", "thematic_objective", "investment_priority", "specific_objective")
HEADERS = {**headers_of(LAYOUT), "objective": "AXE, OT, PI, OS"}
_WRITTEN = (RowOutcome.CREATED, RowOutcome.CHANGED)

# Programme and canonical number: one operation of the list.
Number = tuple[int | None, str]


@dataclass
class RowResult:
    """What became of a row."""

    line: int
    outcome: str
    operation: Operation | None = None
    column: str = ""
    value: str = ""
    message: str = ""
    alerts: Sequence[str] = ()

    @classmethod
    def refused(cls, refusal: Refusal) -> RowResult:
        told = refusal.column, refusal.value, refusal.reason
        return cls(refusal.line, RowOutcome.REFUSED, None, *told)


@dataclass
class ImportContext:
    """What every row of a run needs to know."""

    agreement: FrameworkAgreement
    file_name: str
    digest: str
    edition_on: date | None
    by: Author
    envelopes: dict[tuple[int, int], Envelope]
    services: dict[str, int]
    programmes: dict[str, int]
    objectives: dict[tuple[int, str], SpecificObjective]
    # Line of each number accepted so far.
    lines: dict[Number, int] = field(default_factory=dict)
    _act: Act | None = None

    @property
    def act(self) -> Act:
        """The act of this very file, written with its first row: the same bytes are one edition."""
        if self._act is None:
            self._act = _edition_act(self)
        return self._act

    def forget_act(self) -> None:
        """After something was undone: the act may have been undone with it."""
        self._act = None

    def number_of(self, row: ReadRow) -> Number:
        programme = self.programmes.get(fold(row.values["programme"]))
        return programme, canonical_number(row.values["number"])

    def envelope_of(self, row: ReadRow) -> Envelope | None:
        """The envelope of the service and programme that a row names, if there is one."""
        service = self.services.get(fold(row.values["service"]))
        programme = self.programmes.get(fold(row.values["programme"]))
        if service is None or programme is None:
            return None
        return self.envelopes.get((service, programme))

    def objective_of(self, row: ReadRow) -> SpecificObjective | None:
        programme = self.programmes[fold(row.values["programme"])]
        return self.objectives.get((programme, objective_code(row)))


def objective_code(row: ReadRow) -> str:
    return ".".join(str(row.values[name]) for name in _OBJECTIVE)


def _edition_act(context: ImportContext) -> Act:
    known: Act | None = Act.objects.filter(
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


# -- what is known already -------------------------------------------------------------------------


@dataclass(frozen=True)
class Known:
    """An operation that a row may be about, with what compares."""

    operation: Operation
    key: OperationKey | None
    # What it has used at each stage.
    nets: dict[str, Measures]
    latest_use_on: date | None
    is_decided_here: bool
    # Of the last edition that wrote on it, when that is later than the edition at hand.
    newer_edition_on: date | None


def bearing(rows: Iterable[ReadRow], context: ImportContext) -> OperationQuerySet:
    """The operations that bear the numbers of these rows, in the order of their keys."""
    numbers = {context.number_of(row) for row in rows}
    return Operation.objects.filter(
        programme_id__in={programme for programme, _ in numbers},
        canonical__in={canonical for _, canonical in numbers},
    ).order_by("pk")


def known_operations(rows: Iterable[ReadRow], context: ImportContext) -> dict[Number, list[Known]]:
    """The operations of these rows and what compares, in as many queries for one as for all."""
    operations = list(bearing(rows, context).with_names().select_related("file"))
    uses = UseOfCredits.objects.filter(operation__in=operations)
    keys = OperationKey.objects.filter(operation__in=operations).standing()
    latest = {key.operation_id: key for key in keys.order_by("value_date", "pk")}
    nets, days = uses.nets(), uses.latest_days()
    decided = set(uses.not_of_a_list().values_list("operation_id", flat=True))
    editions = _newer_editions(operations, context.edition_on)
    found: dict[Number, list[Known]] = {}
    for operation in operations:
        known = Known(
            operation=operation,
            key=latest.get(operation.pk),
            nets={stage: nets.get((operation.pk, stage), Measures()) for stage in STAGES},
            latest_use_on=days.get(operation.pk),
            is_decided_here=not operation.is_imported or operation.pk in decided,
            newer_edition_on=editions.get(operation.pk),
        )
        found.setdefault((operation.programme_id, operation.canonical), []).append(known)
    return found


def _newer_editions(operations: Sequence[Operation], edition_on: date | None) -> dict[int, date]:
    """Date of the latest edition that wrote on each operation, where it is later than this one.

    An act keeps the first date given to its file; the reading keeps the date given that day.
    """
    if edition_on is None:
        return {}
    uses = UseOfCredits.objects.filter(operation__in=operations)
    rows = ImportedOperation.objects.filter(operation__in=operations, row__outcome__in=_WRITTEN)
    found = uses.latest_editions(edition_on)
    for operation_id, day in rows.latest_editions(edition_on).items():
        found[operation_id] = max(day, found.get(operation_id, day))
    return found
