"""A request with its person's standing: what the header and the home say of it."""

from __future__ import annotations

from accord.people.acting import Standing
from accord.web.requests import SiteRequest


class PersonRequest(SiteRequest):
    """Only a type, like ``SiteRequest``: the site's middleware makes it so."""

    standing: Standing
