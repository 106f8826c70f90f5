"""What decisions bring about: applied at once, prepared until another act, or lapsed.

An effect runs under the authority of its decision, not under the rights of whoever clicks. One that
needs another act is prepared, tried out, and applied when that act is recorded.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction

from accord.acts.actions import let_act_lapse
from accord.acts.models import Act, ActState
from accord.kernel.audit import record
from accord.kernel.dates import now, today
from accord.kernel.errors import AccordError, Refused
from accord.kernel.locking import lock_row, lock_rows
from accord.kernel.render.typography import long_date
from envelopes.actions import lock_envelopes, open_tranche
from governance.models import AgendaItem, Decision, Effect, Meeting
from governance.permissions import can_keep
from governance.states import EffectKind, EffectState, Result
from operations.actions import (
    adjourn_operation,
    deprogramme_operation,
    programme_operation,
    record_opinion,
    refuse_operation,
)

logger = logging.getLogger(__name__)


class SittingBlockedError(Refused):
    """One item cannot be applied, so nothing is; the message names it."""

    code = "sitting_blocked"
    title = "Séance non levée"


@contextmanager
def naming(item: AgendaItem) -> Iterator[None]:
    """Whatever goes wrong inside names the item, so that people know what blocks."""
    try:
        yield
    except AccordError as error:
        raise SittingBlockedError(f"{item} : {error.message}", field=error.field) from error
    except ValidationError as error:
        raise SittingBlockedError(f"{item} : {' '.join(error.messages)}") from error
    except OperationalError:
        # The database gave way to somebody else: no item is at fault, sending again is enough.
        raise
    except Exception as error:
        logger.exception("effect of agenda item %s failed", item.pk)
        raise SittingBlockedError(
            f"{item} : erreur inattendue. Rien n’a été enregistré."
        ) from error


def lock_accounts(items: Iterable[AgendaItem]) -> None:
    """Lock every envelope that the items may move, in one order, before the first effect does."""
    objects = [item.operation or item.tranche for item in items]
    lock_envelopes(*{row.envelope_id for row in objects if row is not None})


# -- one verb for each kind of effect --------------------------------------------------------------


def _give_opinion(effect: Effect, day: date, by: Any) -> str:
    item: Any = effect.decision.item
    favourable = item.outcome.result == Result.FAVOURABLE
    record_opinion(
        item.operation, by=by, act=effect.decision.act, favourable=favourable, value_date=day
    )
    return f"Avis {item.outcome.get_result_display()} sur {item.operation.number}."


def _on_operation(action: Callable[..., Any], done: str) -> Callable[[Effect, date, Any], str]:
    """A selection body's verb, under the act of its decision."""

    def apply(effect: Effect, day: date, by: Any) -> str:
        operation: Any = effect.decision.item.operation
        action(operation, by=by, act=effect.decision.act, value_date=day)
        return f"Opération {operation.number} {done} au {long_date(day)}."

    return apply


def _open_tranche(effect: Effect, day: date, by: Any) -> str:
    """Credits open on the date of the amendment, and rest on it."""
    tranche: Any = effect.decision.item.tranche
    act: Any = effect.awaits
    open_tranche(tranche, by=by, act=act, value_date=day)
    return _opened(effect, day)


def _opened(effect: Effect, day: date) -> str:
    tranche: Any = effect.decision.item.tranche
    return f"{tranche.label} de {tranche.envelope.name} ouverte au {long_date(day)}."


_APPLY: dict[str, Callable[[Effect, date, Any], str]] = {
    EffectKind.GIVE_OPINION: _give_opinion,
    EffectKind.PROGRAMME: _on_operation(programme_operation, "programmée"),
    EffectKind.REFUSE: _on_operation(refuse_operation, "refusée"),
    EffectKind.ADJOURN: _on_operation(adjourn_operation, "ajournée"),
    EffectKind.DEPROGRAMME: _on_operation(deprogramme_operation, "déprogrammée"),
    EffectKind.OPEN_TRANCHE: _open_tranche,
}


def apply(effect: Effect, day: date, *, by: Any) -> str:
    """Do what the effect says on a day, and keep the sentence that tells it."""
    return _keep(effect, _APPLY[effect.kind](effect, day, by), day, by=by)


def _keep(effect: Effect, sentence: str, day: date, *, by: Any) -> str:
    effect.sentence = sentence
    effect.state = EffectState.APPLIED
    effect.applied_on = day
    effect.applied_at = now()
    record(effect, by=by)
    return effect.sentence


# -- prepared effects ------------------------------------------------------------------------------


class _RehearsalOverError(Exception):
    """Undoes what was only tried."""


def rehearse(effects: Sequence[Effect], *, by: Any) -> None:
    """Try the prepared effects of a sitting together, as if the awaited act came today, then undo.

    What is impossible already is said while the sitting can still decide otherwise, not when the
    awaited act comes. An opening is left out: the dates of its amendment are not known.
    """
    try:
        with transaction.atomic():
            for effect in effects:
                if effect.kind != EffectKind.OPEN_TRANCHE:
                    with naming(effect.decision.item):
                        _APPLY[effect.kind](effect, today(), by)
            raise _RehearsalOverError
    except _RehearsalOverError:
        return


def apply_awaiting(*, act: Act, by: Any, completes: Act | None = None) -> list[str]:
    """Apply the effects that wait for an act just recorded, in the order of their decisions.

    ``completes`` is the awaited act that gave way to one recorded before. Runs in the transaction
    that records the act: if one effect is refused, the act is not recorded either, and the
    message names the item.
    """
    awaited = [act.pk, completes.pk if completes else act.pk]
    if completes:
        of_the_awaited = Meeting.objects.filter(deliberation=completes).order_by("pk")
        for meeting in lock_rows(of_the_awaited):
            meeting.deliberation = act
            record(meeting, by=by, reason="délibération")
    waiting = Effect.objects.prepared().filter(awaits__in=awaited).in_order()
    lock_accounts(effect.decision.item for effect in waiting)
    sentences = []
    for effect in lock_rows(waiting):
        with naming(effect.decision.item):
            _refuse_earlier(act, effect)
            effect.awaits = act
            sentences.append(apply(effect, act.date, by=by))  # type: ignore[arg-type]
    return [*sentences, *_opened_otherwise(act, by=by)]


def _refuse_earlier(act: Act, effect: Effect) -> None:
    """A decision takes effect on the day of the act that it awaited, never before itself."""
    decided_on = effect.decision.act.date
    if act.date is None or (decided_on and act.date < decided_on):
        raise Refused(
            f"l’acte attendu ne peut pas précéder la décision du {decided_on:%d/%m/%Y}.",
            field="date",
        )


def _opened_otherwise(act: Act, *, by: Any) -> list[str]:
    """An act recorded with its own effect may open a tranche whose opening was prepared.

    One that precedes the decision is not what it awaited: there is nothing left to open.
    """
    sentences = []
    for effect in lock_rows(Effect.objects.prepared().opened_by(act).in_order()):
        former = effect.awaits
        decided_on = effect.decision.act.date
        if act.date and decided_on and act.date < decided_on:
            _lapse(effect, f"déjà ouverte par {act} du {act.date:%d/%m/%Y}", by=by)
            sentences.append(effect.sentence)
        else:
            effect.awaits = act
            day = effect.decision.item.tranche.movements.filter(act=act).latest("pk").value_date
            sentences.append(_keep(effect, _opened(effect, day), day, by=by))
        _release(former, f"ouverture par {act}", by=by)
    return sentences


def lapse_effect(effect: Effect, *, by: Any, reason: str) -> Effect:
    """Give up a prepared effect: its object is free again, its decision stays in the register.

    Locks the awaited act, then the effect. Raises Denied, and Refused for an effect that is not
    waiting.
    """
    if not reason.strip():
        raise Refused("Dites pourquoi cette décision est caduque.", field="reason")
    with transaction.atomic():
        # The act first, as whoever completes it does: neither overwrites the other.
        act = lock_row(effect.awaits) if effect.awaits else None
        locked = lock_row(effect)
        can_keep(by, locked.decision.committee).require()
        if locked.state != EffectState.PREPARED or locked.awaits_id != effect.awaits_id:
            raise Refused("Cette décision n’attend plus d’acte.")
        _lapse(locked, reason.strip(), by=by)
        _release(act, reason.strip(), by=by)
        return locked


def _lapse(effect: Effect, reason: str, *, by: Any) -> None:
    effect.state = EffectState.LAPSED
    effect.lapsed_on = today()
    effect.sentence = f"Caduque : {reason}"
    record(effect, by=by, reason="caduque")


def _release(act: Act | None, reason: str, *, by: Any) -> None:
    """An awaited act on which nothing rests any more lapses too.

    Decisions without effect rest on the deliberation of their sitting as well.
    """
    if act is None or Effect.objects.prepared().filter(awaits=act).exists():
        return
    if Decision.objects.resting_on(act).exists():
        return
    awaited = lock_row(act)
    if awaited.state == ActState.AWAITED:
        let_act_lapse(awaited, by=by, reason=reason)
