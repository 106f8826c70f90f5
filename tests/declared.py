"""A trap of the suite: an action takes the locks, and writes in the ledgers, of its verb.

The register says of each verb what it locks and where it writes. What an action asks of the
register, takes and writes is noted on its transaction, and compared once it ends.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import models, transaction
from django.db.models.signals import post_save

from accord.kernel import locking
from accord.kernel.ledger import LedgerRow
from accord.kernel.locking import Rank
from accord.kernel.verbs import Verb

_exit = transaction.Atomic.__exit__


def set_trap(patch: pytest.MonkeyPatch) -> None:
    """Watch every transaction of a test."""
    patch.setattr(Verb, "__getattribute__", _noted)
    patch.setattr(transaction.Atomic, "__exit__", _compared)


def _noted(verb: Verb, name: str) -> Any:
    # Who may do it is what a verdict asks first.
    if name in ("who", "systems"):
        asked = locking._held().__dict__.setdefault("verbs", {})
        asked[object.__getattribute__(verb, "code")] = verb
    return object.__getattribute__(verb, name)


def note_ledger(sender: type[models.Model], **signal: Any) -> None:
    if issubclass(sender, LedgerRow):
        locking._held().__dict__.setdefault("ledgers", set()).add(sender._meta.label_lower)


def _compared(block: Any, kind: Any, error: Any, trace: Any) -> None:
    _exit(block, kind, error, trace)
    held = getattr(block, "held_locks", None)
    if held is None or kind is not None:
        return
    asked: list[Verb] = list(held.__dict__.get("verbs", {}).values())
    if not asked:
        return
    taken, written = set(held.keys) - {Rank.REST}, held.__dict__.get("ledgers", set())
    undeclared = [
        *sorted(rank.name for rank in taken.difference(*(verb.locks for verb in asked))),
        *sorted(written.difference(*(verb.ledgers for verb in asked))),
    ]
    if undeclared:
        verbs = sorted(verb.code for verb in asked)
        raise AssertionError(f"{verbs} do not declare {undeclared}")


post_save.connect(note_ledger, dispatch_uid="tests.declared")
