"""What committees have before their eyes holds an operation: its officers wait."""

from __future__ import annotations

from typing import Any

from governance.models import Subject
from governance.states import MeetingState
from operations.models import Operation
from operations.verbs import APPRAISE

# Meetings whose members have the amounts before their eyes.
_BEFORE_MEMBERS = (MeetingState.CONVENED, MeetingState.OPEN)


def hold_on(thing: Any, verb: str) -> str:
    """Why an operation may not be appraised now, or an empty text: amounts do not change under the
    eyes of a committee."""
    if verb != APPRAISE.code or not isinstance(thing, Operation):
        return ""
    subject = (
        Subject.objects.on_operation(thing)
        .filter(item__meeting__state__in=_BEFORE_MEMBERS)
        .select_related("item__meeting__committee")
        .first()
    )
    if subject is None:
        return ""
    return f"Cette opération est à l’ordre du jour : {subject.item.meeting}."
