"""PostgreSQL triggers that keep ledgers append-only and sealed rows as they were sealed.

Python refuses first, on both databases; the trigger is the fence behind it. Emptying a table is
left to its owner: tests need it, and privileges are a matter of deployment.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import migrations

_APPEND_ONLY = """
CREATE OR REPLACE FUNCTION accord_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION accord_refuse_change();
"""
_SEALED = """
CREATE OR REPLACE FUNCTION accord_refuse_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is sealed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER {table}_sealed BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW WHEN (OLD.sealed_at IS NOT NULL) EXECUTE FUNCTION accord_refuse_sealed();
"""


def _run(statements: str) -> Callable[[Any, Any], None]:
    def run(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(statements, params=None)

    return run


def append_only(table: str) -> migrations.RunPython:
    """Refuse update and delete of any row of a table."""
    return migrations.RunPython(
        _run(_APPEND_ONLY.format(table=table)),
        _run(f"DROP TRIGGER {table}_append_only ON {table}"),
    )


def sealed(table: str) -> migrations.RunPython:
    """Refuse update and delete of a row once its ``sealed_at`` is set."""
    return migrations.RunPython(
        _run(_SEALED.format(table=table)), _run(f"DROP TRIGGER {table}_sealed ON {table}")
    )
