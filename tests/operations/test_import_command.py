"""The options of ``import_operations``: what is refused is refused before anything is imported."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accord.acts.models import ImportRun
from accord.kernel.dates import today
from accord.people.models import User
from operations.management.commands import import_operations as command
from operations.models import Operation
from tests.operations.national_list import HEADER, content, real, row

pytestmark = pytest.mark.django_db
FORMER = "2014-2020"


def test_the_account_named_is_the_author_and_the_server_without_one(
    file: Callable[[bytes], Path], actor: Callable[[str], User]
) -> None:
    officer = actor("departement")
    run(file(content(row())), by=officer.email)
    run(file(content(row(), row(number="2"))))
    authors = ImportRun.objects.order_by("pk").values_list("by_user", "by_body", "by_system")
    assert list(authors) == [(officer.pk, "cd62", ""), (None, "", "server")]
    step = Operation.objects.earliest("pk").steps.get()
    assert (step.by_user_id, step.by_role) == (officer.pk, "officer")


@pytest.mark.parametrize(
    ("name", "sentence"), [("stranger", "n’agit aujourd’hui pour aucun"), ("", "aucun compte")]
)
def test_an_account_that_acts_for_no_body_imports_nothing(
    name: str, sentence: str, file: Callable[[bytes], Path], actor: Callable[[str], User]
) -> None:
    email = actor(name).email if name else "personne@test.example"
    with pytest.raises(CommandError, match=f"--by : .*{sentence}"):
        run(file(content(row())), by=email)
    assert not Operation.objects.exists()


def run(path: Path, **options: Any) -> str:
    out = StringIO()
    call_command("import_operations", str(path), **{"agreement": FORMER, "stdout": out, **options})
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(data: bytes) -> Path:
        path = tmp_path / "liste.csv"
        path.write_bytes(data)
        return path

    return write


Write = Callable[[bytes], Path]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"agreement": "2028-2034"}, r"inconnu \(connus : 2021-2027, 2014-2020\)"),
        ({"edition_date": "hier"}, "--edition-date : « hier » n’est pas une date"),
        ({"edition_date": "2016-02-30"}, "--edition-date : .*n’est pas une date"),
        ({"edition_date": "2006-12-31"}, "--edition-date : .*entre 2007 et 2045"),
        ({"edition_date": "0001-01-01"}, "--edition-date : .*entre 2007 et 2045"),
        ({"edition_date": "2046-01-01"}, "--edition-date : .*entre 2007 et 2045"),
        (
            {"edition_date": (today() + timedelta(days=1)).isoformat()},
            "--edition-date : .*dans le futur",
        ),
    ],
)
@pytest.mark.parametrize("dry_run", [False, True])
def test_the_command_refuses_what_it_cannot_read(
    dry_run: bool, options: dict[str, str], sentence: str, file: Write
) -> None:
    with pytest.raises(CommandError, match=sentence):
        run(file(real()), dry_run=dry_run, **options)
    assert not Operation.objects.exists()
    assert not ImportRun.objects.exists()


def test_an_edition_of_today_is_accepted(file: Write) -> None:
    assert "1 créée," in run(file(content(row())), edition_date=today().isoformat())


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"Impossible de lire .*absent\.csv : introuvable\."):
        run(tmp_path / "absent.csv")


# -- the file of refusals --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("absent/refus.csv", "introuvable"),
        ("", "c’est un dossier"),
        ("liste.csv/refus.csv", "introuvable"),
    ],
)
def test_a_file_of_errors_that_cannot_be_written_stops_the_import(
    place: str, reason: str, file: Write, tmp_path: Path
) -> None:
    path = file(content(row(), row(number="2", eu="abc")))
    with pytest.raises(CommandError, match=f"--errors : impossible d’écrire .* : {reason}"):
        run(path, errors=tmp_path / place)
    assert not Operation.objects.exists()


def test_a_folder_that_may_not_be_written_stops_the_import(
    file: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests may run as root, whom no folder refuses: the refusal is played."""
    path = file(content(row()))

    def refuse(self: Path, *args: Any, **kwargs: Any) -> Any:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        with pytest.raises(CommandError, match=r"--errors : .* : accès refusé"):
            run(path, errors=tmp_path / "refus.csv")
    assert not Operation.objects.exists()


def test_the_list_itself_is_not_replaced_by_its_refusals(file: Write) -> None:
    data = content(row(), row(number="2", eu="abc"))
    path = file(data)
    with pytest.raises(CommandError, match="--errors : c’est le fichier à importer"):
        run(path, errors=path)
    assert path.read_bytes() == data
    assert not Operation.objects.exists()


def test_without_any_refusal_the_file_of_errors_has_its_header_alone(
    file: Write, tmp_path: Path
) -> None:
    errors = tmp_path / "refus.csv"
    run(file(content(row(eu="abc"))), errors=errors)
    assert len(errors.read_bytes().splitlines()) == 2
    said = run(file(content(row())), errors=errors)
    assert f"Aucune ligne refusée, en-tête seul : {errors}" in said
    header = ";".join([*HEADER, "ligne", "champ", "motif"])
    assert errors.read_bytes().decode("utf-8-sig") == f"{header}\r\n"
    assert run(errors.rename(tmp_path / "vide.csv")).startswith("0 lignes")


def test_a_file_that_cannot_be_read_leaves_no_empty_file_of_errors(
    file: Write, tmp_path: Path
) -> None:
    errors = tmp_path / "refus.csv"
    with pytest.raises(CommandError, match="vide"):
        run(file(b""), errors=errors)
    assert not errors.exists()


def test_a_disk_that_fills_up_meanwhile_is_said_without_a_traceback(
    file: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    path = file(content(row()))
    monkeypatch.setattr(command.Path, "write_bytes", full)
    with pytest.raises(CommandError, match=r"l’import est terminé, mais .* : disque plein"):
        run(path, errors=tmp_path / "refus.csv")
    assert Operation.objects.count() == 1
