"""Reading what operations were at a day: keys and territories, as known at an instant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from typing import ClassVar, Self

from django.db.models import Count, Exists, Max, OuterRef, Subquery

from accord.kernel.rows import AppendOnlyQuerySet
from accord.kernel.scope import ScopedQuerySet, Through

# Scheme, objective and PLIE of an operation; each may be unknown.
Triple = tuple[int | None, int | None, int | None]
UNKNOWN: Triple = (None, None, None)


class _InForceQuerySet(AppendOnlyQuerySet):
    """Rows of which the latest one at a day is in force, among those of the same ``of``."""

    is_base = True
    of: ClassVar[tuple[str, ...]]
    rules = (Through(relation="operation"),)

    def standing_as_known(self, instant: datetime | None) -> Self:
        """Rows that nothing known at the instant reverses; all that is known without instant."""
        if instant is None:
            return self.standing()
        reversals = (
            self.related("reverses", type(self)).known_at(instant).filter(reverses=OuterRef("pk"))
        )
        return self.known_at(instant).filter(reverses=None).exclude(Exists(reversals))

    def candidates(
        self, day: date | OuterRef, instant: datetime | None = None, **of: OuterRef | str
    ) -> Self:
        """Rows that may be in force at a day, the one that is first. For a subquery as well."""
        rows = self.standing_as_known(instant).filter(value_date__lte=day, **of)
        return rows.order_by("-value_date", "-pk")

    def in_force(self, day: date, instant: datetime | None = None) -> Self:
        """The row in force at a day, for each of what they are about."""
        of = {name: OuterRef(name) for name in self.of}
        latest = self.related("reverses", type(self)).candidates(day, instant, **of)
        return self.filter(pk=Subquery(latest.values("pk")[:1]))


class KeyQuerySet(_InForceQuerySet):
    of = ("operation",)

    def by_operation(self) -> Iterator[tuple[int, list[tuple[date, Triple]]]]:
        """The standing keys of each operation, from the first to the last."""
        rows = (
            self.standing()
            .order_by("operation_id", "value_date", "pk")
            .values_list("operation_id", "value_date", "scheme_id", "objective_id", "plie_id")
        )
        for operation_id, group in groupby(rows.iterator(5000), key=lambda row: row[0]):
            yield operation_id, [(day, tuple(triple)) for _, day, *triple in group]


class TerritorySetQuerySet(_InForceQuerySet):
    of = ("operation", "family")

    def only_codes(self, family: str, day: date, instant: datetime | None = None) -> dict[int, str]:
        """The territory of each operation in a family, for those that have exactly one."""
        sets = self.filter(family=family).in_force(day, instant)
        rows = (
            self.related("lines", TerritoryLineQuerySet)
            .filter(territory_set__in=sets.order_by().values("pk"))
            .order_by()
            .values("territory_set__operation_id")
            .annotate(number=Count("pk"), code=Max("territory__code"))
        )
        return {
            row["territory_set__operation_id"]: row["code"] for row in rows if row["number"] == 1
        }


class TerritoryLineQuerySet(ScopedQuerySet):
    rules = (Through(relation="territory_set__operation"),)
