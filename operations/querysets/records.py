"""Reading what stands around operations: who carries them, their files, their calls."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db.models import Max, Q

from accord.kernel.audit import AuditedQuerySet
from accord.kernel.scope import Own, ScopedQuerySet, Through
from operations.querysets.scope import PUBLISHED, SHARED, OfOperationsRead, file_rules


class BeneficiaryQuerySet(AuditedQuerySet):
    rules = (Own(), SHARED, OfOperationsRead(column="beneficiary_id"))

    def known_to(self, body_id: int | None) -> Self:
        """Those that a body may name in a draft: shared ones, and its own."""
        return self.filter(Q(is_shared=True) | Q(owner_id=body_id, owner__isnull=False))

    def shared(self) -> Self:
        """Records that every officer reads."""
        return self.filter(is_shared=True)


class EstablishmentQuerySet(AuditedQuerySet):
    # Not with their body: that somebody else's draft names one of its places stays unsaid.
    rules = (OfOperationsRead(column="establishment_id"),)


class FileQuerySet(AuditedQuerySet):
    rules = file_rules("operation__")


class FinancingQuerySet(AuditedQuerySet):
    rules = file_rules("operation__")


class FileTerritoryQuerySet(AuditedQuerySet):
    rules = file_rules("file__operation__")


class CallQuerySet(AuditedQuerySet):
    rules = (Own(), PUBLISHED)


class ImportedOperationQuerySet(ScopedQuerySet):
    rules = (Through(relation="operation"),)

    def latest_editions(self, after: date) -> dict[int, date]:
        """Date of the last reading about each operation, where it is after a day."""
        rows = self.filter(row__run__edition_on__gt=after).order_by().values("operation_id")
        found = rows.annotate(day=Max("row__run__edition_on"))
        return {row["operation_id"]: row["day"] for row in found}
