"""What acts add to the site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from accord.acts import loaders
from accord.acts.models import Act
from accord.kernel.contributions import (
    Loader,
    NavigationEntry,
    SearchHit,
    SearchSource,
    registry,
)


def _search(user: Any, words: list[str]) -> Iterator[SearchHit]:
    """Acts by number or object."""
    acts = Act.objects.visible_to(user)
    for word in words:
        acts = acts.filter(title__icontains=word) | acts.filter(number__icontains=word)
    for act in acts.order_by("-pk")[:20]:
        yield SearchHit("Acte", act.title, str(act), act.get_absolute_url())


registry.add(
    Loader("acts", 12, loaders.load),
    NavigationEntry(
        "Accord", "Actes", "acts:act-list", 67, visible=lambda user: user.scope.reads_agreement
    ),
    SearchSource(91, _search),
)
