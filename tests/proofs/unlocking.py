"""A plugin of pytest for the proof of locks: the lock of one line is not taken.

The line is that of ``ACCORD_UNLOCKED=file:line``.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from django.db.models import QuerySet

from accord.kernel import locking

_FILE, _, _LINE = os.environ["ACCORD_UNLOCKED"].rpartition(":")
_lock = QuerySet.select_for_update
_held = locking._held


def _is_the_one() -> bool:
    """Whether the line that locks, through whatever it calls, is the one taken away."""
    frame = sys._getframe(2)
    while frame is not None:
        if frame.f_lineno == int(_LINE) and frame.f_code.co_filename.endswith(f"/{_FILE}"):
            return True
        frame = frame.f_back  # type: ignore[assignment]
    return False


def select_for_update(self: Any, *args: Any, **options: Any) -> Any:
    return self.all() if _is_the_one() else _lock(self, *args, **options)


class _Nothing(locking.Held):
    """What is held of the lock that is not taken, also in the eyes of who listens to ``Held``."""

    def add(self, rank: Any, keys: Any) -> None:
        return None


def held() -> locking.Held:
    return _Nothing() if _is_the_one() else _held()


QuerySet.select_for_update = select_for_update  # type: ignore[method-assign]
locking._held = held
