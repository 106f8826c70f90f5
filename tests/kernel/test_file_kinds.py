"""A file is what its bytes say; its name is one that no system is deceived by."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.kernel.files.kinds import KINDS, PDF, PNG, FileKind, kind_of, name_for


def zipped(*names: str, first: tuple[str, bytes] | None = None) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        if first:
            archive.writestr(first[0], first[1])
        for name in names:
            archive.writestr(name, b"<a/>")
    return file.getvalue()


ODF = b"application/vnd.oasis.opendocument."
SAMPLES: dict[str, bytes] = {
    "pdf": b"%PDF-1.7\n%\xe2\xe3\n",
    "png": b"\x89PNG\r\n\x1a\n\x00\x00",
    "jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "odt": zipped("content.xml", first=("mimetype", ODF + b"text")),
    "ods": zipped("content.xml", first=("mimetype", ODF + b"spreadsheet")),
    "docx": zipped("[Content_Types].xml", "word/document.xml"),
    "xlsx": zipped("[Content_Types].xml", "xl/workbook.xml"),
    "csv": "Numéro;Intitulé\r\n1;Été\r\n".encode(),
    "txt": "Une note, sans plus.".encode("utf-8-sig"),
}
NONE_OF_THEM: dict[str, bytes] = {
    "nothing": b"",
    "blanks": b" \r\n",
    "a program": b"MZ\x90\x00",
    "another": b"\x7fELF",
    "a page": b"<!doctype html><script>alert(1)</script>",
    "a page after a mark": b"\xef\xbb\xbf\n<html>",
    "a drawing": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "a declaration": b"<?xml version='1.0'?><a/>",
    "an archive": zipped("a.txt"),
    "macros": zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
    "half an archive": zipped("[Content_Types].xml", "word/document.xml")[:60],
    "an archive of nothing": b"PK\x03\x04",
    "an old document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "another encoding": "été".encode("latin-1"),
    "null bytes": b"a;b\x00",
    "an escape": b"a\x1f\x8b",
    "nearly a pdf": b" %PDF-1.7\x00",
    "nearly a picture": b"\x89PNG\r\n",
}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.extension)
def test_each_kind_is_known_by_its_bytes_alone(kind: FileKind) -> None:
    assert kind_of(SAMPLES[kind.extension]) is kind


@pytest.mark.parametrize("content", NONE_OF_THEM.values(), ids=list(NONE_OF_THEM))
def test_anything_else_is_of_no_kind(content: bytes) -> None:
    assert kind_of(content) is None


@given(st.binary(max_size=300))
def test_any_bytes_are_judged_without_a_fault(content: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"%PDF-"):
        kind_of(start + content)


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("Acte n° 1.pdf", "Acte n° 1.pdf"),
        ("acte.PDF", "acte.pdf"),
        ("acte.exe", "acte.pdf"),
        ("acte.pdf.exe", "acte.pdf"),
        ("Convention v1.2", "Convention v1.2.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\temp\\acte.pdf", "acte.pdf"),
        ("acte\u202efdp.exe", "actefdp.pdf"),
        ("ac\x00te\ud800.pdf", "acte.pdf"),
        ("", "document.pdf"),
        ("..", "document.pdf"),
        (".htaccess", "htaccess.pdf"),
        ('a"b;c\r\nX: y.pdf', "ab;c X y.pdf"),
        ("x" * 500, f"{'x' * 120}.pdf"),
        ("e\u0301te\u0301.pdf", "été.pdf"),
    ],
)
def test_a_name_has_no_folder_and_the_extension_of_what_the_file_is(sent: str, name: str) -> None:
    assert name_for(sent, PDF) == name


@given(st.text())
def test_any_name_becomes_one(sent: str) -> None:
    name = name_for(sent, PNG)
    assert name.endswith(".png")
    assert name.encode()
    assert not set(name) & set('/\\<>:"|?*\r\n\x00')
    assert not name.startswith(".")
