"""Chart "Rythme": how one envelope's cumulative amounts move from quarter to quarter.

Belongs here: where each shape of that chart goes, its sentence and its table. Does not belong
here: the amounts themselves (querysets) and the drawing (``templates/charts/rhythm.svg``).

Every line is a step: a cumulative amount keeps its value until the day a ledger row changes it.
Lines stop at the date the figures are drawn up at; a series that is not known is not drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from accord.kernel.render.charts import scale
from accord.kernel.render.charts.quarters import (
    quarter_end,
    quarter_start,
    quarter_starts,
    quarter_ticks,
)
from accord.kernel.render.charts.scale import (
    PALETTE,
    ChartTable,
    LegendItem,
    Palette,
    Scale,
    Text,
    Tick,
)
from accord.kernel.render.typography import long_date, quarter_label, short_date

Points = tuple[tuple[date, int], ...]
Meeting = tuple[date, str]

PLOT_HEIGHT = 250
AS_OF_ROOM = 24
# Height of the strip under the axis that holds the marks of the meetings and their numbers.
MEETING_ROOM = 28
LINE_HEIGHT = 20
LISTED_MEETINGS = 8
# More marks than this on a line hide the line.
MARKED_POINTS = 24

_SERIES = (
    ("open", "Ouvert"),
    ("ceiling", "Plafond"),
    ("programmed", "Programmé"),
    ("contracted", "Conventionné"),
)
_READING_ORDER = ("programmed", "contracted", "open", "ceiling")


@dataclass(frozen=True)
class RhythmSeries:
    """Cumulative cents of one envelope as (day it changed, amount from that day on).

    ``()`` is "nothing so far", drawn at zero; ``None`` is "unknown", not drawn.
    """

    programmed: Points | None
    contracted: Points | None
    open: Points | None
    ceiling: Points | None

    def points(self, kind: str) -> Points | None:
        found: Points | None = getattr(self, kind)
        return None if found is None else tuple(sorted(found, key=lambda point: point[0]))


@dataclass(frozen=True)
class StepLine:
    """``points`` is a ``<polyline>``'s attribute; ``markers`` are the days the amount changed."""

    kind: str
    points: str
    markers: tuple[tuple[Decimal, Decimal], ...]


@dataclass(frozen=True)
class MeetingMark:
    """``number`` is empty where it would touch its neighbour; ``label`` is always complete."""

    x: Decimal
    points: str
    number: str
    number_y: Decimal
    label: str


@dataclass(frozen=True)
class RhythmChart:
    """What ``templates/charts/rhythm.svg`` draws and ``templates/charts/figure.html`` frames."""

    chart_id: str
    title: str
    description: str
    summary: str
    width: int
    height: int
    left: Decimal
    right: Decimal
    top: Decimal
    bottom: Decimal
    legend: tuple[LegendItem, ...]
    unit_label: str
    unit_y: Decimal
    y_ticks: tuple[Tick, ...]
    y_label_x: Decimal
    quarters: tuple[Decimal, ...]
    x_ticks: tuple[Tick, ...]
    x_label_y: Decimal
    lines: tuple[StepLine, ...]
    as_of: Tick | None
    as_of_y: Decimal
    meetings: tuple[MeetingMark, ...]
    notes: tuple[Text, ...]
    table: ChartTable
    palette: Palette = PALETTE
    template: str = "charts/rhythm.svg"

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width} {self.height}"


def rhythm_chart(
    series: RhythmSeries,
    *,
    meetings: Sequence[Meeting],
    first: date,
    last: date,
    as_of: date,
    chart_id: str,
    title: str,
    description: str,
) -> RhythmChart:
    """Lay out one envelope from the quarter of ``first`` to the quarter of ``last``.

    ``title`` becomes the alternative text of the picture. Raises ValueError when the dates are in
    the wrong order, or for an identifier that would not make valid ids.
    """
    if last < first:
        raise ValueError("the last date of a chart comes before the first")
    first, last = quarter_start(first), quarter_end(last)
    until = min(max(as_of, first), last)
    known = {kind: series.points(kind) for kind, _ in _SERIES}
    largest = max((cents for points in known.values() for _, cents in points or ()), default=0)
    seen = sorted(meeting for meeting in meetings if first <= meeting[0] <= last)

    right = scale.WIDTH - scale.MARGIN
    y_step = scale.tick_step(max(largest, 1), 5) if largest > 0 else 100_000_000
    unit, unit_name = scale.axis_unit(y_step)
    y_values = list(range(0, _round_top(largest, y_step) + 1, y_step))
    labels = [scale.axis_label(value, unit) for value in y_values]
    names = (*labels, unit_name)
    gutter = max(scale.text_width(name, scale.TICK_SIZE) for name in names) // 10 + 1
    left = scale.MARGIN + gutter + 8

    items, y = scale.legend(
        _legend_labels(known, until, bool(seen)), top=0, left=scale.MARGIN, right=right
    )
    top = y + AS_OF_ROOM + 6
    bottom = top + PLOT_HEIGHT
    amounts = Scale(_round_top(largest, y_step), bottom * 10, PLOT_HEIGHT * 10, upwards=True)
    days = Scale((last - first).days, left * 10, (right - left) * 10)
    marks = _meeting_marks(seen, days, first, bottom)
    x_label_y = bottom + (MEETING_ROOM if seen else 0) + 18
    notes = _notes(seen, right - scale.MARGIN)
    return RhythmChart(
        chart_id=scale.checked_id(chart_id),
        title=title,
        description=description,
        summary=_summary(known, until, first, seen),
        width=scale.WIDTH,
        height=x_label_y + 14 + LINE_HEIGHT * len(notes),
        left=scale.units(left),
        right=scale.units(right),
        top=scale.units(top),
        bottom=scale.units(bottom),
        legend=items,
        unit_label=unit_name,
        unit_y=scale.units(top - 12),
        y_ticks=tuple(
            Tick(amounts.at(value), label, "end")
            for value, label in zip(y_values, labels, strict=True)
        ),
        y_label_x=scale.units(left - 8),
        quarters=tuple(days.at((day - first).days) for day in quarter_starts(first, last)),
        x_ticks=quarter_ticks(days, first, last, right * 10),
        x_label_y=scale.units(x_label_y),
        lines=tuple(
            _step_line(kind, points, first, until, days, amounts)
            for kind, points in known.items()
            if points is not None
        ),
        as_of=_as_of_tick(as_of, first, last, days, right * 10),
        as_of_y=scale.units(top - 12),
        meetings=marks,
        notes=tuple(
            Text(scale.units(scale.MARGIN), scale.units(x_label_y + 8 + LINE_HEIGHT * line), note)
            for line, note in enumerate(notes, start=1)
        ),
        table=_table(known, seen, first, until),
    )


# -- shapes -------------------------------------------------------------------------------------


def _round_top(largest: int, step: int) -> int:
    """End of the axis: the next half step above, so the highest line does not touch the frame."""
    half = max(step // 2, 1)
    return max((largest // half + 1) * half, step)


def amount_at(points: Points, day: date) -> int:
    """The amount on a day; zero before the first change. ``points`` are in order of date."""
    amount = 0
    for changed_on, cents in points:
        if changed_on > day:
            break
        amount = cents
    return amount


def _step_line(
    kind: str, points: Points, first: date, until: date, days: Scale, amounts: Scale
) -> StepLine:
    height = amounts.at(amount_at(points, first))
    corners = [(days.at(0), height)]
    markers = []
    for changed_on, cents in points:
        if not first <= changed_on <= until:
            continue
        x = days.at((changed_on - first).days)
        corners.append((x, height))
        height = amounts.at(cents)
        corners.append((x, height))
        markers.append((x, height))
    end = (days.at((until - first).days), height)
    corners.append(end)
    if len(markers) > MARKED_POINTS or not markers:
        markers = [end]
    return StepLine(kind, " ".join(f"{x},{y}" for x, y in corners), tuple(markers))


def _as_of_tick(as_of: date, first: date, last: date, days: Scale, right: int) -> Tick | None:
    if not first <= as_of <= last:
        return None
    label = f"Arrêté au {short_date(as_of)}"
    # The name of the unit stands on the same line, left of the axis: the label keeps right of it.
    left = days.start
    return scale.anchored(days.at((as_of - first).days), label, scale.TICK_SIZE, left, right)


def _meeting_marks(
    meetings: Sequence[Meeting], days: Scale, first: date, bottom: int
) -> tuple[MeetingMark, ...]:
    """Triangles whose tip touches the axis, numbered as in the list below the picture."""
    marks = []
    taken = 0
    for number, (day, label) in enumerate(meetings, start=1):
        x = days.at((day - first).days)
        half = scale.text_width(str(number), scale.TICK_SIZE) // 2
        shows = int(x * 10) - half >= taken
        if shows:
            taken = int(x * 10) + half + 30
        points = f"{x},{bottom + 1} {x + 5},{bottom + 10} {x - 5},{bottom + 10}"
        marks.append(
            MeetingMark(
                x=x,
                points=points,
                number=str(number) if shows else "",
                number_y=scale.units(bottom + 23),
                label=f"{short_date(day)}\u00a0: {label}",
            )
        )
    return tuple(marks)


def _notes(meetings: Sequence[Meeting], width: int) -> tuple[str, ...]:
    """The first meetings in words under the axis; the table holds them all."""
    every_one = len(meetings) <= LISTED_MEETINGS
    listed = meetings if every_one else meetings[: LISTED_MEETINGS - 1]
    notes = [
        scale.wrap(
            f"{number}. {short_date(day)}\u00a0: {label}", scale.TICK_SIZE, width * 10, max_lines=1
        )[0]
        for number, (day, label) in enumerate(listed, start=1)
    ]
    if left_out := len(meetings) - len(listed):
        notes.append(f"… et {left_out} autres réunions, dans le tableau.")
    return tuple(notes)


def _legend_labels(
    known: dict[str, Points | None], until: date, has_meetings: bool
) -> list[tuple[str, str]]:
    """Each series with its last amount: the reader need not follow a line back to the axis."""
    names = dict(_SERIES)
    labels = []
    for kind in _READING_ORDER:
        points = known[kind]
        amount = None if points is None else amount_at(points, until)
        labels.append((kind, f"{names[kind]} {scale.short_amount(amount)}"))
    if has_meetings:
        labels.append(("meeting", "Réunion"))
    return labels


# -- words --------------------------------------------------------------------------------------


def _summary(
    known: dict[str, Points | None], until: date, first: date, meetings: Sequence[Meeting]
) -> str:
    amounts = {
        kind: None if points is None else amount_at(points, until) for kind, points in known.items()
    }
    words = f"Au {long_date(until)}\u00a0: " + ", ".join(
        scale.counted(amounts[kind], participle)
        for kind, participle in (
            ("programmed", "programmé"),
            ("contracted", "conventionné"),
            ("open", "ouvert"),
        )
    )
    words = f"{words}, plafond {_of(amounts['ceiling'])}"
    held = sum(1 for day, _ in meetings if day <= until)
    count = f"{held} réunions" if held > 1 else f"{held or 'aucune'} réunion"
    return f"{words}\u202f; {count} depuis le {long_date(first)}."


def _of(amount: int | None) -> str:
    return scale.UNKNOWN if amount is None else f"de {scale.short_amount(amount)}"


def _table(
    known: dict[str, Points | None], meetings: Sequence[Meeting], first: date, until: date
) -> ChartTable:
    """One row per quarter up to the date of the figures; a later meeting is in a last row."""
    rows = []
    for start in quarter_starts(first, until):
        end = min(quarter_end(start), until)
        label = quarter_label(start)
        if end < quarter_end(start):
            label = f"{label}, au {short_date(end)}"
        amounts = [
            scale.full_amount(None if points is None else amount_at(points, end))
            for points in (known[kind] for kind in _READING_ORDER)
        ]
        held = _numbered(meetings, start, end)
        rows.append((label, *amounts, held or "–"))
    planned = _numbered(meetings, until + timedelta(days=1), date.max)
    if planned:
        rows.append(("À venir", "–", "–", "–", "–", planned))
    names = dict(_SERIES)
    header = ("Trimestre", *(names[kind] for kind in _READING_ORDER), "Réunions")
    return ChartTable(header, tuple(rows), frozenset((0, len(header) - 1)))


def _numbered(meetings: Sequence[Meeting], start: date, end: date) -> str:
    return "\u202f; ".join(
        f"{number}. {short_date(day)}\u00a0: {label}"
        for number, (day, label) in enumerate(meetings, start=1)
        if start <= day <= end
    )
