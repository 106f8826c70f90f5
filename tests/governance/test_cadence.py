"""How often a committee meets against how often it must: dates in, a reading out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.cadence import (
    Cadence,
    CadenceTerms,
    quarter_end,
    quarter_ends,
    read_cadence,
    year_end,
)
from governance.states import CadenceKind

YEARLY = CadenceTerms(CadenceKind.PER_YEAR, minimum=1, maximum=2)
EVERY_TWO_MONTHS = CadenceTerms(CadenceKind.MAX_GAP, max_gap_months=2)
QUARTERLY = CadenceTerms(CadenceKind.PER_QUARTER, minimum=1)
RULES = (YEARLY, EVERY_TWO_MONTHS, QUARTERLY)
# When the rules of the agreement are presumed to begin.
SINCE = date(2023, 9, 18)
LONG_AGO = date(2020, 1, 1)


def read(rule: CadenceTerms, as_of: str, *held: str, since: date = LONG_AGO) -> Cadence:
    """Read a rule at a day, with the sittings held by then."""
    day = date.fromisoformat(as_of)
    return read_cadence(rule, [date.fromisoformat(one) for one in held], day, since)


def missed(reading: Cadence) -> str:
    """What the sentence says to be missed."""
    _, _, said = reading.sentence.partition("\u202f; ")
    return "" if said.startswith(("prochaine", "plus que")) else said.removesuffix(".")


# -- quarters and years ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-01-01", "2024-03-31"),
        ("2024-03-31", "2024-03-31"),
        ("2024-04-01", "2024-06-30"),
        ("2024-08-15", "2024-09-30"),
        ("2024-12-31", "2024-12-31"),
    ],
)
def test_the_last_day_of_a_quarter(day: str, expected: str) -> None:
    assert quarter_end(date.fromisoformat(day)) == date.fromisoformat(expected)
    assert year_end(date.fromisoformat(day)) == date(2024, 12, 31)


def test_the_quarters_between_two_days_are_those_that_end_there() -> None:
    assert quarter_ends(date(2024, 11, 2), date(2025, 3, 31)) == [
        date(2024, 12, 31),
        date(2025, 3, 31),
    ]
    assert quarter_ends(date(2024, 11, 2), date(2024, 12, 30)) == []
    assert quarter_ends(date(2025, 1, 1), date(2024, 12, 31)) == []


# -- before a rule begins --------------------------------------------------------------------------


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("as_of", ["2022-12-31", "2023-06-30", "2023-09-17"])
def test_nothing_is_due_before_the_rule_begins(rule: CadenceTerms, as_of: str) -> None:
    for held in ((), ("2022-03-01",)):
        reading = read(rule, as_of, *held, since=SINCE)
        assert (reading.due, reading.is_late, reading.is_behind) == (0, False, False)
        assert missed(reading) == ""
        assert reading.next_due is not None
        assert reading.next_due >= SINCE


@pytest.mark.parametrize("rule", RULES)
def test_in_the_years_before_the_rule_nothing_is_due_in_the_year(rule: CadenceTerms) -> None:
    assert read(rule, "2022-05-01", since=SINCE).due_in_year == 0
    assert read(rule, "2022-12-31", since=SINCE).due_in_year == 0


@pytest.mark.parametrize(
    ("rule", "in_2023", "in_2024"), [(YEARLY, 1, 1), (EVERY_TWO_MONTHS, 1, 6), (QUARTERLY, 2, 4)]
)
def test_the_year_in_which_a_rule_begins_owes_what_is_left_of_it(
    rule: CadenceTerms, in_2023: int, in_2024: int
) -> None:
    for day in ("2023-09-18", "2023-12-31"):
        assert read(rule, day, since=SINCE).due_in_year == in_2023
    assert read(rule, "2024-01-01", since=SINCE).due_in_year == in_2024


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("year", range(2021, 2026))
def test_by_the_last_day_of_a_year_all_that_is_due_in_it_is_due(
    rule: CadenceTerms, year: int
) -> None:
    reading = read(rule, f"{year}-12-31")
    assert reading.due == reading.due_in_year
    assert reading.year == year
    assert reading.due > 0


# -- so many a year --------------------------------------------------------------------------------


def test_a_yearly_sitting_is_due_on_the_last_day_of_the_year_only() -> None:
    for day in ("2024-01-01", "2024-06-30", "2024-12-30"):
        assert read(YEARLY, day, "2023-05-01").due == 0
    last = read(YEARLY, "2024-12-31", "2023-05-01")
    assert (last.due, last.held, last.is_behind, last.is_late) == (1, 0, True, False)
    assert read(YEARLY, "2024-12-31", "2024-12-31").is_behind is False


def test_a_year_without_a_sitting_is_missed_until_the_next_one_has_its_own() -> None:
    late = read(YEARLY, "2025-01-01", "2023-05-01")
    assert (late.is_late, missed(late)) == (True, "aucune réunion en 2024, une était due")
    assert late.next_due == date(2025, 12, 31)
    caught_up = read(YEARLY, "2025-02-01", "2023-05-01", "2025-02-01")
    assert (caught_up.is_late, caught_up.next_due) == (False, date(2026, 12, 31))


def test_a_yearly_rule_counts_the_sittings_of_the_year() -> None:
    reading = read(YEARLY, "2024-06-30", "2023-01-10", "2023-06-10", "2024-03-12")
    assert (reading.held, reading.due_in_year, reading.is_late) == (1, 1, False)
    assert reading.sentence == (
        "1 réunion tenue en 2024, 0 due à ce jour\u202f; prochaine échéance le 31 décembre 2025."
    )


def test_more_sittings_than_the_maximum_are_said() -> None:
    held = ["2024-01-10", "2024-03-10", "2024-05-10"]
    assert "prochaine échéance" in read(YEARLY, "2024-06-30", *held[:2]).sentence
    more = read(YEARLY, "2024-06-30", *held)
    assert more.sentence == (
        "3 réunions tenues en 2024, 0 due à ce jour\u202f; plus que les 2 prévues par an."
    )
    assert not more.is_late
    # A maximum is a year's: the next one starts again.
    assert "plus que" not in read(YEARLY, "2025-01-01", *held).sentence


def test_a_rule_of_two_a_year_is_met_by_two() -> None:
    twice = CadenceTerms(CadenceKind.PER_YEAR, minimum=2)
    assert read(twice, "2024-12-31", "2024-01-10").is_behind
    assert not read(twice, "2024-12-31", "2024-01-10", "2024-02-10").is_behind
    late = read(twice, "2025-03-01", "2024-01-10", "2025-02-10")
    assert missed(late) == "1 réunion en 2024, 2 étaient dues"
    assert not read(twice, "2025-03-01", "2024-01-10", "2025-02-10", "2025-02-20").is_late


# -- never longer apart than -----------------------------------------------------------------------


def test_the_next_sitting_is_due_so_many_months_after_the_last() -> None:
    reading = read(EVERY_TWO_MONTHS, "2024-03-15", "2024-01-20", "2024-02-13")
    assert (reading.next_due, reading.is_late) == (date(2024, 4, 13), False)
    # The due date itself is not late; the day after is.
    assert not read(EVERY_TWO_MONTHS, "2024-04-13", "2024-02-13").is_late
    late = read(EVERY_TWO_MONTHS, "2024-04-14", "2024-02-13")
    assert (late.is_late, missed(late)) == (True, "l’échéance du 13 avril 2024 est passée")


def test_the_gap_ends_on_the_last_day_of_a_shorter_month() -> None:
    assert read(EVERY_TWO_MONTHS, "2024-01-15", "2023-12-31").next_due == date(2024, 2, 29)
    assert read(EVERY_TWO_MONTHS, "2023-01-15", "2022-12-31").next_due == date(2023, 2, 28)


def test_a_gap_runs_across_the_end_of_a_year() -> None:
    assert not read(EVERY_TWO_MONTHS, "2025-01-15", "2024-11-20").is_late
    late = read(EVERY_TWO_MONTHS, "2025-01-21", "2024-11-20")
    assert (late.is_late, late.held, late.due) == (True, 0, 0)


def test_without_a_sitting_the_gap_runs_from_the_beginning_of_the_rule() -> None:
    reading = read(EVERY_TWO_MONTHS, "2023-11-18", since=SINCE)
    assert (reading.next_due, reading.is_late) == (date(2023, 11, 18), False)
    assert read(EVERY_TWO_MONTHS, "2023-11-19", since=SINCE).is_late


def test_a_sitting_before_the_rule_makes_nothing_late() -> None:
    reading = read(EVERY_TWO_MONTHS, "2023-10-01", "2023-05-02", since=SINCE)
    assert (reading.next_due, reading.is_late) == (date(2023, 11, 18), False)


@pytest.mark.parametrize(
    ("as_of", "due"),
    [
        ("2024-02-28", 0),
        ("2024-02-29", 1),
        ("2024-04-29", 1),
        ("2024-04-30", 2),
        ("2024-12-30", 5),
        ("2024-12-31", 6),
        ("2025-01-01", 0),
    ],
)
def test_what_is_due_grows_with_each_whole_gap_of_the_year(as_of: str, due: int) -> None:
    assert read(EVERY_TWO_MONTHS, as_of, "2023-12-20").due == due


@pytest.mark.parametrize(("months", "in_year"), [(1, 12), (2, 6), (3, 4), (5, 2), (12, 1), (18, 0)])
def test_a_gap_gives_the_number_of_the_year(months: int, in_year: int) -> None:
    rule = CadenceTerms(CadenceKind.MAX_GAP, max_gap_months=months)
    assert read(rule, "2024-06-30").due_in_year == in_year


def test_one_recent_sitting_does_not_make_up_for_the_year() -> None:
    reading = read(EVERY_TWO_MONTHS, "2024-09-01", "2024-08-20")
    assert (reading.is_late, reading.is_behind) == (False, True)


# -- so many a quarter -----------------------------------------------------------------------------


def test_a_quarter_is_missed_on_its_last_day() -> None:
    assert not read(QUARTERLY, "2024-03-30", "2023-12-01").is_late
    late = read(QUARTERLY, "2024-03-31", "2023-12-01")
    said = "1 trimestre sans réunion (T1 2024)"
    assert (late.is_late, late.due, missed(late)) == (True, 1, said)
    assert not read(QUARTERLY, "2024-03-31", "2023-12-01", "2024-03-31").is_late


def test_what_was_missed_last_year_is_still_missed_on_the_first_of_january() -> None:
    """One sitting on 1 February 2024: three quarters went by before 15 January 2025."""
    reading = read(QUARTERLY, "2025-01-15", "2024-02-01")
    assert reading.is_late
    assert missed(reading) == "3 trimestres sans réunion"
    assert (reading.held, reading.due, reading.due_in_year) == (0, 0, 4)
    eve = read(QUARTERLY, "2024-12-31", "2024-02-01")
    assert missed(eve) == missed(reading)
    assert (eve.held, eve.due, eve.due_in_year) == (1, 4, 4)


def test_a_sitting_catches_up_and_the_year_still_says_what_it_lacks() -> None:
    reading = read(QUARTERLY, "2024-12-31", "2024-02-01", "2024-11-05")
    assert (reading.is_late, reading.is_behind) == (False, True)
    assert (reading.held, reading.due) == (2, 4)
    again = read(QUARTERLY, "2025-01-15", "2024-02-01", "2024-11-05")
    assert (again.is_late, again.is_behind, again.next_due) == (False, False, date(2025, 3, 31))


def test_quarters_are_missed_across_several_years() -> None:
    reading = read(QUARTERLY, "2025-07-01", "2023-11-20", since=SINCE)
    assert missed(reading) == "6 trimestres sans réunion"


def test_however_many_quarters_the_sentence_stays_one() -> None:
    reading = read(QUARTERLY, "2026-12-31", "2023-09-20")
    assert missed(reading) == "13 trimestres sans réunion"
    assert reading.sentence == (
        "0 réunion tenue en 2026, 4 dues à ce jour\u202f; 13 trimestres sans réunion."
    )


def test_without_a_sitting_every_quarter_since_the_rule_is_missed() -> None:
    assert missed(read(QUARTERLY, "2024-06-30", since=SINCE)) == "4 trimestres sans réunion"


def test_a_sitting_before_the_rule_misses_no_quarter_before_it() -> None:
    reading = read(QUARTERLY, "2023-12-30", "2022-02-01", since=SINCE)
    assert missed(reading) == "1 trimestre sans réunion (T3 2023)"


@pytest.mark.parametrize(
    ("as_of", "held", "due"),
    [
        ("2024-01-01", [], "2024-03-31"),
        ("2024-02-15", ["2024-02-01"], "2024-06-30"),
        ("2024-03-31", [], "2024-03-31"),
        ("2024-04-01", ["2024-02-01"], "2024-06-30"),
        ("2024-12-31", ["2024-10-01"], "2025-03-31"),
    ],
)
def test_the_next_quarter_that_needs_a_sitting(as_of: str, held: list[str], due: str) -> None:
    assert read(QUARTERLY, as_of, *held).next_due == date.fromisoformat(due)


def test_a_rule_of_two_a_quarter_is_missed_by_one() -> None:
    twice = CadenceTerms(CadenceKind.PER_QUARTER, minimum=2)
    reading = read(twice, "2024-06-30", "2024-01-10", "2024-02-10", "2024-05-10")
    said = "1 trimestre de moins de 2 réunions (T2 2024)"
    assert (missed(reading), reading.due, reading.due_in_year) == (said, 4, 8)
    assert reading.is_behind
    assert not read(twice, "2024-03-31", "2024-01-10", "2024-02-10").is_late


# -- what every rule says --------------------------------------------------------------------------


def test_the_longest_gap_is_between_two_sittings_or_since_the_last() -> None:
    held = ("2024-01-10", "2024-04-10", "2024-05-10")
    assert read(QUARTERLY, "2024-06-01", *held).longest_gap == 91
    assert read(QUARTERLY, "2024-12-01", *held).longest_gap == 205
    assert read(QUARTERLY, "2024-05-10", "2024-05-10").longest_gap == 0
    assert read(QUARTERLY, "2024-05-10").longest_gap is None


@pytest.mark.parametrize("rule", RULES)
def test_a_committee_that_never_met_is_late_in_the_end(rule: CadenceTerms) -> None:
    reading = read(rule, "2026-06-30", since=SINCE)
    assert (reading.held, reading.is_late, reading.longest_gap) == (0, True, None)


@pytest.mark.parametrize("rule", RULES)
def test_a_committee_that_meets_every_month_is_never_late(rule: CadenceTerms) -> None:
    held = [date(2023 + month // 12, month % 12 + 1, 10) for month in range(36)]
    for day in (date(2023, 1, 10) + timedelta(days=number) for number in range(1080)):
        past = [one for one in held if one <= day]
        reading = read_cadence(rule, past, day, date(2023, 1, 1))
        assert not reading.is_late, day
        assert not reading.is_behind, day


days = st.dates(date(2021, 1, 1), date(2027, 12, 31))


@given(st.sampled_from(RULES), st.lists(days, max_size=12, unique=True), days, days)
def test_whatever_was_held_a_reading_is_whole(
    rule: CadenceTerms, held: list[date], as_of: date, since: date
) -> None:
    past = sorted(day for day in held if day <= as_of)
    reading = read_cadence(rule, past, as_of, since)
    assert reading.held == sum(day.year == as_of.year for day in past)
    assert 0 <= reading.due <= reading.due_in_year
    assert reading.is_late is bool(missed(reading))
    assert reading.sentence.endswith(".")
    if as_of < since:
        assert not reading.is_late
        assert reading.due == 0
