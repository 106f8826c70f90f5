"""Models of the envelopes: the programmes they belong to, the tree itself, its ledger."""

from envelopes.models.effects import (
    CeilingEffect,
    NotificationEffect,
    OpeningEffect,
    TopUpEffect,
)
from envelopes.models.envelopes import (
    Envelope,
    EnvelopeFigure,
    GlobalGrant,
    ProgrammingCeiling,
    Tranche,
)
from envelopes.models.grants import FinancialPlan, FinancialPlanLine, FundsRequest
from envelopes.models.ledger import Account, AccountBalance, Balance, CreditMovement
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
    "Account",
    "AccountBalance",
    "Balance",
    "CeilingEffect",
    "CreditMovement",
    "DividingLine",
    "Envelope",
    "EnvelopeFigure",
    "FinancialPlan",
    "FinancialPlanLine",
    "Fund",
    "FundsRequest",
    "GlobalGrant",
    "NotificationEffect",
    "OpeningEffect",
    "Priority",
    "Programme",
    "ProgrammeAlias",
    "ProgrammingCeiling",
    "Scheme",
    "SpecificObjective",
    "TopUpEffect",
    "Tranche",
]
