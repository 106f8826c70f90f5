"""Reading envelopes and their ledger: scope, dates and sums. No writes.

``Position`` and ``Totals`` are built here from balances, and nowhere else.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import ExtractYear

from accord.kernel.audit import AuditedQuerySet, AuditedReferenceQuerySet
from accord.kernel.dates import add_months
from accord.kernel.ledger import (
    Entry,
    Measures,
    cumulate,
    trajectories,
    turning_points,
)
from accord.kernel.money import BASIS_POINTS
from accord.kernel.rows import AppendOnlyQuerySet
from accord.kernel.scope import AtTheTable, ScopedQuerySet
from accord.people.capacities import AGREEMENT
from envelopes.states import EnvelopeLevel, Stage
from envelopes.totals import EnvelopeRow, Position, Totals

# A remainder sleeps when it has been there for a year without a break.
SLEEPING_MONTHS = 12


class EnvelopeQuerySet(AuditedQuerySet):
    # Totals are for every body at the table, whichever its seat.
    rules = (AtTheTable(),)

    def delegated(self) -> Self:
        """The leaves: envelopes of a holder, which alone have a ledger."""
        return self.filter(level=EnvelopeLevel.HOLDER)

    def with_names(self) -> Self:
        """Joins what a page names: fund, holder, priority, agreement."""
        return self.select_related("fund", "holder", "priority", "agreement")

    def with_figures(self) -> Self:
        """Prefetches the printed figures of each envelope."""
        return self.select_related("fund").prefetch_related("figure_lines__figure")

    def lineage_of(self, envelope_id: int) -> list[models.Model]:
        """An envelope and those above it, the nearest first, with their printed figures."""
        by_key = {row.pk: row for row in self.with_figures()}
        lineage, key = [], envelope_id
        while key in by_key:
            lineage.append(by_key[key])
            key = by_key[key].parent_id
        return lineage

    def with_balance_ids(self, as_of: date) -> Self:
        """The latest balance of each stage at the date, as ``balance_<stage>``.

        One index look-up per stage: the cost does not grow with the number of rows (ADR 2).
        """
        latest = self.related("balances", BalanceQuerySet).filter(
            account=OuterRef("pk"), value_date__lte=as_of
        )
        return self.annotate(
            **{
                f"balance_{stage}": Subquery(
                    latest.filter(stage=stage).order_by("-value_date").values("pk")[:1]
                )
                for stage in Stage.values
            }
        )

    def totals(self, as_of: date) -> list[tuple[EnvelopeRow, Totals]]:
        """Totals of each envelope at the end of a day, in the queryset's order."""
        envelopes = list(self.with_balance_ids(as_of))
        measures = self._measures(envelopes)
        return [
            (
                envelope,
                Totals.of_envelope(measures.get(envelope.pk, {}), is_extract=envelope.is_extract),
            )
            for envelope in envelopes
        ]

    def positions(self, as_of: date) -> list[Position]:
        """Where each envelope stands at the end of a day: totals and programming ceiling."""
        rows = self.with_names().totals(as_of)
        ceilings = self._ceilings([envelope.pk for envelope, _ in rows], as_of)
        return [
            Position(envelope, totals, ceilings.get(envelope.pk, BASIS_POINTS))
            for envelope, totals in rows
        ]

    def _measures(self, envelopes: Iterable[EnvelopeRow]) -> dict[int, dict[str, Measures]]:
        ids = [
            getattr(envelope, f"balance_{stage}")
            for envelope in envelopes
            for stage in Stage.values
        ]
        found: dict[int, dict[str, Measures]] = {}
        for row in self.related("balances", BalanceQuerySet).filter(
            pk__in=[pk for pk in ids if pk]
        ):
            found.setdefault(row.account_id, {})[row.stage] = row.measures
        return found

    def _ceilings(self, envelope_ids: list[int], as_of: date) -> dict[int, int]:
        """Rate in force at the date for each envelope that has one."""
        rows = (
            self.related("ceilings", AuditedReferenceQuerySet)
            .filter(envelope_id__in=envelope_ids, starts_on__lte=as_of)
            .order_by("starts_on")
            .values_list("envelope_id", "rate_bp")
        )
        return dict(rows)


class GrantQuerySet(AuditedQuerySet):
    rules = (AGREEMENT,)


class TrancheQuerySet(AuditedQuerySet):
    # Shares and amounts are totals: readable by every seat.
    rules = (AtTheTable(),)

    def with_opening(self, as_of: date | None = None) -> Self:
        """Adds ``opened``: net amount opened by the tranche's movements (cents); and its date."""
        rows = self.related("movements", CreditMovementQuerySet).filter(tranche=OuterRef("pk"))
        rows = rows if as_of is None else rows.as_of(as_of)
        latest = rows.filter(delta_open__gt=0, reversed_by=None).order_by("-value_date")
        return self.annotate(
            opened=Subquery(
                rows.order_by().values("tranche").annotate(net=Sum("delta_open")).values("net")
            ),
            opened_on=Subquery(latest.values("value_date")[:1]),
            opened_is_presumed=Subquery(latest.values("is_presumed")[:1]),
        )

    def unopened(self) -> Self:
        """Tranches whose movements open nothing."""
        return self.with_opening().filter(Q(opened=None) | Q(opened=0))

    def partly_opened(self) -> Self:
        """Tranches whose movements open neither nothing nor their whole amount."""
        return self.with_opening().exclude(opened=None).exclude(opened__in=[0, F("amount")])


class CreditMovementQuerySet(AppendOnlyQuerySet):
    # The ledger is for State, holders and PLIE; other seats read totals.
    rules = (AGREEMENT,)

    def with_names(self) -> Self:
        """Joins what a line of the ledger names."""
        return self.select_related(
            "envelope__agreement",
            "envelope__holder",
            "envelope__fund",
            "act__agreement",
            "tranche",
            "by_user",
            "departure__envelope",
            "arrival__envelope",
            "reverses",
            "reversed_by",
        )

    def sums(self, by_year: bool = False) -> Iterable[dict[str, int]]:
        """Net notified and open amounts per envelope (and year of the value date)."""
        rows = self.order_by()
        keys = ["envelope_id"]
        if by_year:
            rows = rows.annotate(year=ExtractYear("value_date"))
            keys.append("year")
        found: Iterable[dict[str, int]] = rows.values(*keys).annotate(
            notified=Sum("delta_notified"),
            open=Sum("delta_open"),
            fictional_rows=Count("pk", filter=Q(act__is_fictional=True)),
        )
        return found

    def entries(self) -> dict[int, list[Entry]]:
        """Changes of each envelope's balances that these rows bring about."""
        found: dict[int, list[Entry]] = {}
        rows = (
            self.order_by()
            .values("envelope_id", "value_date")
            .annotate(
                notified=Sum("delta_notified"),
                open=Sum("delta_open"),
                notified_rows=Count("pk", filter=Q(act__is_fictional=True)),
            )
        )
        for row in rows:
            entries = found.setdefault(row["envelope_id"], [])
            fictional = Measures(row["notified"], fictional_rows=row["notified_rows"])
            entries.append(Entry(Stage.NOTIFIED, row["value_date"], fictional))
            entries.append(Entry(Stage.OPEN, row["value_date"], Measures(row["open"])))
        return found


class _BalanceQuerySet(ScopedQuerySet):
    """Cumulative balances, whatever their accounts are."""

    is_base = True
    # What people know an account by.
    named_by: str

    def differences(self, entries: dict[int, list[Entry]]) -> Iterable[str]:
        """French sentences where a date reads another balance than the entries add up to.

        ``entries`` are those of each account. A balance without entry of its own day is right when
        it says what the day before says.
        """
        due: dict[tuple[int, str], list[tuple[date, Measures]]] = {}
        for account, of_account in entries.items():
            for entry in cumulate(of_account):
                points = due.setdefault((account, entry.stage), [])
                points.append((entry.value_date, entry.measures))
        kept: dict[tuple[int, str], list[tuple[date, Measures]]] = {}
        rows = self.order_by("account_id", "stage", "value_date")
        for row in rows.iterator(2000):
            points = kept.setdefault((row.account_id, row.stage), [])
            points.append((row.value_date, row.measures))
        label = str(self.model._meta.verbose_name).capitalize()
        names = dict(self.related("account", ScopedQuerySet).values_list("pk", self.named_by))
        for key in sorted({*due, *kept}):
            expected, found = due.get(key, []), kept.get(key, [])
            for day in sorted({day for day, _ in (*expected, *found)}):
                should, does = _latest(expected, day), _latest(found, day)
                if should != does:
                    yield f"{label} {names[key[0]]} {key[1]} {day} : {does} ≠ {should}."


def _latest(points: Sequence[tuple[date, Measures]], day: date) -> Measures:
    """What a series of cumulative points says at the end of a day."""
    position = bisect_right(points, day, key=lambda point: point[0])
    return points[position - 1][1] if position else Measures()


class BalanceQuerySet(_BalanceQuerySet):
    rules = (AtTheTable(),)
    named_by = "code"

    def history(self, envelope: EnvelopeRow, until: date) -> dict[str, list[tuple[date, int]]]:
        """Cumulative amounts of each stage of an envelope, date after date."""
        found: dict[str, list[tuple[date, int]]] = {stage: [] for stage in Stage.values}
        rows = self.filter(account_id=envelope.pk, value_date__lte=until).order_by("value_date")
        for stage, day, amount in rows.values_list("stage", "value_date", "amount"):
            found[stage].append((day, amount))
        return found

    def sleeping(self, envelope: EnvelopeRow, as_of: date) -> int | None:
        """Smallest remainder over the last twelve months (cents): what has slept all along."""
        if envelope.is_extract:
            return None
        start = add_months(as_of, -SLEEPING_MONTHS)
        found = trajectories(self.model, envelope, (Stage.OPEN, Stage.PROGRAMMED), start)
        return min(
            max(found[Stage.OPEN].at(day) - found[Stage.PROGRAMMED].at(day), 0)
            for day in turning_points(found, start)
            if day <= as_of
        )


class AccountQuerySet(ScopedQuerySet):
    rules = (AtTheTable(),)


class AccountBalanceQuerySet(_BalanceQuerySet):
    rules = (AtTheTable(),)
    named_by = "key"
