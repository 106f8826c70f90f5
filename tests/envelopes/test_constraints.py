"""What the database itself refuses of credits, in the words that people read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from accord.acts.models import Act, ActKind, Effect
from accord.kernel.dates import now
from accord.kernel.rows import AppendOnlyError
from accord.people.acting import actor_of
from envelopes.checks import check_credits
from envelopes.models import (
    Account,
    AccountBalance,
    Balance,
    CreditMovement,
    DividingLine,
    Envelope,
    EnvelopeFigure,
    FinancialPlan,
    FinancialPlanLine,
    FundsRequest,
    GlobalGrant,
    OpeningEffect,
    Priority,
    ProgrammingCeiling,
    Scheme,
    SpecificObjective,
)
from envelopes.states import MovementKind
from tests import refusals, scenes
from tests.actors import written
from tests.refusals import EXISTS, Actors, Table, appended, only_added, prove, twin

pytestmark = pytest.mark.django_db
DAY = date(2024, 3, 1)
EARLIER = date(2024, 2, 29)


class Scene(refusals.Scene):
    @cached_property
    def envelope(self) -> Envelope:
        return scenes.envelope()

    @cached_property
    def other(self) -> Envelope:
        return scenes.envelope("tmi-fse-2021")

    @cached_property
    def grant(self) -> GlobalGrant:
        return GlobalGrant.objects.select_related("envelope", "owner", "act").get(
            envelope__code="cd62-fse-2021"
        )

    @cached_property
    def act(self) -> Act:
        return scenes.credit_act()

    @cached_property
    def objective(self) -> SpecificObjective:
        return SpecificObjective.objects.earliest("pk")

    @cached_property
    def written_plan(self) -> FinancialPlan:
        return appended(self.plan())

    @cached_property
    def effect(self) -> Effect:
        return written(
            Effect(
                kind="open_tranche",
                cause=self.act,
                about="essai",
                state="applied",
                applied_on=DAY,
                applied_at=now(),
            )
        )

    @cached_property
    def left(self) -> CreditMovement:
        """The half of a transfer that has left."""
        return appended(self.movement(delta_notified=-5))

    @cached_property
    def account_balance(self) -> AccountBalance:
        account = Account(key="essai", envelope=self.envelope)
        account.save()
        row = AccountBalance(account=account, stage="programmed", value_date=DAY)
        row.save()
        return row

    # -- sound rows, but for what is changed -------------------------------------------------------

    def new_grant(self, **values: Any) -> GlobalGrant:
        act = scenes.credit_act(kind=ActKind.DELEGATION_AGREEMENT)
        return twin(self.grant, code="sg-essai", act=act, **values)

    def ceiling(self, **values: Any) -> ProgrammingCeiling:
        whole = {"rate_bp": 10_500, "starts_on": DAY, "act": self.act}
        return ProgrammingCeiling(envelope=self.envelope, **{**whole, **values})

    def plan(self, **values: Any) -> FinancialPlan:
        return FinancialPlan(
            **{
                "grant": self.grant,
                "owner": self.grant.owner,
                "act": self.grant.act,
                "value_date": DAY,
                "recorded_at": now(),
                "by_system": "server",
                **values,
            }
        )

    def plan_line(self, **values: Any) -> FinancialPlanLine:
        whole = {"objective": self.objective, "year": 2024, "amount": 5}
        return FinancialPlanLine(plan=self.written_plan, **{**whole, **values})

    def request(self, **values: Any) -> FundsRequest:
        whole = {"number": "AF-1", "asked_on": DAY, "asked": 5_000}
        return FundsRequest(grant=self.grant, owner=self.grant.owner, **{**whole, **values})

    def movement(self, **values: Any) -> CreditMovement:
        """By itself, a transfer that changes nothing."""
        return CreditMovement(
            **{
                "envelope": self.envelope,
                "kind": MovementKind.TRANSFER,
                "value_date": DAY,
                "act": self.act,
                "recorded_at": now(),
                "by_system": "server",
                **values,
            }
        )

    def notification(self, **values: Any) -> CreditMovement:
        return self.movement(kind=MovementKind.NOTIFICATION, **{"delta_notified": 5, **values})

    def moves_of_the_wrong_sign(self) -> Iterator[CreditMovement]:
        """Each kind, by each of the amounts that it cannot change that way."""
        for kind, notified, opened in (
            ("notification", -5, 0),
            ("notification", 0, 5),
            ("notification", 5, 5),
            ("opening", 0, -5),
            ("opening", 5, 0),
            ("opening", 5, 5),
            ("top_up", -5, 0),
            ("top_up", 5, -5),
            ("withdrawal", 5, 0),
            ("withdrawal", -5, 5),
            ("transfer", 5, 0),
            ("transfer", -5, 5),
            ("reversal", 5, 0),
        ):
            yield self.movement(kind=kind, delta_notified=notified, delta_open=opened)
        yield self.movement(kind="top_up", delta_open=-5, reverses=self.left, note="essai")
        for notified, opened in ((-5, 0), (5, -5)):
            amounts = {"delta_notified": notified, "delta_open": opened}
            yield self.movement(envelope=self.other, departure=self.left, **amounts)


REFUSED: Table = {
    # -- programmes, schemes -----------------------------------------------------------------------
    "envelopes_priority_unique": (
        EXISTS,
        lambda of: [twin(Priority.objects.earliest("pk"), label="Essai")],
    ),
    "envelopes_specificobjective_unique": (
        EXISTS,
        lambda of: [twin(of.objective, letter="z", label="Essai")],
    ),
    "envelopes_dividingline_unique": (
        EXISTS,
        lambda of: [twin(DividingLine.objects.earliest("pk"), position=90, public="Essai")],
    ),
    "envelopes_scheme_unique": (
        EXISTS,
        lambda of: [twin(Scheme.objects.earliest("pk"), position=90, title="Essai")],
    ),
    # -- the tree, its grants, its tranches --------------------------------------------------------
    "envelopes_envelope_holder": (
        "Une enveloppe déléguée a un titulaire, et elle seule en a un.",
        lambda of: [
            twin(of.envelope, code="essai", holder=None),
            twin(of.envelope, code="essai", level="department"),
        ],
    ),
    "envelopes_envelopefigure_unique": (
        EXISTS,
        lambda of: [twin(EnvelopeFigure.objects.earliest("pk"), position=90)],
    ),
    "envelopes_globalgrant_dates": (
        "La fin doit suivre le début.",
        lambda of: [of.new_grant(starts_on=DAY, ends_on=ends_on) for ends_on in (DAY, EARLIER)],
    ),
    "envelopes_tranche_unique": (
        EXISTS,
        lambda of: [twin(of.grant.tranches.earliest("pk"), label="Essai", amount=5)],
    ),
    "envelopes_tranche_amount": (
        "Une tranche a une part et un montant positifs.",
        lambda of: [
            twin(of.grant.tranches.earliest("pk"), position=90, **values)
            for values in ({"amount": 0}, {"amount": -1}, {"share_bp": 0}, {"share_bp": 10_001})
        ],
    ),
    "envelopes_programmingceiling_unique": (
        "Un plafond commence déjà à cette date.",
        lambda of: [twin(written(of.ceiling()), rate_bp=9_000, act=scenes.credit_act())],
    ),
    "envelopes_programmingceiling_rate": (
        "Un plafond est compris entre 0 et 200 %.",
        lambda of: [of.ceiling(rate_bp=rate_bp) for rate_bp in (0, 20_001)],
    ),
    # -- what a grant plans and asks for -----------------------------------------------------------
    **only_added(FinancialPlan, Scene.plan),
    "envelopes_financialplanline_amount": (
        "Une ligne de maquette a une année et un montant positif.",
        lambda of: [
            of.plan_line(**values) for values in ({"amount": -1}, {"year": 2013}, {"year": 2046})
        ],
    ),
    "envelopes_fundsrequest_unique": (
        "Cet appel de fonds porte un numéro déjà pris.",
        lambda of: [twin(written(of.request()), asked=7_000, asked_on=EARLIER)],
    ),
    "envelopes_fundsrequest_received": (
        "Un appel de fonds a un montant ; ce qui est reçu l’est à une date.",
        lambda of: [
            of.request(asked=0),
            of.request(asked=-1),
            of.request(received=5),
            of.request(received_on=DAY),
            of.request(received=-1, received_on=DAY),
        ],
    ),
    # -- the ledger, its balances ------------------------------------------------------------------
    **only_added(CreditMovement, Scene.notification),
    "envelopes_creditmovement_not_empty": (
        "Un mouvement change au moins un montant.",
        lambda of: [
            of.movement(kind="top_up"),
            of.movement(kind="withdrawal"),
            of.movement(),
            of.movement(envelope=of.other, departure=of.left),
            of.movement(kind="reversal", reverses=of.left, note="essai"),
        ],
    ),
    "envelopes_creditmovement_sign": (
        "Le signe des montants ne convient pas à ce mouvement.",
        lambda of: of.moves_of_the_wrong_sign(),
    ),
    "envelopes_creditmovement_departure_of_a_transfer": (
        "Seul un transfert a un départ.",
        lambda of: [of.notification(departure=of.left)],
    ),
    "envelopes_balance_unique": (
        EXISTS,
        lambda of: [twin(Balance.objects.earliest("pk"), amount=5, operations=7)],
    ),
    "envelopes_accountbalance_unique": (
        EXISTS,
        lambda of: [twin(of.account_balance, amount=5, operations=7)],
    ),
    # -- effects -----------------------------------------------------------------------------------
    "envelopes_openingeffect_amount": (
        "On ouvre un montant positif.",
        lambda of: [
            OpeningEffect(effect=of.effect, envelope=of.envelope, amount=amount)
            for amount in (0, -5)
        ],
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_row_that_breaks_it_is_refused_in_french_then_by_the_database(
    name: str, actor: Actors
) -> None:
    prove(name, REFUSED, Scene(actor))


# -- what a grant plans and asks for ---------------------------------------------------------------


def test_a_line_of_a_plan_says_its_objective_and_year(actor: Actors) -> None:
    of = Scene(actor)
    assert str(written(of.plan_line(amount=0))) == f"{of.objective} 2024"


def test_a_plan_is_only_added(actor: Actors) -> None:
    of = Scene(actor)
    row = of.written_plan
    assert str(row) == f"Maquette de {of.grant} au 01/03/2024"
    with pytest.raises(AppendOnlyError):
        row.save()
    for name, is_read in (("dreets", True), ("plie", True), ("region", False)):
        found = FinancialPlan.objects.visible_to(actor_of(actor(name)))
        assert found.exists() is is_read, name


@pytest.mark.postgres
def test_the_database_itself_keeps_a_plan(actor: Actors) -> None:
    row = Scene(actor).written_plan
    with (
        pytest.raises(DatabaseError, match="envelopes_financialplan is append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM envelopes_financialplan WHERE id = %s", [row.pk])


def test_a_request_for_funds_is_its_grants_to_read(actor: Actors) -> None:
    made = written(Scene(actor).request(received=0, received_on=DAY))
    assert str(made) == "Appel de fonds AF-1"
    for name, is_read in (("departement", True), ("region", False)):
        found = FundsRequest.objects.visible_to(actor_of(actor(name)))
        assert found.exists() is is_read, name


# -- the ledger ------------------------------------------------------------------------------------


def test_what_left_arrives_once(actor: Actors) -> None:
    of = Scene(actor)
    assert of.left.other_half is None
    arrived = appended(of.movement(envelope=of.other, delta_notified=5, departure=of.left))
    assert (arrived.other_half, of.left.other_half) == (of.left, arrived)
    with pytest.raises(ValidationError, match=EXISTS):
        twin(arrived, delta_notified=4).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        models.QuerySet[Any](model=CreditMovement).bulk_create([twin(arrived, delta_notified=4)])


def test_the_check_says_halves_that_differ_and_an_arrival_before_its_departure(
    actor: Actors,
) -> None:
    of = Scene(actor)
    arrived = appended(
        of.movement(envelope=of.other, delta_notified=4, departure=of.left, value_date=EARLIER)
    )
    assert list(check_credits()) == [
        f"Transfert {arrived.pk} : ses deux écritures ne s’annulent pas.",
        f"Transfert {arrived.pk} : l’arrivée précède le départ.",
    ]


def test_what_left_and_has_not_arrived_is_in_no_envelope_and_breaks_no_rule(actor: Actors) -> None:
    assert Scene(actor).left.pk
    assert list(check_credits()) == []
