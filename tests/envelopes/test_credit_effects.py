"""What an act does to credits is kept: an effect, what it is about, its step, and the rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accord.acts.actions import ActDraft, EffectOrder, record_act
from accord.acts.models import Act, ActKind, Effect, FrameworkAgreement
from accord.kernel.actors import Actor
from accord.people.acting import actor_of
from accord.people.models import Organisation, User
from envelopes.actions import MovementOrder, record_movement, reverse_movement, transfer_credits
from envelopes.models import CreditMovement, ProgrammingCeiling
from envelopes.states import MovementKind
from tests import scenes
from tests.acts.preparing import tranche

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
DAY = date(2024, 6, 3)
CODE = "cd62-fse-2021"
NBSP = "\u00a0"


@pytest.fixture
def dreets(actor: Actors) -> Actor:
    return actor_of(actor("dreets"))


def recorded(by: Actor, effect: EffectOrder) -> Act:
    draft = ActDraft(
        agreement=FrameworkAgreement.objects.get(code="2021-2027"),
        kind=ActKind.GRANT_AMENDMENT,
        issuer=Organisation.objects.get(code="dreets-hdf"),
        title="Avenant d’essai",
        number="AV-1",
        date=date(2024, 6, 1),
    )
    return record_act(draft, by=by, effect=effect)[0]


def effect_of(act: Act) -> Effect:
    effect: Effect = Effect.objects.with_targets().get(cause=act)
    [step] = effect.steps.all()
    assert (step.verb, step.from_state, step.to_state) == ("acts.apply_effect", "", "applied")
    assert (step.by_body, step.value_date, step.act) == ("dreets-hdf", DAY, act)
    assert (effect.state, effect.awaits, effect.applied_on) == ("applied", None, DAY)
    assert effect.target.history.get().under_act == act.pk
    return effect


@pytest.mark.parametrize(
    ("code", "label", "kind"),
    [
        ("notify", "notification de crédits", MovementKind.NOTIFICATION),
        ("top_up", "abondement", MovementKind.TOP_UP),
    ],
)
def test_an_amount_notified_is_an_effect_of_its_act(
    code: str, label: str, kind: str, dreets: Actor
) -> None:
    act = recorded(dreets, EffectOrder(code, CODE, DAY, amount=500_000))
    effect = effect_of(act)
    assert (effect.kind, effect.label) == (code, label)
    assert (effect.about, effect.sentence) == (
        "FSE+ du Département",
        f"5\u202f000,00{NBSP}€ notifiés à FSE+ du Département.",
    )
    target: Any = effect.target
    assert (target.envelope.code, target.amount, str(target)) == (
        *(CODE, 500_000, "FSE+ du Département"),
    )
    row = CreditMovement.objects.get(act=act)
    assert (row.kind, row.delta_notified, row.label) == (kind, 500_000, "Avenant d’essai")
    assert (row.by_user_id, row.under_act) == (dreets.user_id, act.pk)


def test_a_ceiling_is_an_effect_of_its_act(dreets: Actor) -> None:
    act = recorded(dreets, EffectOrder("set_ceiling", CODE, DAY, rate_bp=10_500))
    effect = effect_of(act)
    target: Any = effect.target
    assert (effect.kind, target.rate_bp) == ("set_ceiling", 10_500)
    ceiling = ProgrammingCeiling.objects.get(act=act)
    assert ceiling.history.get().under_act == act.pk


def test_an_opening_is_an_effect_of_its_act(dreets: Actor) -> None:
    act = recorded(dreets, EffectOrder("open_tranche", str(tranche().pk), DAY))
    effect = effect_of(act)
    target: Any = effect.target
    assert (target.tranche, target.amount, target.label) == (tranche(), 947_775_210, "")
    row = CreditMovement.objects.get(act=act)
    assert (row.delta_open, row.label) == (
        947_775_210,
        f"Ouverture de la seconde tranche (30{NBSP}%)",
    )


def test_effects_are_read_with_the_act_that_causes_them(actor: Actors, dreets: Actor) -> None:
    effect = effect_of(recorded(dreets, EffectOrder("notify", CODE, DAY, amount=5)))
    for name, is_read in (("departement", True), ("plie", True), ("region", False)):
        reader = actor_of(actor(name))
        for row in (effect, effect.target, effect.steps.get()):
            found = type(row)._default_manager.all().visible_to(reader)
            assert found.filter(pk=row.pk).exists() is is_read, (name, row)


# -- as the ledger shows them ----------------------------------------------------------------------


def test_the_ledger_says_who_wrote_and_why_it_was_reversed(
    dreets: Actor, actor: Actors, browse: Callable[[User | None], Client]
) -> None:
    order = MovementOrder(
        scenes.envelope(), MovementKind.TOP_UP, 500, 0, DAY, scenes.credit_act(), "Un abondement"
    )
    made = record_movement(order, by=dreets)
    undone = reverse_movement(made, by=dreets, reason="saisi deux fois")
    body = browse(actor("departement")).get(f"/enveloppes/{CODE}/mouvements/").content.decode()
    assert f"Motif{NBSP}: saisi deux fois" in body
    assert f"Contrepasse l’écriture n°{NBSP}{made.pk}" in body
    assert f"Contrepassée par l’écriture n°{NBSP}{undone.pk}" in body
    assert body.count(f"par {actor('dreets')}") == 2
    assert "au chargement de l’accord" in body


def test_each_half_of_a_transfer_leads_to_the_other(
    dreets: Actor, actor: Actors, browse: Callable[[User | None], Client]
) -> None:
    other = scenes.envelope("tmi-fse-2021")
    leaving, arriving = transfer_credits(
        scenes.envelope(),
        other,
        by=dreets,
        act=scenes.credit_act(),
        value_date=DAY,
        notified=500,
        opened=200,
    )
    client = browse(actor("departement"))
    for code, linked in ((CODE, arriving), ("tmi-fse-2021", leaving)):
        body = client.get(f"/enveloppes/{code}/mouvements/").content.decode()
        assert f"Écriture liée{NBSP}: {linked.envelope.name}" in body
        assert f"#m{linked.pk}" in body
