"""State × verb × role through the pages, from the register: a verb added adds its cases.

Allowed: the button is shown and the form is there. Refused: the page names the verb that was asked
and leads back to the thing. A verb that nobody may ask for by a page says why here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accord.acts import verbs as of_acts
from accord.kernel.verbs import Verb, all_verbs, find
from accord.people.acting import actor_of, reader_of
from accord.people.models import User
from envelopes import verbs as of_envelopes
from governance import actions as governance
from governance import verbs as of_governance
from governance.models import Meeting
from governance.phases import OFFERS
from governance.states import MeetingState, SubjectKind
from governance.views import ITEM_VERBS
from governance.views import STEPS as MEETING_STEPS
from operations import verbs as of_operations
from operations.models import Operation
from operations.states import OperationState
from operations.views import STEPS as OPERATION_STEPS
from tests import scenes
from tests.canary.looking import browser_of
from tests.canary.readers import readers_of

pytestmark = pytest.mark.django_db

# Who asks: each capacity in the roles that matter, and the same role elsewhere.
WHO = (
    "departement",
    "secretary",
    "direction",
    "terrimouv",
    "terrimouv_secretary",
    "dreets",
    "plie",
)

# Asked of no state, on a page of their own: the matrix of addresses says who.
WITHOUT_STATE = {
    of_acts.RECORD_CREDIT_ACT: "acts:act-create",
    of_acts.RECORD_OWN_ACT: "acts:act-create",
    of_operations.CREATE: "operations:operation-create",
    of_envelopes.RECORD_MOVEMENT: "envelopes:movement-create",
    of_envelopes.TRANSFER: "envelopes:transfer-create",
    of_envelopes.SET_CEILING: "envelopes:ceiling-create",
    of_envelopes.REVERSE_MOVEMENT: "envelopes:movement-reverse",
    of_envelopes.OPEN_TRANCHE: "envelopes:movement-create",
    of_governance.KEEP: "governance:meeting-create",
    of_governance.PLAN: "governance:meeting-create",
    of_governance.ADD_MEMBER: "governance:seat-create",
    of_governance.END_TERM: "governance:seat-end",
}
# Of the state of an effect: ``test_prepared`` walks it.
ELSEWHERE = {of_acts.LAPSE_EFFECT}
# Two answers of one form.
SAME_FORM = {of_operations.REJECT: of_operations.ADMIT}


def operation_verbs() -> Iterator[tuple[Verb, str]]:
    """Verbs of an operation, with the name of the address of each."""
    for step, (_, verb, _, _) in OPERATION_STEPS.items():
        yield verb, f"operations:operation-{step}"


def meeting_verbs() -> Iterator[tuple[Verb, str]]:
    for step, (_, verb, _, _) in MEETING_STEPS.items():
        yield verb, f"governance:meeting-{step}"
    yield of_governance.CONVENE, "governance:meeting-convene"


def test_every_verb_is_walked_or_says_why_not() -> None:
    walked = {verb for verb, _ in (*operation_verbs(), *meeting_verbs())}
    known = walked | set(WITHOUT_STATE) | ELSEWHERE | set(SAME_FORM)
    known |= {of_governance.REMOVE_ITEM}
    # What only an act or a system gives the power to do has no page.
    asked = {verb for verb in all_verbs() if verb.who}
    assert asked == known
    assert {name for name, _, _ in OFFERS} <= {*MEETING_STEPS, "convene"}
    assert set(ITEM_VERBS) == {"up", "down", "remove"}


def test_every_refusal_is_headed_by_its_verb() -> None:
    for verb in all_verbs():
        assert re.fullmatch(r"Impossible (de |d’)[a-zéè].+", verb.impossible), verb.code
        assert verb.denial.endswith("."), verb.code
        assert not verb.back or find(verb.back), verb.code


# -- things in each state --------------------------------------------------------------------------


def operations() -> list[Operation]:
    return [scenes.operation(state) for state in OperationState.values]


def meetings(keeper: User) -> list[Meeting]:
    """One of each state, of a committee that the secretariat keeps."""
    actor = actor_of(keeper)

    def planned(day: date) -> Meeting:
        draft = governance.MeetingDraft(scenes.committee("technique"), "sitting", day)
        row = governance.plan_meeting(draft, by=actor)
        wish = governance.Wish(SubjectKind.INFORMATION, title="Point d’information")
        governance.add_items(row, [wish], by=actor)
        return row

    convened = planned(date(2024, 5, 7))
    governance.convene_meeting(convened, by=actor)
    cancelled = planned(date(2024, 5, 14))
    governance.convene_meeting(cancelled, by=actor)
    governance.cancel_meeting(cancelled, reason="report", by=actor)
    opened = scenes.open_sitting(keeper, day=date(2024, 4, 2), operations=[scenes.operation()])
    ended = scenes.held_sitting(keeper, day=date(2024, 3, 5), operations=[scenes.operation()])
    sealed = scenes.held_sitting(keeper, day=date(2024, 2, 6), operations=[scenes.operation()])
    governance.seal_minutes(sealed, by=actor)
    rows = [planned(date(2024, 5, 21)), convened, opened, ended, sealed, cancelled]
    found = [Meeting.objects.with_names().get(pk=row.pk) for row in rows]
    assert {row.state for row in found} == set(MeetingState.values)
    return found


# -- the walk --------------------------------------------------------------------------------------


def due(verb: Verb, user: User, thing: Any, who: str) -> int:
    """What the register says that an address answers: a form, a refusal, nothing."""
    if who not in readers_of(thing):
        return 404
    if not any(one.is_met_by(reader_of(user), thing.owner_id) for one in verb.who):
        return 403
    return 200 if thing.state in verb.leaves else 409


def walk(people: dict[str, User], things: list[Any], verbs: list[tuple[Verb, str]]) -> list[str]:
    wrong = []
    for who in WHO:
        client = browser_of(people[who])
        for thing in things:
            page = client.get(thing.get_absolute_url())
            shown = unescape(page.content.decode()) if page.status_code == 200 else ""
            for verb, name in verbs:
                address = reverse(name, args=[thing.pk])
                expected = due(verb, people[who], thing, who)
                case = f"{who}, {thing.state}, {verb.code}"
                wrong += [
                    f"{case}: {found}"
                    for found in differences(client, verb, thing, address, expected, shown)
                ]
    return wrong


def differences(
    client: Client, verb: Verb, thing: Any, address: str, expected: int, shown: str
) -> Iterator[str]:
    """How an address and its button differ from what the register says."""
    has_button = f'="{address}"' in shown
    if has_button != (expected == 200):
        yield f"the button is{'' if has_button else ' not'} shown"
    if verb is of_governance.CONVENE:
        # A button without page: performed by the tests of meetings where it is allowed.
        if expected != 200:
            yield from refusal(client.post(address), verb, thing, expected)
        return
    response: Any = client.get(address)
    if response.status_code != expected:
        yield f"GET answers {response.status_code}, not {expected}"
    elif expected in (403, 409):
        yield from refusal(response, verb, thing, expected)
    sent: Any = client.post(address)
    # A form sent empty reaches validation; what the moment refuses is said beside what was typed.
    reached = {200: 422, 409: 422}.get(expected, expected)
    if sent.status_code != reached:
        yield f"POST answers {sent.status_code}, not {reached}"


def refusal(response: Any, verb: Verb, thing: Any, expected: int) -> Iterator[str]:
    """A refusal names the verb that was asked, gives a reason, and leads back."""
    if response.status_code != expected:
        yield f"answers {response.status_code}, not {expected}"
    if expected == 404:
        return
    page = unescape(response.content.decode())
    if f"<h1>{verb.impossible}</h1>" not in page:
        yield "the refusal does not name the verb"
    if f'href="{thing.get_absolute_url()}"' not in page:
        yield "the refusal leads nowhere"


def test_operations_by_state_verb_and_role(actors: dict[str, User]) -> None:
    assert walk(actors, operations(), list(operation_verbs())) == []


def test_meetings_by_state_verb_and_role(actors: dict[str, User]) -> None:
    things = meetings(actors["secretary"])
    assert walk(actors, things, list(meeting_verbs())) == []
