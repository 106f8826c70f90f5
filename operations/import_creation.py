"""Operations that a list names for the first time, created together.

Belongs here: what a new row becomes, and writing a chunk of them with a fixed number of statements.
Rows are checked one by one before (``NewOperation.of``), without a query.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from accord.acts.models import Act
from accord.acts.states import RowOutcome
from accord.kernel.audit import create_in_bulk
from accord.kernel.dates import today
from accord.kernel.text import fold
from envelopes.models import Envelope
from operations.accounts import account_entries, together
from operations.actions.beneficiaries import told_by_name
from operations.actions.financing import not_detailed, plan_of
from operations.import_context import STAGES, ImportContext, RowResult
from operations.layouts import ReadRow
from operations.ledger import append_in_bulk, first_key, post_changes, used
from operations.models import (
    Beneficiary,
    FinancingLine,
    Operation,
    OperationFile,
    OperationKey,
    OperationStep,
    UseOfCredits,
)
from operations.states import OperationState
from operations.verbs import CONTRACT, IMPORT

# Checked by the database: looking each of them up would cost a query for each row.
_RELATIONS = {"envelope", "owner", "programme", "beneficiary", "establishment", "organisation"}


@dataclass(frozen=True)
class NewOperation:
    """A row that no operation bears the number of: what it would become, not saved."""

    row: ReadRow
    operation: Operation
    key: OperationKey

    @classmethod
    def of(cls, row: ReadRow, envelope: Envelope, context: ImportContext) -> NewOperation:
        """Raises ValidationError for what no operation or beneficiary may say."""
        values = row.values
        operation = Operation(
            number=values["number"],
            title=values["title"],
            envelope=envelope,
            beneficiary=listed_beneficiary(values["beneficiary"], context),
            state=OperationState.CONTRACTED,
            starts_on=values["starts_on"],
            ends_on=values["ends_on"],
            admitted_on=values["starts_on"],
            planned_participants=values["participants"],
            is_imported=True,
        )
        operation.clean_fields(exclude=_RELATIONS)
        operation.clean()
        objective = context.objective_of(row)
        objective_id = objective.pk if objective else None
        key = first_key(operation, reason=IMPORT.code, objective_id=objective_id)
        return cls(row, operation, key)

    def uses(self, act: Act) -> list[UseOfCredits]:
        """Programmed and contracted at its start, by presumption: a list gives no other date."""
        return [
            UseOfCredits(
                operation=self.operation,
                envelope=self.operation.envelope,
                stage=stage,
                delta_cost=self.row.values["eligible_cost"],
                delta_eu=self.row.values["eu_amount"],
                label="Liste nationale",
                act=act,
                value_date=self.operation.starts_on,
                is_presumed=True,
            )
            for stage in STAGES
        ]

    def step(self, act: Act) -> OperationStep:
        """The one step that a national list attests: the operation was contracted."""
        return OperationStep(
            operation=self.operation,
            verb=CONTRACT.code,
            from_state=self.operation.state,
            to_state=self.operation.state,
            opinion=self.operation.opinion,
            value_date=self.operation.starts_on,
            act=act,
            note="Liste nationale ; date estimée",
        )

    def plan(self) -> list[FinancingLine]:
        cost, eu_amount = self.row.values["eligible_cost"], self.row.values["eu_amount"]
        return plan_of(self.operation, eu_amount, not_detailed(cost, eu_amount))


def listed_beneficiary(name: str, context: ImportContext) -> Beneficiary:
    """The shared record that a name of the list would become; not saved. Raises ValidationError."""
    typed = Beneficiary(name=name, is_shared=True, organisation_id=context.services.get(fold(name)))
    typed.clean_fields(exclude=_RELATIONS)
    typed.clean()
    return typed


def beneficiaries_of(names: Iterable[str], context: ImportContext) -> dict[str, Beneficiary]:
    """The shared records of these names, by folded name; those that are missing are created."""
    wanted = {fold(name): name for name in names}
    rows: dict[str, list[Beneficiary]] = {}
    for row in Beneficiary.objects.shared().filter(folded__in=wanted):
        rows.setdefault(row.folded, []).append(row)
    known = {folded: told_by_name(rows.get(folded, [])) for folded in wanted}
    missing = [
        listed_beneficiary(wanted[folded], context) for folded, row in known.items() if row is None
    ]
    created = create_in_bulk(Beneficiary, missing, by=context.by, reason=IMPORT.code)
    found = {folded: row for folded, row in known.items() if row is not None}
    return found | {row.folded: row for row in created}


def create_operations(
    news: Sequence[NewOperation],
    beneficiaries: Mapping[str, Beneficiary],
    context: ImportContext,
) -> dict[int, RowResult]:
    """Write new operations with all that hangs on them, above a ceiling if need be; by line.

    Their envelopes are locked. The ledger is posted once for each envelope, account, stage and day.
    """
    if not news:
        return {}
    by, act = context.by, context.act
    for new in news:
        new.operation.beneficiary = beneficiaries[fold(new.row.values["beneficiary"])]
    operations = [new.operation for new in news]
    create_in_bulk(Operation, operations, by=by, reason=IMPORT.code)
    files = [OperationFile(operation=row, owner_id=row.owner_id) for row in operations]
    create_in_bulk(OperationFile, files, by=by, reason=IMPORT.code)
    plans = [line for new in news for line in new.plan()]
    create_in_bulk(FinancingLine, plans, by=by, reason=IMPORT.code)
    uses = {new.row.line: new.uses(act) for new in news}
    for new in news:
        new.key.act = act
    append_in_bulk([new.step(act) for new in news], by=by, act=act)
    append_in_bulk([new.key for new in news], by=by, act=act)
    append_in_bulk([use for rows in uses.values() for use in rows], by=by, act=act)
    alerts = _post(news, uses)
    return {
        new.row.line: RowResult(
            new.row.line,
            RowOutcome.CREATED,
            new.operation,
            alerts=[*alerts.get(new.row.line, ()), *_alerts_of(new.operation)],
        )
        for new in news
    }


def _post(
    news: Sequence[NewOperation], uses: Mapping[int, Sequence[UseOfCredits]]
) -> dict[int, list[str]]:
    """Carry the uses into balances; an envelope that passes a limit alerts on its last line."""
    changes = together(
        account_entries(
            [used(use) for use in uses[new.row.line]], [(new.key.value_date, new.key.triple)]
        )
        for new in news
    )
    envelopes = {new.operation.envelope_id: new.operation.envelope for new in news}
    last = {new.operation.envelope_id: new.row.line for new in news}
    sentences = post_changes(envelopes, changes, enforce=False)
    return {last[envelope_id]: [sentence] for envelope_id, sentence in sentences.items()}


def _alerts_of(operation: Operation) -> Iterator[str]:
    if operation.starts_on > today():
        yield (
            f"L’opération {operation.number} commence le {operation.starts_on:%d/%m/%Y} : "
            "elle n’apparaît dans les listes qu’à cette date."
        )
