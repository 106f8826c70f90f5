"""``/sante``: what a supervisor or a proxy asks, answered before sessions, readers and readings.

Any of those would fail with the database, and so would a view. Nothing is said of the data.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

PATH = "/sante"
_METHODS = ("GET", "HEAD")
_logger = logging.getLogger(__name__)


class HealthMiddleware:
    """200 while the database answers and has the tables of this version; 503 otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.rstrip("/") != PATH:
            return self.get_response(request)
        if request.method not in _METHODS:
            return HttpResponseNotAllowed(_METHODS)
        fault = fault_found()
        body = {"status": "unavailable", "reason": fault} if fault else {"status": "ok"}
        headers = {"Cache-Control": "no-store"}
        return JsonResponse(body, status=503 if fault else 200, headers=headers)


def fault_found() -> str:
    """Why the application cannot serve: ``database``, ``migrations``, or nothing."""
    try:
        applied = MigrationRecorder(connection).applied_migrations().keys()
    except DatabaseError:
        _logger.exception("the database does not answer")
        connection.close()
        return "database"
    return "" if known_migrations() <= applied else "migrations"


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """Application and name of every migration of the code at hand, read once per process."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations or ())
