"""Permitted moves as one table, verdicts with their reason, refusals that people understand."""

from __future__ import annotations

import pytest
from django.db.models import TextChoices

from accord.kernel.errors import AccordError, CeilingExceeded, Denied, InvalidParameter, Refused
from accord.kernel.verdict import ALLOWED, Verdict, allow_if, refuse
from accord.kernel.workflow import Workflow


class Light(TextChoices):
    RED = "red", "rouge"
    GREEN = "green", "vert"
    BROKEN = "broken", "en panne"


class Turn(TextChoices):
    GO = "go", "passer au vert"
    STOP = "stop", "passer au rouge"


LIGHTS = Workflow(
    Light, Turn, {(Light.RED, Turn.GO): Light.GREEN, (Light.GREEN, Turn.STOP): Light.RED}
)


def test_a_verb_leads_where_the_table_says() -> None:
    assert LIGHTS.target("red", "go") == Light.GREEN
    assert LIGHTS.allows("red", "go")
    assert LIGHTS.verbs_from("red") == [Turn.GO]
    assert LIGHTS.verbs_from("broken") == []


def test_any_other_move_is_refused_in_words() -> None:
    assert not LIGHTS.allows("red", "stop")
    with pytest.raises(Refused) as refusal:
        LIGHTS.target("broken", "go")
    assert refusal.value.message == "Impossible de passer au vert : l’état actuel est « en panne »."


def test_a_verdict_is_true_when_allowed_and_denies_with_its_reason() -> None:
    assert ALLOWED
    ALLOWED.require()
    verdict = refuse("Ce n’est pas votre rôle.")
    assert not verdict
    with pytest.raises(Denied, match="Ce n’est pas votre rôle"):
        verdict.require()
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
