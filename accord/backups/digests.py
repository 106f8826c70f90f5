"""What a base holds, as digests: equal bases give equal lines, whichever database they are on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db import connection, models

# Rewritten at each migration, or gone with the machine that wrote them.
_LEFT_OUT = {"django_session", "django_migrations"}


def table_digests(using: str = "default") -> dict[str, str]:
    """``{table: "rows digest"}`` for every table of the application, keys included."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if table not in _LEFT_OUT:
            found[table] = _digest(model, using)
    return dict(sorted(found.items()))


def _digest(model: type[models.Model], using: str) -> str:
    rows = 0
    digest = hashlib.sha256()
    columns = sorted(model._meta.concrete_fields, key=lambda field: str(field.column))
    names = [field.attname for field in columns]
    everything = models.QuerySet[models.Model](model=model, using=using).order_by("pk")
    for values in everything.values_list(*names).iterator(chunk_size=2000):
        rows += 1
        digest.update(repr(values).encode())
    return f"{rows} {digest.hexdigest()}"


def file_digests(folder: Path) -> dict[str, str]:
    """``{path in the folder: digest}`` for every file."""
    return {str(path.relative_to(folder)): digest_of(path) for path in sorted(_files(folder))}


def digest_of(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file()) if folder.exists() else iter(())


def differences(expected: dict[str, str], found: dict[str, str]) -> Iterator[str]:
    """A French sentence for each table or document that is not what was saved."""
    for name in sorted({*expected, *found}):
        if expected.get(name) != found.get(name):
            yield f"{name} : {found.get(name, 'absent')} au lieu de {expected.get(name, 'absent')}"


def is_empty() -> bool:
    """Whether the database has no table yet."""
    return not connection.introspection.table_names()
