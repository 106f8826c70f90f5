"""Money: one rounding, splits that add up to the whole, amounts read and printed as people do."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from accord.kernel import money
from accord.kernel.money import AmountError, MoneyField, MoneyFormField, parse_euros

cents = st.integers(-money.MAX_CENTS, money.MAX_CENTS)
positive_cents = st.integers(0, money.MAX_CENTS)
rates = st.integers(0, 20_000)

# -- reading ------------------------------------------------------------------------------------

# Every way in which the source and the national files write an amount.
WRITINGS = {
    "52 918 030 €": 5_291_803_000,
    "52\u00a0918\u00a0030\u00a0€": 5_291_803_000,
    "52\u202f918\u202f030\u202f€": 5_291_803_000,
    "52\u2009918\u2009030 €": 5_291_803_000,
    "1.657.450 €": 165_745_000,
    "61.265.472 €": 6_126_547_200,
    "7.8": 780,
    "86,95": 8_695,
    "22 114 754,90": 2_211_475_490,
    "22.114.754,90 €": 2_211_475_490,
    "22,114,754.90": 2_211_475_490,
    "22114754,9": 2_211_475_490,
    "44331.6": 4_433_160,
    "21600.0": 2_160_000,
    "1234.560": 123_456,
    "0,120": 12,
    "0": 0,
    "0,00": 0,
    ",5": 50,
    ".5": 50,
    "300,30": 30_030,
    "26 112 €": 2_611_200,
    "1234 EUR": 123_400,
    "1234 euros": 123_400,
    "1 euro": 100,
    "  12,30  ": 1_230,
    "+12": 1_200,
    "-12,30": -1_230,
    "- 12,30 €": -1_230,
    "\u2212300,30 €": -30_030,
    "1,234,567": 123_456_700,
    "007": 700,
}


@pytest.mark.parametrize(("text", "expected"), WRITINGS.items())
def test_an_amount_is_read_as_people_write_it(text: str, expected: int) -> None:
    assert parse_euros(text) == expected


@pytest.mark.parametrize(
    ("text", "thousands", "units"),
    [
        ("1.234", "1234", "1,23"),
        ("1,234", "1234", "1,23"),
        ("12.500", "12500", "12,50"),
        ("999,000 €", "999000", "999,00"),
    ],
)
def test_three_digits_after_one_sign_are_ambiguous_and_both_readings_are_proposed(
    text: str, thousands: str, units: str
) -> None:
    with pytest.raises(AmountError) as refusal:
        parse_euros(text)
    assert "ambigu" in str(refusal.value)
    assert f"« {thousands} »" in str(refusal.value)
    assert f"« {units} »" in str(refusal.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "€",
        "-",
        "abc",
        "12abc",
        "N/A",
        "#REF!",
        "1e5",
        "1E+05",
        "NaN",
        "inf",
        "0x10",
        "1_000",
        "12,34,56",
        "1.23.456",
        "1 23",
        "1234 567",
        "12.345,67.89",
        "1,234.56,78",
        "12,",
        "12.",
        "1,2 3",
        "1.234 567",
        "12,345678",
        "1234,567",
        "0,125",
        "7.8 M€",
        "98 M€",
        "12 k€",
        "12 $",
        "--5",
        "+-5",
        "-+5",
        "5-",
        "(5)",
        "²",
        "1²",
        "½",
        "１２,５.６",
        "=1+1",
        "1/2",
        "10 %",
    ],
)
def test_anything_else_is_refused_with_a_french_sentence(text: str) -> None:
    with pytest.raises(AmountError) as refusal:
        parse_euros(text)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize("text", ["1000000000000,01", "1" + "0" * 20, "9" * 5_000, "-" + "9" * 99])
def test_an_amount_beyond_a_thousand_billion_is_refused(text: str) -> None:
    with pytest.raises(AmountError, match="hors limites"):
        parse_euros(text)


def test_a_thousand_billion_is_the_last_amount_accepted() -> None:
    assert parse_euros("1 000 000 000 000,00") == 100_000_000_000_000


@given(st.text())
@example("\ufeff12")
@example("12\x00")
@example("1\u200b2")
def test_no_text_raises_anything_but_an_amount_error(text: str) -> None:
    try:
        found = parse_euros(text)
    except AmountError:
        return
    assert abs(found) <= money.MAX_CENTS


@given(st.text(alphabet="0123456789.,-+ \u00a0\u202f€EUR\u2212'", max_size=30))
def test_what_looks_like_an_amount_is_read_whole_or_refused(text: str) -> None:
    try:
        found = parse_euros(text)
    except AmountError:
        return
    digits = "".join(sign for sign in text if sign.isdigit()).strip("0")
    # No digit that counts is ever lost.
    assert str(abs(found)).strip("0") == digits
    assert parse_euros(money.format_plain(found)) == found


@pytest.mark.parametrize("printer", [money.format_plain, money.format_comma, money.format_euros])
@given(amount=cents)
def test_what_is_printed_is_read_back_to_the_cent(
    printer: Callable[[int], str], amount: int
) -> None:
    assert parse_euros(printer(amount)) == amount


@given(st.integers(-(10**12), 10**12))
def test_a_count_is_read_back_as_whole_euros(number: int) -> None:
    assert parse_euros(money.format_count(number)) == number * 100


@given(cents)
def test_plain_texts_and_fractions_are_read_back(number: int) -> None:
    assert money.parse_plain(money.format_plain(number)) == number
    assert money.parse_fraction(money.format_fraction(number)) == number


@pytest.mark.parametrize(
    "text", ["", "1", "1.2", "1,20", "1.234", "a.00", " 1.00", "1.00\n", "--1.00"]
)
def test_sealed_data_in_another_writing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="two decimals"):
        money.parse_plain(text)
    with pytest.raises(ValueError, match="four decimals"):
        money.parse_fraction(text)


# -- arithmetic ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        (5, 2, 3),
        (-5, 2, -3),
        (4, 2, 2),
        (1, 3, 0),
        (2, 3, 1),
        (-1, 3, 0),
        (-2, 3, -1),
        (1, 2, 1),
        (-1, 2, -1),
        (0, 7, 0),
        (249, 100, 2),
        (250, 100, 3),
    ],
)
def test_halves_are_rounded_away_from_zero(numerator: int, denominator: int, expected: int) -> None:
    assert money.divide_half_up(numerator, denominator) == expected


@given(st.integers(), st.integers(1))
def test_a_rounded_quotient_is_never_more_than_a_half_away(
    numerator: int, denominator: int
) -> None:
    quotient = money.divide_half_up(numerator, denominator)
    assert abs(Fraction(numerator, denominator) - quotient) <= Fraction(1, 2)
    assert money.divide_half_up(-numerator, denominator) == -quotient


@pytest.mark.parametrize("denominator", [0, -1])
def test_a_quotient_needs_a_positive_denominator(denominator: int) -> None:
    with pytest.raises(ValueError, match="positive"):
        money.divide_half_up(1, denominator)


def test_seventy_per_cent_of_the_envelopes_is_not_a_whole_number_of_euros() -> None:
    assert money.apply_rate(3_159_250_700, 7_000) == 2_211_475_490
    assert money.apply_rate(1_751_394_500, 7_000) == 1_225_976_150
    assert money.apply_rate(1_157_100_000, 7_000) == 809_970_000


@pytest.mark.parametrize(
    ("amount", "rate_bp", "expected"),
    [
        (1, 5_000, 1),
        (1, 4_999, 0),
        (-1, 5_000, -1),
        (333, 3_333, 111),
        (100, 0, 0),
        (100, 10_500, 105),
    ],
)
def test_a_rate_of_an_amount_is_rounded_once(amount: int, rate_bp: int, expected: int) -> None:
    assert money.apply_rate(amount, rate_bp) == expected


@given(positive_cents, rates)
def test_a_ceiling_never_rounds_up(amount: int, rate_bp: int) -> None:
    ceiling = money.ceiling_of(amount, rate_bp)
    assert ceiling * 10_000 <= amount * rate_bp < (ceiling + 1) * 10_000


def test_a_ceiling_of_half_a_cent_is_nothing() -> None:
    assert money.ceiling_of(1, 9_999) == 0
    assert money.ceiling_of(2_211_475_490, 10_500) == 2_322_049_264
    assert money.ceiling_of(2_211_475_490, 10_000) == 2_211_475_490


@pytest.mark.parametrize("base", [0, None, -1])
def test_a_ratio_without_base_is_unknown_and_never_zero(base: int | None) -> None:
    assert money.ratio_bp(5, base) is None
    assert money.ratio_bp(0, base) is None


@pytest.mark.parametrize(
    ("numerator", "base", "expected"),
    [
        (0, 5, 0),
        (1, 3, 3_333),
        (2, 3, 6_667),
        (7, 10, 7_000),
        (33_910_614, 45_968_514, 7_377),
        (-1, 2, -5_000),
    ],
)
def test_a_ratio_is_in_basis_points(numerator: int, base: int, expected: int) -> None:
    assert money.ratio_bp(numerator, base) == expected


weights = st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(
    lambda found: sum(found) > 0
)


@given(total=cents, parts=weights)
@example(total=-1, parts=[1, 1])
@example(total=100, parts=[1, 1, 1])
def test_a_split_adds_up_and_each_part_is_within_a_cent_of_its_share(
    total: int, parts: list[int]
) -> None:
    shares = money.split(total, parts)
    assert sum(shares) == total
    assert len(shares) == len(parts)
    whole = sum(parts)
    for share, weight in zip(shares, parts, strict=True):
        assert abs(share - Fraction(total * weight, whole)) < 1
        assert share * total >= 0
        if weight == 0:
            assert share == 0
    assert money.split(total, parts) == shares
    assert money.split(-total, parts) == [-share for share in shares]


def test_equal_remainders_go_to_the_first_parts() -> None:
    assert money.split(100, [1, 1, 1]) == [34, 33, 33]
    assert money.split(101, [1, 1, 1]) == [34, 34, 33]
    assert money.split(1, [0, 1, 1]) == [0, 1, 0]


def test_the_tranches_of_the_agreement_are_split_to_the_cent() -> None:
    assert money.split(3_159_250_700, [7_000, 3_000]) == [2_211_475_490, 947_775_210]
    assert money.split(1_751_394_500, [7_000, 3_000]) == [1_225_976_150, 525_418_350]
    assert money.split(1_157_100_000, [7_000, 3_000]) == [809_970_000, 347_130_000]


@pytest.mark.parametrize("weights", [[], [0], [0, 0], [2, -1], [-1]])
def test_a_split_needs_weights(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        money.split(100, weights)


# -- printing -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printer", "value", "expected"),
    [
        (money.format_plain, 2_211_475_490, "22114754.90"),
        (money.format_plain, -5, "-0.05"),
        (money.format_plain, 0, "0.00"),
        (money.format_comma, -123_456, "-1234,56"),
        (money.format_euros, 2_211_475_490, "22\u202f114\u202f754,90\u00a0€"),
        (money.format_euros, -30_030, "\u2212300,30\u00a0€"),
        (money.format_euros, -5, "\u22120,05\u00a0€"),
        (money.format_count, 80_632, "80\u202f632"),
        (money.format_count, -1_000, "\u22121\u202f000"),
        (money.format_count, 996, "996"),
        (money.format_number, Fraction(11577, 100), "115,77"),
        (money.format_number, Fraction(286_000_000), "286\u202f000\u202f000"),
        (money.format_number, Fraction(-5, 2), "\u22122,5"),
        (money.format_number, Fraction(1, 3), "0,33"),
        (money.format_number, Fraction(-1, 1000), "0"),
        (money.format_millions, 3_159_250_700, "31,6\u00a0M€"),
        (money.format_millions, 123_456_789_000, "1\u202f234,6\u00a0M€"),
        (money.format_millions, -5_000_000, "\u22120,1\u00a0M€"),
        (money.format_millions, 4_999_999, "0,0\u00a0M€"),
        (money.format_rate, 7_000, "70,00\u00a0%"),
        (money.format_rate, 11_577, "115,77\u00a0%"),
        (money.format_fraction, 7_000, "0.7000"),
        (money.format_fraction, 11_577, "1.1577"),
        (money.format_fraction, -250, "-0.0250"),
        (money.to_decimal, 30_030, Decimal("300.30")),
    ],
)
def test_numbers_are_printed_as_french_readers_expect(
    printer: Callable[[Any], Any], value: Any, expected: Any
) -> None:
    assert printer(value) == expected


# -- fields of forms ----------------------------------------------------------------------------


def test_a_form_field_gives_cents_and_shows_what_it_was_given() -> None:
    field = MoneyFormField(label="Montant")
    assert field.clean("22 114 754,90 €") == 2_211_475_490
    assert field.prepare_value(2_211_475_490) == "22114754,90"
    assert field.prepare_value("22 x") == "22 x"
    assert field.prepare_value(None) is None
    assert field.widget.attrs["inputmode"] == "decimal"


def test_a_form_field_refuses_with_the_reason() -> None:
    field = MoneyFormField(min_cents=1)
    with pytest.raises(ValidationError, match="ambigu"):
        field.clean("1.234")
    with pytest.raises(ValidationError, match="au moins 0,01"):
        field.clean("0")
    with pytest.raises(ValidationError, match="obligatoire"):
        field.clean("")
    with pytest.raises(ValidationError):
        field.clean("1" * 41)
    assert field.clean("0,01") == 1


def test_an_optional_form_field_left_empty_is_unknown_not_zero() -> None:
    assert MoneyFormField(required=False).clean("  ") is None
    assert MoneyFormField(required=False, min_cents=0).clean("0") == 0


def test_a_model_field_asks_for_money_in_forms() -> None:
    field = MoneyField("montant demandé", blank=True, help_text="En euros.")
    made = field.formfield(min_value=0, max_value=5)
    assert isinstance(made, MoneyFormField)
    assert (made.required, made.label, made.help_text) == (False, "Montant demandé", "En euros.")
    assert MoneyField("montant").formfield(label="Autre").label == "Autre"
    assert MoneyField("montant").formfield().required


def test_money_passes_through_a_form_without_losing_a_cent() -> None:
    class Sheet(forms.Form):
        amount = MoneyFormField()

    shown = Sheet(initial={"amount": 123_456_789})["amount"].value()
    sheet = Sheet(data={"amount": shown})
    assert sheet.is_valid()
    assert sheet.cleaned_data == {"amount": 123_456_789}
