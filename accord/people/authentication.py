"""How the API knows its reader: by a token bound to one membership, or by a session of the site.

The middleware opens a reading for nobody; it becomes the bearer's once the bearer is known.
"""

from __future__ import annotations

from hmac import compare_digest

from django.utils import timezone
from knox.crypto import hash_token
from knox.settings import CONSTANTS
from rest_framework import authentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accord.kernel.actors import NOBODY, Reader
from accord.kernel.transactions import read_as
from accord.people.acting import reader_by, reader_without_body
from accord.people.models import AccessToken, User

_PREFIXES = (b"token", b"bearer")
_NOTHING = "En-tête « token » non valide. Informations d'identification non fournies."
_SPACES = "En-tête « token » non valide. Un token ne doit pas contenir d'espaces."
_INVALID = "Token non valide."


class TokenAuthentication(authentication.BaseAuthentication):
    """``Authorization: Token …`` or ``Bearer …``. Reading a token writes nothing."""

    def authenticate(self, request: Request) -> tuple[User, AccessToken] | None:
        """The account and its token; None without token. Raises AuthenticationFailed."""
        words = authentication.get_authorization_header(request).split()
        if not words or words[0].lower() not in _PREFIXES:
            return None
        if len(words) == 1:
            raise AuthenticationFailed(_NOTHING)
        if len(words) > 2:
            raise AuthenticationFailed(_SPACES)
        token = _token(words[1])
        place = token.membership
        # Of a closed account, or of an ended membership: as if it had never been.
        reader = reader_by(place) if place else reader_without_body(token.user)
        if reader == NOBODY or (place and place.user_id != token.user_id):
            raise AuthenticationFailed(_INVALID)
        _read_on(request, reader)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return "Token"


class SessionAuthentication(authentication.SessionAuthentication):
    """The site's own session: whoever looks at the API in a browser."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        found: tuple[User, None] | None = super().authenticate(request)
        if found is not None:
            _read_on(request, request._request.reader)  # type: ignore[attr-defined]
        return found


def _token(text: bytes) -> AccessToken:
    """The row of a token that has not expired. Raises AuthenticationFailed."""
    # A token is made of digits and letters: any other byte is part of none.
    token = text.decode("ascii") if text.isalnum() else ""
    digest = hash_token(token)
    rows = AccessToken.objects.filter(token_key=token[: CONSTANTS.TOKEN_KEY_LENGTH])
    row: AccessToken
    for row in rows.select_related("user", "membership__user", "membership__organisation"):
        is_expired = row.expiry is not None and row.expiry < timezone.now()
        if compare_digest(digest, row.digest) and not is_expired:
            return row
    raise AuthenticationFailed(_INVALID)


def _read_on(request: Request, reader: Reader) -> None:
    request._request.reader = reader  # type: ignore[attr-defined]
    read_as(reader)
