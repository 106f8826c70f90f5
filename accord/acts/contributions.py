"""What acts add to the site."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from accord.acts import loaders
from accord.acts.models import Act
from accord.kernel.actors import Reader
from accord.kernel.contributions import (
    Loader,
    NavigationEntry,
    SearchHit,
    SearchSource,
    registry,
)
from accord.people.capacities import PARTNERS


def _search(reader: Reader, words: list[str]) -> Iterator[SearchHit]:
    """Acts by number or object."""
    acts = Act.objects.visible_to(reader)
    for word in words:
        acts = acts.filter(Q(title__icontains=word) | Q(number__icontains=word))
    for act in acts.order_by("-pk")[:20]:
        yield SearchHit("Acte", act.title, str(act), act.get_absolute_url())


def _reads_acts(reader: Reader) -> bool:
    return reader.capacity in PARTNERS


registry.add(
    Loader("acts", 12, loaders.load),
    NavigationEntry("Accord", "Actes", "acts:act-list", 67, visible=_reads_acts),
    SearchSource(91, _search),
)
