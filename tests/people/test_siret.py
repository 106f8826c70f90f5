"""A SIRET is fourteen digits with a key; anything else is refused in words."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accord.kernel.identifiers import validate_siret
from accord.people.models import User
from operations.models import Beneficiary, Operation

# The Département's; La Poste's post offices sum to a multiple of five.
VALID = ["22620001200012", "35600000049837", "35600000000048"]
# Signs that ``isdigit()`` takes for digits: superscripts, Arabic-Indic, full-width, circled.
NO_DIGITS = [sign * 14 for sign in ("²", "٣", "\uff12", "①")]


@pytest.mark.parametrize("value", VALID)
def test_a_siret_with_its_key_is_taken(value: str) -> None:
    validate_siret(value)


@pytest.mark.parametrize(
    "value",
    [
        *("", "2262000120001", "226200012000123", "2262000120001a", "226 2000120001"),
        *("2262000120001²", "22620001200012\n"),
        *NO_DIGITS,
    ],
)
def test_what_is_not_fourteen_digits_is_refused(value: str) -> None:
    with pytest.raises(ValidationError, match="quatorze chiffres"):
        validate_siret(value)


@pytest.mark.parametrize("value", ["22620001200013", "35600000049838"])
def test_a_wrong_key_is_refused(value: str) -> None:
    with pytest.raises(ValidationError, match="clé de contrôle"):
        validate_siret(value)


@pytest.mark.django_db
@pytest.mark.parametrize("value", [*NO_DIGITS, "22620001200013"])
def test_the_form_of_an_operation_says_it_at_its_field(
    value: str, actor: Callable[[str], User], browse: Callable[[User | None], Client]
) -> None:
    data = {
        "submission": uuid4(),
        "number": "202400001",
        "operation_title": "Opération d’essai",
        "envelope": "cd62-fse-2021",
        "beneficiary_name": "Association d’essai",
        "siret": value,
    }
    response = browse(actor("departement")).post("/operations/nouvelle/", data)
    assert response.status_code == 422
    assert "siret" in response.context["form"].errors
    assert not Operation.objects.exists()
    assert not Beneficiary.objects.exists()
