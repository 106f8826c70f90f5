"""Cadence of a committee: meetings held against meetings due. Pure: dates in, a reading out."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from accord.kernel.dates import add_months
from accord.render.typography import long_date, quarter_label, quarter_of
from governance.states import CadenceKind


@dataclass(frozen=True)
class Rule:
    kind: str
    minimum: int | None = None
    maximum: int | None = None
    max_gap_months: int | None = None


@dataclass(frozen=True)
class Cadence:
    """A committee's year at a date.

    ``due`` is what should have been held by the date, ``due_in_year`` over the whole year;
    ``longest_gap`` is in days, between two sittings or since the last one.
    """

    year: int
    held: int
    due: int
    due_in_year: int
    next_due: date | None
    longest_gap: int | None
    is_late: bool
    sentence: str

    @property
    def is_behind(self) -> bool:
        """Fewer sittings this year than were due, even where the last one is recent."""
        return self.held < self.due


def quarter_end(day: date) -> date:
    last_month = quarter_of(day) * 3
    return date(day.year, last_month, monthrange(day.year, last_month)[1])


def read_cadence(rule: Rule, held: Sequence[date], as_of: date, since: date) -> Cadence:
    """Read a rule against the sittings held up to a date (oldest first).

    ``since`` is when the rule began; nothing is due before it.
    """
    of_year = [day for day in held if day.year == as_of.year]
    reading = {
        CadenceKind.PER_YEAR: _per_year,
        CadenceKind.MAX_GAP: _max_gap,
        CadenceKind.PER_QUARTER: _per_quarter,
    }[CadenceKind(rule.kind)]
    due, due_in_year, next_due, missed = reading(rule, held, as_of, since)
    return Cadence(
        year=as_of.year,
        held=len(of_year),
        due=due,
        due_in_year=due_in_year,
        next_due=next_due,
        longest_gap=_longest_gap(held, as_of),
        is_late=bool(missed),
        sentence=_sentence(rule, as_of.year, len(of_year), due, next_due, missed),
    )


# Due to date, due in the year, next due date, what was missed.
Reading = tuple[int, int, date | None, list[str]]


def _per_year(rule: Rule, held: Sequence[date], as_of: date, since: date) -> Reading:
    """So many a year at least: due at the end of the year."""
    minimum = rule.minimum or 0

    def done(year: int) -> int:
        return sum(day.year == year for day in held)

    end = date(as_of.year, 12, 31)
    missed = [
        f"année {year}"
        for year in (as_of.year - 1,)
        if year >= since.year and done(year) < minimum and done(as_of.year) < minimum
    ]
    next_due = end if done(as_of.year) < minimum else date(as_of.year + 1, 12, 31)
    return minimum if as_of == end else 0, minimum, next_due, missed


def _max_gap(rule: Rule, held: Sequence[date], as_of: date, since: date) -> Reading:
    """Never longer than so many months apart, counted from the last sitting."""
    months = rule.max_gap_months or 1
    start = max(since, date(as_of.year, 1, 1))
    due = 0
    while add_months(start, months * (due + 1)) <= as_of + timedelta(days=1):
        due += 1
    next_due = add_months(held[-1] if held else since, months)
    missed = [f"échéance du {long_date(next_due)}"] if next_due < as_of else []
    return due, 12 // months, next_due, missed


def _per_quarter(rule: Rule, held: Sequence[date], as_of: date, since: date) -> Reading:
    """So many in each calendar quarter that has ended since the rule began."""
    minimum = rule.minimum or 1

    def done(last_day: date) -> int:
        return sum(quarter_end(day) == last_day for day in held)

    ends = [quarter_end(date(as_of.year, month, 1)) for month in (1, 4, 7, 10)]
    ended = [day for day in ends if since <= day <= as_of]
    missed = [quarter_label(day) for day in ended if done(day) < minimum]
    this_end = quarter_end(as_of)
    following = quarter_end(this_end + timedelta(days=1))
    next_due = following if done(this_end) >= minimum else this_end
    return len(ended) * minimum, 4 * minimum, next_due, missed


def _longest_gap(held: Sequence[date], as_of: date) -> int | None:
    """Days of the longest interval without a sitting, up to the date."""
    if not held:
        return None
    return max((later - earlier).days for earlier, later in pairwise([*held, as_of]))


def _sentence(
    rule: Rule, year: int, held: int, due: int, next_due: date | None, missed: Sequence[str]
) -> str:
    several = "s" if held > 1 else ""
    said = (
        f"{held} réunion{several} tenue{several} en {year}, "
        f"{due} due{'s' if due > 1 else ''} à ce jour"
    )
    if missed:
        return f"{said} ; manqué : {', '.join(missed)}."
    if rule.maximum and held > rule.maximum:
        return f"{said} ; plus que les {rule.maximum} prévues par an."
    if next_due is None:
        return f"{said}."
    return f"{said} ; prochaine échéance le {long_date(next_due)}."
