"""The effect of an act goes with its nature, and with the amount or the rate that it needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accord.acts.actions import ActDraft, EffectOrder, record_act
from accord.acts.models import Act, ActKind, FrameworkAgreement
from accord.acts.verbs import CREDIT_ACTS, FORM_KINDS
from accord.kernel.contributions import Registry, registry
from accord.kernel.errors import Refused
from accord.people.acting import actor_of
from accord.people.models import Organisation, User
from envelopes.models import CreditMovement, ProgrammingCeiling, Tranche

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
DAY = date(2024, 2, 10)
CODE = "cd62-fse-2021"
EFFECTS = ("open_tranche", "notify", "top_up", "set_ceiling")
# What each effect is typed with.
NEEDS = {
    "open_tranche": {},
    "notify": {"amount": 500_000_000},
    "top_up": {"amount": 500_000_000},
    "set_ceiling": {"rate_bp": 10_500},
}
TYPED = {"amount": "5 000 000,00", "rate": "105"}
# The fields of the form that each effect fills.
FILLED = {
    "open_tranche": (),
    "notify": ("amount",),
    "top_up": ("amount",),
    "set_ceiling": ("rate",),
}


@pytest.fixture
def client(actor: Actors) -> Client:
    browser = Client()
    browser.force_login(actor("dreets"))
    return browser


def object_of(code: str) -> str:
    if code != "open_tranche":
        return CODE
    return str(Tranche.objects.get(envelope__code=CODE, position=2).pk)


def draft(kind: str, **values: Any) -> ActDraft:
    return ActDraft(
        **{
            "agreement": FrameworkAgreement.objects.get(code="2021-2027"),
            "kind": kind,
            "issuer": Organisation.objects.get(code="dreets-hdf"),
            "title": "Acte d’essai",
            "number": "A-1",
            "date": DAY,
            **values,
        }
    )


def send(client: Client, kind: str, effect: str, **changes: Any) -> Any:
    """The form of acts, with an effect and what it needs."""
    typed = {name: TYPED[name] for name in FILLED.get(effect, ())}
    data = {
        "submission": uuid4(),
        "kind": kind,
        "issuer": "dreets-hdf",
        "number": "A-1",
        "date": DAY.isoformat(),
        "act_title": "Acte d’essai",
        "under": "",
        "effect": f"{effect}:{object_of(effect)}" if effect else "",
        "amount": "",
        "rate": "",
        "value_date": "",
        **typed,
        **changes,
    }
    return client.post("/actes/nouveau/", data)


def errors_of(response: Any) -> dict[str, list[str]]:
    assert response.status_code == 422
    return {name: list(found) for name, found in response.context["form"].errors.items()}


def nothing_changed() -> bool:
    return (
        not Act.objects.filter(number="A-1").exists()
        and not ProgrammingCeiling.objects.exists()
        and CreditMovement.objects.count() == 13
    )


def fits(code: str, kind: str) -> bool:
    return kind == ActKind.GRANT_AMENDMENT if code == "open_tranche" else kind in CREDIT_ACTS


# -- the nature of the act -------------------------------------------------------------------------


@pytest.mark.parametrize("code", EFFECTS)
@pytest.mark.parametrize("kind", list(ActKind))
def test_an_effect_passes_with_the_acts_that_have_it_and_no_other(
    code: str, kind: str, actor: Actors, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever may record a report is stood in for: here it is the effect that refuses."""
    monkeypatch.setattr("accord.acts.actions.recording.can_record_act", lambda *place: _Yes())
    order = EffectOrder(code, object_of(code), DAY, **NEEDS[code])
    if fits(code, kind):
        _, told = record_act(draft(kind), by=actor_of(actor("dreets")), effect=order)
        assert len(told) == 1
        return
    with pytest.raises(Refused, match="est celui d’un acte de nature") as refusal:
        record_act(draft(kind), by=actor_of(actor("dreets")), effect=order)
    assert refusal.value.field == "effect"
    assert nothing_changed()


class _Yes:
    def require(self) -> None:
        """Allowed."""


@pytest.mark.parametrize("code", EFFECTS)
@pytest.mark.parametrize("kind", FORM_KINDS)
def test_the_form_of_acts_says_the_same_at_the_effect(
    code: str, kind: str, client: Client, actor: Actors
) -> None:
    # The officer of DREETS is one of the body that issues the report.
    response = send(client, kind, code)
    if fits(code, kind):
        assert response.status_code == 302
        assert Act.objects.get(number="A-1").kind == kind
        return
    assert list(errors_of(response)) == ["effect"]
    assert nothing_changed()


def test_a_report_notifies_nothing(client: Client) -> None:
    found = errors_of(send(client, ActKind.REPORT, "notify"))
    assert found["effect"] == [
        "L’effet « Notifier des crédits » est celui d’un acte de nature : notification de "
        "crédits, convention de subvention globale, avenant à une convention de subvention "
        "globale, avenant à l’accord-cadre."
    ]
    assert send(client, ActKind.REPORT, "").status_code == 302


# -- what it needs ---------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["notify", "top_up", "set_ceiling"])
def test_what_an_effect_needs_is_missed_at_its_field(
    code: str, client: Client, actor: Actors
) -> None:
    field = FILLED[code][0]
    assert list(errors_of(send(client, ActKind.GRANT_AMENDMENT, code, **{field: ""}))) == [field]
    order = EffectOrder(code, CODE, DAY)
    with pytest.raises(Refused, match="Indiquez le") as refusal:
        record_act(draft(ActKind.GRANT_AMENDMENT), by=actor_of(actor("dreets")), effect=order)
    assert refusal.value.field == field
    assert nothing_changed()


@pytest.mark.parametrize(
    ("code", "field", "column", "value"),
    [
        ("open_tranche", "amount", "amount", 1),
        ("open_tranche", "rate", "rate_bp", 10_500),
        ("notify", "rate", "rate_bp", 0),
        ("top_up", "rate", "rate_bp", 10_500),
        ("set_ceiling", "amount", "amount", 1),
    ],
)
def test_what_an_effect_does_not_take_is_never_ignored(
    code: str, field: str, column: str, value: int, client: Client, actor: Actors
) -> None:
    typed = "0" if value == 0 else TYPED[field]
    found = errors_of(send(client, ActKind.GRANT_AMENDMENT, code, **{field: typed}))
    assert list(found) == [field]
    assert "ne prend pas de" in found[field][0]
    order = EffectOrder(code, object_of(code), DAY, **{**NEEDS[code], column: value})
    with pytest.raises(Refused, match="ne prend pas de") as refusal:
        record_act(draft(ActKind.GRANT_AMENDMENT), by=actor_of(actor("dreets")), effect=order)
    assert refusal.value.field == field
    assert nothing_changed()


def test_an_amount_that_cannot_be_read_is_said_once(client: Client) -> None:
    found = errors_of(send(client, ActKind.GRANT_AMENDMENT, "notify", amount="cinq"))
    assert len(found["amount"]) == 1
    found = errors_of(send(client, ActKind.GRANT_AMENDMENT, "open_tranche", amount="cinq"))
    assert len(found["amount"]) == 1


@pytest.mark.parametrize("typed", [{"amount": "1,00"}, {"rate": "105"}, {"rate": "0"}])
def test_an_amount_or_a_rate_has_an_effect(typed: dict[str, str], client: Client) -> None:
    found = errors_of(send(client, ActKind.GRANT_AMENDMENT, "", **typed))
    assert found == {"effect": ["Choisissez l’effet de ce montant ou de ce taux."]}
    assert nothing_changed()


# -- where the form says what the effect refuses ---------------------------------------------------


def test_an_opening_is_refused_where_it_was_typed(client: Client) -> None:
    other = Tranche.objects.select_related("grant").get(envelope__code="tmi-fse-2021", position=2)
    kind = ActKind.GRANT_AMENDMENT
    sent = send(client, kind, "open_tranche", under=other.grant.act_id)
    assert errors_of(sent) == {"under": ["Cet acte relève d’une autre convention."]}
    sent = send(client, kind, "open_tranche", date="2024-06-01", value_date="2022-01-01")
    assert errors_of(sent) == {
        "value_date": ["La date de valeur précède la date de l’acte (01/06/2024)."]
    }
    end = FrameworkAgreement.objects.get(code="2021-2027").ends_on
    sent = send(client, kind, "open_tranche", value_date=f"{end.year + 1}-01-01")
    assert list(errors_of(sent)) == ["value_date"]
    assert nothing_changed()


def test_without_a_value_date_an_effect_is_dated_as_its_act(client: Client) -> None:
    assert send(client, ActKind.GRANT_AMENDMENT, "open_tranche").status_code == 302
    row = CreditMovement.objects.latest("pk")
    assert (row.value_date, row.delta_open) == (DAY, 947_775_210)


def test_an_envelope_of_another_agreement_is_said_at_a_field_of_the_form(actor: Actors) -> None:
    order = EffectOrder("notify", "cd62-fse-2014", DAY, amount=500)
    with pytest.raises(Refused, match="autre accord") as refusal:
        record_act(draft(ActKind.NOTIFICATION), by=actor_of(actor("dreets")), effect=order)
    assert refusal.value.field == "kind"
    assert nothing_changed()


def test_an_effect_is_found_by_its_code() -> None:
    assert [registry.effect_kind(code).code for code in EFFECTS] == list(EFFECTS)  # type: ignore[union-attr]
    assert registry.effect_kind("magic") is None
    assert Registry().effect_kind("notify") is None
