"""Charts: what is drawn is where the amounts say, stays inside its frame and can be read."""

from __future__ import annotations

import dataclasses
import re
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.kernel.money import MAX_CENTS, format_euros
from accord.kernel.render.charts import (
    PositionChart,
    PositionRow,
    RhythmChart,
    RhythmSeries,
    position_chart,
    rhythm_chart,
    scale,
)
from accord.kernel.render.typography import long_date, month_label, quarter_label, short_date

SVG = "{http://www.w3.org/2000/svg}"
FIRST, LAST = date(2022, 1, 1), date(2027, 12, 31)


def row(label: str, *amounts: int | None) -> PositionRow:
    return PositionRow(label.lower(), label, *amounts)


DEPARTEMENT = row(
    "FSE+ – Département", 3159250700, 2211475490, 1612345600, 1201000000, 0, 2211475490
)
TERRIMOUV = row(
    "FSE+ – Terri’Mouv", 1751394500, 1225976150, 980000000, 640000000, 212000000, 1225976150
)
FTJ = row("FTJ – Département", 1157100000, 809970000, 0, 0, 0, 809970000)
EXTRACT = row("FSE 2014-2020", 5457547900, None, 4000000000, None, None, None)


def position(*rows: PositionRow, chart_id: str = "position") -> PositionChart:
    return position_chart(rows, chart_id=chart_id, title="Position", description="Montants UE")


def rhythm(
    series: RhythmSeries | None = None,
    meetings: tuple[tuple[date, str], ...] = ((date(2024, 3, 12), "Comité technique"),),
    **changes: Any,
) -> RhythmChart:
    series = series or RhythmSeries(
        programmed=((date(2022, 10, 4), 210000000), (date(2024, 10, 1), 1612345600)),
        contracted=((date(2023, 2, 1), 150000000), (date(2024, 6, 3), 1201000000)),
        open=((date(2022, 1, 1), 2211475490),),
        ceiling=((date(2022, 1, 1), 2211475490), (date(2024, 5, 1), 2432623039)),
    )
    options: dict[str, Any] = {"first": FIRST, "last": LAST, "as_of": date(2024, 12, 31)}
    options |= {"chart_id": "rhythm", "title": "R", "description": "D", "meetings": meetings}
    return rhythm_chart(series, **(options | changes))


amounts = st.one_of(st.none(), st.just(0), st.integers(0, 10_000), st.integers(0, MAX_CENTS))
rows_of_amounts = st.lists(
    st.builds(row, st.text("abcé W", min_size=1, max_size=90), *[amounts] * 6),
    min_size=1,
    max_size=12,
)
days = st.dates(FIRST - timedelta(days=400), LAST + timedelta(days=400))
changes_of_amount = st.one_of(
    st.none(), st.lists(st.tuples(days, st.integers(0, MAX_CENTS)), max_size=30).map(tuple)
)
all_series = st.builds(RhythmSeries, *[changes_of_amount] * 4)
all_meetings = st.lists(st.tuples(days, st.text("abcé ", max_size=60)), max_size=40).map(tuple)


def values_in(thing: Any) -> list[Any]:
    """Every value held by a chart, however deep."""
    if dataclasses.is_dataclass(thing):
        names = [field.name for field in dataclasses.fields(thing)]
        return [value for name in names for value in values_in(getattr(thing, name))]
    if isinstance(thing, (tuple, list, frozenset)):
        return [value for item in thing for value in values_in(item)]
    return [thing]


def points_of(text: str) -> list[tuple[Decimal, Decimal]]:
    pairs = [pair.split(",") for pair in text.split()]
    return [(Decimal(x), Decimal(y)) for x, y in pairs]


def assert_labels_apart(ticks: Any, *, size: int) -> None:
    spans = [scale.span_of(tick, size) for tick in ticks]
    assert all(left >= 0 and right <= scale.WIDTH * 10 for left, right in spans)
    assert all(left[1] < right[0] for left, right in pairwise(spans))


# -- position -----------------------------------------------------------------------------------


def test_bars_start_at_zero_and_end_in_proportion_of_the_largest_amount():
    chart = position(DEPARTEMENT, TERRIMOUV, FTJ)
    first, second, third = chart.bands

    assert first.outline is not None
    assert (first.outline.x, first.outline.width) == (chart.left, chart.right - chart.left)
    widths = {bar.kind: bar.width for bar in first.bars}
    full = chart.right - chart.left
    assert abs(widths["programmed"] - full * 1612345600 / 3159250700) <= Decimal("0.1")
    assert abs(widths["contracted"] - full * 1201000000 / 3159250700) <= Decimal("0.1")
    assert "paid" not in widths
    assert [bar.kind for bar in second.bars] == ["programmed", "contracted", "paid"]
    assert third.bars == ()


def test_overlaid_bars_get_thinner_so_that_each_stage_shows():
    bars = position(TERRIMOUV).bands[0].bars

    assert [bar.kind for bar in bars] == ["programmed", "contracted", "paid"]
    heights = [bar.height for bar in bars]
    assert heights == sorted(set(heights), reverse=True)
    assert len({bar.y + bar.height / 2 for bar in bars}) == 1


def test_the_reserve_lies_between_open_and_notified():
    band = position(DEPARTEMENT).bands[0]
    opened = next(mark for mark in band.marks if mark.kind == "open")

    assert band.reserve is not None
    assert band.reserve.x == opened.x
    assert band.outline is not None
    assert band.reserve.x + band.reserve.width == band.outline.x + band.outline.width


def test_what_is_unknown_is_not_drawn_and_is_written_unknown():
    chart = position(EXTRACT)
    band = chart.bands[0]

    assert band.reserve is None
    assert band.marks == ()
    assert [bar.kind for bar in band.bars] == ["programmed"]
    assert {text.label: text.value for text in band.values}["Ouvert"] == "inconnu"
    assert ("Résiduel", "inconnu") in chart.table.rows
    assert "rien de payé" not in chart.summary


def test_programming_beyond_the_notified_amount_shows_and_is_said():
    chart = position(row("Trop", 100000000, 70000000, 130000000, 0, 0, 77000000))
    band = chart.bands[0]

    assert band.outline is not None
    assert band.bars[0].x + band.bars[0].width > band.outline.x + band.outline.width
    assert "au-delà du plafond" in chart.summary


def test_a_sum_that_is_not_nil_is_never_invisible():
    chart = position(row("Écart", MAX_CENTS, MAX_CENTS - 1, 1, 1, 1, 0))
    band = chart.bands[0]

    assert all(bar.width >= Decimal("1.5") for bar in band.bars)
    assert band.reserve is not None
    assert band.reserve.x + band.reserve.width == chart.right


def test_the_summary_gives_the_figures_and_the_table_gives_them_to_the_cent():
    chart = position(DEPARTEMENT, TERRIMOUV, FTJ)

    assert "16,1\u00a0M€ programmés sur 22,1\u00a0M€ ouverts" in chart.summary
    assert "rien de programmé sur 8,1\u00a0M€ ouverts" in chart.summary
    assert chart.table.header == ("Montant", DEPARTEMENT.label, TERRIMOUV.label, FTJ.label)
    reserves = (format_euros(cents) for cents in (947775210, 525418350, 347130000))
    assert ("Résiduel", *reserves) in chart.table.rows


def test_many_envelopes_keep_one_row_each_in_the_table():
    chart = position(*[dataclasses.replace(TERRIMOUV, label=f"E{n}") for n in range(12)])

    assert [cells[0] for cells in chart.table.rows] == [f"E{n}" for n in range(12)]
    assert chart.summary.startswith("12 enveloppes")
    assert chart.top_axis_y is not None


@given(rows_of_amounts)
@settings(deadline=None)
def test_every_shape_of_a_position_stays_inside_its_band(rows: list[PositionRow]):
    chart = position(*rows)

    for band in chart.bands:
        boxes = [*band.bars, *(box for box in (band.outline, band.reserve) if box)]
        for box in boxes:
            assert chart.left <= box.x
            assert box.x + box.width <= chart.right
            assert band.top <= box.y
            assert box.y + box.height <= band.bottom
            assert box.width > 0
        assert all(chart.left <= mark.x <= chart.right for mark in band.marks)
    assert all(above.bottom < below.top for above, below in pairwise(chart.bands))
    assert chart.axis_y < chart.height
    assert not any(isinstance(value, float) for value in values_in(chart))


@given(rows_of_amounts)
@settings(deadline=None)
def test_labels_of_a_position_never_touch(rows: list[PositionRow]):
    chart = position(*rows)

    assert_labels_apart(chart.ticks, size=scale.TICK_SIZE)
    for band in chart.bands:
        for title in band.titles:
            end = title.x * 10 + scale.text_width(title.label, scale.TITLE_SIZE)
            assert end <= scale.WIDTH * 10
        for text in band.values:
            end = text.x * 10 + scale.text_width(f"{text.label} {text.value}", scale.TEXT_SIZE)
            others = [o.x * 10 for o in band.values if o.y == text.y and o.x > text.x]
            assert end <= min(others, default=Decimal(scale.WIDTH * 10))


@pytest.mark.parametrize("chart_id", ["", "1a", "a b", 'a"onload="x', "Été"])
def test_a_chart_without_rows_or_with_an_identifier_that_breaks_ids_is_refused(chart_id: str):
    with pytest.raises(ValueError, match="at least one row"):
        position()
    with pytest.raises(ValueError, match="chart_id"):
        position(DEPARTEMENT, chart_id=chart_id)


# -- rhythm -------------------------------------------------------------------------------------


def test_lines_are_steps_that_stop_at_the_date_of_the_figures():
    chart = rhythm()
    programmed = next(line for line in chart.lines if line.kind == "programmed")
    corners = points_of(programmed.points)

    assert all(start[0] == end[0] or start[1] == end[1] for start, end in pairwise(corners))
    assert chart.as_of is not None
    assert corners[0][0] == chart.left
    assert corners[-1][0] == chart.as_of.at
    assert len(programmed.markers) == 2


def test_what_happens_after_the_date_of_the_figures_is_not_drawn():
    before = rhythm(as_of=date(2023, 12, 31))

    assert [len(line.markers) for line in before.lines if line.kind == "programmed"] == [1]
    assert "2,1\u00a0M€ programmés" in before.summary
    assert before.table.rows[-2][0] == "T4 2023"
    assert before.table.rows[-1][0] == "À venir"


def test_nothing_so_far_is_a_line_at_zero_and_unknown_is_no_line():
    chart = rhythm(RhythmSeries(programmed=(), contracted=None, open=None, ceiling=None))

    assert [line.kind for line in chart.lines] == ["programmed"]
    assert {y for _, y in points_of(chart.lines[0].points)} == {chart.bottom}
    labels = [item.label for item in chart.legend]
    assert "Conventionné inconnu" in labels
    assert chart.table.rows[0][1:5] == (format_euros(0), "inconnu", "inconnu", "inconnu")


def test_the_table_holds_every_quarter_and_every_meeting():
    meetings = tuple((date(2022 + n // 4, 3 * (n % 4) + 2, 5), f"Séance {n}") for n in range(20))
    chart = rhythm(meetings=meetings)

    quarters = [cells[0] for cells in chart.table.rows]
    assert (quarters[0], *quarters[-2:]) == ("T1 2022", "T4 2024", "À venir")
    told = " ".join(cells[-1] for cells in chart.table.rows)
    assert all(f"Séance {n}" in told for n in range(20))
    assert chart.notes[-1].label == "… et 13 autres réunions, dans le tableau."


def test_a_quarter_that_is_not_over_says_its_date():
    chart = rhythm(as_of=date(2024, 11, 15))

    assert chart.table.rows[-1][0] == "T4 2024, au 15/11/2024"


@pytest.mark.parametrize("as_of", [date(2020, 1, 1), date(2040, 1, 1)])
def test_a_date_outside_the_chart_draws_no_line_for_it(as_of: date):
    chart = rhythm(as_of=as_of)

    assert chart.as_of is None
    assert chart.lines


@given(all_series, all_meetings, days, days, days)
@settings(deadline=None)
def test_every_shape_of_a_rhythm_stays_inside_its_plot(
    series: RhythmSeries, meetings: Any, one: date, other: date, as_of: date
):
    first, last = sorted((one, other))
    chart = rhythm(series, meetings, first=first, last=last, as_of=as_of)

    for line in chart.lines:
        for x, y in (*points_of(line.points), *line.markers):
            assert chart.left <= x <= chart.right
            assert chart.top <= y <= chart.bottom
    for mark in chart.meetings:
        assert chart.left <= mark.x <= chart.right
    assert all(chart.top <= tick.at <= chart.bottom for tick in chart.y_ticks)
    assert all(note.y < chart.height for note in chart.notes)
    assert not any(isinstance(value, float) for value in values_in(chart))


@given(all_series, all_meetings, days, days, days)
@settings(deadline=None)
def test_labels_of_a_rhythm_never_touch(
    series: RhythmSeries, meetings: Any, one: date, other: date, as_of: date
):
    first, last = sorted((one, other))
    chart = rhythm(series, meetings, first=first, last=last, as_of=as_of)

    assert_labels_apart(chart.x_ticks, size=scale.TICK_SIZE)
    heights = [tick.at for tick in chart.y_ticks]
    assert all(low - high >= scale.TICK_SIZE for low, high in pairwise(heights))
    numbers = [scale.Tick(mark.x, mark.number) for mark in chart.meetings if mark.number]
    assert_labels_apart(numbers, size=scale.TICK_SIZE)
    if chart.as_of:
        assert_labels_apart([chart.as_of], size=scale.TICK_SIZE)
    for text in (*chart.notes, *chart.legend):
        start = text.text_x if isinstance(text, scale.LegendItem) else text.x
        assert start * 10 + scale.text_width(text.label, scale.TICK_SIZE) <= scale.WIDTH * 10


def test_dates_in_the_wrong_order_are_refused():
    with pytest.raises(ValueError, match="before the first"):
        rhythm(first=LAST, last=FIRST)


# -- scale --------------------------------------------------------------------------------------


@given(
    st.integers(1, MAX_CENTS), st.integers(0, MAX_CENTS), st.integers(0, MAX_CENTS), st.booleans()
)
def test_a_scale_keeps_the_order_of_amounts(span: int, one: int, other: int, upwards: bool):
    axis = scale.Scale(span, 2500, 2000, upwards=upwards)
    low, high = axis.at(min(one, other)), axis.at(max(one, other))

    assert (low >= high) if upwards else (low <= high)
    end = Decimal(50) if upwards else Decimal(450)
    assert (axis.at(0), axis.at(span)) == (Decimal(250), end)
    assert (axis.at(-1), axis.at(span + 1)) == (Decimal(250), end)


@given(st.integers(1, MAX_CENTS), st.integers(1, 8))
def test_ticks_are_round_few_and_inside(maximum: int, wanted: int):
    step = scale.tick_step(maximum, wanted)
    ticks = scale.tick_values(maximum, wanted)

    assert str(step).rstrip("0") in ("1", "2", "5")
    assert len(ticks) <= wanted + 1
    assert (ticks[0], ticks[-1] <= maximum) == (0, True)


def test_ticks_are_in_millions_unless_the_amounts_are_too_small():
    assert scale.axis_unit(1_000_000_000) == (100_000_000, "M€")
    labels = [scale.axis_label(cents, 100_000_000) for cents in (250_000_000, 100_000_000_000)]
    assert labels == ["2,5", "1\u202f000"]
    units = [scale.axis_unit(step)[1] for step in (50_000_000, 5_000_000, 500)]
    assert units == ["M€", "k€", "€"]


def test_an_amount_that_millions_would_hide_is_written_in_full():
    assert scale.short_amount(1612345600) == "16,1\u00a0M€"
    assert scale.short_amount(0) == "0,0\u00a0M€"
    assert scale.short_amount(123456) == "1\u202f234,56\u00a0€"
    assert scale.short_amount(None) == "inconnu"


def test_participles_agree_with_what_is_written():
    assert scale.counted(150_000_000, "programmé") == "1,5\u00a0M€ programmé"
    assert scale.counted(200_000_000, "programmé") == "2,0\u00a0M€ programmés"
    assert scale.counted(0, "ouvert") == "rien d’ouvert"
    assert scale.counted(None, "payé") == "montant payé inconnu"


def test_widths_of_text_are_never_below_the_font():
    from fontTools.ttLib import TTFont

    texts = ("Conventionné 1 234 567,89 €", "Réunions : Comité technique élargi", "T3 2022", "œ…%")
    for weight in (400, 700):
        path = finders.find(f"vendor/inter/inter-latin-{weight}-normal.woff2")
        font = TTFont(path)
        glyphs, metrics, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
        known = [*map(chr, range(32, 127)), *"àâäçéèêëîïôöùûüÿœæÉÈÀÇŒ«»°’…€–−"]
        for text in (*texts, *known):
            needed = sum(metrics[glyphs[ord(char)]][0] for char in text)
            assert scale.text_width(text, 14) * em >= needed * 140, text


def test_long_text_is_cut_with_an_ellipsis():
    lines = scale.wrap("Un intitulé beaucoup trop long pour tenir " * 5, 15, 2000)

    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert all(scale.text_width(line, 15) <= 2000 for line in lines)


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_colours_show_on_white_and_stay_apart_in_grey():
    paint = scale.PALETTE

    for graphic in (paint.programmed, paint.contracted, paint.ceiling, paint.hatch, paint.ink):
        assert contrast(graphic, paint.paper) >= 3
    for text in (paint.ink, paint.muted):
        assert contrast(text, paint.paper) >= 4.5
    assert contrast(paint.paid, paint.ink) >= 3
    assert contrast(paint.paid, paint.contracted) >= 3
    assert contrast(paint.programmed, paint.contracted) >= 2


# -- drawing ------------------------------------------------------------------------------------

DRAWINGS = [
    position(DEPARTEMENT, TERRIMOUV, FTJ),
    position(EXTRACT),
    position(*[TERRIMOUV] * 12),
    position(row("Vide", 0, 0, 0, 0, 0, 0)),
    rhythm(),
    rhythm(RhythmSeries((), None, None, None), meetings=()),
]


@pytest.mark.parametrize("chart", DRAWINGS)
def test_the_drawing_has_attributes_only_and_says_its_name(chart: Any):
    svg = render_to_string(chart.template, {"chart": chart})
    root = ElementTree.fromstring(svg)

    assert not re.search(r"\s(?:class|style|on\w+)\s*=|<style|<script|⟦undefined", svg)
    assert "href" not in svg
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root[0].tag == f"{SVG}title"
    assert root[0].text == chart.title
    assert root.get("viewBox") == f"0 0 {chart.width} {chart.height}"
    families = {element.get("font-family") for element in root.iter()}
    assert families == {None, "Inter, sans-serif"}
    ids = [found for element in root.iter() if (found := element.get("id"))]
    assert len(ids) == len(set(ids))
    assert all(found.startswith(f"{chart.chart_id}-") for found in ids)
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= set(ids)


@pytest.mark.parametrize("chart", DRAWINGS)
def test_coordinates_ignore_the_language_of_the_page(chart: Any, settings: Any):
    settings.USE_THOUSAND_SEPARATOR = True
    svg = render_to_string(chart.template, {"chart": chart})

    numbers = re.findall(r' (?:x|y|x1|x2|y1|y2|cx|cy|width|height)="([^"]*)"', svg)
    assert len(numbers) > 20
    assert all(re.fullmatch(r"-?\d+(\.\d+)?%?", number) for number in numbers)


def test_a_hostile_label_is_only_text():
    label = '<script>alert(1)</script>" onload="x'
    chart = position(dataclasses.replace(TERRIMOUV, label=label))
    page = render_to_string("charts/figure.html", {"chart": chart, "for_print": False})

    assert not re.search('<script|onload="', page)


def test_on_screen_the_table_waits_in_details_and_in_print_it_stands_open():
    chart = position(DEPARTEMENT)
    screen = render_to_string("charts/figure.html", {"chart": chart, "for_print": False})
    printed = render_to_string("charts/figure.html", {"chart": chart, "for_print": True})

    assert ("<details" in screen, "<details" in printed) == (True, False)
    for page in (screen, printed):
        assert chart.summary in page
        assert format_euros(1612345600) in page
        assert 'style="' not in page
        assert "⟦undefined" not in page


# -- typography ---------------------------------------------------------------------------------


def test_dates_are_written_the_french_way():
    assert long_date(date(2024, 3, 12)) == "12 mars 2024"
    assert long_date(date(2024, 8, 1)) == "1er août 2024"
    assert short_date(date(2024, 3, 2)) == "02/03/2024"
    assert month_label(date(2024, 12, 31)) == "décembre 2024"
    around = (date(2022, 9, 30), date(2022, 10, 1))
    assert [quarter_label(day) for day in around] == ["T3 2022", "T4 2022"]
