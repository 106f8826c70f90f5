"""Why one reads an operation, its file, what carries it: the named rules of this room."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from accord.kernel.actors import Reader
from accord.kernel.dates import today
from accord.kernel.rows import AppendOnlyQuerySet
from accord.kernel.scope import Capacities, Own, Rows, Rule, ScopedQuerySet, quoted, related
from accord.people.capacities import OF_THE_STATE, PARTNERS, STATE_AND_HOLDERS, Capacity
from accord.people.models import Supervision


@dataclass(frozen=True)
class Carried(Rule):
    """What is about an operation that a partner carries itself; ``path`` leads to the operation."""

    name: str = "carried"
    path: str = ""

    def q(self, reader: Reader, model: Rows) -> Q | None:
        if reader.capacity not in PARTNERS:
            return None
        return Q(**{f"{self.path}beneficiary__organisation_id": reader.body_id})

    def policy(self, table: str) -> str:
        if self.path != "operation__":
            return super().policy(table)
        return (
            f"accord_capacity() IN ({quoted(PARTNERS)}) AND {table}.operation_id IN ("  # noqa: S608
            "SELECT carried.id FROM operations_operation carried"
            " JOIN operations_beneficiary body ON body.id = carried.beneficiary_id"
            " WHERE body.organisation_id = accord_body())"
        )


@dataclass(frozen=True)
class Supervised(Rule):
    """What the State reads of a holder that has opened supervision."""

    name: str = "supervised"

    def q(self, reader: Reader, model: Rows) -> Q | None:
        if reader.capacity not in OF_THE_STATE:
            return None
        supervised = Supervision.objects.open_on(today()).values("holder_id")
        return Q(owner_id__in=supervised)

    def policy(self, table: str) -> str:
        return (
            f"accord_capacity() IN ({quoted(OF_THE_STATE)}) AND {table}.owner_id IN ("  # noqa: S608
            "SELECT supervised.holder_id FROM people_supervision supervised"
            " WHERE supervised.starts_on <= accord_today()"
            " AND (supervised.ends_on IS NULL OR supervised.ends_on >= accord_today()))"
        )


@dataclass(frozen=True)
class OfTerritory(Rule):
    """Admissible operations of the territories where a PLIE works."""

    name: str = "of its territory"

    def q(self, reader: Reader, model: Rows) -> Q | None:
        if reader.capacity != Capacity.PLIE:
            return None
        sets = related(model, "territory_sets", AppendOnlyQuerySet).standing()
        own = sets.filter(lines__territory__plie_lines__organisation_id=reader.body_id)
        return Q(admitted_on__isnull=False, pk__in=own.values("operation_id"))


@dataclass(frozen=True)
class OfOperationsRead(Rule):
    """Records that operations that one reads refer to; ``column`` is how they do."""

    name: str = "of operations read"
    column: str = ""

    def q(self, reader: Reader, model: Rows) -> Q | None:
        visible = related(model, "operations", ScopedQuerySet).visible_to(reader)
        return Q(pk__in=visible.values(self.column))


def file_rules(path: str = "") -> tuple[Rule, ...]:
    """Who reads the file itself: appraisal, financing plan. ``path`` leads to the operation."""
    return (Own(), Carried(path=path), Supervised())


ADMITTED = Capacities("from admissibility on", STATE_AND_HOLDERS, Q(admitted_on__isnull=False))
# The read column of the design: other seats read no operation.
OPERATION_RULES: tuple[Rule, ...] = (*file_rules(), ADMITTED, OfTerritory())
SHARED = Capacities("shared", PARTNERS, Q(is_shared=True))
PUBLISHED = Capacities("published", PARTNERS, Q(published_on__isnull=False))
