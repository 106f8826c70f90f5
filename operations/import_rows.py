"""What becomes of the rows of a chunk of a national list: created, compared, or refused.

All rows are judged first, without a write: what each would become is a plan. Then the plan is
applied, new operations together. Belongs here: the rules of a row. Does not belong here: reading
the file and locking (``imports``), what a cell means (``layouts``), what changes a known operation
(``import_changes``), what a new one is made of (``import_creation``). The caller holds the lock of
every envelope that the rows name, so nothing here waits for another import or a transfer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accord.acts.states import RowOutcome
from accord.kernel.errors import AccordError
from accord.kernel.text import fold
from envelopes.models import Envelope
from operations.import_changes import Change, apply_change, compare
from operations.import_context import (
    HEADERS,
    ImportContext,
    Known,
    Number,
    RowResult,
    known_operations,
)
from operations.import_creation import (
    NewOperation,
    beneficiaries_of,
    create_operations,
    listed_beneficiary,
)
from operations.layouts import ReadRow, Refusal
from operations.models import Beneficiary

Line = ReadRow | Refusal
Judgement = RowResult | Change | NewOperation


def import_rows(lines: Sequence[Line], context: ImportContext) -> list[RowResult]:
    """Judge and write a chunk; once more when somebody was writing the same name at the same time.

    The caller holds the locks of the envelopes that the rows name.
    """
    accepted = dict(context.lines)
    try:
        return _write_whole(lines, context)
    except IntegrityError:
        # A beneficiary or a number created elsewhere since it was looked up: now it is found.
        context.lines = accepted
        return _write_whole(lines, context)


def _write_whole(lines: Sequence[Line], context: ImportContext) -> list[RowResult]:
    try:
        with transaction.atomic():
            return _apply(_judge(lines, context), context)
    except Exception:
        context.forget_act()
        raise


# -- judging ---------------------------------------------------------------------------------------


def _judge(lines: Sequence[Line], context: ImportContext) -> list[Judgement]:
    """What each row would become, in the order of the file. Nothing is written."""
    known = known_operations((line for line in lines if isinstance(line, ReadRow)), context)
    judgements = []
    for line in lines:
        judgement = _judge_one(line, known, context)
        is_refused = isinstance(judgement, RowResult) and judgement.outcome == RowOutcome.REFUSED
        if isinstance(line, ReadRow) and not is_refused:
            context.lines[context.number_of(line)] = line.line
        judgements.append(judgement)
    return judgements


def _judge_one(
    line: Line, known: Mapping[Number, Sequence[Known]], context: ImportContext
) -> Judgement:
    if isinstance(line, Refusal):
        return RowResult.refused(line)
    if refusal := _refusal(line, context):
        return RowResult.refused(refusal)
    try:
        return _judge_readable(line, known.get(context.number_of(line), ()), context)
    except ValidationError as error:
        return RowResult(line.line, RowOutcome.REFUSED, message=" ".join(error.messages))


def _refusal(row: ReadRow, context: ImportContext) -> Refusal | None:
    """What makes a readable row unacceptable: unknown body or programme, impossible amounts."""
    values = row.values

    def refuse(name: str, reason: str) -> Refusal:
        return Refusal(row.line, HEADERS[name], row.sent[name], reason)

    if first := context.lines.get(context.number_of(row)):
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


def _judge_readable(row: ReadRow, candidates: Sequence[Known], context: ImportContext) -> Judgement:
    """New, or compared with the operation of its number: the holder's own, else one that is
    admissible or listed elsewhere. A draft of another holder is none of the list's business."""
    envelope: Envelope = context.envelope_of(row)  # type: ignore[assignment]
    known = _own(candidates, envelope) or _official(candidates)
    if known is None:
        return NewOperation.of(row, envelope, context)
    operation = known.operation
    if operation.envelope_id != envelope.pk:
        number = row.values["number"]
        reason = f"numéro déjà connu dans l’enveloppe {operation.envelope.code}"
        return RowResult(row.line, RowOutcome.REFUSED, operation, HEADERS["number"], number, reason)
    judgement = compare(row, known, context)
    if isinstance(judgement, Change) and judgement.beneficiary:
        listed_beneficiary(judgement.beneficiary, context)
    return judgement


def _own(candidates: Sequence[Known], envelope: Envelope) -> Known | None:
    own = (known for known in candidates if known.operation.owner_id == envelope.holder_id)
    return next(own, None)


def _official(candidates: Sequence[Known]) -> Known | None:
    return next((known for known in candidates if known.operation.is_official), None)


# -- applying --------------------------------------------------------------------------------------


def _apply(judgements: Sequence[Judgement], context: ImportContext) -> list[RowResult]:
    """Write what was judged, in the order of the file but for new operations, written together."""
    news = [one for one in judgements if isinstance(one, NewOperation)]
    changes = [one for one in judgements if isinstance(one, Change)]
    names = [new.row.values["beneficiary"] for new in news]
    names += [change.beneficiary for change in changes if change.beneficiary]
    beneficiaries = beneficiaries_of(names, context)
    created = create_operations(news, beneficiaries, context)
    return [
        created[one.row.line]
        if isinstance(one, NewOperation)
        else _change(one, beneficiaries, context)
        if isinstance(one, Change)
        else one
        for one in judgements
    ]


def _change(
    change: Change, beneficiaries: Mapping[str, Beneficiary], context: ImportContext
) -> RowResult:
    """A change, whole or refused."""
    try:
        with transaction.atomic():
            return apply_change(change, beneficiaries, context)
    except (AccordError, ValidationError) as error:
        context.forget_act()
        messages = [error.message] if isinstance(error, AccordError) else error.messages
        return RowResult(change.row.line, RowOutcome.REFUSED, message=" ".join(messages))
