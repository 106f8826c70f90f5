"""Nothing updates or deletes a ledger row: not Python, and on PostgreSQL not SQL either."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from accord.kernel.actors import SERVER
from accord.kernel.audit import remove
from accord.kernel.dates import now
from accord.kernel.rows import AppendOnlyError
from accord.kernel.transactions import acting
from accord.people.acting import actor_of
from accord.people.models import Organisation, User
from envelopes.actions import MovementOrder, record_movement
from envelopes.models import CreditMovement
from envelopes.states import MovementKind
from operations.ledger import reverse_use
from operations.models import Operation, OperationStep, UseOfCredits
from operations.states import OperationState
from tests import scenes

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]


@pytest.fixture
def rows(db: None) -> dict[str, Any]:
    """One row of each ledger, and a step."""
    scenes.operation(OperationState.CONTRACTED)
    return {
        "movement": CreditMovement.objects.order_by("pk").first(),
        "use": UseOfCredits.objects.order_by("pk").first(),
        "step": OperationStep.objects.order_by("pk").first(),
    }


@pytest.mark.parametrize("name", ["movement", "use"])
def test_a_ledger_row_is_neither_saved_again_nor_deleted(name: str, rows: dict[str, Any]) -> None:
    row = rows[name]
    row.label = "changé"
    with pytest.raises(AppendOnlyError, match="append-only"):
        row.save()
    with pytest.raises(AppendOnlyError):
        row.save(update_fields=["label"])
    with pytest.raises(AppendOnlyError, match="append-only"):
        row.delete()
    stored = type(row).objects.get(pk=row.pk)
    assert stored.label != "changé"


@pytest.mark.parametrize("name", ["movement", "use"])
def test_a_ledger_is_not_changed_by_a_set(name: str, rows: dict[str, Any]) -> None:
    model = type(rows[name])
    every = model.objects.all()
    before = every.count()
    refusals: list[Callable[[], Any]] = [
        lambda: every.update(label="changé"),
        lambda: every.delete(),
        lambda: every.bulk_update([rows[name]], ["label"]),
        lambda: model.objects.update_or_create(pk=rows[name].pk, defaults={"label": "x"}),
        lambda: model._base_manager.all().update(label="changé"),
        lambda: model._base_manager.all().delete(),
    ]
    for refusal in refusals:
        with pytest.raises(AppendOnlyError, match="reverse the row instead"):
            refusal()
    assert model.objects.count() == before
    assert not model.objects.filter(label="changé").exists()


def test_steps_are_not_changed_by_a_set(rows: dict[str, Any]) -> None:
    steps = OperationStep.objects.all()
    for refusal in (lambda: steps.update(note="x"), lambda: steps.delete()):
        with pytest.raises(AppendOnlyError):
            refusal()


def test_what_a_ledger_rests_on_cannot_be_deleted(rows: dict[str, Any]) -> None:
    for row in (rows["use"].act, rows["use"].operation, rows["movement"].envelope):
        with pytest.raises(IntegrityError), acting(SERVER):
            remove(row, by=SERVER)


def test_an_organisation_that_holds_an_envelope_cannot_be_deleted(db: None) -> None:
    body = Organisation.objects.get(code="cd62")
    with pytest.raises(IntegrityError), acting(SERVER):
        remove(body, by=SERVER)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {} SET reason = 'x' WHERE id = %s",
        "UPDATE {} SET value_date = value_date WHERE id = %s",
        "DELETE FROM {} WHERE id = %s",
    ],
)
@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("movement", "envelopes_creditmovement"),
        ("use", "operations_useofcredits"),
        ("step", "operations_operationstep"),
    ],
)
@pytest.mark.postgres
def test_the_database_itself_refuses(
    name: str, table: str, statement: str, rows: dict[str, Any]
) -> None:
    before = type(rows[name]).objects.count()
    with (
        pytest.raises(DatabaseError, match=f"{table} is append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table), [rows[name].pk])
    assert type(rows[name]).objects.count() == before


# -- rows that the database refuses ----------------------------------------------------------------


def movement(**values: Any) -> CreditMovement:
    first = CreditMovement.objects.order_by("pk").first()
    assert first is not None
    return CreditMovement(
        **{
            "envelope": first.envelope,
            "kind": MovementKind.NOTIFICATION,
            "delta_notified": 5,
            "value_date": first.value_date,
            "act": first.act,
            "recorded_at": now(),
            "by_system": "server",
            **values,
        }
    )


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"delta_notified": 0}, "au moins un montant"),
        ({"delta_notified": -5}, "signe des montants"),
        ({"delta_open": 5}, "signe des montants"),
        ({"kind": "opening"}, "signe des montants"),
        ({"kind": "withdrawal"}, "signe des montants"),
        ({"kind": "top_up", "delta_open": -5}, "signe des montants"),
        ({"kind": "reversal"}, "signe des montants"),
    ],
)
def test_a_row_that_contradicts_its_kind_is_refused_twice(
    values: dict[str, Any], sentence: str
) -> None:
    row = movement(**values)
    with pytest.raises(ValidationError, match=sentence):
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_a_reversal_without_reason_is_refused_twice(actor: Actors) -> None:
    order = MovementOrder(
        scenes.envelope(), MovementKind.NOTIFICATION, 5, 0, scenes.SINCE, scenes.credit_act()
    )
    with pytest.raises(ValidationError, match="doit dire son motif"):
        movement(kind="reversal", delta_notified=-5, reverses=_first()).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        movement(kind="reversal", delta_notified=-5, reverses=_first()).save()
    record_movement(order, by=actor_of(actor("dreets")))


def _first() -> CreditMovement:
    found = CreditMovement.objects.order_by("pk").first()
    assert found is not None
    return found


def test_a_row_is_reversed_by_one_row_at_most(db: None) -> None:
    made = scenes.operation(OperationState.PROGRAMMED)
    use = UseOfCredits.objects.get(operation=made)
    reverse_use(use, by=SERVER, reason="essai")
    twin = UseOfCredits(
        operation=made,
        envelope=use.envelope,
        stage=use.stage,
        delta_eu=-use.delta_eu,
        value_date=use.value_date,
        act=use.act,
        recorded_at=use.recorded_at,
        by_system="server",
        reverses=use,
        note="encore",
    )
    with pytest.raises(ValidationError):
        twin.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_a_use_changes_at_least_one_amount(db: None) -> None:
    made: Operation = scenes.operation(OperationState.PROGRAMMED)
    use = UseOfCredits.objects.get(operation=made)
    empty = UseOfCredits(
        operation=made,
        envelope=use.envelope,
        stage=use.stage,
        value_date=use.value_date,
        act=use.act,
        recorded_at=use.recorded_at,
        by_system="server",
    )
    with pytest.raises(ValidationError, match="au moins un montant"):
        empty.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        empty.save()
