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

from accord.actions import let_act_lapse
from accord.kernel.audit import record
from accord.kernel.dates import now
from accord.kernel.errors import AccordError, Refused
from accord.kernel.locking import lock_row
from accord.models import Act, ActState
from accord.render.typography import long_date
from envelopes.actions import lock_envelopes, open_tranche
from governance.models import AgendaItem, Effect, Meeting
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
        raise SittingBlockedError(f"{item} : {error.message}") from error
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


def rehearse(effects: Sequence[Effect], day: date, *, by: Any) -> None:
    """Try the prepared effects of a sitting together, then undo them.

    What is impossible already is said while the sitting can still decide otherwise, not when the
    awaited act comes. An opening is left out: the dates of its amendment are not known.
    """
    try:
        with transaction.atomic():
            for effect in effects:
                if effect.kind != EffectKind.OPEN_TRANCHE:
                    with naming(effect.decision.item):
                        _APPLY[effect.kind](effect, day, by)
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
    for meeting in Meeting.objects.filter(deliberation=completes) if completes else ():
        meeting.deliberation = act
        record(meeting, by=by, reason="délibération")
    effects = list(Effect.objects.prepared().filter(awaits__in=awaited).in_order())
    lock_accounts(effect.decision.item for effect in effects)
    sentences = []
    for effect in effects:
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
    """An act recorded with its own effect may open a tranche whose opening was prepared."""
    sentences = []
    for effect in Effect.objects.prepared().opened_by(act).in_order():
        former, effect.awaits = effect.awaits, act
        day = effect.decision.item.tranche.movements.filter(act=act).latest("pk").value_date
        sentences.append(_keep(effect, _opened(effect, day), day, by=by))
        _release(former, f"ouverture par {act}", by=by)
    return sentences


def lapse_effect(effect: Effect, *, by: Any, reason: str) -> Effect:
    """Give up a prepared effect: its object is free again, its decision stays in the register.

    Locks the effect. Raises Denied, and Refused for an effect that is not waiting.
    """
    if not reason.strip():
        raise Refused("Dites pourquoi cette décision est caduque.", field="reason")
    with transaction.atomic():
        locked = lock_row(effect)
        can_keep(by, locked.decision.committee).require()
        if locked.state != EffectState.PREPARED:
            raise Refused("Cette décision n’attend plus d’acte.")
        locked.state = EffectState.LAPSED
        locked.sentence = f"Caduque : {reason.strip()}"
        record(locked, by=by, reason="caduque")
        _release(locked.awaits, reason.strip(), by=by)
        return locked


def _release(act: Act | None, reason: str, *, by: Any) -> None:
    """An awaited act that nothing waits for any more lapses too."""
    if act is None or Effect.objects.prepared().filter(awaits=act).exists():
        return
    awaited = lock_row(act)
    if awaited.state == ActState.AWAITED:
        let_act_lapse(awaited, by=by, reason=reason)
