"""Reading the ledger of uses and the steps of operations: names, sums, what balances should say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Self

from django.db.models import Count, Max, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, ExtractYear

from accord.acts.states import ActKind
from accord.kernel.ledger import Entry, Measures
from accord.kernel.rows import AppendOnlyQuerySet
from accord.kernel.scope import Through
from envelopes.states import Stage
from operations.querysets.keys import KeyQuerySet
from operations.states import BEFORE_ADMISSIBILITY


class StepOfOperationQuerySet(AppendOnlyQuerySet):
    """Steps of an operation: readable with it, those from before admissibility with its file."""

    rules = (
        Through(name="with the file", relation="operation__file"),
        Through(relation="operation", among=~Q(to_state__in=BEFORE_ADMISSIBILITY)),
    )


@dataclass(frozen=True)
class Used:
    """What one row of use changes, and where."""

    envelope_id: int
    stage: str
    day: date
    measures: Measures


@dataclass(frozen=True)
class UseSum:
    """What uses of one envelope, stage and set of keys add up to."""

    envelope_id: int
    stage: str
    keys: Mapping[str, str | int | None]
    measures: Measures


# Keys that a use takes from its operation: name of the annotation, path from the key in force.
_OF_KEYS = {
    "scheme_code": "scheme__code",
    "objective_code": "objective__code",
    "plie_code": "plie__code",
}


class UseOfCreditsQuerySet(AppendOnlyQuerySet):
    rules = (Through(relation="operation"),)

    def with_names(self) -> Self:
        """Joins what a line of the ledger names."""
        return self.select_related("operation", "envelope", "act", "by_user", "reverses")

    def with_keys(self, names: Iterable[str], day: date, instant: datetime | None) -> Self:
        """Adds codes of the keys that the operation has at a day, as known at an instant."""
        keys = self.related("operation__keys", KeyQuerySet).candidates(
            day, instant, operation=OuterRef("operation")
        )
        found = {name: path for name, path in _OF_KEYS.items() if name in names}
        return self.annotate(
            **{name: Subquery(keys.values(path)[:1]) for name, path in found.items()}
        )

    # -- sums --------------------------------------------------------------------------------------

    def net(self, stage: str) -> Measures:
        """Net EU amount and eligible cost of these rows at a stage (cents)."""
        sums = self.filter(stage=stage).aggregate(eu=Sum("delta_eu"), cost=Sum("delta_cost"))
        return Measures(sums["eu"] or 0, sums["cost"] or 0)

    def nets(self) -> dict[tuple[int, str], Measures]:
        """Net EU amount and eligible cost of each operation at each stage (cents)."""
        rows = self.order_by().values("operation_id", "stage")
        return {
            (row["operation_id"], row["stage"]): Measures(row["eu"], row["cost"])
            for row in rows.annotate(eu=Sum("delta_eu"), cost=Sum("delta_cost"))
        }

    def sums(self, *keys: str) -> Iterator[UseSum]:
        """Net EU amount per envelope, stage and the keys asked (``year`` or a column)."""
        rows = (
            self._keyed(keys)
            .values("envelope_id", "stage", *keys)
            .annotate(
                eu=Sum("delta_eu"), fictional_rows=Count("pk", filter=Q(act__is_fictional=True))
            )
        )
        for row in rows:
            measures = Measures(row["eu"], fictional_rows=row["fictional_rows"])
            yield UseSum(row["envelope_id"], row["stage"], _only(keys, row), measures)

    def programmed_operations(self, *keys: str) -> Iterator[UseSum]:
        """One for each operation (and keys) whose net programmed amount is not zero."""
        keys = ("operation_id", *keys)
        rows = (
            self.filter(stage=Stage.PROGRAMMED)
            ._keyed(keys)
            .values("envelope_id", *keys)
            .annotate(eu=Sum("delta_eu"))
            .exclude(eu=0)
        )
        for row in rows:
            counted = Measures(operations=1)
            yield UseSum(row["envelope_id"], Stage.PROGRAMMED, _only(keys, row), counted)

    def _keyed(self, keys: Iterable[str]) -> Self:
        rows = self.order_by()
        return rows.annotate(year=ExtractYear("value_date")) if "year" in keys else rows

    def contracted_beyond_programmed(self) -> list[tuple[str, int]]:
        """Number and excess (cents) of operations contracted beyond what is programmed."""
        rows = (
            self.order_by()
            .values("operation_id", "operation__number")
            .annotate(
                excess=Coalesce(Sum("delta_eu", filter=Q(stage=Stage.CONTRACTED)), 0)
                - Coalesce(Sum("delta_eu", filter=Q(stage=Stage.PROGRAMMED)), 0)
            )
            .filter(excess__gt=0)
        )
        return [(row["operation__number"], row["excess"]) for row in rows]

    # -- what a national list wrote ----------------------------------------------------------------

    def not_of_a_list(self) -> Self:
        """Rows behind which something of ours stands, and not a list alone."""
        return self.exclude(act__kind=ActKind.EXTRACT_EDITION, reverses=None)

    def latest_days(self) -> dict[int, date]:
        """The last value date of each operation."""
        rows = self.order_by().values("operation_id").annotate(day=Max("value_date"))
        return {row["operation_id"]: row["day"] for row in rows}

    def latest_editions(self, after: date) -> dict[int, date]:
        """Date of the last edition that wrote on each operation, where it is after a day."""
        rows = self.filter(act__kind=ActKind.EXTRACT_EDITION, act__date__gt=after).order_by()
        found = rows.values("operation_id").annotate(day=Max("act__date"))
        return {row["operation_id"]: row["day"] for row in found}

    # -- what balances should say ------------------------------------------------------------------

    def by_operation(self) -> Iterator[tuple[int, list[Used]]]:
        """What each operation uses, row after row."""
        rows = self.order_by("operation_id", "value_date", "pk").values_list(
            "operation_id",
            "envelope_id",
            "stage",
            "value_date",
            "delta_eu",
            "delta_cost",
            "act__is_fictional",
        )
        for operation_id, group in groupby(rows.iterator(5000), key=lambda row: row[0]):
            yield operation_id, [_used(*row[1:]) for row in group]

    def entries(self) -> dict[int, list[Entry]]:
        """Changes of each envelope's balances that these rows bring about."""
        found: dict[int, list[Entry]] = {}
        sums = (
            self.order_by()
            .values("envelope_id", "stage", "value_date")
            .annotate(
                eu=Sum("delta_eu"),
                cost=Sum("delta_cost"),
                fictional=Count("pk", filter=Q(act__is_fictional=True)),
            )
        )
        for row in sums:
            measures = Measures(row["eu"], row["cost"], fictional_rows=row["fictional"])
            entry = Entry(row["stage"], row["value_date"], measures)
            found.setdefault(row["envelope_id"], []).append(entry)
        for envelope_id, steps in self._steps_by_operation():
            found[envelope_id] += _counting_entries(steps)
        return found

    def _steps_by_operation(self) -> Iterator[tuple[int, list[tuple[date, int]]]]:
        rows = (
            self.filter(stage=Stage.PROGRAMMED)
            .order_by("envelope_id", "operation_id", "value_date")
            .values_list("envelope_id", "operation_id", "value_date", "delta_eu")
        )
        for (envelope_id, _), group in groupby(rows.iterator(5000), key=lambda row: row[:2]):
            yield envelope_id, [(day, delta) for _, _, day, delta in group]


def _only(names: Iterable[str], row: Mapping[str, str | int | None]) -> dict[str, str | int | None]:
    return {name: row[name] for name in names}


def _used(envelope_id: int, stage: str, day: date, eu: int, cost: int, fictional: bool) -> Used:
    return Used(envelope_id, stage, day, Measures(eu, cost, fictional_rows=int(fictional)))


def _counting_entries(steps: Iterable[tuple[date, int]]) -> list[Entry]:
    """When an operation begins or ceases to count as programmed: its net amount is not zero."""
    entries = []
    running, counts = 0, False
    for day, group in groupby(sorted(steps), key=lambda step: step[0]):
        running += sum(delta for _, delta in group)
        if (running != 0) != counts:
            counts = not counts
            change = Measures(operations=1 if counts else -1)
            entries.append(Entry(Stage.PROGRAMMED, day, change))
    return entries
