"""Drafts: creating, correcting and deleting an operation before it is filed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accord.kernel.actors import Author
from accord.kernel.audit import record, remove
from accord.kernel.errors import Refused
from accord.kernel.locking import lock_row
from accord.kernel.transactions import acting
from accord.kernel.verbs import Verb, verdict
from accord.territories.models import Territory
from envelopes.models import Envelope
from operations.models import (
    Beneficiary,
    Establishment,
    FileTerritory,
    Operation,
    OperationFile,
)
from operations.verbs import CREATE, DELETE, EDIT, can_create_operation

# Attributes that a draft asks for and that filing dates; the others are the operation's own.
_OF_THE_FILE = ("scheme", "objective", "plie")


@dataclass(frozen=True)
class OperationDraft:
    """What an operation says of itself before it is submitted (amounts in cents)."""

    number: str
    title: str
    envelope: Envelope
    beneficiary: Beneficiary
    starts_on: date
    ends_on: date
    requested_cost: int
    requested_eu: int
    establishment: Establishment | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)
    territories: Sequence[Territory] = ()


def create_operation(draft: OperationDraft, *, by: Author) -> Operation:
    """Create a draft in an envelope of one's own body. Raises Denied and ValidationError."""
    can_create_operation(by, draft.envelope).require()
    with acting(by):
        return _write_draft(OperationFile(operation=Operation()), draft, CREATE, by=by)


def edit_draft(operation: Operation, draft: OperationDraft, *, by: Author) -> Operation:
    """Correct an operation that is still a draft. Raises Denied and ValidationError."""
    with acting(by):
        locked = lock_row(operation)
        verdict(EDIT, by, locked).require()
        can_create_operation(by, draft.envelope).require()
        return _write_draft(locked.file, draft, EDIT, by=by)


def _refuse_foreign(draft: OperationDraft) -> None:
    """Scheme and objective are those of the envelope's fund, holder and programme."""
    envelope = draft.envelope
    scheme, objective = draft.attributes.get("scheme"), draft.attributes.get("objective")
    if scheme and scheme.fund_id != envelope.fund_id:
        raise Refused("Ce dispositif relève d’un autre fonds que l’enveloppe.", field="scheme")
    if scheme and scheme.holder_id != envelope.holder_id:
        raise Refused("Ce dispositif est celui d’un autre titulaire.", field="scheme")
    if objective and objective.priority.programme_id != envelope.programme_id:
        raise Refused(
            "Cet objectif relève d’un autre programme que l’enveloppe.", field="objective"
        )


def _write_draft(
    file: OperationFile, draft: OperationDraft, verb: Verb, *, by: Author
) -> Operation:
    _refuse_foreign(draft)
    operation = file.operation
    operation.number = draft.number.strip()
    operation.title = draft.title.strip()
    operation.envelope = draft.envelope
    operation.beneficiary, operation.establishment = draft.beneficiary, draft.establishment
    operation.starts_on, operation.ends_on = draft.starts_on, draft.ends_on
    file.requested_cost, file.requested_eu = draft.requested_cost, draft.requested_eu
    for name, value in draft.attributes.items():
        setattr(file if name in _OF_THE_FILE else operation, name, value)
    record(operation, by=by, reason=verb.code)
    file.operation = operation
    record(file, by=by, reason=verb.code)
    _write_territories(file, draft.territories, verb, by=by)
    return operation


def _write_territories(
    file: OperationFile, territories: Sequence[Territory], verb: Verb, *, by: Author
) -> None:
    wanted = {territory.pk: territory for territory in territories}
    present = {line.territory_id: line for line in file.territory_lines.all()}
    for pk, line in present.items():
        if pk not in wanted:
            remove(line, by=by, reason=verb.code)
    for pk, territory in wanted.items():
        if pk not in present:
            record(FileTerritory(file=file, territory=territory), by=by, reason=verb.code)


def delete_draft(operation: Operation, *, by: Author) -> None:
    """Delete an operation that is still a draft: the only thing here that can be deleted."""
    with acting(by):
        locked = lock_row(operation)
        verdict(DELETE, by, locked).require()
        lines = [*locked.file.territory_lines.all(), *locked.financing_lines.all()]
        for row in (*lines, locked.file, locked):
            remove(row, by=by, reason=DELETE.code)
