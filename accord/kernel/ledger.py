"""Append-only money facts, dated twice, and the cumulative balances that totals read.

A ledger row says what happened (``value_date``), when it became known (``recorded_at``) and on
which act it rests. Nothing updates or deletes a row: a correction is a reversal with a reason.
Appending a row updates, in the same transaction and under the account's lock, the cumulative
balance of its account, stage and value date and of every later date (ADR 2).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accord.kernel.errors import Refused
from accord.kernel.scoping import ScopedQuerySet


class AppendOnlyError(TypeError):
    """An attempt to change or delete a ledger row."""


class LedgerQuerySet(ScopedQuerySet):
    """Rows of a ledger, read at a date and as known at an instant."""

    is_base = True

    def as_of(self, day: date) -> Self:
        """Rows whose value date is on or before the day."""
        return self.filter(value_date__lte=day)

    def known_at(self, instant: datetime | None) -> Self:
        """Rows recorded on or before the instant; all of them without instant."""
        return self.all() if instant is None else self.filter(recorded_at__lte=instant)

    def _refused(self, *args: Any, **kwargs: Any) -> Any:
        raise AppendOnlyError(f"{self.model.__name__} is append-only: reverse the row instead")

    update = _refused
    delete = _refused
    bulk_update = _refused
    update_or_create = _refused


class LedgerRow(models.Model):
    """One money fact. Concrete ledgers add the account, the stage and the amounts (cents)."""

    objects: ClassVar[Any]

    act = models.ForeignKey(
        "acts.Act", models.PROTECT, verbose_name="acte", related_name="%(class)s_rows"
    )
    value_date = models.DateField("date de valeur")
    is_presumed = models.BooleanField(
        "date présumée",
        default=False,
        help_text="La source ne donne pas ce jour : il est présumé ou estimé.",
    )
    recorded_at = models.DateTimeField("enregistré le", editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        verbose_name="enregistré par",
        related_name="+",
    )
    reverses = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="contrepasse",
        related_name="reversed_by",
    )
    reason = models.CharField("motif", max_length=300, blank=True)

    class Meta:
        abstract = True
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_reversal_has_reason",
                condition=Q(reverses__isnull=True) | ~Q(reason=""),
                violation_error_message="Une contrepassation doit dire son motif.",
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnlyError(f"{type(self).__name__} is append-only: reverse it instead")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise AppendOnlyError(f"{type(self).__name__} is append-only: reverse it instead")

    @property
    def reversal(self) -> Self | None:
        """The row that cancels this one, if there is one."""
        return getattr(self, "reversed_by", None)

    def refuse_second_reversal(self) -> None:
        """Raise Refused when the row is already reversed or is itself a reversal."""
        if self.reverses is not None:
            raise Refused("Une contrepassation ne se contrepasse pas : enregistrez un mouvement.")
        if type(self).objects.filter(reverses=self).exists():
            raise Refused("Cette écriture est déjà contrepassée.")


@dataclass(frozen=True)
class Measures:
    """What a balance cumulates; each is a signed integer and adds up over rows."""

    amount: int = 0
    eligible_cost: int = 0
    operations: int = 0
    fictional_rows: int = 0

    def __add__(self, other: Measures) -> Measures:
        return Measures(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    def __neg__(self) -> Measures:
        return Measures(*(-a for a in astuple(self)))


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
