"""Models of operations: who carries them, themselves, their keys, their ledger, their effects."""

from operations.models.beneficiaries import Beneficiary, Establishment
from operations.models.calls import Call
from operations.models.effects import (
    AdjournmentEffect,
    DeprogrammingEffect,
    OpinionEffect,
    ProgrammingEffect,
    RefusalEffect,
)
from operations.models.imports import ImportedOperation
from operations.models.keys import OperationKey, TerritorySet, TerritorySetLine
from operations.models.ledger import OperationStep, UseOfCredits
from operations.models.operations import FileTerritory, FinancingLine, Operation, OperationFile

__all__ = [
    "AdjournmentEffect",
    "Beneficiary",
    "Call",
    "DeprogrammingEffect",
    "Establishment",
    "FileTerritory",
    "FinancingLine",
    "ImportedOperation",
    "Operation",
    "OperationFile",
    "OperationKey",
    "OperationStep",
    "OpinionEffect",
    "ProgrammingEffect",
    "RefusalEffect",
    "TerritorySet",
    "TerritorySetLine",
    "UseOfCredits",
]
