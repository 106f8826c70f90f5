"""What the database itself refuses of acts and their effects, in the words that people read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any

import pytest

from accord.acts.models import (
    Act,
    ActConfirmation,
    ActKind,
    ActStep,
    CitedText,
    Effect,
    EffectStep,
    FrameworkAgreement,
    ImportRun,
    VotePerson,
)
from accord.kernel.dates import now
from tests import refusals, scenes
from tests.actors import written
from tests.acts.preparing import awaited_act
from tests.refusals import EXISTS, Actors, Table, authored, only_added, prove, twin

pytestmark = pytest.mark.django_db
APRIL = date(2024, 4, 2)


class Scene(refusals.Scene):
    @cached_property
    def agreement(self) -> FrameworkAgreement:
        return FrameworkAgreement.objects.get(code="2021-2027")

    @cached_property
    def act(self) -> Act:
        return scenes.credit_act()

    @cached_property
    def issued_by_nobody(self) -> Act:
        return written(twin(self.act, issuer=None, number="SANS-EMETTEUR"))

    @cached_property
    def awaited(self) -> Act:
        return awaited_act()

    @cached_property
    def prepared(self) -> Effect:
        return written(self.effect(state="prepared", awaits=self.awaited))

    # -- rows that are refused ---------------------------------------------------------------------

    def later_agreement(self, **values: Any) -> FrameworkAgreement:
        return twin(self.agreement, code="2028-2034", predecessor=self.agreement, **values)

    def effect(self, **values: Any) -> Effect:
        return Effect(**{"kind": "open_tranche", "cause": self.act, "about": "essai", **values})

    def unsettled_effects(self) -> Iterator[Effect]:
        """Each state with what makes the others sound, but for what makes it so."""
        said, waits = {"sentence": "essai"}, {"awaits": self.awaited}
        applied = {"applied_on": APRIL, "applied_at": now()}
        for missing in applied:
            yield self.effect(state="applied", **said, **waits, **{**applied, missing: None})
        for state in ("prepared", "held"):
            yield self.effect(state=state, **said)
            yield self.effect(state=state, **waits, **applied)
        yield self.effect(state="lapsed", **waits)
        yield self.effect(state="lapsed", **said, **applied)

    def added(self, model: type[Any], **values: Any) -> Any:
        return model(**{"value_date": APRIL, "recorded_at": now(), "by_system": "server", **values})

    def act_step(self, **values: Any) -> ActStep:
        return self.added(
            ActStep, subject=self.act, verb="acts.record", to_state="recorded", **values
        )

    def effect_step(self, **values: Any) -> EffectStep:
        return self.added(
            EffectStep, effect=self.prepared, verb="acts.prepare", to_state="prepared", **values
        )

    def confirmation(self, **values: Any) -> ActConfirmation:
        whole = {"subject": self.act, "body": self.act.issuer, "answer": "confirmed"}
        return self.added(ActConfirmation, **{**whole, **values})

    def run(self, **values: Any) -> ImportRun:
        whole = {"file_name": "liste.xlsx", "digest": "a" * 64, "by_system": "server"}
        return ImportRun(agreement=self.agreement, **{**whole, **values})


REFUSED: Table = {
    "acts_frameworkagreement_dates": (
        "La fin doit suivre le début.",
        lambda of: [
            of.later_agreement(starts_on=APRIL, ends_on=ends_on)
            for ends_on in (APRIL, date(2024, 4, 1))
        ],
    ),
    "acts_act_number_unique": (
        "Un acte de cette nature porte déjà ce numéro.",
        lambda of: [twin(of.act, title="Essai", date=APRIL)],
    ),
    "acts_act_number_unique_without_issuer": (
        "Un acte de cette nature porte déjà ce numéro.",
        lambda of: [twin(of.issued_by_nobody, title="Essai", date=APRIL)],
    ),
    "acts_act_awaited_has_no_date": (
        "Un acte attendu n’a pas encore de date.",
        lambda of: [twin(of.awaited, state=state, date=APRIL) for state in ("awaited", "lapsed")],
    ),
    **only_added(ActStep, Scene.act_step),
    **only_added(ActConfirmation, Scene.confirmation),
    "acts_actconfirmation_contest_says_why": (
        "Dites ce qui est contesté.",
        lambda of: [of.confirmation(answer="contested")],
    ),
    "acts_effect_applied": (
        "Un effet est appliqué à une date, attend un acte, ou dit pourquoi il a cessé",
        lambda of: of.unsettled_effects(),
    ),
    **only_added(EffectStep, Scene.effect_step),
    **authored(ImportRun, Scene.run),
    "acts_citedtext_unique": (
        EXISTS,
        lambda of: [twin(CitedText.objects.earliest("pk"), reference="Essai")],
    ),
    "acts_voteperson_unique": (
        EXISTS,
        lambda of: [twin(VotePerson.objects.earliest("pk"), name="Une Personne")],
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_row_that_breaks_it_is_refused_in_french_then_by_the_database(
    name: str, actor: Actors
) -> None:
    prove(name, REFUSED, Scene(actor))


def test_a_number_is_that_of_one_nature_and_one_issuer(actor: Actors) -> None:
    known = Scene(actor).act
    twin(known, kind=ActKind.REPORT).full_clean()
    twin(known, issuer=scenes.committee().organiser).full_clean()


def test_amendments_bear_the_number_that_their_operation_gives(actor: Actors) -> None:
    first = written(twin(Scene(actor).act, kind=ActKind.OPERATION_AMENDMENT, number="1"))
    written(twin(first, title="Avenant d’une autre opération"))


def test_acts_without_number_are_any_number(actor: Actors) -> None:
    first = written(twin(Scene(actor).act, number=""))
    written(twin(first))


def test_a_contested_act_says_why(actor: Actors) -> None:
    Scene(actor).confirmation(answer="contested", note="Le montant diffère.").full_clean()
