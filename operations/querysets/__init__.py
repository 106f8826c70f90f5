"""Reading operations and what hangs on them: scope, dates, sums. No writes."""

from operations.querysets.keys import (
    KeyQuerySet,
    TerritoryLineQuerySet,
    TerritorySetQuerySet,
)
from operations.querysets.operations import OperationQuerySet
from operations.querysets.records import (
    BeneficiaryQuerySet,
    CallQuerySet,
    EstablishmentQuerySet,
    FileQuerySet,
    FileTerritoryQuerySet,
    FinancingQuerySet,
    ImportedOperationQuerySet,
)
from operations.querysets.uses import StepOfOperationQuerySet, UseOfCreditsQuerySet

__all__ = [
    "BeneficiaryQuerySet",
    "CallQuerySet",
    "EstablishmentQuerySet",
    "FileQuerySet",
    "FileTerritoryQuerySet",
    "FinancingQuerySet",
    "ImportedOperationQuerySet",
    "KeyQuerySet",
    "OperationQuerySet",
    "StepOfOperationQuerySet",
    "TerritoryLineQuerySet",
    "TerritorySetQuerySet",
    "UseOfCreditsQuerySet",
]
