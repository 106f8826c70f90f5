"""The one lock: rows are locked parent before child, in the order of their keys.

PostgreSQL locks the rows themselves; on SQLite an immediate transaction already holds the whole
database, and ``select_for_update`` does nothing.
"""

from __future__ import annotations

from typing import TypeVar

from django.db import models

Locked = TypeVar("Locked", bound=models.Model)


def lock_rows(queryset: models.QuerySet[Locked]) -> list[Locked]:
    """Lock and re-read rows until the end of the transaction. The queryset is ordered."""
    return list(queryset.select_for_update(of=("self",)))


def lock_row(instance: Locked) -> Locked:
    """Lock and re-read one row: what was read before the lock may be out of date."""
    queryset = type(instance)._base_manager.filter(pk=instance.pk)
    return queryset.select_for_update(of=("self",)).get()
