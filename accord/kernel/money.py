"""Amounts in integer euro cents and rates in integer basis points.

Belongs here: every rounding, split, ratio, parsing and printing of an amount. Does not belong
here: a sum over rows (a queryset's work). No float ever touches money: SQLite adds decimals as
floats, and 0.10 + 0.20 is then more than 0.30.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from accord.kernel.text import quoted

BASIS_POINTS = 10_000
# A thousand billion euros: far above any envelope, far below 2**63 cents, so sums never overflow.
MAX_CENTS = 100_000_000_000_000
NARROW_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_CURRENCY = re.compile(r"(?:€|EUR|euros?)$", re.IGNORECASE)
_PLAIN = re.compile(r"\d+")
_LONGEST = len(str(MAX_CENTS))


class AmountError(ValueError):
    """A text that is not an amount; its message is French and can be shown as it is."""


# -- arithmetic ---------------------------------------------------------------------------------


def divide_half_up(numerator: int, denominator: int) -> int:
    """Quotient rounded to the nearest integer, halves away from zero: the only rounding."""
    if denominator <= 0:
        raise ValueError("the denominator must be positive")
    sign = -1 if numerator < 0 else 1
    return sign * ((2 * abs(numerator) + denominator) // (2 * denominator))


def apply_rate(cents: int, rate_bp: int) -> int:
    """``rate_bp`` basis points of an amount, in cents."""
    return divide_half_up(cents * rate_bp, BASIS_POINTS)


def ceiling_of(cents: int, rate_bp: int) -> int:
    """Largest whole number of cents that does not pass the rate: a ceiling never rounds up."""
    return cents * rate_bp // BASIS_POINTS


def ratio_bp(numerator: int, denominator: int | None) -> int | None:
    """Ratio in basis points, or None where the base is zero or unknown (never 0 %)."""
    if not denominator or denominator < 0:
        return None
    return divide_half_up(numerator * BASIS_POINTS, denominator)


def split(total: int, weights: Sequence[int]) -> list[int]:
    """Split cents by integer weights with the largest-remainder method: the parts sum to the total.

    Equal remainders go to the first parts, so the same input always gives the same split.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("weights must be positive or zero, and not all zero")
    sign = -1 if total < 0 else 1
    shares = [divmod(abs(total) * weight, whole) for weight in weights]
    parts = [quotient for quotient, _ in shares]
    missing = abs(total) - sum(parts)
    by_remainder = sorted(range(len(shares)), key=lambda index: -shares[index][1])
    for index in by_remainder[:missing]:
        parts[index] += 1
    return [sign * part for part in parts]


# -- reading ------------------------------------------------------------------------------------


def parse_euros(text: str) -> int:
    """Cents of an amount as people write it: ``1 234,56``, ``1.234,56 €``, ``1234.5``.

    Raises AmountError for anything else, and for ``1.234`` or ``1,234`` alone, which may mean
    a thousand or a unit.
    """
    cleaned = _CURRENCY.sub("", text.strip()).strip().replace("\u2212", "-")
    negative = cleaned.startswith("-")
    body = cleaned[1:].strip() if cleaned.startswith(("+", "-")) else cleaned
    if not body:
        raise AmountError("Indiquez un montant.")
    whole, decimals = _split_decimals(body, text)
    digits = _ungroup(whole, text).lstrip("0")
    # Counted before it is converted: Python refuses to read thousands of digits.
    cents = MAX_CENTS + 1
    if len(digits) <= _LONGEST:
        cents = int(digits or "0") * 100 + int(decimals.ljust(2, "0"))
    if cents > MAX_CENTS:
        raise AmountError(f"Le montant {quoted(text.strip()[:40])} est hors limites.")
    return -cents if negative else cents


def parse_plain(text: str) -> int:
    """Cents of what ``format_plain`` wrote. Raises ValueError for any other text."""
    if not re.fullmatch(r"-?\d+\.\d{2}", text):
        raise ValueError(f"{text!r} is not an amount with two decimals")
    return int(text.replace(".", ""))


def parse_fraction(text: str) -> int:
    """Basis points of what ``format_fraction`` wrote. Raises ValueError for any other text."""
    if not re.fullmatch(r"-?\d+\.\d{4}", text):
        raise ValueError(f"{text!r} is not a rate with four decimals")
    return int(text.replace(".", ""))


def _split_decimals(body: str, text: str) -> tuple[str, str]:
    """Whole part (still grouped) and at most two decimals."""
    comma, dot = body.rfind(","), body.rfind(".")
    if comma < 0 and dot < 0:
        return body, ""
    sign = "," if comma > dot else "."
    whole, _, decimals = body.rpartition(sign)
    alone = body.count(sign) == 1
    mixed = comma >= 0 and dot >= 0
    if not mixed and not alone:
        return body, ""
    if mixed and not alone:
        raise _unreadable(text)
    if not _PLAIN.fullmatch(decimals):
        raise _unreadable(text)
    if not mixed and len(decimals) == 3 and 1 <= len(whole) <= 3 and whole != "0":
        raise AmountError(
            f"« {text.strip()} » est ambigu : écrivez « {whole}{decimals} » pour des milliers "
            f"ou « {whole},{decimals[:2]} » pour des centimes."
        )
    kept = decimals.rstrip("0")
    if len(kept) > 2:
        raise AmountError(f"{quoted(text.strip())} a plus de deux décimales.")
    return whole or "0", kept


def _ungroup(whole: str, text: str) -> str:
    """Digits of a whole part whose thousands may be set apart by a space, a dot or a comma."""
    groups = re.split(r"[.,]|" + _SPACES.pattern, whole)
    if not all(_PLAIN.fullmatch(group) for group in groups):
        raise _unreadable(text)
    grouped = len(groups) > 1
    if grouped and (len(groups[0]) > 3 or any(len(group) != 3 for group in groups[1:])):
        raise _unreadable(text)
    return "".join(groups)


def _unreadable(text: str) -> AmountError:
    return AmountError(f"{quoted(text.strip())} n’est pas un montant, par exemple 1 234,56.")


# -- printing -----------------------------------------------------------------------------------


def format_plain(cents: int) -> str:
    """``1234567.89``: REST, and the ``value`` of figures on pages."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def format_comma(cents: int) -> str:
    """``1234567,89``: files for French spreadsheets."""
    return format_plain(cents).replace(".", ",")


def format_euros(cents: int) -> str:
    """``1 234 567,89 €`` with non-breaking spaces: pages and documents."""
    whole, decimals = format_plain(cents).split(".")
    sign = "\u2212" if whole.startswith("-") else ""
    grouped = format_count(int(whole.lstrip("-")))
    return f"{sign}{grouped},{decimals}{NO_BREAK_SPACE}€"


def format_count(number: int) -> str:
    """``80 632``: a count, grouped as amounts are."""
    sign = "\u2212" if number < 0 else ""
    return sign + f"{abs(number):,}".replace(",", NARROW_SPACE)


def format_number(value: Fraction) -> str:
    """``115,77``: a computed number, at most two decimals, without its unit."""
    hundredths = divide_half_up(value.numerator * 100, value.denominator)
    whole, rest = divmod(abs(hundredths), 100)
    sign = "\u2212" if hundredths < 0 else ""
    decimals = f",{rest:02d}".rstrip("0") if rest else ""
    return f"{sign}{format_count(whole)}{decimals}"


def format_millions(cents: int) -> str:
    """``31,6 M€``: charts only, where the cents do not fit."""
    tenths = divide_half_up(cents, 10_000_000)
    sign = "\u2212" if tenths < 0 else ""
    whole = format_count(abs(tenths) // 10)
    return f"{sign}{whole},{abs(tenths) % 10}{NO_BREAK_SPACE}M€"


def format_rate(rate_bp: int) -> str:
    """``70,00 %`` of basis points."""
    return f"{format_comma(rate_bp)}{NO_BREAK_SPACE}%"


def format_fraction(rate_bp: int) -> str:
    """``0.7000``: a rate over REST."""
    sign = "-" if rate_bp < 0 else ""
    return f"{sign}{abs(rate_bp) // BASIS_POINTS}.{abs(rate_bp) % BASIS_POINTS:04d}"


def to_decimal(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


# -- Django fields ------------------------------------------------------------------------------


class MoneyFormField(forms.CharField):
    """A text box that takes an amount as people write it and gives integer cents."""

    def __init__(self, *args: Any, min_cents: int | None = None, **kwargs: Any) -> None:
        self.min_cents = min_cents
        kwargs.setdefault("max_length", 40)
        super().__init__(*args, **kwargs)
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off"})

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if text in self.empty_values:
            return None
        try:
            cents = parse_euros(text)
        except AmountError as error:
            raise ValidationError(str(error), code="amount") from error
        if self.min_cents is not None and cents < self.min_cents:
            floor = format_euros(self.min_cents)
            raise ValidationError(f"Le montant doit être d’au moins {floor}.", code="too_small")
        return cents

    def prepare_value(self, value: Any) -> Any:
        return format_comma(value) if isinstance(value, int) else value


class MoneyField(models.BigIntegerField):  # type: ignore[type-arg]
    """An amount in integer cents. Forms read and show it as people write it."""

    description = "Montant en centimes d’euro"

    def formfield(self, **kwargs: Any) -> Any:
        kwargs.pop("min_value", None)
        kwargs.pop("max_value", None)
        return MoneyFormField(
            required=not self.blank,
            label=kwargs.get("label", str(self.verbose_name).capitalize()),
            help_text=kwargs.get("help_text", self.help_text),
        )
