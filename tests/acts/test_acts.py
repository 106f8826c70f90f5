"""Recording an act: who may, what it must say, the effect that it brings about or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from accord.acts.actions import (
    ActDraft,
    EffectOrder,
    await_act,
    complete_act,
    record_act,
    write_act,
)
from accord.acts.models import Act, ActKind, ActState, FrameworkAgreement
from accord.acts.verbs import (
    CREDIT_ACTS,
    FORM_KINDS,
    can_complete_act,
    can_record_act,
    can_record_any_act,
)
from accord.kernel.actors import SERVER
from accord.kernel.contributions import registry
from accord.kernel.dates import now, today
from accord.kernel.errors import CeilingExceeded, Denied, Refused
from accord.kernel.transactions import acting
from accord.people.acting import actor_of, reader_of
from accord.people.models import Organisation, User
from envelopes.models import CreditMovement, ProgrammingCeiling, Tranche
from tests import scenes

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
DAY = date(2026, 2, 10)


def draft(
    kind: str = ActKind.GRANT_AMENDMENT, issuer: str = "dreets-hdf", **values: Any
) -> ActDraft:
    return ActDraft(
        **{
            "agreement": FrameworkAgreement.objects.get(code="2021-2027"),
            "kind": kind,
            "issuer": Organisation.objects.get(code=issuer),
            "title": "Acte d’essai",
            "number": "A-1",
            "date": DAY,
            **values,
        }
    )


def tranche(code: str = "cd62-fse-2021", position: int = 2) -> Tranche:
    rows = Tranche.objects.select_related("envelope", "grant__act")
    return rows.get(envelope__code=code, position=position)


def opening(of: Tranche | None = None) -> EffectOrder:
    return EffectOrder("open_tranche", str((of or tranche()).pk), DAY)


def totals(code: str = "cd62-fse-2021", day: date = DAY) -> Any:
    rows = type(scenes.envelope(code)).objects.filter(code=code)
    return rows.positions(day)[0].totals


# -- who may --------------------------------------------------------------------------------------

ALL_ACTORS = (
    "dreets",
    "ddets",
    "departement",
    "secretary",
    "direction",
    "terrimouv",
    "terrimouv_secretary",
    "plie",
    "other_plie",
    "region",
    "network",
    "stranger",
    "former",
    "disabled",
    "administrator",
    "technician",
)


@pytest.mark.parametrize("kind", CREDIT_ACTS)
@pytest.mark.parametrize("name", ALL_ACTORS)
def test_only_an_officer_of_dreets_records_an_act_of_credits(
    name: str, kind: str, actor: Actors
) -> None:
    for issuer in ("dreets-hdf", "etat", "cd62"):
        body = Organisation.objects.get(code=issuer)
        assert bool(can_record_act(reader_of(actor(name)), kind, body)) == (name == "dreets")


WRITERS = {
    "dreets-hdf": {"dreets"},
    "cd62": {"departement", "secretary"},
    "tmi": {"terrimouv", "terrimouv_secretary"},
    "plie-lens-lievin": {"plie"},
    "ddets-62": set(),
    "cr-hdf": set(),
}


@pytest.mark.parametrize("kind", [ActKind.DELIBERATION, ActKind.REPORT])
@pytest.mark.parametrize("issuer", WRITERS)
def test_a_body_records_its_own_deliberations_and_reports(
    kind: str, issuer: str, actor: Actors
) -> None:
    body = Organisation.objects.get(code=issuer)
    allowed = {name for name in ALL_ACTORS if can_record_act(reader_of(actor(name)), kind, body)}
    assert allowed == WRITERS[issuer]


def test_a_deliberation_of_nobody_is_recorded_by_nobody(actor: Actors) -> None:
    assert not any(
        can_record_act(reader_of(actor(name)), ActKind.DELIBERATION, None) for name in ALL_ACTORS
    )


@pytest.mark.parametrize("kind", [kind for kind in ActKind if kind not in FORM_KINDS])
def test_an_act_that_comes_with_something_else_is_recorded_by_no_form(
    kind: str, actor: Actors
) -> None:
    body = Organisation.objects.get(code="cd62")
    assert not any(can_record_act(reader_of(actor(name)), kind, body) for name in ALL_ACTORS)
    with pytest.raises(Denied, match="ne s’enregistre pas par ce formulaire"):
        record_act(draft(kind, "cd62"), by=actor_of(actor("departement")))


def test_who_sees_the_button_at_all(actor: Actors) -> None:
    allowed = {name for name in ALL_ACTORS if can_record_any_act(reader_of(actor(name)))}
    assert allowed == {
        "dreets",
        "departement",
        "secretary",
        "terrimouv",
        "terrimouv_secretary",
        "plie",
        "other_plie",
    }


def test_a_denied_act_writes_nothing(actor: Actors) -> None:
    before = Act.objects.count()
    with pytest.raises(Denied, match="gestionnaire de l’autorité de gestion"):
        record_act(draft(), by=actor_of(actor("departement")), effect=opening())
    assert Act.objects.count() == before
    assert totals().open == 2_211_475_490


# -- what it must say -----------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["", "   "])
def test_an_act_has_a_number(number: str, actor: Actors) -> None:
    with pytest.raises(Refused, match="numéro") as refusal:
        record_act(draft(number=number), by=actor_of(actor("dreets")))
    assert refusal.value.field == "number"


def test_an_act_has_a_date(actor: Actors) -> None:
    with pytest.raises(Refused, match="date") as refusal:
        record_act(draft(date=None), by=actor_of(actor("dreets")))
    assert refusal.value.field == "date"


def test_an_act_is_not_dated_in_the_future(actor: Actors) -> None:
    tomorrow = today() + timedelta(days=1)
    with pytest.raises(Refused, match="futur"):
        record_act(draft(date=tomorrow), by=actor_of(actor("dreets")))
    with pytest.raises(Refused, match="futur"), acting(SERVER):
        write_act(draft(date=tomorrow), by=SERVER)
    act, _ = record_act(draft(date=today()), by=actor_of(actor("dreets")))
    assert act.date == today()


def test_an_act_is_kept_with_who_recorded_it_and_when(actor: Actors) -> None:
    before = now()
    new = draft(number="  A-7 ", title="  Objet  ", under=tranche().grant.act)
    act, told = record_act(new, by=actor_of(actor("dreets")))
    stored = Act.objects.get(pk=act.pk)
    assert told == []
    assert (stored.number, stored.title, stored.state) == ("A-7", "Objet", ActState.RECORDED)
    step = stored.steps.get()
    assert step.by_user == actor("dreets")
    assert before <= step.recorded_at <= now()
    assert stored.under == tranche().grant.act
    assert stored.history.get().history_user == actor("dreets")
    assert str(stored) == "avenant à une convention de subvention globale n° A-7"


def test_a_number_serves_once_for_a_body_and_a_kind(actor: Actors) -> None:
    record_act(draft(), by=actor_of(actor("dreets")))
    with pytest.raises(ValidationError, match="porte déjà ce numéro"):
        record_act(draft(), by=actor_of(actor("dreets")))
    record_act(draft(ActKind.NOTIFICATION), by=actor_of(actor("dreets")))
    record_act(draft(issuer="etat"), by=actor_of(actor("dreets")))


# -- effects --------------------------------------------------------------------------------------


def test_an_amendment_opens_the_tranche_of_its_grant(actor: Actors) -> None:
    act, told = record_act(draft(), by=actor_of(actor("dreets")), effect=opening())
    assert told == [
        "Seconde tranche (30\u00a0%) du FSE+ du Département ouverte au 10 février 2026."
    ]
    assert totals().open == 3_159_250_700
    assert totals(day=DAY - timedelta(days=1)).open == 2_211_475_490
    movement = CreditMovement.objects.get(act=act)
    assert (movement.delta_open, movement.delta_notified) == (947_775_210, 0)
    assert (movement.tranche, movement.is_presumed) == (tranche(), False)


@pytest.mark.parametrize("kind", [ActKind.NOTIFICATION, ActKind.AGREEMENT_AMENDMENT])
def test_another_act_opens_no_tranche(kind: str, actor: Actors) -> None:
    with pytest.raises(Refused, match="avenant à une convention de subvention globale") as refusal:
        record_act(draft(kind), by=actor_of(actor("dreets")), effect=opening())
    assert refusal.value.field == "effect"
    assert not Act.objects.filter(number="A-1").exists()


def test_an_amendment_of_another_grant_opens_nothing(actor: Actors) -> None:
    other = tranche("tmi-fse-2021").grant.act
    with pytest.raises(Refused, match="autre convention") as refusal:
        record_act(draft(under=other), by=actor_of(actor("dreets")), effect=opening())
    assert refusal.value.field == "under"
    assert not Act.objects.filter(number="A-1").exists()


def test_a_tranche_opens_once(actor: Actors) -> None:
    record_act(draft(), by=actor_of(actor("dreets")), effect=opening())
    with pytest.raises(Refused, match="déjà ouverte"):
        record_act(draft(number="A-2"), by=actor_of(actor("dreets")), effect=opening())
    assert not Act.objects.filter(number="A-2").exists()
    assert totals().open == 3_159_250_700


def test_a_tranche_does_not_open_before_its_grant_begins(actor: Actors) -> None:
    early = EffectOrder("open_tranche", str(tranche().pk), date(2021, 12, 31))
    with pytest.raises(Refused, match="début de la subvention globale"):
        record_act(draft(), by=actor_of(actor("dreets")), effect=early)
    assert not Act.objects.filter(number="A-1").exists()


@pytest.mark.parametrize(
    ("code", "amount", "sentence"),
    [
        ("notify", 100_000, "1\u202f000,00\u00a0€ notifiés à FSE+ du Département."),
        ("top_up", 250_000_050, "2\u202f500\u202f000,50\u00a0€ notifiés à FSE+ du Département."),
    ],
)
def test_a_notification_or_a_top_up_adds_to_what_is_notified(
    code: str, amount: int, sentence: str, actor: Actors
) -> None:
    effect = EffectOrder(code, "cd62-fse-2021", DAY, amount=amount)
    _, told = record_act(draft(ActKind.NOTIFICATION), by=actor_of(actor("dreets")), effect=effect)
    assert told == [sentence]
    assert totals().notified == 3_159_250_700 + amount
    assert totals().open == 2_211_475_490
    assert totals().reserved == 947_775_210 + amount
    assert totals(day=DAY - timedelta(days=1)).notified == 3_159_250_700


@pytest.mark.parametrize(
    ("code", "field", "sentence"),
    [
        ("notify", "amount", "montant"),
        ("top_up", "amount", "montant"),
        ("set_ceiling", "rate", "taux"),
    ],
)
def test_an_effect_that_lacks_its_number_records_nothing(
    code: str, field: str, sentence: str, actor: Actors
) -> None:
    effect = EffectOrder(code, "cd62-fse-2021", DAY)
    with pytest.raises(Refused, match=sentence) as refusal:
        record_act(draft(ActKind.NOTIFICATION), by=actor_of(actor("dreets")), effect=effect)
    assert refusal.value.field == field
    assert not Act.objects.filter(number="A-1").exists()


def test_an_act_fixes_a_ceiling(actor: Actors) -> None:
    effect = EffectOrder("set_ceiling", "cd62-fse-2021", DAY, rate_bp=10_500)
    act, told = record_act(draft(), by=actor_of(actor("dreets")), effect=effect)
    assert told == ["Plafond de programmation fixé pour FSE+ du Département."]
    ceiling = ProgrammingCeiling.objects.get()
    assert (ceiling.rate_bp, ceiling.starts_on, ceiling.act) == (10_500, DAY, act)


def test_an_effect_that_the_limits_refuse_takes_the_act_with_it(actor: Actors) -> None:
    scenes.operation("programmed", eu_amount=2_000_000_000)
    effect = EffectOrder("set_ceiling", "cd62-fse-2021", date(2024, 1, 1), rate_bp=5_000)
    with pytest.raises(CeilingExceeded):
        record_act(draft(), by=actor_of(actor("dreets")), effect=effect)
    assert not Act.objects.filter(number="A-1").exists()
    assert not ProgrammingCeiling.objects.exists()


def test_an_unknown_effect_is_refused(actor: Actors) -> None:
    with pytest.raises(Refused, match="n’existe pas"):
        record_act(draft(), by=actor_of(actor("dreets")), effect=EffectOrder("magic", "x", DAY))
    assert not Act.objects.filter(number="A-1").exists()


def test_the_choices_of_effects_are_those_of_the_agreement() -> None:
    agreement = FrameworkAgreement.objects.get(code="2021-2027")
    offers = {kind.code: kind.offer for kind in registry.effect_kinds if kind.offer}
    found = {code: dict(offer.choices(agreement)) for code, offer in offers.items()}
    assert set(found) == {"open_tranche", "notify", "top_up", "set_ceiling"}
    assert set(found["notify"]) == {"cd62-fse-2021", "tmi-fse-2021", "cd62-ftj-2021"}
    assert set(found["open_tranche"]) == {
        str(tranche(code).pk) for code in ("cd62-fse-2021", "tmi-fse-2021", "cd62-ftj-2021")
    }
    label = found["open_tranche"][str(tranche().pk)]
    assert label.endswith("(9\u202f477\u202f752,10\u00a0€)")


# -- awaited acts ---------------------------------------------------------------------------------


def awaited(**values: Any) -> Act:
    with acting(SERVER):
        return await_act(draft(number="", date=None, **values), by=SERVER)


def test_an_awaited_act_has_neither_number_nor_date() -> None:
    act = awaited()
    assert (act.state, act.number, act.date) == (ActState.AWAITED, "", None)
    assert [step.to_state for step in act.steps.all()] == [ActState.AWAITED]
    assert list(Act.objects.awaited()) == [act]
    act.date = DAY
    with pytest.raises(ValidationError, match="attendu n’a pas encore de date"):
        act.full_clean()


def test_an_awaited_act_is_completed_by_whoever_records_its_kind(actor: Actors) -> None:
    act = awaited()
    assert {name for name in ALL_ACTORS if can_complete_act(reader_of(actor(name)), act)} == {
        "dreets"
    }
    with pytest.raises(Denied):
        complete_act(act, by=actor_of(actor("departement")), number="A-1", date=DAY)
    done, told = complete_act(act, by=actor_of(actor("dreets")), number=" A-1 ", date=DAY)
    assert told == []
    assert (done.state, done.number, done.date) == (ActState.RECORDED, "A-1", DAY)
    assert done.steps.get(to_state=ActState.RECORDED).by_user == actor("dreets")


def test_an_act_is_completed_once(actor: Actors) -> None:
    act = awaited()
    complete_act(act, by=actor_of(actor("dreets")), number="A-1", date=DAY)
    # ``act`` still says « awaited »: what was read before the lock is not believed.
    with pytest.raises(Refused, match="n’est plus attendu : il est enregistré"):
        complete_act(act, by=actor_of(actor("dreets")), number="A-2", date=DAY)
    assert Act.objects.get(pk=act.pk).number == "A-1"


def test_completing_an_act_needs_a_number_and_a_day_that_has_come(actor: Actors) -> None:
    act = awaited()
    with pytest.raises(Refused, match="numéro"):
        complete_act(act, by=actor_of(actor("dreets")), number=" ", date=DAY)
    with pytest.raises(Refused, match="futur"):
        complete_act(
            act, by=actor_of(actor("dreets")), number="A-1", date=today() + timedelta(days=1)
        )
    assert Act.objects.get(pk=act.pk).state == ActState.AWAITED


def test_a_fictional_act_is_known_as_such() -> None:
    with acting(SERVER):
        write_act(draft(is_fictional=True), by=SERVER)
    assert [act.number for act in Act.objects.fictional()] == ["A-1"]


def test_who_reads_acts(actors: dict[str, User]) -> None:
    readers = {
        name for name in ALL_ACTORS if Act.objects.visible_to(reader_of(actors[name])).exists()
    }
    assert readers == {
        *("dreets", "ddets", "departement", "secretary", "direction", "administrator"),
        *("terrimouv", "terrimouv_secretary", "plie", "other_plie"),
    }
