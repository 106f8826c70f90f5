"""A base of version 0.1, whose tables are no longer ours: recognised, set aside.

Nothing of it is carried over: 0.1 was never in service. Its file is kept under another name.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections

_TOLD = (
    "Cette base est celle d’Accord 0.1, dont les tables ont changé depuis : elle n’est pas reprise."
)


def is_former(alias: str = "default") -> bool:
    """Whether a database was made by version 0.1: its site still had tables of its own."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        if "django_migrations" not in connection.introspection.table_names(cursor):
            return False
        cursor.execute("SELECT COUNT(*) FROM django_migrations WHERE app = 'accord'")
        return bool(cursor.fetchone()[0])


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
