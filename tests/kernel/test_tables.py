"""Tables as portals and spreadsheets write them, and as spreadsheets should get them."""

from __future__ import annotations

import csv
import io
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.kernel.files import tables
from accord.kernel.files.tables import (
    Row,
    TableError,
    plain_cell,
    read_table,
    safe_cell,
    stream_csv,
    swallows_a_row,
)

TEXT = "Numéro;Intitulé\r\n1;Insertion à l’œuvre – 30 €\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_three_encodings_of_the_field_are_read(encoding: str) -> None:
    table = read_table(TEXT.encode(encoding))
    assert table.header == ("Numéro", "Intitulé")
    assert table.rows == (Row(2, ("1", "Insertion à l’œuvre – 30 €")),)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_the_three_delimiters_and_line_endings_are_read(delimiter: str, ending: str) -> None:
    lines = [delimiter.join(row) for row in (("a", "b", "c"), ("1", "2", "3"))]
    table = read_table(ending.join([*lines, ""]).encode())
    assert table.header == ("a", "b", "c")
    assert table.rows == (Row(2, ("1", "2", "3")),)


def test_the_delimiter_is_the_one_most_used_in_the_header() -> None:
    table = read_table(b"a;b,c;d\n1;2,5;3\n")
    assert table.header == ("a", "b,c", "d")
    assert table.rows[0].cells == ("1", "2,5", "3")


def test_a_header_alone_is_a_table_without_rows() -> None:
    assert read_table(b"a;b\r\n").rows == ()
    assert read_table("a;b".encode("utf-8-sig")).header == ("a", "b")


def test_blank_lines_are_skipped_and_lines_are_counted_as_in_the_file() -> None:
    table = read_table(b"\n\na;b\n\n1;2\n;\n  ;\t\n3;4\n")
    assert table.header == ("a", "b")
    assert table.rows == (Row(5, ("1", "2")), Row(8, ("3", "4")))


def test_a_row_with_line_breaks_inside_is_one_row_and_keeps_its_first_line() -> None:
    table = read_table(b'a;b\n1;"deux\nlignes"\n2;"et ""trois""\r\n\r\nautres"\n3;fin\n')
    assert table.rows == (
        Row(2, ("1", "deux\nlignes")),
        Row(4, ("2", 'et "trois"\r\n\r\nautres')),
        Row(7, ("3", "fin")),
    )


def test_the_header_is_stripped_and_the_cells_are_kept_as_typed() -> None:
    table = read_table(b" a ;b \n 1 ; 2\xc2\xa0\n")
    assert table.header == ("a", "b")
    assert table.rows[0].cells == (" 1 ", " 2\u00a0")


def test_a_quote_inside_a_cell_is_a_sign_like_another() -> None:
    assert read_table(b'a;b\n1;d"abord\n 2;5"\n').rows == (
        Row(2, ("1", 'd"abord')),
        Row(3, (" 2", '5"')),
    )


def test_rows_keep_the_number_of_cells_that_was_sent() -> None:
    table = read_table(b"a,b\n1\n1,2\n1,2,3\n")
    assert [len(row.cells) for row in table.rows] == [1, 2, 3]
    assert table.delimiter == ","


@pytest.mark.parametrize(
    ("cell", "swallows"),
    [("1;2\n3", True), ("1;2\r3", True), ("1\n2", False), ("1;2", False), ("1,2\n3", False)],
)
def test_a_cell_with_a_line_break_and_a_separator_may_be_two_rows(
    cell: str, swallows: bool
) -> None:
    assert swallows_a_row(cell, ";") is swallows


def test_a_huge_cell_is_read() -> None:
    table = read_table(b"a;b\n1;" + b"x" * 900_000 + b"\n")
    assert len(table.rows[0].cells[1]) == 900_000


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "vide"),
        (b"   \r\n\t\n", "vide"),
        (b"\xef\xbb\xbf", "vide"),
        (b"\xef\xbb\xbf\r\n", "vide"),
        ("\u00a0\n\u2003".encode(), "vide"),
        (b";;;\n;;;\n", "vide"),
        (b"PK\x03\x04rest", "classeur : enregistrez"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "classeur ancien"),
        (b"%PDF-1.7", "PDF"),
        (b"a;b\n1;\x00\n", "n’est pas un texte"),
        (TEXT.encode("utf-16"), "n’est pas un texte"),
        (TEXT.encode("utf-16-le"), "n’est pas un texte"),
        (TEXT.encode("utf-32"), "n’est pas un texte"),
        (b"a;b\n\x81\x8d;1\n", "encodage"),
        (b"a;b\n1;" + b"x" * 1_000_001 + b"\n", "illisible à la ligne 2"),
        (b'"a;b\n1;2\n', "illisible à la ligne 1 : un guillemet"),
        (
            b'a;b\n1;2\n\n3;"deux\nlignes"\n"4;5\n6;7\n8;9\n',
            "illisible à la ligne 6 : un guillemet",
        ),
        (b'a;b\n1;2\n3;"4\n5;"6\n7;8\n', "illisible à la ligne 3 : un guillemet"),
        (b'a;b\n1;"2" et demi\n3;4\n', "illisible à la ligne 2 : un guillemet"),
    ],
    ids=repr,
)
def test_a_file_that_is_no_table_is_refused_in_words(content: bytes, message: str) -> None:
    with pytest.raises(TableError, match=message):
        read_table(content)


def test_a_file_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_BYTES", 1024 * 1024)
    read_table(b"a;b\n" + b"1;2\n" * 1000)
    with pytest.raises(TableError, match="dépasse 1 Mo"):
        read_table(b"a;b\n" + b"1;2\n" * 300_000)


@given(st.binary(max_size=300))
def test_no_content_raises_anything_but_its_own_error(content: bytes) -> None:
    try:
        table = read_table(content)
    except TableError:
        return
    assert all(any(cell.strip() for cell in row.cells) for row in table.rows)


cells = st.text(
    st.characters(blacklist_characters="\x00", blacklist_categories=["Cs"]), max_size=20
)
# A cell at the edge of a line loses what the header loses: the rest comes back as it was.
filled = cells.filter(lambda cell: bool(cell.strip()))


@given(st.lists(st.tuples(filled, cells, filled), max_size=8))
def test_what_is_written_is_read_back(rows: list[tuple[str, str, str]]) -> None:
    content = b"".join(stream_csv(("un", "deux", "trois"), rows))
    table = read_table(content)
    assert table.header == ("un", "deux", "trois")
    assert [row.cells for row in table.rows] == rows


def test_files_for_french_spreadsheets_have_a_mark_semicolons_and_dos_line_ends() -> None:
    content = b"".join(stream_csv(("Numéro", "Montant"), [("1;2", "3,50"), ('"x"', "é")]))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == 'Numéro;Montant\r\n"1;2";3,50\r\n"""x""";é\r\n'


def test_a_file_is_written_line_by_line() -> None:
    def rows() -> object:
        yield ("1",)
        raise AssertionError("read too early")

    lines = stream_csv(("a",), rows())  # type: ignore[arg-type]
    assert next(lines) == b"\xef\xbb\xbfa\r\n"
    assert next(lines) == b"1\r\n"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_a_spreadsheet_would_run_is_neutralised_and_comes_back(sign: str) -> None:
    hostile = f"{sign}HYPERLINK(A1)"
    assert safe_cell(hostile) == f"'{hostile}"
    assert plain_cell(safe_cell(hostile)) == hostile


@pytest.mark.parametrize("text", ["", "Coaching", "l’emploi", "12", "'quoted'", "a=b", " =1"])
def test_any_other_text_is_left_alone(text: str) -> None:
    assert safe_cell(text) == text
    assert plain_cell(text) == text


@given(st.text().filter(lambda text: not text.startswith("'")))
def test_neutralising_is_undone_by_its_inverse(text: str) -> None:
    assert plain_cell(safe_cell(text)) == text
    assert not safe_cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))


# -- a real file of another layout -----------------------------------------------------------------


def list_413() -> Path:
    """The extract of the national list 2021-2027, where the environment says."""
    named = os.environ.get("ACCORD_LIST_413", "")
    if not named:
        pytest.skip("ACCORD_LIST_413 does not name the extract of 413 operations")
    return Path(named)


def test_the_413_rows_of_the_national_list_are_all_read() -> None:
    table = read_table(list_413().read_bytes())
    assert len(table.rows) == 413
    assert len(table.header) == 23
    assert {len(row.cells) for row in table.rows} == {23}
    assert table.header[0] == "Numéro Opération"
    # In the national list 74 descriptions hold line breaks.
    assert sum("\n" in row.cells[4] for row in table.rows) == 74
    funds = [row.cells[15] for row in table.rows]
    assert (funds.count("FSE+"), funds.count("FEDER"), funds.count("FTJ")) == (179, 234, 0)


def test_each_row_of_the_national_list_knows_the_line_it_begins_on() -> None:
    content = list_413().read_bytes()
    lines = content.decode("utf-8-sig").split("\n")
    for row in read_table(content).rows:
        first = next(csv.reader(io.StringIO(lines[row.line - 1] + "\n"), delimiter=";"))
        assert first[0] == row.cells[0]
        assert re.sub(r"\s", "", first[3]) == re.sub(r"\s", "", row.cells[3].split("\n")[0])
