"""Money facts, dated twice, and the cumulative balances that totals read.

Appending a row updates, in the same transaction and under its envelope's lock, the cumulative
balance of its account, stage and value date and of every later date (ADR 2).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, TypeVar

from django.db import models
from django.db.models import F

from accord.kernel.rows import AppendOnly


class LedgerRow(AppendOnly):
    """One money fact, resting on an act. Concrete ledgers add the account and amounts (cents)."""

    act = models.ForeignKey(
        "acts.Act", models.PROTECT, verbose_name="acte", related_name="%(class)s_rows"
    )
    is_presumed = models.BooleanField(
        "date présumée",
        default=False,
        help_text="La source ne donne pas ce jour : il est présumé ou estimé.",
    )

    class Meta(AppendOnly.Meta):
        abstract = True


@dataclass(frozen=True)
class Measures:
    """What a balance cumulates; each is a signed integer and adds up over rows."""

    amount: int = 0
    eligible_cost: int = 0
    operations: int = 0
    fictional_rows: int = 0

    # Written out: ``astuple`` copies deeply, and a nation adds up millions of these.
    def __add__(self, other: Measures) -> Measures:
        return Measures(
            self.amount + other.amount,
            self.eligible_cost + other.eligible_cost,
            self.operations + other.operations,
            self.fictional_rows + other.fictional_rows,
        )

    def __neg__(self) -> Measures:
        return Measures(-self.amount, -self.eligible_cost, -self.operations, -self.fictional_rows)


MEASURES = ("amount", "eligible_cost", "operations", "fictional_rows")


@dataclass(frozen=True)
class Entry:
    """Change of one account's stage from a value date on."""

    stage: str
    value_date: date
    measures: Measures


class BalanceBase(models.Model):
    """Cumulative measures of an account's stage at the end of a value date.

    The concrete model adds ``account`` and a unique constraint over account, stage and date.
    """

    stage = models.CharField("étape", max_length=12)
    value_date = models.DateField("date de valeur")
    amount = models.BigIntegerField("montant UE cumulé", default=0)
    eligible_cost = models.BigIntegerField("coût éligible cumulé", default=0)
    operations = models.IntegerField("opérations", default=0)
    fictional_rows = models.IntegerField("écritures fictives", default=0)

    class Meta:
        abstract = True

    @property
    def measures(self) -> Measures:
        return Measures(self.amount, self.eligible_cost, self.operations, self.fictional_rows)


Balance = TypeVar("Balance", bound=BalanceBase)


def post(balance_model: type[Balance], account: Any, entries: Iterable[Entry]) -> None:
    """Carry entries into the balances of a locked account.

    A backdated entry also moves every later balance of its stage. The caller holds the lock of
    the account and the transaction.
    """
    ordered = sorted(entries, key=lambda entry: (entry.stage, entry.value_date))
    for (stage, day), group in groupby(ordered, key=lambda e: (e.stage, e.value_date)):
        change = sum((entry.measures for entry in group), Measures())
        balances = balance_model._base_manager.filter(account=account, stage=stage)
        before = balances.filter(value_date__lte=day).order_by("-value_date").first()
        if before is None or before.value_date != day:
            start = before.measures if before else Measures()
            balance_model._base_manager.create(
                account=account, stage=stage, value_date=day, **_columns(start)
            )
        balances.filter(value_date__gte=day).update(
            **{name: F(name) + getattr(change, name) for name in MEASURES}
        )


def _columns(measures: Measures) -> dict[str, int]:
    return {name: getattr(measures, name) for name in MEASURES}


def cumulate(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Cumulative entries per stage and date, as the balances should stand."""
    ordered = sorted(entries, key=lambda entry: (entry.stage, entry.value_date))
    for stage, of_stage in groupby(ordered, key=lambda entry: entry.stage):
        running = Measures()
        for day, of_day in groupby(of_stage, key=lambda entry: entry.value_date):
            running = sum((entry.measures for entry in of_day), running)
            yield Entry(stage, day, running)


@dataclass(frozen=True)
class Trajectory:
    """Cumulative amount of one stage over time: what it is at a date and after."""

    points: Sequence[tuple[date, int]]

    def at(self, day: date) -> int:
        position = bisect_right(self.points, day, key=lambda point: point[0])
        return self.points[position - 1][1] if position else 0


def trajectories(
    balance_model: type[Balance], account: Any, stages: Sequence[str], start: date
) -> dict[str, Trajectory]:
    """Trajectories of an account's stages from a date on, each with the value before it."""
    points: dict[str, list[tuple[date, int]]] = {stage: [] for stage in stages}
    balances = balance_model._base_manager.filter(account=account, stage__in=stages)
    for stage in stages:
        before = balances.filter(stage=stage, value_date__lt=start).order_by("-value_date").first()
        if before:
            points[stage].append((before.value_date, before.amount))
    later = balances.filter(value_date__gte=start).order_by("value_date")
    for balance in later:
        points[balance.stage].append((balance.value_date, balance.amount))
    return {stage: Trajectory(found) for stage, found in points.items()}


def turning_points(trajectory_of: dict[str, Trajectory], start: date) -> list[date]:
    """The start and every later date at which one of the stages changes."""
    days = {start}
    for trajectory in trajectory_of.values():
        days |= {day for day, _ in trajectory.points if day > start}
    return sorted(days)
