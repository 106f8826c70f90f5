"""The verbs of a committee in the order of a meeting: preparing, holding, ending, sealing."""

from governance.actions.agenda import Wish, add_items, refresh_stakes, remove_item, shift_item
from governance.actions.deliberations import lock_meetings, replace_deliberation
from governance.actions.ending import end_sitting
from governance.actions.holding import (
    OutcomeDraft,
    RollEntry,
    open_meeting,
    record_outcomes,
    take_roll,
    write_minutes,
)
from governance.actions.members import SeatDraft, add_seat, end_seat
from governance.actions.preparing import (
    MeetingDraft,
    cancel_meeting,
    change_meeting,
    convene_meeting,
    plan_meeting,
)
from governance.actions.sealing import draw_minutes, seal_minutes

__all__ = [
    "MeetingDraft",
    "OutcomeDraft",
    "RollEntry",
    "SeatDraft",
    "Wish",
    "add_items",
    "add_seat",
    "cancel_meeting",
    "change_meeting",
    "convene_meeting",
    "draw_minutes",
    "end_seat",
    "end_sitting",
    "lock_meetings",
    "open_meeting",
    "plan_meeting",
    "record_outcomes",
    "refresh_stakes",
    "remove_item",
    "replace_deliberation",
    "seal_minutes",
    "shift_item",
    "take_roll",
    "write_minutes",
]
