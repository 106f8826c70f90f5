"""Dates and instants as people and clients write them, and nothing else."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.kernel.dates import (
    EARLIEST,
    LATEST,
    add_months,
    now,
    parse_day,
    read_day,
    read_instant,
    today,
)
from accord.kernel.errors import InvalidParameter
from accord.kernel.render.typography import long_date, quarter_label, short_date

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-03-12", date(2024, 3, 12)),
        ("2024-3-1", date(2024, 3, 1)),
        ("12/03/2024", date(2024, 3, 12)),
        ("1/3/2024", date(2024, 3, 1)),
        ("12.03.2024", date(2024, 3, 12)),
        ("12-03-2024", date(2024, 3, 12)),
        (" 2024-02-29 ", date(2024, 2, 29)),
    ],
)
def test_a_day_is_read_in_both_writings(text: str, expected: date) -> None:
    assert parse_day(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024",
        "2024-03",
        "2023-02-29",
        "2024-13-01",
        "31/04/2024",
        "00/01/2024",
        "12/03/24",
        "12 mars 2024",
        "2024-03-12T00:00:00",
        "2024-03-12 10:00",
        "45363",
        "03/12/2024/1",
        "0000-01-01",
        "²024-01-01",
        "demain",
    ],
)
def test_anything_else_is_no_day(text: str) -> None:
    assert parse_day(text) is None


@given(days)
def test_a_printed_day_is_read_back(day: date) -> None:
    assert parse_day(day.isoformat()) == day
    assert parse_day(short_date(day)) == day


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_a_day(text: str) -> None:
    parse_day(text)


def test_a_day_of_the_address_names_its_parameter_when_it_is_refused() -> None:
    assert read_day("as_of", "2024-12-31") == date(2024, 12, 31)
    with pytest.raises(InvalidParameter, match=r"« as_of ».*« hier » n’est pas une date") as error:
        read_day("as_of", "hier")
    assert (error.value.field, error.value.status) == ("as_of", 400)


@pytest.mark.parametrize("text", ["2006-12-31", "2046-01-01", "0001-01-01", "9999-12-31"])
def test_a_day_outside_the_programmes_is_a_typing_error(text: str) -> None:
    with pytest.raises(InvalidParameter, match="entre 2007 et 2045"):
        read_day("as_of", text)


def test_the_first_and_last_days_are_accepted() -> None:
    assert read_day("as_of", "2007-01-01") == EARLIEST
    assert read_day("as_of", "2045-12-31") == LATEST


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Paris is one hour ahead in winter, two in summer.
        ("2024-01-15T12:00:00", datetime(2024, 1, 15, 11, tzinfo=UTC)),
        ("2024-07-15T12:00:00", datetime(2024, 7, 15, 10, tzinfo=UTC)),
        ("2024-07-15T12:00", datetime(2024, 7, 15, 10, tzinfo=UTC)),
        ("2024-07-15T12:00:00Z", datetime(2024, 7, 15, 12, tzinfo=UTC)),
        ("2024-07-15T12:00:00+02:00", datetime(2024, 7, 15, 10, tzinfo=UTC)),
        # A plus sign that nobody escaped arrives as a space.
        ("2024-07-15T12:00:00 02:00", datetime(2024, 7, 15, 10, tzinfo=UTC)),
        ("2024-07-15T12:00:00-05:00", datetime(2024, 7, 15, 17, tzinfo=UTC)),
        ("2024-07-15T12:00:00.250000Z", datetime(2024, 7, 15, 12, 0, 0, 250_000, tzinfo=UTC)),
        ("2024-07-15 12:00:00", datetime(2024, 7, 15, 10, tzinfo=UTC)),
    ],
)
def test_an_instant_without_offset_is_paris_time(text: str, expected: datetime) -> None:
    assert read_instant("known_at", text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "hier", "2024-13-01T00:00:00", "2024-01-01T25:00:00", "12/03/2024", "T", "2024-07-15T"],
)
def test_what_is_no_instant_is_refused_by_name(text: str) -> None:
    with pytest.raises(InvalidParameter, match=r"« known_at ».*n’est pas un instant"):
        read_instant("known_at", text)


@pytest.mark.parametrize(
    "text", ["1999-01-01T00:00:00Z", "2999-01-01T00:00:00", "0001-01-01T00:00"]
)
def test_an_instant_out_of_range_is_refused(text: str) -> None:
    with pytest.raises(InvalidParameter, match=r"« known_at ».*entre 2007 et 2045"):
        read_instant("known_at", text)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_an_instant(text: str) -> None:
    with suppress(InvalidParameter):
        assert read_instant("known_at", text).tzinfo is not None


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), -12, date(2023, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 11, 30), 3, date(2025, 2, 28)),
        (date(2024, 1, 15), -1, date(2023, 12, 15)),
        (date(2024, 12, 15), 1, date(2025, 1, 15)),
        (date(2024, 5, 5), 0, date(2024, 5, 5)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(
    day: date, months: int, expected: date
) -> None:
    assert add_months(day, months) == expected


@given(days.filter(lambda day: day.day <= 28), st.integers(-240, 240))
def test_months_there_and_back_come_home(day: date, months: int) -> None:
    assert add_months(add_months(day, months), -months) == day


def test_today_is_the_day_of_paris() -> None:
    assert abs(now() - datetime.now(UTC)) < timedelta(minutes=1)
    assert today() in {now().date(), (now() + timedelta(hours=2)).date()}


def test_dates_are_printed_in_french() -> None:
    assert long_date(date(2024, 3, 1)) == "1er mars 2024"
    assert long_date(date(2024, 8, 12)) == "12 août 2024"
    assert quarter_label(date(2022, 9, 30)) == "T3 2022"
    assert quarter_label(date(2022, 10, 1)) == "T4 2022"
