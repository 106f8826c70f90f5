"""Chart "Position": one row per delegated envelope, how far each stage has gone on its credits.

Belongs here: where each shape of that chart goes, its sentence and its table. Does not belong
here: the amounts themselves (querysets) and the drawing (``templates/charts/position.svg``).

The bars overlay and never stack: what is contracted is also programmed, what is paid is also
contracted. They get thinner from one stage to the next, so all three show. An amount that is not
known (``None``) draws nothing and is written "inconnu": it is never a zero.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from accord.kernel.render.charts import scale
from accord.kernel.render.charts.scale import (
    PALETTE,
    ChartTable,
    LegendItem,
    Palette,
    Scale,
    Text,
    Tick,
)

LINE_HEIGHT = 20
BAND_HEIGHT = 44
# Room above and below the band for the marks that end the lines "ouvert" and "plafond".
MARK_ROOM = 12
ROW_GAP = 18
# Up to here the sentence names each envelope; beyond, it would not be read.
NAMED_ROWS = 3
# Beyond this many rows the axis at the bottom is out of sight: its labels stand at the top as well,
# and each row keeps two amounts only, so that the chart still fits a page.
ROWS_IN_SIGHT = 5
# Between two clauses, as French typography has it.
_THEN = "\u202f; "
# A sum that is not nil must be seen, however small it is beside the largest one.
THINNEST = Decimal("1.5")

_STAGES = (
    ("programmed", 30, PALETTE.programmed, "none"),
    ("contracted", 18, PALETTE.contracted, PALETTE.paper),
    ("paid", 8, PALETTE.paid, PALETTE.ink),
)
_LEGEND = (
    ("programmed", "Programmé"),
    ("contracted", "Conventionné"),
    ("paid", "Payé"),
    ("notified", "Notifié"),
    ("reserve", "Résiduel"),
    ("open", "Ouvert"),
    ("ceiling", "Plafond"),
)


@dataclass(frozen=True)
class PositionRow:
    """Amounts of one envelope in cents; ``None`` is "unknown", as for the remainder of an extract.

    ``ceiling`` is the programming ceiling in cents.
    """

    code: str
    label: str
    notified: int | None
    open: int | None
    programmed: int | None
    contracted: int | None
    paid: int | None
    ceiling: int | None

    @property
    def reserve(self) -> int | None:
        if self.notified is None or self.open is None:
            return None
        return self.notified - self.open

    @property
    def amounts(self) -> tuple[int | None, ...]:
        """In the order of the table's columns."""
        return (
            self.notified,
            self.open,
            self.reserve,
            self.programmed,
            self.contracted,
            self.paid,
            self.ceiling,
        )


@dataclass(frozen=True)
class Box:
    kind: str
    x: Decimal
    y: Decimal
    width: Decimal
    height: Decimal
    fill: str
    stroke: str


@dataclass(frozen=True)
class Mark:
    """A vertical line; ``points`` is the small shape that ends it outside the band."""

    kind: str
    x: Decimal
    top: Decimal
    bottom: Decimal
    points: str


@dataclass(frozen=True)
class Band:
    """Everything drawn for one envelope, in drawing order."""

    code: str
    titles: tuple[Text, ...]
    grid: tuple[Decimal, ...]
    top: Decimal
    bottom: Decimal
    outline: Box | None
    reserve: Box | None
    bars: tuple[Box, ...]
    marks: tuple[Mark, ...]
    values: tuple[Text, ...]


@dataclass(frozen=True)
class PositionChart:
    """What ``templates/charts/position.svg`` draws and ``templates/charts/figure.html`` frames."""

    chart_id: str
    title: str
    description: str
    summary: str
    width: int
    height: int
    left: Decimal
    right: Decimal
    legend: tuple[LegendItem, ...]
    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]
    axis_y: Decimal
    top_axis_y: Decimal | None
    unit_label: str
    table: ChartTable
    palette: Palette = PALETTE
    template: str = "charts/position.svg"

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width} {self.height}"


def position_chart(
    rows: Sequence[PositionRow], *, chart_id: str, title: str, description: str
) -> PositionChart:
    """Lay out the rows in their order. ``title`` becomes the alternative text of the picture.

    Raises ValueError when there is no row, or for an identifier that would not make valid ids.
    """
    if not rows:
        raise ValueError("a position chart needs at least one row")
    left, right = scale.MARGIN, scale.WIDTH - scale.MARGIN
    largest = max((amount or 0 for row in rows for amount in row.amounts), default=0)
    # With nothing to show, an axis of 1 M€ is still an axis.
    span = largest if largest > 0 else 100_000_000
    axis = Scale(span=span, start=left * 10, length=(right - left) * 10)
    ticks, unit_name = _axis_ticks(axis)

    items, y = scale.legend(_LEGEND, top=0, left=left, right=right)
    y += 10
    top_axis_y = None
    compact = len(rows) > ROWS_IN_SIGHT
    if compact:
        y += 22
        top_axis_y = scale.units(y)
        y += 6
    bands = []
    for row in rows:
        band, y = _band(row, axis, [tick.at for tick in ticks], y, compact=compact)
        bands.append(band)
        y += ROW_GAP
    return PositionChart(
        chart_id=scale.checked_id(chart_id),
        title=title,
        description=description,
        summary=_summary(rows),
        width=scale.WIDTH,
        height=y + 46,
        left=scale.units(left),
        right=scale.units(right),
        legend=items,
        bands=tuple(bands),
        ticks=ticks,
        axis_y=scale.units(y),
        top_axis_y=top_axis_y,
        unit_label=f"Montant de l’Union européenne, en {unit_name}",
        table=_table(rows),
    )


def _axis_ticks(axis: Scale) -> tuple[tuple[Tick, ...], str]:
    """As many round ticks as fit side by side."""
    ticks: tuple[Tick, ...] = ()
    name = ""
    for wanted in (6, 5, 4, 3, 2, 1):
        values = scale.tick_values(axis.span, wanted)
        unit, name = scale.axis_unit(scale.tick_step(axis.span, wanted))
        labels = [(axis.at(value), scale.axis_label(value, unit)) for value in values]
        ticks = tuple(
            scale.anchored(at, label, scale.TICK_SIZE, 0, scale.WIDTH * 10) for at, label in labels
        )
        if scale.fits(ticks, scale.TICK_SIZE):
            break
    return ticks, name


def _band(
    row: PositionRow, axis: Scale, grid: Sequence[Decimal], top: int, *, compact: bool
) -> tuple[Band, int]:
    """One envelope from ``top`` (units), and where it ends."""
    left = axis.start
    lines = scale.wrap(row.label, scale.TITLE_SIZE, axis.length)
    titles = []
    y = top
    for line in lines:
        y += LINE_HEIGHT
        titles.append(Text(scale.tenths(left), scale.units(y - 5), line))
    y += MARK_ROOM
    band_top, band_bottom = y, y + BAND_HEIGHT
    y = band_bottom + MARK_ROOM
    values, y = _values(row, left, axis.length, y, compact=compact)
    band = Band(
        code=row.code,
        titles=tuple(titles),
        grid=tuple(grid),
        top=scale.units(band_top),
        bottom=scale.units(band_bottom),
        outline=_outline(row, axis, band_top),
        reserve=_reserve(row, axis, band_top),
        bars=_bars(row, axis, band_top),
        marks=_marks(row, axis, band_top, band_bottom),
        values=values,
    )
    return band, y


def _outline(row: PositionRow, axis: Scale, top: int) -> Box | None:
    if not row.notified or row.notified < 0:
        return None
    return _box("notified", 0, row.notified, axis, top, BAND_HEIGHT, "none", PALETTE.ink)


def _reserve(row: PositionRow, axis: Scale, top: int) -> Box | None:
    if row.notified is None or row.open is None or row.open >= row.notified:
        return None
    return _box("reserve", row.open, row.notified, axis, top, BAND_HEIGHT, "none", "none")


def _bars(row: PositionRow, axis: Scale, top: int) -> tuple[Box, ...]:
    """Programmed, contracted, paid: thick to thin, all on the same middle line."""
    amounts = {"programmed": row.programmed, "contracted": row.contracted, "paid": row.paid}
    bars = []
    for kind, height, fill, stroke in _STAGES:
        amount = amounts[kind]
        if amount is None or amount <= 0:
            continue
        offset = (BAND_HEIGHT - height) // 2
        bars.append(_box(kind, 0, amount, axis, top + offset, height, fill, stroke))
    return tuple(bars)


def _box(
    kind: str, start: int, end: int, axis: Scale, top: int, height: int, fill: str, stroke: str
) -> Box:
    x = axis.at(start)
    width = max(axis.at(end) - x, THINNEST)
    # The thinnest bar of the largest amount would leave the plot by its own thickness.
    x = min(x, scale.tenths(axis.start + axis.length) - width)
    return Box(kind, x, scale.units(top), width, scale.units(height), fill, stroke)


def _marks(row: PositionRow, axis: Scale, top: int, bottom: int) -> tuple[Mark, ...]:
    """Open: a triangle above. Ceiling: a diamond below, so both show where they coincide."""
    marks = []
    if row.open is not None:
        x = axis.at(row.open)
        points = _points((x - 6, top - 10), (x + 6, top - 10), (x, top - 1))
        marks.append(Mark("open", x, scale.units(top - 3), scale.units(bottom + 3), points))
    if row.ceiling is not None:
        x = axis.at(row.ceiling)
        middle = bottom + 7
        points = _points((x, middle - 6), (x + 6, middle), (x, middle + 6), (x - 6, middle))
        marks.append(Mark("ceiling", x, scale.units(top - 3), scale.units(bottom + 3), points))
    return tuple(marks)


def _points(*corners: tuple[Decimal, int]) -> str:
    return " ".join(f"{x},{y}" for x, y in corners)


def _values(
    row: PositionRow, left: int, length: int, top: int, *, compact: bool
) -> tuple[tuple[Text, ...], int]:
    """Two columns under the band: what is used, then what there is."""
    used = [
        ("Programmé", row.programmed),
        ("Conventionné", row.contracted),
        ("Payé", row.paid),
    ]
    credited = [("Ouvert", row.open), ("Résiduel", row.reserve), ("Notifié", row.notified)]
    if row.ceiling != row.open:
        credited.append(("Plafond", row.ceiling))
    columns = [used[:1], credited[:1]] if compact else [used, credited]
    half = length // 2
    # Amounts of a whole country may be wider than half of the drawing: then one under the other.
    if any(_cell_width(*cell) > half for cells in columns for cell in cells):
        columns = [[cell for cells in columns for cell in cells]]
    texts = []
    for column, cells in enumerate(columns):
        x = scale.tenths(left + column * half)
        for line, (label, amount) in enumerate(cells, start=1):
            y = scale.units(top + line * LINE_HEIGHT - 3)
            texts.append(Text(x, y, label, scale.short_amount(amount)))
    return tuple(texts), top + max(len(cells) for cells in columns) * LINE_HEIGHT


def _cell_width(label: str, amount: int | None) -> int:
    return scale.text_width(f"{label} {scale.short_amount(amount)} ", scale.TEXT_SIZE)


# -- words --------------------------------------------------------------------------------------


def _summary(rows: Sequence[PositionRow]) -> str:
    """One sentence with the figures. Beyond a few rows it counts instead of adding up: a total
    over funds is a figure of its own, and belongs to a queryset."""
    if len(rows) == 1:
        return f"{_full_sentence(rows[0])}."
    if len(rows) <= NAMED_ROWS:
        return _THEN.join(_sentence(row) for row in rows) + "."
    facts = [f"{len(rows)} enveloppes"]
    counted: tuple[tuple[Callable[[PositionRow], bool], str], ...] = (
        (_is_nil, "sans programmation"),
        (lambda row: _exceeds(row, row.ceiling), "au-delà du plafond"),
        (lambda row: _exceeds(row, row.notified), "au-delà du montant notifié"),
    )
    for predicate, words in counted:
        if count := sum(1 for row in rows if predicate(row)):
            facts.append(f"{count} {words}")
    largest = max(rows, key=lambda row: row.programmed or 0)
    if largest.programmed:
        facts.append(f"la plus programmée\u00a0: {_sentence(largest)}")
    return _THEN.join(facts) + "."


def _is_nil(row: PositionRow) -> bool:
    return row.programmed == 0


def _exceeds(row: PositionRow, limit: int | None) -> bool:
    return row.programmed is not None and limit is not None and row.programmed > limit


def _sentence(row: PositionRow) -> str:
    words = f"{row.label}\u00a0: {scale.counted(row.programmed, 'programmé')}"
    if row.open is not None:
        words = f"{words}{' sur' if row.open else ','} {scale.counted(row.open, 'ouvert')}"
    if _exceeds(row, row.ceiling):
        words = f"{words}, au-delà du plafond de {scale.short_amount(row.ceiling)}"
    return words


def _full_sentence(row: PositionRow) -> str:
    others = ((row.notified, "notifié"), (row.contracted, "conventionné"), (row.paid, "payé"))
    return ", ".join((_sentence(row), *(scale.counted(*other) for other in others)))


_HEADER = ["Enveloppe", "Notifié", "Ouvert", "Résiduel"]
_HEADER += ["Programmé", "Conventionné", "Payé", "Plafond"]


def _table(rows: Sequence[PositionRow]) -> ChartTable:
    """An envelope per row; or, for a few of them, per column, which a narrow page holds better."""
    cells = tuple(_table_row(row) for row in rows)
    if len(rows) > NAMED_ROWS:
        return ChartTable(tuple(_HEADER), cells)
    first, *others = zip(_HEADER, *cells, strict=True)
    return ChartTable(("Montant", *first[1:]), tuple(others))


def _table_row(row: PositionRow) -> tuple[str, ...]:
    return (row.label, *(scale.full_amount(amount) for amount in row.amounts))
