"""Administration of governance: committees are reference data, meetings are only read."""

from django.contrib import admin

from accord.scoped_admin import ReadOnlyAdmin, ReferenceAdmin, register_all
from governance.models import (
    AgendaItem,
    Attendance,
    CadenceRule,
    Committee,
    CommitteeMember,
    Decision,
    Effect,
    Meeting,
    Minutes,
    Outcome,
    Recusal,
    Seat,
)

register_all(ReferenceAdmin, Committee, CommitteeMember, CadenceRule)
register_all(ReadOnlyAdmin, Seat, AgendaItem, Attendance, Recusal, Outcome, Effect, Minutes)


@admin.register(Meeting)
class MeetingAdmin(ReadOnlyAdmin):
    list_display = ["committee", "held_on", "state"]
    list_filter = ["state"]
    list_select_related = ["committee"]


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ["number", "committee", "item"]
    list_select_related = ["committee", "item"]
