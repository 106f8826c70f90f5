"""A request as views receive it: who reads, for which body, at which perimeter."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accord.kernel.actors import Reader
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
