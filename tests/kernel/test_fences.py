"""The second fence: what the application's role may do, and the command that proves it."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from accord.kernel.fences import append_only_tables, fenced_models, raise_fences

pytestmark = pytest.mark.django_db
postgres = pytest.mark.postgres
ROLE = settings.DATABASE_ROLE


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def said() -> str:
    """What the command says; it is to find something."""
    out = StringIO()
    with pytest.raises(CommandError, match=r"Clôtures : \d+ défauts?\."):
        call_command("check_fences", stdout=out)
    return out.getvalue()


def is_sound() -> bool:
    out = StringIO()
    call_command("check_fences", stdout=out)
    return out.getvalue() == "La base ne permet rien de plus que l’application.\n"


@pytest.fixture
def sound() -> Iterator[None]:
    """Sound before; and made sound again by what every migration ends with."""
    assert is_sound()
    yield
    raise_fences()
    assert is_sound()


@pytest.mark.skipif(connection.vendor == "postgresql", reason="there is a fence")
def test_a_base_without_fence_says_so() -> None:
    out = StringIO()
    call_command("check_fences", stdout=out)
    assert out.getvalue().startswith("Cette base est SQLite : elle n’a pas de seconde clôture")


def test_there_is_something_to_fence() -> None:
    tables = {model._meta.db_table for model in fenced_models()}
    assert {"operations_operationfile", "operations_historicaloperationfile"} <= tables
    assert "envelopes_creditmovement" in append_only_tables()


@postgres
@pytest.mark.parametrize(
    ("granted", "privilege"),
    [("DELETE", "DELETE"), ("UPDATE", "UPDATE"), ("UPDATE (label)", "UPDATE")],
)
def test_a_grant_too_many_is_found(sound: None, granted: str, privilege: str) -> None:
    sql(f"GRANT {granted} ON envelopes_creditmovement TO {ROLE}")
    sentence = f"envelopes_creditmovement : le rôle de l’application peut y faire {privilege}.\n"
    assert said() == sentence


@postgres
def test_what_would_empty_a_ledger_is_found(sound: None) -> None:
    sql(f"GRANT TRUNCATE ON operations_useofcredits TO {ROLE}")
    assert "operations_useofcredits : le rôle de l’application peut y faire TRUNCATE." in said()


_TABLE = "operations_operationfile"


@postgres
def test_a_policy_that_shows_everything_is_found(sound: None) -> None:
    sql(f"ALTER POLICY accord_scope ON {_TABLE} USING (true)")
    wrong = f"{_TABLE} : la règle « accord_scope » n’est pas celle de l’application.\n"
    assert said() == wrong


@postgres
def test_a_policy_that_lets_everything_be_written_is_found(sound: None) -> None:
    sql(f"ALTER POLICY accord_scope ON {_TABLE} WITH CHECK (true)")
    assert "« accord_scope » n’est pas celle de l’application." in said()


@postgres
def test_a_policy_beside_the_application_s_is_found(sound: None) -> None:
    sql(f"CREATE POLICY besides ON {_TABLE} TO {ROLE} USING (true)")
    assert said() == f"{_TABLE} : la règle « besides » n’est pas celle de l’application.\n"


@postgres
def test_a_table_without_policy_or_protection_is_found(sound: None) -> None:
    sql(f"ALTER TABLE {_TABLE} DISABLE ROW LEVEL SECURITY")
    assert said() == f"{_TABLE} : la protection par ligne est désactivée.\n"
    sql(f"DROP POLICY accord_scope ON {_TABLE}")
    assert f"{_TABLE} : aucune règle de lecture par ligne." in said()


@postgres
def test_a_role_that_nothing_holds_is_found(sound: None) -> None:
    sql(f"ALTER ROLE {ROLE} BYPASSRLS")
    assert said() == f"Le rôle « {ROLE} » passe outre toute règle de lecture.\n"
    sql(f"ALTER ROLE {ROLE} NOBYPASSRLS")


@postgres
def test_a_role_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATABASE_ROLE", "accord_nobody")
    assert said() == "Le rôle « accord_nobody » n’existe pas : lancez « migrate ».\n"
