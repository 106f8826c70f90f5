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
    """What arrives is what left, and never before it."""
    for row in CreditMovement.objects.exclude(departure=None).select_related("departure"):
        left = row.departure
        sums = (
            row.delta_notified + left.delta_notified,
            row.delta_open + left.delta_open,
        )
        if any(sums):
            yield f"Transfert {row.pk} : ses deux écritures ne s’annulent pas."
        if row.value_date < left.value_date:
            yield f"Transfert {row.pk} : l’arrivée précède le départ."


def _reversals() -> Iterator[str]:
    for row in CreditMovement.objects.filter(reverses__isnull=False).select_related("reverses"):
        origin = row.reverses
        sums = (
            row.delta_notified + origin.delta_notified,
            row.delta_open + origin.delta_open,
        )
        if any(sums) or row.value_date != origin.value_date:
            yield f"Contrepassation {row.pk} : elle n’annule pas l’écriture {row.reverses_id}."


def _tranches() -> Iterator[str]:
    """A tranche is closed or open in full."""
    for tranche in Tranche.objects.partly_opened().select_related("envelope"):
        net = format_euros(tranche.opened)
        due = format_euros(tranche.amount)
        yield f"{tranche.envelope.code}, {tranche.label} : ouverte de {net} au lieu de {due}."
