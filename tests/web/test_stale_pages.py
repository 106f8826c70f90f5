"""A step rests on what was read: what has changed meanwhile is shown, and not overwritten."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest

from accord.acts.forms import ActForm, CompleteActForm
from accord.kernel import versions
from accord.kernel.actors import SERVER
from accord.kernel.locking import lock_row, lock_rows
from accord.kernel.transactions import acting
from accord.kernel.versions import StaleError, expecting, version_of
from accord.people.acting import actor_of
from accord.people.models import User
from accord.web.forms import ActionForm
from accord.web.models import FormSubmission
from accord.web.versioned_forms import VersionedForm
from envelopes.actions import MovementOrder, record_movement, reverse_movement
from envelopes.states import MovementKind
from governance import actions as governance
from governance.models import Meeting
from governance.shared_forms import ConfirmingForm, MergingForm
from operations.models import Operation, UseOfCredits
from tests import scenes
from tests.fuzzing import Found, form_pages, send
from tests.governance.preparing import inform, plan
from tests.pages import Person, hidden_fields
from tests.test_edge import signed_in
from tests.web.test_clean_forms import all_forms
from tests.world import make_world

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]

# They add a row, and two additions are two rows: the limits hold under the lock.
ADDS = {
    "MovementForm",
    "TransferForm",
    "CeilingForm",
    "SeatForm",
    "MeetingForm",
    # With a version when it corrects a draft, without when it makes one.
    "ActForm",
}
CARRIED = ("version", "seen_digest", "initial-")


# -- every form ------------------------------------------------------------------------------------


def without_version(kinds: set[type[Any]]) -> Iterator[str]:
    """Forms that act on what is there and carry nothing of what was read."""
    above = {base for kind in kinds for base in kind.__mro__[1:]}
    for kind in kinds - above:
        is_step = issubclass(kind, ActionForm) and kind.__name__ not in ADDS
        if is_step and not issubclass(kind, VersionedForm | MergingForm | ConfirmingForm):
            yield kind.__name__


def test_every_form_of_a_step_is_of_a_kind_that_carries_what_was_read() -> None:
    kinds = {kind for kind in all_forms() if kind.__module__.startswith(("accord.", "envelopes."))}
    kinds |= {kind for kind in all_forms() if kind.__module__.startswith(("operat", "govern"))}
    assert {CompleteActForm, ActForm} <= kinds
    assert sorted(without_version(kinds)) == []
    bare = type("BareForm", (ActionForm,), {})
    assert list(without_version({bare})) == ["BareForm"]


def test_every_page_about_something_shows_a_form_that_carries_what_was_read(actor: Actors) -> None:
    world = make_world(actor("secretary"), actor("terrimouv_secretary"))
    seen, bare = set(), []
    for who in ("dreets", "departement", "secretary"):
        client = signed_in(actor(who))
        for name, address in form_pages(world, who):
            answer = send(client, "GET", address, Found())
            if answer.status_code != 200 or not re.search(r"/\d+/", address):
                continue
            seen.add(name)
            carried = hidden_fields(answer.content.decode())
            told = [value for key, value in carried.items() if key.startswith(CARRIED)]
            if not any(told) or told == [[""]]:
                bare.append(name)
    assert bare == []
    assert len(seen) > 15


def test_every_button_of_a_meeting_carries_the_version_that_was_read(actor: Actors) -> None:
    meeting = plan(actor("secretary"))
    for title in ("Un", "Deux"):
        inform(meeting, title, by=actor("secretary"))
    page = Person(actor("secretary")).get(meeting.get_absolute_url())
    buttons = re.findall(r'<form class="inline-form".*?</form>', page, re.DOTALL)
    assert len(buttons) == 5
    for button in buttons:
        assert hidden_fields(button)["version"] == [version_of(meeting)]


# -- two tabs on one appraisal ---------------------------------------------------------------------

FIRST = {
    "value_date": "2024-02-01",
    "eligible_cost": "100 000,00",
    "eu_amount": "60 000,00",
    "resource_department": "40 000,00",
    "conclusion": "Premier avis.",
}
SECOND = {**FIRST, "eu_amount": "50 000,00", "resource_department": "50 000,00"}


@pytest.fixture
def appraised_twice(actor: Actors) -> Any:
    row = scenes.operation("admissible")
    url = f"/operations/{row.pk}/instruire/"
    person = Person(actor("departement"))
    one, two = person.open(url), person.open(url)
    assert person.post(url, {**one, **FIRST}).status_code == 302
    return SimpleNamespace(row=row, url=url, person=person, one=one, two=two)


def kept(row: Operation) -> tuple[Any, ...]:
    file = Operation.objects.get(pk=row.pk).file
    lines = row.financing_lines.order_by("kind").values_list("kind", "amount")
    return file.appraised_cost, file.appraised_eu, file.conclusion, *lines


def errors(page: str) -> str:
    found = re.search(r'<div class="notice notice-danger".*?</div>', page, re.DOTALL)
    assert found is not None
    return " ".join(unescape(re.sub(r"<[^>]*>", "", found[0])).split())


def test_the_second_tab_is_shown_the_amounts_of_the_first_and_overwrites_nothing(
    appraised_twice: Any,
) -> None:
    before = kept(appraised_twice.row)
    answer = appraised_twice.person.post(appraised_twice.url, {**appraised_twice.two, **SECOND})
    assert answer.status_code == 422
    page = answer.content.decode()
    said = errors(page)
    assert "Modifié depuis l’ouverture de cette page : relisez ce qui suit" in said
    assert "Montant FSE+ : Enregistré entre-temps : « 60 000,00 € »" in said
    assert said.count("Enregistré entre-temps") == 2
    # What was typed is still there.
    assert 'value="50 000,00"' in page
    assert kept(appraised_twice.row) == before
    assert before[1] == 6_000_000


def test_sent_again_it_is_a_choice_made_knowingly(appraised_twice: Any) -> None:
    person, url = appraised_twice.person, appraised_twice.url
    refused = person.post(url, {**appraised_twice.two, **SECOND})
    again = {**appraised_twice.two, **SECOND, **hidden_fields(refused.content.decode())}
    assert person.post(url, again).status_code == 302
    assert kept(appraised_twice.row)[1] == 5_000_000


def test_a_version_that_has_passed_again_meanwhile_is_refused_again(appraised_twice: Any) -> None:
    person, url = appraised_twice.person, appraised_twice.url
    refused = person.post(url, {**appraised_twice.two, **SECOND})
    again = {**appraised_twice.two, **SECOND, **hidden_fields(refused.content.decode())}
    assert person.post(url, {**person.open(url), **FIRST, "conclusion": "Bis"}).status_code == 302
    assert person.post(url, again).status_code == 422
    assert kept(appraised_twice.row)[1:3] == (6_000_000, "Bis")


def test_the_same_sending_twice_is_no_other_version(appraised_twice: Any) -> None:
    again = appraised_twice.person.post(appraised_twice.url, {**appraised_twice.one, **FIRST})
    assert again.status_code == 302
    assert FormSubmission.objects.count() == 1


def test_other_values_under_a_key_that_was_sent_do_nothing(appraised_twice: Any) -> None:
    again = appraised_twice.person.post(appraised_twice.url, {**appraised_twice.one, **SECOND})
    assert again.status_code == 302
    assert kept(appraised_twice.row)[1] == 6_000_000


@pytest.mark.parametrize("version", ["h0", "n’importe quoi", "h1.2.3", "-1", "9" * 90])
def test_a_version_that_no_page_has_shown_is_another(version: str, appraised_twice: Any) -> None:
    sent = {**appraised_twice.two, **SECOND, "version": version}
    assert appraised_twice.person.post(appraised_twice.url, sent).status_code == 422
    assert kept(appraised_twice.row)[1] == 6_000_000


def test_what_has_passed_to_another_state_shows_what_is_recorded_too(actor: Actors) -> None:
    row = scenes.operation("programmed")
    url = f"/operations/{row.pk}/conventionner/"
    person = Person(actor("departement"))
    sent = {"number": "C-1", "value_date": "2024-04-01", "resource_department": "40 000,00"}
    one, two = person.open(url), person.open(url)
    assert person.post(url, {**one, **sent, "eligible_cost": "100000", "eu_amount": "60000"})
    later = {**sent, "number": "C-2", "eligible_cost": "90000", "eu_amount": "50000"}
    answer = person.post(url, {**two, **later})
    assert answer.status_code == 422
    said = errors(answer.content.decode())
    assert "Impossible de conventionner" in said
    assert "puis renvoyez pour garder" not in said
    assert UseOfCredits.objects.filter(operation=row, stage="contracted").count() == 1


def test_a_draft_corrected_in_two_tabs_says_each_value_as_people_read_it(actor: Actors) -> None:
    row = scenes.operation("draft")
    url = f"/operations/{row.pk}/modifier/"
    person = Person(actor("departement"))
    shown = person.client.get(url)
    values = {
        name: field.value()
        for name, field in ((bound.name, bound) for bound in shown.context["form"])
        if field.value() is not None
    }
    first = {**values, **person.open(url), "operation_title": "Un autre intitulé"}
    second = {**values, **person.open(url), "is_technical_assistance": "on", "number": row.number}
    first |= {"qpv_share": "12,5", "is_technical_assistance": "", "planned_participants": "12"}
    assert person.post(url, first).status_code == 302
    answer = person.post(url, second)
    said = errors(answer.content.decode())
    assert "Intitulé : Enregistré entre-temps : « Un autre intitulé »" in said
    assert "Part de l’opération en QPV : Enregistré entre-temps : « 12,50 »" in said
    assert "Participants prévus : Enregistré entre-temps : « 12 »" in said
    assert "Assistance technique : Enregistré entre-temps : « non »" in said
    assert said.count("Enregistré entre-temps") == 4


# -- buttons, rows that are only added -------------------------------------------------------------


def test_a_meeting_is_convened_with_the_agenda_that_was_read(actor: Actors) -> None:
    meeting = plan(actor("secretary"))
    inform(meeting, "Un", by=actor("secretary"))
    person = Person(actor("secretary"))
    shown = hidden_fields(person.get(meeting.get_absolute_url()))
    sent = {"submission": shown["submission"][0], "version": shown["version"][0]}
    inform(meeting, "Deux", by=actor("secretary"))
    url = f"{meeting.get_absolute_url()}convoquer/"
    refused = person.post(url, sent)
    assert refused.status_code == 422
    assert "Modifié depuis l’ouverture" in refused.content.decode()
    assert Meeting.objects.get(pk=meeting.pk).state == "planned"
    again = hidden_fields(refused.content.decode())
    assert person.post(url, again).status_code == 302
    assert Meeting.objects.get(pk=meeting.pk).state == "convened"


def test_a_point_taken_off_is_another_version_of_its_meeting(actor: Actors) -> None:
    meeting = plan(actor("secretary"))
    inform(meeting, "Un", by=actor("secretary"))
    before = version_of(meeting)
    governance.remove_item(meeting.items.get(), by=actor_of(actor("secretary")))
    assert version_of(meeting) != before


def test_a_movement_that_was_reversed_is_another_version(actor: Actors) -> None:
    dreets = actor_of(actor("dreets"))
    order = MovementOrder(
        scenes.envelope(),
        kind=MovementKind.NOTIFICATION,
        delta_notified=500,
        delta_open=0,
        value_date=date(2024, 5, 2),
        act=scenes.credit_act(),
    )
    movement = record_movement(order, by=dreets)
    before = version_of(movement)
    reverse_movement(movement, by=dreets, reason="essai")
    assert version_of(movement) != before


# -- under the lock --------------------------------------------------------------------------------


def test_what_changes_before_the_lock_is_found_under_it() -> None:
    row = scenes.operation("admissible")
    version = version_of(row)
    scenes.withdraw(row)
    with acting(SERVER), expecting(row, version), pytest.raises(StaleError, match="Modifié depuis"):
        lock_row(row)
    rows = Operation.objects.filter(pk=row.pk).order_by("pk")
    with acting(SERVER), expecting(row, version), pytest.raises(StaleError):
        lock_rows(rows)
    with acting(SERVER), expecting(row, version_of(row)):
        lock_row(row)


def test_another_row_and_what_one_does_oneself_are_no_matter() -> None:
    row, other = scenes.operation("admissible"), scenes.operation("admissible")
    version = version_of(row)
    with acting(SERVER), expecting(row, version):
        lock_rows(Operation.objects.filter(pk__in=[row.pk, other.pk]).order_by("pk"))
    scenes.withdraw(other)
    with acting(SERVER), expecting(row, version):
        lock_row(row)
    with acting(SERVER):
        lock_row(row)
    assert versions._expected.get({}) == {}


def test_a_form_whose_page_changed_between_reading_and_locking_is_refused(
    actor: Actors, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = scenes.operation("admissible")
    url = f"/operations/{row.pk}/instruire/"
    person = Person(actor("departement"))
    opened = person.open(url)
    # Somebody else commits after the form was checked: under the lock the version is another.
    monkeypatch.setattr(versions, "version_of", lambda thing: "h999")
    answer = person.post(url, {**opened, **FIRST})
    assert answer.status_code == 422
    assert "Modifié depuis l’ouverture" in answer.content.decode()
    assert kept(row)[0] is None


def test_a_button_without_version_acts_as_before(actor: Actors) -> None:
    meeting = plan(actor("secretary"))
    inform(meeting, "Un", by=actor("secretary"))
    person = Person(actor("secretary"))
    url = f"{meeting.get_absolute_url()}convoquer/"
    assert person.post(url, person.open(url)).status_code == 302
