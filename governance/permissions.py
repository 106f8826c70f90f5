"""Who prepares, holds and closes meetings: the secretariat of the committee's organiser."""

from __future__ import annotations

from typing import Any

from accord.kernel.verdict import Verdict, allow_if, not_now
from accord.people.models import Role
from governance.models import Committee, Effect, Meeting
from governance.states import WORKFLOW, EffectState, MeetingState


def can_keep(user: Any, committee: Committee) -> Verdict:
    """Whether the person belongs to the committee's secretariat."""
    return allow_if(
        user.scope.holds(committee.organiser_id, Role.SECRETARY),
        "Les réunions de ce comité sont tenues par le secrétariat de "
        f"{committee.organiser.short_name}.",
    )


def can_move(user: Any, meeting: Meeting, verb: str) -> Verdict:
    if not WORKFLOW.allows(meeting.state, verb):
        return _unless_kept(user, meeting, WORKFLOW.refusal(meeting.state, verb))
    return can_keep(user, meeting.committee)


def _unless_kept(user: Any, meeting: Meeting, reason: str) -> Verdict:
    """A refusal of the moment, for whoever could have done it earlier or later."""
    verdict = can_keep(user, meeting.committee)
    return not_now(reason) if verdict else verdict


def can_prepare(user: Any, meeting: Meeting) -> Verdict:
    """Whether agenda, attendance and outcomes may still be written."""
    if not meeting.is_preparing:
        return _unless_kept(user, meeting, "La séance est levée : l’ordre du jour ne change plus.")
    return can_keep(user, meeting.committee)


def can_change(user: Any, meeting: Meeting) -> Verdict:
    """Whether day, hour and place may still change: until the sitting opens."""
    if meeting.state == MeetingState.OPEN:
        return _unless_kept(user, meeting, "La séance est ouverte : sa date ne change plus.")
    return can_prepare(user, meeting)


def can_remove_item(user: Any, meeting: Meeting) -> Verdict:
    """Whether a point may still leave the agenda."""
    if meeting.state == MeetingState.OPEN:
        return _unless_kept(
            user, meeting, "La séance est ouverte : un point se reporte, il ne se retire plus."
        )
    return can_prepare(user, meeting)


def can_hold(user: Any, meeting: Meeting) -> Verdict:
    """Whether attendance and outcomes may be written: the sitting is open."""
    if meeting.state != MeetingState.OPEN:
        return _unless_kept(user, meeting, "La séance n’est pas, ou plus, ouverte.")
    return can_keep(user, meeting.committee)


def can_write_minutes(user: Any, meeting: Meeting) -> Verdict:
    if meeting.state not in (MeetingState.OPEN, MeetingState.ENDED):
        return _unless_kept(
            user,
            meeting,
            "Le procès-verbal se rédige en séance ou après, jusqu’à ce qu’il soit scellé.",
        )
    return can_keep(user, meeting.committee)


def can_lapse(user: Any, effect: Effect) -> Verdict:
    """Whether a prepared decision may be given up."""
    verdict = can_keep(user, effect.decision.committee)
    if verdict and effect.state != EffectState.PREPARED:
        return not_now("Cette décision n’attend plus d’acte.")
    return verdict
