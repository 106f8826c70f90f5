"""The one lock: rows are locked parent before child, in the order of their keys.

PostgreSQL locks the rows themselves; on SQLite an immediate transaction already holds the whole
database, and ``select_for_update`` does nothing. The lock leaves keys alone: a row that only refers
to a locked one never waits for it, so that what is written beside it cannot wait in a ring.
"""

from __future__ import annotations

from typing import TypeVar

from django.db import models

Locked = TypeVar("Locked", bound=models.Model)


def lock_rows(queryset: models.QuerySet[Locked]) -> list[Locked]:
    """Lock and re-read rows until the end of the transaction. The queryset is ordered."""
    return list(queryset.select_for_update(of=("self",), no_key=True))


def lock_row(instance: Locked) -> Locked:
    """Lock and re-read one row: what was read before the lock may be out of date."""
    queryset = type(instance)._base_manager.filter(pk=instance.pk)
    return queryset.select_for_update(of=("self",), no_key=True).get()
