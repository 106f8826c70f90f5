"""The register of verbs, verdicts with their reason, refusals that people understand."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.db.models import TextChoices

from accord.kernel import verbs
from accord.kernel.actors import NO_BODY, NOBODY, Actor, Reader, System, as_actor
from accord.kernel.contributions import Hold, registry
from accord.kernel.errors import AccordError, CeilingExceeded, Denied, InvalidParameter, Refused
from accord.kernel.verbs import Verb, Who, all_verbs, declare, find, may, verdict
from accord.kernel.verdict import ALLOWED, Verdict, allow_if, not_now, refuse


class Light(TextChoices):
    RED = "red", "rouge"
    GREEN = "green", "vert"
    BROKEN = "broken", "en panne"


@dataclass
class Lamp:
    """A thing with a state and an owner."""

    state: str = Light.RED
    owner_id: int | None = 1
    owner_name: str = "la Ville"

    def get_state_display(self) -> str:
        return str(Light(self.state).label)


KEEPER = Who(("holder",), ("officer",))
GO = Verb(
    code="lamps.go",
    label="allumer",
    who=(KEEPER,),
    denial="Seule {owner} allume ses lampes.",
    leaves=(Light.RED,),
    enters=Light.GREEN,
    systems=("nightly",),
)
OFFICER = Actor(user_id=7, body_id=1, body="ville", capacity="holder", role="officer")


@pytest.fixture(autouse=True)
def own_register(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verbs, "_register", dict(verbs._register))


# -- states ----------------------------------------------------------------------------------------


def test_a_verb_leads_where_it_says() -> None:
    assert GO.target(Lamp()) == Light.GREEN
    # What enters nothing leaves the state as it is.
    look = Verb("lamps.look", "regarder", (KEEPER,), "Non.", leaves=(Light.RED,))
    assert look.target(Lamp()) == Light.RED


def test_any_other_move_is_refused_in_words() -> None:
    with pytest.raises(Refused) as refusal:
        GO.target(Lamp(Light.BROKEN))
    assert refusal.value.message == "Impossible d’allumer : l’état actuel est « en panne »."
    own = Verb(
        "lamps.fix",
        "réparer",
        (KEEPER,),
        "Non.",
        leaves=(Light.BROKEN,),
        refusals=((Light.GREEN, "Elle éclaire déjà."), ("", "Rien à réparer.")),
    )
    assert own.refusal(Lamp(Light.GREEN)) == "Elle éclaire déjà."
    assert own.refusal(Lamp(Light.RED)) == "Rien à réparer."


# -- who -------------------------------------------------------------------------------------------


def test_somebody_of_the_body_in_the_role_may() -> None:
    assert may(GO, OFFICER, owner_id=1)
    assert verdict(GO, OFFICER, Lamp()) is ALLOWED


@pytest.mark.parametrize(
    "reader",
    [
        NOBODY,
        Reader(user_id=7),
        Actor(user_id=7, body_id=1, capacity="holder", role="reader"),
        Actor(user_id=7, body_id=1, capacity="plie", role="officer"),
        Actor(user_id=7, body_id=2, capacity="holder", role="officer"),
        Actor(user_id=7, is_technician=True),
    ],
)
def test_nobody_else_may_and_is_told_who_may(reader: Reader) -> None:
    answer = verdict(GO, reader, Lamp())
    assert answer == refuse("Seule la Ville allume ses lampes.")
    with pytest.raises(Denied, match="Seule la Ville"):
        answer.require()


def test_a_thing_without_owner_is_nobody_s_own() -> None:
    assert not may(GO, OFFICER, owner_id=None)
    anybody = Verb("lamps.look", "voir", (Who(("holder",), ("officer",), own=False),), "Non.")
    assert may(anybody, OFFICER, owner_id=None)


def test_a_system_may_what_it_or_the_verb_says() -> None:
    assert may(GO, System("nightly"))
    assert may(GO, System("other", frozenset({"lamps.go"})))
    refused = may(GO, System("other"))
    assert not refused
    assert refused.reason.startswith("other : ")


def test_the_state_is_a_matter_of_moment() -> None:
    answer = verdict(GO, OFFICER, Lamp(Light.BROKEN))
    assert answer == not_now("Impossible d’allumer : l’état actuel est « en panne ».")
    with pytest.raises(Refused):
        answer.require()


def test_what_others_have_under_way_holds_a_thing(monkeypatch: pytest.MonkeyPatch) -> None:
    hold = Hold(lambda row, verb: "Le comité en décide." if verb == GO.code else "")
    monkeypatch.setattr(registry, "holds", [hold])
    assert verdict(GO, OFFICER, Lamp()) == not_now("Le comité en décide.")


def test_an_account_without_body_does_not_act() -> None:
    assert as_actor(OFFICER) is OFFICER
    with pytest.raises(Denied, match=NO_BODY):
        as_actor(Reader(user_id=7))
    with pytest.raises(Denied):
        as_actor(NOBODY)


def test_somebody_acts_for_one_body_in_one_role() -> None:
    assert OFFICER.acts_for(1, "officer", "secretary")
    assert not OFFICER.acts_for(2, "officer")
    assert not OFFICER.acts_for(1, "secretary")
    assert not Actor(user_id=7, role="officer").acts_for(None, "officer")


# -- the register ----------------------------------------------------------------------------------


def test_a_code_has_one_declaration() -> None:
    assert declare(GO) is GO
    assert declare(GO) is GO
    assert find("lamps.go") is GO
    with pytest.raises(ValueError, match="declared twice"):
        declare(Verb("lamps.go", "éteindre", (KEEPER,), "Non."))


def test_every_verb_has_a_way_back_or_says_why_not() -> None:
    found = all_verbs()
    assert found == sorted(found, key=lambda verb: verb.code)
    assert [verb.code for verb in found if not (verb.back or verb.until)] == []
    assert [verb.code for verb in found if verb.back and find(verb.back) is None] == []


# -- verdicts and refusals -------------------------------------------------------------------------


def test_a_verdict_is_true_when_allowed_and_denies_with_its_reason() -> None:
    assert ALLOWED
    ALLOWED.require()
    verdict_ = refuse("Ce n’est pas votre rôle.")
    assert not verdict_
    with pytest.raises(Denied, match="Ce n’est pas votre rôle"):
        verdict_.require()
    assert allow_if(True, "raison") is ALLOWED
    assert allow_if(False, "raison") == Verdict(False, "raison")


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (Refused("non"), 409, "refused"),
        (CeilingExceeded("trop"), 409, "ceiling"),
        (Denied("vous ?"), 403, "denied"),
        (InvalidParameter("as_of", "illisible."), 400, "invalid_parameter"),
    ],
)
def test_each_refusal_has_its_status(error: AccordError, status: int, code: str) -> None:
    assert (error.status, error.code) == (status, code)
    assert error.title
    assert str(error) == error.message


def test_a_refusal_may_name_the_field_it_belongs_to() -> None:
    assert Refused("trop", field="amount").field == "amount"
    assert Refused("trop").field is None
    error = InvalidParameter("as_of", "illisible.")
    assert (error.field, error.message) == ("as_of", "Paramètre « as_of » : illisible.")
