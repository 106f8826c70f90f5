"""Quarters as places on a horizontal axis.

Belongs here: where quarters start and end, and which of them are named. Does not belong here: what
the chart draws above them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from accord.kernel.render.charts import scale
from accord.kernel.render.charts.scale import Scale, Tick
from accord.kernel.render.typography import quarter_label, quarter_of


def quarter_start(day: date) -> date:
    return date(day.year, 3 * quarter_of(day) - 2, 1)


def quarter_end(day: date) -> date:
    month = 3 * quarter_of(day)
    return date(day.year, month, 30 if month in (6, 9) else 31)


def quarter_starts(first: date, last: date) -> Iterator[date]:
    """First days of the quarters from that of ``first`` to that of ``last``."""
    day = quarter_start(first)
    while day <= last:
        yield day
        day = quarter_end(day) + timedelta(days=1)


def quarter_ticks(days: Scale, first: date, last: date, right: int) -> tuple[Tick, ...]:
    """Names of the quarters, of every other one, then of the years as room gets short."""
    starts = list(quarter_starts(first, last))
    for labels in _labellings(starts):
        ticks = tuple(
            scale.anchored(days.at((day - first).days), label, scale.TICK_SIZE, 0, right)
            for day, label in labels
        )
        if scale.fits(ticks, scale.TICK_SIZE):
            return ticks
    raise ValueError("the dates of the chart are too far apart to be named")


def _labellings(starts: list[date]) -> Iterator[list[tuple[date, str]]]:
    """From the most detailed to the least; a labelling that would name nothing is skipped."""
    yield [(day, quarter_label(day)) for day in starts]
    yield [(day, quarter_label(day)) for day in starts if quarter_of(day) in (1, 3)]
    for years in (1, 2, 5, 10, 50, 100, 1000):
        if named := [day for day in starts if quarter_of(day) == 1 and day.year % years == 0]:
            yield [(day, str(day.year)) for day in named]
