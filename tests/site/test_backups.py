"""A backup is the whole installation, and a restoration is all of it or nothing."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection

from accord.acts.documents import store_document
from accord.acts.models import StoredFile
from accord.backups import archive, databases
from accord.backups.archive import BackupError, restore, save
from accord.backups.databases import ToolError
from accord.backups.digests import digest_of, file_digests
from accord.kernel.actors import SERVER
from accord.kernel.transactions import acting
from tests.installations import Installation, new_installation

PDF = b"%PDF-1.4 \x00\xff un document\n%%EOF\n"


@pytest.fixture
def documents(settings: Any, tmp_path: Path) -> Path:
    """Where the suite keeps its documents, as the settings of a server name it."""
    settings.DOCUMENTS_DIR = str(tmp_path / "documents")
    return tmp_path / "documents"


# -- all of it -------------------------------------------------------------------------------------


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Installation]:
    with new_installation(tmp_path / "elsewhere") as made:
        yield made


def test_an_empty_installation_becomes_the_saved_one(
    committed: None, documents: Path, target: Installation, tmp_path: Path
) -> None:
    with acting(SERVER):
        store_document(PDF, name="Convention.pdf", by=SERVER)
    saved, key = tmp_path / "saved.tar.gz", tmp_path / "key"
    here = Installation(str(connection.settings_dict["NAME"]), documents)
    here.done("backup", str(saved))
    assert saved.stat().st_mode & 0o077 == 0

    target = replace(target, key="k" * 60)
    said = target.done("restore", str(saved), "--key", str(key))

    assert "chaque table et chaque document sont ceux de la sauvegarde" in said
    assert key.read_text() == here.key
    assert key.stat().st_mode & 0o077 == 0
    assert target.tables() == here.tables()
    assert target.shape() == here.shape()
    assert len(target.tables()["acts_storedfile"]) == StoredFile.objects.count() == 1
    assert target.files() == here.files()
    assert len(target.files()) == 1
    assert "n’est pas vide" in target.refused("restore", str(saved))


# -- or nothing ------------------------------------------------------------------------------------

FILES = {"ab/abc": b"un document", "cd/cde": b"un autre document " * 4000}


class Untouched:
    """An installation that is empty, and notes what is written into its base."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.written: list[bytes] = []
        self.keys: list[str] = []

    def restore(self, path: Path, vendor: str = "sqlite") -> list[str]:
        return restore(path, vendor=vendor, keep_key=self.keys.append)

    def refuses(self, path: Path, why: str, **options: str) -> None:
        with pytest.raises(BackupError, match=why):
            self.restore(path, **options)
        assert self.written == []
        assert self.keys == []
        assert file_digests(self.folder) == {}


@pytest.fixture
def untouched(monkeypatch: pytest.MonkeyPatch, documents: Path) -> Untouched:
    made = Untouched(documents)
    monkeypatch.setattr(archive, "is_empty", lambda: True)
    monkeypatch.setattr(archive, "table_digests", dict)
    monkeypatch.setattr(
        archive, "restore_from", lambda path: made.written.append(path.read_bytes())
    )
    return made


@pytest.fixture
def packed(tmp_path: Path) -> Callable[..., Path]:
    """A backup of a base of a few bytes and two documents; what is given changes it."""

    def pack(changed: dict[str, bytes | None] | None = None, **said: Any) -> Path:
        base = b"une base" * 9000
        (tmp_path / "base").write_bytes(base)
        digests = {}
        for name, content in FILES.items():
            (tmp_path / "piece").write_bytes(content)
            digests[name] = digest_of(tmp_path / "piece")
        contents = {
            "version": site_settings.VERSION,
            "made_at": "2026-11-25T10:00:00+00:00",
            "vendor": "sqlite",
            "database": digest_of(tmp_path / "base"),
            "tables": {},
            "documents": digests,
            **said,
        }
        members: dict[str, bytes | None] = {
            "contents.json": json.dumps(contents).encode(),
            "database": base,
            "secret-key": b"une cle",
            **{f"documents/{name}": content for name, content in FILES.items()},
            **(changed or {}),
        }
        path = tmp_path / "packed.tar.gz"
        with tarfile.open(path, "w:gz") as made:
            for name, content in members.items():
                if content is not None:
                    member = tarfile.TarInfo(name)
                    member.size = len(content)
                    made.addfile(member, BytesIO(content))
        return path

    return pack


def test_what_is_whole_is_restored(untouched: Untouched, packed: Callable[..., Path]) -> None:
    assert untouched.restore(packed()) == []
    assert len(untouched.written) == len(untouched.keys) == 1
    assert {(untouched.folder / name).read_bytes() for name in FILES} == set(FILES.values())


@pytest.mark.parametrize("kept", [0, 1, 60, 150, 300, -200, -20, -8, -1])
def test_a_file_that_was_cut_is_refused(
    kept: int, untouched: Untouched, packed: Callable[..., Path]
) -> None:
    path = packed()
    path.write_bytes(path.read_bytes()[:kept])
    untouched.refuses(path, "n’est pas une sauvegarde d’Accord|incomplète ou abîmée")


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"documents/ab/abc": b"un faux"}, "a été modifiée, rien n’est écrit :\nab/abc : "),
        ({"documents/ab/abc": None}, "\nab/abc : absent au lieu de "),
        ({"documents/zz/zzz": b"de plus"}, "\nzz/zzz : [0-9a-f]+ au lieu de absent"),
        ({"database": b"une autre base"}, "\nla base n’est pas celle"),
        ({"database": None}, "incomplète ou abîmée"),
        ({"contents.json": b"{}"}, "n’est pas une sauvegarde d’Accord"),
        ({"contents.json": b"\xff"}, "n’est pas une sauvegarde d’Accord"),
        ({"contents.json": None}, "n’est pas une sauvegarde d’Accord"),
        ({"../../escaped": b"dehors"}, "incomplète ou abîmée"),
    ],
)
def test_a_file_that_was_altered_is_refused(
    changed: dict[str, bytes | None], why: str, untouched: Untouched, packed: Callable[..., Path]
) -> None:
    untouched.refuses(packed(changed), why)


def test_another_kind_of_database_or_version_is_refused(
    untouched: Untouched, packed: Callable[..., Path]
) -> None:
    untouched.refuses(packed(), "d’une base sqlite, pas postgresql", vendor="postgresql")
    untouched.refuses(packed(version="0.1.9"), "Accord 0.1.9, pas .* puis mettez à niveau")


def test_another_file_is_refused(untouched: Untouched, tmp_path: Path) -> None:
    untouched.refuses(tmp_path / "absent", "est introuvable")
    other = tmp_path / "photo.jpg"
    other.write_bytes(b"\xff\xd8\xff\xe0" * 400)
    untouched.refuses(other, "n’est pas une sauvegarde d’Accord")


def test_documents_go_again_when_the_base_is_refused(
    untouched: Untouched, packed: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise ToolError("disk full")

    monkeypatch.setattr(archive, "restore_from", refuse)
    with pytest.raises(ToolError, match="disk full"):
        untouched.restore(packed())
    assert file_digests(untouched.folder) == {}
    assert untouched.keys == []


def test_documents_that_are_there_are_not_overwritten(
    untouched: Untouched, packed: Callable[..., Path]
) -> None:
    untouched.folder.mkdir()
    (untouched.folder / "other").write_bytes(b"un document")
    with pytest.raises(BackupError, match="contient des documents"):
        untouched.restore(packed())
    assert untouched.written == []
    assert list(file_digests(untouched.folder)) == ["other"]


@pytest.mark.django_db
def test_a_base_that_is_not_empty_is_not_overwritten(
    documents: Path, packed: Callable[..., Path]
) -> None:
    path = packed(vendor=connection.vendor)
    with pytest.raises(CommandError, match="La base n’est pas vide"):
        call_command("restore", str(path))
    assert file_digests(documents) == {}


def test_nothing_is_written_over_a_backup_or_a_key(tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.write_text("tenu")
    with pytest.raises(BackupError, match="existe déjà"):
        save(there, vendor="sqlite")
    with pytest.raises(CommandError, match="existe déjà"):
        call_command("restore", str(there), "--key", str(there))
    with pytest.raises(CommandError, match="n’est pas un dossier"):
        call_command("restore", str(there), "--key", str(tmp_path / "no" / "key"))
    assert there.read_text() == "tenu"


def test_a_restoration_that_is_refused_leaves_no_key(tmp_path: Path) -> None:
    there, key = tmp_path / "there", tmp_path / "key"
    there.write_text("tenu")
    with pytest.raises(CommandError, match="n’est pas une sauvegarde"):
        call_command("restore", str(there), "--key", str(key))
    assert not key.exists()


@pytest.mark.django_db
def test_a_backup_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*given: object, **named: object) -> None:
        raise OSError("No space left on device")

    @contextmanager
    def made(path: Path) -> Iterator[str]:
        path.write_text("base")
        yield "default"

    monkeypatch.setattr(archive, "dumped", made)
    monkeypatch.setattr("tarfile.TarFile.add", full)
    with pytest.raises(CommandError, match="No space left"):
        call_command("backup", str(tmp_path / "saved.tar.gz"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="no role without PostgreSQL")
def test_whoever_may_not_take_on_the_role_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise ImproperlyConfigured("ne peut agir comme")

    def write(*given: str) -> str:
        raise AssertionError("written before the role was taken on")

    monkeypatch.setattr(databases, "raise_role", refuse)
    monkeypatch.setattr(databases, "_run", write)
    with pytest.raises(ImproperlyConfigured, match="ne peut agir"):
        databases.restore_from(tmp_path / "base")
