"""What the envelopes add to the site: navigation, home panel, search, explanations, effects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from accord.acts.actions import EffectOrder
from accord.acts.models import Act, ActKind, FrameworkAgreement
from accord.acts.permissions import CREDIT_ACTS
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
from envelopes import loaders
from envelopes.actions import (
    MovementOrder,
    open_tranche,
    record_movement,
    set_programming_ceiling,
)
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


@contextmanager
def _said_of(act: Act) -> Iterator[None]:
    """The form of an act has no field « acte »: what the act lacks is said where it was typed."""
    try:
        yield
    except Refused as error:
        if error.field == "act":
            error.field = "under" if act.under_id else "kind"
        raise


def _open_tranche(*, act: Act, order: EffectOrder, by: Any) -> str:
    tranche = Tranche.objects.select_related("envelope").get(pk=order.choice)
    with _said_of(act):
        open_tranche(tranche, by=by, act=act, value_date=order.value_date)
    return f"{tranche.label} de {tranche.envelope.name} ouverte."


def _credit(kind: str, *, act: Act, order: EffectOrder, by: Any) -> str:
    amount = order.amount or 0
    envelope = Envelope.objects.get(code=order.choice)
    movement = MovementOrder(
        envelope=envelope,
        kind=kind,
        delta_notified=amount,
        delta_open=0,
        value_date=order.value_date,
        act=act,
        label=act.title[:200],
    )
    with _said_of(act):
        record_movement(movement, by=by)
    return f"{format_euros(amount)} notifiés à {envelope.name}."


def _notify(*, act: Act, order: EffectOrder, by: Any) -> str:
    return _credit(MovementKind.NOTIFICATION, act=act, order=order, by=by)


def _top_up(*, act: Act, order: EffectOrder, by: Any) -> str:
    return _credit(MovementKind.TOP_UP, act=act, order=order, by=by)


def _set_ceiling(*, act: Act, order: EffectOrder, by: Any) -> str:
    envelope = Envelope.objects.get(code=order.choice)
    with _said_of(act):
        set_programming_ceiling(
            envelope, by=by, rate_bp=order.rate_bp or 0, starts_on=order.value_date, act=act
        )
    return f"Plafond de programmation fixé pour {envelope.name}."


registry.add(
    Loader("envelopes", 20, loaders.load),
    NavigationEntry("Enveloppes", "Enveloppes", "envelopes:envelope-list", 20),
    NavigationEntry("Accord", "Lignes de partage", "envelopes:dividing-lines", 63),
    HomePanel("envelopes/home_panel.html", 20, _home_panel),
    SearchSource(20, _search),
    LedgerCheck("Crédits", check_credits),
    # The agreement of a grant is recorded with the grant: a new one is that of another.
    ActEffect(
        "open_tranche",
        "Ouvrir une tranche",
        _unopened,
        _open_tranche,
        (ActKind.GRANT_AMENDMENT,),
    ),
    ActEffect("notify", "Notifier des crédits", _envelopes, _notify, CREDIT_ACTS, "amount"),
    ActEffect("top_up", "Abonder (notifier en plus)", _envelopes, _top_up, CREDIT_ACTS, "amount"),
    ActEffect(
        "set_ceiling",
        "Fixer le plafond de programmation",
        _envelopes,
        _set_ceiling,
        CREDIT_ACTS,
        "rate",
    ),
    FigureSource("envelopes.", explain),
)
