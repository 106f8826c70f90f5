"""A session that nobody uses ends: when it was last used is signed into a cookie of its own.

So a page that is only read writes nothing. Without that cookie, the session counts as unused since
it began.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accord.kernel.transactions import acting
from accord.people.journal import SIGN_IN
from accord.people.models import User

COOKIE = "last-seen"
# Where a session keeps when it began.
BEGAN = "signed_in_at"

_seen = TimestampSigner(salt="accord.people.idle")


class LivelyRequest(HttpRequest):
    """A request that knows whether its session has just ended for want of use. Only a type."""

    user: User | AnonymousUser
    is_idle: bool


def begin(request: HttpRequest) -> None:
    """Note in a session that it begins now."""
    request.session[BEGAN] = int(timezone.now().timestamp())


class IdleMiddleware:
    """Ends a session that was not used for ``SESSION_IDLE_MINUTES`` (0: no such limit).

    One that began longer ago than ``SESSION_COOKIE_AGE`` ends too, used or not.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: LivelyRequest) -> HttpResponse:
        is_over = request.user.is_authenticated and _age(request) > settings.SESSION_COOKIE_AGE
        request.is_idle = request.user.is_authenticated and not is_over and _is_unused(request)
        if is_over or request.is_idle:
            with acting(SIGN_IN):
                logout(request)
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.set_cookie(
                COOKIE,
                _seen.sign(str(request.user.pk)),
                path=settings.SESSION_COOKIE_PATH,
                secure=bool(settings.SESSION_COOKIE_SECURE),
                httponly=True,
                samesite="Lax",
            )
        return response


def _age(request: LivelyRequest) -> int:
    """Seconds since a session began: each thing kept in one would renew its cookie."""
    return int(timezone.now().timestamp()) - int(request.session.get(BEGAN, 0))


def _is_unused(request: LivelyRequest) -> bool:
    limit = timedelta(minutes=settings.SESSION_IDLE_MINUTES)
    if not limit:
        return False
    try:
        owner = _seen.unsign(request.COOKIES.get(COOKIE, ""), max_age=limit)
    except BadSignature:
        owner = ""
    if owner == str(request.user.pk):
        return False
    return _age(request) > limit.total_seconds()
