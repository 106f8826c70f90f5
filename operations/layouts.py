"""Layouts of national files: which column says what, and how a cell is read.

Pure: a row of text becomes values or a refusal. Finding the envelope, the beneficiary
and the operation is ``imports``'s work.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from accord.kernel.dates import EARLIEST, LATEST, parse_day
from accord.kernel.files.tables import Row, Table, TableError, plain_cell, swallows_a_row
from accord.kernel.money import AmountError, parse_euros
from accord.kernel.text import UnreadableTextError, clean_line, fold
from operations.states import NUMBER_PATTERN


class CellError(ValueError):
    """Why a cell is refused, in French."""


@dataclass(frozen=True)
class Refusal:
    """A refused row: line, column, value as sent and reason."""

    line: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class ReadRow:
    """A readable row: its line, its values, and the cells they were read in."""

    line: int
    values: Mapping[str, Any]
    sent: Mapping[str, str]


@dataclass(frozen=True)
class Column:
    """A column of a layout: its printed header, the value it gives, how it is read."""

    header: str
    name: str
    read: Callable[[str], Any]
    required: bool = True


def text_cell(limit: int) -> Callable[[str], str]:
    """A text, refused beyond a length."""

    def read(cell: str) -> str:
        if len(cell) > limit:
            raise CellError(f"texte de plus de {limit} caractères")
        return cell

    return read


def number_cell(cell: str) -> str:
    """A number of operation: it stands in addresses, so its shape is that of the model."""
    number = text_cell(30)(cell)
    if not re.fullmatch(NUMBER_PATTERN, number):
        raise CellError(
            "un numéro s’écrit en lettres sans accent, chiffres, espaces, points et tirets"
        )
    return number


def day_cell(cell: str) -> date:
    day = parse_day(cell)
    if day is None:
        raise CellError("date illisible (attendu AAAA-MM-JJ ou JJ/MM/AAAA)")
    if not EARLIEST <= day <= LATEST:
        raise CellError(f"date hors de {EARLIEST.year}-{LATEST.year}")
    return day


def amount_cell(cell: str) -> int:
    try:
        cents = parse_euros(cell)
    except AmountError as error:
        raise CellError(str(error)) from error
    if cents <= 0:
        raise CellError("montant nul ou négatif")
    return cents


_QUOTE = "un guillemet manque sans doute"
_COUNT = re.compile(r"0*(\d+?)(?:\.0*)?", re.ASCII)


def count_cell(cell: str) -> int:
    """A whole number; files write 8.0 for 8."""
    number = _COUNT.fullmatch(cell.strip())
    if number is None:
        raise CellError("nombre entier attendu")
    # Compared before it is converted: Python refuses to read thousands of digits.
    if len(number[1]) > 7 or int(number[1]) > 1_000_000:
        raise CellError("nombre hors limites")
    return int(number[1])


# The national list of operations of the first period (fse.gouv.fr), of fifteen columns: neither
# stage, nor date of agreement, nor SIRET, nor counterparts.
NATIONAL_LIST_15 = (
    Column("num_dossier", "number", number_cell),
    Column("Libellé_po", "programme", text_cell(200)),
    Column("AXE", "axis", text_cell(10)),
    Column("OT", "thematic_objective", text_cell(10)),
    Column("PI", "investment_priority", text_cell(10)),
    Column("OS", "specific_objective", text_cell(10)),
    Column("Region_adm", "region", text_cell(100), required=False),
    Column("Service_gest", "service", text_cell(200)),
    Column("Lib_opé", "title", text_cell(400)),
    Column("Lib_org", "beneficiary", text_cell(250)),
    Column("Nombre de participants prévisionnels", "participants", count_cell, required=False),
    Column("Dépenses totales", "eligible_cost", amount_cell),
    Column("Mont_UE", "eu_amount", amount_cell),
    Column("Date début réalisation", "starts_on", day_cell),
    Column("Date fin réalisation", "ends_on", day_cell),
)


def headers_of(layout: tuple[Column, ...]) -> dict[str, str]:
    """The printed header of each value."""
    return {column.name: column.header for column in layout}


def positions_of(table: Table, layout: tuple[Column, ...]) -> dict[str, int]:
    """Where each column of a layout stands in a table.

    Raises TableError when one is missing, or stands there twice: which of them is right?
    """
    found = {fold(name): position for position, name in enumerate(table.header)}
    missing = [column.header for column in layout if fold(column.header) not in found]
    if len(missing) == len(layout):
        raise TableError(
            "La première ligne n’est pas l’en-tête attendu : le fichier doit commencer par les "
            f"colonnes « {layout[0].header} », « {layout[1].header} », …"
        )
    if missing:
        raise TableError(f"Il manque des colonnes : {', '.join(missing)}.")
    _refuse_doubtful_header(table, layout)
    return {column.name: found[fold(column.header)] for column in layout}


def _refuse_doubtful_header(table: Table, layout: tuple[Column, ...]) -> None:
    counts = Counter(fold(name) for name in table.header)
    for column in layout:
        if counts[fold(column.header)] > 1:
            raise TableError(f"La colonne « {column.header} » figure deux fois.")
    if any(swallows_a_row(name, table.delimiter) for name in table.header):
        raise TableError("Une cellule de l’en-tête déborde sur la ligne suivante : " + _QUOTE)


def read_row(
    row: Row, table: Table, layout: tuple[Column, ...], positions: Mapping[str, int]
) -> ReadRow | Refusal:
    """Values of a row, or the first refusal."""
    refusal = _shape_refusal(row, table, positions)
    if refusal is not None:
        return refusal
    values: dict[str, Any] = {}
    sent: dict[str, str] = {}
    for column in layout:
        cell = plain_cell(row.cells[positions[column.name]])
        try:
            cell = clean_line(cell)
        except UnreadableTextError as error:
            return Refusal(row.line, column.header, error.shown, str(error))
        sent[column.name] = cell
        if not cell.strip():
            if column.required:
                return Refusal(row.line, column.header, "", "valeur manquante")
            values[column.name] = None
            continue
        try:
            values[column.name] = column.read(cell)
        except CellError as error:
            return Refusal(row.line, column.header, cell, str(error))
    return ReadRow(row.line, values, sent)


def _shape_refusal(row: Row, table: Table, positions: Mapping[str, int]) -> Refusal | None:
    """A row that a quote or a separator out of place has cut short, shifted or run together."""
    width, count = len(table.header), len(row.cells)
    is_cut = count <= max(positions.values())
    # Spreadsheets add and drop empty cells at the end, beyond what the layout names.
    if is_cut or any(cell.strip() for cell in row.cells[width:]):
        cells = "cellule" if count == 1 else "cellules"
        reason = f"cette ligne a {count} {cells} au lieu de {width} : {_QUOTE}"
        return Refusal(row.line, "", "", reason)
    for name, cell in zip(table.header, row.cells, strict=False):
        if swallows_a_row(cell, table.delimiter):
            reason = (
                f"cette cellule contient un saut de ligne et un séparateur : {_QUOTE}, "
                "sinon retirez le saut de ligne"
            )
            return Refusal(row.line, name, cell, reason)
    return None
