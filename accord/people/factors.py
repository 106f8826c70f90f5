"""Second factors as they are kept: set, checked under a lock, renewed, removed; all journaled."""

from __future__ import annotations

import time
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accord.kernel.actors import Author
from accord.kernel.errors import Refused
from accord.kernel.locking import lock_row
from accord.kernel.transactions import acting
from accord.people.journal import SIGN_IN, note
from accord.people.models import Event, User

CODES = 10
WRONG = "Ce code n’est pas le bon, ou il a déjà servi."


def open_account(key: int) -> User | None:
    found: User | None = User.objects.filter(pk=key, is_active=True).first()
    return found


def has_factor(user: User) -> bool:
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def codes_left(user: User) -> int:
    return int(StaticToken.objects.filter(device__user=user).count())


def refusal_of(user: User, code: str) -> str:
    """Why a code is refused, in French; empty when it is right, and then it has served."""
    is_figures = len(code) == 6 and code.isascii() and code.isdigit()
    model = TOTPDevice if is_figures else StaticDevice
    with acting(SIGN_IN):
        device = model.objects.select_for_update().filter(user=user, confirmed=True).first()
        if device is None:
            return WRONG
        is_allowed, why = device.verify_is_allowed()
        if not is_allowed:
            wait = int((why["locked_until"] - timezone.now()).total_seconds()) + 1
            return f"Trop d’essais : attendez {wait} seconde{'s' if wait > 1 else ''}."
        if device.verify_token(code):
            if not is_figures:
                note(Event.CODE_USED, user, by=SIGN_IN)
            return ""
        note(Event.CODE_REFUSED, user, by=SIGN_IN)
    return WRONG


def refusal_of_new(key: str, code: str) -> str:
    """Why a code does not prove that its owner holds a key that was just shown."""
    is_figures = len(code) == 6 and code.isascii() and code.isdigit()
    return "" if is_figures and _proof(key, code) is not None else WRONG


def _proof(key: str, code: str) -> int | None:
    totp = TOTP(bytes.fromhex(key))
    totp.time = time.time()
    return totp.t() if totp.verify(int(code), tolerance=1) else None


def set_factor(user: User, key: str, code: str, session_key: str | None) -> list[str]:
    """Set up a factor whose key was just proved; gives its recovery codes, shown once.

    Sessions of the account other than this one have not shown it: they end.
    """
    with acting(SIGN_IN):
        lock_row(user)
        if has_factor(user):
            raise Refused("Un second facteur vient d’être activé pour ce compte.")
        _clear(user)
        # What proved it does not serve again.
        TOTPDevice.objects.create(
            user=user, name="application", key=key, last_t=_proof(key, code) or -1
        )
        note(Event.FACTOR_SET, user, by=SIGN_IN)
        _end_other_sessions(user, session_key)
        return _new_codes(user)


def _end_other_sessions(user: User, kept: str | None) -> None:
    """Whose a session is stands within it alone: each open one is looked into."""
    for row in Session.objects.filter(expire_date__gt=timezone.now()).exclude(session_key=kept):
        if row.get_decoded().get(SESSION_KEY) == str(user.pk):
            row.delete()


def renew_codes(user: User) -> list[str]:
    """Other recovery codes; the former serve no more."""
    with acting(SIGN_IN):
        lock_row(user)
        note(Event.CODES_RENEWED, user, by=SIGN_IN)
        return _new_codes(user)


def remove_factor(user: User, *, by: Author) -> None:
    """Remove a factor, for oneself or for somebody whose telephone is lost."""
    with acting(by):
        lock_row(user)
        if has_factor(user):
            _clear(user)
            note(Event.FACTOR_REMOVED, user, by=by)


def _clear(user: User) -> None:
    models: tuple[Any, ...] = (TOTPDevice, StaticDevice)
    for model in models:
        model.objects.filter(user=user).delete()


def _new_codes(user: User) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="codes de secours")
    codes = [StaticToken.random_token() for _ in range(CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes
