"""Opening credits: by a tranche and in full, on the act of its grant, within the dates it binds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accord.acts.actions import ActDraft, await_act
from accord.acts.models import Act, ActKind, FrameworkAgreement
from accord.kernel.actors import SERVER, Actor, System
from accord.kernel.errors import Denied, Refused
from accord.kernel.loading import LOADER
from accord.kernel.transactions import acting
from accord.people.acting import actor_of
from accord.people.models import User
from envelopes.actions import MovementOrder, open_tranche, record_movement, reverse_movement
from envelopes.actions.openings import OPENING_ACTS
from envelopes.checks import check_credits
from envelopes.models import CreditMovement, Envelope, Tranche
from envelopes.states import MovementKind
from tests import scenes
from tests.actors import written
from tests.acts.preparing import prepared_opening

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
CODE = "cd62-fse-2021"
ADDRESS = f"/enveloppes/{CODE}/mouvements/nouveau/"
DAY = date(2024, 3, 1)
NOTIFIED, OPEN, RESERVE = 3_159_250_700, 2_211_475_490, 947_775_210


@pytest.fixture
def dreets(actor: Actors) -> Actor:
    return actor_of(actor("dreets"))


@pytest.fixture
def client(actor: Actors) -> Client:
    browser = Client()
    browser.force_login(actor("dreets"))
    return browser


def tranche(code: str = CODE, position: int = 2) -> Tranche:
    rows = Tranche.objects.select_related("envelope", "grant__act")
    return rows.get(envelope__code=code, position=position)


def amendment(**changes: Any) -> Act:
    return scenes.credit_act(**{"kind": ActKind.GRANT_AMENDMENT, "date": DAY, **changes})


def open_on(day: date = DAY, code: str = CODE) -> int:
    found = Envelope.objects.filter(code=code).positions(day)[0].totals.open
    assert found is not None
    return found


def send(client: Client, act: Act, **changes: Any) -> Any:
    """The form "Nouveau mouvement", for the opening of the second tranche."""
    data = {
        "submission": uuid4(),
        "kind": MovementKind.OPENING,
        "delta_notified": "",
        "delta_open": "",
        "tranche": tranche().pk,
        "value_date": DAY.isoformat(),
        "act": act.pk,
        "label": "Ouverture des 30 %",
        **changes,
    }
    return client.post(ADDRESS, data)


def errors_of(response: Any) -> dict[str, list[str]]:
    assert response.status_code == 422
    return {name: list(found) for name, found in response.context["form"].errors.items()}


# -- the form --------------------------------------------------------------------------------------


def test_the_form_opens_a_tranche_in_full_on_an_amendment(client: Client, dreets: Actor) -> None:
    act = amendment()
    assert send(client, act).status_code == 302
    row = CreditMovement.objects.get(act=act)
    assert (row.kind, row.delta_notified, row.delta_open) == ("opening", 0, RESERVE)
    assert (row.tranche, row.value_date, row.label) == (tranche(), DAY, "Ouverture des 30 %")
    assert (row.by_user_id, row.by_role) == (dreets.user_id, "officer")
    assert open_on() == NOTIFIED
    assert open_on(DAY - timedelta(days=1)) == OPEN
    assert not Tranche.objects.unopened().filter(envelope__code=CODE).exists()
    call_command("check_ledger", verbosity=0)


def test_the_form_opens_what_a_decision_had_prepared_and_keeps_what_was_typed(
    client: Client,
) -> None:
    effect = prepared_opening()
    act = amendment()
    assert send(client, act).status_code == 302
    row = CreditMovement.objects.get(act=act)
    assert (row.delta_open, row.label) == (RESERVE, "Ouverture des 30 %")
    effect.refresh_from_db()
    assert (effect.state, effect.awaits) == ("applied", act)


def test_the_amount_of_the_tranche_may_be_typed_and_no_other(client: Client) -> None:
    act = amendment()
    for typed in ("0,01", "9 477 752,11", "0"):
        found = errors_of(send(client, act, delta_open=typed))
        assert list(found) == ["delta_open"], typed
        assert "9\u202f477\u202f752,10\u00a0€" in found["delta_open"][0]
    assert open_on() == OPEN
    assert send(client, act, delta_open="9 477 752,10").status_code == 302
    assert open_on() == NOTIFIED


def test_an_opening_is_that_of_a_tranche(client: Client) -> None:
    act = amendment()
    for typed in ("", "5 254 183,50"):
        found = errors_of(send(client, act, tranche="", delta_open=typed))
        assert found == {"tranche": ["Choisissez la tranche à ouvrir."]}
    found = errors_of(send(client, act, tranche="999999"))
    assert list(found) == ["tranche"]
    found = errors_of(send(client, act, delta_notified="5,00"))
    assert list(found) == ["delta_notified"]
    assert open_on() == OPEN


@pytest.mark.parametrize("kind", [ActKind.NOTIFICATION, ActKind.AGREEMENT_AMENDMENT])
def test_a_notification_opens_no_tranche_by_the_form(kind: str, client: Client) -> None:
    found = errors_of(send(client, scenes.credit_act(kind=kind)))
    assert list(found) == ["act"]
    assert "convention de subvention globale ou son avenant" in found["act"][0]
    assert open_on() == OPEN


def test_the_framework_agreement_opens_nothing_more_by_the_form(client: Client) -> None:
    act = Act.objects.get(code="accord-cadre-2021-2027")
    assert list(errors_of(send(client, act))) == ["act"]
    assert open_on() == OPEN


def test_the_form_says_a_wrong_date_and_an_open_tranche_at_their_fields(client: Client) -> None:
    act = amendment()
    early = send(client, act, value_date=(DAY - timedelta(days=1)).isoformat())
    assert list(errors_of(early)) == ["value_date"]
    assert send(client, act).status_code == 302
    again = errors_of(send(client, act))
    assert list(again) == ["tranche"]
    assert "déjà ouverte" in again["tranche"][0]
    assert open_on() == NOTIFIED


@pytest.mark.parametrize(
    ("kind", "amounts"),
    [
        (MovementKind.NOTIFICATION, {"delta_notified": "5,00"}),
        (MovementKind.TOP_UP, {"delta_notified": "5,00", "delta_open": "5,00"}),
        (MovementKind.WITHDRAWAL, {"delta_open": "-5,00"}),
    ],
)
def test_another_movement_names_no_tranche(
    kind: str, amounts: dict[str, str], client: Client
) -> None:
    """A top-up of one cent on the tranche would have closed the road of its opening."""
    found = errors_of(send(client, scenes.credit_act(), kind=kind, **amounts))
    assert list(found) == ["tranche"]
    assert Tranche.objects.unopened().filter(pk=tranche().pk).exists()


def test_a_top_up_opens_at_most_what_it_notifies(client: Client) -> None:
    act = scenes.credit_act()
    top_up = {"kind": MovementKind.TOP_UP, "tranche": ""}
    for notified, opened in (("", "5 254 183,50"), ("5,00", "5,01")):
        sent = send(client, act, **top_up, delta_notified=notified, delta_open=opened)
        assert list(errors_of(sent)) == ["delta_open"]
    assert open_on() == OPEN
    sent = send(client, act, **top_up, delta_notified="5,00", delta_open="5,00")
    assert sent.status_code == 302
    assert open_on() == OPEN + 500


# -- the action ------------------------------------------------------------------------------------


def opening(amount: int = RESERVE, **values: Any) -> MovementOrder:
    return MovementOrder(
        scenes.envelope(), MovementKind.OPENING, 0, amount, DAY, amendment(), **values
    )


def test_no_person_records_an_opening_as_a_plain_movement(dreets: Actor) -> None:
    for order in (opening(), opening(1), opening(tranche=tranche())):
        with pytest.raises(Refused, match="par une tranche, en entier") as refusal:
            record_movement(order, by=dreets)
        assert refusal.value.field == "kind"
    assert open_on() == OPEN


def test_the_loader_records_what_the_framework_agreement_opens() -> None:
    """The only other road."""
    record_movement(opening(500), by=LOADER)
    assert open_on() == OPEN + 500


def test_only_an_officer_of_dreets_opens(actor: Actors) -> None:
    for name in ("departement", "ddets", "terrimouv", "secretary", "plie", "administrator"):
        with pytest.raises(Denied, match="autorité de gestion"):
            open_tranche(tranche(), by=actor_of(actor(name)), act=amendment(), value_date=DAY)
    # The loader has its own road, and no committee opens by hand.
    for system in (SERVER, LOADER):
        with pytest.raises(Denied, match=f"^{system.name} : "):
            open_tranche(tranche(), by=system, act=amendment(), value_date=DAY)
    assert open_on() == OPEN
    nightly = System("nightly", frozenset({"envelopes.open_tranche"}))
    open_tranche(tranche(), by=nightly, act=amendment(), value_date=DAY)
    assert open_on() == NOTIFIED


def test_a_tranche_opens_all_at_once_and_only_once(dreets: Actor) -> None:
    made = open_tranche(tranche(), by=dreets, act=amendment(), value_date=DAY)
    assert (made.delta_notified, made.delta_open) == (0, RESERVE)
    assert made.label == "Ouverture de la seconde tranche (30\u00a0%)"
    with pytest.raises(Refused, match="déjà ouverte"):
        open_tranche(tranche(), by=dreets, act=amendment(), value_date=DAY)
    with pytest.raises(Refused, match=r"Première tranche .* déjà ouverte"):
        open_tranche(tranche(position=1), by=dreets, act=amendment(), value_date=DAY)


def test_a_tranche_closed_by_a_reversal_may_open_again(dreets: Actor) -> None:
    made = open_tranche(tranche(), by=dreets, act=amendment(), value_date=DAY)
    reverse_movement(made, by=dreets, reason="avenant annulé")
    assert open_on() == OPEN
    open_tranche(tranche(), by=dreets, act=amendment(), value_date=DAY)
    assert open_on() == NOTIFIED
    assert list(check_credits()) == []


@pytest.mark.parametrize("kind", [kind for kind in ActKind if kind not in OPENING_ACTS])
def test_no_other_kind_of_act_opens_a_tranche(kind: str, dreets: Actor) -> None:
    act = scenes.credit_act(kind=kind)
    with pytest.raises(Refused, match="convention de subvention globale") as refusal:
        open_tranche(tranche(), by=dreets, act=act, value_date=DAY)
    assert refusal.value.field == "act"


def test_the_act_is_that_of_the_tranche_s_own_grant(dreets: Actor) -> None:
    own, other = tranche().grant.act, tranche("tmi-fse-2021").grant.act
    for act in (amendment(under=other), amendment(under=own.under), other):
        with pytest.raises(Refused, match="autre convention") as refusal:
            open_tranche(tranche(), by=dreets, act=act, value_date=DAY)
        assert refusal.value.field == "act"
    # That it is taken under nothing does not make it anybody's.
    other.under = None
    written(other)
    with pytest.raises(Refused, match="autre convention"):
        open_tranche(tranche(), by=dreets, act=other, value_date=DAY)
    assert open_on() == OPEN
    for act in (own, amendment(under=own), amendment()):
        made = open_tranche(tranche(), by=dreets, act=act, value_date=DAY)
        reverse_movement(made, by=dreets, reason="essai")


def test_an_amendment_of_nothing_becomes_one_of_the_grant_that_it_opens(dreets: Actor) -> None:
    act = amendment()
    open_tranche(tranche(), by=dreets, act=act, value_date=DAY)
    assert Act.objects.get(pk=act.pk).under == tranche().grant.act
    with pytest.raises(Refused, match="autre convention"):
        open_tranche(tranche("tmi-fse-2021"), by=dreets, act=act, value_date=DAY)


def test_an_awaited_act_opens_nothing_nor_does_that_of_another_agreement(dreets: Actor) -> None:
    draft = ActDraft(
        agreement=FrameworkAgreement.objects.get(code="2021-2027"),
        kind=ActKind.GRANT_AMENDMENT,
        issuer=None,
        title="attendu",
    )
    foreign = amendment(agreement=FrameworkAgreement.objects.get(code="2014-2020"))
    with acting(SERVER):
        awaited = await_act(draft, by=SERVER)
    for act, sentence in ((awaited, "encore attendu"), (foreign, "autre accord")):
        with pytest.raises(Refused, match=sentence) as refusal:
            open_tranche(tranche(), by=dreets, act=act, value_date=DAY)
        assert refusal.value.field == "act"


# -- dates -----------------------------------------------------------------------------------------

GRANT_END = date(2025, 12, 31)


def refused_date(dreets: Actor, act: Act, day: date) -> str:
    with pytest.raises(Refused) as refusal:
        open_tranche(tranche(), by=dreets, act=act, value_date=day)
    assert refusal.value.field == "value_date"
    assert open_on(date(2040, 1, 1)) == OPEN
    return refusal.value.message


def test_a_tranche_never_opens_before_its_grant(dreets: Actor) -> None:
    old = amendment(date=date(2021, 6, 1))
    assert "01/01/2022" in refused_date(dreets, old, date(2021, 12, 31))
    open_tranche(tranche(), by=dreets, act=old, value_date=date(2022, 1, 1))


def test_a_tranche_never_opens_before_its_act(dreets: Actor) -> None:
    act = amendment(date=date(2024, 6, 1))
    for day in (date(2022, 1, 1), date(2024, 5, 31)):
        said = refused_date(dreets, act, day)
        assert said == "La date de valeur précède la date de l’acte (01/06/2024)."
    open_tranche(tranche(), by=dreets, act=act, value_date=date(2024, 6, 1))


def test_the_agreement_itself_opens_within_its_grant(dreets: Actor) -> None:
    own = tranche().grant.act
    said = refused_date(dreets, own, GRANT_END + timedelta(days=1))
    assert said == "La date de valeur suit la fin de la subvention globale (31/12/2025)."
    open_tranche(tranche(), by=dreets, act=own, value_date=GRANT_END)


def test_an_amendment_prolongs_the_grant_within_the_framework_agreement(dreets: Actor) -> None:
    end = tranche().envelope.agreement.ends_on
    said = refused_date(dreets, amendment(), end + timedelta(days=1))
    assert said == f"La date de valeur suit la fin de l’accord-cadre ({end:%d/%m/%Y})."
    assert end > GRANT_END
    open_tranche(tranche(), by=dreets, act=amendment(), value_date=end)


# -- the proof -------------------------------------------------------------------------------------


def test_the_ledger_check_says_a_tranche_open_in_part_or_too_much() -> None:
    record_movement(opening(1, tranche=tranche()), by=LOADER)
    assert list(check_credits()) == [
        f"{CODE}, Seconde tranche (30\u00a0%) : ouverte de 0,01\u00a0€ au lieu de "
        "9\u202f477\u202f752,10\u00a0€."
    ]
    with pytest.raises((CommandError, SystemExit)):
        call_command("check_ledger", verbosity=0)
    record_movement(opening(RESERVE - 1, tranche=tranche()), by=LOADER)
    assert list(check_credits()) == []
    top_up = MovementOrder(
        scenes.envelope(), MovementKind.TOP_UP, 5, 5, DAY, scenes.credit_act(), tranche=tranche()
    )
    record_movement(top_up, by=LOADER)
    assert len(list(check_credits())) == 1
