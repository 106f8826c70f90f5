"""What the envelopes add to the site: navigation, home panel, search, explanations, effects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from accord.actions import EffectOrder
from accord.kernel.contributions import (
    ActEffect,
    FigureSource,
    HomePanel,
    LedgerCheck,
    Loader,
    NavigationEntry,
    SearchHit,
    SearchSource,
    registry,
)
from accord.kernel.errors import Refused
from accord.kernel.money import format_euros
from accord.models import Act, ActKind, FrameworkAgreement
from envelopes import loaders
from envelopes.actions import MovementOrder, open_tranche, record_movement, set_programming_ceiling
from envelopes.charts import position_of
from envelopes.checks import check_credits
from envelopes.explanations import explain
from envelopes.models import Envelope, Tranche
from envelopes.states import MovementKind
from envelopes.totals import Totals


def _home_panel(user: Any, perimeter: Any) -> Mapping[str, Any] | None:
    """Position of the delegated envelopes of the agreement looked at."""
    if perimeter.agreement is None:
        return None
    positions = (
        Envelope.objects.visible_to(user)
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


def _search(user: Any, words: list[str]) -> Iterator[SearchHit]:
    envelopes = Envelope.objects.visible_to(user).delegated().with_names()
    for word in words:
        envelopes = envelopes.filter(name__icontains=word) | envelopes.filter(code__contains=word)
    for envelope in envelopes[:20]:
        detail = f"{envelope.fund}, {envelope.agreement}"
        yield SearchHit("Enveloppe", envelope.name, detail, envelope.get_absolute_url())


def _unopened(agreement: FrameworkAgreement) -> Iterator[tuple[str, str]]:
    rows = Tranche.objects.unopened().filter(envelope__agreement=agreement)
    for tranche in rows.select_related("envelope"):
        label = f"{tranche.label}, {tranche.envelope.name} ({format_euros(tranche.amount)})"
        yield str(tranche.pk), label


def _envelopes(agreement: FrameworkAgreement) -> Iterator[tuple[str, str]]:
    for envelope in Envelope.objects.delegated().filter(agreement=agreement):
        yield envelope.code, envelope.name


def _open_tranche(*, act: Act, order: EffectOrder, by: Any) -> str:
    """Only an amendment or the delegation agreement itself opens a tranche of its own grant."""
    tranche = Tranche.objects.select_related("envelope", "grant__act").get(pk=order.choice)
    if act.kind not in (ActKind.GRANT_AMENDMENT, ActKind.DELEGATION_AGREEMENT):
        raise Refused(
            "Une tranche s’ouvre par la convention de subvention globale ou son avenant.",
            field="effect",
        )
    if act.under_id not in (None, tranche.grant.act_id):
        raise Refused("Cet acte est pris en vertu d’une autre convention.", field="under")
    open_tranche(tranche, by=by, act=act, value_date=order.value_date)
    return f"{tranche.label} de {tranche.envelope.name} ouverte."


def _credit(kind: str, *, act: Act, order: EffectOrder, by: Any) -> str:
    if order.amount is None:
        raise Refused("Indiquez le montant de l’effet.", field="amount")
    envelope = Envelope.objects.get(code=order.choice)
    record_movement(
        MovementOrder(
            envelope=envelope,
            kind=kind,
            delta_notified=order.amount,
            delta_open=0,
            value_date=order.value_date,
            act=act,
            label=act.title[:200],
        ),
        by=by,
    )
    return f"{format_euros(order.amount)} notifiés à {envelope.name}."


def _notify(*, act: Act, order: EffectOrder, by: Any) -> str:
    return _credit(MovementKind.NOTIFICATION, act=act, order=order, by=by)


def _top_up(*, act: Act, order: EffectOrder, by: Any) -> str:
    return _credit(MovementKind.TOP_UP, act=act, order=order, by=by)


def _set_ceiling(*, act: Act, order: EffectOrder, by: Any) -> str:
    if order.rate_bp is None:
        raise Refused("Indiquez le taux de l’effet.", field="rate")
    envelope = Envelope.objects.get(code=order.choice)
    set_programming_ceiling(
        envelope, by=by, rate_bp=order.rate_bp, starts_on=order.value_date, act=act
    )
    return f"Plafond de programmation fixé pour {envelope.name}."


registry.add(
    Loader("envelopes", 20, loaders.load),
    NavigationEntry("Enveloppes", "Enveloppes", "envelopes:envelope-list", 20),
    NavigationEntry("Accord", "Lignes de partage", "envelopes:dividing-lines", 63),
    HomePanel("envelopes/home_panel.html", 20, _home_panel),
    SearchSource(20, _search),
    LedgerCheck("Crédits", check_credits),
    ActEffect("open_tranche", "Ouvrir une tranche", _unopened, _open_tranche),
    ActEffect("notify", "Notifier des crédits", _envelopes, _notify),
    ActEffect("top_up", "Abonder (notifier en plus)", _envelopes, _top_up),
    ActEffect("set_ceiling", "Fixer le plafond de programmation", _envelopes, _set_ceiling),
    FigureSource("envelopes.", explain),
)
