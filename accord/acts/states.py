"""Kinds and states of acts, of effects, of confirmations and of imported rows."""

from __future__ import annotations

from django.db.models import TextChoices


class ActKind(TextChoices):
    FRAMEWORK_AGREEMENT = "framework_agreement", "accord-cadre"
    AGREEMENT_AMENDMENT = "agreement_amendment", "avenant à l’accord-cadre"
    DELEGATION_AGREEMENT = "delegation_agreement", "convention de subvention globale"
    GRANT_AMENDMENT = "grant_amendment", "avenant à une convention de subvention globale"
    NOTIFICATION = "notification", "notification de crédits"
    DELIBERATION = "deliberation", "délibération"
    REPORT = "report", "rapport"
    COMMITTEE_DECISION = "committee_decision", "décision de comité"
    OPERATION_AGREEMENT = "operation_agreement", "convention d’opération"
    OPERATION_AMENDMENT = "operation_amendment", "avenant à une convention d’opération"
    EXTRACT_EDITION = "extract_edition", "édition d’un extrait national"


class ActState(TextChoices):
    RECORDED = "recorded", "enregistré"
    AWAITED = "awaited", "attendu"
    LAPSED = "lapsed", "caduc"


class ConfirmationAnswer(TextChoices):
    CONFIRMED = "confirmed", "confirmé"
    CONTESTED = "contested", "contesté"


class EffectState(TextChoices):
    PREPARED = "prepared", "préparé"
    HELD = "held", "retenu"
    APPLIED = "applied", "appliqué"
    LAPSED = "lapsed", "caduc"


class RowOutcome(TextChoices):
    """What became of a row of an imported file."""

    CREATED = "created", "créée"
    UNCHANGED = "unchanged", "inchangée"
    CHANGED = "changed", "modifiée"
    GAP = "gap", "écart à régler"
    REFUSED = "refused", "refusée"
