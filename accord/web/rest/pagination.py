"""Lists of 100, by cursor: a page costs the same at the start and in the middle."""

from __future__ import annotations

import re

from rest_framework.exceptions import NotFound
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request

from accord.kernel.errors import InvalidParameter

# A cursor says after or before which key it goes on.
_KEY = re.compile(r"\d{1,18}", re.ASCII)


class StablePagination(CursorPagination):
    """Ordered by key, so that rows added while one reads move no page."""

    page_size = 100
    ordering = "pk"
    cursor_query_param = "cursor"

    def decode_cursor(self, request: Request) -> Cursor | None:
        """The cursor of the address. Raises InvalidParameter for one that no answer gave."""
        try:
            cursor = super().decode_cursor(request)
        except NotFound:
            cursor = None
        text = request.query_params.get(self.cursor_query_param)
        if text and (cursor is None or not _leads_somewhere(cursor)):
            raise InvalidParameter(
                self.cursor_query_param, "ce curseur n’est pas celui d’une réponse."
            )
        return cursor


def _leads_somewhere(cursor: Cursor) -> bool:
    """Text that says nothing decodes as the first page, and a key may be any text."""
    if cursor.position is None:
        return bool(cursor.offset or cursor.reverse)
    return _KEY.fullmatch(str(cursor.position)) is not None
