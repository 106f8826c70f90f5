"""Locks of rows, taken in one order: from the agreement down to the operation.

PostgreSQL locks the rows themselves; on SQLite an immediate transaction already holds the whole
database, and ``select_for_update`` does nothing. The order is held on both: taking a rank below one
that is held, or more rows of a rank in a second call, is how two people come to wait in a ring. It
raises in tests and development and is logged in production. The lock leaves keys alone
(``no_key``): a row that only refers to a locked one never waits for it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum, auto
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection, models

from accord.kernel.errors import Gone
from accord.kernel.versions import verify_locked

logger = logging.getLogger(__name__)

Locked = TypeVar("Locked", bound=models.Model)


class Rank(IntEnum):
    """Place of a model in the order of locks; a model says its own as ``lock_rank``."""

    AGREEMENT = auto()
    COMMITTEE = auto()
    MEETING = auto()
    MINUTES = auto()
    ACT = auto()
    GRANT = auto()
    ENVELOPE = auto()
    EFFECT = auto()
    OPERATION = auto()
    # What has no place of its own comes after everything that has one.
    REST = auto()


class LockOrderError(RuntimeError):
    """Two locks taken in an order that may make two people wait for each other."""


@dataclass
class Held:
    """Locks of a transaction: the keys held of each rank."""

    keys: dict[Rank, set[tuple[str, Any]]] = field(default_factory=dict)

    def add(self, rank: Rank, keys: Iterable[tuple[str, Any]]) -> None:
        """Take note of locks. Raises LockOrderError where the order is broken."""
        new = set(keys) - self.keys.get(rank, set())
        if not new:
            return
        above = [held for held in self.keys if held > rank]
        if above:
            _object(f"{rank.name} locked after {max(above).name}")
        if rank in self.keys and rank != Rank.REST:
            _object(f"rows of {rank.name} locked in two calls")
        self.keys.setdefault(rank, set()).update(new)


def _object(sentence: str) -> None:
    if settings.LOCK_ORDER_IS_STRICT:
        raise LockOrderError(sentence)
    logger.error("lock order: %s", sentence, stack_info=True)


def _held() -> Held:
    """Locks of the transaction at hand; a test that wraps everything in one is not it."""
    blocks: list[Any] = connection.atomic_blocks
    for block in blocks:
        if not block._from_testcase:
            if not hasattr(block, "held_locks"):
                block.held_locks = Held()
            held: Held = block.held_locks
            return held
    return Held()


def lock_rank(model: type[models.Model]) -> Rank:
    return getattr(model, "lock_rank", Rank.REST)


def lock_rows(queryset: models.QuerySet[Locked]) -> list[Locked]:
    """Lock and re-read rows until the end of the transaction. The queryset is ordered.

    All rows of a rank that an action needs are locked in one call, in the order of their keys.
    """
    rows = list(queryset.select_for_update(of=("self",), no_key=True))
    label = queryset.model._meta.label
    _held().add(lock_rank(queryset.model), ((label, row.pk) for row in rows))
    verify_locked(queryset.model, (row.pk for row in rows))
    return rows


def one_of(rows: Iterable[Locked], instance: Locked) -> Locked:
    """An instance among rows read under a lock. Raises Gone where it is not there any more."""
    for row in rows:
        if row.pk == instance.pk:
            return row
    raise Gone


def lock_row(instance: Locked) -> Locked:
    """Lock and re-read one row: what was read before the lock may be out of date.

    Raises Gone for one that somebody has removed meanwhile.
    """
    # Of what a request carries lazily, the class of what it stands for.
    model = instance.__class__
    _held().add(lock_rank(model), [(model._meta.label, instance.pk)])
    queryset = model._base_manager.filter(pk=instance.pk)
    locked = queryset.select_for_update(of=("self",), no_key=True).first()
    if locked is None:
        raise Gone
    verify_locked(model, [instance.pk])
    return locked
