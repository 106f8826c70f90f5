"""The commands of the ground: an account, and two proofs that can fail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models

from accord.kernel.dates import today
from accord.kernel.ledger import Measures
from accord.people.models import Membership, User
from envelopes.models import Balance, CreditMovement
from envelopes.states import Stage
from operations.models import UseOfCredits
from operations.states import OperationState
from tests import scenes

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]


def run(*arguments: str, **options: Any) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def forge(row: models.Model, **changes: Any) -> None:
    """Write, round the ledger, a row like another but for some columns."""
    table = row._meta.db_table
    columns = [field.column for field in row._meta.concrete_fields if not field.primary_key]
    values = [changes[name] for name in columns if name in changes]
    given = ", ".join("%s" if name in changes else name for name in columns)
    sql(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {given} FROM {table} WHERE id = %s",
        *values,
        row.pk,
    )


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
    assert User.objects.get(email="alix@tmi.example").check_password(password_in(said))


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
    assert User.objects.get(email=user.email).check_password(password_in(said))


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
    missing = [sentence for sentence in refused() if " notified 2014-01-01 : " in sentence]
    assert len(missing) == 3


def test_a_balance_without_any_row_is_found() -> None:
    Balance.objects.create(
        account=scenes.envelope(), stage=Stage.PAID, value_date=date(2024, 1, 1), amount=5
    )
    [sentence] = refused()
    assert sentence.startswith(f"Soldes : Solde cd62-fse-2021 paid 2024-01-01 : {Measures(5)} ≠")


def test_a_row_written_round_the_balances_is_found() -> None:
    movement = CreditMovement.objects.get(envelope__code="tmi-fse-2021", kind="notification")
    forge(movement, delta_notified=100)
    assert any("tmi-fse-2021 notified" in sentence for sentence in refused())


def test_credits_open_beyond_what_is_notified_are_found() -> None:
    """Forced into the ledger and its balances alike, they still break the rule."""
    movement = CreditMovement.objects.get(envelope__code="tmi-fse-2021", kind="opening")
    extra = 525_418_351
    forge(movement, delta_notified=0, delta_open=extra, tranche_id=None)
    sql(
        "UPDATE envelopes_balance SET amount = amount + %s WHERE stage = 'open' AND account_id ="
        " (SELECT id FROM envelopes_envelope WHERE code = 'tmi-fse-2021')",
        extra,
    )
    [sentence] = refused()
    assert "tmi-fse-2021 au 2022-01-01 : notified_ceiling dépassé de 0,01" in sentence


def test_a_use_contracted_beyond_what_is_programmed_is_found() -> None:
    made = scenes.operation(OperationState.CONTRACTED, eu_amount=6_000_000)
    use = UseOfCredits.objects.get(operation=made, stage=Stage.CONTRACTED)
    forge(use, delta_cost=0, delta_eu=1)
    said = refused()
    assert any(f"Opération {made.number} : conventionné au-delà" in sentence for sentence in said)


def test_a_reversal_that_does_not_cancel_is_found() -> None:
    movement = CreditMovement.objects.get(envelope__code="tmi-fse-2021", kind="notification")
    reversal = {"kind": "reversal", "note": "essai", "reverses_id": movement.pk}
    forge(movement, **reversal, delta_notified=-5, delta_open=0)
    assert any("elle n’annule pas l’écriture" in sentence for sentence in refused())


def test_a_transfer_whose_halves_do_not_cancel_is_found() -> None:
    movement = CreditMovement.objects.get(envelope__code="tmi-fse-2021", kind="notification")
    forge(movement, kind="transfer", departure_id=movement.pk, delta_notified=5, delta_open=0)
    assert any("ses deux écritures ne s’annulent pas" in sentence for sentence in refused())


def test_a_reversal_of_a_use_that_does_not_cancel_is_found() -> None:
    made = scenes.operation(OperationState.PROGRAMMED)
    use = UseOfCredits.objects.get(operation=made)
    forge(use, delta_eu=-5, note="essai", reverses_id=use.pk)
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
