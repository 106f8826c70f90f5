"""What comes onto an agenda, what leaves it, what comes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest
from django.urls import reverse

from accord.kernel.audit import remove
from accord.kernel.errors import Denied, Gone, Refused
from accord.kernel.transactions import acting
from accord.people.acting import actor_of
from accord.people.models import User
from envelopes.models import Tranche
from governance import actions
from governance.models import AgendaItem, Meeting, Outcome
from governance.states import Result, SubjectKind
from operations.models import Operation
from tests import scenes
from tests.governance.preparing import MARCH, inform, plan, put, titles, waiting
from tests.pages import Person

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]


def test_each_operation_waits_for_the_committee_that_may_move_it() -> None:
    appraised = scenes.operation("appraised")
    advised = scenes.operation("opinion_given")
    programmed = scenes.operation("programmed")
    foreign = scenes.operation("appraised", "tmi-fse-2021")
    scenes.operation("draft")
    closed = {tranche.pk for tranche in Tranche.objects.unopened()}
    assert waiting("technique") == {
        SubjectKind.OPINION: {appraised.pk, foreign.pk},
        SubjectKind.TRANCHE_OPENING: closed,
    }
    assert waiting("programmation-cd62") == {
        SubjectKind.PROGRAMMING: {appraised.pk, advised.pk},
        SubjectKind.DEPROGRAMMING: {programmed.pk},
    }
    assert waiting("programmation-tmi") == {SubjectKind.PROGRAMMING: {foreign.pk}}
    assert waiting("politique") == {SubjectKind.TRANCHE_OPENING: closed}
    assert waiting("technique-elargi") == {}


@pytest.mark.parametrize("state", ["draft", "admissible", "opinion_given", "contracted"])
def test_an_operation_that_does_not_wait_is_refused_whoever_chooses_it(
    actor: Actors, state: str
) -> None:
    meeting = plan(actor("secretary"))
    row = scenes.operation(state)
    with pytest.raises(Refused, match=f"n’attend pas.*{row.number}"):
        put(meeting, SubjectKind.OPINION, row, by=actor("secretary"))
    assert titles(meeting) == []


def test_an_operation_stands_on_one_agenda_of_a_committee(actor: Actors) -> None:
    secretary, row = actor("secretary"), scenes.operation()
    first, second = plan(secretary), plan(secretary, date(2024, 4, 4))
    put(first, SubjectKind.OPINION, row, by=secretary)
    for meeting in (first, second):
        with pytest.raises(Refused, match="déjà à un ordre du jour"):
            put(meeting, SubjectKind.OPINION, row, by=secretary)
    actions.remove_item(first.items.get(), by=actor_of(secretary))
    put(second, SubjectKind.OPINION, row, by=secretary)
    assert len(titles(second)) == 1


def test_what_is_added_after_the_convocation_is_late(actor: Actors) -> None:
    secretary = actor("secretary")
    meeting = plan(secretary)
    with pytest.raises(Refused, match="ordre du jour est vide"):
        actions.convene_meeting(meeting, by=actor_of(secretary))
    inform(meeting, "À temps", by=secretary)
    actions.convene_meeting(meeting, by=actor_of(secretary))
    inform(meeting, "En retard", by=secretary)
    late = dict(meeting.items.values_list("title", "is_late"))
    assert late == {"À temps": False, "En retard": True}


def test_only_the_secretariat_writes_an_agenda_and_no_more_once_the_sitting_is_ended(
    actor: Actors,
) -> None:
    secretary = actor("secretary")
    meeting = scenes.open_sitting(secretary, operations=[scenes.operation()])
    for name in ("departement", "dreets", "terrimouv_secretary"):
        with pytest.raises(Denied):
            inform(meeting, "Non", by=actor(name))
    with pytest.raises(Refused, match="se reporte"):
        actions.remove_item(meeting.items.get(), by=actor_of(secretary))
    scenes.decide(meeting, secretary)
    actions.end_sitting(meeting, by=actor_of(secretary))
    with pytest.raises(Refused, match="séance est levée"):
        inform(meeting, "Trop tard", by=secretary)


# -- what comes back -------------------------------------------------------------------------------


def not_examined(actor: Actors, row: Operation, day: date = MARCH) -> Meeting:
    secretary = actor("secretary")
    meeting = scenes.open_sitting(secretary, day=day, operations=[row])
    scenes.decide(meeting, secretary, Result.NOT_EXAMINED)
    return actions.end_sitting(meeting, by=actor_of(secretary))


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
    actions.remove_item(following.items.get(), by=actor_of(secretary))
    later = plan(secretary, MARCH + timedelta(days=60))
    assert titles(later) == []
    # It still waits, for whoever wants it.
    assert waiting("technique")[SubjectKind.OPINION] == {row.pk}
    put(later, SubjectKind.OPINION, row, by=secretary)
    assert later.items.get().carried_from is None


def test_a_cancelled_meeting_passes_on_what_it_had_been_given(actor: Actors) -> None:
    secretary, row = actor("secretary"), scenes.operation()
    not_examined(actor, row)
    following = plan(secretary, MARCH + timedelta(days=30))
    actions.cancel_meeting(following, by=actor_of(secretary), reason="Quorum impossible.")
    assert len(titles(plan(secretary, MARCH + timedelta(days=60)))) == 1


def test_taken_up_by_hand_it_does_not_come_back_by_itself(actor: Actors) -> None:
    secretary, row = actor("secretary"), scenes.operation()
    ready = plan(secretary, MARCH + timedelta(days=30))
    held = not_examined(actor, row)
    put(ready, SubjectKind.OPINION, row, by=secretary)
    assert ready.items.get().carried_from.meeting_id == held.pk
    assert titles(plan(secretary, MARCH + timedelta(days=60))) == []


def test_a_tranche_already_open_is_put_to_nobody(actor: Actors) -> None:
    meeting = plan(actor("secretary"))
    first = Tranche.objects.get(envelope__code="cd62-fse-2021", position=1)
    with pytest.raises(Refused, match="n’attend pas"):
        put(meeting, SubjectKind.TRANCHE_OPENING, first, by=actor("secretary"))


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("technique-elargi", SubjectKind.OPINION),
        ("politique", SubjectKind.PROGRAMMING),
        ("programmation-cd62", SubjectKind.OPINION),
        ("technique", SubjectKind.DEPROGRAMMING),
    ],
)
def test_a_committee_is_kept_within_its_powers(actor: Actors, code: str, kind: SubjectKind) -> None:
    meeting = plan(actor("secretary"), code=code)
    with pytest.raises(Refused, match="pouvoir"):
        put(meeting, kind, scenes.operation(), by=actor("secretary"))


# -- seats and dates -------------------------------------------------------------------------------


def test_nobody_holds_two_seats_of_a_body_at_once(actor: Actors) -> None:
    secretary = actor("secretary")
    scenes.seats("technique", secretary, names=("Anne Durand",))
    with pytest.raises(Refused, match="est déjà membre") as refusal:
        scenes.seats("technique", secretary, names=("  anne DURAND",))
    assert refusal.value.field == "person_name"
    place = scenes.committee("technique")
    seat = place.seats.get()
    actions.end_seat(seat, by=actor_of(secretary), ends_on=date(2024, 3, 1))
    draft = actions.SeatDraft(place.organiser, "Anne Durand", date(2024, 3, 2))
    actions.add_seat(place, draft, by=actor_of(secretary))
    assert place.seats.count() == 2


def test_a_meeting_changes_day_until_it_opens(actor: Actors) -> None:
    secretary = actor("secretary")
    draft = actions.MeetingDraft(scenes.committee(), "sitting", date(2024, 4, 8), place="Lens")
    meeting = actions.plan_meeting(draft, by=actor_of(secretary))
    url = reverse("governance:meeting-change", args=[meeting.pk])
    page = Person(secretary).send(url, {"held_on": "2024-04-09", "place": "Arras"})
    assert "Réunion modifiée" in page
    stored = Meeting.objects.get(pk=meeting.pk)
    assert (stored.held_on, stored.place) == (date(2024, 4, 9), "Arras")
    other = actions.MeetingDraft(scenes.committee(), "sitting", date(2024, 4, 10))
    actions.plan_meeting(other, by=actor_of(secretary))
    person = Person(secretary)
    taken = person.post(url, {**person.open(url), "held_on": "2024-04-10", "place": ""})
    assert taken.status_code == 422
    assert "déjà une réunion à cette date" in taken.content.decode()
    opened = scenes.open_sitting(secretary, day=date(2024, 2, 15), operations=[scenes.operation()])
    refused = person.client.get(reverse("governance:meeting-change", args=[opened.pk]))
    assert "sa date ne change plus" in refused.content.decode()


def test_a_meeting_stays_after_the_one_that_carried_a_point_into_it(actor: Actors) -> None:
    secretary = actor("secretary")
    first = scenes.open_sitting(secretary, day=date(2024, 2, 15), operations=[scenes.operation()])
    scenes.decide(first, secretary, Result.NOT_EXAMINED)
    actions.end_sitting(first, by=actor_of(secretary))
    draft = actions.MeetingDraft(scenes.committee(), "sitting", date(2024, 4, 8))
    meeting = actions.plan_meeting(draft, by=actor_of(secretary))
    with pytest.raises(Refused, match="15/02/2024") as refusal:
        actions.change_meeting(
            meeting, by=actor_of(secretary), held_on=date(2024, 2, 1), starts_at=None, place=""
        )
    assert refusal.value.field == "held_on"


def test_the_results_of_a_very_long_agenda_are_one_form(actor: Actors) -> None:
    """Twelve fields a point, with what was shown: a hundred points pass Django's own limit."""
    secretary = actor("secretary")
    meeting = scenes.open_sitting(secretary, operations=[scenes.operation()])
    url = reverse("governance:meeting-outcomes", args=[meeting.pk])
    others = {f"discussion_{number}": "" for number in range(10_000, 11_200)}
    Person(secretary).send(url, {**others, "default_result": "favourable"})
    assert Outcome.objects.filter(subject__item__meeting=meeting).count() == 1


def test_a_point_removed_meanwhile_is_neither_removed_again_nor_moved(actor: Actors) -> None:
    secretary = actor("secretary")
    meeting = plan(secretary, MARCH)
    for _ in range(2):
        put(meeting, SubjectKind.OPINION, scenes.operation(), by=secretary)
    seen = [meeting.items.order_by("position").first() for _ in range(3)]
    actions.remove_item(seen[0], by=actor_of(secretary))
    for again in (actions.remove_item, partial(actions.shift_item, step=1)):
        with pytest.raises(Gone, match="n’existe plus"):
            again(seen[1], by=actor_of(secretary))
    assert AgendaItem.history.filter(history_type="-").count() == 1
    with pytest.raises(Gone), acting(actor_of(secretary)):
        remove(seen[2], by=actor_of(secretary))
