"""Who prepares, holds and closes meetings: the secretariat of the committee's organiser."""

from __future__ import annotations

from typing import Any

from accord.kernel.verdict import Verdict, allow_if, refuse
from accord.models import Role
from governance.models import Committee, Meeting
from governance.states import WORKFLOW, MeetingState, MeetingVerb


def can_keep(user: Any, committee: Committee) -> Verdict:
    """Whether the person belongs to the committee's secretariat."""
    return allow_if(
        user.scope.holds(committee.organiser_id, Role.SECRETARY),
        "Les réunions de ce comité sont tenues par le secrétariat de "
        f"{committee.organiser.short_name}.",
    )


def can_move(user: Any, meeting: Meeting, verb: str) -> Verdict:
    if not WORKFLOW.allows(meeting.state, verb):
        return refuse(
            f"Impossible de {MeetingVerb(verb).label} : la réunion est "
            f"« {meeting.get_state_display()} »."
        )
    return can_keep(user, meeting.committee)


def can_prepare(user: Any, meeting: Meeting) -> Verdict:
    """Whether agenda, attendance and outcomes may still be written."""
    if not meeting.is_preparing:
        return refuse("La séance est levée : l’ordre du jour ne change plus.")
    return can_keep(user, meeting.committee)


def can_remove_item(user: Any, meeting: Meeting) -> Verdict:
    """Whether a point may still leave the agenda."""
    if meeting.state == MeetingState.OPEN:
        return refuse("La séance est ouverte : un point se reporte, il ne se retire plus.")
    return can_prepare(user, meeting)


def can_hold(user: Any, meeting: Meeting) -> Verdict:
    """Whether attendance and outcomes may be written: the sitting is open."""
    if meeting.state != MeetingState.OPEN:
        return refuse("La séance n’est pas ouverte.")
    return can_keep(user, meeting.committee)


def can_write_minutes(user: Any, meeting: Meeting) -> Verdict:
    if meeting.state not in (MeetingState.OPEN, MeetingState.ENDED):
        return refuse(
            "Le procès-verbal se rédige en séance ou après, jusqu’à ce qu’il soit scellé."
        )
    return can_keep(user, meeting.committee)
