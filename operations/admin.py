"""Administration of operations: read-only, with history."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accord.web.admin_bases import LedgerAdmin, ReadOnlyAdmin, register_all
from accord.web.requests import site_request
from operations.models import (
    AdjournmentEffect,
    Beneficiary,
    Call,
    DeprogrammingEffect,
    Establishment,
    FileTerritory,
    FinancingLine,
    ImportedOperation,
    Operation,
    OperationFile,
    OperationKey,
    OperationStep,
    OpinionEffect,
    ProgrammingEffect,
    RefusalEffect,
    TerritorySet,
    TerritorySetLine,
    UseOfCredits,
)

register_all(
    ReadOnlyAdmin,
    AdjournmentEffect,
    Call,
    DeprogrammingEffect,
    Establishment,
    FileTerritory,
    FinancingLine,
    OperationFile,
    OpinionEffect,
    ProgrammingEffect,
    RefusalEffect,
)
register_all(
    LedgerAdmin, ImportedOperation, OperationKey, OperationStep, TerritorySet, TerritorySetLine
)


@admin.register(Beneficiary)
class BeneficiaryAdmin(ReadOnlyAdmin):
    list_display = ["name", "siren", "is_shared"]
    search_fields = ["folded", "siren"]


@admin.register(Operation)
class OperationAdmin(ReadOnlyAdmin):
    list_display = ["number", "title", "envelope", "state"]
    list_filter = ["state"]
    list_select_related = ["envelope"]
    search_fields = ["folded"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """The page shows the history from before admissibility too: for readers of the file."""
        reader = site_request(request).reader
        return super().get_queryset(request).file_readable_by(reader)


@admin.register(UseOfCredits)
class UseOfCreditsAdmin(LedgerAdmin):
    list_display = ["value_date", "operation", "stage", "delta_eu", "recorded_at"]
    list_filter = ["stage"]
    list_select_related = ["operation"]
