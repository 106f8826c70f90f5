"""What people add to the site."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from accord.kernel.actors import Reader
from accord.kernel.contributions import (
    Loader,
    NavigationEntry,
    SearchHit,
    SearchSource,
    registry,
)
from accord.people import loaders
from accord.people.models import OrganisationAlias


def _search(reader: Reader, words: list[str]) -> Iterator[SearchHit]:
    """Organisations under any of their names."""
    aliases = OrganisationAlias.objects.visible_to(reader).select_related("organisation")
    for word in words:
        aliases = aliases.filter(folded__contains=word)
    seen = set()
    for alias in aliases[:50]:
        body = alias.organisation
        if body.pk not in seen:
            seen.add(body.pk)
            url = f"{reverse('people:organisations')}#{body.code}"
            yield SearchHit("Organisme", body.name, body.get_kind_display(), url)


registry.add(
    Loader("people", 10, loaders.load),
    NavigationEntry("Accord", "Organismes", "people:organisations", 65),
    SearchSource(90, _search),
)
