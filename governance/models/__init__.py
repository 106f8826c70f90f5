"""Models of governance: who sits, what was put to them, what they decided and wrote down."""

from governance.models.attendance import Attendee, PresenceInterval, Recusal
from governance.models.committees import CadenceRule, Committee, CommitteeMember, Seat
from governance.models.decisions import Decision, Outcome
from governance.models.meetings import AgendaItem, Discussion, Meeting, MeetingStep
from governance.models.minutes import Minutes
from governance.models.subjects import (
    DeprogrammingSubject,
    OpeningSubject,
    OpinionSubject,
    ProgrammingSubject,
    Subject,
    SubjectTarget,
)

__all__ = [
    "AgendaItem",
    "Attendee",
    "CadenceRule",
    "Committee",
    "CommitteeMember",
    "Decision",
    "DeprogrammingSubject",
    "Discussion",
    "Meeting",
    "MeetingStep",
    "Minutes",
    "OpeningSubject",
    "OpinionSubject",
    "Outcome",
    "PresenceInterval",
    "ProgrammingSubject",
    "Recusal",
    "Seat",
    "Subject",
    "SubjectTarget",
]
