"""Cadence of a committee: meetings held against meetings due. Pure: dates in, a reading out."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from accord.kernel.dates import add_months
from accord.kernel.render.typography import long_date, quarter_label, quarter_of
from governance.states import CadenceKind


@dataclass(frozen=True)
class CadenceTerms:
    kind: str
    minimum: int | None = None
    maximum: int | None = None
    max_gap_months: int | None = None


@dataclass(frozen=True)
class Cadence:
    """A committee's year at a date.

    ``due`` is what should have been held by the date, ``due_in_year`` by the end of the year;
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


def year_end(day: date) -> date:
    return date(day.year, 12, 31)


def quarter_ends(first: date, until: date) -> list[date]:
    """Last days of the quarters that end between two days, both included."""
    ends = []
    end = quarter_end(first)
    while end <= until:
        ends.append(end)
        end = quarter_end(end + timedelta(days=1))
    return ends


def read_cadence(rule: CadenceTerms, held: Sequence[date], as_of: date, since: date) -> Cadence:
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


# Due to date, due in the year, next due date, what was missed as the end of a sentence.
Reading = tuple[int, int, date | None, str]


def _per_year(rule: CadenceTerms, held: Sequence[date], as_of: date, since: date) -> Reading:
    """So many a year at least: due at the end of the year."""
    minimum = rule.minimum or 0

    def done(year: int) -> int:
        return sum(day.year == year for day in held)

    last = as_of.year - 1
    is_missed = last >= since.year and max(done(last), done(as_of.year)) < minimum
    missed = f"{_counted(done(last))} en {last}, {_were_due(minimum)}" if is_missed else ""
    begun = max(as_of.year, since.year)
    next_due = date(begun if done(begun) < minimum else begun + 1, 12, 31)
    due_in_year = minimum if as_of.year >= since.year else 0
    return due_in_year if as_of == year_end(as_of) else 0, due_in_year, next_due, missed


def _max_gap(rule: CadenceTerms, held: Sequence[date], as_of: date, since: date) -> Reading:
    """Never longer than so many months apart, counted from the last sitting."""
    months = rule.max_gap_months or 1
    start = max(since, date(as_of.year, 1, 1))

    def due(until: date) -> int:
        number = 0
        while add_months(start, months * (number + 1)) <= until + timedelta(days=1):
            number += 1
        return number

    next_due = add_months(max(held[-1], since) if held else since, months)
    missed = f"l’échéance du {long_date(next_due)} est passée" if next_due < as_of else ""
    return due(as_of), due(year_end(as_of)), next_due, missed


def _per_quarter(rule: CadenceTerms, held: Sequence[date], as_of: date, since: date) -> Reading:
    """So many in each calendar quarter that has ended since the rule began.

    What was missed since the last sitting counts, across years: it is caught up by a sitting, not
    by the first of January.
    """
    minimum = rule.minimum or 1

    def done(last_day: date) -> int:
        return sum(quarter_end(day) == last_day for day in held)

    first = quarter_end(max(held[-1], since) if held else since)
    short = [day for day in quarter_ends(first, as_of) if done(day) < minimum]
    of_year = quarter_ends(max(since, date(as_of.year, 1, 1)), year_end(as_of))
    ended = [day for day in of_year if day <= as_of]
    current = quarter_end(max(as_of, since))
    next_due = current if done(current) < minimum else quarter_end(current + timedelta(days=1))
    return len(ended) * minimum, len(of_year) * minimum, next_due, _short_quarters(short, minimum)


def _counted(number: int) -> str:
    return f"{number} réunion{'s' if number > 1 else ''}" if number else "aucune réunion"


def _were_due(number: int) -> str:
    return "une était due" if number == 1 else f"{number} étaient dues"


def _short_quarters(quarters: Sequence[date], minimum: int) -> str:
    if not quarters:
        return ""
    lack = "sans réunion" if minimum == 1 else f"de moins de {minimum} réunions"
    if len(quarters) == 1:
        return f"1 trimestre {lack} ({quarter_label(quarters[0])})"
    return f"{len(quarters)} trimestres {lack}"


def _longest_gap(held: Sequence[date], as_of: date) -> int | None:
    """Days of the longest interval without a sitting, up to the date."""
    if not held:
        return None
    return max((later - earlier).days for earlier, later in pairwise([*held, as_of]))


def _sentence(
    rule: CadenceTerms, year: int, held: int, due: int, next_due: date | None, missed: str
) -> str:
    several = "s" if held > 1 else ""
    said = (
        f"{held} réunion{several} tenue{several} en {year}, "
        f"{due} due{'s' if due > 1 else ''} à ce jour"
    )
    if missed:
        return f"{said}\u202f; {missed}."
    if rule.maximum and held > rule.maximum:
        return f"{said}\u202f; plus que les {rule.maximum} prévues par an."
    if next_due is None:
        return f"{said}."
    return f"{said}\u202f; prochaine échéance le {long_date(next_due)}."
