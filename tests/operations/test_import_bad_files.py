"""Hostile and broken files: each gives a message and no half row, never a traceback."""

from __future__ import annotations

import os
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accord.acts.models import Act, ActKind, ImportRow, ImportRun
from accord.acts.states import RowOutcome
from accord.kernel.dates import today
from accord.kernel.errors import Refused
from accord.kernel.files.tables import TableError
from envelopes.models import Balance
from operations.models import (
    Beneficiary,
    FinancingLine,
    ImportedOperation,
    Operation,
    OperationStep,
    UseOfCredits,
)
from tests.operations.national_list import HEADER, content, real, row, send

pytestmark = pytest.mark.django_db

GOOD = content(row())
LINE = GOOD.split(b"\r\n")[1]
HEAD = GOOD.split(b"\r\n")[0]


def nothing_was_written() -> bool:
    models: list[Any] = [
        *(Operation, UseOfCredits, OperationStep, Beneficiary, FinancingLine, ImportRun)
    ]
    editions = Act.objects.filter(kind=ActKind.EXTRACT_EDITION)
    return not editions.exists() and not any(model.objects.exists() for model in models)


# -- files that cannot be read at all --------------------------------------------------------------

# Name: bytes of the file, a piece of what is said.
FILES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "vide"),
    "blank lines": (b"\r\n \r\n\t\r\n", "vide"),
    "a mark alone": (b"\xef\xbb\xbf", "vide"),
    "a mark and blank lines": (b"\xef\xbb\xbf\r\n\r\n", "vide"),
    "separators alone": (b";;;;\r\n;;;;\r\n", "vide"),
    "no header": (LINE, "en-tête attendu"),
    "rows without header": (LINE + b"\r\n" + LINE, "en-tête attendu"),
    "a title above the header": (b"Liste au 1er decembre\r\n" + GOOD, "en-tête attendu"),
    "another list": (b"a;b;c\r\n1;2;3\r\n", "en-tête attendu"),
    "a workbook": (b"PK\x03\x04\x14\x00\x06\x00", "classeur"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 50, "classeur ancien"),
    "a pdf": (b"%PDF-1.7\n" + GOOD, "PDF"),
    "a page": (b"<!doctype html><html><body>404</body></html>", "en-tête attendu"),
    "json": (b'{"num_dossier": "201600001"}', "en-tête attendu"),
    "null bytes": (GOOD + b"\x00", "n’est pas un texte"),
    "utf-16": (GOOD.decode().encode("utf-16"), "n’est pas un texte"),
    "utf-16 without mark": (GOOD.decode().encode("utf-16-le"), "n’est pas un texte"),
    "utf-32": (GOOD.decode().encode("utf-32"), "n’est pas un texte"),
    "no known encoding": (GOOD + b"\x81\x8d\x90\xff;", "encodage"),
    "a cell of two million signs": (HEAD + b"\r\n" + b"x" * 2_000_000, "illisible à la ligne 2"),
    "an open quote before the header": (b'"' + GOOD, "illisible à la ligne 1 : un guillemet"),
    "an open quote in a row": (
        GOOD + LINE.replace(b";3;", b';"3;'),
        "illisible à la ligne 3 : un guillemet",
    ),
    "a header that runs over the first row": (
        HEAD + b';"Remarque\r\n' + LINE + b'"\r\n' + LINE + b";vu\r\n",
        "en-tête déborde",
    ),
    "another delimiter": (GOOD.replace(b";", b"|"), "en-tête attendu"),
    "one column missing": (
        content(row(), header=[name for name in HEADER if name != "Mont_UE"]),
        "Il manque des colonnes : Mont_UE.",
    ),
    "two columns missing": (
        content(row(), header=[*HEADER[1:7], *HEADER[8:]]),
        "Il manque des colonnes : num_dossier, Service_gest.",
    ),
    "the amount twice": (
        content(row(), header=[*HEADER, "Mont_UE"]),
        "« Mont_UE » figure deux fois",
    ),
    "the amount twice in two writings": (
        HEAD + b";MONT UE\r\n" + LINE + b";999.00\r\n",
        "« Mont_UE » figure deux fois",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_the_list_is_refused_whole(name: str) -> None:
    data, sentence = FILES[name]
    with pytest.raises(TableError, match=sentence):
        send(data)
    assert nothing_was_written()


@pytest.mark.parametrize("name", ["empty", "no header", "utf-16", "one column missing"])
def test_the_command_names_the_file_and_says_the_same(name: str, tmp_path: Path) -> None:
    data, sentence = FILES[name]
    path = tmp_path / "liste.csv"
    path.write_bytes(data)
    for options in ({}, {"dry_run": True}):
        with pytest.raises(CommandError, match=f"liste.csv : .*{sentence}"):
            call_command("import_operations", str(path), agreement="2014-2020", **options)
    assert nothing_was_written()


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Impossible de lire"):
        call_command("import_operations", str(tmp_path), agreement="2014-2020")


def test_a_header_alone_is_a_list_without_operations() -> None:
    report = send(content())
    assert (report.results, report.run) == ([], None)
    assert nothing_was_written()


@pytest.mark.parametrize("agreement", ["2014-2020", "2021-2027"])
def test_the_413_operations_of_another_layout_are_refused_in_words(agreement: str) -> None:
    named = os.environ.get("ACCORD_LIST_413", "")
    if not named:
        pytest.skip("ACCORD_LIST_413 does not name the extract of 413 operations")
    out = StringIO()
    with pytest.raises(CommandError, match=r"en-tête attendu.*« num_dossier », « Libellé_po »"):
        call_command("import_operations", named, agreement=agreement, stdout=out)
    assert out.getvalue() == ""
    assert nothing_was_written()


def test_the_list_of_one_period_is_not_read_into_the_other() -> None:
    report = send(real(), agreement="2021-2027")
    assert report.counts == {RowOutcome.REFUSED: 38}
    assert {result.message for result in report.results} == {"programme inconnu de cet accord"}
    assert not Operation.objects.exists()
    assert not UseOfCredits.objects.exists()


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (today() + timedelta(days=1), "dans le futur"),
        (date(2006, 12, 31), "entre 2007 et 2045"),
        (date(2046, 1, 1), "entre 2007 et 2045"),
    ],
)
def test_an_impossible_date_of_edition_writes_nothing(day: date, sentence: str) -> None:
    for dry_run in (False, True):
        with pytest.raises(Refused, match=sentence):
            send(GOOD, edition_on=day, dry_run=dry_run)
    assert nothing_was_written()


# -- rows that are refused one by one --------------------------------------------------------------

LONG = "9" * 5_000
# Column changed, its value, column named in the refusal, a piece of the reason.
CELLS: list[tuple[str, str, str, str]] = [
    ("number", "", "num_dossier", "manquante"),
    ("number", " \u00a0 ", "num_dossier", "manquante"),
    ("number", "x" * 31, "num_dossier", "plus de 30 caractères"),
    ("number", "../../etc/passwd", "num_dossier", "s’écrit en lettres"),
    ("number", "2016/00002", "num_dossier", "s’écrit en lettres"),
    ("number", "-201600002", "num_dossier", "s’écrit en lettres"),
    ("number", "n°201600002", "num_dossier", "s’écrit en lettres"),
    ("number", "2016\ufffd00002", "num_dossier", "signe illisible"),
    ("title", "Intitul\ufffd", "Lib_opé", "signe illisible"),
    ("number", "٢٠١٦", "num_dossier", "s’écrit en lettres"),
    ("programme", "", "Libellé_po", "manquante"),
    ("programme", "Programme Interreg", "Libellé_po", "programme inconnu"),
    ("programme", "2021FR05SFPR001", "Libellé_po", "programme inconnu"),
    ("AXE", "", "AXE", "manquante"),
    ("OS", "x" * 11, "OS", "plus de 10 caractères"),
    ("service", "", "Service_gest", "manquante"),
    ("service", "Conseil départemental du Nord", "Service_gest", "service sans enveloppe"),
    ("service", "Terri'Mouv Inclusion", "Service_gest", "service sans enveloppe"),
    ("service", "'; DROP TABLE operations_operation; --", "Service_gest", "service sans enveloppe"),
    ("title", "", "Lib_opé", "manquante"),
    ("title", "x" * 401, "Lib_opé", "plus de 400 caractères"),
    ("beneficiary", "", "Lib_org", "manquante"),
    ("beneficiary", "x" * 251, "Lib_org", "plus de 250 caractères"),
    ("beneficiary", "œ" * 250, "", "dépasse 250 caractères"),
    ("beneficiary", "???", "", "au moins une lettre"),
    ("participants", "abc", "Nombre de participants prévisionnels", "nombre entier"),
    ("participants", "-1", "Nombre de participants prévisionnels", "nombre entier"),
    ("participants", "8.5", "Nombre de participants prévisionnels", "nombre entier"),
    ("participants", "²", "Nombre de participants prévisionnels", "nombre entier"),
    ("participants", "1e3", "Nombre de participants prévisionnels", "nombre entier"),
    ("participants", "1000001", "Nombre de participants prévisionnels", "hors limites"),
    ("participants", LONG, "Nombre de participants prévisionnels", "hors limites"),
    ("cost", "", "Dépenses totales", "manquante"),
    ("cost", "N/A", "Dépenses totales", "n’est pas un montant"),
    ("cost", "1.000", "Dépenses totales", "ambigu"),
    ("cost", "1e6", "Dépenses totales", "n’est pas un montant"),
    ("cost", LONG, "Dépenses totales", "hors limites"),
    ("cost", "1000000000000,01", "Dépenses totales", "hors limites"),
    ("cost", "=1000", "Dépenses totales", "n’est pas un montant"),
    ("eu", "0", "Mont_UE", "nul ou négatif"),
    ("eu", "-600", "Mont_UE", "nul ou négatif"),
    ("eu", "600,005", "Mont_UE", "ambigu"),
    ("eu", "600,0051", "Mont_UE", "plus de deux décimales"),
    ("eu", "NaN", "Mont_UE", "n’est pas un montant"),
    ("eu", "#REF!", "Mont_UE", "n’est pas un montant"),
    ("eu", "1000.01", "Mont_UE", "dépasse le coût"),
    ("start", "", "Date début réalisation", "manquante"),
    ("start", "2016-13-01", "Date début réalisation", "date illisible"),
    ("start", "31/02/2016", "Date début réalisation", "date illisible"),
    ("start", "42370", "Date début réalisation", "date illisible"),
    ("start", "1899-12-31", "Date début réalisation", "hors de 2007-2045"),
    ("end", "2099-01-01", "Date fin réalisation", "hors de 2007-2045"),
    ("end", "2015-12-31", "Date fin réalisation", "la fin précède le début"),
    ("end", "01/01/16", "Date fin réalisation", "date illisible"),
]


def test_there_are_enough_bad_inputs() -> None:
    assert len(FILES) + len(CELLS) >= 60


@pytest.mark.parametrize(("name", "value", "column", "reason"), CELLS)
def test_a_bad_cell_refuses_its_row_and_no_other(
    name: str, value: str, column: str, reason: str
) -> None:
    bad = row(**{"number": "201600002", name: value})
    report = send(content(bad, row()))
    assert report.counts == {RowOutcome.CREATED: 1, RowOutcome.REFUSED: 1}
    [refused] = report.refused
    assert (refused.line, refused.column) == (2, column)
    assert reason in refused.message
    assert list(Operation.objects.values_list("number", flat=True)) == ["201600001"]
    assert UseOfCredits.objects.count() == FinancingLine.objects.count() == 2
    assert OperationStep.objects.count() == Beneficiary.objects.count() == 1
    kept = ImportRow.objects.get(outcome=RowOutcome.REFUSED)
    assert (kept.line, kept.column) == (2, column)
    assert not ImportedOperation.objects.filter(row=kept).exists()
    assert len(kept.value) <= 200
    [cells] = list(report.error_rows())
    assert cells[-3:] == ["2", column, refused.message]
    assert len(cells) == len(report.error_header) == 18


def test_a_delimiter_inside_a_cell_without_quotes_never_makes_a_row() -> None:
    cells = LINE.split(b";")
    for place in range(len(cells)):
        shifted = [*cells[:place], b"", *cells[place:]]
        if place == len(cells) - 1:
            # The end takes the place of nothing: the last cell is beyond the table.
            shifted = [*cells[:place], b"x", cells[place]]
        report = send(HEAD + b"\r\n" + b";".join(shifted) + b"\r\n")
        assert report.counts == {RowOutcome.REFUSED: 1}, place
    assert not Operation.objects.exists()


def test_columns_in_another_order_with_others_beside_are_the_same_list() -> None:
    header = ["Remarque", *reversed(HEADER), "Autre"]
    report = send(content(row(), header=header, delimiter=",", encoding="cp1252"))
    assert report.counts == {RowOutcome.CREATED: 1}


def test_a_header_without_case_or_accents_is_the_same_list() -> None:
    header = HEAD.decode().upper().replace("É", "E").encode()
    report = send(header + b"\r\n" + LINE)
    assert report.counts == {RowOutcome.CREATED: 1}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Region_adm", ""),
        ("participants", ""),
        ("participants", "8.0"),
        ("participants", "008"),
        ("cost", "1 000,00 €"),
        ("cost", "1\u202f000.50"),
        ("start", "01/01/2016"),
        ("title", '=HYPERLINK("http://evil.example")'),
        ("title", "<script>alert(1)</script>"),
        ("title", "deux\nlignes  et\u00a0des espaces"),
        ("title", "‮gnp.exe"),
        ("title", "{{ 7*7 }} {% debug %}"),
        ("title", "😀 emoji"),
        ("beneficiary", 'D\'Artagnan & fils; "SARL"'),
        ("number", "HDF_2016.00-1"),
        ("number", "99999999-9"),
        ("number", "HDF999999"),
    ],
)
def test_what_is_only_unusual_is_accepted(name: str, value: str) -> None:
    report = send(content(row(**{name: value})))
    assert report.counts == {RowOutcome.CREATED: 1}, report.results
    assert "\n" not in Operation.objects.get().title


# -- any cells at all ------------------------------------------------------------------------------

texts = st.text(
    st.characters(blacklist_characters="\x00", blacklist_categories=["Cs"]), max_size=60
)
typed = st.sampled_from(
    [
        "",
        "0",
        "1",
        "600",
        "1.000",
        "-1",
        "²",
        "½",
        "٣",
        "1/2/2016",
        "2016-02-30",
        "=1",
        "'",
        '"',
        ";",
    ]
)
changes = st.dictionaries(st.sampled_from(HEADER), st.one_of(texts, typed), max_size=5)


class AnyCells(TestCase):
    @given(st.lists(changes, min_size=1, max_size=4))
    @settings(
        max_examples=40,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    def test_each_row_is_whole_or_refused_whatever_its_cells(self, lines: Any) -> None:
        rows = [row(**{"number": f"N{rank}", **line}) for rank, line in enumerate(lines)]
        report = send(content(*rows))
        counts = report.counts
        made = counts[RowOutcome.CREATED]
        assert len(report.results) <= len(rows)
        assert set(counts) <= {RowOutcome.CREATED, RowOutcome.REFUSED}
        assert Operation.objects.count() == OperationStep.objects.count() == made
        assert UseOfCredits.objects.count() == 2 * made
        assert all(result.message for result in report.refused)
        for operation in Operation.objects.all():
            plan = sum(line.amount for line in operation.financing_lines.all())
            assert plan == operation.uses.filter(stage="contracted").get().delta_cost
        assert Act.objects.filter(kind=ActKind.EXTRACT_EDITION).count() == bool(made)
        assert Balance.objects.filter(stage="paid").count() == 0
        again = send(content(*rows))
        assert again.counts[RowOutcome.UNCHANGED] == made
        assert UseOfCredits.objects.count() == 2 * made

    @given(st.binary(max_size=200))
    @settings(max_examples=60, deadline=None, database=None)
    def test_whatever_follows_the_header_nothing_breaks(self, tail: bytes) -> None:
        try:
            report = send(HEAD + b"\r\n" + tail)
        except TableError:
            return
        assert report.counts[RowOutcome.CREATED] == 0
        assert not Operation.objects.exists()


def test_what_nobody_sees_in_a_cell_is_taken_out_of_it() -> None:
    hidden = row(
        number="2016\u200b00002", title="Un\u00a0 intitule\u0301\u202e", beneficiary="A\u2009B"
    )
    assert send(content(hidden)).counts == {RowOutcome.CREATED: 1}
    made = Operation.objects.select_related("beneficiary").get()
    assert (made.number, made.title) == ("201600002", "Un intitulé")
    assert made.beneficiary.name == "A B"
