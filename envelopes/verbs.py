"""The verbs of credits: what the delegated managing authority writes in the ledger."""

from __future__ import annotations

from accord.acts.states import ActKind
from accord.acts.verbs import CREDIT_ACTS
from accord.kernel.actors import Reader, System
from accord.kernel.locking import Rank
from accord.kernel.verbs import Verb, declare, may
from accord.kernel.verdict import Verdict
from accord.people.verbs import AUTHORITY_OFFICER
from envelopes.models import CreditMovement, Envelope

_DENIAL = "Les mouvements de crédits relèvent d’un gestionnaire de l’autorité de gestion déléguée."
_LEDGER = ("envelopes.creditmovement",)
_REVERSED = "tant que les limites le permettent à toute date ultérieure"

# The framework agreement itself notifies and opens.
ON_WHICH_CREDITS_REST = (*CREDIT_ACTS, ActKind.FRAMEWORK_AGREEMENT)

RECORD_MOVEMENT = declare(
    Verb(
        code="envelopes.record_movement",
        label="enregistrer un mouvement de crédits",
        who=(AUTHORITY_OFFICER,),
        denial=_DENIAL,
        needs=("act", "value_date", "amount"),
        acts=ON_WHICH_CREDITS_REST,
        # The act as well, where it brings the movement about.
        locks=(Rank.ACT, Rank.ENVELOPE),
        ledgers=_LEDGER,
        back="envelopes.reverse_movement",
        until=_REVERSED,
        systems=("load_accord",),
    )
)
OPEN_TRANCHE = declare(
    Verb(
        code="envelopes.open_tranche",
        label="ouvrir une tranche",
        who=(AUTHORITY_OFFICER,),
        denial=_DENIAL,
        needs=("act", "value_date"),
        acts=CREDIT_ACTS,
        locks=(Rank.ACT, Rank.ENVELOPE, Rank.EFFECT),
        ledgers=_LEDGER,
        back="envelopes.reverse_movement",
        until=_REVERSED,
    )
)
TRANSFER = declare(
    Verb(
        code="envelopes.transfer",
        label="transférer des crédits",
        who=(AUTHORITY_OFFICER,),
        denial=_DENIAL,
        needs=("act", "value_date", "amount"),
        acts=ON_WHICH_CREDITS_REST,
        locks=(Rank.ENVELOPE,),
        ledgers=_LEDGER,
        decides=True,
        back="envelopes.reverse_movement",
        until=_REVERSED,
    )
)
REVERSE_MOVEMENT = declare(
    Verb(
        code="envelopes.reverse_movement",
        label="contrepasser un mouvement",
        who=(AUTHORITY_OFFICER,),
        denial=_DENIAL,
        needs=("note",),
        locks=(Rank.ENVELOPE,),
        ledgers=_LEDGER,
        until="une contrepassation ne se contrepasse pas : un nouveau mouvement la suit",
    )
)
SET_CEILING = declare(
    Verb(
        code="envelopes.set_ceiling",
        label="fixer un plafond de programmation",
        who=(AUTHORITY_OFFICER,),
        denial=_DENIAL,
        needs=("act", "value_date", "rate"),
        acts=ON_WHICH_CREDITS_REST,
        locks=(Rank.ACT, Rank.ENVELOPE),
        decides=True,
        until="un plafond est remplacé par le suivant, à sa date",
    )
)


def can_write_credits(
    by: Reader | System, envelope: Envelope | None = None, verb: Verb = RECORD_MOVEMENT
) -> Verdict:
    """Only a delegated envelope has a ledger, written by the officers of the authority."""
    if envelope is not None and not envelope.is_delegated:
        return verb.refuse("Seule une enveloppe déléguée porte des mouvements de crédits.")
    return may(verb, by)


def can_reverse_movement(by: Reader | System, movement: CreditMovement) -> Verdict:
    """Whoever writes credits reverses a movement once, and never a reversal."""
    if movement.reverses_id is not None:
        return REVERSE_MOVEMENT.refuse("Une contrepassation ne se contrepasse pas.")
    if hasattr(movement, "reversed_by"):
        return REVERSE_MOVEMENT.refuse("Ce mouvement est déjà contrepassé.")
    return can_write_credits(by, movement.envelope, REVERSE_MOVEMENT)
