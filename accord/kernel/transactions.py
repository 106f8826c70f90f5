"""The only two places that open a transaction for somebody: ``reading`` and ``acting``.

Inside them the database knows for whom it works: on PostgreSQL the application's own role, which
is held by row-level policies, and the body that reads or acts, all local to the transaction.
Outside them there is no body, and a fenced table shows nothing to that role.

* A page, a REST answer, a streamed export or a command that only looks reads in one ``reading``:
  all its figures are of one instant (``REPEATABLE READ``), and nothing can be written.
* What writes does so in ``acting``; a reading that is open ends before it and opens again after it.

What the application does by itself (``System``) works as the owner of the tables: no policy holds
it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from accord.kernel.actors import NOBODY, Author, Reader, System


class TransactionError(RuntimeError):
    """A reading or an action opened where it may not be."""


@dataclass
class _Current:
    """For whom this thread works now; ``reading`` is the one that an action interrupts."""

    who: Reader | System | None = None
    writes: bool = False
    reading: _Reading | None = None


_thread = threading.local()


def _current() -> _Current:
    if not hasattr(_thread, "current"):
        _thread.current = _Current()
    current: _Current = _thread.current
    return current


def is_open() -> bool:
    """Whether this thread reads or acts for somebody now."""
    return _current().who is not None


def is_acting() -> bool:
    """Whether an action of somebody is under way in this thread."""
    return _current().writes


def require_action(author: Author) -> None:
    """Raise TransactionError unless this author acts now: nothing is written outside an action."""
    current = _current()
    if not (current.writes and current.who == author):
        raise TransactionError(f"{author} writes outside an action of theirs")


class _Reading:
    """One read-only transaction for one reader, that an action may close and open again."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._atomic: Any = None

    def open(self) -> None:
        # A connection that opens later would forget the mode.
        connection.ensure_connection()
        is_outermost = not connection.in_atomic_block
        with _mode_of_sqlite("DEFERRED"):
            self._atomic = transaction.atomic()
            self._atomic.__enter__()
        if connection.vendor == "sqlite":
            _execute("PRAGMA query_only = 1")
        elif is_outermost:
            _execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        work_for(self.reader)
        current = _current()
        current.who, current.writes, current.reading = self.reader, False, self

    def close(self, error: BaseException | None = None) -> None:
        current = _current()
        current.who, current.writes, current.reading = None, False, None
        kind = type(error) if error is not None else None
        try:
            self._atomic.__exit__(kind, error, None)
        finally:
            # After the end: what a refused write has spoilt takes no other statement before it.
            if connection.vendor == "sqlite":
                _execute("PRAGMA query_only = 0")
        _work_for_nobody()


@contextmanager
def reading(reader: Reader) -> Iterator[None]:
    """Read for somebody, at one instant. Inside an action, its transaction already serves."""
    current = _current()
    if current.who is not None:
        if not current.writes and current.who != reader:
            raise TransactionError("a reading is already open for somebody else")
        yield
        return
    opened = _Reading(reader)
    opened.open()
    try:
        yield
    except BaseException as error:
        _close(opened, error)
        raise
    _close(opened)


def _close(opened: _Reading, error: BaseException | None = None) -> None:
    if _current().reading is opened:
        opened.close(error)


def read_as(reader: Reader) -> None:
    """Go on reading for somebody known only now: a token is read before its bearer is known."""
    current = _current()
    if current.reading is None or current.who not in (NOBODY, reader):
        raise TransactionError("only a reading for nobody may become somebody's")
    current.who = current.reading.reader = reader
    work_for(reader)


@contextmanager
def reading_besides(reader: Reader) -> Iterator[None]:
    """Inside a reading, look for another body of the same person, at the same instant.

    Raises TransactionError for somebody else, and outside a reading.
    """
    current = _current()
    opened, first = current.reading, current.who
    if opened is None or not isinstance(first, Reader) or first.user_id != reader.user_id:
        raise TransactionError("only a reading of the same person may look for another body")
    current.who = opened.reader = reader
    work_for(reader)
    try:
        yield
    finally:
        current.who = opened.reader = first
    work_for(first)


@contextmanager
def acting(author: Author) -> Iterator[None]:
    """The transaction of an action, whole or nothing; an action inside another shares it.

    Raises TransactionError for another author than the one who acts already.
    """
    current = _current()
    if current.writes:
        if current.who != author:
            raise TransactionError(f"{author} may not act inside the action of {current.who}")
        with transaction.atomic():
            yield
        return
    interrupted = current.reading
    if interrupted is not None:
        interrupted.close()
    try:
        with transaction.atomic():
            work_for(author)
            current.who, current.writes = author, True
            try:
                yield
            finally:
                # Before the commit: what runs on commit is no part of the action.
                current.who, current.writes = None, False
    finally:
        _work_for_nobody()
        if interrupted is not None:
            interrupted.open()


@contextmanager
def beyond_the_fence() -> Iterator[None]:
    """Read inside an action what its author may not read, to put it before those who decide.

    A committee decides on amounts whose file is another body's: its secretary copies them onto the
    agenda. Nothing else goes this way (a test names the places).
    """
    current = _current()
    if not current.writes:
        raise TransactionError("what is beyond the fence is read inside an action alone")
    if connection.vendor == "postgresql":
        _execute("SET LOCAL ROLE NONE")
    try:
        yield
    finally:
        # An error has spoilt the transaction: its rollback gives the role back.
        if current.who is not None and not connection.needs_rollback:
            work_for(current.who)


# -- what the database is told ---------------------------------------------------------------------


def work_for(who: Reader | System) -> None:
    """Tell PostgreSQL for whom the rest of the transaction is. SQLite has no second fence."""
    if connection.vendor != "postgresql":
        return
    if isinstance(who, System):
        _execute("SET LOCAL ROLE NONE")
        _tell("", "")
        return
    _tell(str(who.body_id or ""), who.capacity)
    _execute(f'SET LOCAL ROLE "{settings.DATABASE_ROLE}"')


def _work_for_nobody() -> None:
    """At the end: local settings die with their transaction, but a test wraps it in its own."""
    is_wrapped = connection.in_atomic_block and not connection.needs_rollback
    if connection.vendor == "postgresql" and is_wrapped:
        _execute("SET LOCAL ROLE NONE")
        _tell("", "")


def _tell(body: str, capacity: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('accord.body', %s, true), set_config('accord.capacity', %s, true)",
            [body, capacity],
        )


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def _mode_of_sqlite(mode: str) -> Iterator[None]:
    """How SQLite begins: a reading never takes the write lock that actions begin with."""
    if connection.vendor != "sqlite":
        yield
        return
    sqlite: Any = connection
    usual = sqlite.transaction_mode
    sqlite.transaction_mode = mode
    try:
        yield
    finally:
        sqlite.transaction_mode = usual
