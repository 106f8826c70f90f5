"""Reading the ground's models where it takes more than a filter."""

from __future__ import annotations

from typing import Self

from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from accord.kernel.audit import AuditedReferenceQuerySet


class TerritoryQuerySet(AuditedReferenceQuerySet):
    def with_perimeter(self) -> Self:
        """Adds ``communes_count`` and ``population`` of the communes known today."""
        lines = self.related("commune_lines", AuditedReferenceQuerySet)
        grouped = (
            lines.filter(territory=OuterRef("pk"), ends_on=None).order_by().values("territory")
        )
        return self.annotate(
            communes_count=Coalesce(
                Subquery(grouped.annotate(number=Count("pk")).values("number")), 0
            ),
            population=Subquery(
                grouped.annotate(people=Sum("commune__population")).values("people")
            ),
        )
