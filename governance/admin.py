"""Administration of governance: committees are reference data, meetings are only read."""

from accord.web.admin_bases import LedgerAdmin, ReadOnlyAdmin, ReferenceAdmin, register_all
from governance.models import (
    AgendaItem,
    Attendee,
    CadenceRule,
    Committee,
    CommitteeMember,
    Decision,
    DeprogrammingSubject,
    Discussion,
    Meeting,
    MeetingStep,
    Minutes,
    OpeningSubject,
    OpinionSubject,
    Outcome,
    PresenceInterval,
    ProgrammingSubject,
    Recusal,
    Seat,
    Subject,
)

register_all(ReferenceAdmin, Committee, CommitteeMember, CadenceRule)
register_all(
    ReadOnlyAdmin,
    AgendaItem,
    Attendee,
    DeprogrammingSubject,
    Discussion,
    Minutes,
    OpeningSubject,
    OpinionSubject,
    Outcome,
    PresenceInterval,
    ProgrammingSubject,
    Recusal,
    Seat,
    Subject,
)
register_all(LedgerAdmin, MeetingStep)
register_all(
    ReadOnlyAdmin,
    Meeting,
    list_display=["committee", "held_on", "state"],
    list_filter=["state"],
    list_select_related=["committee"],
)
register_all(
    ReadOnlyAdmin,
    Decision,
    list_display=["number", "committee", "item"],
    list_select_related=["committee", "subject__item"],
)
