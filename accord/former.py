"""What ``migrate`` must not touch: a base of version 0.1, and one that is not ours at all.

Nothing is carried over from 0.1, which was never in service: its file is kept under another name.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.db import connections

_MIGRATIONS = "django_migrations"
_TOLD = (
    "Cette base est celle d’Accord 0.1, dont les tables ont changé depuis : elle n’est pas reprise."
)


def is_former(alias: str = "default") -> bool:
    """Whether a database was made by version 0.1: its site still had tables of its own."""
    return "accord" in _migrated(alias)


def foreign_tables(alias: str = "default") -> list[str]:
    """Tables that are not ours, of a database where no version of Accord has stood."""
    rooms = {room.rpartition(".")[2] for room in settings.ROOMS}
    if _migrated(alias) & {*rooms, "accord"}:
        return []
    known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    return sorted({*connections[alias].introspection.table_names()} - known - {_MIGRATIONS})


def _migrated(alias: str) -> set[str]:
    """Applications whose migrations a database has seen."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        if _MIGRATIONS not in connection.introspection.table_names(cursor):
            return set()
        cursor.execute("SELECT DISTINCT app FROM django_migrations")
        return {app for (app,) in cursor.fetchall()}


def refuse_former(
    app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """``migrate`` stops before it touches such a base."""
    return [
        Error(
            _TOLD,
            hint="« manage.py set_aside_former_base » la met de côté ; ou donnez une base neuve "
            "par DATABASE_URL.",
            id="accord.E001",
        )
        for alias in databases or ()
        if is_former(alias)
    ]


def refuse_foreign(
    app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """``migrate`` adds no table beside those of another application."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        if tables := foreign_tables(alias):
            names = ", ".join(tables[:3])
            text = f"Cette base est celle d’une autre application ({names}) : rien n’y est écrit."
            hint = "Donnez une base neuve par DATABASE_URL."
            found.append(Error(text, hint=hint, id="accord.E002"))
    return found


def set_aside(path: Path) -> Path:
    """Rename a file of SQLite, with its journal: ``accord.sqlite3`` → ``accord-0.1.sqlite3``."""
    kept = path.with_name(f"{path.stem}-0.1{path.suffix}")
    number = 2
    while kept.exists():
        kept = path.with_name(f"{path.stem}-0.1-{number}{path.suffix}")
        number += 1
    for ending in ("", "-wal", "-shm"):
        part = path.with_name(path.name + ending)
        if part.exists():
            part.rename(kept.with_name(kept.name + ending))
    return kept


def told(kept: Path | None) -> str:
    """What is said of it, once it is set aside or because it cannot be."""
    if kept is None:
        return f"{_TOLD} Elle reste telle quelle : donnez une base neuve par DATABASE_URL."
    return f"{_TOLD} Elle est gardée sous {kept} et une base neuve prend sa place."
