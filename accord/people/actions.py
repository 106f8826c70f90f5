"""Accounts and what opens them: made, given a token, given a new password."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from knox.models import get_digest_token
from knox.settings import CONSTANTS

from accord.kernel.actors import Author
from accord.kernel.audit import record
from accord.kernel.dates import now
from accord.kernel.transactions import acting
from accord.people.models import AccessToken, Membership, User


def create_account(
    email: str,
    password: str | None = None,
    *,
    by: Author,
    first_name: str = "",
    last_name: str = "",
    is_staff: bool = False,
    is_superuser: bool = False,
) -> User:
    """Make an account, known by its address in lower case. Raises ValidationError."""
    user = User(
        email=email,
        first_name=first_name,
        last_name=last_name,
        is_staff=is_staff,
        is_superuser=is_superuser,
    )
    user.set_password(password)
    with acting(by):
        return record(user, by=by, reason="people.create_account")


def create_token(user: User, membership: Membership | None, *, by: Author) -> str:
    """A token for a REST client, bound to one membership. It is kept nowhere but as a digest."""
    digest, token = get_digest_token()
    with acting(by):
        AccessToken.objects.create(
            user=user,
            membership=membership,
            digest=digest,
            token_key=token[: CONSTANTS.TOKEN_KEY_LENGTH],
            expiry=now() + timedelta(days=settings.API_TOKEN_DAYS),
        )
    return str(token)


def keep_password(user: User) -> None:
    """Save the password just set: what the former one had opened is closed, REST included.

    Part of the action of whoever changes it; the history keeps no password.
    """
    AccessToken.objects.filter(user=user).delete()
    user.save(update_fields=["password"])
