"""Appending to the ledger of uses, dating keys, and moving an operation from state to state.

The writes that every verb of an operation is made of. Callers hold the locks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accord.acts.models import Act
from accord.kernel.actors import Author
from accord.kernel.audit import authorship, record
from accord.kernel.dates import now
from accord.kernel.errors import Refused
from accord.kernel.ledger import Measures
from accord.kernel.locking import lock_row
from accord.kernel.rows import AppendOnly, append
from accord.kernel.transactions import acting, require_action
from accord.kernel.verbs import Verb
from accord.territories.models import Territory
from envelopes.accounts import post_accounts
from envelopes.actions import lock_envelopes, post_entries
from envelopes.actions.posting import refuse_unfit_act
from envelopes.models import Envelope
from operations.accounts import (
    Changes,
    DatedKey,
    account_entries,
    difference,
    envelope_entries,
)
from operations.models import (
    Operation,
    OperationFile,
    OperationKey,
    OperationStep,
    TerritorySet,
    TerritorySetLine,
    UseOfCredits,
)
from operations.querysets.uses import Used

# -- uses ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class UseOrder:
    """A row to append: stage and signed changes (cents)."""

    stage: str
    delta_cost: int
    delta_eu: int
    label: str


def append_uses(
    envelope: Envelope,
    operation: Operation,
    orders: Sequence[UseOrder],
    *,
    act: Act,
    value_date: date,
    by: Author,
    is_presumed: bool = False,
    enforce: bool = True,
    reverses: UseOfCredits | None = None,
    note: str = "",
) -> str | None:
    """Append rows of one operation and carry them into the balances of envelope and accounts.

    The envelope is locked. Returns the sentence of a limit passed when ``enforce`` is off. Raises
    CeilingExceeded, and Refused for an act that gives no authority here.
    """
    refuse_unfit_act(act, envelope)
    uses, keys = _uses_of(operation), _keys_of(operation)
    added = []
    for order in orders:
        use = UseOfCredits(
            operation=operation,
            envelope=envelope,
            stage=order.stage,
            delta_cost=order.delta_cost,
            delta_eu=order.delta_eu,
            label=order.label,
            act=act,
            value_date=value_date,
            is_presumed=is_presumed,
            reverses=reverses,
            note=note,
        )
        append(use, by=by, under_act=act.pk)
        added.append(used(use))
    changes = difference(account_entries(uses, keys), account_entries([*uses, *added], keys))
    return post_changes({envelope.pk: envelope}, changes, enforce=enforce).get(envelope.pk)


def used(use: UseOfCredits) -> Used:
    """What a row changes, as accounts count it."""
    measures = Measures(use.delta_eu, use.delta_cost, fictional_rows=int(use.act.is_fictional))
    return Used(use.envelope_id, use.stage, use.value_date, measures)


def post_changes(
    envelopes: dict[int, Envelope], changes: Changes, *, enforce: bool = True
) -> dict[int, str]:
    """Carry changes into the balances of these locked envelopes and of their accounts.

    Returns the sentence of each envelope that passes a limit, when ``enforce`` is off.
    """
    sentences = {}
    for envelope_id, entries in envelope_entries(changes).items():
        if sentence := post_entries(envelopes[envelope_id], entries, enforce=enforce):
            sentences[envelope_id] = sentence
    post_accounts(changes)
    return sentences


def _uses_of(operation: Operation) -> list[Used]:
    found = dict(UseOfCredits.objects.filter(operation=operation).by_operation())
    return found.get(operation.pk, [])


def _keys_of(operation: Operation) -> list[DatedKey]:
    found = dict(OperationKey.objects.filter(operation=operation).by_operation())
    return found.get(operation.pk, [])


def append_in_bulk(rows: Sequence[AppendOnly], *, by: Author, act: Act) -> None:
    """Insert rows of one model that the project itself has made, in one statement per batch.

    The same columns as ``append``; what the database does not check is the caller's duty.
    """
    require_action(by)
    written = {**authorship(by, under_act=act.pk), "recorded_at": now()}
    for row in rows:
        for name, value in written.items():
            setattr(row, name, value)
    for model in {type(row) for row in rows}:
        model._base_manager.bulk_create(rows, batch_size=500)


def reverse_use(use: UseOfCredits, *, by: Author, reason: str) -> None:
    """Cancel one row by its opposite, on the same value date; both rows stay.

    Locks the envelope, then the operation. Raises Refused and CeilingExceeded. The caller has
    checked the right.
    """
    if not reason.strip():
        raise Refused("Dites pourquoi cette écriture est contrepassée.", field="reason")
    with acting(by):
        envelope = lock_envelopes(use.envelope_id)[0]
        operation = lock_row(use.operation)
        use.refuse_second_reversal()
        label = f"Contrepassation : {use.label}"
        order = UseOrder(use.stage, -use.delta_cost, -use.delta_eu, label[:200])
        append_uses(
            envelope,
            operation,
            [order],
            act=use.act,
            value_date=use.value_date,
            by=by,
            is_presumed=use.is_presumed,
            reverses=use,
            note=reason.strip(),
        )


def net_amounts(operation: Operation, stage: str) -> Measures:
    """Net EU amount and eligible cost of an operation at a stage, all dates together."""
    return UseOfCredits.objects.filter(operation=operation).net(stage)


# -- keys ------------------------------------------------------------------------------------------


def first_key(
    operation: Operation,
    *,
    reason: str,
    scheme_id: int | None = None,
    objective_id: int | None = None,
    plie_id: int | None = None,
    act: Act | None = None,
) -> OperationKey:
    """What an operation is counted under before anything it may use; not saved."""
    return OperationKey(
        operation=operation,
        scheme_id=scheme_id,
        objective_id=objective_id,
        plie_id=plie_id,
        act=act,
        value_date=first_day(operation),
        reason=reason,
    )


def first_day(operation: Operation) -> date:
    """Since when an operation is what it first says to be: before anything it may use."""
    return min(operation.envelope.agreement.starts_on, operation.starts_on)


def add_key(key: OperationKey, *, by: Author) -> None:
    """Append what an operation is counted under from a date on; what it uses moves with it.

    Where it uses credits its envelope is locked.
    """
    uses, keys = _uses_of(key.operation), _keys_of(key.operation)
    append(key, by=by, under_act=key.act_id)
    changes = difference(
        account_entries(uses, keys), account_entries(uses, _keys_of(key.operation))
    )
    post_accounts(changes)


def date_file(file: OperationFile, verb: Verb, *, by: Author) -> None:
    """Date what a draft asked for, as it is filed: its first key, its territories."""
    operation = file.operation
    key = first_key(
        operation,
        reason=verb.code,
        scheme_id=file.scheme_id,
        objective_id=file.objective_id,
        plie_id=file.plie_id,
    )
    add_key(key, by=by)
    by_family: dict[str, list[Territory]] = {}
    for line in file.territory_lines.select_related("territory").order_by("territory_id"):
        by_family.setdefault(line.territory.family, []).append(line.territory)
    for family, territories in by_family.items():
        place = TerritorySet(
            operation=operation,
            family=family,
            value_date=first_day(operation),
            reason=verb.code,
        )
        append(place, by=by)
        TerritorySetLine.objects.bulk_create(
            TerritorySetLine(territory_set=place, territory=one) for one in territories
        )


# -- steps -----------------------------------------------------------------------------------------


def move(
    operation: Operation,
    verb: Verb,
    *,
    by: Author,
    value_date: date,
    act: Act | None = None,
    note: str = "",
) -> Operation:
    """Apply a verb to a locked operation, and keep the step.

    Raises Refused from a state that the verb does not leave, and for a date that precedes the last
    step: states read at a date would contradict each other.
    """
    before = operation.state
    last = operation.steps.standing().order_by("-value_date", "-pk").first()
    if last is not None and value_date < last.value_date:
        raise Refused(
            f"Le {value_date:%d/%m/%Y} précède l’étape « {last.get_to_state_display()} » "
            f"du {last.value_date:%d/%m/%Y}.",
            field="value_date",
        )
    operation.state = verb.target(operation)
    under_act = act.pk if act else None
    record(operation, by=by, reason=verb.code, note=note.strip(), under_act=under_act)
    step = OperationStep(
        operation=operation,
        verb=verb.code,
        from_state=before,
        to_state=operation.state,
        opinion=operation.opinion,
        value_date=value_date,
        act=act,
        note=note.strip(),
    )
    append(step, by=by, under_act=under_act)
    return operation
