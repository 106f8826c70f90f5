"""Who may write credits: officers of the delegated managing authority."""

from __future__ import annotations

from typing import Any

from accord.kernel.verdict import Verdict, allow_if, refuse
from envelopes.models import CreditMovement, Envelope


def can_write_credits(user: Any, envelope: Envelope | None = None) -> Verdict:
    """They write notifications, openings, transfers, withdrawals and ceilings."""
    if envelope is not None and not envelope.is_delegated:
        return refuse("Seule une enveloppe déléguée porte des mouvements de crédits.")
    return allow_if(
        user.scope.manages_credits,
        "Les mouvements de crédits relèvent d’un gestionnaire de l’autorité de gestion déléguée.",
    )


def can_reverse_movement(user: Any, movement: CreditMovement) -> Verdict:
    if movement.reverses_id is not None:
        return refuse("Une contrepassation ne se contrepasse pas.")
    if hasattr(movement, "reversed_by"):
        return refuse("Ce mouvement est déjà contrepassé.")
    return can_write_credits(user, movement.envelope)
