"""The version of a thing that somebody has read, verified once the thing is locked.

A version is the latest row of its history, and of that of what hangs on it (``versioned_with``,
names of relations); of a row that is only added, what reverses it. Only equality says something.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models

from accord.kernel.errors import Refused


class StaleError(Refused):
    """What was read has changed since."""

    code = "stale"
    title = "Modifié entre-temps"


def version_of(thing: models.Model) -> str:
    """The version of a thing as it stands."""
    model = type(thing)
    if not hasattr(model, "history"):
        reversal = model._base_manager.filter(reverses=thing.pk).values_list("pk", flat=True)
        return f"r{reversal.first() or 0}"
    latest = [_latest(model, model._meta.pk.name, thing.pk)]
    for name in getattr(model, "versioned_with", ()):
        relation: Any = model._meta.get_field(name)
        latest.append(_latest(relation.related_model, relation.field.name, thing.pk))
    return "h" + ".".join(str(key) for key in latest)


def _latest(model: Any, column: str, key: Any) -> int:
    """Key of the last trace of the rows that a column leads from, deleted ones included."""
    rows = model.history.filter(**{column: key}).order_by("-history_id")
    found: int | None = rows.values_list("history_id", flat=True).first()
    return found or 0


_expected: ContextVar[dict[tuple[str, Any], tuple[models.Model, str]]] = ContextVar("expected")


@contextmanager
def expecting(thing: models.Model, version: str) -> Iterator[None]:
    """What is done inside rests on this version of a thing: verified when it is first locked.

    Until it is locked somebody may still be changing it; after that its version is one's own doing.
    """
    mark = _expected.set({_key(type(thing), thing.pk): (thing, version)})
    try:
        yield
    finally:
        _expected.reset(mark)


def verify_locked(model: type[models.Model], keys: Iterable[Any]) -> None:
    """Raise StaleError where a row that has just been locked is no longer what was read."""
    waiting = _expected.get({})
    for key in keys:
        thing, version = waiting.pop(_key(model, key), (None, ""))
        if thing is not None and version_of(thing) != version:
            raise StaleError("Modifié depuis l’ouverture de cette page : relisez, puis renvoyez.")


def _key(model: type[models.Model], key: Any) -> tuple[str, Any]:
    return model._meta.label, key
