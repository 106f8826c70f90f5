"""Several people at one sitting: no work is undone, and what is confirmed is what was read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from django.urls import reverse

from accord.acts.actions import naming
from accord.people.acting import actor_of
from accord.people.models import User
from governance import actions
from governance import forms as governance_forms
from governance.minutes import read_content
from governance.models import AgendaItem, Attendee, Meeting, Minutes, Outcome
from governance.sitting_forms import OutcomesForm
from governance.states import Result
from operations.models import Operation
from tests import scenes
from tests.pages import Person, hidden_fields, shown

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]


@pytest.fixture
def colleagues(actor: Actors) -> tuple[Person, Person]:
    return Person(actor("secretary")), Person(actor("secretary"))


def url(meeting: Meeting, step: str) -> str:
    return reverse(f"governance:meeting-{step}", args=[meeting.pk])


def sitting(actor: Actors, number: int = 2) -> tuple[Meeting, list[AgendaItem]]:
    rows = [scenes.operation() for _ in range(number)]
    meeting = scenes.open_sitting(actor("secretary"), operations=rows)
    return meeting, list(meeting.items.order_by("position"))


def results(meeting: Meeting) -> dict[int, str]:
    rows = Outcome.objects.filter(subject__item__meeting=meeting)
    return dict(rows.values_list("subject__item__position", "result"))


def test_two_people_fill_two_points_and_both_are_kept(
    actor: Actors, colleagues: tuple[Person, Person]
) -> None:
    meeting, (one, two) = sitting(actor)
    address = url(meeting, "outcomes")
    first, second = (person.open(address) for person in colleagues)
    data = {**first, **shown(first), f"result_{one.pk}": "favourable"}
    data[f"discussion_{one.pk}"] = "Longue discussion."
    assert colleagues[0].post(address, data).status_code == 302
    data = {**second, **shown(second), f"result_{two.pk}": "unfavourable"}
    assert colleagues[1].post(address, data).status_code == 302
    assert results(meeting) == {1: "favourable", 2: "unfavourable"}
    assert AgendaItem.objects.get(pk=one.pk).text == "Longue discussion."


def test_two_texts_for_one_point_are_both_shown_and_chosen_knowingly(
    actor: Actors, colleagues: tuple[Person, Person]
) -> None:
    meeting, (one, _) = sitting(actor)
    address = url(meeting, "minutes")
    first, second = (person.open(address) for person in colleagues)
    name = f"discussion_{one.pk}"
    colleagues[0].post(address, {**first, **shown(first), name: "Texte de A\r\nsur deux lignes."})
    mine = {**second, **shown(second), name: "Texte de B", "opening": "Ouverture de B"}
    refused = colleagues[1].post(address, mine)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Texte de A" in page
    assert "Texte de B" in page
    assert AgendaItem.objects.get(pk=one.pk).text == "Texte de A\nsur deux lignes."
    assert Minutes.objects.get(meeting=meeting).opening == ""
    again = {**mine, **hidden_fields(page)}
    assert colleagues[1].post(address, again).status_code == 302
    assert AgendaItem.objects.get(pk=one.pk).text == "Texte de B"
    assert Minutes.objects.get(meeting=meeting).opening == "Ouverture de B"


def test_two_results_for_one_point_are_not_decided_by_who_comes_last(
    actor: Actors, colleagues: tuple[Person, Person]
) -> None:
    meeting, (one, _) = sitting(actor)
    address = url(meeting, "outcomes")
    first, second = (person.open(address) for person in colleagues)
    name = f"result_{one.pk}"
    colleagues[0].post(address, {**first, **shown(first), name: "favourable"})
    refused = colleagues[1].post(address, {**second, **shown(second), name: "unfavourable"})
    assert refused.status_code == 422
    assert "qui a mis : « favorable »" in refused.content.decode()
    assert results(meeting) == {1: "favourable"}


def test_a_recusal_added_by_one_stays_when_the_other_saves(
    actor: Actors, colleagues: tuple[Person, Person]
) -> None:
    meeting, (one, two) = sitting(actor)
    address = url(meeting, "outcomes")
    first, second = (person.open(address) for person in colleagues)
    someone = Attendee.objects.filter(meeting=meeting).earliest("pk")
    data = {**first, **shown(first), f"recused_{one.pk}": [str(someone.pk)]}
    assert colleagues[0].post(address, data).status_code == 302
    data = {**second, **shown(second), f"result_{two.pk}": "favourable"}
    assert colleagues[1].post(address, data).status_code == 302
    assert one.recusals.get().attendee_id == someone.pk


def test_a_recusal_survives_an_error_elsewhere_on_the_page(
    actor: Actors, colleagues: tuple[Person, Person]
) -> None:
    meeting, (one, _) = sitting(actor)
    address = url(meeting, "outcomes")
    form = colleagues[0].open(address)
    someone, other = Attendee.objects.filter(meeting=meeting).order_by("pk")
    sent = {**form, **shown(form), f"recused_{one.pk}": [str(someone.pk)]}
    refused = colleagues[0].post(address, {**sent, f"for_{one.pk}": "1"})
    assert refused.status_code == 422
    again = {**sent, **hidden_fields(refused.content.decode())}
    assert colleagues[0].post(address, again).status_code == 302
    assert one.recusals.get().attendee_id == someone.pk
    # Taken back, and somebody else instead.
    form = colleagues[0].open(address)
    sent = {**form, **shown(form), f"recused_{one.pk}": [str(other.pk)]}
    assert colleagues[0].post(address, sent).status_code == 302
    assert one.recusals.get().attendee_id == other.pk
    form = colleagues[0].open(address)
    sent = {**form, **shown(form)}
    del sent[f"recused_{one.pk}"]
    assert colleagues[0].post(address, sent).status_code == 302
    assert not one.recusals.exists()


def test_the_roll_is_called_by_two_without_undoing_each_other(
    actor: Actors, colleagues: tuple[Person, Person]
) -> None:
    meeting, _ = sitting(actor)
    address = url(meeting, "roll")
    first, second = (person.open(address) for person in colleagues)
    one, two = Attendee.objects.filter(meeting=meeting).order_by("pk")
    colleagues[0].post(address, {**first, **shown(first), f"status_{one.pk}": "remote"})
    colleagues[1].post(address, {**second, **shown(second), f"status_{two.pk}": "excused"})
    found = dict(Attendee.objects.filter(meeting=meeting).values_list("pk", "status"))
    assert found == {one.pk: "remote", two.pk: "excused"}


def test_a_text_saved_then_completed_with_the_back_button_is_kept(
    actor: Actors, colleagues: tuple[Person, Person]
) -> None:
    meeting, _ = sitting(actor)
    address = url(meeting, "minutes")
    form = colleagues[0].open(address)
    sent = {**form, **shown(form), "opening": "Un"}
    assert colleagues[0].post(address, sent).status_code == 302
    back = colleagues[0].post(address, {**sent, "opening": "Un, puis deux"})
    # The page in the browser is older than what it saved itself: both texts are shown.
    assert back.status_code == 422
    assert "Un, puis deux" in back.content.decode()


def test_what_was_typed_is_shown_again_when_a_colleague_has_ended_the_sitting(
    actor: Actors, colleagues: tuple[Person, Person]
) -> None:
    meeting, (one, _) = sitting(actor)
    address = url(meeting, "outcomes")
    form = colleagues[1].open(address)
    scenes.decide(meeting, actor("secretary"))
    actions.end_sitting(meeting, by=actor_of(actor("secretary")))
    data = {**form, **shown(form), f"discussion_{one.pk}": "Une longue remarque."}
    answer = colleagues[1].post(address, data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "n’est pas, ou plus, ouverte" in page
    assert "Une longue remarque." in page


# -- what is confirmed -----------------------------------------------------------------------------


def test_the_sitting_is_not_ended_on_results_that_were_not_read(
    actor: Actors, colleagues: tuple[Person, Person]
) -> None:
    meeting, (one, _) = sitting(actor)
    secretary = actor("secretary")
    scenes.decide(meeting, secretary)
    address = url(meeting, "end")
    form = colleagues[0].open(address)
    changed = actions.OutcomeDraft(Result.UNFAVOURABLE)
    actions.record_outcomes(meeting, {one.pk: changed}, by=actor_of(secretary))
    refused = colleagues[0].post(address, form)
    assert refused.status_code == 422
    assert "vient de modifier" in refused.content.decode()
    assert Meeting.objects.get(pk=meeting.pk).state == "open"
    again = {**form, **hidden_fields(refused.content.decode())}
    assert colleagues[0].post(address, again).status_code == 302
    rows = Operation.objects.order_by("number").values_list("opinion", flat=True)
    assert list(rows) == ["unfavourable", "favourable"]


def test_minutes_are_not_sealed_on_a_text_that_was_not_read(
    actor: Actors, colleagues: tuple[Person, Person]
) -> None:
    secretary = actor("secretary")
    meeting = scenes.held_sitting(secretary, operations=[scenes.operation()])
    address = url(meeting, "seal")
    form = colleagues[0].open(address)
    actions.write_minutes(
        meeting, by=actor_of(secretary), opening="Ajout", closing="", discussions={}
    )
    refused = colleagues[0].post(address, form)
    assert refused.status_code == 422
    assert "Ajout" in refused.content.decode()
    assert not Minutes.objects.get(meeting=meeting).is_sealed
    again = {**form, **hidden_fields(refused.content.decode())}
    assert colleagues[0].post(address, again).status_code == 302
    minutes = Minutes.objects.get(meeting=meeting)
    assert read_content(minutes.frozen, minutes.schema or 0).opening == "Ajout"


def test_a_confirmation_without_what_was_read_confirms_nothing(actor: Actors) -> None:
    person = Person(actor("secretary"))
    meeting = scenes.held_sitting(actor("secretary"), operations=[scenes.operation()])
    form = person.open(url(meeting, "seal"))
    del form["seen_digest"]
    assert person.post(url(meeting, "seal"), form).status_code == 422


# -- what happens between the reading of a form and the lock ---------------------------------------


def meanwhile(monkeypatch: pytest.MonkeyPatch, form: Any, change: Callable[[], Any]) -> None:
    """A colleague writes just after this form was checked, and before it locks the meeting."""
    prepare = form.prepare

    def late(self: Any) -> None:
        prepare(self)
        change()

    monkeypatch.setattr(form, "prepare", late)


def test_a_result_written_just_before_the_lock_is_not_written_over(
    actor: Actors, colleagues: tuple[Person, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting, (one, _) = sitting(actor)
    address = url(meeting, "outcomes")
    form = colleagues[0].open(address)
    decided = {one.pk: actions.OutcomeDraft(result=Result.UNFAVOURABLE)}
    meanwhile(
        monkeypatch,
        OutcomesForm,
        lambda: actions.record_outcomes(meeting, decided, by=actor_of(actor("secretary"))),
    )
    sent = {**form, **shown(form), f"result_{one.pk}": "favourable"}
    refused = colleagues[0].post(address, sent)
    assert refused.status_code == 422
    assert "vient de modifier cette séance" in refused.content.decode()
    assert results(meeting) == {1: "unfavourable"}


def test_a_text_written_just_before_the_lock_is_not_sealed_unread(
    actor: Actors, colleagues: tuple[Person, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting, _ = sitting(actor)
    scenes.decide(meeting, actor("secretary"))
    actions.end_sitting(meeting, by=actor_of(actor("secretary")))
    address = url(meeting, "seal")
    form = colleagues[0].open(address)
    written = {"opening": "Ajout non lu", "closing": "", "discussions": {}}
    draw = governance_forms.actions.draw_minutes

    def draw_late(*args: Any, **options: Any) -> Any:
        # The colleague's text comes before the drawing: the document itself would hold it.
        actions.write_minutes(meeting, by=actor_of(actor("secretary")), **written)
        return draw(*args, **options)

    monkeypatch.setattr(governance_forms.actions, "draw_minutes", draw_late)
    refused = colleagues[0].post(address, form)
    assert refused.status_code == 422
    assert "vient de modifier cette séance" in refused.content.decode()
    assert not Minutes.objects.get(meeting=meeting).is_sealed


def test_the_same_page_corrected_and_sent_again_is_another_sending(
    actor: Actors, colleagues: tuple[Person, Person]
) -> None:
    meeting, (one, two) = sitting(actor)
    address = url(meeting, "outcomes")
    form = colleagues[0].open(address)
    first = {**form, **shown(form), f"result_{one.pk}": "favourable"}
    assert colleagues[0].post(address, first).status_code == 302
    # The other point, from the page that the browser still shows.
    again = {**form, **shown(form), f"result_{two.pk}": "unfavourable"}
    assert colleagues[0].post(address, again).status_code == 302
    assert results(meeting) == {1: "favourable", 2: "unfavourable"}


def test_ending_sent_twice_leads_twice_to_the_same_page(
    actor: Actors, colleagues: tuple[Person, Person]
) -> None:
    """What the first sending did is what forbids the second."""
    meeting, _ = sitting(actor)
    scenes.decide(meeting, actor("secretary"))
    address = url(meeting, "end")
    form = colleagues[0].open(address)
    answers = [colleagues[0].post(address, form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]


def test_a_database_that_gives_way_blames_no_item(actor: Actors) -> None:
    _, (one, _) = sitting(actor)
    with pytest.raises(OperationalError, match="deadlock"), naming(one):
        raise OperationalError("deadlock detected")
