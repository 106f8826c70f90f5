"""The 27 findings on the agreement's own figures, with the numbers worked out by hand.

The expected values are worked out from the printed agreement, not read from the fixtures.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.acts.models import FrameworkAgreement
from accord.agreement.checks import (
    FigureVerdict,
    FormulaError,
    Term,
    evaluate,
    run_checks,
    spell,
    stored_measures,
    verdict_of,
)
from accord.agreement.models import FigureCheck, FigureCheckLine, SourcedFigure
from accord.kernel.money import format_number
from tests.actors import written

EXACT, ROUNDING, GAP, WORDING = (
    FigureVerdict.EXACT,
    FigureVerdict.ROUNDING,
    FigureVerdict.GAP,
    FigureVerdict.WORDING,
)

# FigureVerdict of the check, then (left, right, verdict) of each of its lines. A line without right
# side is a value that nothing is compared with.
FINDINGS: dict[str, tuple[FigureVerdict, list[tuple[Any, Any, Any]]]] = {
    "F-01": (EXACT, [(49_106_452, 49_106_452, EXACT)]),
    "F-02": (ROUNDING, [(112_600_057, 113_000_000, ROUNDING)]),
    "F-03": (ROUNDING, [(2_486_950_000, 2_486_950_613, ROUNDING)]),
    "F-04": (
        GAP,
        [
            (285_000_000, 285_876_430, GAP),
            (173_276_373, 172_000_000, GAP),
            (173_276_373, 171_300_000, GAP),
        ],
    ),
    "F-05": (
        GAP,
        [
            (172_000_000, 171_300_000, GAP),
            (173_276_373, 172_000_000, GAP),
            (173_276_373, 171_300_000, GAP),
        ],
    ),
    "F-06": (GAP, [(31_606_452, 31_592_507, GAP), (31_606_452, 31_606_452, EXACT)]),
    "F-07": (GAP, [(6, 7, GAP)]),
    "F-08": (GAP, [(8, 8, EXACT), (8, 7, GAP)]),
    "F-09": (WORDING, []),
    "F-10": (GAP, [(52_918_029, 52_918_030, GAP)]),
    "F-11": (
        GAP,
        [
            (Fraction(6_126_547_200, 52_918_030), 105, GAP),
            (Fraction(6_126_547_200, 54_575_480), 105, GAP),
            (Fraction(6_126_547_200, 105), 54_575_480, GAP),
        ],
    ),
    "F-12": (EXACT, [(996, 996, EXACT), (80_632, 80_632, EXACT)]),
    "F-13": (EXACT, [(98_000_000, 98_000_000, EXACT), (18_429_000, None, None)]),
    "F-14": (GAP, [(99, 100, GAP), (93, 100, GAP)]),
    "F-15": (EXACT, [(-12, -12, EXACT), (-7, -7, EXACT), (-32, -32, EXACT)]),
    "F-16": (EXACT, [(55, 55, EXACT), (69, None, None), (31, None, None)]),
    "F-17": (
        EXACT,
        [
            (Fraction("2.8"), Fraction("2.8"), EXACT),
            (2, 2, EXACT),
            (Fraction("-2.5"), Fraction("-2.5"), EXACT),
            (Fraction("-2.1"), Fraction("-2.1"), EXACT),
        ],
    ),
    "F-18": (ROUNDING, [(Fraction(3_500_000, 116_450), 30, ROUNDING)]),
    "F-19": (
        GAP,
        [
            (Fraction(5_194_200, 1_454_000), Fraction("3.7"), GAP),
            (Fraction(4_679_500, 1_454_000), Fraction("3.7"), GAP),
            (Fraction(9_999_600, 1_454_000), Fraction("3.7"), GAP),
        ],
    ),
    "F-20": (
        GAP,
        [(Fraction("7.1"), Fraction("7.3"), GAP), (Fraction("5.9"), Fraction("6.1"), GAP)],
    ),
    "F-21": (WORDING, []),
    "F-22": (WORDING, []),
    "F-23": (WORDING, []),
    "F-24": (GAP, [(890, 887, GAP), (20, 20, EXACT)]),
    "F-25": (WORDING, []),
    "F-26": (WORDING, []),
    "F-27": (WORDING, []),
}
# As the finding prints them.
PRINTED = {
    ("F-04", 2, "left"): "173\u202f276\u202f373",
    ("F-05", 1, "gap"): "700\u202f000",
    ("F-05", 2, "gap"): "1\u202f276\u202f373",
    ("F-05", 3, "gap"): "1\u202f976\u202f373",
    ("F-06", 1, "gap"): "13\u202f945",
    ("F-10", 1, "gap"): "\u22121",
    ("F-11", 1, "left"): "115,77",
    ("F-11", 2, "left"): "112,26",
    ("F-11", 3, "left"): "58\u202f348\u202f068,57",
    ("F-11", 3, "gap"): "3\u202f772\u202f588,57",
    ("F-13", 2, "left"): "18\u202f429\u202f000",
    ("F-14", 2, "gap"): "\u22127",
    ("F-18", 1, "left"): "30,06",
    ("F-19", 1, "left"): "3,57",
    ("F-19", 2, "left"): "3,22",
    ("F-19", 3, "left"): "6,88",
}


@pytest.fixture
def results(db: None) -> dict[str, Any]:
    checks = list(FigureCheck.objects.prefetch_related("lines"))
    figures = list(SourcedFigure.objects.select_related("agreement"))
    return {row.check.code: row for row in run_checks(checks, figures, stored_measures())}


def test_there_are_twenty_seven_findings(results: dict[str, Any]) -> None:
    assert sorted(results) == [f"F-{rank:02d}" for rank in range(1, 28)] == sorted(FINDINGS)


@pytest.mark.parametrize("code", FINDINGS)
def test_a_finding_has_its_verdict_and_its_numbers(code: str, results: dict[str, Any]) -> None:
    verdict, lines = FINDINGS[code]
    result = results[code]
    found = [(row.left, row.right, row.verdict) for row in result.comparisons]
    assert found == lines
    assert result.verdict == verdict


@pytest.mark.parametrize(("place", "expected"), PRINTED.items(), ids=str)
def test_a_finding_prints_its_number_as_the_reference_does(
    place: tuple[str, int, str], expected: str, results: dict[str, Any]
) -> None:
    code, line, side = place
    value = getattr(results[code].comparisons[line - 1], side)
    assert format_number(value) == expected


def test_the_label_says_the_verdict_in_french(results: dict[str, Any]) -> None:
    assert results["F-01"].label == "exact"
    assert results["F-02"].label == "exact à l’arrondi"
    assert results["F-04"].label == "écart"
    assert results["F-09"].label == "renvoi erroné"
    assert results["F-22"].label == "coquille"
    assert results["F-13"].comparisons[1].label == "valeur seule"
    assert results["F-13"].comparisons[1].gap is None


def test_each_wording_says_what_is_wrong(db: None) -> None:
    for check in FigureCheck.objects.filter(kind="wording"):
        assert len(check.statement) > 60, check.code
        assert check.verdict, check.code
        assert check.source
        assert not check.lines.exists()


def test_a_formula_is_shown_with_the_figures_as_printed(results: dict[str, Any]) -> None:
    line = results["F-01"].comparisons[0]
    assert [piece.text for piece in line.left_pieces] == ["31 592 507 €", " + ", "17 513 945 €"]
    assert [piece.figure.code for piece in line.right_pieces] == ["fse_dep62_envelope"]
    counted = results["F-24"].comparisons[0].right_pieces
    assert [piece.text for piece in counted] == ["887 communes enregistrées ici"]


def test_the_verdict_follows_the_stored_value(db: None) -> None:
    """Nothing is written down in advance: another value gives another verdict."""
    checks = list(FigureCheck.objects.filter(code="F-01").prefetch_related("lines"))
    figures = list(SourcedFigure.objects.all())
    changed = next(row for row in figures if row.code == "fse_tmi_envelope")
    changed.scaled_value += 1
    [result] = run_checks(checks, figures, stored_measures())
    assert (result.verdict, result.comparisons[0].gap) == (GAP, 1)


def test_a_check_that_compares_nothing_does_not_break_the_page(db: None) -> None:
    agreement = FrameworkAgreement.objects.get(code="2021-2027")
    empty = written(
        FigureCheck(
            agreement=agreement,
            code="F-99",
            title="Essai",
            kind="arithmetic",
            statement="Essai.",
            source="Essai",
        )
    )
    written(FigureCheckLine(check_of=empty, position=1, left="1 + 1", right=""))
    [result] = run_checks([empty], [], {})
    assert [row.left for row in result.comparisons] == [2]
    assert result.verdict not in (EXACT, ROUNDING, GAP)


# -- rounding ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (Term(Fraction(5)), Term(Fraction(5)), EXACT),
        (Term(Fraction(5)), Term(Fraction(6)), GAP),
        # 112,6 rounds to 113 by whole units; 112,4 does not.
        (Term(Fraction("112.6"), Fraction("0.1")), Term(Fraction(113), Fraction(1)), ROUNDING),
        (Term(Fraction("112.4"), Fraction("0.1")), Term(Fraction(113), Fraction(1)), GAP),
        # Halves go away from zero, on both sides of it.
        (Term(Fraction("2.5")), Term(Fraction(3), Fraction(1)), ROUNDING),
        (Term(Fraction("-2.5")), Term(Fraction(-3), Fraction(1)), ROUNDING),
        (Term(Fraction("-2.4")), Term(Fraction(-3), Fraction(1)), GAP),
        # The coarser of the two steps decides, whichever side it is on.
        (Term(Fraction(113), Fraction(1)), Term(Fraction("112.6"), Fraction("0.1")), ROUNDING),
        # A computed number has no printed step: nothing is rounded.
        (Term(Fraction("2.5")), Term(Fraction(3)), GAP),
    ],
)
def test_both_sides_are_rounded_to_the_coarser_printed_step(
    left: Term, right: Term, expected: FigureVerdict
) -> None:
    assert verdict_of(left, right) == expected


def test_a_sum_is_as_fine_as_its_finest_term_and_a_product_is_no_printed_number() -> None:
    terms = {"a": Term(Fraction(1), Fraction(1)), "b": Term(Fraction("0.5"), Fraction("0.1"))}
    assert evaluate("a + b", terms) == Term(Fraction("1.5"), Fraction("0.1"))
    assert evaluate("a - 1", terms) == Term(Fraction(0), Fraction(1))
    assert evaluate("a * b", terms) == Term(Fraction("0.5"))
    assert evaluate("(a + b) / 3", terms) == Term(Fraction("0.5"))
    assert evaluate("100 - (a - b) * 2", terms) == Term(Fraction(99))


# -- formulas ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "formula",
    [
        "-a",
        "a ** 2",
        "a // 2",
        "a % 2",
        "a if a else 0",
        "a, a",
        "[a]",
        "a.value",
        "a[0]",
        "a()",
        "__import__('os')",
        "abs(a)",
        "lambda: a",
        "1.5",
        "1e3",
        "'a'",
        "True",
        "a + True",
        "None",
        "a > 1",
        "a and a",
        "~a",
        "a | a",
        "(a := 1)",
        "f'{a}'",
        "a +",
        "",
        "a b",
        "import os",
        "a; a",
        "a\nb",
        "((a)",
        "a + \x00",
        "(" * 300,
    ],
)
def test_nothing_but_the_four_signs_is_evaluated(formula: str) -> None:
    with pytest.raises(FormulaError):
        evaluate(formula, {"a": Term(Fraction(1))})


def test_an_unknown_figure_is_named() -> None:
    with pytest.raises(FormulaError, match="le chiffre secret est inconnu"):
        evaluate("a + secret", {"a": Term(Fraction(1))})


def test_a_division_by_zero_is_a_refusal_too() -> None:
    with pytest.raises(FormulaError, match="zéro"):
        evaluate("a / (a - 1)", {"a": Term(Fraction(1))})


@given(st.text(alphabet="ab+-*/() 0123456789.,_[]'=<>\n", max_size=40))
def test_no_formula_raises_anything_but_its_own_error(formula: str) -> None:
    terms = {"a": Term(Fraction(3)), "b": Term(Fraction(1, 7), Fraction(1))}
    try:
        found = evaluate(formula, terms)
    except FormulaError:
        return
    assert isinstance(found.value, Fraction)


def test_every_stored_formula_is_computed_and_can_be_shown(results: dict[str, Any]) -> None:
    lines = [line for result in results.values() for line in result.comparisons]
    assert len(lines) == FigureCheckLine.objects.count() == 42
    for line in lines:
        assert line.left_pieces
        assert bool(line.right_pieces) == bool(line.line.right)
    assert [piece.text for piece in spell("(1 + 2000) / 3", {})] == [
        "(",
        "1",
        " + ",
        "2\u202f000",
        ")",
        " ÷ ",
        "3",
    ]
