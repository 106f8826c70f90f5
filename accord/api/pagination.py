"""Lists of 100, by cursor: a page costs the same at the start and in the middle."""

from rest_framework.pagination import CursorPagination


class StablePagination(CursorPagination):
    """Ordered by key, so that rows added while one reads move no page."""

    page_size = 100
    ordering = "pk"
    cursor_query_param = "cursor"
    invalid_cursor_message = "Curseur invalide."
