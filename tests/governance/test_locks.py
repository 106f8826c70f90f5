"""What a committee's actions hold, and that its forms compare what is held, not what was read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import models
from django.urls import reverse

from accord.kernel import locking
from accord.people.acting import actor_of
from accord.people.models import User
from governance import actions
from governance.forms import EndForm, MinutesForm, SealForm
from governance.models import Meeting
from governance.shared_forms import ConfirmingForm, MergingForm
from governance.sitting_forms import OutcomesForm, RollForm
from governance.states import SubjectKind
from tests import scenes
from tests.governance.preparing import plan, put
from tests.pages import Person, shown

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
# Each form, the step whose page it is, and what it reads again before it writes.
FORMS: dict[type[Any], tuple[str, str]] = {
    RollForm: ("roll", "stored"),
    OutcomesForm: ("outcomes", "stored"),
    MinutesForm: ("minutes", "stored"),
    EndForm: ("end", "seen"),
    SealForm: ("seal", "seen"),
}


def test_convening_holds_the_amounts_that_the_members_will_read(
    actor: Actors, taken: list[str]
) -> None:
    secretary = actor("secretary")
    meeting = plan(secretary)
    put(meeting, SubjectKind.OPINION, scenes.operation(), by=secretary)
    taken.clear()
    actions.convene_meeting(meeting, by=actor_of(secretary))
    assert taken == ["MEETING", "OPERATION"]


def test_writing_minutes_holds_the_meeting_then_the_minutes(
    actor: Actors, taken: list[str]
) -> None:
    secretary = actor("secretary")
    meeting = scenes.held_sitting(secretary, operations=[scenes.operation()])
    taken.clear()
    actions.write_minutes(
        meeting, by=actor_of(secretary), opening="Ouverture", closing="", discussions={}
    )
    assert taken == ["MEETING", "MINUTES"]


def test_every_form_of_several_people_is_here() -> None:
    bases = {MergingForm, ConfirmingForm}
    assert {form for base in bases for form in base.__subclasses__()} == set(FORMS)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_a_form_reads_again_under_the_lock(
    form: type[Any], actor: Actors, taken: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Compared before the lock alone, what a colleague writes meanwhile would be overwritten."""
    step, reading = FORMS[form]
    meeting = _ready_for(step, actor("secretary"))
    person = Person(actor("secretary"))
    address = reverse(f"governance:meeting-{step}", args=[meeting.pk])
    opened = person.open(address)
    read = getattr(form, reading)
    held: list[bool] = []

    def read_again(self: Any) -> Any:
        held.append(_is_held(self.meeting))
        return read(self)

    monkeypatch.setattr(form, reading, read_again)
    taken.clear()
    assert person.post(address, {**opened, **shown(opened)}).status_code == 302
    assert held[-1]
    # Decisions are numbered in the committee: it comes before the meeting.
    assert taken[:2] == (["COMMITTEE", "MEETING"] if form is EndForm else ["MEETING", "MEETING"])


def _ready_for(step: str, secretary: User) -> Meeting:
    if step in ("minutes", "seal"):
        return scenes.held_sitting(secretary, operations=[scenes.operation()])
    meeting = scenes.open_sitting(secretary, day=date(2024, 2, 15), operations=[scenes.operation()])
    if step == "end":
        scenes.decide(meeting, secretary)
    return meeting


def _is_held(row: models.Model) -> bool:
    return any((row._meta.label, row.pk) in keys for keys in locking._held().keys.values())
