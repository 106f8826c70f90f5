"""The agreement's figures checked against each other, from the stored values.

A check is a list of comparisons between two formulas over the codes of sourced figures. The
verdict is computed: equal, equal once both sides are rounded to the coarser printed step, or a
gap. Nothing is silently picked: ``fixtures/figure_checks.csv`` lists the findings.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from accord.agreement.models import FigureCheck, SourcedFigure
from accord.kernel.money import format_count
from accord.people.models import Organisation, OrganisationKind
from accord.territories.models import Commune, Epci, Territory

# A million euros, the unit of rounded amounts in the agreement.
_MILLION = 10**6

_OPERATORS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


class FigureVerdict(StrEnum):
    """From best to worst; the worst comparison gives a check its verdict."""

    EXACT = "exact"
    ROUNDING = "rounding"
    GAP = "gap"
    WORDING = "wording"


VERDICT_LABELS = {
    FigureVerdict.EXACT: "exact",
    FigureVerdict.ROUNDING: "exact à l’arrondi",
    FigureVerdict.GAP: "écart",
    FigureVerdict.WORDING: "rédaction",
}


class FormulaError(ValueError):
    """A formula that names an unknown figure or uses another sign than + - * /."""


@dataclass(frozen=True)
class Term:
    """A value with the step at which it is printed (None: a number that is not rounded)."""

    value: Fraction
    step: Fraction | None = None


@dataclass(frozen=True)
class Piece:
    """A word of a formula as people read it; ``figure`` is set where the word is a figure."""

    text: str
    figure: SourcedFigure | None = None


@dataclass(frozen=True)
class Comparison:
    """One line computed: both sides, what separates them, the verdict."""

    line: Any
    left: Fraction
    right: Fraction | None
    verdict: FigureVerdict | None
    left_pieces: Sequence[Piece] = ()
    right_pieces: Sequence[Piece] = ()

    @property
    def label(self) -> str:
        return VERDICT_LABELS[self.verdict] if self.verdict else "valeur seule"

    @property
    def gap(self) -> Fraction | None:
        return None if self.right is None else self.left - self.right


@dataclass(frozen=True)
class CheckResult:
    check: FigureCheck
    verdict: FigureVerdict
    comparisons: Sequence[Comparison]

    @property
    def label(self) -> str:
        """The stated verdict of a wording, the computed one of a calculation."""
        return self.check.verdict or VERDICT_LABELS[self.verdict]


def term_of(figure: SourcedFigure) -> Term:
    """A figure in its base unit: euros for amounts, the printed number otherwise."""
    factor = _MILLION if figure.unit == SourcedFigure.Unit.MEUR else 1
    step = Fraction(factor, 10**figure.decimals)
    return Term(Fraction(figure.scaled_value) * step, step)


def evaluate(formula: str, terms: Mapping[str, Term]) -> Term:
    """Value of a formula, with the finest printed step among its figures.

    Raises FormulaError.
    """
    try:
        return _evaluate(ast.parse(formula, mode="eval").body, terms, formula)
    except ZeroDivisionError as error:
        raise FormulaError(f"« {formula} » : division par zéro.") from error
    except FormulaError:
        raise
    except (SyntaxError, ValueError) as error:
        # A null byte is a ValueError.
        raise FormulaError(f"« {formula} » n’est pas une formule.") from error


def _evaluate(node: ast.expr, terms: Mapping[str, Term], formula: str) -> Term:
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return Term(Fraction(node.value))
    if isinstance(node, ast.Name):
        if node.id not in terms:
            raise FormulaError(f"« {formula} » : le chiffre {node.id} est inconnu.")
        return terms[node.id]
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        left = _evaluate(node.left, terms, formula)
        right = _evaluate(node.right, terms, formula)
        return Term(_OPERATORS[type(node.op)](left.value, right.value), _step(node.op, left, right))
    raise FormulaError(f"« {formula} » : seuls + - * / et des chiffres sont permis.")


def _step(sign: ast.operator, left: Term, right: Term) -> Fraction | None:
    """A sum keeps the finest step of its terms; a product or a ratio is not a printed number."""
    if not isinstance(sign, ast.Add | ast.Sub):
        return None
    steps = [step for step in (left.step, right.step) if step is not None]
    return min(steps, default=None)


def verdict_of(left: Term, right: Term) -> FigureVerdict:
    """Equal as stored, equal once rounded to the coarser printed step, or a gap."""
    if left.value == right.value:
        return FigureVerdict.EXACT
    step = max((term.step for term in (left, right) if term.step is not None), default=None)
    if step is not None and _rounded(left.value, step) == _rounded(right.value, step):
        return FigureVerdict.ROUNDING
    return FigureVerdict.GAP


def _rounded(value: Fraction, step: Fraction) -> int:
    """Number of steps nearest to the value, halves away from zero."""
    sign = -1 if value < 0 else 1
    return sign * int(abs(value) / step + Fraction(1, 2))


_SIGNS = {"+": " + ", "-": " − ", "*": " × ", "/": " ÷ ", "(": "(", ")": ")"}
_TOKENS = re.compile(r"[a-z][a-z0-9_]*|\d+|[-+*/()]")


def spell(formula: str, words: Mapping[str, Piece]) -> list[Piece]:
    """A formula with each figure as its document prints it, so that anybody can redo the sum."""
    return [
        words[token] if token in words else Piece(_SIGNS.get(token) or format_count(int(token)))
        for token in _TOKENS.findall(formula)
    ]


@dataclass(frozen=True)
class _Book:
    """What formulas read: values by name, and how each is spelt."""

    terms: Mapping[str, Term]
    words: Mapping[str, Piece]


def run_checks(
    checks: Sequence[FigureCheck],
    figures: Sequence[SourcedFigure],
    measures: Mapping[str, int],
) -> list[CheckResult]:
    """Results of the checks. ``measures`` are counts of what is stored here."""
    book = _Book(
        {figure.code: term_of(figure) for figure in figures}
        | {name: Term(Fraction(number)) for name, number in measures.items()},
        {figure.code: Piece(figure.shown, figure) for figure in figures}
        | {
            name: Piece(f"{format_count(number)} {MEASURE_LABELS.get(name, name)}")
            for name, number in measures.items()
        },
    )
    return [_run(check, book) for check in checks]


def _run(check: FigureCheck, book: _Book) -> CheckResult:
    if check.kind == FigureCheck.Kind.WORDING:
        return CheckResult(check, FigureVerdict.WORDING, ())
    comparisons = [_compare(line, book) for line in check.lines.all()]
    order = list(FigureVerdict)
    worst = max(
        (comparison.verdict for comparison in comparisons if comparison.verdict),
        key=order.index,
        # Lines that compare nothing give values to know, and no verdict on them.
        default=FigureVerdict.WORDING,
    )
    return CheckResult(check, worst, comparisons)


def _compare(line: Any, book: _Book) -> Comparison:
    """A line without right side is a value to know, compared with nothing."""
    left = evaluate(line.left, book.terms)
    left_pieces = spell(line.left, book.words)
    if not line.right:
        return Comparison(line, left.value, None, None, left_pieces)
    right = evaluate(line.right, book.terms)
    return Comparison(
        line,
        left.value,
        right.value,
        verdict_of(left, right),
        left_pieces,
        spell(line.right, book.words),
    )


# How the page names what is counted here, beside printed figures.
MEASURE_LABELS = {
    "stored_communes": "communes enregistrées ici",
    "stored_epci": "EPCI enregistrés ici",
    "stored_plie": "PLIE enregistrés ici",
    "stored_plie_territories": "territoires de PLIE enregistrés ici",
}


def stored_measures() -> dict[str, int]:
    """Counts of what is stored: names that formulas may use besides printed figures."""
    return {
        "stored_communes": Commune.objects.count(),
        "stored_epci": Epci.objects.count(),
        "stored_plie": Organisation.objects.filter(kind=OrganisationKind.PLIE).count(),
        "stored_plie_territories": Territory.objects.filter(family=Territory.Family.PLIE).count(),
    }
