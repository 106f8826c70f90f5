"""Models of the envelopes: the programmes they belong to, the tree itself, its ledger."""

from envelopes.models.envelopes import (
    Envelope,
    EnvelopeFigure,
    GlobalGrant,
    ProgrammingCeiling,
    Tranche,
)
from envelopes.models.ledger import Balance, CreditMovement
from envelopes.models.programmes import (
    DividingLine,
    Fund,
    Priority,
    Programme,
    ProgrammeAlias,
    Scheme,
    SpecificObjective,
)

__all__ = [
    "Balance",
    "CreditMovement",
    "DividingLine",
    "Envelope",
    "EnvelopeFigure",
    "Fund",
    "GlobalGrant",
    "Priority",
    "Programme",
    "ProgrammeAlias",
    "ProgrammingCeiling",
    "Scheme",
    "SpecificObjective",
    "Tranche",
]
