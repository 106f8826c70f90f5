"""The phases of a meeting as its page shows them: where it stands and what may be done next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accord.kernel.actors import Reader
from accord.kernel.verbs import verdict
from governance import verbs
from governance.minutes import MinutesContent
from governance.models import Meeting
from governance.states import MeetingState, SubjectKind

PHASES = (
    ("Préparer", (MeetingState.PLANNED,)),
    ("Convoquer", (MeetingState.CONVENED,)),
    ("Tenir", (MeetingState.OPEN,)),
    ("Appliquer", (MeetingState.ENDED,)),
    ("Procès-verbal", (MeetingState.SEALED,)),
)


@dataclass(frozen=True)
class NextStep:
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


# NextStep of the page: its name in addresses, its label, the verb that permits it.
OFFERS = (
    ("roll", "Faire l’appel", verbs.HOLD),
    ("outcomes", "Saisir les avis et décisions", verbs.HOLD),
    ("end", "Lever la séance", verbs.END),
    ("convene", "Convoquer", verbs.CONVENE),
    ("open", "Ouvrir la séance", verbs.OPEN),
    ("agenda", "Inscrire à l’ordre du jour", verbs.PREPARE),
    ("change", "Modifier date ou lieu", verbs.CHANGE),
    ("minutes", "Rédiger le procès-verbal", verbs.WRITE_MINUTES),
    ("seal", "Établir le procès-verbal", verbs.SEAL),
    ("cancel", "Annuler la réunion", verbs.CANCEL),
)


def meeting_steps(reader: Reader, meeting: Meeting, content: MinutesContent) -> list[NextStep]:
    """What this person may do with this meeting, the main thing first.

    ``content`` is what the minutes would say: what is already there says what comes next.
    """
    main = _main_step(meeting, content)
    steps = [
        NextStep(
            label,
            reverse(f"governance:meeting-{name}", args=[meeting.pk]),
            is_main=name == main,
            is_button=name == "convene",
            is_grave=name == "cancel",
        )
        for name, label, verb in OFFERS
        if verdict(verb, reader, meeting)
    ]
    return sorted(steps, key=lambda step: not step.is_main)


def _main_step(meeting: Meeting, content: MinutesContent) -> str:
    """The step that comes next, from what the meeting already holds."""
    if meeting.state == MeetingState.PLANNED:
        return "convene" if content.items else "agenda"
    if meeting.state == MeetingState.CONVENED:
        return "open"
    if meeting.state == MeetingState.OPEN:
        if not content.voices.present:
            return "roll"
        return "outcomes" if awaited_results(content) else "end"
    return "seal" if content.opening else "minutes"


def awaited_results(content: MinutesContent) -> list[str]:
    """Titles of the items of which a subject still lacks a result."""
    return [
        item.title
        for item in content.items
        if any(
            subject.kind != SubjectKind.INFORMATION and subject.outcome is None
            for subject in item.subjects
        )
    ]


def phases_of(meeting: Meeting) -> list[dict[str, Any]]:
    """Phases with the one at hand; a cancelled meeting has none."""
    current = next((rank for rank, (_, states) in enumerate(PHASES) if meeting.state in states), -1)
    return [
        {"label": label, "is_current": rank == current, "is_done": rank < current}
        for rank, (label, _) in enumerate(PHASES)
    ]
