"""Before ``migrate``: a base of 0.1 is set aside, one of 0.2 left alone, another's refused."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from accord import former
from accord.former import foreign_tables, is_former, refuse_foreign, refuse_former, set_aside

FORMER = [("accord", "0001_initial"), ("operations", "0001_initial")]
PRESENT = [("web", "0001_initial"), ("acts", "0001_initial")]
OTHER = [("blog", "0001_initial"), ("auth", "0001_initial")]


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Any]:
    """An empty base of SQLite under an alias of its own: ``base(migrations, *tables)`` fills it."""
    alias = "of_a_test"
    place = {**connections.databases["default"], "ENGINE": "django.db.backends.sqlite3"}
    path = tmp_path / "accord.sqlite3"
    connections.databases[alias] = {**place, "NAME": str(path), "OPTIONS": {}}

    def fill(migrations: list[tuple[str, str]] | None = None, *tables: str) -> Path:
        with connections[alias].cursor() as cursor:
            if migrations is not None:
                cursor.execute("CREATE TABLE django_migrations (id INTEGER, app TEXT, name TEXT)")
                for app, name in migrations:
                    cursor.execute("INSERT INTO django_migrations VALUES (1, %s, %s)", [app, name])
            for table in tables:
                cursor.execute(f"CREATE TABLE {table} (id INTEGER)")
        return path

    yield fill
    connections[alias].close()
    del connections[alias], connections.databases[alias]


pytestmark = pytest.mark.django_db(databases=["default"])


@pytest.fixture(autouse=True)
def may_open_its_own_base(django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


def faults(check: Any) -> list[str]:
    return [f"{fault.id} {fault.msg} {fault.hint}" for fault in check(databases=["of_a_test"])]


def test_a_base_of_0_1_is_recognised_and_migrate_does_not_touch_it(base: Any) -> None:
    base(FORMER, "accord_act", "operations_operation")
    assert is_former("of_a_test")
    assert foreign_tables("of_a_test") == []
    [told] = faults(refuse_former)
    assert told.startswith("accord.E001 Cette base est celle d’Accord 0.1")
    assert "set_aside_former_base" in told


def test_a_base_of_0_2_is_left_alone(base: Any) -> None:
    base(PRESENT, "acts_act", "somebody_s_own_table")
    assert not is_former("of_a_test")
    assert faults(refuse_former) == faults(refuse_foreign) == []


def test_an_empty_base_is_neither(base: Any) -> None:
    base()
    assert not is_former("of_a_test")
    assert faults(refuse_former) == faults(refuse_foreign) == []


def test_a_first_migration_that_was_interrupted_goes_on(base: Any) -> None:
    base([("contenttypes", "0001_initial")], "django_content_type", "auth_group")
    assert faults(refuse_former) == faults(refuse_foreign) == []


@pytest.mark.parametrize("migrations", [None, OTHER])
def test_a_base_of_another_application_is_refused(base: Any, migrations: Any) -> None:
    base(migrations, "blog_article")
    assert not is_former("of_a_test")
    [told] = faults(refuse_foreign)
    assert told.startswith("accord.E002 Cette base est celle d’une autre application (blog_article")


def test_migrate_asks_both_before_it_writes() -> None:
    """On a base that may be touched it goes on; the checks are those of ``migrate``."""
    from django.core.checks import Tags, registry

    asked = {check for check in registry.registry.get_checks() if Tags.database in check.tags}
    assert {refuse_former, refuse_foreign} <= asked


# -- set aside -------------------------------------------------------------------------------------


def test_its_file_is_kept_under_another_name_with_its_journal(tmp_path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        (tmp_path / f"accord.sqlite3{ending}").write_text(f"tenu{ending}")
    kept = set_aside(tmp_path / "accord.sqlite3")
    assert kept == tmp_path / "accord-0.1.sqlite3"
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "accord-0.1.sqlite3": "tenu",
        "accord-0.1.sqlite3-wal": "tenu-wal",
        "accord-0.1.sqlite3-shm": "tenu-shm",
    }


def test_one_kept_before_is_not_written_over(tmp_path: Path) -> None:
    names = []
    for text in ("une", "deux", "trois"):
        (tmp_path / "accord.sqlite3").write_text(text)
        names.append(set_aside(tmp_path / "accord.sqlite3").name)
    assert names == ["accord-0.1.sqlite3", "accord-0.1-2.sqlite3", "accord-0.1-3.sqlite3"]
    assert [(tmp_path / name).read_text() for name in names] == ["une", "deux", "trois"]


def run() -> str:
    out = StringIO()
    call_command("set_aside_former_base", stdout=out)
    return out.getvalue()


COMMAND = "accord.management.commands.set_aside_former_base"


def test_the_command_sets_a_former_base_aside_and_says_where(
    base: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = base(FORMER, "accord_act")
    monkeypatch.setattr(f"{COMMAND}.connection", connections["of_a_test"])
    monkeypatch.setattr(f"{COMMAND}.is_former", lambda: former.is_former("of_a_test"))
    said = run()
    kept = path.with_name("accord-0.1.sqlite3")
    assert f"Elle est gardée sous {kept}" in said
    assert kept.exists()
    assert not path.exists()


@pytest.mark.parametrize("migrations", [PRESENT, OTHER, None])
def test_the_command_touches_no_other_base(
    base: Any, migrations: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = base(migrations, "blog_article")
    monkeypatch.setattr(f"{COMMAND}.connection", connections["of_a_test"])
    monkeypatch.setattr(f"{COMMAND}.is_former", lambda: former.is_former("of_a_test"))
    assert run() == ""
    assert path.exists()


def test_a_former_base_that_is_no_file_is_told_and_left_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(f"{COMMAND}.is_former", lambda: True)
    monkeypatch.setattr(f"{COMMAND}.Path.is_file", lambda path: False)
    with pytest.raises(CommandError, match="Elle reste telle quelle"):
        run()
    assert connection.introspection.table_names()
