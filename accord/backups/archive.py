"""One file for a whole installation: saved, looked into, restored and compared."""

from __future__ import annotations

import json
import os
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from accord.backups.databases import dumped, restore_from
from accord.backups.digests import differences, file_digests, is_empty, table_digests
from accord.kernel.dates import now

CONTENTS = "contents.json"
DATABASE = "database"
DOCUMENTS = "documents"
SECRET_KEY = "secret-key"  # noqa: S105 - the name of a file


class BackupError(RuntimeError):
    """Why a backup cannot be made or restored, in French."""


@dataclass(frozen=True)
class Contents:
    """What a backup says of itself."""

    version: str
    made_at: str
    vendor: str
    tables: dict[str, str]
    documents: dict[str, str]


def save(path: Path, *, vendor: str) -> Contents:
    """Write a backup, readable by its owner alone. Raises BackupError for a file already there."""
    if path.exists():
        raise BackupError(f"{path} existe déjà : rien n’est écrasé.")
    folder = Path(settings.DOCUMENTS_DIR)
    with TemporaryDirectory() as made:
        place = Path(made)
        with dumped(place / DATABASE) as alias:
            tables = table_digests(alias)
        # After the base: a document is kept before the row that names it, and never changes.
        contents = Contents(
            version=settings.VERSION,
            made_at=now().isoformat(),
            vendor=vendor,
            tables=tables,
            documents=file_digests(folder),
        )
        _write(place / SECRET_KEY, settings.SECRET_KEY)
        _write(place / CONTENTS, json.dumps(vars(contents), indent=1))
        _pack(path, place, folder)
    return contents


def _write(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")


def _pack(path: Path, place: Path, folder: Path) -> None:
    part = path.with_name(f"{path.name}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file, tarfile.open(fileobj=file, mode="w:gz") as archive:
        for name in (CONTENTS, DATABASE, SECRET_KEY):
            archive.add(place / name, arcname=name)
        if folder.exists():
            archive.add(folder, arcname=DOCUMENTS)
    part.rename(path)


def look_into(path: Path) -> Contents:
    """What a backup holds. Raises BackupError for another kind of file."""
    try:
        with tarfile.open(path) as archive:
            member = archive.extractfile(CONTENTS)
            if member is None:
                raise KeyError(CONTENTS)
            return Contents(**json.loads(member.read()))
    except (OSError, tarfile.TarError, KeyError, TypeError, ValueError) as error:
        raise BackupError(f"{path} n’est pas une sauvegarde d’Accord : {error}") from error


def restore(path: Path, *, vendor: str, keep_key: Callable[[str], None]) -> list[str]:
    """Fill an empty installation from a backup.

    Returns a French sentence for each difference between what was saved and what is there now.
    Raises BackupError where something would be overwritten, or for another kind of database.
    """
    contents = look_into(path)
    if contents.vendor != vendor:
        raise BackupError(f"Cette sauvegarde est celle d’une base {contents.vendor}, pas {vendor}.")
    folder = Path(settings.DOCUMENTS_DIR)
    if not is_empty():
        raise BackupError("La base n’est pas vide : une restauration n’écrase rien.")
    if file_digests(folder):
        raise BackupError(f"{folder} contient des documents : une restauration n’écrase rien.")
    with TemporaryDirectory(dir=folder.parent if folder.parent.exists() else None) as made:
        place = Path(made)
        with tarfile.open(path) as archive:
            archive.extractall(place, filter="data")
        restore_from(place / DATABASE)
        if (place / DOCUMENTS).exists():
            folder.mkdir(parents=True, exist_ok=True)
            for child in (place / DOCUMENTS).iterdir():
                child.rename(folder / child.name)
        keep_key((place / SECRET_KEY).read_text(encoding="utf-8"))
    return list(_compare(contents))


def _compare(contents: Contents) -> Iterator[str]:
    yield from differences(contents.tables, table_digests())
    yield from differences(contents.documents, file_digests(Path(settings.DOCUMENTS_DIR)))


def default_name(moment: datetime) -> str:
    return f"accord-{moment:%Y%m%d-%H%M%S}.tar.gz"
