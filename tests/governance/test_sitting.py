"""Ending a sitting: numbers without gap, effects all or none, and what waits for another act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command

from accord.acts.actions import (
    ActDraft,
    EffectBlockedError,
    EffectOrder,
    complete_act,
    record_act,
)
from accord.acts.models import Act, ActKind, ActState, Effect
from accord.acts.states import EffectState
from accord.kernel.errors import Denied, Refused
from accord.kernel.money import format_plain
from accord.people.acting import actor_of
from accord.people.models import Organisation, User
from envelopes.models import CreditMovement, Envelope
from governance import actions
from governance.models import AgendaItem, Decision, Meeting
from governance.states import MeetingState, Result, SubjectKind
from operations import effects
from operations.models import Operation, UseOfCredits
from operations.states import OperationState
from tests import scenes
from tests.governance.preparing import inform, plan, put, second_tranche, titles

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]


def opinions(actor: Actors, number: int = 3, **options: Any) -> tuple[Meeting, list[Operation]]:
    operations = [scenes.operation() for _ in range(number)]
    meeting = scenes.open_sitting(actor("secretary"), operations=operations, **options)
    return meeting, operations


def test_an_opinion_moves_the_operation_on_without_programming_it(actor: Actors) -> None:
    meeting, operations = opinions(actor)
    scenes.decide(meeting, actor("secretary"), **{operations[1].number: Result.UNFAVOURABLE})
    actions.end_sitting(meeting, by=actor_of(actor("secretary")))
    rows = [Operation.objects.get(pk=row.pk) for row in operations]
    assert {row.state for row in rows} == {OperationState.OPINION_GIVEN}
    assert [row.opinion for row in rows] == ["favourable", "unfavourable", "favourable"]
    assert not UseOfCredits.objects.exists()


def test_numbers_have_no_gap_and_start_again_each_year(actor: Actors) -> None:
    secretary = actor("secretary")
    for day in (date(2024, 2, 15), date(2024, 4, 15), date(2025, 2, 15)):
        operations = [scenes.operation() for _ in range(2)]
        scenes.held_sitting(secretary, day=day, operations=operations)
    numbers = list(Decision.objects.order_by("year", "sequence").values_list("number", flat=True))
    assert numbers == [
        "TEC-2024-001",
        "TEC-2024-002",
        "TEC-2024-003",
        "TEC-2024-004",
        "TEC-2025-001",
        "TEC-2025-002",
    ]


def test_an_item_not_examined_gets_no_number_and_comes_back(actor: Actors) -> None:
    meeting, operations = opinions(actor)
    scenes.decide(meeting, actor("secretary"), **{operations[1].number: Result.NOT_EXAMINED})
    actions.end_sitting(meeting, by=actor_of(actor("secretary")))
    assert Decision.objects.count() == 2
    left = Operation.objects.get(pk=operations[1].pk)
    assert left.state == OperationState.APPRAISED
    following = plan(actor("secretary"), date(2024, 4, 15))
    carried = following.items.get()
    assert carried.subjects.get().operation == left
    assert carried.carried_from.meeting_id == meeting.pk


def test_an_adjourned_opinion_leaves_the_operation_where_it_was(actor: Actors) -> None:
    meeting, operations = opinions(actor, 1)
    scenes.decide(meeting, actor("secretary"), Result.ADJOURNED)
    actions.end_sitting(meeting, by=actor_of(actor("secretary")))
    assert Operation.objects.get(pk=operations[0].pk).state == OperationState.APPRAISED
    assert Decision.objects.get().number == "TEC-2024-001"
    assert not Effect.objects.exists()


def test_the_sitting_is_not_ended_while_an_outcome_is_missing(actor: Actors) -> None:
    meeting, operations = opinions(actor, 2)
    with pytest.raises(Refused, match=operations[0].number):
        actions.end_sitting(meeting, by=actor_of(actor("secretary")))
    assert Meeting.objects.get(pk=meeting.pk).state == MeetingState.OPEN


def test_only_the_secretariat_of_the_organiser_ends_a_sitting(actor: Actors) -> None:
    meeting, _ = opinions(actor, 1)
    scenes.decide(meeting, actor("secretary"))
    for name in ("departement", "direction", "dreets", "terrimouv_secretary", "administrator"):
        with pytest.raises(Denied):
            actions.end_sitting(meeting, by=actor_of(actor(name)))
    assert not Decision.objects.exists()


# -- a fault in the middle -------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["unexpected", "refused"])
def test_a_fault_in_the_thirteenth_effect_leaves_no_row_and_no_number(
    actor: Actors, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    meeting, operations = opinions(actor, 15)
    scenes.decide(meeting, actor("secretary"))
    apply, calls = effects.record_opinion, []

    def faulty(operation: Operation, **options: Any) -> Any:
        calls.append(operation.number)
        if len(calls) == 13:
            raise OSError("disk") if kind == "unexpected" else Refused("plafond d’essai")
        return apply(operation, **options)

    acts_before = Act.objects.count()
    monkeypatch.setattr(effects, "record_opinion", faulty)
    with pytest.raises(EffectBlockedError) as caught:
        actions.end_sitting(meeting, by=actor_of(actor("secretary")))
    assert "Point 13" in caught.value.message
    assert operations[12].number in caught.value.message
    assert len(calls) == 13
    assert Meeting.objects.get(pk=meeting.pk).state == MeetingState.OPEN
    assert not Decision.objects.exists()
    assert not Effect.objects.exists()
    assert Act.objects.count() == acts_before
    states = Operation.objects.filter(pk__in=[row.pk for row in operations])
    assert set(states.values_list("state", flat=True)) == {OperationState.APPRAISED}
    monkeypatch.setattr(effects, "record_opinion", apply)
    actions.end_sitting(meeting, by=actor_of(actor("secretary")))
    last = Decision.objects.order_by("-sequence").first()
    assert last is not None
    assert last.number == "TEC-2024-015"


def test_a_ceiling_passed_by_one_item_blocks_the_whole_sitting_and_names_it(actor: Actors) -> None:
    small = scenes.operation(code="cd62-ftj-2021", eu_amount=100_000_000)
    large = scenes.operation(code="cd62-ftj-2021", eu_amount=800_000_000)
    meeting = scenes.open_sitting(
        actor("secretary"),
        code="programmation-cd62",
        day=date(2024, 3, 4),
        operations=[small, large],
        kind=SubjectKind.PROGRAMMING,
    )
    scenes.decide(meeting, actor("secretary"))
    # 1 000 000 + 8 000 000 − 8 099 700 = 900 300.
    blocked = rf"Point 2 .*{large.number}.*900\s300,00"
    with pytest.raises(EffectBlockedError, match=blocked):
        actions.end_sitting(
            meeting,
            by=actor_of(actor("secretary")),
            deliberation_number="2024-101",
            deliberation_date=date(2024, 3, 4),
        )
    assert not UseOfCredits.objects.exists()
    assert not Act.objects.filter(number="2024-101").exists()


# -- selection bodies ------------------------------------------------------------------------------


def selection(actor: Actors, **deliberation: Any) -> tuple[Meeting, Operation]:
    operation = scenes.operation(eu_amount=500_000_000)
    meeting = scenes.held_sitting(
        actor("secretary"),
        code="programmation-cd62",
        day=date(2024, 3, 4),
        operations=[operation],
        kind=SubjectKind.PROGRAMMING,
        deliberation=deliberation,
    )
    return meeting, operation


def test_a_selection_body_programmes_at_the_date_of_its_deliberation(actor: Actors) -> None:
    _, operation = selection(
        actor, deliberation_number="2024-77", deliberation_date=date(2024, 3, 11)
    )
    use = UseOfCredits.objects.get()
    assert (use.value_date, use.delta_eu) == (date(2024, 3, 11), 500_000_000)
    assert use.act.number == "CP-2024-001"
    assert use.act.under is not None
    assert use.act.under.number == "2024-77"
    assert Operation.objects.get(pk=operation.pk).state == OperationState.PROGRAMMED


def test_without_deliberation_its_decisions_are_prepared_and_wait_for_it(actor: Actors) -> None:
    meeting, operation = selection(actor)
    assert Operation.objects.get(pk=operation.pk).state == OperationState.APPRAISED
    assert not UseOfCredits.objects.exists()
    awaited = Meeting.objects.get(pk=meeting.pk).deliberation
    assert awaited is not None
    assert awaited.state == ActState.AWAITED
    _, told = complete_act(
        awaited, by=actor_of(actor("secretary")), number="2024-78", date=date(2024, 3, 18)
    )
    assert told == [f"Opération {operation.number} programmée au 18 mars 2024."]
    assert UseOfCredits.objects.get().value_date == date(2024, 3, 18)
    assert Effect.objects.get().state == EffectState.APPLIED


def test_a_selection_body_does_not_decide_on_another_holders_operations(actor: Actors) -> None:
    scenes.seats("programmation-cd62", actor("secretary"))
    meeting = plan(actor("secretary"), code="programmation-cd62")
    foreign = scenes.operation(code="tmi-fse-2021")
    with pytest.raises(Refused, match="de son organisme"):
        put(meeting, SubjectKind.PROGRAMMING, foreign, by=actor("secretary"))


def test_a_technical_committee_does_not_programme(actor: Actors) -> None:
    meeting = plan(actor("secretary"))
    with pytest.raises(Refused, match="pouvoir"):
        put(meeting, SubjectKind.PROGRAMMING, scenes.operation(), by=actor("secretary"))


# -- the 30 % --------------------------------------------------------------------------------------


def open_at(day: date) -> str:
    position = Envelope.objects.filter(code="cd62-fse-2021").positions(day)[0]
    return format_plain(position.totals.open)


def test_the_opening_is_prepared_and_takes_effect_with_the_signed_amendment(
    actor: Actors,
) -> None:
    scenes.held_sitting(actor("secretary"), day=date(2025, 11, 18), tranche=second_tranche())
    effect = Effect.objects.get()
    assert effect.state == EffectState.PREPARED
    assert open_at(date(2026, 6, 1)) == "22114754.90"
    awaited = effect.awaits
    assert awaited is not None
    assert (awaited.kind, awaited.under) == (ActKind.GRANT_AMENDMENT, second_tranche().grant.act)
    with pytest.raises(Denied):
        complete_act(
            awaited, by=actor_of(actor("secretary")), number="AV-1", date=date(2026, 2, 10)
        )
    complete_act(awaited, by=actor_of(actor("dreets")), number="AV-1", date=date(2026, 2, 10))
    assert open_at(date(2026, 2, 9)) == "22114754.90"
    assert open_at(date(2026, 2, 10)) == "31592507.00"
    movement = CreditMovement.objects.order_by("-pk").first()
    assert movement is not None
    assert (movement.act_id, movement.tranche) == (awaited.pk, second_tranche())
    assert Effect.objects.get().sentence.startswith("Seconde tranche")
    call_command("check_ledger", verbosity=0)


def test_an_amendment_recorded_without_committee_opens_the_tranche_too(actor: Actors) -> None:
    tranche = second_tranche()
    draft = ActDraft(
        agreement=tranche.envelope.agreement,
        kind=ActKind.GRANT_AMENDMENT,
        issuer=Organisation.objects.get(code="dreets-hdf"),
        title="Avenant n° 1",
        number="AV-1",
        date=date(2026, 2, 10),
        under=tranche.grant.act,
    )
    order = EffectOrder("open_tranche", str(tranche.pk), date(2026, 3, 1))
    record_act(draft, by=actor_of(actor("dreets")), effect=order)
    assert open_at(date(2026, 2, 28)) == "22114754.90"
    assert open_at(date(2026, 3, 1)) == "31592507.00"


def test_a_tranche_opened_by_another_amendment_settles_what_was_prepared(actor: Actors) -> None:
    scenes.held_sitting(actor("secretary"), day=date(2025, 11, 18), tranche=second_tranche())
    awaited = Effect.objects.get().awaits
    assert awaited is not None
    test_an_amendment_recorded_without_committee_opens_the_tranche_too(actor)
    effect = Effect.objects.get()
    assert (effect.state, effect.applied_on) == (EffectState.APPLIED, date(2026, 3, 1))
    assert effect.awaits is not None
    assert effect.awaits.number == "AV-1"
    awaited.refresh_from_db()
    assert (awaited.state, awaited.date) == (ActState.LAPSED, None)
    assert CreditMovement.objects.filter(tranche=second_tranche()).count() == 1


def test_an_open_meeting_keeps_its_members_when_seats_change_later(actor: Actors) -> None:
    meeting, _ = opinions(actor, 1)
    before = meeting.attendees.count()
    scenes.seats("technique", actor("secretary"), names=("Nouvelle Venue",))
    assert meeting.attendees.count() == before


def test_an_item_is_moved_up_and_down_by_buttons(actor: Actors) -> None:
    secretary = actor("secretary")
    meeting = plan(secretary)
    for title in ("un", "deux", "trois"):
        inform(meeting, title, by=secretary)
    last = AgendaItem.objects.get(meeting=meeting, title="trois")
    actions.shift_item(last, by=actor_of(secretary), step=-1)
    actions.shift_item(AgendaItem.objects.get(title="un"), by=actor_of(secretary), step=-1)
    assert titles(meeting) == ["un", "trois", "deux"]
    actions.remove_item(AgendaItem.objects.get(title="un"), by=actor_of(secretary))
    assert list(meeting.items.values_list("position", "title")) == [(1, "trois"), (2, "deux")]
