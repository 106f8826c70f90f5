"""What comes onto an agenda, what leaves it, what comes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from accord.kernel.errors import Denied, Refused
from accord.models import User
from envelopes.models import Tranche
from governance import actions
from governance.models import Meeting
from governance.states import ItemKind, Result
from governance.waiting import waiting_for
from operations.models import Operation
from tests import scenes

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
MARCH = date(2024, 3, 4)


def plan(by: User, day: date = MARCH, code: str = "technique") -> Meeting:
    return actions.plan_meeting(actions.MeetingDraft(scenes.committee(code), "sitting", day), by=by)


def titles(meeting: Meeting) -> list[str]:
    return list(meeting.items.order_by("position").values_list("title", flat=True))


def waiting(code: str) -> dict[str, set[str]]:
    return {
        group.kind: {row.number for row in group.operations}
        for group in waiting_for(scenes.committee(code))
        if group.operations
    }


def test_each_operation_waits_for_the_committee_that_may_move_it() -> None:
    appraised = scenes.operation("appraised")
    advised = scenes.operation("opinion_given")
    programmed = scenes.operation("programmed")
    foreign = scenes.operation("appraised", "tmi-fse-2021")
    scenes.operation("draft")
    assert waiting("technique") == {ItemKind.OPINION: {appraised.number, foreign.number}}
    assert waiting("programmation-cd62") == {
        ItemKind.PROGRAMMING: {appraised.number, advised.number},
        ItemKind.DEPROGRAMMING: {programmed.number},
    }
    assert waiting("programmation-tmi") == {ItemKind.PROGRAMMING: {foreign.number}}
    assert waiting("technique-elargi") == waiting("politique") == {}


@pytest.mark.parametrize("state", ["draft", "admissible", "opinion_given", "contracted"])
def test_an_operation_that_does_not_wait_is_refused_whoever_chooses_it(
    actor: Actors, state: str
) -> None:
    meeting = plan(actor("secretary"))
    row = scenes.operation(state)
    with pytest.raises(Refused, match=f"n’attend pas.*{row.number}"):
        actions.add_operation_items(meeting, ItemKind.OPINION, [row], by=actor("secretary"))
    assert titles(meeting) == []


def test_an_operation_stands_on_one_agenda_of_a_committee(actor: Actors) -> None:
    secretary, row = actor("secretary"), scenes.operation()
    first, second = plan(secretary), plan(secretary, date(2024, 4, 4))
    actions.add_operation_items(first, ItemKind.OPINION, [row], by=secretary)
    for meeting in (first, second):
        with pytest.raises(Refused, match="déjà à un ordre du jour"):
            actions.add_operation_items(meeting, ItemKind.OPINION, [row], by=secretary)
    actions.remove_item(first.items.get(), by=secretary)
    actions.add_operation_items(second, ItemKind.OPINION, [row], by=secretary)
    assert len(titles(second)) == 1


def test_what_is_added_after_the_convocation_is_late(actor: Actors) -> None:
    secretary = actor("secretary")
    meeting = plan(secretary)
    with pytest.raises(Refused, match="ordre du jour est vide"):
        actions.convene_meeting(meeting, by=secretary)
    actions.add_information_item(meeting, "À temps", by=secretary)
    actions.convene_meeting(meeting, by=secretary)
    actions.add_information_item(meeting, "En retard", by=secretary)
    late = dict(meeting.items.values_list("title", "is_late"))
    assert late == {"À temps": False, "En retard": True}


def test_only_the_secretariat_writes_an_agenda_and_no_more_once_the_sitting_is_ended(
    actor: Actors,
) -> None:
    secretary = actor("secretary")
    meeting = scenes.open_sitting(secretary, operations=[scenes.operation()])
    for name in ("departement", "dreets", "terrimouv_secretary"):
        with pytest.raises(Denied):
            actions.add_information_item(meeting, "Non", by=actor(name))
    with pytest.raises(Refused, match="se reporte"):
        actions.remove_item(meeting.items.get(), by=secretary)
    scenes.decide(meeting, secretary)
    actions.end_sitting(meeting, by=secretary)
    with pytest.raises(Refused, match="séance est levée"):
        actions.add_information_item(meeting, "Trop tard", by=secretary)


# -- what comes back -------------------------------------------------------------------------------


def not_examined(actor: Actors, row: Operation, day: date = MARCH) -> Meeting:
    secretary = actor("secretary")
    meeting = scenes.open_sitting(secretary, day=day, operations=[row])
    scenes.decide(meeting, secretary, Result.NOT_EXAMINED)
    return actions.end_sitting(meeting, by=secretary)


def test_what_was_not_examined_comes_back_once_to_a_later_meeting(actor: Actors) -> None:
    secretary, row = actor("secretary"), scenes.operation()
    not_examined(actor, row)
    assert titles(plan(secretary, MARCH - timedelta(days=30))) == []
    following = plan(secretary, MARCH + timedelta(days=30))
    assert titles(following) == [f"{row.number} – {row.title}"]
    assert titles(plan(secretary, MARCH + timedelta(days=60))) == []


def test_what_has_moved_on_since_does_not_come_back(actor: Actors) -> None:
    row = scenes.operation()
    not_examined(actor, row)
    scenes.withdraw(row)
    assert titles(plan(actor("secretary"), MARCH + timedelta(days=30))) == []


def test_a_point_that_came_back_and_is_taken_off_does_not_haunt_the_next_agenda(
    actor: Actors,
) -> None:
    secretary, row = actor("secretary"), scenes.operation()
    not_examined(actor, row)
    following = plan(secretary, MARCH + timedelta(days=30))
    actions.remove_item(following.items.get(), by=secretary)
    later = plan(secretary, MARCH + timedelta(days=60))
    assert titles(later) == []
    # It still waits, for whoever wants it.
    assert waiting("technique") == {ItemKind.OPINION: {row.number}}
    actions.add_operation_items(later, ItemKind.OPINION, [row], by=secretary)
    assert later.items.get().carried_from is None


def test_a_cancelled_meeting_passes_on_what_it_had_been_given(actor: Actors) -> None:
    secretary, row = actor("secretary"), scenes.operation()
    not_examined(actor, row)
    following = plan(secretary, MARCH + timedelta(days=30))
    actions.cancel_meeting(following, by=secretary, reason="Quorum impossible.")
    assert len(titles(plan(secretary, MARCH + timedelta(days=60)))) == 1


def test_taken_up_by_hand_it_does_not_come_back_by_itself(actor: Actors) -> None:
    secretary, row = actor("secretary"), scenes.operation()
    ready = plan(secretary, MARCH + timedelta(days=30))
    held = not_examined(actor, row)
    actions.add_operation_items(ready, ItemKind.OPINION, [row], by=secretary)
    assert ready.items.get().carried_from.meeting_id == held.pk
    assert titles(plan(secretary, MARCH + timedelta(days=60))) == []


def test_a_tranche_already_open_is_put_to_nobody(actor: Actors) -> None:
    meeting = plan(actor("secretary"))
    first = Tranche.objects.get(envelope__code="cd62-fse-2021", position=1)
    with pytest.raises(Refused, match="n’attend pas"):
        actions.add_tranche_item(meeting, first, by=actor("secretary"))


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("technique-elargi", ItemKind.OPINION),
        ("politique", ItemKind.PROGRAMMING),
        ("programmation-cd62", ItemKind.OPINION),
        ("technique", ItemKind.DEPROGRAMMING),
    ],
)
def test_a_committee_is_kept_within_its_powers(actor: Actors, code: str, kind: Any) -> None:
    meeting = plan(actor("secretary"), code=code)
    with pytest.raises(Refused, match="pouvoir"):
        actions.add_operation_items(meeting, kind, [scenes.operation()], by=actor("secretary"))
