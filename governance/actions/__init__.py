"""The verbs of a committee in the order of a meeting: preparing, holding, ending, sealing."""

from governance.actions.effects import apply_awaiting, lapse_effect
from governance.actions.ending import end_sitting
from governance.actions.holding import (
    OutcomeDraft,
    RollEntry,
    open_meeting,
    record_outcomes,
    take_roll,
    write_minutes,
)
from governance.actions.preparing import (
    MeetingDraft,
    SeatDraft,
    add_information_item,
    add_operation_items,
    add_seat,
    add_tranche_item,
    cancel_meeting,
    change_meeting,
    convene_meeting,
    end_seat,
    plan_meeting,
    remove_item,
    shift_item,
)
from governance.actions.sealing import draw_minutes, seal_minutes

__all__ = [
    "MeetingDraft",
    "OutcomeDraft",
    "RollEntry",
    "SeatDraft",
    "add_information_item",
    "add_operation_items",
    "add_seat",
    "add_tranche_item",
    "apply_awaiting",
    "cancel_meeting",
    "change_meeting",
    "convene_meeting",
    "draw_minutes",
    "end_seat",
    "end_sitting",
    "lapse_effect",
    "open_meeting",
    "plan_meeting",
    "record_outcomes",
    "remove_item",
    "seal_minutes",
    "shift_item",
    "take_roll",
    "write_minutes",
]
