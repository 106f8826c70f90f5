"""Proof of the ledger of uses: reversals, contracted within programmed, balances equal to rows."""

from __future__ import annotations

from collections.abc import Iterator

from accord.kernel.ledger import Entry
from accord.kernel.money import format_euros
from envelopes.models import Balance, CreditMovement
from operations.models import Operation, UseOfCredits


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


def check_balances() -> Iterator[str]:
    """Both ledgers added up again, and compared with every balance."""
    entries: dict[int, list[Entry]] = CreditMovement.objects.all().entries()
    for envelope, of_envelope in UseOfCredits.objects.all().entries().items():
        entries.setdefault(envelope, []).extend(of_envelope)
    yield from Balance.objects.differences(entries)
