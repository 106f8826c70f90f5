"""Where a number of an envelope comes from: its ledger rows, or the figures it is made of."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from accord.acts.models import FrameworkAgreement
from accord.kernel.actors import Reader
from accord.kernel.contributions import FigureDetail, FigureRow
from envelopes.models import Balance, CreditMovement, Envelope, Fund
from envelopes.states import Stage
from envelopes.totals import Totals

# Figures computed from others of the same object.
_PARTS = {
    "envelopes.reserved": ("envelopes.notified", "envelopes.open"),
    "envelopes.remaining": ("envelopes.open", "envelopes.programmed"),
    "envelopes.sleeping": ("envelopes.open", "envelopes.programmed"),
    "envelopes.ceiling": ("envelopes.open",),
    "envelopes.programming_rate_open": ("envelopes.programmed", "envelopes.open"),
    "envelopes.programming_rate_notified": ("envelopes.programmed", "envelopes.notified"),
}
_CREDIT_COLUMNS = {Stage.NOTIFIED: "delta_notified", Stage.OPEN: "delta_open"}


def envelopes_of(reader: Reader, of: str) -> tuple[Any, str, str] | None:
    """Envelopes that a code stands for (one, a fund's, an agreement's), a label and an address."""
    rows = Envelope.objects.visible_to(reader).delegated()
    if envelope := rows.filter(code=of).first():
        return rows.filter(code=of), envelope.name, envelope.get_absolute_url()
    url = reverse("envelopes:envelope-list")
    if agreement := FrameworkAgreement.objects.filter(code=of).first():
        return rows.filter(agreement=agreement), str(agreement), f"{url}?agreement={of}"
    if fund := Fund.objects.filter(code=of).first():
        return rows.filter(fund=fund), str(fund), url
    return None


def explain(reader: Reader, code: str, of: str, as_of: date) -> FigureDetail | None:
    """Explanation of a figure whose rows are movements of credits, or whose parts are figures."""
    found = envelopes_of(reader, of)
    if found is None:
        return None
    envelopes, label, url = found
    name = code.removeprefix("envelopes.")
    value = _value(reader, envelopes, name, as_of)
    if code in _PARTS:
        return FigureDetail(label, url, value, parts=_PARTS[code])
    column = _CREDIT_COLUMNS.get(Stage(name)) if name in Stage.values else None
    if column is None:
        return None
    rows = (
        CreditMovement.objects.visible_to(reader)
        .filter(envelope__in=envelopes)
        .as_of(as_of)
        .exclude(**{column: 0})
    )
    return FigureDetail(label, url, value, rows=CreditRows(rows.with_names(), column))


def _value(reader: Reader, envelopes: Any, name: str, as_of: date) -> int | None:
    positions = envelopes.positions(as_of)
    if name == "ceiling":
        ceilings: list[int] = [position.ceiling for position in positions]
        return sum(ceilings)
    if name == "sleeping":
        parts = [
            Balance.objects.visible_to(reader).sleeping(position.envelope, as_of)
            for position in positions
        ]
        known = [part for part in parts if part is not None]
        return sum(known) if len(known) == len(parts) else None
    totals = Totals.sum(position.totals for position in positions)
    value: int | None = getattr(totals, name)
    return value


class CreditRows:
    """Movements shown as rows of a figure, page by page."""

    def __init__(self, rows: Any, column: str) -> None:
        self._rows = rows
        self._column = column

    def __len__(self) -> int:
        return int(self._rows.count())

    def __getitem__(self, place: slice) -> list[FigureRow]:
        return [
            FigureRow(
                value_date=row.value_date,
                label=row.label or row.get_kind_display(),
                amount=getattr(row, self._column),
                act=row.act,
                recorded_at=row.recorded_at,
                is_presumed=row.is_presumed,
                url=row.get_absolute_url(),
            )
            for row in self._rows[place]
        ]
