"""What committees have under way holds an operation: its officers wait, or free it first."""

from __future__ import annotations

from governance.models import AgendaItem, Effect
from governance.states import MeetingState
from operations.models import Operation
from operations.states import Verb

# Meetings whose members have the amounts before their eyes.
_BEFORE_MEMBERS = (MeetingState.CONVENED, MeetingState.OPEN)


def hold_on(operation: Operation, verb: str) -> str:
    """Why the operation may not move now, or an empty text.

    A prepared decision would meet another operation than the one decided on, and block the act
    that it awaits; amounts do not change under the eyes of a committee.
    """
    effect = (
        Effect.objects.prepared()
        .filter(decision__item__operation=operation)
        .select_related("decision")
        .first()
    )
    if effect is not None:
        return (
            f"La décision {effect.decision} sur cette opération attend un acte : il faut "
            "l’enregistrer, ou que le secrétariat la déclare caduque."
        )
    if verb != Verb.APPRAISE:
        return ""
    item = (
        AgendaItem.objects.filter(operation=operation, meeting__state__in=_BEFORE_MEMBERS)
        .select_related("meeting__committee")
        .first()
    )
    if item is None:
        return ""
    return f"Cette opération est à l’ordre du jour : {item.meeting}."
