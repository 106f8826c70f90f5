"""What acts and decisions bring about: applied at once, prepared until another act, or lapsed.

An effect runs under the authority of its act, not under the rights of whoever clicks. One that
needs another act is prepared, tried out where it can be, and applied when that act is recorded.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.db.models import Model, Q

from accord.acts.actions.writing import let_act_lapse
from accord.acts.models import Act, ActState, Effect, EffectStep, EffectTarget
from accord.acts.states import EffectState
from accord.acts.verbs import APPLY_EFFECT, LAPSE_EFFECT, PREPARE_EFFECT
from accord.kernel.actors import Author
from accord.kernel.audit import record
from accord.kernel.contributions import EffectKind, registry
from accord.kernel.dates import now, today
from accord.kernel.errors import AccordError, Refused
from accord.kernel.locking import lock_rank, lock_row, lock_rows
from accord.kernel.rows import append
from accord.kernel.transactions import acting
from accord.kernel.verbs import verdict

logger = logging.getLogger(__name__)


class EffectBlockedError(Refused):
    """One effect cannot be applied, so nothing is; the message names what it is about."""

    code = "effect_blocked"
    title = "Effet impossible"


@contextmanager
def naming(about: object) -> Iterator[None]:
    """Whatever goes wrong inside names the point at hand, so that people know what blocks."""
    try:
        yield
    except AccordError as error:
        raise EffectBlockedError(f"{about} : {error.message}", field=error.field) from error
    except ValidationError as error:
        raise EffectBlockedError(f"{about} : {' '.join(error.messages)}") from error
    except OperationalError:
        # The database gave way to somebody else: nothing is at fault, sending again is enough.
        raise
    except Exception as error:
        logger.exception("effect on %s failed", about)
        raise EffectBlockedError(
            f"{about} : erreur inattendue. Rien n’a été enregistré."
        ) from error


def lock_things(things: Iterable[Model]) -> None:
    """Lock rows of several models, rank after rank, all those of a rank in one call."""
    by_model: dict[type[Model], set[Any]] = {}
    for thing in things:
        by_model.setdefault(type(thing), set()).add(thing.pk)
    for model in sorted(by_model, key=lambda model: (lock_rank(model), model.__name__)):
        lock_rows(model._default_manager.filter(pk__in=by_model[model]).order_by("pk"))


# -- one effect ------------------------------------------------------------------------------------


def prepare_effect(
    code: str, target: EffectTarget, *, cause: Act, awaits: Act, about: object, by: Author
) -> Effect:
    """Keep an effect until the act that it awaits is recorded."""
    effect = Effect(kind=code, cause=cause, awaits=awaits, about=str(about)[:400])
    return _save_new(effect, target, PREPARE_EFFECT.code, by=by)


def apply_now(
    code: str,
    target: EffectTarget,
    *,
    cause: Act,
    day: date,
    about: object,
    by: Author,
    under: Act | None = None,
) -> Effect:
    """Bring an effect about on a day; ``under`` is the other act that it needed, already there.

    The rows that it changes are locked. Raises whatever refuses it.
    """
    effect = Effect(kind=code, cause=cause, awaits=under, about=str(about)[:400])
    _become_applied(effect, kind_of(effect).apply(effect, target, day, by), day)
    return _save_new(effect, target, APPLY_EFFECT.code, by=by)


def _save_new(effect: Effect, target: EffectTarget, verb: str, *, by: Author) -> Effect:
    record(effect, by=by, reason=verb, under_act=effect.cause_id)
    target.effect = effect
    record(target, by=by, reason=verb, under_act=effect.cause_id)
    _note_step(effect, verb, by=by)
    return effect


def _become_applied(effect: Effect, sentence: str, day: date) -> None:
    effect.sentence = sentence
    effect.state = EffectState.APPLIED
    effect.applied_on = day
    effect.applied_at = now()


def _note_step(effect: Effect, verb: str, *, by: Author, before: str = "", note: str = "") -> None:
    # It waits since its decision, whenever that was typed.
    prepared_on = effect.cause.date
    step = EffectStep(
        effect=effect,
        verb=verb,
        from_state=before,
        to_state=effect.state,
        act=effect.awaits or effect.cause,
        value_date=effect.applied_on or effect.lapsed_on or prepared_on or today(),
        note=note[:500],
    )
    append(step, by=by)


def kind_of(effect: Effect) -> EffectKind:
    """The declaration of an effect’s kind. Raises Refused where no room contributes it."""
    kind = registry.effect_kind(effect.kind)
    if kind is None:
        raise Refused("Cet effet n’existe pas.", field="effect")
    return kind


# -- an act at hand --------------------------------------------------------------------------------


def bring_about(act: Act, code: str, target: EffectTarget, *, day: date, by: Author) -> str:
    """Make a recorded act have an effect on a day, as somebody asks by hand.

    Where a decision had prepared the same, that decision is what takes effect. Locks acts, then
    what the effect changes, then the prepared effects. Raises Denied and whatever refuses the
    effect. Returns a French sentence.
    """
    kind = registry.effect_kind(code)
    if kind is None:
        raise Refused("Cet effet n’existe pas.", field="effect")
    with acting(by):
        rivals = list(kind.rivals(target))
        acts = _lock_acts(act.pk, *(rival.awaits_id for rival in rivals))
        # What was read before the lock may be out of date.
        act = next(locked for locked in acts if locked.pk == act.pk)
        lock_things([*kind.locks(target), *rivals])
        kind.may(by, target).require()
        if any(rival not in rivals for rival in kind.rivals(target)):
            raise Refused("Une décision vient de préparer la même chose : envoyez de nouveau.")
        awaiting = _still_prepared(rivals)
        due = next((effect for effect in awaiting if not _precedes(act, effect)), None)
        if due is not None:
            sentence = _apply_under(due, act, day, by=by, asked=target)
        else:
            sentence = apply_now(code, target, cause=act, day=day, about=target, by=by).sentence
        for effect in awaiting:
            if effect != due:
                _lapse(effect, f"déjà fait par {_dated(act)}", by=by)
        for former in acts:
            if former != act:
                release(former, f"fait par {act}", by=by)
        return sentence


def _dated(act: Act) -> str:
    return f"{act} du {act.date:%d/%m/%Y}" if act.date else str(act)


def _still_prepared(effects: Sequence[Effect]) -> list[Effect]:
    """Those that still wait, read again under their lock."""
    keys = [effect.pk for effect in effects]
    return list(Effect.objects.prepared().filter(pk__in=keys).with_targets().order_by("pk"))


def _lock_acts(*keys: int | None) -> list[Act]:
    return lock_rows(Act.objects.filter(pk__in=[key for key in keys if key]).order_by("pk"))


# -- an act that was awaited -----------------------------------------------------------------------


def apply_awaiting(act: Act, *, by: Author, awaited: Act | None = None) -> list[str]:
    """Apply the effects that wait for an act just recorded, in the order of their decisions.

    ``awaited`` is the awaited act that gave way to one recorded before. Acts are locked. Runs in
    the transaction that records the act: if one effect is refused, the act is not recorded either,
    and the message names what it is about.
    """
    waiting = Effect.objects.awaiting(act, *([awaited] if awaited else [])).with_targets()
    effects = list(waiting.order_by("pk"))
    lock_things([*effects, *_things_of(effects)])
    sentences = []
    for effect in _still_prepared(effects):
        with naming(effect.about):
            _refuse_earlier(act, effect)
            sentences.append(_apply_under(effect, act, act.date, by=by))  # type: ignore[arg-type]
    return sentences


def _things_of(effects: Iterable[Effect]) -> Iterator[Model]:
    for effect in effects:
        yield from kind_of(effect).locks(effect.target)


def _apply_under(
    effect: Effect, act: Act, day: date, *, by: Author, asked: EffectTarget | None = None
) -> str:
    """Apply a prepared effect under an act; ``asked`` is what somebody asks by hand of the same."""
    effect.awaits = act
    sentence = kind_of(effect).apply(effect, asked or effect.target, day, by)
    _become_applied(effect, sentence, day)
    record(effect, by=by, reason=APPLY_EFFECT.code, under_act=act.pk)
    _note_step(effect, APPLY_EFFECT.code, by=by, before=EffectState.PREPARED)
    return sentence


def _precedes(act: Act, effect: Effect) -> bool:
    """Whether an act is older than the decision that awaits one: then it is not what it awaited."""
    decided_on = effect.cause.date
    return bool(act.date and decided_on and act.date < decided_on)


def _refuse_earlier(act: Act, effect: Effect) -> None:
    """A decision takes effect on the day of the act that it awaited, never before itself."""
    if _precedes(act, effect):
        raise Refused(
            f"l’acte attendu ne peut pas précéder la décision du {effect.cause.date:%d/%m/%Y}.",
            field="date",
        )


# -- trying out, giving up -------------------------------------------------------------------------


class _RehearsalOverError(Exception):
    """Undoes what was only tried."""


def rehearse(effects: Sequence[Effect], *, by: Author) -> None:
    """Try prepared effects together, as if the awaited act came today, then undo.

    What is impossible already is said while it can still be decided otherwise, not when the
    awaited act comes.
    """
    try:
        with acting(by):
            for effect in effects:
                kind = kind_of(effect)
                if kind.is_tried:
                    with naming(effect.about):
                        kind.apply(effect, effect.target, today(), by)
            raise _RehearsalOverError
    except _RehearsalOverError:
        return


def lapse_effect(effect: Effect, *, by: Author, reason: str) -> Effect:
    """Give up a prepared effect: its object is free again, its decision stays in the register.

    Locks the awaited act, then the effect. Raises Denied, and Refused for an effect that is not
    waiting.
    """
    if not reason.strip():
        raise Refused("Dites pourquoi cette décision est caduque.", field="reason")
    with acting(by):
        # The act first, as whoever completes it does: neither overwrites the other.
        act = lock_row(effect.awaits) if effect.awaits else None
        locked = lock_row(effect)
        verdict(LAPSE_EFFECT, by, locked).require()
        if locked.awaits_id != effect.awaits_id:
            raise Refused(LAPSE_EFFECT.refusal(locked))
        _lapse(locked, reason.strip(), by=by)
        release(act, reason.strip(), by=by)
        return locked


def _lapse(effect: Effect, reason: str, *, by: Author) -> None:
    effect.state = EffectState.LAPSED
    effect.lapsed_on = today()
    effect.sentence = f"Caduque : {reason}"[:500]
    record(effect, by=by, reason=LAPSE_EFFECT.code, note=reason)
    _note_step(effect, LAPSE_EFFECT.code, by=by, before=EffectState.PREPARED, note=reason)


def release(act: Act | None, reason: str, *, by: Author) -> None:
    """An awaited act, locked, on which nothing rests any more lapses too.

    Decisions without effect rest on the deliberation of their sitting as well.
    """
    if act is None or Effect.objects.awaiting(act).exists():
        return
    standing = Q(effects=None) | ~Q(effects__state=EffectState.LAPSED)
    if act.acts_under.filter(standing).exists():
        return
    if act.state == ActState.AWAITED:
        let_act_lapse(act, by=by, reason=reason)
