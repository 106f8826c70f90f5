"""Definitions of the indicators by objective and data; printed results set out as a table."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from accord.agreement.models import SourcedFigure
from indicators.models import Indicator, IndicatorFund
from indicators.review import table_of

pytestmark = pytest.mark.django_db


# What the preamble asks for, with two formulas of ours.
SHARES = {"QPV-A", "QPV-B"}


def codes(**conditions: Any) -> set[str]:
    return set(Indicator.objects.filter(**conditions).values_list("code", flat=True))


def numbered(prefix: str, *numbers: int) -> set[str]:
    return {f"{prefix}{number:02d}" for number in numbers}


def test_the_common_indicators_of_the_regulation_in_their_order() -> None:
    found = list(Indicator.objects.exclude(kind="share").values_list("code", flat=True))
    outputs = [f"EECO{number:02d}" for number in range(1, 20)]
    results = [f"EECR{number:02d}" for number in range(1, 7)]
    assert found == outputs + results


def test_objective_l_asks_for_the_total_and_three_ages_only() -> None:
    assert codes(applies_to_l=True) - SHARES == numbered("EECO", 1, 6, 7, 8)


def test_objective_h_asks_for_every_indicator_on_people() -> None:
    people = numbered("EECO", *range(1, 18)) | numbered("EECR", *range(1, 7))
    assert codes(applies_to_h=True) - SHARES == people


def test_results_are_measured_on_people_and_entities_are_apart() -> None:
    assert codes(kind="result") == numbered("EECR", *range(1, 7))
    assert codes(data_class="entity") == numbered("EECO", 18, 19) == codes(unit="entities")


def test_special_categories_of_data_are_known_as_such() -> None:
    assert codes(data_class="special_category") == numbered("EECO", 12, 15)
    assert codes(data_class="none") == numbered("EECO", 1) | {"QPV-A"}


def test_every_indicator_says_what_it_counts_and_that_it_was_not_verified() -> None:
    for row in Indicator.objects.exclude(kind="share"):
        assert row.definition.endswith("."), row.code
        assert "2021/1057" in row.source, row.code
        assert row.certainty == "unverified"
        assert next(line.fund.code for line in row.fund_lines.all()) == "fse-plus"
        assert str(row).startswith(row.code)


def test_the_transition_fund_asks_for_the_indicators_on_people_and_says_it_is_unsure() -> None:
    lines = IndicatorFund.objects.filter(fund__code="ftj").select_related("indicator")
    people = numbered("EECO", *range(1, 18)) | numbered("EECR", *range(1, 7))
    assert {line.indicator.code for line in lines} == people | SHARES
    assert all(line.certainty != "stated" for line in lines)


def test_the_share_of_priority_neighbourhoods_has_two_named_formulas() -> None:
    rows = list(Indicator.objects.filter(kind="share"))
    assert {row.code for row in rows} == SHARES
    assert {row.certainty for row in rows} == {"presumed"}
    assert "jamais comme zéro" in rows[0].definition
    assert "participants" in rows[1].definition


def test_a_return_to_work_is_never_merged_with_the_lasting_one_of_the_plie() -> None:
    definition = Indicator.objects.get(code="EECR04").definition
    assert "À ne pas confondre" in definition


def test_no_target_is_stored_anywhere() -> None:
    figures = SourcedFigure.objects.filter(code__startswith="performance_")
    assert {row.unit for row in figures} == {"year"}
    assert sorted(int(row.value) for row in figures) == [2024, 2029]


# -- the printed results of 2014-2020 --------------------------------------------------------------


def figure(label: str) -> Any:
    return SimpleNamespace(label=label)


def test_a_table_has_a_measure_per_row_and_a_body_per_column() -> None:
    labels = [
        "Opérations : ensemble",
        "Opérations : Département",
        "Participants : Département",
        "Participants : OCAPLIE",
        "Crédits programmés",
    ]
    table = table_of([figure(label) for label in labels])
    # The column of all of them together comes last.
    assert table.columns == ["Département", "OCAPLIE", "Ensemble"]
    found = [(measure, [cell and cell.label for cell in row]) for measure, row in table.rows]
    assert found == [
        ("Opérations", ["Opérations : Département", None, "Opérations : ensemble"]),
        ("Participants", ["Participants : Département", "Participants : OCAPLIE", None]),
        ("Crédits programmés", [None, None, "Crédits programmés"]),
    ]


def test_a_colon_without_spaces_is_part_of_a_measure() -> None:
    table = table_of([figure("Situation: bilan")])
    assert (table.columns, table.rows[0][0]) == (["Ensemble"], "Situation: bilan")


def test_the_table_of_the_agreement_loses_no_figure() -> None:
    rows = list(SourcedFigure.objects.filter(topic="review", agreement__code="2014-2020"))
    table = table_of(rows)
    cells = [cell for _, row in table.rows for cell in row if cell]
    assert {cell.code for cell in cells} == {row.code for row in rows}
    assert set(table.columns) == {"Département", "OCAPLIE", "APAPM", "OI PLIE", "Ensemble"}
    by_measure = {
        measure: dict(zip(table.columns, row, strict=True)) for measure, row in table.rows
    }
    operations = by_measure["Opérations soutenues 2014-2020"]
    values = {name: int(cell.value) for name, cell in operations.items() if cell}
    assert values == {"Département": 643, "OCAPLIE": 199, "APAPM": 154, "Ensemble": 996}
