"""One file for a whole installation: saved, looked into, restored and compared.

What is restored is checked before anything is written, and compared once it is there.
"""

from __future__ import annotations

import json
import os
import shutil
import tarfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from accord.backups.databases import dumped, restore_from
from accord.backups.digests import (
    differences,
    digest_of,
    file_digests,
    is_empty,
    table_digests,
)
from accord.kernel.dates import now

CONTENTS = "contents.json"
DATABASE = "database"
DOCUMENTS = "documents"
SECRET_KEY = "secret-key"  # noqa: S105 - the name of a file


# What reading an archive that was cut or altered raises.
_UNREADABLE = (OSError, EOFError, tarfile.TarError, zlib.error, KeyError, TypeError, ValueError)

_PIECE = 1024 * 1024


class BackupError(RuntimeError):
    """Why a backup cannot be made or restored, in French."""


@dataclass(frozen=True)
class Contents:
    """What a backup says of itself; ``database`` is the digest of the dump."""

    version: str
    made_at: str
    vendor: str
    database: str
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
            database=digest_of(place / DATABASE),
            tables=tables,
            documents=file_digests(folder),
        )
        _write(place / SECRET_KEY, settings.SECRET_KEY)
        _write(place / CONTENTS, json.dumps(vars(contents), indent=1))
        _pack(path, place, folder, contents)
    return contents


def _write(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")


def _pack(path: Path, place: Path, folder: Path, contents: Contents) -> None:
    part = path.with_name(f"{path.name}.part")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with (
            os.fdopen(descriptor, "wb") as file,
            tarfile.open(fileobj=file, mode="w:gz") as archive,
        ):
            for name in (CONTENTS, DATABASE, SECRET_KEY):
                archive.add(place / name, arcname=name)
            # Those of the list alone: another may have been kept meanwhile.
            for name in contents.documents:
                archive.add(folder / name, arcname=f"{DOCUMENTS}/{name}")
        part.rename(path)
    except BaseException:
        # Half a backup holds the key all the same.
        part.unlink(missing_ok=True)
        raise


def look_into(path: Path) -> Contents:
    """What a backup holds. Raises BackupError for another kind of file."""
    if not path.is_file():
        raise BackupError(f"{path} est introuvable.")
    try:
        with tarfile.open(path) as archive:
            member = archive.extractfile(CONTENTS)
            if member is None:
                raise KeyError(CONTENTS)
            return Contents(**json.loads(member.read()))
    except _UNREADABLE as error:
        raise BackupError(f"{path} n’est pas une sauvegarde d’Accord : {error}") from error


def restore(path: Path, *, vendor: str, keep_key: Callable[[str], None]) -> list[str]:
    """Fill an empty installation from a backup: all of it, or nothing.

    Returns a French sentence for each difference between what was saved and what is there now.
    Raises BackupError, before anything is written, where something would be overwritten, for
    another kind of database or another version, and for a backup that is cut or altered.
    """
    contents = look_into(path)
    folder = Path(settings.DOCUMENTS_DIR)
    _require_room(contents, vendor, folder)
    with TemporaryDirectory(dir=folder.parent if folder.parent.exists() else None) as made:
        place = Path(made)
        _unpack(path, place, contents)
        _put(place, folder)
        keep_key((place / SECRET_KEY).read_text(encoding="utf-8"))
    return list(_compare(contents))


def _require_room(contents: Contents, vendor: str, folder: Path) -> None:
    if contents.vendor != vendor:
        raise BackupError(f"Cette sauvegarde est celle d’une base {contents.vendor}, pas {vendor}.")
    if contents.version != settings.VERSION:
        raise BackupError(
            f"Cette sauvegarde est celle d’Accord {contents.version}, pas {settings.VERSION} : "
            "installez cette version, restaurez, puis mettez à niveau."
        )
    if not is_empty():
        raise BackupError("La base n’est pas vide : une restauration n’écrase rien.")
    if file_digests(folder):
        raise BackupError(f"{folder} contient des documents : une restauration n’écrase rien.")


def _unpack(path: Path, place: Path, contents: Contents) -> None:
    """Extract aside, and compare with what the backup says of itself."""
    try:
        with tarfile.open(path) as archive:
            archive.extractall(place, filter="data")
            # To its last byte: the archive ends before its file does.
            while archive.fileobj is not None and archive.fileobj.read(_PIECE):
                pass
        is_same = digest_of(place / DATABASE) == contents.database
    except _UNREADABLE as error:
        raise BackupError(f"{path} est incomplète ou abîmée, rien n’est écrit : {error}") from error
    found = list(differences(contents.documents, file_digests(place / DOCUMENTS)))
    if not is_same:
        found.insert(0, "la base n’est pas celle qui a été sauvegardée")
    if found:
        raise BackupError(f"{path} a été modifiée, rien n’est écrit :\n" + "\n".join(found))


def _put(place: Path, folder: Path) -> None:
    """Documents first: without a base they are nobody's, and go again if it is refused."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [child.name for child in (place / DOCUMENTS).glob("*")]
    try:
        for name in names:
            shutil.move(place / DOCUMENTS / name, folder / name)
        restore_from(place / DATABASE)
    except BaseException:
        for name in names:
            shutil.rmtree(folder / name, ignore_errors=True)
            if (folder / name).is_file():
                (folder / name).unlink()
        raise


def _compare(contents: Contents) -> Iterator[str]:
    yield from differences(contents.tables, table_digests())
    yield from differences(contents.documents, file_digests(Path(settings.DOCUMENTS_DIR)))


def default_name(moment: datetime) -> str:
    return f"accord-{moment:%Y%m%d-%H%M%S}.tar.gz"
