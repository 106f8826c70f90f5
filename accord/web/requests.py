"""A request as views receive it: who reads, for which body, at which perimeter."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accord.kernel.actors import Reader
from accord.kernel.errors import InvalidParameter
from accord.kernel.text import UnreadableTextError, clean_line, fold
from accord.web.perimeter import Perimeter


class SiteRequest(HttpRequest):
    """What the site's middleware puts on a request. Only a type: Django makes the object."""

    reader: Reader
    # Of a page that belongs to an agreement; pages of refusal and the API have none.
    perimeter: Perimeter
    htmx: HtmxDetails


def site_request(request: HttpRequest) -> SiteRequest:
    """A request of Django's own classes, as the site's middleware has made it."""
    return cast(SiteRequest, request)


# Parameters that hold words of one's own: a search, a filter by text.
TYPED = ("number", "q", "text")
# As many words as a search looks for: each is one more condition.
MOST_WORDS = 20


def clean_address(request: HttpRequest) -> None:
    """Clean every parameter of the address, before anything reads one.

    Raises InvalidParameter for one that holds what is no text, and for a search of too many words.
    """
    given = request.GET.copy()
    for name, values in request.GET.lists():
        try:
            clean_line(name)
            given.setlist(name, [clean_line(value) for value in values])
        except UnreadableTextError as error:
            shown = name.encode("utf-8", "replace").decode().replace("\x00", "\ufffd")[:40]
            raise InvalidParameter(shown, str(error)) from error
    for name in TYPED:
        if any(len(fold(value).split()) > MOST_WORDS for value in given.getlist(name)):
            raise InvalidParameter(name, f"au plus {MOST_WORDS} mots.")
    given._mutable = False
    request.GET = given  # type: ignore[assignment]


def address_without_words(request: HttpRequest) -> str:
    """The address that was asked, without the words that were looked for: others may not read."""
    given = request.GET.copy()
    for name in TYPED:
        if given.get(name):
            given[name] = "***"
    return f"{request.path}?{given.urlencode(safe='*')}" if given else request.path
