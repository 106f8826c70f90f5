"""Tables in CSV, as they come from portals and spreadsheets, and as spreadsheets want them.

Belongs here: bytes to rows and rows to bytes. Does not belong here: what a column means.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

# Larger than the whole national list; a file beyond it is a mistake.
MAX_BYTES = 60 * 1024 * 1024
_DELIMITERS = ";,\t"
# A cell that a spreadsheet would run as a formula.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_NOT_TEXT = {
    b"PK\x03\x04": "C’est un classeur : enregistrez la feuille au format CSV.",
    b"\xd0\xcf\x11\xe0": "C’est un classeur ancien : enregistrez la feuille au format CSV.",
    b"%PDF": "C’est un PDF : il faut le fichier CSV.",
}

csv.field_size_limit(1_000_000)


class TableError(ValueError):
    """A file that cannot be read as a table; the message is French and whole."""


@dataclass(frozen=True)
class Row:
    """One row: its line in the file (the first line of the row) and its cells as typed."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    delimiter: str = ";"


def read_table(content: bytes) -> Table:
    """Header and rows of a CSV: ``;`` ``,`` or tab, UTF-8 (with or without BOM) or Windows-1252.

    Blank lines are skipped; rows keep the number of cells that was sent. Raises TableError for an
    empty, binary or unreadable file, and for a quote out of place: what follows would be lost.
    """
    text = _decode(content)
    delimiter = _delimiter(text)
    rows = list(_rows(text, delimiter))
    if not rows:
        raise TableError("Le fichier est vide.")
    header = tuple(cell.strip() for cell in rows[0].cells)
    return Table(header, tuple(rows[1:]), delimiter)


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    # Not strict, the reader would end an open quote at the end of the file, without a word.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    last = 0
    try:
        for cells in reader:
            start, last = last + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                yield Row(start, tuple(cells))
    except csv.Error as error:
        raise TableError(
            f"Le fichier est illisible à la ligne {last + 1} : "
            "un guillemet y manque ou y est de trop sans doute."
        ) from error


def swallows_a_row(cell: str, delimiter: str) -> bool:
    """Whether a cell looks like the end of one row and the beginning of another.

    Two stray quotes in one column make a well-formed cell of all that stands between them.
    """
    return delimiter in cell and ("\n" in cell or "\r" in cell)


def _decode(content: bytes) -> str:
    if not content.strip():
        raise TableError("Le fichier est vide.")
    if len(content) > MAX_BYTES:
        raise TableError(f"Le fichier dépasse {MAX_BYTES // 1024 // 1024} Mo.")
    for magic, sentence in _NOT_TEXT.items():
        if content.startswith(magic):
            raise TableError(sentence)
    if b"\x00" in content:
        raise TableError(
            "Le fichier n’est pas un texte en UTF-8 ou Windows-1252 : enregistrez-le en CSV UTF-8."
        )
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableError("L’encodage n’est ni UTF-8 ni Windows-1252 : enregistrez en CSV UTF-8.")


def _delimiter(text: str) -> str:
    """The separator most used in the first line that is not blank."""
    # A mark without text, or spaces that are not ASCII, leave no line at all.
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=first.count)


def safe_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula. Numbers are never passed through here."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def plain_cell(text: str) -> str:
    """The text that ``safe_cell`` was given: a file sent back keeps what it said."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA_SIGNS) else text


class _Echo:
    """A file that gives back what is written, so that rows stream one by one."""

    def write(self, value: str) -> str:
        return value


def stream_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """A CSV for French spreadsheets, line by line: ``;``, CRLF, UTF-8 with BOM."""
    writer = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
    yield ("\ufeff" + str(writer.writerow(header))).encode()
    for row in rows:
        yield str(writer.writerow(row)).encode()
