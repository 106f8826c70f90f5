"""A trap of the suite: an action writes only what it has locked, or what it has just made.

A lost update is written by somebody who read before the lock, or took none. Races are slow to
play; this is seen in every test of an action, on both databases. A row answers for itself when its
model has a place in the order of locks, else for the nearest thing that has one: an outcome is
held by its meeting. A row of a ledger is added under every lock that its sums need.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import models
from django.db.models.signals import post_save, pre_delete, pre_save

from accord.kernel import locking
from accord.kernel.locking import Rank, lock_rank
from accord.kernel.rows import AppendOnly
from governance.models import AgendaItem
from governance.models.subjects import OperationSubject

# A ledger's sums, and a history's order, are those of these.
_SUMMED = (Rank.MEETING, Rank.ENVELOPE, Rank.EFFECT, Rank.OPERATION)
_DEPTH = 3
# Modules that write as actions do.
_ACTIONS = ("operations.import_changes", "envelopes.loaders")


def refuse_unlocked(sender: type[models.Model], instance: models.Model, **signal: Any) -> None:
    """Before each row is saved or deleted by an action."""
    if hasattr(sender, "instance_type") or not _of_an_action():
        return
    held = locking._held()
    for group in _wanted(instance, is_deletion=signal["signal"] is pre_delete):
        keys = [_key(one) for one in group]
        if not any(_is_held(key, held) for key in keys):
            raise AssertionError(f"{sender.__name__} is written without a lock on {group[-1]!r}")
        _note_needed(keys, held)


def _wanted(instance: models.Model, *, is_deletion: bool) -> Iterator[list[models.Model]]:
    """Of each group, one is to be locked."""
    rank, is_new = lock_rank(type(instance)), instance._state.adding
    parents = list(_parents(instance))
    if isinstance(instance, AppendOnly):
        yield from ([one] for one in parents if lock_rank(type(one)) in _SUMMED)
    elif is_new:
        # Nobody else can see it yet, but what it is added to may be changing.
        within = (Rank.COMMITTEE,) if rank != Rank.REST else (Rank.COMMITTEE, *_SUMMED)
        groups = [[one] for one in parents if lock_rank(type(one)) in within]
        if not groups and rank == Rank.REST and (keepers := _keepers(instance)[1:]):
            groups = [keepers]
        yield from groups
    elif keepers := _keepers(instance):
        yield keepers
    if isinstance(instance, AgendaItem) and is_new:
        yield [instance.meeting.committee]  # two agendas of it never take the same thing
    if isinstance(instance, OperationSubject) and not is_deletion:
        yield [instance.operation]  # its amounts are copied whole


def note_made(sender: type[models.Model], instance: models.Model, created: bool, **_: Any) -> None:
    if created:
        _made(locking._held()).add(_key(instance))


def _of_an_action() -> bool:
    """Whether a module of actions is what writes, through the kernel."""
    frame = sys._getframe(2)
    while frame is not None:
        name = frame.f_globals.get("__name__", "")
        if ".actions." in name or name in _ACTIONS or frame.f_code.co_name == "reverse_use":
            return True
        if name.startswith("tests."):
            return False
        frame = frame.f_back  # type: ignore[assignment]
    return False


def _key(instance: models.Model) -> tuple[str, Any]:
    return (instance._meta.label, instance.pk)


def _made(held: Any) -> set[tuple[str, Any]]:
    if not hasattr(held, "made"):
        held.made = set()
    made: set[tuple[str, Any]] = held.made
    return made


def _is_held(key: tuple[str, Any], held: Any) -> bool:
    return key in _made(held) or any(key in keys for keys in held.keys.values())


def _parents(instance: models.Model) -> Iterator[models.Model]:
    for field in instance._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and getattr(instance, field.attname) is not None:
            yield getattr(instance, field.name)


def _keepers(instance: models.Model) -> list[models.Model]:
    """What may be locked in place of a row: the row, and the nearest things that have a rank."""
    if lock_rank(type(instance)) != Rank.REST:
        return [instance]
    found, layer = [instance], [instance]
    ranked = False
    for _ in range(_DEPTH):
        layer = [parent for one in layer for parent in _parents(one)]
        found += layer
        ranks = {lock_rank(type(one)) for one in layer}
        ranked = ranked or bool(ranks - {Rank.AGREEMENT, Rank.REST})
        layer = [one for one in layer if lock_rank(type(one)) == Rank.REST]
    # What hangs on nothing that is ever locked stands alone.
    return found if ranked else []


# -- which lock is needed --------------------------------------------------------------------------

# Lines without whose lock something seen by the trap would have been written unlocked, kept in a
# file for the proof of locks.
_NEEDED: set[str] = set()
_add = locking.Held.add


def add_with_places(self: Any, rank: Rank, keys: Any) -> None:
    """``Held.add``, which also remembers the lines that asked for each lock."""
    known = list(keys)
    stack = frozenset(_stack())
    places = self.__dict__.setdefault("places", {})
    for key in known:
        places.setdefault(key, []).append(stack)
    _add(self, rank, known)


def _stack() -> Iterator[str]:
    frame = sys._getframe(2)
    while frame is not None:
        if ".venv" not in frame.f_code.co_filename:
            yield f"{frame.f_code.co_filename}:{frame.f_lineno}"
        frame = frame.f_back  # type: ignore[assignment]


def _note_needed(keys: list[tuple[str, Any]], held: Any) -> None:
    """The lines that every lock that held this write has in common."""
    places = getattr(held, "places", {})
    stacks = [stack for key in keys for stack in places.get(key, ())]
    if stacks and not any(key in _made(held) for key in keys):
        _NEEDED.update(frozenset.intersection(*stacks))


def set_trap() -> None:
    """Watch each row that is saved; with ``ACCORD_NEEDED=file`` each lock that is taken as well."""
    pre_save.connect(refuse_unlocked, dispatch_uid="tests")
    pre_delete.connect(refuse_unlocked, dispatch_uid="tests")
    post_save.connect(note_made, dispatch_uid="tests")
    if "ACCORD_NEEDED" in os.environ:
        locking.Held.add = add_with_places  # type: ignore[method-assign]


def keep_needed() -> None:
    if place := os.environ.get("ACCORD_NEEDED"):
        with Path(place).open("a") as kept:
            kept.write("".join(f"{line}\n" for line in sorted(_NEEDED)))
