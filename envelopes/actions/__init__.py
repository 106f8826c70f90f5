"""The verbs that change credits."""

from envelopes.actions.ceilings import set_programming_ceiling
from envelopes.actions.movements import (
    MovementOrder,
    record_movement,
    reverse_movement,
    transfer_credits,
)
from envelopes.actions.openings import apply_opening, open_tranche, opening_of
from envelopes.actions.posting import ceiling_rates, lock_envelopes, post_entries

__all__ = [
    "MovementOrder",
    "apply_opening",
    "ceiling_rates",
    "lock_envelopes",
    "open_tranche",
    "opening_of",
    "post_entries",
    "record_movement",
    "reverse_movement",
    "set_programming_ceiling",
    "transfer_credits",
]
