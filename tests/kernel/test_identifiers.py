"""Numbers of operations in one form, SIREN with their check digit."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accord.kernel.identifiers import canonical_number, validate_siren


@pytest.mark.parametrize(
    "typed",
    ["201600798", " 201600798 ", "2016 00798", "00201600798", "201600798.0", "201600798.00"],
)
def test_a_number_is_one_however_it_was_typed_or_exported(typed: str) -> None:
    assert canonical_number(typed) == "201600798"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("hdf-2024-001", "HDF-2024-001"),
        ("00ab", "AB"),
        # A dot belongs to a number that is not of digits alone.
        ("v1.0", "V1.0"),
        ("2024.10", "2024.10"),
        ("000", "0"),
        ("", ""),
    ],
)
def test_what_is_folded_and_what_is_not(typed: str, expected: str) -> None:
    assert canonical_number(typed) == expected


@given(st.from_regex(r"[0-9A-Za-z .-]{0,20}", fullmatch=True))
def test_folding_twice_changes_nothing(typed: str) -> None:
    once = canonical_number(typed)
    assert canonical_number(once) == once


@pytest.mark.parametrize("siren", ["226200012", "732829320", "000000000"])
def test_a_siren_has_nine_digits_and_their_sum(siren: str) -> None:
    validate_siren(siren)


@pytest.mark.parametrize("siren", ["", "73282932", "7328293200", "732829321", "73282932²", "A"])
def test_any_other_is_refused(siren: str) -> None:
    with pytest.raises(ValidationError):
        validate_siren(siren)
