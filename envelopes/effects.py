"""What acts do to credits: one declaration for each kind of effect."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from accord.acts.models import ActKind, Effect, FrameworkAgreement
from accord.acts.verbs import CREDIT_ACTS
from accord.kernel.actors import Author, Reader, System
from accord.kernel.contributions import ActOffer, EffectKind
from accord.kernel.money import format_euros
from accord.kernel.render.typography import long_date
from accord.kernel.verdict import Verdict
from envelopes.actions import (
    MovementOrder,
    apply_opening,
    opening_of,
    record_movement,
    set_programming_ceiling,
)
from envelopes.models import (
    CeilingEffect,
    Envelope,
    NotificationEffect,
    OpeningEffect,
    TopUpEffect,
    Tranche,
)
from envelopes.models.effects import OnEnvelope
from envelopes.states import CreditEffect, MovementKind
from envelopes.verbs import OPEN_TRANCHE, RECORD_MOVEMENT, SET_CEILING, can_write_credits

# -- openings --------------------------------------------------------------------------------------


def _unopened(agreement: FrameworkAgreement) -> Iterator[tuple[str, str]]:
    rows = Tranche.objects.unopened().filter(envelope__agreement=agreement)
    for tranche in rows.select_related("envelope"):
        label = f"{tranche.label}, {tranche.envelope.name} ({format_euros(tranche.amount)})"
        yield str(tranche.pk), label


def _opening(choice: str, amount: int | None, rate_bp: int | None) -> OpeningEffect:
    return opening_of(Tranche.objects.select_related("envelope").get(pk=choice))


def _may_open(by: Reader | System, target: OpeningEffect) -> Verdict:
    return can_write_credits(by, target.envelope, OPEN_TRANCHE)


def _prepared_alike(target: OpeningEffect) -> Iterator[Effect]:
    """Prepared openings of the same tranche."""
    if target.tranche is not None:
        rows = Effect.objects.prepared().filter(openingeffect__tranche=target.tranche)
        yield from rows.with_targets().order_by("pk")


def _open(effect: Effect, target: OpeningEffect, day: date, by: Author) -> str:
    """Credits open under the act that was awaited, or under the act at hand."""
    apply_opening(target, by=by, act=effect.awaits or effect.cause, day=day)
    return f"{target.tranche.label} du {target.envelope.name} ouverte au {long_date(day)}."  # type: ignore[union-attr]


# -- amounts and ceilings --------------------------------------------------------------------------


def _envelopes(agreement: FrameworkAgreement) -> Iterator[tuple[str, str]]:
    for envelope in Envelope.objects.delegated().filter(agreement=agreement):
        yield envelope.code, envelope.name


def _envelope(code: str) -> Envelope:
    envelope: Envelope = Envelope.objects.select_related("agreement").get(code=code)
    return envelope


def _notification(choice: str, amount: int | None, rate_bp: int | None) -> NotificationEffect:
    return NotificationEffect(envelope=_envelope(choice), amount=amount or 0)


def _top_up(choice: str, amount: int | None, rate_bp: int | None) -> TopUpEffect:
    return TopUpEffect(envelope=_envelope(choice), amount=amount or 0)


def _ceiling(choice: str, amount: int | None, rate_bp: int | None) -> CeilingEffect:
    return CeilingEffect(envelope=_envelope(choice), rate_bp=rate_bp or 0)


def _may_write(by: Reader | System, target: OnEnvelope) -> Verdict:
    return can_write_credits(by, target.envelope, RECORD_MOVEMENT)


def _may_set_ceiling(by: Reader | System, target: OnEnvelope) -> Verdict:
    return can_write_credits(by, target.envelope, SET_CEILING)


def _locks(target: OnEnvelope) -> list[Envelope]:
    return [target.envelope]


def _credit(
    kind: str, effect: Effect, target: NotificationEffect | TopUpEffect, day: date, by: Author
) -> str:
    order = MovementOrder(
        envelope=target.envelope,
        kind=kind,
        delta_notified=target.amount,
        delta_open=0,
        value_date=day,
        act=effect.cause,
        label=effect.cause.title[:200],
    )
    record_movement(order, by=by)
    return f"{format_euros(target.amount)} notifiés à {target.envelope.name}."


def _notify(effect: Effect, target: NotificationEffect, day: date, by: Author) -> str:
    return _credit(MovementKind.NOTIFICATION, effect, target, day, by)


def _add(effect: Effect, target: TopUpEffect, day: date, by: Author) -> str:
    return _credit(MovementKind.TOP_UP, effect, target, day, by)


def _set_ceiling(effect: Effect, target: CeilingEffect, day: date, by: Author) -> str:
    set_programming_ceiling(
        target.envelope, by=by, rate_bp=target.rate_bp, starts_on=day, act=effect.cause
    )
    return f"Plafond de programmation fixé pour {target.envelope.name}."


KINDS = (
    EffectKind(
        code=CreditEffect.OPEN_TRANCHE,
        label=CreditEffect.OPEN_TRANCHE.label,
        target=OpeningEffect,
        # The agreement of a grant is recorded with the grant: a new one is that of another.
        acts=(ActKind.GRANT_AMENDMENT,),
        may=_may_open,
        apply=_open,
        locks=_locks,
        rivals=_prepared_alike,
        is_tried=False,
        offer=ActOffer("Ouvrir une tranche", _unopened, _opening),
    ),
    EffectKind(
        code=CreditEffect.NOTIFY,
        label=CreditEffect.NOTIFY.label,
        target=NotificationEffect,
        acts=CREDIT_ACTS,
        may=_may_write,
        apply=_notify,
        locks=_locks,
        offer=ActOffer("Notifier des crédits", _envelopes, _notification, "amount"),
    ),
    EffectKind(
        code=CreditEffect.TOP_UP,
        label=CreditEffect.TOP_UP.label,
        target=TopUpEffect,
        acts=CREDIT_ACTS,
        may=_may_write,
        apply=_add,
        locks=_locks,
        offer=ActOffer("Abonder (notifier en plus)", _envelopes, _top_up, "amount"),
    ),
    EffectKind(
        code=CreditEffect.SET_CEILING,
        label=CreditEffect.SET_CEILING.label,
        target=CeilingEffect,
        acts=CREDIT_ACTS,
        may=_may_set_ceiling,
        apply=_set_ceiling,
        locks=_locks,
        offer=ActOffer("Fixer le plafond de programmation", _envelopes, _ceiling, "rate"),
    ),
)
