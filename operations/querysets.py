"""Reading operations and the credits they use: scope, dates, sums. No writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any, Self

from django.db.models import Count, Exists, F, Max, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, ExtractYear

from accord.kernel.audit import AuditedQuerySet
from accord.kernel.dates import today
from accord.kernel.ledger import Entry, LedgerQuerySet, Measures
from accord.kernel.scoping import ScopedQuerySet
from accord.people.models import Supervision
from envelopes.states import Stage


def _scope(user: Any) -> Any:
    return user.scope if user.is_authenticated and user.is_active else None


class OperationQuerySet(AuditedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """The read column of ``design.md`` § 4.

        State and holders read every operation from admissibility on; a holder reads all of its
        own, a PLIE those it carries and the admissible ones of its territory, the State the
        earlier ones of a holder that has opened supervision. Other seats read none here.
        """
        scope = _scope(user)
        if scope is None or not scope.reads_agreement:
            return self.none()
        admitted = Q(admitted_on__isnull=False)
        readable = Q(beneficiary__organisation_id__in=scope.organisation_ids)
        if scope.is_holder:
            readable |= admitted | Q(envelope__holder_id__in=scope.organisation_ids)
        if scope.is_state:
            supervised = Supervision.objects.open_on(today()).values("holder_id")
            readable |= admitted | Q(envelope__holder_id__in=supervised)
        if scope.is_plie:
            readable |= admitted & Q(pk__in=self._in_territory_of(scope.organisation_ids))
        return self.filter(readable)

    def _in_territory_of(self, organisation_ids: Iterable[int]) -> Any:
        lines = self.related("territory_lines")
        return lines.filter(territory__plie_lines__organisation_id__in=organisation_ids).values(
            "operation_id"
        )

    def file_readable_by(self, user: Any) -> Self:
        """Operations whose appraisal and financing plan this user may read: the file itself."""
        scope = _scope(user)
        if scope is None:
            return self.none()
        own = Q(beneficiary__organisation_id__in=scope.organisation_ids) | Q(
            envelope__holder_id__in=scope.organisation_ids
        )
        if scope.is_state:
            supervised = Supervision.objects.open_on(today()).values("holder_id")
            own |= Q(envelope__holder_id__in=supervised)
        return self.filter(own)

    def matching(self, words: Sequence[str]) -> Self:
        """Those whose number, title or beneficiary hold every folded word, or whose SIRET it is."""
        found = Q()
        for word in words:
            found &= Q(folded__contains=word)
        return self.filter(found | Q(beneficiary__siret="".join(words))) if words else self.all()

    def with_names(self) -> Self:
        return self.select_related(
            "envelope__holder",
            "envelope__fund",
            "envelope__agreement",
            "beneficiary",
            "scheme",
            "objective__priority",
        )

    def known_on(self, day: date) -> Self:
        """Operations that had begun their life at the day; drafts show on the day itself only."""
        steps = self.related("transitions")
        begun = Q(Exists(steps.filter(operation=OuterRef("pk"), value_date__lte=day)))
        return self.filter(begun | Q(state="draft") if day >= today() else begun)

    def with_state_on(self, day: date) -> Self:
        """Adds ``state_on`` and ``opinion_on``: what was reached at the end of the day."""
        steps = self.related("transitions")
        latest = steps.filter(operation=OuterRef("pk"), value_date__lte=day).order_by(
            "-value_date", "-pk"
        )
        return self.annotate(
            state_on=Coalesce(Subquery(latest.values("to_state")[:1]), F("state")),
            opinion_on=Coalesce(Subquery(latest.values("opinion")[:1]), F("opinion")),
        )

    def with_amounts(self, as_of: date) -> Self:
        """Adds net EU amounts and eligible cost (cents) at the date, zero where there are none.

        ``programmed_eu``, ``programmed_cost``, ``contracted_eu``, ``contracted_cost``, ``paid_eu``.
        """
        uses = self.related("uses").as_of(as_of)

        def net(stage: str, column: str) -> Any:
            rows = uses.filter(operation=OuterRef("pk"), stage=stage).order_by()
            total = rows.values("operation").annotate(net=Sum(column)).values("net")
            return Coalesce(Subquery(total), 0)

        return self.annotate(
            programmed_eu=net(Stage.PROGRAMMED, "delta_eu"),
            programmed_cost=net(Stage.PROGRAMMED, "delta_cost"),
            contracted_eu=net(Stage.CONTRACTED, "delta_eu"),
            contracted_cost=net(Stage.CONTRACTED, "delta_cost"),
            paid_eu=net(Stage.PAID, "delta_eu"),
        )

    def sums(self, as_of: date) -> dict[str, dict[str, int]]:
        """Net amounts at the date: ``{stage: {"eu": …, "cost": …}}`` (cents)."""
        uses = self.related("uses")
        rows = (
            uses.as_of(as_of)
            .filter(operation__in=self.order_by().values("pk"))
            .order_by()
            .values("stage")
            .annotate(eu=Sum("delta_eu"), cost=Sum("delta_cost"))
        )
        found = {stage: {"eu": 0, "cost": 0} for stage in Stage.values}
        for row in rows:
            found[row["stage"]] = {"eu": row["eu"], "cost": row["cost"]}
        return found

    def with_unbalanced_plan(self) -> list[tuple[str, int]]:
        """Number and gap (cents) where the resources do not add up to the eligible cost.

        The cost is that of the signed agreement, else that of the appraisal.
        """
        lines = self.related("financing_lines")
        uses = self.related("uses").filter(operation=OuterRef("pk"), stage=Stage.CONTRACTED)
        planned = lines.filter(operation=OuterRef("pk")).order_by().values("operation")
        signed = uses.order_by().values("operation").annotate(cost=Sum("delta_cost"))
        rows = self.annotate(
            planned=Subquery(planned.annotate(sum=Sum("amount")).values("sum")),
            cost=Coalesce(Subquery(signed.exclude(cost=0).values("cost")), F("appraised_cost")),
        ).exclude(planned=None)
        gaps = rows.exclude(planned=F("cost")).order_by("number")
        return [(row.number, row.planned - (row.cost or 0)) for row in gaps]

    def counts_by_state(self) -> dict[str, int]:
        rows = self.order_by().values("state").annotate(number=Count("pk"))
        return {row["state"]: row["number"] for row in rows}

    def territory_codes(self, family: str) -> dict[int, str]:
        """Territory of each operation in a family, for those that have exactly one."""
        lines = self.related("territory_lines")
        rows = (
            lines.filter(operation__in=self.order_by().values("pk"), territory__family=family)
            .order_by()
            .values("operation_id")
            .annotate(number=Count("pk"), code=Max("territory__code"))
        )
        return {row["operation_id"]: row["code"] for row in rows if row["number"] == 1}


class OfOperationQuerySet(AuditedQuerySet):
    """Child rows of an operation: readable with the operation itself."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(operation__in=self.related("operation").visible_to(user).values("pk"))


class OfFileQuerySet(AuditedQuerySet):
    """Child rows of an operation's file, for whoever may read the file itself."""

    def visible_to(self, user: Any) -> Self:
        readable = self.related("operation").visible_to(user).file_readable_by(user)
        return self.filter(operation__in=readable.values("pk"))


class BeneficiaryQuerySet(AuditedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Beneficiaries of the operations that one may read."""
        visible = self.related("operations").visible_to(user).values("beneficiary_id")
        return self.filter(pk__in=visible)


class ImportRunQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        scope = _scope(user)
        if scope is None or not (scope.is_state or scope.is_holder):
            return self.none()
        return self.all()


class UseOfCreditsQuerySet(LedgerQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(operation__in=self.related("operation").visible_to(user).values("pk"))

    def with_names(self) -> Self:
        return self.select_related("operation", "envelope", "act", "recorded_by", "reverses")

    def net(self, stage: str) -> Measures:
        """Net EU amount and eligible cost of these rows at a stage (cents)."""
        sums = self.filter(stage=stage).aggregate(eu=Sum("delta_eu"), cost=Sum("delta_cost"))
        return Measures(sums["eu"] or 0, sums["cost"] or 0)

    def sums(self, *keys: str) -> Iterable[dict[str, Any]]:
        """Net EU amount per envelope, stage, operation and the keys asked (``year`` or a path)."""
        rows = self.order_by()
        if "year" in keys:
            rows = rows.annotate(year=ExtractYear("value_date"))
        found: Iterable[dict[str, Any]] = rows.values("envelope_id", "stage", *keys).annotate(
            eu=Sum("delta_eu"), fictional_rows=Count("pk", filter=Q(act__is_fictional=True))
        )
        return found

    def programmed_operations(self, *keys: str) -> Iterable[dict[str, Any]]:
        """One row for each operation (and keys) whose net programmed amount is not zero."""
        rows = self.filter(stage=Stage.PROGRAMMED).order_by()
        if "year" in keys:
            rows = rows.annotate(year=ExtractYear("value_date"))
        found: Iterable[dict[str, Any]] = (
            rows.values("envelope_id", "operation_id", *keys)
            .annotate(eu=Sum("delta_eu"))
            .exclude(eu=0)
        )
        return found

    def contracted_beyond_programmed(self) -> list[tuple[str, int]]:
        """Number and excess (cents) of operations contracted beyond what is programmed."""
        rows = (
            self.order_by()
            .values("operation__number")
            .annotate(
                excess=Coalesce(Sum("delta_eu", filter=Q(stage=Stage.CONTRACTED)), 0)
                - Coalesce(Sum("delta_eu", filter=Q(stage=Stage.PROGRAMMED)), 0)
            )
            .filter(excess__gt=0)
        )
        return [(row["operation__number"], row["excess"]) for row in rows]

    def programming_steps(self, operation_id: int) -> list[tuple[date, int]]:
        """Programmed amounts of one operation, date after date."""
        rows = self.filter(operation_id=operation_id, stage=Stage.PROGRAMMED)
        return list(rows.order_by("value_date", "pk").values_list("value_date", "delta_eu"))

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
            found[envelope_id] += counting_entries(steps)
        return found

    def _steps_by_operation(self) -> Iterator[tuple[int, list[tuple[date, int]]]]:
        rows = (
            self.filter(stage=Stage.PROGRAMMED)
            .order_by("envelope_id", "operation_id", "value_date")
            .values_list("envelope_id", "operation_id", "value_date", "delta_eu")
        )
        for (envelope_id, _), group in groupby(rows.iterator(5000), key=lambda row: row[:2]):
            yield envelope_id, [(day, delta) for _, _, day, delta in group]


def counting_entries(steps: Iterable[tuple[date, int]]) -> list[Entry]:
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
