"""Models of governance: who sits, what was put to them, what they decided and wrote down."""

from governance.models.committees import CadenceRule, Committee, CommitteeMember, Seat
from governance.models.decisions import Decision, Effect, Minutes, Outcome
from governance.models.meetings import AgendaItem, Attendance, Meeting, Recusal

__all__ = [
    "AgendaItem",
    "Attendance",
    "CadenceRule",
    "Committee",
    "CommitteeMember",
    "Decision",
    "Effect",
    "Meeting",
    "Minutes",
    "Outcome",
    "Recusal",
    "Seat",
]
