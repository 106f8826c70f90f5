"""The charts *Position* and *Rythme* of envelopes: rows and points for the layout functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from accord.kernel.actors import Reader
from accord.kernel.contributions import registry
from accord.kernel.money import ceiling_of
from accord.kernel.render.charts import (
    PositionChart,
    PositionRow,
    RhythmChart,
    RhythmSeries,
    position_chart,
    rhythm_chart,
)
from accord.kernel.render.typography import long_date
from envelopes.limits import CeilingRates
from envelopes.models import Balance, Envelope
from envelopes.states import Stage
from envelopes.totals import Position


def draw_position(rows: Sequence[PositionRow], as_of: date, chart_id: str) -> PositionChart:
    """The chart of rows at a date, on a page or in minutes."""
    day = long_date(as_of)
    return position_chart(
        rows,
        chart_id=chart_id,
        title=f"Position des enveloppes au {day}",
        description=f"Montants de l’Union européenne par enveloppe déléguée, arrêtés au {day}.",
    )


def position_of(positions: Sequence[Position], as_of: date) -> PositionChart | None:
    """One row per delegated envelope; None without envelope."""
    rows = [
        PositionRow(
            code=position.envelope.code,
            label=position.envelope.name,
            notified=position.totals.notified,
            open=position.totals.open,
            programmed=_known(position, position.totals.programmed),
            contracted=_known(position, position.totals.contracted),
            paid=_known(position, position.totals.paid),
            ceiling=position.ceiling,
        )
        for position in positions
    ]
    return draw_position(rows, as_of, "position") if rows else None


def _known(position: Position, amount: int) -> int | None:
    """Nothing in an extract is not nothing at all: the rest of the list is not known."""
    return None if position.envelope.is_extract and not amount else amount


def rhythm_of(reader: Reader, envelope: Envelope, rates: CeilingRates, as_of: date) -> RhythmChart:
    """Credits and their use over the programming period, up to a date.

    Amounts are everybody's; the sittings marked are those that this person may read.
    """
    history = Balance.objects.visible_to(reader).history(envelope, as_of)
    agreement = envelope.agreement
    marks = [mark for source in registry.marks for mark in source.marks(reader, agreement, as_of)]
    return rhythm_chart(
        RhythmSeries(
            programmed=tuple(history[Stage.PROGRAMMED]),
            contracted=tuple(history[Stage.CONTRACTED]),
            open=tuple(history[Stage.OPEN]),
            ceiling=_ceiling_points(history, rates, as_of),
        ),
        meetings=marks,
        first=min([agreement.starts_on, *(day for day, _ in history[Stage.OPEN])]),
        last=max(agreement.ends_on, as_of),
        as_of=as_of,
        chart_id=f"rythme-{envelope.code}",
        title=f"Rythme de programmation – {envelope.name}",
        description=f"Montants cumulés de l’Union européenne, jusqu’au {long_date(as_of)}.",
    )


def _ceiling_points(
    history: Mapping[str, Sequence[tuple[date, int]]], rates: CeilingRates, as_of: date
) -> tuple[tuple[date, int], ...]:
    """The ceiling in cents over time; without an act, it is the open credits themselves."""
    opened = dict(history[Stage.OPEN])
    days = sorted({*opened, *(day for day, _ in rates.steps if day <= as_of)})
    points, current = [], 0
    for day in days:
        current = opened.get(day, current)
        points.append((day, ceiling_of(current, rates.at(day))))
    return tuple(points)
