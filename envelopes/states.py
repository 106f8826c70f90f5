"""Stages of money and kinds of credit movements, with the signs that each kind permits."""

from __future__ import annotations

from django.db.models import TextChoices


class Stage(TextChoices):
    """What an amount has become. The first two are credits, the others their use."""

    NOTIFIED = "notified", "notifié"
    OPEN = "open", "ouvert"
    PROGRAMMED = "programmed", "programmé"
    CONTRACTED = "contracted", "conventionné"
    DECLARED = "declared", "déclaré"
    ACCEPTED = "accepted", "retenu"
    CERTIFIED = "certified", "certifié"
    PAID = "paid", "payé"


USE_STAGES = (
    Stage.PROGRAMMED,
    Stage.CONTRACTED,
    Stage.DECLARED,
    Stage.ACCEPTED,
    Stage.CERTIFIED,
    Stage.PAID,
)


class MovementKind(TextChoices):
    NOTIFICATION = "notification", "notification"
    OPENING = "opening", "ouverture"
    TOP_UP = "top_up", "abondement"
    TRANSFER = "transfer", "transfert"
    WITHDRAWAL = "withdrawal", "retrait"
    REVERSAL = "reversal", "contrepassation"


# Sign of (notified, open) that each kind permits: +1, 0, -1, or None where both signs are.
MOVEMENT_SIGNS: dict[str, tuple[int | None, int | None]] = {
    MovementKind.NOTIFICATION: (1, 0),
    MovementKind.OPENING: (0, 1),
    MovementKind.TOP_UP: (1, 1),
    MovementKind.TRANSFER: (None, None),
    MovementKind.WITHDRAWAL: (-1, -1),
    MovementKind.REVERSAL: (None, None),
}


class CreditEffect(TextChoices):
    """What an act may do to credits."""

    OPEN_TRANCHE = "open_tranche", "ouverture de tranche"
    NOTIFY = "notify", "notification de crédits"
    TOP_UP = "top_up", "abondement"
    SET_CEILING = "set_ceiling", "plafond de programmation"


class EnvelopeLevel(TextChoices):
    NATION = "nation", "nation"
    REGION = "region", "région"
    STATE_MANAGED = "state_managed", "gestion de l’État"
    DELEGATED = "delegated", "délégué"
    DEPARTMENT = "department", "département"
    HOLDER = "holder", "titulaire"
