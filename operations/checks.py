"""Proof of the ledger of uses: reversals, contracted within programmed, balances equal to rows."""

from __future__ import annotations

from collections.abc import Iterator

from accord.kernel.ledger import Entry
from accord.kernel.money import format_euros
from envelopes.models import Account, AccountBalance, Balance, CreditMovement
from operations.accounts import account_entries
from operations.models import Operation, OperationKey, UseOfCredits


def check_uses() -> Iterator[str]:
    """French sentences for each reversal that does not cancel what it reverses."""
    for row in UseOfCredits.objects.filter(reverses__isnull=False).select_related("reverses"):
        origin = row.reverses
        if origin and (row.delta_eu + origin.delta_eu or row.delta_cost + origin.delta_cost):
            yield f"Contrepassation {row.pk} : elle n’annule pas l’écriture {origin.pk}."
    for number, gap in Operation.objects.with_unbalanced_plan():
        yield f"Opération {number} : plan de financement à {format_euros(gap)} de son coût."
    for number, excess in UseOfCredits.objects.contracted_beyond_programmed():
        yield f"Opération {number} : conventionné au-delà du programmé de {format_euros(excess)}."


def check_keys() -> Iterator[str]:
    """What operations are counted under: from the start, of their own envelope, undone exactly."""
    for operation in Operation.objects.without_key_from_the_start():
        yield f"Opération {operation.number} : aucune clé ne dit ce qu’elle était au début."
    for operation in Operation.objects.with_foreign_key_row():
        yield f"Opération {operation.number} : son dispositif ou son objectif est d’ailleurs."
    for row in OperationKey.objects.filter(reverses__isnull=False).select_related("reverses"):
        origin = row.reverses
        if origin and (row.operation_id, row.triple) != (origin.operation_id, origin.triple):
            yield f"Contrepassation {row.pk} : elle n’est pas celle de la clé {origin.pk}."


def check_balances() -> Iterator[str]:
    """Both ledgers added up again, and compared with every balance."""
    entries: dict[int, list[Entry]] = CreditMovement.objects.all().entries()
    for envelope, of_envelope in UseOfCredits.objects.all().entries().items():
        entries.setdefault(envelope, []).extend(of_envelope)
    yield from Balance.objects.differences(entries)


def check_accounts() -> Iterator[str]:
    """Uses and keys put together again, and compared with every balance of an account."""
    accounts = {row.key: row.pk for row in Account.objects.all()}
    keys = dict(OperationKey.objects.all().by_operation())
    entries: dict[int, list[Entry]] = {}
    for operation_id, uses in UseOfCredits.objects.all().by_operation():
        for key, of_key in account_entries(uses, keys.get(operation_id, [])).items():
            if key.text in accounts:
                entries.setdefault(accounts[key.text], []).extend(of_key)
            else:
                yield f"Opération {operation_id} : aucun compte {key.text}."
    yield from AccountBalance.objects.differences(entries)
