"""A database as one file, and back: SQLite's own copy, PostgreSQL's own dump of one instant."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection, connections, transaction

from accord.kernel.fences import raise_fences, raise_role


class ToolError(RuntimeError):
    """A tool of the database refused; the message is its own."""


COPY = "backup"


@contextmanager
def dumped(path: Path) -> Iterator[str]:
    """Write the database to a file; gives the alias under which what was written is read."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(_name())) as source, closing(sqlite3.connect(path)) as copy:
            source.backup(copy)
        connections.databases[COPY] = {**connection.settings_dict, "NAME": str(path)}
        try:
            yield COPY
        finally:
            connections[COPY].close()
            del connections[COPY], connections.databases[COPY]
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={path}")
        # Read in the same transaction: it is of the same instant.
        yield connection.alias


def restore_from(path: Path) -> None:
    """Fill an empty database from its file, whole or not at all. Raises ToolError."""
    if connection.vendor == "sqlite":
        connection.close()
        try:
            with (
                closing(sqlite3.connect(path)) as source,
                closing(sqlite3.connect(_name())) as target,
            ):
                source.backup(target)
        except sqlite3.Error as error:
            raise ToolError(str(error)) from error
        return
    # Whoever may not make or take on the role is told before anything is written.
    raise_role()
    connection.close()
    whole = ("--single-transaction", "--exit-on-error")
    without_fences = path.with_name("restored-list")
    without_fences.write_text(_without_fences(_run("pg_restore", "--list", str(path))))
    chosen = ("--no-owner", "--no-privileges", f"--use-list={without_fences}")
    _run("pg_restore", *chosen, *whole, "--dbname", _name(), str(path))
    # Privileges and policies name a role of the server: they are drawn anew for the one of here.
    raise_fences()


def _without_fences(listed: str) -> str:
    lines = listed.splitlines(keepends=True)
    return "".join(line for line in lines if " POLICY public " not in line)


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _run(tool: str, *arguments: str) -> str:
    """What a tool of PostgreSQL says, on the database of the settings; no password on the line."""
    place = connection.settings_dict
    known = {
        "PGHOST": place["HOST"],
        "PGPORT": str(place["PORT"] or ""),
        "PGUSER": place["USER"],
        "PGPASSWORD": place["PASSWORD"],
        "PGDATABASE": _name(),
    }
    environment = {**os.environ, **{name: value for name, value in known.items() if value}}
    try:
        # The tool is ours to name, its arguments are names of files.
        done = subprocess.run(  # noqa: S603
            [tool, *arguments], env=environment, check=True, capture_output=True
        )
    except FileNotFoundError:
        raise ToolError(f"{tool} est introuvable : installez le client de PostgreSQL.") from None
    except subprocess.CalledProcessError as error:
        raise ToolError(error.stderr.decode(errors="replace").strip()) from error
    return done.stdout.decode()
