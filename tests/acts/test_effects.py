"""What is decided takes effect with the act that it awaits: whole, once, with its steps."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import OperationalError

from accord.acts.actions import (
    EffectBlockedError,
    bring_about,
    complete_act,
    lapse_effect,
    rehearse,
)
from accord.acts.models import Act, ActKind, ActState, Effect
from accord.acts.states import EffectState
from accord.kernel.actors import SERVER, Actor, Author
from accord.kernel.audit import record
from accord.kernel.contributions import registry
from accord.kernel.dates import today
from accord.kernel.errors import CeilingExceeded, Denied, Refused
from accord.kernel.transactions import acting
from accord.people.acting import actor_of
from accord.people.models import User
from envelopes.actions import MovementOrder, open_tranche, opening_of, record_movement
from envelopes.effects import KINDS
from envelopes.models import CreditMovement, NotificationEffect
from envelopes.states import MovementKind
from tests import scenes
from tests.acts.preparing import DECIDED_ON, awaited_act, prepared_opening, tranche

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
DAY = date(2024, 6, 3)
RESERVE = 947_775_210
SENTENCE = "Seconde tranche (30\u00a0%) du FSE+ du Département ouverte au 3 juin 2024."


@pytest.fixture
def dreets(actor: Actors) -> Actor:
    return actor_of(actor("dreets"))


def complete(act: Act, by: Actor, day: date = DAY, number: str = "AV-1") -> tuple[Act, list[str]]:
    return complete_act(act, by=by, number=number, date=day)


def again(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def openings() -> list[CreditMovement]:
    return list(CreditMovement.objects.filter(tranche=tranche()).order_by("pk"))


def moves(effect: Effect) -> list[tuple[str, str, str, str]]:
    """Verb, state before and after, and author of each step."""
    rows = effect.steps.order_by("pk")
    return [(row.verb, row.from_state, row.to_state, row.by_body or row.by_system) for row in rows]


PREPARED = ("acts.prepare_effect", "", "prepared", "server")
APPLIED = ("acts.apply_effect", "prepared", "applied", "dreets-hdf")


def stand_in(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> None:
    """The opening of tranches, declared otherwise."""
    kinds = [
        dataclasses.replace(kind, **changes) if kind.code == "open_tranche" else kind
        for kind in KINDS
    ]
    monkeypatch.setattr(registry, "effect_kinds", kinds)


# -- prepared --------------------------------------------------------------------------------------


def test_what_is_prepared_changes_nothing_until_its_act_is_there() -> None:
    effect = prepared_opening()
    assert (effect.state, effect.applied_on, effect.sentence) == (EffectState.PREPARED, None, "")
    assert (effect.target.amount, effect.target.tranche) == (RESERVE, tranche())
    assert (effect.label, str(effect)) == ("ouverture de tranche", "ouverture de tranche")
    assert (effect.owner_id, effect.owner_name) == (effect.cause.issuer_id, "Département")
    assert moves(effect) == [PREPARED]
    for row in (effect, effect.target):
        trace = row.history.get()
        assert (trace.by_system, trace.under_act) == ("server", effect.cause_id)
    assert openings() == []


def test_an_act_that_was_awaited_brings_about_what_waited_for_it(dreets: Actor) -> None:
    effect = prepared_opening()
    assert effect.awaits is not None
    act, told = complete(effect.awaits, dreets)
    assert told == [SENTENCE]
    stored = again(effect)
    assert (stored.state, stored.applied_on, stored.sentence) == ("applied", DAY, SENTENCE)
    assert moves(stored) == [PREPARED, APPLIED]
    step = stored.steps.last()
    assert (step.value_date, step.act, step.by_user_id) == (DAY, act, dreets.user_id)
    [row] = openings()
    assert (row.act, row.value_date, row.delta_open) == (act, DAY, RESERVE)
    assert (row.by_user_id, row.under_act) == (dreets.user_id, act.pk)
    assert act.under == tranche().grant.act
    assert stored.state_on(date(2024, 6, 2)) == EffectState.PREPARED
    assert stored.state_on(DAY) == EffectState.APPLIED


def test_effects_of_one_act_apply_together_in_the_order_of_their_decisions(dreets: Actor) -> None:
    act = awaited_act()
    kinds = ("cd62-fse-2021", "cd62-ftj-2021")
    # An amendment amends one grant: that of the first; the second opening is another grant's.
    effects = [prepared_opening(tranche(code), awaits=act, about=code) for code in kinds]
    with pytest.raises(EffectBlockedError, match="cd62-ftj-2021 : Cet acte relève d’une autre"):
        complete(act, dreets)
    assert again(act).state == ActState.AWAITED
    assert {again(effect).state for effect in effects} == {EffectState.PREPARED}
    assert openings() == []


# -- refused ---------------------------------------------------------------------------------------


def test_an_act_stays_awaited_when_one_of_its_effects_is_refused(dreets: Actor) -> None:
    effect = prepared_opening(about="Point 4")
    whole = MovementOrder(
        scenes.envelope(), MovementKind.WITHDRAWAL, -RESERVE, 0, DECIDED_ON, scenes.credit_act()
    )
    record_movement(whole, by=dreets)
    assert effect.awaits is not None
    with pytest.raises(EffectBlockedError, match=r"^Point 4 : FSE\+ du Département : les crédits"):
        complete(effect.awaits, dreets)
    act = again(effect.awaits)
    assert (act.state, act.number, act.date) == (ActState.AWAITED, "", None)
    assert [step.to_state for step in act.steps.all()] == [ActState.AWAITED]
    assert act.history.count() == 1
    assert moves(again(effect)) == [PREPARED]


def test_an_awaited_act_does_not_precede_the_decision_that_awaits_it(dreets: Actor) -> None:
    effect = prepared_opening()
    assert effect.awaits is not None
    with pytest.raises(EffectBlockedError) as refusal:
        complete(effect.awaits, dreets, date(2024, 2, 29))
    assert refusal.value.message == (
        "Point 1 : l’acte attendu ne peut pas précéder la décision du 01/03/2024."
    )
    assert refusal.value.field == "date"
    complete(effect.awaits, dreets, DECIDED_ON)
    assert again(effect).applied_on == DECIDED_ON


def test_what_goes_wrong_in_an_effect_is_said_of_what_it_is_about(
    dreets: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    effect = prepared_opening(about="Point 2")
    assert effect.awaits is not None

    def fail(error: Exception) -> Any:
        def apply(*args: Any) -> str:
            raise error

        return apply

    stand_in(monkeypatch, apply=fail(ZeroDivisionError()))
    with pytest.raises(EffectBlockedError, match="Point 2 : erreur inattendue"):
        complete(effect.awaits, dreets)
    stand_in(monkeypatch, apply=fail(CeilingExceeded("Plafond.", field="rate")))
    with pytest.raises(EffectBlockedError, match="Point 2 : Plafond") as refusal:
        complete(effect.awaits, dreets)
    assert refusal.value.field == "rate"
    # The database gave way to somebody else: sending again is enough, no point is at fault.
    stand_in(monkeypatch, apply=fail(OperationalError("deadlock")))
    with pytest.raises(OperationalError):
        complete(effect.awaits, dreets)
    assert again(effect.awaits).state == ActState.AWAITED


# -- by hand, while it is prepared -----------------------------------------------------------------


def test_an_opening_by_hand_is_that_of_the_decision_which_had_prepared_it(dreets: Actor) -> None:
    effect = prepared_opening()
    act = scenes.credit_act(kind=ActKind.GRANT_AMENDMENT, number="AV-7", date=DAY)
    day = date(2024, 6, 10)
    made = open_tranche(tranche(), by=dreets, act=act, value_date=day, label="Les 30 %")
    assert (made.act, made.value_date, made.label) == (act, day, "Les 30 %")
    assert openings() == [made]
    stored = again(effect)
    assert (stored.state, stored.applied_on, stored.awaits) == ("applied", day, act)
    assert stored.sentence.endswith("ouverte au 10 juin 2024.")
    assert moves(stored) == [PREPARED, APPLIED]
    assert Effect.objects.get() == stored
    # Nothing waits any more for the act that was awaited.
    former = again(effect.awaits)
    assert (former.state, former.date_note) == (
        ActState.LAPSED,
        "Caduc : fait par avenant à une convention de subvention globale n° AV-7",
    )
    with pytest.raises(Refused, match="n’est plus attendu : il est caduc"):
        complete(former, dreets)


def test_an_act_without_date_is_no_older_than_the_decision(dreets: Actor) -> None:
    """The agreement of the grant has no date in the source."""
    effect = prepared_opening()
    own = tranche().grant.act
    assert own.date is None
    open_tranche(tranche(), by=dreets, act=own, value_date=DAY)
    assert (again(effect).state, again(effect).awaits) == ("applied", own)


def test_what_an_older_act_has_opened_is_no_longer_to_be_opened(dreets: Actor) -> None:
    effect = prepared_opening()
    act = scenes.credit_act(kind=ActKind.GRANT_AMENDMENT, number="AV-0", date=date(2024, 2, 1))
    open_tranche(tranche(), by=dreets, act=act, value_date=DAY)
    stored = again(effect)
    done = "déjà fait par avenant à une convention de subvention globale n° AV-0 du 01/02/2024"
    assert (stored.state, stored.lapsed_on, stored.applied_on) == ("lapsed", today(), None)
    assert stored.sentence == f"Caduque : {done}"
    step = stored.steps.last()
    assert (step.verb, step.from_state, step.to_state) == (
        "acts.lapse_effect",
        "prepared",
        "lapsed",
    )
    assert step.note == done
    own = Effect.objects.get(cause=act)
    assert (own.state, own.applied_on, own.about) == ("applied", DAY, "FSE+ du Département")
    assert moves(own) == [("acts.apply_effect", "", "applied", "dreets-hdf")]
    assert again(effect.awaits).state == ActState.LAPSED


def test_of_two_decisions_alike_one_applies_and_the_other_lapses(dreets: Actor) -> None:
    first, second = prepared_opening(), prepared_opening(about="Point 2")
    act = scenes.credit_act(kind=ActKind.GRANT_AMENDMENT, date=DAY)
    open_tranche(tranche(), by=dreets, act=act, value_date=DAY)
    assert [again(effect).state for effect in (first, second)] == ["applied", "lapsed"]
    assert {again(effect.awaits).state for effect in (first, second)} == {ActState.LAPSED}
    assert len(openings()) == 1


def test_an_awaited_act_on_which_something_else_rests_is_still_awaited(dreets: Actor) -> None:
    act = awaited_act()
    effect = prepared_opening(awaits=act)
    other = prepared_opening(tranche("tmi-fse-2021"), awaits=act)
    amendment = scenes.credit_act(kind=ActKind.GRANT_AMENDMENT, date=DAY)
    open_tranche(tranche(), by=dreets, act=amendment, value_date=DAY)
    assert (again(effect).state, again(other).state) == ("applied", "prepared")
    assert again(act).state == ActState.AWAITED


def test_a_decision_without_effect_rests_on_its_awaited_act_too(actor: Actors) -> None:
    """A deliberation is still to come for what it refuses, when nothing else waits for it."""
    act = awaited_act()
    effect = prepared_opening(awaits=act)
    scenes.credit_act(kind=ActKind.COMMITTEE_DECISION, under=act)
    lapse_effect(effect, by=actor_of(actor("secretary")), reason="abandon")
    assert (again(effect).state, again(act).state) == ("lapsed", "awaited")


def test_an_effect_that_is_refused_by_hand_leaves_the_decision_prepared(actor: Actors) -> None:
    effect = prepared_opening()
    act = scenes.credit_act(kind=ActKind.GRANT_AMENDMENT, date=DAY)
    with pytest.raises(Denied, match="autorité de gestion"):
        open_tranche(tranche(), by=actor_of(actor("departement")), act=act, value_date=DAY)
    with pytest.raises(Refused, match="précède la date de l’acte"):
        open_tranche(tranche(), by=actor_of(actor("dreets")), act=act, value_date=DECIDED_ON)
    assert moves(again(effect)) == [PREPARED]
    assert again(effect.awaits).state == ActState.AWAITED


def test_what_a_decision_prepares_meanwhile_is_not_passed_over(
    dreets: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between what is read and the lock, a sitting may end."""
    effect = prepared_opening()
    found: list[list[Effect]] = [[], [effect]]
    stand_in(monkeypatch, rivals=lambda target: found.pop(0))
    act = scenes.credit_act(kind=ActKind.GRANT_AMENDMENT, date=DAY)
    with pytest.raises(Refused, match="envoyez de nouveau"):
        open_tranche(tranche(), by=dreets, act=act, value_date=DAY)
    assert openings() == []


def test_what_no_kind_of_effect_says_is_refused(dreets: Actor) -> None:
    act = scenes.credit_act()
    target = NotificationEffect(envelope=scenes.envelope(), amount=5)
    with pytest.raises(Refused, match="Cet effet n’existe pas"):
        bring_about(act, "magic", target, day=DAY, by=dreets)


# -- given up --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["dreets", "departement", "terrimouv_secretary", "plie"])
def test_only_the_secretariat_whose_decision_it_is_gives_it_up(name: str, actor: Actors) -> None:
    effect = prepared_opening()
    with pytest.raises(Denied, match="tenues par le secrétariat de Département"):
        lapse_effect(effect, by=actor_of(actor(name)), reason="abandon")
    assert moves(again(effect)) == [PREPARED]


def test_a_decision_given_up_says_why_and_frees_the_act_that_it_awaited(actor: Actors) -> None:
    effect = prepared_opening()
    secretary = actor_of(actor("secretary"))
    with pytest.raises(Refused, match="pourquoi") as refusal:
        lapse_effect(effect, by=secretary, reason="  ")
    assert refusal.value.field == "reason"
    lapsed = lapse_effect(effect, by=secretary, reason="  le projet est abandonné ")
    assert (lapsed.state, lapsed.lapsed_on) == (EffectState.LAPSED, today())
    assert lapsed.sentence == "Caduque : le projet est abandonné"
    step = lapsed.steps.last()
    assert (step.verb, step.from_state, step.to_state, step.note) == (
        *("acts.lapse_effect", "prepared", "lapsed", "le projet est abandonné"),
    )
    assert (step.by_user, step.by_body, step.by_role) == (actor("secretary"), "cd62", "secretary")
    act = again(effect.awaits)
    assert (act.state, act.date_note) == (ActState.LAPSED, "Caduc : le projet est abandonné")
    assert lapsed.state_on(date(2024, 4, 1)) == EffectState.PREPARED


def test_what_does_not_wait_any_more_is_not_given_up(actor: Actors, dreets: Actor) -> None:
    effect = prepared_opening()
    secretary = actor_of(actor("secretary"))
    assert effect.awaits is not None
    complete(effect.awaits, dreets)
    # ``effect`` still says « prepared »: what was read before the lock is not believed.
    with pytest.raises(Refused, match="Cette décision n’attend plus d’acte"):
        lapse_effect(effect, by=secretary, reason="abandon")
    assert again(effect).state == EffectState.APPLIED


# -- tried out -------------------------------------------------------------------------------------


def test_what_is_tried_out_is_undone(dreets: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    effect = prepared_opening(about="Point 3")
    tried: list[date] = []

    def apply(effect: Effect, target: Any, day: date, by: Author) -> str:
        tried.append(day)
        effect.cause.title = "changé"
        record(effect.cause, by=by)
        return ""

    stand_in(monkeypatch, apply=apply, is_tried=True)
    rehearse([effect], by=SERVER)
    assert tried == [today()]
    assert again(effect.cause).title == "Décision d’essai"
    assert moves(again(effect)) == [PREPARED]
    stand_in(monkeypatch, is_tried=True)
    with pytest.raises(EffectBlockedError, match="Point 3 : Cet acte est encore attendu"):
        rehearse([effect], by=SERVER)


def test_what_depends_on_the_dates_of_its_act_is_not_tried_out() -> None:
    """The dates of an amendment are not known before it is there."""
    effect = prepared_opening()
    rehearse([effect], by=SERVER)
    assert moves(again(effect)) == [PREPARED]


def test_what_an_effect_is_about_is_kept_short() -> None:
    effect = prepared_opening(about="x" * 900)
    assert len(effect.about) == 400


def test_an_effect_of_a_kind_that_is_gone_says_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    effect = prepared_opening()
    monkeypatch.setattr(registry, "effect_kinds", [])
    assert effect.label == "open_tranche"
    with pytest.raises(LookupError):
        assert effect.target
    with acting(SERVER), pytest.raises(Refused, match="n’existe pas"):
        rehearse([effect], by=SERVER)


def test_one_opening_at_most_is_asked_of_a_tranche(dreets: Actor) -> None:
    act = scenes.credit_act(kind=ActKind.GRANT_AMENDMENT, date=DAY)
    target = opening_of(tranche())
    assert bring_about(act, "open_tranche", target, day=DAY, by=dreets) == SENTENCE
    with pytest.raises(Refused, match="déjà ouverte"):
        bring_about(act, "open_tranche", opening_of(tranche()), day=DAY, by=dreets)
    assert Effect.objects.count() == 1
