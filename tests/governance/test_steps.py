"""The states of a meeting: every verb in every state, who may, the step that each move leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from accord.kernel.dates import today
from accord.kernel.errors import Denied, Refused
from accord.kernel.rows import AppendOnlyError
from accord.kernel.verbs import all_verbs, find, verdict
from accord.people.acting import actor_of, reader_of
from accord.people.models import User
from governance import actions
from governance.models import Meeting, MeetingStep
from governance.states import MeetingState, Result
from tests import scenes
from tests.governance.preparing import inform, plan

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]

# State: verb and the state that it leads to. Every other verb is refused.
TABLE: dict[str, dict[str, str]] = {
    "planned": {
        "change": "planned",
        "prepare": "planned",
        "remove_item": "planned",
        "convene": "convened",
        "cancel": "cancelled",
    },
    "convened": {
        "change": "convened",
        "prepare": "convened",
        "remove_item": "convened",
        "open": "open",
        "cancel": "cancelled",
    },
    "open": {"prepare": "open", "hold": "open", "end": "ended", "write_minutes": "open"},
    "ended": {"write_minutes": "ended", "seal": "sealed"},
    "sealed": {},
    "cancelled": {},
}
# What is about a committee, not about a meeting.
OF_A_COMMITTEE = {"keep", "add_member", "end_term", "plan"}
VERBS = sorted({verb for leaving in TABLE.values() for verb in leaving})

_OVER = "La séance est levée : l’ordre du jour ne change plus."
# Sentences of their own; the others say the state.
SENTENCES = {
    ("change", "open"): "La séance est ouverte : sa date ne change plus.",
    ("remove_item", "open"): ("La séance est ouverte : un point se reporte, il ne se retire plus."),
    **{
        (verb, state): _OVER
        for verb in ("change", "prepare", "remove_item")
        for state in ("ended", "sealed", "cancelled")
    },
    **{
        ("hold", state): "La séance n’est pas, ou plus, ouverte."
        for state in TABLE
        if state != "open"
    },
    **{
        ("write_minutes", state): (
            "Le procès-verbal se rédige en séance ou après, jusqu’à ce qu’il soit établi."
        )
        for state in ("planned", "convened", "sealed", "cancelled")
    },
}


def meeting_in(state: str) -> Meeting:
    """Not saved: a verdict looks at nothing else."""
    committee = scenes.committee()
    return Meeting(committee=committee, owner=committee.organiser, state=state, held_on=today())


def test_the_table_of_the_code_is_this_one() -> None:
    found: dict[str, dict[str, str]] = {state: {} for state in MeetingState.values}
    own = {verb for verb in all_verbs() if verb.code.startswith("governance.")}
    for verb in own:
        for state in verb.leaves:
            found[state][verb.code.removeprefix("governance.")] = verb.enters or state
    assert found == TABLE
    assert {verb.code for verb in own} == {
        f"governance.{name}" for name in (*VERBS, *OF_A_COMMITTEE)
    }


@pytest.mark.parametrize("name", VERBS)
def test_the_secretariat_does_what_the_state_permits_and_is_told_why_not(
    name: str, actor: Actors
) -> None:
    verb = find(f"governance.{name}")
    assert verb is not None
    secretary = reader_of(actor("secretary"))
    for state, leaving in TABLE.items():
        meeting = meeting_in(state)
        answer = verdict(verb, secretary, meeting)
        assert bool(answer) == (name in leaving), state
        if name in leaving:
            assert verb.target(meeting) == leaving[name]
            continue
        shown = MeetingState(state).label
        said = f"Impossible {verb.particle}{verb.label} : l’état actuel est « {shown} »."
        assert answer.is_momentary
        assert answer.reason == SENTENCES.get((name, state), said)
        with pytest.raises(Refused):
            verb.target(meeting)


@pytest.mark.parametrize("name", [*VERBS, *sorted(OF_A_COMMITTEE)])
def test_nobody_else_does_whatever_the_state(name: str, actors: dict[str, User]) -> None:
    verb = find(f"governance.{name}")
    assert verb is not None
    for state in TABLE:
        meeting = meeting_in(state)
        for place, user in actors.items():
            answer = verdict(verb, reader_of(user), meeting)
            if place != "secretary":
                assert not answer, place
                assert not answer.is_momentary, place
                assert answer.reason == (
                    "Les réunions de ce comité sont tenues par le secrétariat de "
                    f"{meeting.owner_name}."
                )


def test_each_verb_has_its_way_back_or_says_why_it_has_none() -> None:
    for verb in all_verbs():
        if verb.code.startswith("governance."):
            assert verb.until, verb.code
            assert not verb.back or find(verb.back), verb.code


# -- steps -----------------------------------------------------------------------------------------


def moves(meeting: Meeting) -> list[tuple[str, str, str]]:
    rows = meeting.steps.order_by("pk")
    return [(row.verb.removeprefix("governance."), row.from_state, row.to_state) for row in rows]


def test_each_move_of_a_sitting_leaves_its_step_and_says_who_made_it(actor: Actors) -> None:
    secretary = actor("secretary")
    meeting = scenes.held_sitting(secretary, operations=[scenes.operation()])
    actions.seal_minutes(meeting, by=actor_of(secretary))
    assert moves(meeting) == [
        ("plan", "", "planned"),
        ("convene", "planned", "convened"),
        ("open", "convened", "open"),
        ("end", "open", "ended"),
        ("seal", "ended", "sealed"),
    ]
    authors = meeting.steps.values_list("by_user", "by_body", "by_role", "by_system", "value_date")
    assert set(authors) == {(secretary.pk, "cd62", "secretary", "", today())}
    kept = Meeting.history.filter(id=meeting.pk).order_by("history_id")
    reasons = list(kept.values_list("history_change_reason", flat=True))
    assert [
        reason for reason in dict.fromkeys(reasons) if reason != "governance.mark_fictional"
    ] == [f"governance.{verb}" for verb, _, _ in moves(meeting)]


def test_a_meeting_cancelled_says_why_in_its_step(actor: Actors) -> None:
    meeting = plan(actor("secretary"))
    actions.cancel_meeting(meeting, by=actor_of(actor("secretary")), reason=" Quorum impossible. ")
    assert moves(meeting) == [("plan", "", "planned"), ("cancel", "planned", "cancelled")]
    step = meeting.steps.latest("pk")
    assert step.note == "Quorum impossible."
    assert str(step) == f"annulée le {today():%d/%m/%Y}"


def test_what_moves_nothing_leaves_no_step(actor: Actors) -> None:
    secretary = actor("secretary")
    by = actor_of(secretary)
    meeting = plan(secretary)
    actions.change_meeting(meeting, by=by, held_on=date(2024, 3, 5), starts_at=None, place="Arras")
    inform(meeting, "Actualités", by=secretary)
    assert moves(meeting) == [("plan", "", "planned")]


def test_a_move_that_is_refused_leaves_no_step(actor: Actors) -> None:
    secretary = actor("secretary")
    meeting = plan(secretary)
    with pytest.raises(Refused):
        actions.convene_meeting(meeting, by=actor_of(secretary))
    inform(meeting, "Actualités", by=secretary)
    with pytest.raises(Denied):
        actions.convene_meeting(meeting, by=actor_of(actor("dreets")))
    assert moves(meeting) == [("plan", "", "planned")]
    actions.convene_meeting(meeting, by=actor_of(secretary))
    with pytest.raises(Refused, match="aucun membre à cette date"):
        actions.open_meeting(meeting, by=actor_of(secretary))
    assert [move[0] for move in moves(meeting)] == ["plan", "convene"]
    opened = scenes.open_sitting(secretary, operations=[scenes.operation()])
    with pytest.raises(Refused, match="Il manque un avis ou une décision"):
        actions.end_sitting(opened, by=actor_of(secretary))
    assert [move[0] for move in moves(opened)] == ["plan", "convene", "open"]


def test_a_step_is_never_changed(actor: Actors) -> None:
    step = plan(actor("secretary")).steps.get()
    step.note = "autre"
    with pytest.raises(AppendOnlyError):
        step.save()
    with pytest.raises(AppendOnlyError):
        step.delete()
    with pytest.raises(AppendOnlyError):
        MeetingStep.objects.filter(pk=step.pk).update(note="autre")


def test_what_a_decision_brings_about_has_its_own_steps(actor: Actors) -> None:
    """An opinion applies at the sitting; a programming waits for its deliberation."""
    secretary = actor("secretary")
    row = scenes.operation()
    held = scenes.held_sitting(secretary, day=date(2024, 2, 15), operations=[row])
    opinion = held.items.get().subjects.get().decision
    step = opinion.consequence.steps.get()
    assert (step.verb, step.from_state, step.to_state) == ("acts.apply_effect", "", "applied")
    assert (step.value_date, step.act) == (date(2024, 2, 15), opinion.act)
    assert (step.by_user, step.by_body, step.by_role) == (secretary, "cd62", "secretary")
    body = scenes.held_sitting(
        secretary,
        code="programmation-cd62",
        day=date(2024, 3, 4),
        operations=[row],
        kind="programming",
    )
    programming = body.items.get().subjects.get().decision
    step = programming.consequence.steps.get()
    assert (step.verb, step.from_state, step.to_state) == ("acts.prepare_effect", "", "prepared")
    assert step.act == Meeting.objects.get(pk=body.pk).deliberation
    assert (step.by_user, step.by_body) == (secretary, "cd62")


def test_an_item_not_examined_leaves_neither_decision_nor_effect(actor: Actors) -> None:
    secretary = actor("secretary")
    meeting = scenes.open_sitting(secretary, operations=[scenes.operation()])
    scenes.decide(meeting, secretary, Result.NOT_EXAMINED)
    actions.end_sitting(meeting, by=actor_of(secretary))
    assert not hasattr(meeting.items.get().subjects.get(), "decision")
    assert [move[0] for move in moves(meeting)] == ["plan", "convene", "open", "end"]
