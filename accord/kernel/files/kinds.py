"""What a file is, by its bytes: neither its name nor what the browser says of it counts.

Belongs here: bytes to a kind, and a name that a kind may bear. Does not belong here: which kinds a
form takes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from accord.kernel.files.tables import TableError, read_table
from accord.kernel.text import UnreadableTextError, clean_line

LONGEST_NAME = 120


@dataclass(frozen=True)
class FileKind:
    """A kind of file: what people call it, its type and the extension that it bears."""

    label: str
    content_type: str
    extension: str
    is_one: Callable[[bytes], bool]


def _begins(*signs: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(signs)


def _open_document(content_type: str) -> Callable[[bytes], bool]:
    # Its first entry is its type, stored as it is (ODF 1.3, part 2, 3.3).
    sign = b"mimetype" + content_type.encode()
    return lambda content: content.startswith(b"PK\x03\x04") and content[30:].startswith(sign)


def _office(part: str) -> Callable[[bytes], bool]:
    """A file of Office Open XML; one that holds macros is none."""

    def is_one(content: bytes) -> bool:
        names = _entries(content)
        has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
        return "[Content_Types].xml" in names and part in names and not has_macros

    return is_one


def _entries(content: bytes) -> frozenset[str]:
    if not content.startswith(b"PK\x03\x04"):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return frozenset()


def _is_table(content: bytes) -> bool:
    if not _is_text(content):
        return False
    try:
        table = read_table(content)
    except TableError:
        return False
    width = len(table.header)
    return width > 1 and bool(table.rows) and all(len(row.cells) == width for row in table.rows)


# A page or a drawing is a program to whoever opens it.
_MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<[!?a-zA-Z/]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def _is_text(content: bytes) -> bool:
    if not content.strip() or _CONTROL.search(content) or _MARKUP.match(content):
        return False
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True


_ODF = "application/vnd.oasis.opendocument"
_OOXML = "application/vnd.openxmlformats-officedocument"

PDF = FileKind("PDF", "application/pdf", "pdf", _begins(b"%PDF-"))
PNG = FileKind("image PNG", "image/png", "png", _begins(b"\x89PNG\r\n\x1a\n"))
JPEG = FileKind("image JPEG", "image/jpeg", "jpg", _begins(b"\xff\xd8\xff"))
ODT = FileKind("texte ODT", f"{_ODF}.text", "odt", _open_document(f"{_ODF}.text"))
ODS = FileKind("tableur ODS", f"{_ODF}.spreadsheet", "ods", _open_document(f"{_ODF}.spreadsheet"))
DOCX = FileKind(
    "texte Word", f"{_OOXML}.wordprocessingml.document", "docx", _office("word/document.xml")
)
XLSX = FileKind(
    "tableur Excel", f"{_OOXML}.spreadsheetml.sheet", "xlsx", _office("xl/workbook.xml")
)
CSV = FileKind("table CSV", "text/csv", "csv", _is_table)
TEXT = FileKind("texte", "text/plain", "txt", _is_text)

# In this order: a table is a text too.
KINDS = (PDF, PNG, JPEG, ODT, ODS, DOCX, XLSX, CSV, TEXT)


def kind_of(content: bytes) -> FileKind | None:
    """The kind of some bytes; None for anything that the site does not keep."""
    return next((kind for kind in KINDS if kind.is_one(content)), None)


_EXTENSION = re.compile(r"\.[A-Za-z]{1,5}\d?$")
_NOT_IN_NAMES = re.compile(r'[<>:"|?*\x00\ufffd]')


def name_for(sent: str, kind: FileKind) -> str:
    """The name that a file is given back under: as it was sent, with the extension of its kind.

    No folder, nothing that turns it round, no sign that a system refuses.
    """
    bare = _NOT_IN_NAMES.sub("", re.split(r"[/\\]", sent)[-1])
    try:
        bare = clean_line(bare)
    except UnreadableTextError as error:
        bare = clean_line(_NOT_IN_NAMES.sub("", error.shown))
    stem = _EXTENSION.sub("", bare).removesuffix(f".{kind.extension}").strip(". ")
    return f"{stem[:LONGEST_NAME].strip('. ') or 'document'}.{kind.extension}"
