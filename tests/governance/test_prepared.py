"""Decisions that wait for an act hold their object, may be given up, and come of age."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from accord.acts.actions import (
    ActDraft,
    EffectBlockedError,
    EffectOrder,
    complete_act,
    lapse_effect,
    record_act,
)
from accord.acts.documents import store_document
from accord.acts.models import Act, ActKind, ActState, Document, Effect
from accord.acts.states import EffectState
from accord.kernel.actors import SERVER
from accord.kernel.dates import today
from accord.kernel.errors import Denied, Refused
from accord.kernel.transactions import acting
from accord.people.acting import actor_of
from accord.people.models import Organisation, User
from envelopes.actions import open_tranche
from envelopes.models import Tranche
from governance import actions
from governance.models import Decision, Meeting
from governance.states import Result, SubjectKind
from operations import actions as operation_actions
from operations.models import Operation, UseOfCredits
from tests import scenes
from tests.governance.preparing import second_tranche, waiting
from tests.pages import Person

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
SITTING, LATER = date(2024, 3, 4), date(2024, 3, 18)


def programming(actor: Actors, *operations: Operation, **options: Any) -> Meeting:
    """A sitting of the selection body, held and ended, favourable to everything."""
    return scenes.held_sitting(
        actor("secretary"),
        code="programmation-cd62",
        day=options.pop("day", SITTING),
        operations=operations,
        kind=options.pop("kind", SubjectKind.PROGRAMMING),
        **options,
    )


def states() -> list[str]:
    """Those of what committees decided, in the order of their decisions."""
    rows = Effect.objects.exclude(cause__decision=None).order_by("cause__decision__sequence")
    return list(rows.values_list("state", flat=True))


# -- the object is held ----------------------------------------------------------------------------


def test_an_operation_with_a_prepared_decision_is_moved_by_nobody_else(actor: Actors) -> None:
    row = scenes.operation()
    programming(actor, row)
    with pytest.raises(Refused, match="CP-2024-001"):
        scenes.withdraw(row)
    act = scenes.decision_act(row.envelope.holder)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="attend un acte"):
        operation_actions.record_opinion(row, by=SERVER, act=act, favourable=True, value_date=LATER)
    assert Operation.objects.get(pk=row.pk).state == "appraised"


def test_a_prepared_deprogramming_holds_the_agreement(actor: Actors) -> None:
    row = scenes.operation("programmed")
    programming(actor, row, kind=SubjectKind.DEPROGRAMMING)
    with pytest.raises(Refused, match="caduque"):
        operation_actions.contract_operation(
            row,
            by=actor_of(scenes.officer_of(row.envelope.holder)),  # type: ignore[arg-type]
            number="C-1",
            value_date=LATER,
            eligible_cost=row.file.appraised_cost or 0,
            eu_amount=row.file.appraised_eu or 0,
        )


def test_amounts_do_not_change_under_the_eyes_of_a_committee(actor: Actors) -> None:
    row = scenes.operation()
    scenes.open_sitting(actor("secretary"), operations=[row])
    with pytest.raises(Refused, match="à l’ordre du jour"):
        operation_actions.appraise_operation(
            row,
            by=actor_of(scenes.officer_of(row.envelope.holder)),  # type: ignore[arg-type]
            value_date=LATER,
            eligible_cost=100,
            eu_amount=60,
            resources=[operation_actions.Resource("own", 40)],
            conclusion="",
        )


def test_an_adjourned_opinion_lets_the_operation_be_appraised_again(actor: Actors) -> None:
    row = scenes.operation()
    meeting = scenes.open_sitting(actor("secretary"), operations=[row])
    scenes.decide(meeting, actor("secretary"), Result.ADJOURNED)
    actions.end_sitting(meeting, by=actor_of(actor("secretary")))
    again = operation_actions.appraise_operation(
        row,
        by=actor_of(scenes.officer_of(row.envelope.holder)),  # type: ignore[arg-type]
        value_date=LATER,
        eligible_cost=9_000_000,
        eu_amount=5_000_000,
        resources=[operation_actions.Resource("own", 4_000_000)],
        conclusion="Complétée.",
    )
    assert (again.state, again.file.appraised_eu) == ("appraised", 5_000_000)


# -- what is impossible is said while the sitting can still decide ---------------------------------


def test_decisions_that_exceed_the_credits_together_are_refused_when_they_are_prepared(
    actor: Actors,
) -> None:
    rows = [scenes.operation(code="cd62-ftj-2021", eu_amount=500_000_000) for _ in range(2)]
    with pytest.raises(EffectBlockedError, match=r"Point 2 .*plafond"):
        programming(actor, *rows)
    assert not Decision.objects.exists()
    assert not Effect.objects.exists()
    assert Meeting.objects.get().state == "open"


def test_what_was_tried_leaves_no_trace(actor: Actors) -> None:
    row = scenes.operation()
    before = row.history.count()
    programming(actor, row)
    stored = Operation.objects.get(pk=row.pk)
    assert (stored.state, stored.history.count()) == ("appraised", before)
    assert not UseOfCredits.objects.exists()
    assert states() == [EffectState.PREPARED]


# -- giving up -------------------------------------------------------------------------------------


def test_a_decision_given_up_frees_its_object_and_lets_the_others_apply(actor: Actors) -> None:
    first, second = scenes.operation(), scenes.operation()
    meeting = programming(actor, first, second)
    effect = Effect.objects.get(programmingeffect__operation=first)
    lapse_effect(effect, by=actor_of(actor("secretary")), reason="Le porteur renonce.")
    assert scenes.withdraw(first).state == "withdrawn"
    awaited = Meeting.objects.get(pk=meeting.pk).deliberation
    assert awaited is not None
    assert awaited.state == ActState.AWAITED
    _, told = complete_act(awaited, by=actor_of(actor("secretary")), number="2024-9", date=LATER)
    assert len(told) == 1
    assert Operation.objects.get(pk=second.pk).state == "programmed"
    assert states() == [EffectState.LAPSED, EffectState.APPLIED]
    lapsed = Effect.objects.get(pk=effect.pk)
    assert lapsed.sentence == "Caduque : Le porteur renonce."
    assert Decision.objects.count() == 2


def test_the_last_decision_given_up_takes_the_awaited_act_with_it(actor: Actors) -> None:
    row = scenes.operation()
    programming(actor, row)
    effect = Effect.objects.get()
    lapse_effect(effect, by=actor_of(actor("secretary")), reason="Abandon.")
    act = Act.objects.get(kind=ActKind.DELIBERATION, agreement__code="2021-2027", code=None)
    assert (act.state, act.date_note) == (ActState.LAPSED, "Caduc : Abandon.")
    with pytest.raises(Refused, match="n’est plus attendu"):
        complete_act(act, by=actor_of(actor("secretary")), number="2024-9", date=LATER)
    assert waiting("programmation-cd62") == {SubjectKind.PROGRAMMING: {row.pk}}


def test_who_may_give_up_a_decision_and_when(actor: Actors) -> None:
    programming(actor, scenes.operation())
    effect = Effect.objects.get()
    for name in ("departement", "dreets", "terrimouv_secretary", "direction"):
        with pytest.raises(Denied):
            lapse_effect(effect, by=actor_of(actor(name)), reason="non")
    with pytest.raises(Refused, match="Dites pourquoi"):
        lapse_effect(effect, by=actor_of(actor("secretary")), reason=" ")
    lapse_effect(effect, by=actor_of(actor("secretary")), reason="oui")
    with pytest.raises(Refused, match="n’attend plus"):
        lapse_effect(effect, by=actor_of(actor("secretary")), reason="encore")


# -- the act that was awaited ----------------------------------------------------------------------


def test_an_act_earlier_than_the_decision_brings_nothing_about(actor: Actors) -> None:
    scenes.held_sitting(actor("secretary"), day=date(2025, 11, 18), tranche=second_tranche())
    awaited = Effect.objects.get().awaits
    assert awaited is not None
    with pytest.raises(Refused, match="ne peut pas précéder la décision du 18/11/2025"):
        complete_act(awaited, by=actor_of(actor("dreets")), number="AV-1", date=date(2025, 11, 17))
    assert Act.objects.get(pk=awaited.pk).state == ActState.AWAITED
    complete_act(awaited, by=actor_of(actor("dreets")), number="AV-1", date=date(2025, 11, 18))


def test_a_deliberation_earlier_than_the_sitting_is_refused_at_its_field(actor: Actors) -> None:
    with pytest.raises(Refused, match="ne peut pas précéder la séance") as caught:
        programming(
            actor,
            scenes.operation(),
            deliberation={
                "deliberation_number": "2024-1",
                "deliberation_date": date(2024, 3, 3),
            },
        )
    assert caught.value.field == "deliberation_date"


def deliberation(actor: Actors, number: str = "2024-77", day: date = LATER) -> Act:
    """Recorded by hand, before any sitting names it."""
    draft = ActDraft(
        agreement=scenes.envelope().agreement,
        kind=ActKind.DELIBERATION,
        issuer=Organisation.objects.get(code="cd62"),
        title="Programmation FSE+",
        number=number,
        date=day,
    )
    return record_act(draft, by=actor_of(actor("secretary")))[0]


def test_one_deliberation_recorded_before_covers_two_sittings(actor: Actors) -> None:
    known = deliberation(actor)
    named = {"deliberation_number": "2024-77", "deliberation_date": LATER}
    for day in (SITTING, date(2024, 3, 11)):
        programming(actor, scenes.operation(), day=day, deliberation=named)
    assert {meeting.deliberation_id for meeting in Meeting.objects.all()} == {known.pk}
    assert {decision.act.under_id for decision in Decision.objects.all()} == {known.pk}
    assert states() == [EffectState.APPLIED, EffectState.APPLIED]


def test_a_deliberation_known_at_another_date_is_refused(actor: Actors) -> None:
    deliberation(actor)
    named = {"deliberation_number": "2024-77", "deliberation_date": date(2024, 3, 19)}
    with pytest.raises(Refused, match="enregistrée au 18/03/2024") as caught:
        programming(actor, scenes.operation(), deliberation=named)
    assert caught.value.field == "deliberation_date"


def test_an_awaited_deliberation_gives_way_to_the_one_recorded_meanwhile(actor: Actors) -> None:
    row = scenes.operation()
    meeting = programming(actor, row)
    awaited = Meeting.objects.get(pk=meeting.pk).deliberation
    assert awaited is not None
    known = deliberation(actor)
    with pytest.raises(Refused, match="déjà enregistré, au 18/03/2024"):
        complete_act(
            awaited, by=actor_of(actor("secretary")), number="2024-77", date=date(2024, 3, 20)
        )
    act, told = complete_act(awaited, by=actor_of(actor("secretary")), number="2024-77", date=LATER)
    assert (act, len(told)) == (known, 1)
    assert Act.objects.get(pk=awaited.pk).state == ActState.LAPSED
    assert Meeting.objects.get(pk=meeting.pk).deliberation == known
    assert Decision.objects.get().act.under == known
    assert UseOfCredits.objects.get().value_date == LATER


def test_a_sitting_that_decides_nothing_awaits_no_deliberation(actor: Actors) -> None:
    secretary = actor("secretary")
    row = scenes.operation()
    meeting = scenes.open_sitting(
        secretary, code="programmation-cd62", operations=[row], kind=SubjectKind.PROGRAMMING
    )
    scenes.decide(meeting, secretary, Result.NOT_EXAMINED)
    actions.end_sitting(meeting, by=actor_of(secretary))
    assert Meeting.objects.get(pk=meeting.pk).deliberation is None
    assert not Act.objects.awaited().exists()


def test_a_deliberation_stays_awaited_while_another_decision_rests_on_it(actor: Actors) -> None:
    secretary = actor("secretary")
    kept, given_up = scenes.operation("programmed"), scenes.operation("programmed")
    meeting = scenes.open_sitting(
        secretary,
        code="programmation-cd62",
        day=date(2024, 6, 3),
        operations=[kept, given_up],
        kind=SubjectKind.DEPROGRAMMING,
    )
    scenes.decide(meeting, secretary, **{kept.number: Result.UNFAVOURABLE})
    actions.end_sitting(meeting, by=actor_of(secretary))
    effect = Effect.objects.get()
    lapse_effect(effect, by=actor_of(secretary), reason="renonce")
    awaited = Meeting.objects.get(pk=meeting.pk).deliberation
    assert awaited is not None
    assert awaited.state == ActState.AWAITED
    complete_act(awaited, by=actor_of(secretary), number="2024-9", date=date(2024, 6, 10))
    decided = Decision.objects.get(subject__deprogrammingsubject__operation=kept)
    assert decided.act.under.date == date(2024, 6, 10)  # type: ignore[union-attr]


def test_a_decision_given_up_was_prepared_before_that_day(actor: Actors) -> None:
    programming(actor, scenes.operation())
    effect = lapse_effect(Effect.objects.get(), by=actor_of(actor("secretary")), reason="renonce")
    assert effect.state_on(today() - timedelta(days=1)) == EffectState.PREPARED
    assert effect.state_on(today()) == EffectState.LAPSED


def test_minutes_say_of_a_deliberation_given_up_that_it_is_not_awaited(actor: Actors) -> None:
    meeting = programming(actor, scenes.operation())
    page = Person(actor("secretary")).get(meeting.get_absolute_url())
    assert "(attendue)" in page
    lapse_effect(Effect.objects.get(), by=actor_of(actor("secretary")), reason="renonce")
    page = Person(actor("secretary")).get(meeting.get_absolute_url())
    assert "(attendue)" not in page
    assert "(caduque)" in page


def test_a_sitting_that_credits_opened_since_can_bear_is_ended(actor: Actors) -> None:
    """What it decides takes effect on the day of its deliberation, not on its own."""
    row = scenes.operation(eu_amount=2_500_000_000)
    dreets = actor_of(actor("dreets"))
    opened_on = date(2025, 11, 20)
    act = scenes.credit_act(
        kind=ActKind.GRANT_AMENDMENT, under=second_tranche().grant.act, date=opened_on
    )
    open_tranche(second_tranche(), by=dreets, act=act, value_date=opened_on)
    programming(actor, row, day=date(2025, 11, 18))
    assert states() == [EffectState.PREPARED]
    awaited = Meeting.objects.get().deliberation
    assert awaited is not None
    complete_act(awaited, by=actor_of(actor("secretary")), number="2025-9", date=date(2025, 11, 24))
    assert states() == [EffectState.APPLIED]


def document(content: bytes, name: str) -> Document:
    with acting(SERVER):
        return store_document(content, name=name, by=SERVER)


def test_a_document_joined_to_an_act_that_gives_way_is_kept(actor: Actors) -> None:
    programming(actor, scenes.operation())
    awaited = Meeting.objects.get().deliberation
    assert awaited is not None
    known = deliberation(actor)
    stored = document(b"%PDF-1.4 un", "un.pdf")
    named = {"by": actor_of(actor("secretary")), "number": "2024-77", "date": LATER}
    complete_act(awaited, document=stored, **named)  # type: ignore[arg-type]
    assert Act.objects.get(pk=known.pk).document == stored
    programming(actor, scenes.operation(), day=date(2024, 3, 11))
    awaited = Meeting.objects.latest("pk").deliberation
    assert awaited is not None
    other = document(b"%PDF-1.4 deux", "deux.pdf")
    with pytest.raises(Refused, match="autre document") as caught:
        complete_act(awaited, document=other, **named)  # type: ignore[arg-type]
    assert caught.value.field == "document"


# -- openings --------------------------------------------------------------------------------------


def test_one_opening_is_prepared_once_whichever_committee_asks(actor: Actors) -> None:
    secretary = actor("secretary")
    tranche = second_tranche()
    first = scenes.open_sitting(secretary, day=date(2025, 11, 18), tranche=tranche)
    with pytest.raises(Refused, match="n’attend pas"):
        scenes.open_sitting(secretary, code="politique", day=date(2025, 11, 19), tranche=tranche)
    scenes.decide(first, secretary)
    actions.end_sitting(first, by=actor_of(secretary))
    others = {row.pk for row in Tranche.objects.unopened()} - {tranche.pk}
    assert waiting("politique") == {SubjectKind.TRANCHE_OPENING: others}


def opening(actor: Actors, day: date, **changes: Any) -> Act:
    """An amendment recorded without effect, then the opening by hand, as DREETS enters them."""
    tranche = second_tranche()
    act = scenes.credit_act(kind=ActKind.GRANT_AMENDMENT, date=day, **changes)
    form = {
        "kind": "opening",
        "tranche": tranche.pk,
        "value_date": day.isoformat(),
        "act": act.pk,
        "label": "Ouverture",
        "delta_notified": "",
        "delta_open": "",
    }
    Person(actor("dreets")).send(
        reverse("envelopes:movement-create", args=[tranche.envelope.code]), form
    )
    return act


@pytest.mark.parametrize(
    ("day", "state"),
    [(date(2025, 11, 20), EffectState.APPLIED), (date(2025, 11, 10), EffectState.LAPSED)],
)
def test_an_opening_entered_by_hand_settles_the_one_that_was_prepared(
    day: date, state: str, actor: Actors
) -> None:
    scenes.held_sitting(actor("secretary"), day=date(2025, 11, 18), tranche=second_tranche())
    awaited = Effect.objects.get().awaits
    act = opening(actor, day)
    assert states() == [state]
    # An amendment that said nothing of what it amends is now one of that grant.
    assert Act.objects.get(pk=act.pk).under == second_tranche().grant.act
    assert Act.objects.get(pk=awaited.pk).state == ActState.LAPSED  # type: ignore[union-attr]


def test_a_tranche_opened_before_the_sitting_ends_blocks_its_item_by_name(actor: Actors) -> None:
    secretary, dreets = actor("secretary"), actor("dreets")
    tranche = second_tranche()
    meeting = scenes.open_sitting(secretary, day=date(2025, 11, 18), tranche=tranche)
    draft = ActDraft(
        agreement=tranche.envelope.agreement,
        kind=ActKind.GRANT_AMENDMENT,
        issuer=Organisation.objects.get(code="dreets-hdf"),
        title="Avenant",
        number="AV-1",
        date=date(2025, 11, 20),
        under=tranche.grant.act,
    )
    order = EffectOrder("open_tranche", str(tranche.pk), date(2025, 11, 20))
    record_act(draft, by=actor_of(dreets), effect=order)
    scenes.decide(meeting, secretary)
    with pytest.raises(EffectBlockedError, match=r"Point 1 .*déjà ouverte"):
        actions.end_sitting(meeting, by=actor_of(secretary))
    scenes.decide(meeting, secretary, Result.NOT_EXAMINED)
    actions.end_sitting(meeting, by=actor_of(secretary))
    assert not Act.objects.awaited().exists()
