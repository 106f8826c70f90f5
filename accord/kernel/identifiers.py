"""Identifiers of the field: codes, SIREN and SIRET, numbers of operations in one form."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

code_validator = RegexValidator(
    r"^[a-z0-9][a-z0-9-]*$", "Un code s’écrit en minuscules, chiffres et tirets."
)


def validate_siret(value: str) -> None:
    """Fourteen digits whose Luhn sum is a multiple of ten (La Poste's own sums to one of five)."""
    # Not isdigit(): it is true of signs that int() does not read, such as a superscript two.
    if not re.fullmatch(r"\d{14}", value, re.ASCII):
        raise ValidationError("Un SIRET a quatorze chiffres.")
    digits = [int(sign) for sign in value]
    doubled = [digit * 2 if rank % 2 == 0 else digit for rank, digit in enumerate(digits)]
    luhn = sum(value - 9 if value > 9 else value for value in doubled)
    is_la_poste = value.startswith("356000000") and sum(digits) % 5 == 0
    if luhn % 10 and not is_la_poste:
        raise ValidationError("Ce SIRET n’est pas valide (clé de contrôle).")


def validate_siren(value: str) -> None:
    """The nine digits of a legal body, the first of the SIRET of each establishment."""
    if not re.fullmatch(r"\d{9}", value, re.ASCII):
        raise ValidationError("Un SIREN a neuf chiffres.")
    digits = [int(sign) for sign in value]
    doubled = [digit * 2 if rank % 2 else digit for rank, digit in enumerate(digits)]
    if sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10:
        raise ValidationError("Ce SIREN n’est pas valide (clé de contrôle).")


def canonical_number(text: str) -> str:
    """The one form of a number of operation: ``201600798``, however it was typed or exported.

    Spaces, case, leading zeros, and ``.0`` after digits alone make no difference.
    """
    number = "".join(text.split()).upper()
    if match := re.fullmatch(r"(\d+)\.0+", number):
        number = match[1]
    return number.lstrip("0") or number[:1]
