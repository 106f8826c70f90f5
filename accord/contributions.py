"""What the ground adds to its own site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from accord import loaders
from accord.kernel.contributions import (
    Loader,
    NavigationEntry,
    SearchHit,
    SearchSource,
    registry,
)
from accord.models import Act, OrganisationAlias


def _search(user: Any, words: list[str]) -> Iterator[SearchHit]:
    """Organisations under any of their names, and acts by number or object."""
    aliases = OrganisationAlias.objects.visible_to(user).select_related("organisation")
    acts = Act.objects.visible_to(user)
    for word in words:
        aliases = aliases.filter(folded__contains=word)
        acts = acts.filter(title__icontains=word) | acts.filter(number__icontains=word)
    seen = set()
    for alias in aliases[:50]:
        body = alias.organisation
        if body.pk not in seen:
            seen.add(body.pk)
            url = f"{reverse('accord:organisations')}#{body.code}"
            yield SearchHit("Organisme", body.name, body.get_kind_display(), url)
    for act in acts.order_by("-pk")[:20]:
        yield SearchHit("Acte", act.title, str(act), act.get_absolute_url())


registry.add(
    Loader("accord", 10, loaders.load),
    NavigationEntry("Accueil", "Accueil", "accord:home", 0),
    NavigationEntry("Accord", "Signatures", "accord:agreement", 60),
    NavigationEntry("Accord", "Chapitres", "accord:chapters", 61),
    NavigationEntry("Accord", "Chiffres et contrôles", "accord:figures", 62),
    NavigationEntry("Accord", "Organismes", "accord:organisations", 65),
    NavigationEntry("Accord", "Territoires", "accord:territories", 66),
    NavigationEntry(
        "Accord", "Actes", "accord:act-list", 67, visible=lambda user: user.scope.reads_agreement
    ),
    SearchSource(90, _search),
)
