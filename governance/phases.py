"""The phases of a meeting as its page shows them: where it stands and what may be done next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from governance.models import Meeting
from governance.permissions import can_change, can_hold, can_move, can_prepare, can_write_minutes
from governance.states import ItemKind, MeetingState, MeetingVerb

PHASES = (
    ("Préparer", (MeetingState.PLANNED,)),
    ("Convoquer", (MeetingState.CONVENED,)),
    ("Tenir", (MeetingState.OPEN,)),
    ("Appliquer", (MeetingState.ENDED,)),
    ("Procès-verbal", (MeetingState.SEALED,)),
)


@dataclass(frozen=True)
class Step:
    """Something that the person may do now; ``is_button`` when it needs no form."""

    label: str
    url: str
    is_main: bool = False
    is_button: bool = False
    is_grave: bool = False

    @property
    def look(self) -> str:
        """Kind of button."""
        if self.is_grave:
            return "outline-danger"
        return "primary" if self.is_main else "outline-primary"


def meeting_steps(user: Any, meeting: Meeting, data: Mapping[str, Any]) -> list[Step]:
    """What this person may do with this meeting, the main thing first.

    ``data`` is the content of the meeting: what is already there says what comes next.
    """
    moves = {verb: can_move(user, meeting, verb) for verb in MeetingVerb}
    holds = can_hold(user, meeting)
    offers = (
        ("roll", "Faire l’appel", holds),
        ("outcomes", "Saisir les résultats", holds),
        ("end", "Lever la séance", moves[MeetingVerb.END]),
        ("convene", "Convoquer", moves[MeetingVerb.CONVENE]),
        ("open", "Ouvrir la séance", moves[MeetingVerb.OPEN]),
        ("agenda", "Compléter l’ordre du jour", can_prepare(user, meeting)),
        ("change", "Modifier date ou lieu", can_change(user, meeting)),
        ("minutes", "Rédiger le procès-verbal", can_write_minutes(user, meeting)),
        ("seal", "Sceller le procès-verbal", moves[MeetingVerb.SEAL]),
        ("cancel", "Annuler la réunion", moves[MeetingVerb.CANCEL]),
    )
    main = _main_step(meeting, data)
    steps = [
        Step(
            label,
            reverse(f"governance:meeting-{name}", args=[meeting.pk]),
            is_main=name == main,
            is_button=name == "convene",
            is_grave=name == "cancel",
        )
        for name, label, verdict in offers
        if verdict
    ]
    return sorted(steps, key=lambda step: not step.is_main)


def _main_step(meeting: Meeting, data: Mapping[str, Any]) -> str:
    """The step that comes next, from what the meeting already holds."""
    if meeting.state == MeetingState.PLANNED:
        return "convene" if data["items"] else "agenda"
    if meeting.state == MeetingState.CONVENED:
        return "open"
    if meeting.state == MeetingState.OPEN:
        if not data["electorate"]["present"]:
            return "roll"
        return "outcomes" if awaited_results(data) else "end"
    return "seal" if data["opening"] else "minutes"


def awaited_results(data: Mapping[str, Any]) -> list[str]:
    """Titles of the items that still lack a result."""
    return [
        item["title"]
        for item in data["items"]
        if item["kind"] != ItemKind.INFORMATION and not item["result"]
    ]


def phases_of(meeting: Meeting) -> list[dict[str, Any]]:
    """Phases with the one at hand; a cancelled meeting has none."""
    current = next((rank for rank, (_, states) in enumerate(PHASES) if meeting.state in states), -1)
    return [
        {"label": label, "is_current": rank == current, "is_done": rank < current}
        for rank, (label, _) in enumerate(PHASES)
    ]
