"""What decisions bring about: five kinds of effect, applied at once or prepared until an act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command

from accord.acts.actions import (
    ActDraft,
    apply_now,
    await_act,
    bring_about,
    complete_act,
    lapse_effect,
    prepare_effect,
    rehearse,
)
from accord.acts.models import Act, ActKind, Effect, EffectTarget
from accord.kernel.actors import Actor
from accord.kernel.contributions import registry
from accord.kernel.errors import AccordError, Denied, Refused
from accord.kernel.locking import lock_row
from accord.kernel.transactions import acting
from accord.kernel.verbs import verdict
from accord.people.acting import actor_of
from accord.people.models import User
from envelopes.states import Stage
from operations import actions
from operations.effects import KINDS, prepared_on
from operations.ledger import net_amounts
from operations.models import (
    AdjournmentEffect,
    DeprogrammingEffect,
    Operation,
    OpinionEffect,
    ProgrammingEffect,
    RefusalEffect,
)
from operations.states import OperationEffect as Kind
from operations.verbs import AMEND, APPRAISE, CONTRACT, WITHDRAW
from tests import scenes

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
JUNE, JULY = date(2024, 6, 1), date(2024, 7, 2)


def programming(row: Operation) -> EffectTarget:
    return ProgrammingEffect(operation=row, eligible_cost=9_000_000, eu_amount=5_000_000)


# Kind: state before, what it is about, state after, what it says.
CASES: dict[Kind, tuple[str, Callable[[Operation], EffectTarget], str, str]] = {
    Kind.GIVE_OPINION: (
        "appraised",
        lambda row: OpinionEffect(operation=row, is_favourable=False),
        "opinion_given",
        "Avis défavorable sur {}.",
    ),
    Kind.PROGRAMME: (
        "appraised",
        programming,
        "programmed",
        "Opération {} programmée au 1er juin 2024.",
    ),
    Kind.REFUSE: (
        "appraised",
        lambda row: RefusalEffect(operation=row),
        "refused",
        "Opération {} refusée au 1er juin 2024.",
    ),
    Kind.ADJOURN: (
        "appraised",
        lambda row: AdjournmentEffect(operation=row),
        "adjourned",
        "Opération {} ajournée au 1er juin 2024.",
    ),
    Kind.DEPROGRAMME: (
        "programmed",
        lambda row: DeprogrammingEffect(operation=row),
        "deprogrammed",
        "Opération {} déprogrammée au 1er juin 2024.",
    ),
}


@pytest.fixture
def secretary(actor: Actors) -> Actor:
    """No officer of anything: what was decided runs under the authority of its act."""
    return actor_of(actor("secretary"))


def decision(row: Operation) -> Act:
    return scenes.decision_act(row.owner, JUNE)


def prepared(row: Operation, by: Actor, target: EffectTarget | None = None) -> Effect:
    """A programming that waits for a deliberation."""
    draft = ActDraft(
        agreement=row.envelope.agreement,
        kind=ActKind.DELIBERATION,
        issuer=row.owner,
        title="Délibération attendue",
    )
    cause = decision(row)
    with acting(by):
        lock_row(row)
        return prepare_effect(
            Kind.PROGRAMME,
            target or programming(row),
            cause=cause,
            awaits=await_act(draft, by=by),
            about=row,
            by=by,
        )


def test_every_kind_is_declared_with_its_own_table() -> None:
    assert {kind.code for kind in KINDS} == set(Kind.values) == set(CASES)
    assert {kind.label for kind in KINDS} == set(Kind.labels)
    assert len({kind.target for kind in KINDS}) == len(KINDS)
    assert all(registry.effect_kind(kind.code) is kind for kind in KINDS)


@pytest.mark.parametrize("code", CASES)
def test_each_effect_does_what_its_verb_does_and_says_so(code: Kind, secretary: Actor) -> None:
    before, target, after, sentence = CASES[code]
    row = scenes.operation(before)
    act = decision(row)
    with acting(secretary):
        effect = apply_now(code, target(row), cause=act, day=JUNE, about=row, by=secretary)
    assert effect.sentence == sentence.format(row.number)
    assert str(effect.target) == str(row)
    stored = Operation.objects.get(pk=row.pk)
    assert stored.state == after
    step: Any = stored.steps.last()
    assert (step.act, step.under_act, step.value_date) == (act, act.pk, JUNE)
    assert step.by_user_id == secretary.user_id
    call_command("check_audit", verbosity=0)


@pytest.mark.parametrize("code", CASES)
def test_nobody_brings_one_about_by_hand(code: Kind, actor: Actors) -> None:
    before, target, _, _ = CASES[code]
    row = scenes.operation(before)
    act = decision(row)
    for name in ("departement", "secretary", "dreets"):
        with pytest.raises(Denied, match="comité"):
            bring_about(act, code, target(row), day=JUNE, by=actor_of(actor(name)))
    assert Operation.objects.get(pk=row.pk).state == before


def test_what_is_programmed_is_what_was_decided_whatever_the_file_says(secretary: Actor) -> None:
    row = scenes.operation("appraised", eu_amount=6_000_000, cost=10_000_000)
    act = decision(row)
    with acting(secretary):
        apply_now(Kind.PROGRAMME, programming(row), cause=act, day=JUNE, about=row, by=secretary)
    net = net_amounts(row, Stage.PROGRAMMED)
    assert (net.amount, net.eligible_cost) == (5_000_000, 9_000_000)


@pytest.mark.parametrize(("cost", "eu_amount"), [(5, 6), (0, 0), (5, 0), (5, -1)])
def test_impossible_amounts_are_not_programmed(cost: int, eu_amount: int) -> None:
    row = scenes.operation("appraised")
    with pytest.raises(Refused, match="montant du fonds") as caught:
        actions.programme_operation(
            row,
            by=actor_of(scenes.officer_of(row.owner)),
            act=decision(row),
            value_date=JUNE,
            eligible_cost=cost,
            eu_amount=eu_amount,
        )
    assert caught.value.field == "eu_amount"


# -- prepared --------------------------------------------------------------------------------------


def test_a_prepared_decision_holds_its_operation_and_no_other(
    actor: Actors, secretary: Actor
) -> None:
    row, other = scenes.operation("appraised"), scenes.operation("appraised")
    effect = prepared(row, secretary)
    assert list(prepared_on([row.pk, other.pk])) == [effect]
    assert list(prepared_on(Operation.objects.filter(pk=other.pk))) == []
    assert list(Operation.objects.with_prepared_effect()) == [row]
    officer = actor_of(actor("departement"))
    for verb in (APPRAISE, WITHDRAW):
        answer = verdict(verb, officer, row)
        assert (answer.allowed, answer.is_momentary) == (False, True)
        assert answer.reason == (
            f"La décision {effect.cause.number} sur cette opération attend un acte : il faut "
            "l’enregistrer, ou que le secrétariat la déclare caduque."
        )
        assert verdict(verb, officer, other)


def test_the_act_that_was_awaited_programmes_on_its_own_day(secretary: Actor) -> None:
    row = scenes.operation("appraised")
    effect = prepared(row, secretary)
    rehearse([effect], by=secretary)
    assert Operation.objects.get(pk=row.pk).state == "appraised"
    awaited: Any = effect.awaits
    _, said = complete_act(awaited, by=secretary, number="2024-7", date=JULY)
    assert said == [f"Opération {row.number} programmée au 2 juillet 2024."]
    use = row.uses.get()
    assert (use.value_date, use.act, use.delta_eu) == (JULY, effect.cause, 5_000_000)
    assert not Operation.objects.with_prepared_effect().exists()
    stored = Operation.objects.get(pk=row.pk)
    assert verdict(CONTRACT, actor_of(scenes.officer_of(row.owner)), stored)
    call_command("check_ledger", verbosity=0)


def test_a_rehearsal_says_what_is_impossible_already(secretary: Actor) -> None:
    row = scenes.operation("appraised")
    much = ProgrammingEffect(operation=row, eligible_cost=10**12, eu_amount=9 * 10**11)
    with pytest.raises(AccordError, match="dépasserait"):
        rehearse([prepared(row, secretary, much)], by=secretary)


def test_a_decision_given_up_frees_its_operation(secretary: Actor) -> None:
    row = scenes.operation("appraised")
    effect = prepared(row, secretary)
    lapse_effect(effect, by=secretary, reason="retirée de la délibération")
    assert not Operation.objects.with_prepared_effect().exists()
    assert verdict(APPRAISE, actor_of(scenes.officer_of(row.owner)), row)


def test_what_is_not_an_operation_is_not_held(secretary: Actor) -> None:
    effect = prepared(scenes.operation("appraised"), secretary)
    assert all(not hold.reason(effect, AMEND.code) for hold in registry.holds)
