"""The second fence, on PostgreSQL: the application's role, what it may do, row-level policies.

Pages, REST and actions work as that role (``transactions``). It adds rows to append-only tables
and never changes one; of a fenced table (``has_second_fence``) it reads and writes the rows that
the model's own rules of scope permit, printed as a policy. Loaders and imports of the server work
as the owner of the tables, whom no policy holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction

from accord.kernel.rows import AppendOnly

POLICY = "accord_scope"

_SETTINGS = """
CREATE OR REPLACE FUNCTION accord_body() RETURNS bigint LANGUAGE sql STABLE AS
    $$ SELECT nullif(current_setting('accord.body', true), '')::bigint $$;
CREATE OR REPLACE FUNCTION accord_capacity() RETURNS text LANGUAGE sql STABLE AS
    $$ SELECT coalesce(current_setting('accord.capacity', true), '') $$;
CREATE OR REPLACE FUNCTION accord_today() RETURNS date LANGUAGE sql STABLE AS
    $$ SELECT (now() AT TIME ZONE '{zone}')::date $$;
"""
# Two databases of one server may be made at the same time, and the role is the server's.
_ROLE = """
DO $$ BEGIN
    CREATE ROLE {role} NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
"""


def fenced_models() -> list[type[models.Model]]:
    """Models with a policy, and their histories."""
    fenced = [model for model in apps.get_models() if getattr(model, "has_second_fence", False)]
    histories = [model.history.model for model in fenced]  # type: ignore[attr-defined]
    return [*fenced, *histories]


def append_only_tables() -> list[str]:
    return sorted(
        model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnly)
    )


def policy_of(model: type[models.Model]) -> str:
    """The rules of a model as one condition in SQL. A history has the rules of its model."""
    table = connection.ops.quote_name(model._meta.db_table)
    source: Any = getattr(model, "instance_type", model)
    rules = type(source._default_manager.all()).rules
    return " OR ".join(f"({rule.policy(table)})" for rule in rules)


def raise_role() -> None:
    """Make the application's role, which belongs to the server and not to one database."""
    role = connection.ops.quote_name(settings.DATABASE_ROLE)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_ROLE.format(role=role))


def raise_fences(**signal: Any) -> None:
    """Make role, privileges and policies what they should be; idempotent, after each migration."""
    if connection.vendor != "postgresql":
        return
    present = set(connection.introspection.table_names())
    role = connection.ops.quote_name(settings.DATABASE_ROLE)
    fenced = [model for model in fenced_models() if model._meta.db_table in present]
    raise_role()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_SETTINGS.format(zone=settings.TIME_ZONE))
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        cursor.execute(
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}"
        )
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}")
        for table in append_only_tables():
            if table in present:
                name = connection.ops.quote_name(table)
                cursor.execute(f"REVOKE UPDATE, DELETE ON {name} FROM {role}")
        for model in fenced:
            _draw_policy(cursor, model, role)


def _draw_policy(cursor: Any, model: type[models.Model], role: str) -> None:
    table = connection.ops.quote_name(model._meta.db_table)
    condition = policy_of(model)
    digest = sha256(condition.encode()).hexdigest()
    cursor.execute(
        "SELECT obj_description(oid, 'pg_policy') FROM pg_policy"
        " WHERE polrelid = %s::regclass AND polname = %s",
        [table, POLICY],
    )
    if cursor.fetchone() == (digest,):
        return
    cursor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    cursor.execute(f"DROP POLICY IF EXISTS {POLICY} ON {table}")
    cursor.execute(f"CREATE POLICY {POLICY} ON {table} TO {role} USING ({condition})")
    cursor.execute(f"COMMENT ON POLICY {POLICY} ON {table} IS '{digest}'")


# -- proof -----------------------------------------------------------------------------------------


def broken_fences() -> Iterator[str]:
    """French sentences for each thing that the database permits and the rules do not."""
    with connection.cursor() as cursor:
        for table in append_only_tables():
            for privilege in ("UPDATE", "DELETE"):
                cursor.execute(
                    "SELECT has_table_privilege(%s, %s, %s)",
                    [settings.DATABASE_ROLE, table, privilege],
                )
                if cursor.fetchone()[0]:
                    yield f"{table} : le rôle de l’application peut y faire {privilege}."
        for model in fenced_models():
            yield from _broken_policy(cursor, model)


def _broken_policy(cursor: Any, model: type[models.Model]) -> Iterator[str]:
    """Compare the policy that stands with the one that the rules print, both as read back."""
    name = model._meta.db_table
    table = connection.ops.quote_name(name)
    cursor.execute("SELECT relrowsecurity FROM pg_class WHERE oid = %s::regclass", [table])
    if not cursor.fetchone()[0]:
        yield f"{name} : la protection par ligne est désactivée."
    probe = f"{POLICY}_probe"
    point = transaction.savepoint()
    cursor.execute(f"CREATE POLICY {probe} ON {table} USING ({policy_of(model)})")
    cursor.execute(
        "SELECT polname, pg_get_expr(polqual, polrelid) FROM pg_policy"
        " WHERE polrelid = %s::regclass",
        [table],
    )
    found = dict(cursor.fetchall())
    transaction.savepoint_rollback(point)
    expected = found.pop(probe)
    for other, condition in found.items():
        if condition != expected:
            yield f"{name} : la règle « {other} » n’est pas celle de l’application."
    if not found:
        yield f"{name} : aucune règle de lecture par ligne."
