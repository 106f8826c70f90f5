"""Administration of operations: read-only, with history."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accord.web.admin_bases import LedgerAdmin, ReadOnlyAdmin, register_all
from operations.models import (
    Beneficiary,
    FinancingLine,
    ImportRow,
    ImportRun,
    Operation,
    OperationTerritory,
    OperationTransition,
    UseOfCredits,
)

register_all(ReadOnlyAdmin, Beneficiary, FinancingLine, OperationTerritory)
register_all(LedgerAdmin, OperationTransition, ImportRow)


@admin.register(Operation)
class OperationAdmin(ReadOnlyAdmin):
    list_display = ["number", "title", "envelope", "state"]
    list_filter = ["state"]
    list_select_related = ["envelope"]
    search_fields = ["folded"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """The page shows the whole file, appraisal included: for whoever may read that."""
        return super().get_queryset(request).file_readable_by(request.user)


@admin.register(UseOfCredits)
class UseOfCreditsAdmin(LedgerAdmin):
    list_display = ["value_date", "operation", "stage", "delta_eu", "recorded_at"]
    list_filter = ["stage"]
    list_select_related = ["operation"]


@admin.register(ImportRun)
class ImportRunAdmin(LedgerAdmin):
    list_display = ["recorded_at", "file_name", "rows", "created", "changed", "refused"]
