"""What every chart shares: scales, ticks, text that must fit, the palette, the common shapes.

Belongs here: geometry that knows neither envelopes nor meetings. Does not belong here: the layout
of one chart.

Coordinates are computed on whole tenths of a unit of the drawing and leave as ``Decimal`` with
one place: no float ever touches an amount, and the same figures always draw the same picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from accord.kernel.money import NARROW_SPACE, divide_half_up, format_euros, format_millions

# 440 units wide: on a screen of 390 px the smallest text is still drawn at more than 10 px.
WIDTH = 440
MARGIN = 8
TITLE_SIZE = 15
TEXT_SIZE = 14
TICK_SIZE = 13

UNKNOWN = "inconnu"

_CHART_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")

# Upper bounds of Inter's bold advance widths, in thousandths of the font size (a test compares
# them with the font): enough to know that two texts do not touch, without opening the font.
_WIDTHS = {
    char: width
    for width, chars in {
        300: " \u00a0\u202fijlîïIÎÏ",
        350: "’,.:·!';",
        400: "`t|()[]/\\f",
        450: "r1",
        500: "°-{}_^–",
        600: '"*?sLzkxaàâä7JFcçeéèêëv',
        650: "yÿEÉÈÊËoôö5hnuùûü2bdpqg3P#69",
        700: "8$SR«»BZT&04+<=>~×−€",
        800: "KDYUÙÛÜXCÇAHVÀÂGNOÔQ",
        850: "w",
        950: "æmM",
    }.items()
    for char in chars
}
_WIDEST = 1050


@dataclass(frozen=True)
class Palette:
    """Colours of every chart.

    Each reaches 3:1 on white or carries an outline that does, and 4.5:1 for text. Luminances differ
    as well, so shapes stay apart in grey and for colour-blind readers; thickness, marks, dashes and
    hatching repeat the message.
    """

    ink: str = "#111827"
    muted: str = "#4B5563"
    grid: str = "#D1D5DB"
    hatch: str = "#6B7280"
    paper: str = "#FFFFFF"
    programmed: str = "#6A93C8"
    contracted: str = "#23508E"
    paid: str = "#F2B134"
    ceiling: str = "#B42318"


PALETTE = Palette()


@dataclass(frozen=True)
class Scale:
    """Maps 0..``span`` (cents, or days) onto ``length`` tenths of a unit from ``start``.

    ``upwards`` is for vertical axes, where SVG counts downwards. Values outside are held at the
    ends, so nothing is ever drawn outside the plot.
    """

    span: int
    start: int
    length: int
    upwards: bool = False

    def at(self, value: int) -> Decimal:
        held = min(max(value, 0), self.span)
        offset = divide_half_up(held * self.length, self.span)
        return tenths(self.start - offset if self.upwards else self.start + offset)


@dataclass(frozen=True)
class Tick:
    at: Decimal
    label: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Text:
    """A line of text at a baseline; ``value`` follows the label in bold."""

    x: Decimal
    y: Decimal
    label: str
    value: str = ""


@dataclass(frozen=True)
class LegendItem:
    """``kind`` says which sample the template draws at ``x``; the label starts at ``text_x``."""

    kind: str
    label: str
    x: Decimal
    text_x: Decimal
    y: Decimal


@dataclass(frozen=True)
class ChartTable:
    """The same rows as text. The first cell of a row names it.

    ``in_words`` are the columns that hold no amount: those are not aligned on the right.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    in_words: frozenset[int] = frozenset((0,))

    @property
    def headings(self) -> tuple[tuple[str, bool], ...]:
        """(label, whether its column holds amounts)."""
        return self._aligned(self.header)

    @property
    def lines(self) -> tuple[tuple[tuple[str, bool], ...], ...]:
        return tuple(self._aligned(row) for row in self.rows)

    @property
    def is_wide(self) -> bool:
        """More columns of full amounts than a printed page holds at its usual size."""
        return len(self.header) > 6

    def _aligned(self, cells: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
        return tuple((cell, column not in self.in_words) for column, cell in enumerate(cells))


def checked_id(chart_id: str) -> str:
    """The identifier that prefixes every id of the drawing. Raises ValueError for a bad one."""
    if not _CHART_ID.fullmatch(chart_id):
        raise ValueError(f"chart_id must be lower-case words joined by hyphens, not {chart_id!r}")
    return chart_id


def tenths(value: int) -> Decimal:
    return Decimal(value).scaleb(-1)


def units(value: int) -> Decimal:
    """A whole number of units, written with the same one place as the computed coordinates."""
    return tenths(value * 10)


# -- ticks --------------------------------------------------------------------------------------


def tick_step(maximum: int, wanted: int) -> int:
    """Smallest 1, 2 or 5 times a power of ten that cuts ``maximum`` in ``wanted`` parts or less."""
    power = 1
    while True:
        for factor in (1, 2, 5):
            if factor * power * wanted >= maximum:
                return factor * power
        power *= 10


def tick_values(maximum: int, wanted: int) -> list[int]:
    """Round values from 0 up to ``maximum``, never above it."""
    return list(range(0, maximum + 1, tick_step(maximum, wanted)))


def axis_unit(step: int) -> tuple[int, str]:
    """Cents in the unit of an axis, and its name: M€, unless the amounts are too small for it."""
    if step >= 10_000_000:
        return 100_000_000, "M€"
    if step >= 100_000:
        return 100_000, "k€"
    return 100, "€"


def axis_label(cents: int, unit: int) -> str:
    """A tick's value in its unit, with no useless decimal: ``2,5``, ``1 000``."""
    whole, rest = divmod(cents, unit)
    label = f"{whole:,}".replace(",", NARROW_SPACE)
    if rest:
        decimals = str(rest).zfill(len(str(unit)) - 1).rstrip("0")
        label = f"{label},{decimals}"
    return label


def short_amount(cents: int | None) -> str:
    """An amount beside a shape: in M€, or in full when M€ would round it away."""
    if cents is None:
        return UNKNOWN
    if cents and abs(cents) < 5_000_000:
        return format_euros(cents)
    return format_millions(cents)


def full_amount(cents: int | None) -> str:
    return UNKNOWN if cents is None else format_euros(cents)


def counted(cents: int | None, participle: str) -> str:
    """``16,1 M€ programmés``, ``1,5 M€ programmé``, ``rien d’ouvert``, ``montant payé inconnu``."""
    if cents is None:
        return f"montant {participle} inconnu"
    if cents == 0:
        return f"rien {'d’' if participle[0] in 'aeiouéh' else 'de '}{participle}"
    # The plural starts at two of what is written: millions, or euros for the small amounts.
    written_in = 100 if abs(cents) < 5_000_000 else 100_000_000
    plural = "s" if abs(cents) >= 2 * written_in else ""
    return f"{short_amount(cents)} {participle}{plural}"


# -- text ---------------------------------------------------------------------------------------


def text_width(text: str, size: int) -> int:
    """Width of a text in tenths of a unit, never below what Inter needs, regular or bold."""
    return sum(_WIDTHS.get(char, _WIDEST) for char in text) * size // 100 + 1


def wrap(text: str, size: int, width: int, max_lines: int = 2) -> tuple[str, ...]:
    """Cut a text into lines of at most ``width`` tenths; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < max_lines:
        line = words.pop(0)
        while words and text_width(f"{line} {words[0]}", size) <= width:
            line = f"{line} {words.pop(0)}"
        lines.append(line)
    if words:
        lines[-1] = f"{lines[-1]} {' '.join(words)}"
    return tuple(_shortened(line, size, width) for line in lines)


def _shortened(line: str, size: int, width: int) -> str:
    if text_width(line, size) <= width:
        return line
    kept = line
    while kept and text_width(f"{kept}…", size) > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def fits(ticks: Sequence[Tick], size: int, gap: int = 60) -> bool:
    """Whether no two labels of a horizontal axis touch (``gap`` in tenths between them)."""
    ends = [span_of(tick, size) for tick in ticks]
    return all(left[1] + gap <= right[0] for left, right in pairwise(ends))


def span_of(tick: Tick, size: int) -> tuple[int, int]:
    """Left and right of a tick's label, in tenths."""
    width = text_width(tick.label, size)
    at = int(tick.at * 10)
    if tick.anchor == "start":
        return at, at + width
    if tick.anchor == "end":
        return at - width, at
    return at - width // 2, at + width // 2


def anchored(at: Decimal, label: str, size: int, left: int, right: int) -> Tick:
    """A label centred on its place, or pushed inwards where it would leave ``left``..``right``."""
    half = text_width(label, size) // 2
    middle = int(at * 10)
    if middle - half < left:
        return Tick(at, label, "start")
    if middle + half > right:
        return Tick(at, label, "end")
    return Tick(at, label)


def legend(
    items: Iterable[tuple[str, str]], *, top: int, left: int, right: int
) -> tuple[tuple[LegendItem, ...], int]:
    """Set a legend in lines from ``top`` (units) and give the bottom of the last one."""
    sample, gap, line_height = 280, 140, 21
    placed: list[LegendItem] = []
    x, y = left * 10, top + line_height - 6
    for kind, label in items:
        width = sample + text_width(label, TICK_SIZE)
        if placed and x + width > right * 10:
            x, y = left * 10, y + line_height
        placed.append(LegendItem(kind, label, tenths(x), tenths(x + sample), units(y)))
        x += width + gap
    return tuple(placed), y + 6
