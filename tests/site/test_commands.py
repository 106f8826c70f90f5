"""The commands of the ground: an account, a token that works, two proofs that can fail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from knox.models import AuthToken
from rest_framework.test import APIClient

from accord.kernel.dates import today
from accord.people.models import Membership, User
from envelopes.models import Balance, CreditMovement
from envelopes.states import Stage
from operations.states import OperationState
from tests import scenes

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
TOTALS = "/api/v1/programming-totals/"


def run(*arguments: str, **options: Any) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


# -- tokens ----------------------------------------------------------------------------------------


def test_a_token_is_printed_alone_and_works(actor: Actors) -> None:
    actor("departement")
    said = run("create_api_token", "departement@test.example")
    token = said.removesuffix("\n")
    assert said == f"{token}\n"
    assert len(token.split()) == 1
    client = APIClient()
    assert client.get(TOTALS).status_code == 401
    client.credentials(HTTP_AUTHORIZATION=f"Token {token}")
    assert client.get(TOTALS).status_code == 200
    client.credentials(HTTP_AUTHORIZATION=f"Token {token[:-1]}0x")
    assert client.get(TOTALS).status_code == 401


def test_a_token_is_kept_as_a_digest_only_and_expires(actor: Actors) -> None:
    actor("departement")
    token = run("create_api_token", "departement@test.example").strip()
    stored = AuthToken.objects.get()
    assert token not in stored.digest
    assert stored.expiry is not None
    assert 364 <= (stored.expiry.date() - today()).days <= 365


def test_the_address_is_read_without_case(actor: Actors) -> None:
    actor("departement")
    assert run("create_api_token", " Departement@TEST.example ").strip()


@pytest.mark.parametrize("email", ["nobody@test.example", "disabled@test.example", ""])
def test_no_token_without_an_open_account(email: str, actor: Actors) -> None:
    actor("disabled")
    with pytest.raises(CommandError, match="Aucun compte ouvert"):
        run("create_api_token", email)
    assert not AuthToken.objects.exists()


def test_the_token_of_a_closed_account_stops_working(actor: Actors) -> None:
    user = actor("departement")
    token = run("create_api_token", user.email).strip()
    user.is_active = False
    user.save()
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {token}")
    response = client.get(TOTALS)
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"


# -- accounts --------------------------------------------------------------------------------------


def password_in(said: str) -> str:
    return said.partition("Mot de passe : ")[2].split("\n")[0]


def test_an_account_is_created_with_its_role_and_signs_in() -> None:
    said = run("create_account", "Alix@TMI.example", organisation="tmi", role="officer")
    assert "Compte : alix@tmi.example" in said
    membership = Membership.objects.get()
    assert (membership.organisation.code, membership.role) == ("tmi", "officer")
    assert membership.starts_on == today()
    assert membership.history.count() == 1
    user = User.objects.get()
    assert (user.is_staff, user.is_superuser) == (False, False)
    assert len(password_in(said)) >= 15
    assert Client().login(email="alix@tmi.example", password=password_in(said))


def test_an_administrator_enters_the_administration() -> None:
    run("create_account", "a@cd62.example", organisation="cd62", role="administrator")
    user = User.objects.get()
    assert (user.is_staff, user.is_superuser) == (True, False)


def test_the_first_account_runs_the_machine_and_belongs_to_nobody() -> None:
    said = run("create_account", first=True)
    user = User.objects.get()
    assert (user.is_staff, user.is_superuser) == (True, True)
    assert not Membership.objects.exists()
    assert "/administration/" in said
    assert Client().login(email=user.email, password=password_in(said))


@pytest.mark.parametrize(
    ("email", "options", "sentence"),
    [
        ("", {"organisation": "tmi"}, "Donnez une adresse"),
        ("a@tmi.example", {}, "Donnez une adresse"),
        ("a@tmi.example", {"organisation": "inconnu"}, "code connu"),
        ("pas une adresse", {"organisation": "tmi"}, "valide"),
    ],
)
def test_an_account_that_cannot_be_is_refused_in_words(
    email: str, options: dict[str, str], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        run("create_account", email, **options)
    assert not User.objects.exists()


def test_an_address_serves_once() -> None:
    run("create_account", "a@tmi.example", organisation="tmi")
    with pytest.raises(CommandError, match="existe déjà"):
        run("create_account", "A@tmi.example", organisation="cd62")
    assert User.objects.count() == 1
    assert Membership.objects.count() == 1


# -- proofs ----------------------------------------------------------------------------------------


def test_the_ledgers_of_the_agreement_are_right(actor: Actors) -> None:
    assert run("check_ledger") == "Les registres sont justes.\n"
    scenes.operation(OperationState.CONTRACTED)
    scenes.operation(OperationState.DEPROGRAMMED)
    assert run("check_ledger") == "Les registres sont justes.\n"


def refused() -> list[str]:
    out = StringIO()
    with pytest.raises(CommandError, match=r"\d+ anomalies?"):
        call_command("check_ledger", stdout=out)
    return out.getvalue().splitlines()


def test_a_balance_that_differs_from_its_rows_is_found() -> None:
    sql(
        "UPDATE envelopes_balance SET amount = amount + 1 WHERE stage = 'open' AND account_id ="
        " (SELECT id FROM envelopes_envelope WHERE code = 'cd62-fse-2021')"
    )
    [sentence] = refused()
    assert sentence.startswith("Soldes : Solde cd62-fse-2021 open 2022-01-01")


def test_a_missing_balance_is_found() -> None:
    sql("DELETE FROM envelopes_balance WHERE stage = 'notified' AND value_date = '2014-01-01'")
    missing = [sentence for sentence in refused() if "Solde manquant" in sentence]
    assert len(missing) == 3


def test_a_balance_without_any_row_is_found() -> None:
    Balance.objects.create(
        account=scenes.envelope(), stage=Stage.PAID, value_date=date(2024, 1, 1), amount=5
    )
    [sentence] = refused()
    assert sentence == "Soldes : Solde cd62-fse-2021 paid 2024-01-01 sans écriture."


def test_a_row_written_round_the_balances_is_found() -> None:
    movement = CreditMovement.objects.get(envelope__code="tmi-fse-2021", kind="notification")
    sql(
        "INSERT INTO envelopes_creditmovement (value_date, is_presumed, recorded_at, reason, kind,"
        " delta_notified, delta_open, label, act_id, envelope_id)"
        " SELECT value_date, is_presumed, recorded_at, reason, kind, 100, delta_open, label,"
        " act_id, envelope_id FROM envelopes_creditmovement WHERE id = %s",
        movement.pk,
    )
    assert any("tmi-fse-2021 notified" in sentence for sentence in refused())


def test_credits_open_beyond_what_is_notified_are_found() -> None:
    """Forced into the ledger and its balances alike, they still break the rule."""
    movement = CreditMovement.objects.get(envelope__code="tmi-fse-2021", kind="opening")
    extra = 525_418_351
    sql(
        "INSERT INTO envelopes_creditmovement (value_date, is_presumed, recorded_at, reason, kind,"
        " delta_notified, delta_open, label, act_id, envelope_id)"
        " SELECT value_date, is_presumed, recorded_at, reason, kind, 0, %s, label, act_id,"
        " envelope_id FROM envelopes_creditmovement WHERE id = %s",
        extra,
        movement.pk,
    )
    sql(
        "UPDATE envelopes_balance SET amount = amount + %s WHERE stage = 'open' AND account_id ="
        " (SELECT id FROM envelopes_envelope WHERE code = 'tmi-fse-2021')",
        extra,
    )
    [sentence] = refused()
    assert "tmi-fse-2021 au 2022-01-01 : notified_ceiling dépassé de 0,01" in sentence


def test_a_use_contracted_beyond_what_is_programmed_is_found() -> None:
    made = scenes.operation(OperationState.CONTRACTED, eu_amount=6_000_000)
    sql(
        "INSERT INTO operations_useofcredits (value_date, is_presumed, recorded_at, reason, stage,"
        " delta_cost, delta_eu, label, act_id, envelope_id, operation_id)"
        " SELECT value_date, is_presumed, recorded_at, reason, 'contracted', 0, 1, label, act_id,"
        " envelope_id, operation_id FROM operations_useofcredits WHERE operation_id = %s"
        " AND stage = 'contracted'",
        made.pk,
    )
    said = refused()
    assert any(f"Opération {made.number} : conventionné au-delà" in sentence for sentence in said)


COLUMNS = "value_date, is_presumed, recorded_at, label, act_id, envelope_id"


def test_a_reversal_that_does_not_cancel_is_found() -> None:
    movement = CreditMovement.objects.get(envelope__code="tmi-fse-2021", kind="notification")
    sql(
        f"INSERT INTO envelopes_creditmovement ({COLUMNS}, kind, delta_notified, delta_open,"
        f" reason, reverses_id) SELECT {COLUMNS}, 'reversal', -5, 0, 'essai', id"
        " FROM envelopes_creditmovement WHERE id = %s",
        movement.pk,
    )
    assert any("elle n’annule pas l’écriture" in sentence for sentence in refused())


def test_a_transfer_whose_halves_do_not_cancel_is_found() -> None:
    movement = CreditMovement.objects.get(envelope__code="tmi-fse-2021", kind="notification")
    sql(
        f"INSERT INTO envelopes_creditmovement ({COLUMNS}, kind, delta_notified, delta_open,"
        f" reason, counterpart_id) SELECT {COLUMNS}, 'transfer', -5, 0, '', id"
        " FROM envelopes_creditmovement WHERE id = %s",
        movement.pk,
    )
    assert any("ses deux écritures ne s’annulent pas" in sentence for sentence in refused())


def test_a_reversal_of_a_use_that_does_not_cancel_is_found() -> None:
    made = scenes.operation(OperationState.PROGRAMMED)
    columns = f"{COLUMNS}, operation_id, stage, delta_cost"
    sql(
        f"INSERT INTO operations_useofcredits ({columns}, delta_eu, reason, reverses_id)"
        f" SELECT {columns}, -5, 'essai', id FROM operations_useofcredits WHERE operation_id = %s",
        made.pk,
    )
    said = refused()
    assert any(sentence.startswith("Utilisations : Contrepassation") for sentence in said)


def test_a_count_of_operations_that_drifted_is_found() -> None:
    scenes.operation(OperationState.PROGRAMMED)
    sql("UPDATE envelopes_balance SET operations = 2 WHERE stage = 'programmed'")
    [sentence] = refused()
    assert "operations=2" in sentence


def test_check_audit_fails_loudly() -> None:
    sql("UPDATE agreement_chapter SET title = 'x' WHERE number = '9'")
    out = StringIO()
    with pytest.raises(CommandError, match="1 écart entre les données et leur historique"):
        call_command("check_audit", stdout=out)
    assert "title modifié sans trace" in out.getvalue()
