"""What the rows of one reading share: the file, its act, the tables that names are found in.

Belongs here: what is read once for all rows, and the shape of an outcome. Does not belong here:
what a row does to an operation (``import_rows``, ``import_changes``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accord.acts.actions import ActDraft, write_act
from accord.acts.models import Act, ActKind, FrameworkAgreement
from accord.kernel.text import fold
from envelopes.models import Envelope, SpecificObjective
from envelopes.states import Stage
from operations.layouts import NATIONAL_LIST_15, ReadRow, Refusal, headers_of
from operations.models import Operation
from operations.states import RowOutcome

LAYOUT = NATIONAL_LIST_15
STAGES = (Stage.PROGRAMMED, Stage.CONTRACTED)
_OBJECTIVE = ("axis", "thematic_objective", "investment_priority", "specific_objective")
HEADERS = {**headers_of(LAYOUT), "objective": "AXE, OT, PI, OS"}


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
    by: Any
    envelopes: dict[tuple[int, int], Envelope]
    services: dict[str, int]
    programmes: dict[str, int]
    objectives: dict[tuple[int, str], SpecificObjective]
    # Line of each number accepted so far.
    lines: dict[str, int] = field(default_factory=dict)
    _act: Act | None = None

    @property
    def act(self) -> Act:
        """The act of this very file, written with its first row: the same bytes are one edition."""
        if self._act is None:
            self._act = _edition_act(self)
        return self._act

    def forget_act(self) -> None:
        """After a row was undone: the act may have been undone with it."""
        self._act = None

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
