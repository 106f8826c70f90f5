"""What becomes of one row of a national list: created, compared, or refused.

Belongs here: the rules of a row, applied in a savepoint of its own. Does not belong here: reading
the file and locking (``imports``), what a cell means (``layouts``), what changes a known operation
(``import_changes``). The caller holds the lock of every envelope that the rows name, so nothing
here waits for another import or a transfer.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accord.kernel.audit import record
from accord.kernel.dates import today
from accord.kernel.errors import AccordError
from accord.kernel.text import fold
from envelopes.models import Envelope
from operations.actions import find_or_create_beneficiary
from operations.import_changes import append, compare, replace_plan
from operations.import_context import HEADERS, STAGES, ImportContext, RowResult
from operations.layouts import ReadRow, Refusal
from operations.ledger import UseOrder, move_imported
from operations.models import Operation
from operations.states import OperationState, RowOutcome


def import_row(row: ReadRow | Refusal, context: ImportContext) -> RowResult:
    """One row, whole or refused. The caller holds the lock of the envelope that it names."""
    if isinstance(row, Refusal):
        return RowResult.refused(row)
    if refusal := _refusal(row, context):
        return RowResult.refused(refusal)
    try:
        result = _write_twice(row, context)
    except AccordError as error:
        return RowResult(row.line, RowOutcome.REFUSED, message=error.message)
    except ValidationError as error:
        return RowResult(row.line, RowOutcome.REFUSED, message=" ".join(error.messages))
    if result.outcome != RowOutcome.REFUSED:
        context.lines[row.values["number"]] = row.line
    return result


def _refusal(row: ReadRow, context: ImportContext) -> Refusal | None:
    """What makes a readable row unacceptable: unknown body or programme, impossible amounts."""
    values = row.values

    def refuse(name: str, reason: str) -> Refusal:
        return Refusal(row.line, HEADERS[name], row.sent[name], reason)

    if first := context.lines.get(values["number"]):
        # Two amounts for one number would replace each other at each reading.
        return refuse("number", f"numéro déjà lu à la ligne {first}")
    if fold(values["programme"]) not in context.programmes:
        return refuse("programme", "programme inconnu de cet accord")
    if context.envelope_of(row) is None:
        return refuse("service", "service sans enveloppe dans cet accord")
    if values["ends_on"] < values["starts_on"]:
        return refuse("ends_on", "la fin précède le début")
    if values["eu_amount"] > values["eligible_cost"]:
        return refuse("eu_amount", "le montant UE dépasse le coût")
    return None


def _write_twice(row: ReadRow, context: ImportContext) -> RowResult:
    """Write a row, and once more when somebody was writing the same name at the same time."""
    try:
        return _write_whole(row, context)
    except IntegrityError:
        # A beneficiary or a number created elsewhere since it was looked up: now it is found.
        return _write_whole(row, context)


def _write_whole(row: ReadRow, context: ImportContext) -> RowResult:
    try:
        with transaction.atomic():
            return _write(row, context)
    except Exception:
        context.forget_act()
        raise


def _write(row: ReadRow, context: ImportContext) -> RowResult:
    envelope = context.envelope_of(row)
    number = row.values["number"]
    operation = Operation.objects.with_names().filter(number=number).first()
    if operation is None:
        return _create(row, envelope, context)
    if operation.envelope_id != envelope.pk:
        reason = f"numéro déjà connu dans l’enveloppe {operation.envelope.code}"
        return RowResult(row.line, RowOutcome.REFUSED, operation, HEADERS["number"], number, reason)
    return compare(row, operation, context)


def _create(row: ReadRow, envelope: Envelope, context: ImportContext) -> RowResult:
    values = row.values
    operation = record(
        Operation(
            number=values["number"],
            title=values["title"],
            envelope=envelope,
            beneficiary=find_or_create_beneficiary(values["beneficiary"], by=context.by),
            objective=context.objective_of(row),
            state=OperationState.CONTRACTED,
            starts_on=values["starts_on"],
            ends_on=values["ends_on"],
            admitted_on=values["starts_on"],
            planned_participants=values["participants"],
            is_imported=True,
        ),
        by=context.by,
        reason=f"import, ligne {row.line}",
    )
    replace_plan(row, operation, context)
    move_imported(operation, act=context.act, value_date=values["starts_on"], by=context.by)
    uses = [
        UseOrder(stage, values["eligible_cost"], values["eu_amount"], "Liste nationale")
        for stage in STAGES
    ]
    alerts = append(operation, uses, values["starts_on"], context, is_presumed=True)
    if values["starts_on"] > today():
        alerts.append(
            f"L’opération {operation.number} commence le {values['starts_on']:%d/%m/%Y} : "
            "elle n’apparaît dans les listes qu’à cette date."
        )
    return RowResult(row.line, RowOutcome.CREATED, operation, alerts=alerts)
