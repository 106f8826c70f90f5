"""What stands at the door: a pause after several refusals, and the journal of who came in.

Refusals count by address typed and network address together: a stranger keeps nobody out of their
own desk. An address that no account has is braked alike. Tokens of REST clients are not: they are
random, and too long to be guessed.
"""

from __future__ import annotations

from datetime import datetime
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accord.kernel.transactions import acting
from accord.people.idle import begin
from accord.people.journal import SIGN_IN, note
from accord.people.models import Event, User


class BrakedRequest(HttpRequest):
    """What django-axes puts on a request. Only a type: Django makes the object."""

    axes_locked_out: bool


def typed_address(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The address typed, as accounts are known: in lower case."""
    given = credentials if credentials is not None else request.POST
    return str(given.get("username") or "").strip().lower()


def client_address(request: HttpRequest) -> str | None:
    """The network address that asks, as the nearest of our own proxies saw it."""
    seen = request.META.get("REMOTE_ADDR", "")
    proxies = settings.TRUSTED_PROXIES
    if proxies:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        seen = forwarded[-proxies].strip() if len(forwarded) >= proxies else seen
    try:
        found = ip_address(seen)
    except ValueError:
        return None
    if isinstance(found, IPv6Address):
        # A subscriber has a whole network of them.
        return str(ip_network((found, 64), strict=False).network_address)
    return str(found)


def refusal(request: HttpRequest, response: HttpResponse, credentials: object) -> HttpResponse:
    """The sign-in page itself says that one must wait."""
    return response


def brake_ends_at(request: HttpRequest) -> datetime | None:
    """Until when this address is refused from here; None where it is not."""
    if not getattr(request, "axes_locked_out", False):
        return None
    handler: Brake = AxesProxyHandler.get_implementation()
    return handler.ends_at(request)


class Brake(AxesDatabaseHandler):
    """django-axes, each of whose writings is an action of the sign-in, and told in the journal."""

    def ends_at(self, request: HttpRequest) -> datetime | None:
        given = {"username": typed_address(request)}
        rows = [row for rows in self.get_user_attempts(request, given) for row in rows]
        pause = get_cool_off(request)
        return max(row.attempt_time for row in rows) + pause if rows and pause else None

    def user_login_failed(
        self,
        sender: Any,
        credentials: dict[str, Any],
        request: BrakedRequest | None = None,
        **kwargs: Any,
    ) -> None:
        if request is None:
            # Asked by no page.
            return
        was_braked = request.axes_locked_out
        with acting(SIGN_IN):
            super().user_login_failed(sender, credentials, request, **kwargs)
            account = _account(typed_address(request, credentials))
            if account and not was_braked:
                event = Event.BRAKED if request.axes_locked_out else Event.REFUSED
                note(event, account, by=SIGN_IN)

    def user_logged_in(self, sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
        with acting(SIGN_IN):
            super().user_logged_in(sender, request, user, **kwargs)
            begin(request)
            note(Event.SIGNED_IN, user, by=SIGN_IN)

    def user_logged_out(
        self, sender: Any, request: HttpRequest, user: User | None, **kwargs: Any
    ) -> None:
        with acting(SIGN_IN):
            super().user_logged_out(sender, request, user, **kwargs)
            if user is not None:
                event = Event.IDLE if getattr(request, "is_idle", False) else Event.SIGNED_OUT
                note(event, user, by=SIGN_IN)


def _account(address: str) -> User | None:
    found: User | None = User.objects.filter(email=address).first()
    return found
