"""An installation beside the suite's own: its database, its documents, commands in a process."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

ROOT = Path(settings.BASE_DIR)
_CASTS = re.compile(r"::(text|character varying)(\[\])?|[()]")
KEY = "a-key-of-this-installation-" + "k" * 40


@dataclass(frozen=True)
class Installation:
    """A database by its name (a file, or a database of the suite's server) and a folder."""

    name: str
    documents: Path
    key: str = KEY

    @property
    def url(self) -> str:
        if connection.vendor == "sqlite":
            return f"sqlite:///{quote(self.name)}"
        place = connection.settings_dict
        who = f"{quote(place['USER'])}:{quote(place['PASSWORD'])}"
        return f"postgres://{who}@{place['HOST']}:{place['PORT'] or 5432}/{self.name}"

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """``manage.py`` in a process of its own."""
        return self.start(sys.executable, "manage.py", *command, **environment)

    def start(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        known = {
            "DATABASE_URL": self.url,
            "DOCUMENTS_DIR": str(self.documents),
            "SECRET_KEY": self.key,
            "DJANGO_SETTINGS_MODULE": "accord.settings.dev",
        }
        return subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, **known, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def done(self, *command: str, **environment: str) -> str:
        """The same, expected to succeed; gives what it says."""
        answer = self.run(*command, **environment)
        assert answer.returncode == 0, (command, answer.stdout, answer.stderr)
        return answer.stdout

    def refused(self, *command: str) -> str:
        """The same, expected to be refused without a traceback; gives why."""
        answer = self.run(*command)
        assert answer.returncode == 1, (command, answer.stdout, answer.stderr)
        assert "Traceback" not in answer.stderr, answer.stderr
        return answer.stderr

    # -- what is there, read without the application -----------------------------------------------

    def tables(self) -> dict[str, list[Any]]:
        """Every row of every table."""
        if connection.vendor == "sqlite":
            if not Path(self.name).exists():
                return {}
            with closing(sqlite3.connect(self.name)) as base:
                names = base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
                return {
                    name: sorted(map(repr, base.execute(f'SELECT * FROM "{name}"')))
                    for (name,) in names.fetchall()
                }
        with psycopg.connect(self.url) as base:
            names = base.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            return {
                name: sorted(
                    text
                    for (text,) in base.execute(
                        sql.SQL("SELECT t::text FROM {} AS t").format(sql.Identifier(name))
                    )
                )
                for (name,) in names.fetchall()
            }

    def shape(self) -> list[str]:
        """Tables, indexes, constraints, triggers, policies, rights, as the database says them."""
        if connection.vendor == "sqlite":
            with closing(sqlite3.connect(self.name)) as base:
                return sorted(str(row) for row in base.execute("SELECT sql FROM sqlite_master"))
        said = subprocess.run(
            ["pg_dump", "--schema-only", "--no-owner", self.url],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        # pg_dump guards its file with a key of the day; PostgreSQL that reads its own text back
        # writes casts and brackets otherwise.
        lines = (line for line in said.splitlines() if not line.startswith(("\\", "--")))
        return [_CASTS.sub("", line) for line in lines]

    def files(self) -> dict[str, str]:
        """Digest of every document."""
        return {
            str(path.relative_to(self.documents)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in self.documents.rglob("*")
            if path.is_file()
        }


@contextmanager
def new_installation(folder: Path) -> Iterator[Installation]:
    """An installation with an empty database and no document; gone afterwards."""
    folder.mkdir(parents=True)
    documents = folder / "documents"
    if connection.vendor == "sqlite":
        yield Installation(str(folder / "base.sqlite3"), documents)
        return
    name = f"accord_of_a_test_{uuid4().hex[:12]}"
    place = connection.get_connection_params()
    wanted = {key: place[key] for key in ("host", "port", "user", "password") if place.get(key)}
    with psycopg.connect(**wanted, dbname="postgres", autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield Installation(name, documents)
    finally:
        with psycopg.connect(**wanted, dbname="postgres", autocommit=True) as server:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
