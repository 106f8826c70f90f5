"""Models of operations: themselves, their ledger, the files that they come from."""

from operations.models.imports import ImportRow, ImportRun
from operations.models.ledger import OperationTransition, UseOfCredits
from operations.models.operations import (
    Beneficiary,
    FinancingLine,
    Operation,
    OperationTerritory,
)

__all__ = [
    "Beneficiary",
    "FinancingLine",
    "ImportRow",
    "ImportRun",
    "Operation",
    "OperationTerritory",
    "OperationTransition",
    "UseOfCredits",
]
