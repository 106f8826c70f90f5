"""Proof of the ledger of credits: limits at every date, transfers in pairs, tranches whole."""

from __future__ import annotations

from collections.abc import Iterator

from accord.kernel import ledger
from accord.kernel.dates import EARLIEST
from accord.kernel.money import format_euros
from envelopes.actions import ceiling_rates
from envelopes.limits import LIMITED_STAGES, excesses
from envelopes.models import Balance, CreditMovement, Envelope, Tranche


def check_credits() -> Iterator[str]:
    """French sentences for each thing that should not be."""
    yield from _limits()
    yield from _pairs()
    yield from _reversals()
    yield from _tranches()


def _limits() -> Iterator[str]:
    """Open credits never pass notified ones; what passes a programming ceiling is an alert's."""
    for envelope in Envelope.objects.delegated():
        found = ledger.trajectories(Balance, envelope, LIMITED_STAGES, EARLIEST)
        for day in ledger.turning_points(found, EARLIEST):
            for limit, excess in excesses(found, ceiling_rates(envelope), day).items():
                if excess > 0 and limit != "programming_ceiling":
                    yield f"{envelope.code} au {day} : {limit} dépassé de {format_euros(excess)}."


def _pairs() -> Iterator[str]:
    for row in CreditMovement.objects.filter(kind="transfer", counterpart__isnull=False):
        other = row.counterpart
        sums = (
            row.delta_notified + other.delta_notified,  # type: ignore[union-attr]
            row.delta_open + other.delta_open,  # type: ignore[union-attr]
        )
        if any(sums):
            yield f"Transfert {row.pk} : ses deux écritures ne s’annulent pas."


def _reversals() -> Iterator[str]:
    for row in CreditMovement.objects.filter(reverses__isnull=False).select_related("reverses"):
        origin = row.reverses
        sums = (
            row.delta_notified + origin.delta_notified,  # type: ignore[union-attr]
            row.delta_open + origin.delta_open,  # type: ignore[union-attr]
        )
        if any(sums) or row.value_date != origin.value_date:  # type: ignore[union-attr]
            yield f"Contrepassation {row.pk} : elle n’annule pas l’écriture {row.reverses_id}."


def _tranches() -> Iterator[str]:
    """A tranche is closed or open in full."""
    for tranche in Tranche.objects.partly_opened().select_related("envelope"):
        net = format_euros(tranche.opened)  # type: ignore[attr-defined]
        due = format_euros(tranche.amount)
        yield f"{tranche.envelope.code}, {tranche.label} : ouverte de {net} au lieu de {due}."
