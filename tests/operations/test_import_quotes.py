"""Quotes and separators out of place: no row is lost, shifted or mixed with another in silence."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accord.acts.states import RowOutcome
from accord.kernel.files.tables import TableError
from operations.models import Operation, UseOfCredits
from tests.operations.national_list import HEADER, content, row, send

pytestmark = pytest.mark.django_db

TITLE = HEADER.index("Lib_opé")
OBJECTIVE = HEADER.index("OS")


def lines(count: int) -> list[list[str]]:
    """Cells of good rows, each with its own number and amount, the header first."""
    rows = [row(number=str(rank), eu=f"{rank}00.00") for rank in range(1, count + 1)]
    return [line.split(";") for line in content(*rows).decode().splitlines()]


def joined(rows: list[list[str]], *, ending: str = "\r\n") -> bytes:
    return "".join(";".join(cells) + ending for cells in rows).encode()


def run(data: bytes, folder: Path, **options: object) -> str:
    path = folder / "liste.csv"
    path.write_bytes(data)
    out = StringIO()
    call_command("import_operations", str(path), agreement="2014-2020", stdout=out, **options)
    return out.getvalue()


def amounts() -> dict[str, int]:
    uses = UseOfCredits.objects.filter(stage="contracted")
    return dict(uses.values_list("operation__number", "delta_eu"))


# -- files in which rows can no longer be told apart -----------------------------------------------


def test_a_quote_that_opens_a_cell_in_two_rows_takes_no_row_with_it(tmp_path: Path) -> None:
    rows = lines(3)
    rows[1][TITLE] = '"' + rows[1][TITLE]
    rows[2][TITLE] = '"' + rows[2][TITLE]
    with pytest.raises(CommandError, match=r"liste\.csv : .*illisible à la ligne 2 : un guillemet"):
        run(joined(rows), tmp_path)
    assert amounts() == {}


def test_a_quote_that_is_never_closed_names_the_line_of_its_row() -> None:
    rows = lines(8)
    rows[2][TITLE] = '"' + rows[2][TITLE]
    with pytest.raises(TableError, match="illisible à la ligne 3 : un guillemet"):
        send(joined(rows))
    assert not Operation.objects.exists()


def test_a_quote_followed_by_other_signs_is_said() -> None:
    rows = lines(3)
    rows[2][TITLE] = '"Accompagnement" vers l’emploi'
    with pytest.raises(TableError, match="illisible à la ligne 3"):
        send(joined(rows))


# -- rows refused one by one -----------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("place", range(len(HEADER)))
def test_two_quotes_that_make_one_cell_of_two_rows_refuse_it(place: int, ending: str) -> None:
    """Opened at the start of a cell, closed at the end of the same column in the next row."""
    rows = lines(4)
    rows[1][place] = '"' + rows[1][place]
    rows[2][place] += '"'
    report = send(joined(rows, ending=ending))
    assert report.counts == {RowOutcome.REFUSED: 1, RowOutcome.CREATED: 2}
    [refused] = report.refused
    assert (refused.line, refused.column) == (2, HEADER[place])
    assert "saut de ligne et un séparateur" in refused.message
    assert "un guillemet manque sans doute" in refused.message
    assert amounts() == {"3": 30_000, "4": 40_000}


def test_a_column_beside_the_list_may_not_swallow_a_row_either() -> None:
    rows = [[*cells, f"remarque {rank}", ""] for rank, cells in enumerate(lines(3))]
    rows[0][-2:] = ["Remarque", "Autre"]
    rows[1][-2] = '"' + rows[1][-2]
    rows[2][len(HEADER) - 1] += '"'
    rows[2][-2] = ""
    report = send(joined(rows))
    assert report.counts == {RowOutcome.REFUSED: 1, RowOutcome.CREATED: 1}
    assert report.refused[0].column == "Remarque"
    assert amounts() == {"3": 30_000}


@pytest.mark.parametrize(
    ("change", "count"),
    [
        (lambda cells: cells[:9], 9),
        (lambda cells: cells[:14], 14),
        (lambda cells: cells[:1], 1),
        (lambda cells: [*cells, "x"], 16),
        (lambda cells: [*cells, "", "x"], 17),
        (lambda cells: [*cells[:TITLE], "Conseil", "suivi", *cells[TITLE + 1 :]], 16),
        # A quote opened in one cell and closed in the next makes one cell of two.
        (lambda cells: [*cells[:TITLE], f'"{cells[TITLE]};x"', *cells[TITLE + 2 :]], 14),
    ],
)
def test_a_row_of_another_width_is_refused_by_itself(
    change: Callable[[list[str]], list[str]], count: int
) -> None:
    rows = lines(3)
    rows[2] = change(rows[2])
    report = send(joined(rows))
    assert report.counts == {RowOutcome.CREATED: 2, RowOutcome.REFUSED: 1}
    [refused] = report.refused
    assert (refused.line, refused.column, refused.value) == (3, "", "")
    cells = "cellule" if count == 1 else "cellules"
    assert refused.message == (
        f"cette ligne a {count} {cells} au lieu de 15 : un guillemet manque sans doute"
    )
    assert amounts() == {"1": 10_000, "3": 30_000}


def test_a_line_break_without_quotes_refuses_both_halves() -> None:
    rows = lines(2)
    rows[1][TITLE] = "Accompagnement\r\nvers l’emploi"
    report = send(joined(rows))
    assert [(result.line, result.outcome) for result in report.results] == [
        (2, RowOutcome.REFUSED),
        (3, RowOutcome.REFUSED),
        (4, RowOutcome.CREATED),
    ]


def test_empty_cells_at_the_end_are_those_of_a_spreadsheet() -> None:
    rows = [[*cells, *end] for cells, end in zip(lines(3), ENDS, strict=True)]
    rows.append([*lines(4)[4], "", "", "", " "])
    report = send(joined(rows))
    assert report.counts == {RowOutcome.CREATED: 4}, report.results


# Of the header and of three rows: one cell beyond the list, empty, absent.
ENDS = (["Remarque"], ["vu"], [""], [])


def test_a_line_break_or_a_separator_alone_in_a_cell_is_accepted() -> None:
    report = send(content(row(number="1", title="deux\nlignes"), row(number="2", title="a;b")))
    assert report.counts == {RowOutcome.CREATED: 2}


# Of a quote: the row, the column, and whether it stands at the end of the cell.
strays = st.tuples(
    st.integers(1, 5), st.sampled_from([0, TITLE, TITLE + 1, len(HEADER) - 1]), st.booleans()
)


class StrayQuotes(TestCase):
    @given(st.lists(strays, min_size=1, max_size=3))
    @settings(max_examples=80, deadline=None, database=None)
    @example([(1, TITLE, False), (2, TITLE, False)])
    @example([(1, TITLE, False), (2, TITLE, True)])
    @example([(2, TITLE, False)])
    def test_wherever_quotes_stray_an_accepted_row_has_its_own_amount(self, places: Any) -> None:
        """No row takes the amount of another, and none is missing without a word."""
        rows = lines(5)
        for rank, column, is_at_end in places:
            cell = rows[rank][column]
            rows[rank][column] = f'{cell}"' if is_at_end else f'"{cell}'
        try:
            report = send(joined(rows))
        except TableError:
            assert not Operation.objects.exists()
            return
        found = amounts()
        assert found.items() <= {str(rank): rank * 10_000 for rank in range(1, 6)}.items()
        if not report.refused:
            assert len(found) == 5


# -- the file of refusals --------------------------------------------------------------------------


def refusals(folder: Path) -> str:
    return (folder / "refus.csv").read_bytes().decode("utf-8-sig")


def test_rows_of_another_width_come_back_as_sent_and_are_accepted_once_corrected(
    tmp_path: Path,
) -> None:
    rows = lines(4)
    rows[2][TITLE] = "Conseil;suivi"
    rows[3] = rows[3][:9]
    errors = tmp_path / "refus.csv"
    said = run(joined(rows), tmp_path, errors=errors)
    assert "ligne 3 refusée : cette ligne a 16 cellules au lieu de 15" in said
    assert "ligne 4 refusée : cette ligne a 9 cellules au lieu de 15" in said
    found = [line.split(";") for line in refusals(tmp_path).splitlines()]
    assert found[0] == [*HEADER, "ligne", "champ", "motif"]
    assert found[1][:16] == ";".join(rows[2]).split(";")
    assert found[1][16:18] == ["3", ""]
    assert found[2][:9] == rows[3]
    assert found[2][9:15] == [""] * 6
    assert found[2][15] == "4"
    # Sent again uncorrected, they are refused again and come back in the same layout.
    assert "2 refusées" in run(errors.read_bytes(), tmp_path, errors=errors)
    again = [line.split(";") for line in refusals(tmp_path).splitlines()]
    assert again[0] == found[0]
    assert again[1][:16] == found[1][:16]
    assert len(again[1]) == 19
    assert [len(cells) for cells in again[2:]] == [18]
    corrected = refusals(tmp_path).replace("Conseil;suivi", '"Conseil;suivi"')
    whole = ";".join([*rows[3], *lines(3)[3][9:]])
    corrected = corrected.replace(";".join([*rows[3], *[""] * 6]), whole)
    assert "2 créées" in run(corrected.encode(), tmp_path, errors=errors)
    assert Operation.objects.get(number="2").title == "Conseil;suivi"
    assert amounts() == {"1": 10_000, "2": 20_000, "3": 30_000, "4": 40_000}


def test_rows_run_together_come_back_and_are_accepted_once_corrected(tmp_path: Path) -> None:
    rows = lines(3)
    rows[1][TITLE] = '"' + rows[1][TITLE]
    rows[2][TITLE] += '"'
    errors = tmp_path / "refus.csv"
    run(joined(rows), tmp_path, errors=errors)
    corrected = refusals(tmp_path).replace('"', "")
    assert "2 créées" in run(corrected.encode(), tmp_path, errors=errors)
    assert amounts() == {"1": 10_000, "2": 20_000, "3": 30_000}


def test_empty_cells_beyond_the_header_do_not_push_the_reason_out_of_its_column(
    tmp_path: Path,
) -> None:
    rows = lines(1)
    rows[1][OBJECTIVE] = "x" * 11
    rows[1] += ["", ""]
    errors = tmp_path / "refus.csv"
    run(joined(rows), tmp_path, errors=errors)
    corrected = refusals(tmp_path).replace("x" * 11, "1")
    assert "1 créée," in run(corrected.encode(), tmp_path, errors=errors)
