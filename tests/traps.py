"""A middleware of the suite: every query of a page is made in a reading or in an action."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import connection
from django.http import FileResponse, HttpRequest

from accord.kernel.transactions import is_open

# What opens and closes a transaction, and says for whom.
_OF_TRANSACTIONS = (
    "BEGIN",
    "SAVEPOINT",
    "RELEASE",
    "ROLLBACK",
    "PRAGMA",
    "SET",
    "SELECT SET_CONFIG",
)


def refuse_unread(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """Outside a reading and an action nobody is known to look: the page would show too much."""
    if not is_open() and not sql.lstrip().upper().startswith(_OF_TRANSACTIONS):
        raise AssertionError(f"a page read or wrote for nobody: {sql[:200]}")
    return execute(sql, params, many, context)


def watched(parts: Iterable[bytes]) -> Iterator[bytes]:
    """What is streamed is read long after its view: each part is watched as it is made."""
    waiting = iter(parts)
    while True:
        with connection.execute_wrapper(refuse_unread):
            part = next(waiting, None)
        if part is None:
            return
        yield part


class ReadingIsWatched:
    """Innermost middleware of the suite, around the view and the rendering of its template."""

    def __init__(self, get_response: Callable[[Any], Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        with connection.execute_wrapper(refuse_unread):
            response = self.get_response(request)
        if response.streaming and not isinstance(response, FileResponse):
            response.streaming_content = watched(response.streaming_content)
        return response
