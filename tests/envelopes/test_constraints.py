"""What the database itself refuses of credits, with the sentence that people read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from accord.acts.models import ActKind, Effect
from accord.kernel.actors import SERVER
from accord.kernel.dates import now
from accord.kernel.rows import AppendOnlyError, append
from accord.kernel.transactions import acting
from accord.people.acting import actor_of
from accord.people.models import User
from envelopes.checks import check_credits
from envelopes.models import (
    CreditMovement,
    Envelope,
    FinancialPlan,
    FinancialPlanLine,
    FundsRequest,
    GlobalGrant,
    OpeningEffect,
    ProgrammingCeiling,
    SpecificObjective,
    Tranche,
)
from envelopes.states import MovementKind
from tests import scenes
from tests.actors import written

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
DAY = date(2024, 3, 1)


def refused_twice(row: models.Model, sentence: str) -> None:
    """By the form of the row, in French; and by the database."""
    with pytest.raises(ValidationError, match=sentence):
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        models.QuerySet[Any](model=type(row)).bulk_create([row])


def grant() -> GlobalGrant:
    return GlobalGrant.objects.select_related("envelope", "owner", "act").get(
        envelope__code="cd62-fse-2021"
    )


# -- the tree, its grants, its tranches ------------------------------------------------------------


@pytest.mark.parametrize(("level", "holder"), [("holder", False), ("department", True)])
def test_only_a_delegated_envelope_has_a_holder(level: str, holder: bool) -> None:
    known = scenes.envelope()
    row = Envelope(
        agreement=known.agreement,
        code="essai",
        name="Essai",
        level=level,
        fund=known.fund,
        holder=known.holder if holder else None,
        source="essai",
    )
    refused_twice(row, "Une enveloppe déléguée a un titulaire, et elle seule en a un")


def test_a_grant_ends_after_it_begins() -> None:
    known = grant()
    row = GlobalGrant(
        code="sg-essai",
        owner=known.owner,
        envelope=known.envelope,
        act=scenes.credit_act(kind=ActKind.DELEGATION_AGREEMENT),
        label="Essai",
        starts_on=DAY,
        ends_on=DAY,
        source="essai",
    )
    refused_twice(row, "La fin doit suivre le début")


@pytest.mark.parametrize(
    "values", [{"amount": 0}, {"amount": -1}, {"share_bp": 0}, {"share_bp": 10_001}]
)
def test_a_tranche_has_a_share_and_an_amount(values: dict[str, int]) -> None:
    known = grant()
    row = Tranche(
        **{
            "envelope": known.envelope,
            "grant": known,
            "position": 3,
            "label": "Essai",
            "share_bp": 1_000,
            "amount": 5,
            "period": "2027",
            "source": "essai",
            **values,
        }
    )
    refused_twice(row, "Une tranche a une part et un montant positifs")


@pytest.mark.parametrize("rate_bp", [0, 20_001])
def test_a_ceiling_is_between_nothing_and_twice(rate_bp: int) -> None:
    row = ProgrammingCeiling(
        envelope=scenes.envelope(), rate_bp=rate_bp, starts_on=DAY, act=scenes.credit_act()
    )
    refused_twice(row, "Un plafond est compris entre 0 et 200 %")


def test_one_ceiling_begins_on_a_day() -> None:
    place, act = scenes.envelope(), scenes.credit_act()
    written(ProgrammingCeiling(envelope=place, rate_bp=10_500, starts_on=DAY, act=act))
    row = ProgrammingCeiling(envelope=place, rate_bp=9_000, starts_on=DAY, act=act)
    refused_twice(row, "Un plafond commence déjà à cette date")


# -- what a grant plans and asks for ---------------------------------------------------------------


def plan(**values: Any) -> FinancialPlan:
    known = grant()
    return FinancialPlan(
        **{"grant": known, "owner": known.owner, "act": known.act, "value_date": DAY, **values}
    )


def appended_plan() -> FinancialPlan:
    row = plan()
    with acting(SERVER):
        append(row, by=SERVER)
    return row


@pytest.mark.parametrize("values", [{"amount": -1}, {"year": 2013}, {"year": 2046}])
def test_a_line_of_a_plan_has_a_year_and_an_amount(values: dict[str, int]) -> None:
    objective = SpecificObjective.objects.earliest("pk")
    line = {"plan": appended_plan(), "objective": objective, "year": 2024, "amount": 5}
    refused_twice(
        FinancialPlanLine(**{**line, **values}),
        "Une ligne de maquette a une année et un montant positif",
    )
    assert str(written(FinancialPlanLine(**line))) == f"{objective} 2024"


def test_a_plan_is_only_added(actor: Actors) -> None:
    row = appended_plan()
    assert str(row) == f"Maquette de {grant()} au 01/03/2024"
    with pytest.raises(AppendOnlyError):
        row.save()
    for name, is_read in (("dreets", True), ("plie", True), ("region", False)):
        found = FinancialPlan.objects.visible_to(actor_of(actor(name)))
        assert found.exists() is is_read, name


@pytest.mark.postgres
def test_the_database_itself_keeps_a_plan() -> None:
    row = appended_plan()
    with (
        pytest.raises(DatabaseError, match="envelopes_financialplan is append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM envelopes_financialplan WHERE id = %s", [row.pk])


def request(**values: Any) -> FundsRequest:
    known = grant()
    return FundsRequest(
        **{
            "grant": known,
            "owner": known.owner,
            "number": "AF-1",
            "asked_on": DAY,
            "asked": 5_000,
            **values,
        }
    )


@pytest.mark.parametrize(
    "values",
    [
        {"asked": 0},
        {"received": 5},
        {"received_on": DAY},
        {"received": -1, "received_on": DAY},
    ],
)
def test_what_is_received_is_received_on_a_day(values: dict[str, Any]) -> None:
    refused_twice(
        request(**values), "Un appel de fonds a un montant ; ce qui est reçu l’est à une date"
    )


def test_requests_for_funds_are_numbered_within_their_grant(actor: Actors) -> None:
    made = written(request(received=0, received_on=DAY))
    assert str(made) == "Appel de fonds AF-1"
    refused_twice(request(), "porte un numéro déjà pris")
    for name, is_read in (("departement", True), ("region", False)):
        found = FundsRequest.objects.visible_to(actor_of(actor(name)))
        assert found.exists() is is_read, name


# -- the ledger ------------------------------------------------------------------------------------


def movement(**values: Any) -> CreditMovement:
    return CreditMovement(
        **{
            "envelope": scenes.envelope(),
            "kind": MovementKind.TRANSFER,
            "value_date": DAY,
            "act": values.pop("act", None) or scenes.credit_act(),
            "recorded_at": now(),
            "by_system": "server",
            **values,
        }
    )


def appended(**values: Any) -> CreditMovement:
    row = movement(**values)
    with acting(SERVER):
        append(row, by=SERVER)
    return row


def test_a_movement_has_one_author(actor: Actors) -> None:
    values = {"kind": MovementKind.NOTIFICATION, "delta_notified": 5}
    sentence = "Une écriture a un auteur : une personne, ou le système"
    refused_twice(movement(**values, by_system=""), sentence)
    refused_twice(movement(**values, by_user=actor("dreets")), sentence)


def test_only_a_transfer_has_a_departure() -> None:
    left = appended(delta_notified=-5)
    row = movement(kind=MovementKind.NOTIFICATION, delta_notified=5, departure=left)
    refused_twice(row, "Seul un transfert a un départ")


@pytest.mark.parametrize(
    ("leaves", "values"),
    [
        (True, {"delta_notified": 5}),
        (True, {"delta_notified": -5, "delta_open": 5}),
        (False, {"delta_notified": -5}),
        (False, {"delta_notified": 5, "delta_open": -5}),
    ],
)
def test_the_half_that_leaves_takes_away_and_the_half_that_arrives_adds(
    leaves: bool, values: dict[str, int]
) -> None:
    departure = None if leaves else appended(delta_notified=-5)
    row = movement(departure=departure, **values)
    refused_twice(row, "Le signe des montants ne convient pas à ce mouvement")


def test_what_left_arrives_once() -> None:
    left = appended(delta_notified=-5)
    assert left.other_half is None
    place = scenes.envelope("tmi-fse-2021")
    arrived = appended(envelope=place, delta_notified=5, departure=left)
    assert (arrived.other_half, left.other_half) == (left, arrived)
    refused_twice(movement(envelope=place, delta_notified=5, departure=left), "existe déjà")


def test_the_check_says_halves_that_differ_and_an_arrival_before_its_departure() -> None:
    left = appended(delta_notified=-5)
    place = scenes.envelope("tmi-fse-2021")
    arrived = appended(
        envelope=place, delta_notified=4, departure=left, value_date=date(2024, 2, 29)
    )
    assert list(check_credits()) == [
        f"Transfert {arrived.pk} : ses deux écritures ne s’annulent pas.",
        f"Transfert {arrived.pk} : l’arrivée précède le départ.",
    ]


def test_what_left_and_has_not_arrived_is_in_no_envelope_and_breaks_no_rule() -> None:
    appended(delta_notified=-5)
    assert list(check_credits()) == []


# -- effects ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("amount", [0, -5])
def test_one_opens_a_positive_amount(amount: int) -> None:
    act = scenes.credit_act()
    effect = written(
        Effect(
            kind="open_tranche",
            cause=act,
            about="essai",
            state="applied",
            applied_on=DAY,
            applied_at=now(),
        )
    )
    row = OpeningEffect(effect=effect, envelope=scenes.envelope(), amount=amount)
    refused_twice(row, "On ouvre un montant positif")
