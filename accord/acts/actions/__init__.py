"""The verbs of acts: recording them, and what they bring about."""

from accord.acts.actions.effects import (
    EffectBlockedError,
    apply_now,
    bring_about,
    lapse_effect,
    lock_things,
    naming,
    prepare_effect,
    rehearse,
)
from accord.acts.actions.recording import EffectOrder, complete_act, record_act
from accord.acts.actions.writing import (
    ActDraft,
    await_act,
    let_act_lapse,
    note_loaded_acts,
    write_act,
)

__all__ = [
    "ActDraft",
    "EffectBlockedError",
    "EffectOrder",
    "apply_now",
    "await_act",
    "bring_about",
    "complete_act",
    "lapse_effect",
    "let_act_lapse",
    "lock_things",
    "naming",
    "note_loaded_acts",
    "prepare_effect",
    "record_act",
    "rehearse",
    "write_act",
]
