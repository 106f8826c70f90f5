"""What committees have before them, for the tests of this room."""

from __future__ import annotations

from datetime import date

from accord.people.acting import actor_of
from accord.people.models import User
from envelopes.models import Tranche
from governance import actions
from governance.models import Meeting
from governance.states import SubjectKind
from governance.waiting import waiting_for
from operations.models import Operation
from tests import scenes

MARCH = date(2024, 3, 4)


def plan(by: User, day: date = MARCH, code: str = "technique") -> Meeting:
    """A meeting with an empty agenda, but for what comes back."""
    draft = actions.MeetingDraft(scenes.committee(code), "sitting", day)
    return actions.plan_meeting(draft, by=actor_of(by))


def put(meeting: Meeting, kind: str, *things: Operation | Tranche, by: User) -> None:
    """Put things on an agenda, one point each."""
    wishes = [actions.Wish(kind, thing) for thing in things]
    actions.add_items(meeting, wishes, by=actor_of(by))


def inform(meeting: Meeting, title: str, *, by: User) -> None:
    """Put a point without decision on an agenda."""
    wish = actions.Wish(SubjectKind.INFORMATION, title=title)
    actions.add_items(meeting, [wish], by=actor_of(by))


def titles(meeting: Meeting) -> list[str]:
    return list(meeting.items.order_by("position").values_list("title", flat=True))


def waiting(code: str) -> dict[str, set[int]]:
    """Keys of what waits for a committee, by kind of subject."""
    groups = waiting_for(scenes.committee(code))
    return {group.kind.code: {thing.pk for thing in group.things} for group in groups}


def second_tranche(envelope: str = "cd62-fse-2021") -> Tranche:
    """The 30 %, which nothing opens yet."""
    return Tranche.objects.select_related("grant__act", "envelope__agreement").get(
        envelope__code=envelope, position=2
    )
