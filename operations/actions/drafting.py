"""Drafts: who carries an operation, creating, correcting and deleting one before it is filed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from accord.kernel.audit import record, remove
from accord.kernel.errors import Refused
from accord.kernel.locking import lock_row
from accord.kernel.text import fold
from accord.people.models import Organisation
from accord.territories.models import Territory
from envelopes.models import Envelope
from operations.models import Beneficiary, Operation, OperationTerritory
from operations.permissions import can_create_operation, can_move
from operations.states import Verb


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
    attributes: Mapping[str, Any] = field(default_factory=dict)
    territories: Sequence[Territory] = ()


def find_or_create_beneficiary(
    name: str,
    *,
    by: Any,
    siret: str = "",
    organisation: Organisation | None = None,
    is_fictional: bool = False,
) -> Beneficiary:
    """The beneficiary of a SIRET, else of a name folded of its case and accents."""
    known: Beneficiary | None = None
    if siret:
        known = Beneficiary.objects.filter(siret=siret).first()
    if known is None:
        known = Beneficiary.objects.filter(folded=fold(name)).first()
    if known is None:
        organisation = (
            organisation or Organisation.objects.filter(aliases__folded=fold(name)).first()
        )
        return record(
            Beneficiary(
                name=name, siret=siret, organisation=organisation, is_fictional=is_fictional
            ),
            by=by,
        )
    if siret == known.siret and siret and fold(name) != known.folded:
        raise Refused(
            f"Ce SIRET est celui de « {known.name} » : reprenez ce nom, ou corrigez le SIRET.",
            field="beneficiary_name",
        )
    if siret and known.siret and known.siret != siret:
        raise Refused(
            "Un bénéficiaire de ce nom est connu avec un autre SIRET : précisez le nom.",
            field="beneficiary_name",
        )
    if siret and not known.siret:
        known.siret = siret
        record(known, by=by)
    return known


def create_operation(draft: OperationDraft, *, by: Any) -> Operation:
    """Create a draft in an envelope of one's own body. Raises Denied and ValidationError."""
    can_create_operation(by, draft.envelope).require()
    with transaction.atomic():
        return _write_draft(Operation(), draft, by=by)


def edit_draft(operation: Operation, draft: OperationDraft, *, by: Any) -> Operation:
    """Correct an operation that is still a draft. Raises Denied and ValidationError."""
    with transaction.atomic():
        locked = lock_row(operation)
        can_move(by, locked, Verb.SUBMIT).require()
        can_create_operation(by, draft.envelope).require()
        return _write_draft(locked, draft, by=by)


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


def _write_draft(operation: Operation, draft: OperationDraft, *, by: Any) -> Operation:
    _refuse_foreign(draft)
    operation.number = draft.number.strip()
    operation.title = draft.title.strip()
    operation.envelope = draft.envelope
    operation.beneficiary = draft.beneficiary
    operation.starts_on, operation.ends_on = draft.starts_on, draft.ends_on
    operation.requested_cost, operation.requested_eu = draft.requested_cost, draft.requested_eu
    for name, value in draft.attributes.items():
        setattr(operation, name, value)
    record(operation, by=by)
    wanted = {territory.pk for territory in draft.territories}
    present = {line.territory_id: line for line in operation.territory_lines.all()}
    for pk, line in present.items():
        if pk not in wanted:
            remove(line, by=by)
    for pk in wanted - present.keys():
        record(OperationTerritory(operation=operation, territory_id=pk), by=by)
    return operation


def delete_draft(operation: Operation, *, by: Any) -> None:
    """Delete an operation that is still a draft: the only thing here that can be deleted."""
    with transaction.atomic():
        locked = lock_row(operation)
        can_move(by, locked, Verb.SUBMIT).require()
        for child in (*locked.territory_lines.all(), *locked.financing_lines.all(), locked):
            remove(child, by=by, reason="brouillon supprimé")
