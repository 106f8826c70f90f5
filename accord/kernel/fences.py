"""The second fence, on PostgreSQL: the application's role, what it may do, row-level policies.

Pages, REST and actions work as that role (``transactions``). It adds rows to append-only tables
and never changes one; of a fenced table (``has_second_fence``) it reads and writes the rows that
the model's own rules of scope permit, printed as a policy. Loaders and imports of the server work
as the owner of the tables, whom no policy holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
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
# Two databases of one server may be made at the same time, and the role is the server's. Where it
# is there already, the owner of the tables needs no right to make one.
_ROLE = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{name}') THEN
        CREATE ROLE {role} NOLOGIN;
        GRANT {role} TO CURRENT_USER;
    END IF;
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
    """Make the application's role, which belongs to the server and not to one database.

    Raises ImproperlyConfigured where the owner of the tables may not work as that role.
    """
    name = settings.DATABASE_ROLE
    role = connection.ops.quote_name(name)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_ROLE.format(role=role, name=name))
        cursor.execute("SELECT pg_has_role(%s, 'MEMBER'), current_user", [name])
        is_member, owner = cursor.fetchone()
    if not is_member:
        raise ImproperlyConfigured(
            f"{owner} ne peut agir comme {name} (DATABASE_ROLE) : « GRANT {name} TO {owner} »."
        )


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
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}")
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
    """One policy, drawn anew: whatever stood on the table, the rules of the day hold after it."""
    table = connection.ops.quote_name(model._meta.db_table)
    cursor.execute("SELECT polname FROM pg_policy WHERE polrelid = %s::regclass", [table])
    for (name,) in cursor.fetchall():
        cursor.execute(f"DROP POLICY {connection.ops.quote_name(name)} ON {table}")
    cursor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    cursor.execute(f"CREATE POLICY {POLICY} ON {table} TO {role} USING ({policy_of(model)})")


# -- proof -----------------------------------------------------------------------------------------

# What would change or take away a row that is only added.
_CHANGES = {
    "UPDATE": "has_any_column_privilege(%s, %s, 'UPDATE')",
    "DELETE": "has_table_privilege(%s, %s, 'DELETE')",
    "TRUNCATE": "has_table_privilege(%s, %s, 'TRUNCATE')",
}
_PROBE = f"{POLICY}_probe"
# Condition, condition of what is written, for which statements, for whom, and whether it adds.
_POLICIES = """
SELECT polname, pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid),
       polcmd, polroles::text, polpermissive
FROM pg_policy WHERE polrelid = %s::regclass
"""


def has_fences() -> bool:
    """Whether this database holds a second fence: PostgreSQL does, SQLite does not."""
    return connection.vendor == "postgresql"


def broken_fences() -> Iterator[str]:
    """French sentences for each thing that the database permits and the rules do not.

    What is tried on the way (the policy as the rules print it) is taken back.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if (weakness := _weak_role(cursor)) is not None:
            yield weakness
            return
        for table in append_only_tables():
            for privilege, asked in _CHANGES.items():
                cursor.execute(f"SELECT {asked}", [settings.DATABASE_ROLE, table])
                if cursor.fetchone()[0]:
                    yield f"{table} : le rôle de l’application peut y faire {privilege}."
        for model in fenced_models():
            yield from _broken_policy(cursor, model)


def _weak_role(cursor: Any) -> str | None:
    """What makes the role itself no fence at all."""
    cursor.execute(
        "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = %s", [settings.DATABASE_ROLE]
    )
    found = cursor.fetchone()
    if found is None:
        return f"Le rôle « {settings.DATABASE_ROLE} » n’existe pas : lancez « migrate »."
    if found[0]:
        return f"Le rôle « {settings.DATABASE_ROLE} » passe outre toute règle de lecture."
    return None


def _broken_policy(cursor: Any, model: type[models.Model]) -> Iterator[str]:
    """Compare the policy that stands with the one that the rules print, both as read back."""
    name = model._meta.db_table
    table = connection.ops.quote_name(name)
    role = connection.ops.quote_name(settings.DATABASE_ROLE)
    cursor.execute(
        "SELECT relrowsecurity, pg_has_role(%s, relowner, 'MEMBER')"
        " FROM pg_class WHERE oid = %s::regclass",
        [settings.DATABASE_ROLE, table],
    )
    is_enabled, is_owner = cursor.fetchone()
    if not is_enabled:
        yield f"{name} : la protection par ligne est désactivée."
    if is_owner:
        yield f"{name} : le rôle de l’application en est propriétaire, rien ne l’y retient."
    point = transaction.savepoint()
    cursor.execute(f"CREATE POLICY {_PROBE} ON {table} TO {role} USING ({policy_of(model)})")
    cursor.execute(_POLICIES, [table])
    found = {policy: tuple(rest) for policy, *rest in cursor.fetchall()}
    transaction.savepoint_rollback(point)
    expected = found.pop(_PROBE)
    for other in sorted(other for other, rest in found.items() if rest != expected):
        yield f"{name} : la règle « {other} » n’est pas celle de l’application."
    if not found:
        yield f"{name} : aucune règle de lecture par ligne."
