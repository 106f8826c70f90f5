"""Administration of governance: committees are reference data, meetings are only read."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest

from accord.web.admin_bases import ReadOnlyAdmin, ReferenceAdmin, register_all
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
from governance.states import MeetingState

register_all(ReferenceAdmin, Committee, CommitteeMember, CadenceRule)
register_all(ReadOnlyAdmin, Seat, Attendance, Recusal, Outcome, Effect, Minutes)


@admin.register(Meeting)
class MeetingAdmin(ReadOnlyAdmin):
    list_display = ["committee", "held_on", "state"]
    list_filter = ["state"]
    list_select_related = ["committee"]


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ["number", "committee", "item"]
    list_select_related = ["committee", "item"]


@admin.register(AgendaItem)
class AgendaItemAdmin(ReadOnlyAdmin):
    """Points with their discussion, which is the secretariat's until the minutes are sealed."""

    def get_queryset(self, request: HttpRequest) -> Any:
        kept = Committee.objects.kept_by(request.user).values("pk")
        readable = Q(meeting__state=MeetingState.SEALED) | Q(meeting__committee__in=kept)
        return super().get_queryset(request).filter(readable)
