"""What the envelopes add to the site: navigation, home panel, search, explanations, effects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q

from accord.kernel.actors import Reader
from accord.kernel.contributions import (
    FigureSource,
    HomePanel,
    LedgerCheck,
    Loader,
    NavigationEntry,
    SearchHit,
    SearchSource,
    registry,
)
from envelopes import effects, loaders
from envelopes.charts import position_of
from envelopes.checks import check_credits
from envelopes.explanations import explain
from envelopes.models import Envelope
from envelopes.totals import Totals


def _home_panel(reader: Reader, perimeter: Any) -> Mapping[str, Any] | None:
    """Position of the delegated envelopes of the agreement looked at."""
    if perimeter.agreement is None:
        return None
    positions = (
        Envelope.objects.visible_to(reader)
        .delegated()
        .filter(agreement=perimeter.agreement)
        .positions(perimeter.as_of)
    )
    if not positions:
        return None
    return {
        "positions": positions,
        "total": Totals.sum(position.totals for position in positions),
        "chart": position_of(positions, perimeter.as_of),
    }


def _search(reader: Reader, words: list[str]) -> Iterator[SearchHit]:
    envelopes = Envelope.objects.visible_to(reader).delegated().with_names()
    for word in words:
        envelopes = envelopes.filter(Q(name__icontains=word) | Q(code__contains=word))
    for envelope in envelopes[:20]:
        detail = f"{envelope.fund}, {envelope.agreement}"
        yield SearchHit("Enveloppe", envelope.name, detail, envelope.get_absolute_url())


registry.add(
    Loader("envelopes", 20, loaders.load),
    NavigationEntry("Enveloppes", "Enveloppes", "envelopes:envelope-list", 20),
    NavigationEntry("Accord", "Lignes de partage", "envelopes:dividing-lines", 63),
    HomePanel("envelopes/home_panel.html", 20, _home_panel),
    SearchSource(20, _search),
    LedgerCheck("Crédits", check_credits),
    *effects.KINDS,
    FigureSource("envelopes.", explain),
)
