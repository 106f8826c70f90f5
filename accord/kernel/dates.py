"""Dates and instants as people and clients write them.

Two dates rule every amount: the value date (``as_of``, inclusive) and the recording time
(``known_at``). Instants are stored in UTC and shown in Europe/Paris.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accord.kernel.errors import InvalidParameter
from accord.kernel.text import quoted

# Dates outside these are typing errors: the oldest agreement starts in 2014.
EARLIEST = date(2007, 1, 1)
LATEST = date(2045, 12, 31)

# No place is further from Greenwich, and PostgreSQL knows no more than 15 h 59.
_WIDEST_OFFSET = timedelta(hours=15)

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_FRENCH = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")


def today() -> date:
    """Date of the day in Paris."""
    return timezone.localdate()


def now() -> datetime:
    return timezone.now()


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def parse_day(text: str) -> date | None:
    """A day written ``2024-03-12`` or ``12/03/2024``; None for anything else."""
    stripped = text.strip()
    if match := _ISO.fullmatch(stripped):
        year, month, day = (int(part) for part in match.groups())
    elif match := _FRENCH.fullmatch(stripped):
        day, month, year = (int(part) for part in match.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_day(parameter: str, text: str) -> date:
    """Day of a parameter of the address. Raises InvalidParameter naming it."""
    day = parse_day(text)
    if day is None:
        raise InvalidParameter(
            parameter, f"{quoted(text)} n’est pas une date (attendu AAAA-MM-JJ)."
        )
    if not EARLIEST <= day <= LATEST:
        raise InvalidParameter(
            parameter, f"la date doit être entre {EARLIEST.year} et {LATEST.year}."
        )
    return day


def read_instant(parameter: str, text: str) -> datetime:
    """Instant of a parameter: ISO 8601; without offset it is Paris time."""
    # A plus sign in an address arrives as a space.
    try:
        instant = parse_datetime(text.strip().replace(" ", "+") if "T" in text else text)
    except ValueError:
        instant = None
    if instant is None:
        raise InvalidParameter(
            parameter,
            f"{quoted(text)} n’est pas un instant "
            "(attendu AAAA-MM-JJTHH:MM:SS, décalage facultatif).",
        )
    if not EARLIEST.year <= instant.year <= LATEST.year:
        raise InvalidParameter(
            parameter, f"l’année doit être entre {EARLIEST.year} et {LATEST.year}."
        )
    aware = instant if timezone.is_aware(instant) else timezone.make_aware(instant)
    if abs(aware.utcoffset() or timedelta()) > _WIDEST_OFFSET:
        raise InvalidParameter(parameter, "le décalage horaire ne peut pas dépasser 15 h.")
    return aware
