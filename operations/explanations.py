"""Where a number of use comes from: the ledger rows of an operation, or of an envelope's stage."""

from __future__ import annotations

from datetime import date
from typing import Any

from accord.kernel.actors import Reader
from accord.kernel.contributions import FigureDetail, FigureRow
from envelopes.explanations import envelopes_of
from envelopes.states import USE_STAGES, Stage
from envelopes.totals import Totals
from operations.models import Operation, UseOfCredits

# Figures of an operation: stage and column of its rows.
_OF_OPERATION = {
    "operations.programmed_eu": (Stage.PROGRAMMED, "delta_eu"),
    "operations.programmed_cost": (Stage.PROGRAMMED, "delta_cost"),
    "operations.contracted_eu": (Stage.CONTRACTED, "delta_eu"),
    "operations.contracted_cost": (Stage.CONTRACTED, "delta_cost"),
    "operations.paid_eu": (Stage.PAID, "delta_eu"),
}


def explain_operation(reader: Reader, code: str, of: str, as_of: date) -> FigureDetail | None:
    """Rows of one operation that this reader may see."""
    found = Operation.objects.visible_to(reader).numbered(of, reader.body_id).first()
    if found is None or code not in _OF_OPERATION:
        return None
    stage, column = _OF_OPERATION[code]
    rows = UseOfCredits.objects.visible_to(reader).filter(operation=found, stage=stage).as_of(as_of)
    net = rows.net(stage)
    value = net.amount if column == "delta_eu" else net.eligible_cost
    return FigureDetail(
        str(found), found.get_absolute_url(), value, rows=UseRows(rows.with_names(), column)
    )


def explain_stage(reader: Reader, code: str, of: str, as_of: date) -> FigureDetail | None:
    """Rows of an envelope's stage; those of operations that the reader may not see are not listed.

    The value is that of everybody's totals.
    """
    name = code.removeprefix("envelopes.")
    found = envelopes_of(reader, of)
    if found is None or name not in (*USE_STAGES, "operations"):
        return None
    envelopes, label, url = found
    totals = Totals.sum(position.totals for position in envelopes.positions(as_of))
    stage = Stage.PROGRAMMED if name == "operations" else Stage(name)
    rows = (
        UseOfCredits.objects.visible_to(reader)
        .filter(envelope__in=envelopes, stage=stage)
        .as_of(as_of)
    )
    return FigureDetail(
        label, url, getattr(totals, name), rows=UseRows(rows.with_names(), "delta_eu")
    )


class UseRows:
    """Uses of credits shown as rows of a figure, page by page."""

    def __init__(self, rows: Any, column: str) -> None:
        self._rows = rows
        self._column = column

    def __len__(self) -> int:
        return int(self._rows.count())

    def __getitem__(self, place: slice) -> list[FigureRow]:
        return [
            FigureRow(
                value_date=row.value_date,
                label=f"{row.operation.number} – {row.label or row.get_stage_display()}",
                amount=getattr(row, self._column),
                act=row.act,
                recorded_at=row.recorded_at,
                is_presumed=row.is_presumed,
                url=row.operation.get_absolute_url(),
            )
            for row in self._rows[place]
        ]
