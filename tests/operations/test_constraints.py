"""What the database itself refuses of operations, in the words that people read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any

import pytest

from accord.acts.models import Act, Effect
from accord.kernel.dates import now
from accord.people.models import Organisation
from accord.territories.models import Territory
from envelopes.states import Stage
from operations.models import (
    Beneficiary,
    Call,
    Establishment,
    FileTerritory,
    FinancingLine,
    Operation,
    OperationFile,
    OperationKey,
    OperationStep,
    ProgrammingEffect,
    TerritorySet,
    TerritorySetLine,
    UseOfCredits,
)
from operations.states import OperationState, Reserve
from tests import refusals, scenes
from tests.actors import written
from tests.refusals import EXISTS, Actors, Table, appended, only_added, prove, twin

pytestmark = pytest.mark.django_db
DAY = date(2024, 3, 1)
EARLIER = date(2024, 2, 29)
SIREN, SIRET = "732829320", "73282932000074"
TAKEN = "Une opération de ce programme porte déjà ce numéro."

# What may be so before an operation is found admissible.
UNDECIDED = {
    OperationState.SUBMITTED,
    OperationState.INADMISSIBLE,
    OperationState.ADMISSIBLE,
    OperationState.WITHDRAWN,
}


class Scene(refusals.Scene):
    @cached_property
    def holder(self) -> Organisation:
        return Organisation.objects.get(code="cd62")

    @cached_property
    def draft(self) -> Operation:
        return scenes.operation(OperationState.DRAFT, number="0202400042")

    @cached_property
    def admissible(self) -> Operation:
        return scenes.operation(OperationState.ADMISSIBLE, number="0202400043")

    @cached_property
    def listed(self) -> Operation:
        """An operation that a list alone knows: it has no file."""
        return written(self.new(is_imported=True))

    @cached_property
    def territory(self) -> Territory:
        return Territory.objects.filter(family="plie").earliest("pk")

    @cached_property
    def act(self) -> Act:
        return scenes.decision_act(self.holder)

    # -- sound rows, but for what is changed -------------------------------------------------------

    def new(self, **values: Any) -> Operation:
        return twin(self.draft, **{"number": "202400044", **values})

    def filed(self, **values: Any) -> Operation:
        return self.new(**{"state": "submitted", "submitted_on": DAY, **values})

    def beneficiary(self, **values: Any) -> Beneficiary:
        return Beneficiary(**{"name": "Association d’essai", "owner": self.holder, **values})

    def shared(self, **values: Any) -> Beneficiary:
        return self.beneficiary(**{"is_shared": True, "owner": None, **values})

    def call(self, **values: Any) -> Call:
        whole = {"code": "essai", "title": "Essai", "opens_on": DAY, "closes_on": DAY}
        place = {"owner": self.holder, "envelope": scenes.envelope()}
        return Call(**{**place, **whole, **values})

    def file(self, **values: Any) -> OperationFile:
        return OperationFile(operation=self.listed, **values)

    def at_odds(self, cost: str, eu_amount: str) -> Iterator[OperationFile]:
        for values in ((100, 101), (100, 0), (100, -1), (100, None), (None, 100), (None, -1)):
            yield self.file(**dict(zip((cost, eu_amount), values, strict=True)))

    def programming(self, **values: Any) -> ProgrammingEffect:
        effect = Effect(
            kind="programme",
            cause=self.act,
            about="essai",
            state="applied",
            applied_on=DAY,
            applied_at=now(),
        )
        return ProgrammingEffect(effect=written(effect), operation=self.draft, **values)

    def added(self, model: type[Any], **values: Any) -> Any:
        return model(
            **{
                "operation": self.draft,
                "value_date": DAY,
                "recorded_at": now(),
                "by_system": "server",
                **values,
            }
        )

    def key(self, **values: Any) -> OperationKey:
        return self.added(OperationKey, **values)

    def set(self, **values: Any) -> TerritorySet:
        return self.added(TerritorySet, family="plie", **values)

    def line(self) -> TerritorySetLine:
        row = TerritorySetLine(territory_set=appended(self.set()), territory=self.territory)
        row.save()
        return row

    def step(self, **values: Any) -> OperationStep:
        return self.added(OperationStep, verb="operations.draft", to_state="draft", **values)

    def use(self, **values: Any) -> UseOfCredits:
        whole = {"delta_cost": 10, "delta_eu": 6, "stage": Stage.PROGRAMMED}
        place = {"envelope": self.draft.envelope, "act": self.act}
        return self.added(UseOfCredits, **{**place, **whole, **values})


REFUSED: Table = {
    # -- who carries them --------------------------------------------------------------------------
    "operations_beneficiary_shared_siren_unique": (
        "Ce SIREN est déjà celui d’un bénéficiaire partagé.",
        lambda of: [
            of.shared(name="Sous un autre nom", siren=row.siren, owner=owner)
            for row in [written(of.shared(siren=SIREN))]
            for owner in (None, of.holder)
        ],
    ),
    "operations_beneficiary_shared_name_unique": (
        "Ce nom est déjà celui d’un bénéficiaire partagé.",
        lambda of: [
            of.shared(name=row.name.upper(), owner=owner)
            for row in [written(of.shared())]
            for owner in (None, of.holder)
        ],
    ),
    "operations_beneficiary_own_siren_unique": (
        "Votre organisme a déjà saisi ce SIREN.",
        lambda of: [
            of.beneficiary(name="Sous un autre nom", siren=row.siren)
            for row in [written(of.beneficiary(siren=SIREN))]
        ],
    ),
    "operations_beneficiary_own_name_unique": (
        "Votre organisme a déjà saisi ce bénéficiaire.",
        lambda of: [of.beneficiary(name=row.name.upper()) for row in [written(of.beneficiary())]],
    ),
    "operations_beneficiary_owned_or_shared": (
        "Un bénéficiaire est saisi par un organisme, ou partagé.",
        lambda of: [of.beneficiary(owner=None), of.beneficiary(owner=None, siren=SIREN)],
    ),
    "operations_establishment_unique": (
        EXISTS,
        lambda of: [twin(written(Establishment(beneficiary=of.draft.beneficiary, siret=SIRET)))],
    ),
    # -- calls -------------------------------------------------------------------------------------
    "operations_call_dates": (
        "La clôture ne peut pas précéder l’ouverture.",
        lambda of: [of.call(closes_on=EARLIER)],
    ),
    "operations_call_offer": (
        "Un appel offre un montant et un taux positifs.",
        lambda of: [
            of.call(**values)
            for values in (
                {"amount": 0},
                {"amount": -1, "max_rate_bp": 6_000},
                {"max_rate_bp": 0},
                {"max_rate_bp": 10_001, "amount": 5},
            )
        ],
    ),
    # -- operations --------------------------------------------------------------------------------
    "operations_operation_own_number_unique": (
        TAKEN,
        lambda of: [of.new(number=number) for number in ("202400042", " 2024 00042")],
    ),
    "operations_operation_number_unique": (
        TAKEN,
        lambda of: [
            twin(
                of.admissible,
                envelope=scenes.envelope("tmi-fse-2021"),
                number="202400043",
                **values,
            )
            for values in ({}, {"admitted_on": None, "is_imported": True})
        ],
    ),
    "operations_operation_dates": (
        "La fin ne peut pas précéder le début.",
        lambda of: [of.new(starts_on=DAY, ends_on=EARLIER)],
    ),
    "operations_operation_draft_not_submitted": (
        "Seul un brouillon n’a pas de date de dépôt.",
        lambda of: (
            [of.new(submitted_on=DAY)] + [of.new(state=state) for state in sorted(UNDECIDED)]
        ),
    ),
    "operations_operation_admitted_when_decided": (
        "Une opération décidée a été recevable.",
        lambda of: [
            of.filed(state=state)
            for state in OperationState
            if state not in {OperationState.DRAFT, *UNDECIDED}
        ],
    ),
    "operations_operation_qpv": (
        "La part QPV ne peut pas dépasser 100 %.",
        lambda of: [of.new(qpv_share_bp=10_001)],
    ),
    "operations_operation_reserves_of_a_list": (
        "Seule une opération d’une liste nationale a des réserves.",
        lambda of: [of.new(reserves=reserve.value) for reserve in Reserve],
    ),
    # -- their files -------------------------------------------------------------------------------
    "operations_operationfile_requested": (
        "Coût et montant UE demandés vont de pair, le second au plus égal au premier.",
        lambda of: of.at_odds("requested_cost", "requested_eu"),
    ),
    "operations_operationfile_appraised": (
        "Coût et montant UE instruits vont de pair, le second au plus égal au premier.",
        lambda of: of.at_odds("appraised_cost", "appraised_eu"),
    ),
    "operations_fileterritory_unique": (
        EXISTS,
        lambda of: [twin(written(FileTerritory(file=of.draft.file, territory=of.territory)))],
    ),
    "operations_financingline_amount": (
        "Une ressource est un montant positif.",
        lambda of: [
            FinancingLine(operation=of.draft, kind="department", amount=amount)
            for amount in (0, -1)
        ],
    ),
    "operations_programmingeffect_amounts": (
        "On programme un montant UE, dans la limite du coût.",
        lambda of: [
            of.programming(eligible_cost=100, eu_amount=eu_amount) for eu_amount in (101, 0, -1)
        ],
    ),
    # -- what is only added ------------------------------------------------------------------------
    **only_added(OperationKey, Scene.key),
    **only_added(TerritorySet, Scene.set),
    "operations_territorysetline_unique": (
        EXISTS,
        lambda of: [twin(of.line())],
    ),
    **only_added(OperationStep, Scene.step),
    **only_added(UseOfCredits, Scene.use),
    "operations_useofcredits_not_empty": (
        "Une écriture change au moins un montant.",
        lambda of: [of.use(delta_cost=0, delta_eu=0)],
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_row_that_breaks_it_is_refused_in_french_then_by_the_database(
    name: str, actor: Actors
) -> None:
    prove(name, REFUSED, Scene(actor))


def test_two_bodies_may_draft_one_number(actor: Actors) -> None:
    """The second to be found admissible is told so."""
    of = Scene(actor)
    written(twin(of.draft, envelope=scenes.envelope("tmi-fse-2021")))


def test_one_number_may_be_that_of_two_programmes(actor: Actors) -> None:
    of = Scene(actor)
    written(twin(of.admissible, envelope=scenes.envelope("cd62-ftj-2021")))


def test_two_bodies_may_type_one_beneficiary(actor: Actors) -> None:
    of = Scene(actor)
    for siren in ("", SIREN):
        written(of.beneficiary(siren=siren))
        written(of.beneficiary(siren=siren, owner=Organisation.objects.get(code="tmi")))


def test_what_a_list_says_is_kept_however_odd(actor: Actors) -> None:
    """Its number apart, no rule of the life cycle is that of an imported operation."""
    written(
        Scene(actor).new(
            is_imported=True,
            state="contracted",
            starts_on=DAY,
            ends_on=EARLIER,
            reserves=Reserve.REVERSED_DATES.value,
        )
    )
