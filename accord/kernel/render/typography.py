"""Dates and hours written as French readers expect them.

Belongs here: pure functions from a date to text. Does not belong here: amounts and rates
(``accord.kernel.money``) and dates that people type (``accord.kernel.dates``).

Spaces are ordinary ones, so that what a reader copies or searches is what was typed.
"""

from __future__ import annotations

from datetime import date, time

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def long_date(day: date) -> str:
    """``12 mars 2024``, and ``1er mars 2024``: only the first day of a month is an ordinal."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {month_label(day)}"


def short_date(day: date) -> str:
    """``12/03/2024``: tables and charts, where a name of a month does not fit."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def month_label(day: date) -> str:
    """``mars 2024``."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def quarter_of(day: date) -> int:
    """Number of the quarter, 1 to 4."""
    return (day.month + 2) // 3


def quarter_label(day: date) -> str:
    """``T3 2022``."""
    return f"T{quarter_of(day)} {day.year}"


def clock(moment: time) -> str:
    """``9 h 30``, ``14 h``: an hour has no leading zero, and minutes stand where there are some."""
    return f"{moment.hour} h {moment.minute:02d}" if moment.minute else f"{moment.hour} h"
