"""What somebody was typing when their session ended: carried by the pages, for its author alone.

A form says whom it was shown to, signed by the site. What is kept of a sending says so too, signed
as a whole: it comes back to the same account, working for the same body, and to nobody else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from accord.kernel.actors import Reader

# Names of the hidden fields of a form that acts.
SUBMISSION, TYPIST = "submission", "typist"
# Beyond it a form is no longer something that somebody typed.
MAX_KEPT = 1_500_000

_shown_to = Signer(salt="accord.web.typist")
_kept = Signer(salt="accord.web.kept")


@dataclass(frozen=True)
class Typist:
    """Whom a form was shown to: the account, the body it worked for, its role there."""

    user_id: int
    body_id: int | None
    role: str

    @classmethod
    def of(cls, reader: Reader) -> Self | None:
        if reader.user_id is None:
            return None
        return cls(reader.user_id, reader.body_id, reader.role)

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The typist that a form carries; None for anything that the site has not signed."""
        try:
            return cls(*_shown_to.unsign_object(text))
        except BadSignature:
            return None

    def signed(self) -> str:
        return _shown_to.sign_object([self.user_id, self.body_id, self.role])


def mark_of(reader: Reader) -> str:
    """What a form shown to this reader carries; nothing for nobody."""
    typist = Typist.of(reader)
    return typist.signed() if typist else ""


@dataclass(frozen=True)
class Typed:
    """What was being sent: an address of this site, the fields, and who had typed them."""

    path: str
    fields: tuple[tuple[str, str], ...]
    typist: Typist

    @classmethod
    def of(cls, request: HttpRequest) -> Self | None:
        """The form being sent; None for a button, where nothing was typed, and for no known form.

        Files cannot be kept.
        """
        typist = Typist.read(request.POST.get(TYPIST, ""))
        fields = tuple(
            (name, value)
            for name, values in request.POST.lists()
            if name != "csrfmiddlewaretoken"
            for value in values
        )
        if typist is None or all(name in (SUBMISSION, TYPIST) for name, _ in fields):
            return None
        return cls(request.get_full_path(), fields, typist)

    @classmethod
    def read(cls, text: str) -> Self | None:
        """What a sign-in page holds; None for anything that the site has not signed."""
        try:
            path, fields, typist = _kept.unsign_object(text)
        except BadSignature:
            return None
        if not url_has_allowed_host_and_scheme(path, allowed_hosts=None):
            return None
        return cls(path, tuple((name, value) for name, value in fields), Typist(*typist))

    def signed(self) -> str:
        who = self.typist
        content: Any = [self.path, self.fields, [who.user_id, who.body_id, who.role]]
        return _kept.sign_object(content, compress=True)
