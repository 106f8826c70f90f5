"""The database of the suite: migrated and loaded once per state of the code, then copied.

The copy is kept between runs beside the base that tests name; whatever changes a line of the
application or of its reference data makes a new one.
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection

_ROOMS = ("accord", "envelopes", "operations", "indicators", "governance")
_ROOT = Path(settings.BASE_DIR)
_VAR = Path(settings.VAR_DIR)


def digest_of_sources() -> str:
    """What tables and reference data are made from."""
    found = sha256(django.__version__.encode())
    paths = [path for room in _ROOMS for path in (_ROOT / room).rglob("*.py")]
    for path in sorted([*paths, *(_ROOT / "fixtures").rglob("*")]):
        if path.is_file():
            found.update(path.relative_to(_ROOT).as_posix().encode())
            found.update(path.read_bytes())
    return found.hexdigest()[:12]


def make_test_database() -> str:
    """Make the database of this process from the template. Returns the name of the real one."""
    real = connection.settings_dict["NAME"]
    target = connection.creation._get_test_db_name()
    is_sqlite = connection.vendor == "sqlite"
    with _one_at_a_time():
        (_copy_file if is_sqlite else _copy_database)(target, digest_of_sources())
    _use(target)
    return str(real)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    _VAR.mkdir(exist_ok=True)
    with (_VAR / "test-template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _use(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def _build(name: str) -> None:
    """An empty database under this name, migrated and loaded."""
    real, tests = connection.settings_dict["NAME"], connection.settings_dict["TEST"]
    known = tests["NAME"]
    tests["NAME"] = name
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        call_command("load_accord", verbosity=0)
    finally:
        tests["NAME"] = known
        _use(real)


def _copy_file(target: str, digest: str) -> None:
    template = _VAR / f"test-template-{digest}.sqlite3"
    if not template.exists():
        for former in _VAR.glob("test-template-*.sqlite3*"):
            former.unlink()
        new = _VAR / "test-new.sqlite3"
        _build(str(new))
        new.rename(template)
    for part in ("", "-wal", "-shm"):
        Path(f"{target}{part}").unlink(missing_ok=True)
    shutil.copyfile(template, target)


def _copy_database(target: str, digest: str) -> None:
    prefix = f"{connection.settings_dict['NAME']}_template_"
    template = prefix + digest
    if template not in _databases(prefix):
        for former in _databases(prefix):
            _ask(f'DROP DATABASE "{former}" WITH (FORCE)')
        _build(f"{prefix}new")
        _ask(f'ALTER DATABASE "{prefix}new" RENAME TO "{template}"')
    _ask(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
    _ask(f'CREATE DATABASE "{target}" TEMPLATE "{template}"')


def _databases(prefix: str) -> list[str]:
    rows = _ask("SELECT datname FROM pg_database")
    return [name for (name,) in rows if name.startswith(prefix)]


def _ask(statement: str) -> Any:
    """Run a statement from beside the databases of the suite."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else ()
