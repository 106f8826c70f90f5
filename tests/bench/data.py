"""Made data at the size of a nation: 50,000 operations and 500,000 ledger rows.

Written as a national list is: by bulk, each row with its author, each operation with its file, its
key and its step. Balances are derived once, at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from accord.acts.models import Act
from accord.kernel.actors import System
from accord.kernel.audit import authorship, create_in_bulk
from accord.kernel.ledger import BalanceBase, Entry, cumulate
from accord.kernel.rows import AppendOnly
from accord.kernel.transactions import acting
from envelopes.models import (
    Account,
    AccountBalance,
    Balance,
    CreditMovement,
    Envelope,
    Scheme,
    SpecificObjective,
)
from envelopes.states import Stage
from operations.accounts import Changes, account_entries, envelope_entries, together
from operations.ledger import first_key
from operations.models import (
    Beneficiary,
    Operation,
    OperationFile,
    OperationKey,
    OperationStep,
    UseOfCredits,
)
from operations.states import OperationState, Opinion
from operations.verbs import CONTRACT, IMPORT
from tests import scenes

OPERATIONS = 50_000
ROWS_EACH = 10
FIRST_DAY, LAST_DAY = date(2022, 1, 1), date(2027, 12, 31)
# Operations written together.
CHUNK = 1_000
# Looked up once for all of them.
_RELATIONS = {"envelope", "owner", "programme", "beneficiary", "establishment"}

BENCH = System("bench")


@dataclass(frozen=True)
class Place:
    """An envelope, and what its operations may be counted under."""

    envelope: Envelope
    schemes: Sequence[int]
    objectives: Sequence[int]


def fill() -> None:
    """Insert the data once; it takes minutes."""
    if UseOfCredits.objects.count() >= OPERATIONS * ROWS_EACH:
        return
    make(OPERATIONS)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def make(number: int) -> None:
    """Write so many operations, in every envelope by turns, and what balances say of them."""
    with transaction.atomic():
        act = scenes.credit_act("Acte mesuré", number="BENCH")
        beneficiary = scenes.BeneficiaryFactory(name="Bénéficiaire mesuré")
        _make(number, act, beneficiary)


def _make(number: int, act: Act, beneficiary: Beneficiary) -> None:
    with acting(BENCH):
        found = list(places())
        for start in range(0, number, CHUNK):
            ranks = range(start, min(start + CHUNK, number))
            _write([_operation(rank, found[rank % len(found)], beneficiary) for rank in ranks], act)
        derive_balances()


def places() -> Iterator[Place]:
    """Delegated envelopes of the present agreement, with their own schemes and objectives."""
    rows = Envelope.objects.delegated().filter(agreement__code="2021-2027")
    for envelope in rows.select_related("agreement").order_by("pk"):
        schemes = Scheme.objects.filter(fund=envelope.fund_id, holder=envelope.holder_id)
        objectives = SpecificObjective.objects.filter(priority__programme=envelope.programme_id)
        yield Place(
            envelope,
            [*schemes.order_by("pk").values_list("pk", flat=True)],
            [*objectives.order_by("pk").values_list("pk", flat=True)],
        )


# -- operations ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Made:
    """An operation, not saved, and the key it is counted under."""

    rank: int
    operation: Operation
    key: OperationKey


def _operation(rank: int, place: Place, beneficiary: Beneficiary) -> Made:
    operation = Operation(
        number=f"BENCH-{rank}",
        title=f"Opération mesurée {rank}",
        envelope=place.envelope,
        beneficiary=beneficiary,
        state=OperationState.CONTRACTED,
        opinion=Opinion.FAVOURABLE,
        starts_on=FIRST_DAY + timedelta(days=rank % 1500),
        ends_on=LAST_DAY,
        admitted_on=FIRST_DAY,
        is_imported=True,
    )
    operation.clean_fields(exclude=_RELATIONS)
    operation.clean()
    key = first_key(
        operation,
        reason=IMPORT.code,
        scheme_id=_one_of(place.schemes, rank // 3),
        objective_id=_one_of(place.objectives, rank // 3),
    )
    return Made(rank, operation, key)


def _one_of(keys: Sequence[int], rank: int) -> int | None:
    return keys[rank % len(keys)] if keys else None


def _write(rows: Sequence[Made], act: Act) -> None:
    create_in_bulk(Operation, [row.operation for row in rows], by=BENCH, reason=IMPORT.code)
    files = [
        OperationFile(
            operation=row.operation,
            owner_id=row.operation.owner_id,
            requested_cost=100_000,
            requested_eu=60_000,
            appraised_cost=100_000,
            appraised_eu=60_000,
        )
        for row in rows
    ]
    create_in_bulk(OperationFile, files, by=BENCH, reason=IMPORT.code)
    _append([_step(row.operation, act) for row in rows], act)
    _append([row.key for row in rows], act)
    _append([use for row in rows for use in _uses(row, act)], act)


def _step(operation: Operation, act: Act) -> OperationStep:
    return OperationStep(
        operation=operation,
        verb=CONTRACT.code,
        from_state=operation.state,
        to_state=operation.state,
        opinion=operation.opinion,
        value_date=operation.starts_on,
        act=act,
    )


def _uses(row: Made, act: Act) -> Iterator[UseOfCredits]:
    """Five rows of programming and five of contracting: an amount, then corrections of one cent."""
    for place in range(ROWS_EACH):
        of_stage = place % (ROWS_EACH // 2)
        yield UseOfCredits(
            operation=row.operation,
            envelope=row.operation.envelope,
            stage=Stage.PROGRAMMED if place == of_stage else Stage.CONTRACTED,
            delta_cost=1 if of_stage else 2_000,
            delta_eu=1 if of_stage else 1_200,
            act=act,
            value_date=FIRST_DAY + timedelta(days=(row.rank * 7 + place * 61) % 1800),
        )


def _append(rows: Sequence[AppendOnly], act: Act) -> None:
    """Known since the day they are of: what was known at an instant is then a part of them."""
    author = authorship(BENCH, under_act=act.pk)
    for row in rows:
        row.recorded_at = timezone.make_aware(datetime.combine(row.value_date, time(9)))
        for name, value in author.items():
            setattr(row, name, value)
    type(rows[0]).objects.bulk_create(rows, batch_size=CHUNK)


# -- balances --------------------------------------------------------------------------------------


def derive_balances() -> None:
    """Every balance of envelopes and of accounts, from both ledgers and from keys."""
    keys = dict(OperationKey.objects.all().by_operation())
    changes = together(
        account_entries(uses, keys.get(operation_id, []))
        for operation_id, uses in UseOfCredits.objects.all().by_operation()
    )
    of_envelopes: dict[int, list[Entry]] = CreditMovement.objects.all().entries()
    for envelope_id, entries in envelope_entries(changes).items():
        of_envelopes.setdefault(envelope_id, []).extend(entries)
    _replace(Balance, of_envelopes)
    accounts = _accounts(changes)
    _replace(AccountBalance, {accounts[key.text]: entries for key, entries in changes.items()})


def _accounts(changes: Changes) -> dict[str, int]:
    """Keys of the accounts, by their text; those that are new added."""
    wanted = [Account(key=key.text, **vars(key)) for key in changes]
    Account.objects.bulk_create(wanted, ignore_conflicts=True)
    return {row.key: row.pk for row in Account.objects.all()}


def _replace(model: type[BalanceBase], entries: Mapping[int, Iterable[Entry]]) -> None:
    rows: models.QuerySet[Any] = models.QuerySet(model=model)
    rows.delete()
    rows.bulk_create(
        [
            model(
                account_id=account,
                stage=entry.stage,
                value_date=entry.value_date,
                **vars(entry.measures),
            )
            for account, of_account in entries.items()
            for entry in cumulate(of_account)
        ],
        batch_size=CHUNK,
    )
