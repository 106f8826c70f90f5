"""Reading operations: scope, what they were at a day, amounts, search. No writes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Self

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from accord.acts.models import EffectTarget
from accord.acts.states import EffectState
from accord.kernel.actors import Reader
from accord.kernel.audit import AuditedQuerySet
from accord.kernel.dates import today
from accord.kernel.identifiers import canonical_number
from accord.kernel.scope import ScopedQuerySet, readable
from accord.territories.models import Territory
from envelopes.states import Stage
from operations.querysets.keys import KeyQuerySet, TerritorySetQuerySet
from operations.querysets.scope import OPERATION_RULES, file_rules
from operations.querysets.uses import StepOfOperationQuerySet, UseOfCreditsQuerySet

_IS_DRAFT = Q(state="draft")


class OperationQuerySet(AuditedQuerySet):
    rules = OPERATION_RULES

    def file_readable_by(self, reader: Reader) -> Self:
        """Operations whose file this reader may read, with their history from before."""
        found = readable(file_rules(), reader, self.model)
        return self.none() if found is None else self.filter(found)

    # -- finding -----------------------------------------------------------------------------------

    def matching(self, words: Sequence[str]) -> Self:
        """Those whose number, title or beneficiary hold every folded word, or whose SIRET or SIREN
        it is."""
        found = Q()
        for word in words:
            found &= Q(folded__contains=word)
        typed = "".join(words)
        by_identifier = Q(establishment__siret=typed) | Q(beneficiary__siren=typed)
        return self.filter(found | by_identifier) if words else self.all()

    def official(self) -> Self:
        """Those whose number is theirs alone in their programme: admissible once, or listed."""
        return self.filter(Q(admitted_on__isnull=False) | Q(is_imported=True))

    def numbered(self, number: str, body_id: int | None = None) -> Self:
        """Those of a number, however it is written: an official one first, then the body's own."""
        is_official = Q(admitted_on__isnull=False) | Q(is_imported=True)
        rank = Case(
            When(is_official, then=Value(0)),
            When(owner_id=body_id, then=Value(1)),
            default=Value(2),
        )
        return self.filter(canonical=canonical_number(number)).order_by(rank, "-pk")

    def with_names(self) -> Self:
        """Joins what a list names: envelope, holder, fund, beneficiary."""
        return self.select_related(
            "envelope__holder",
            "envelope__fund",
            "envelope__agreement",
            "owner",
            "beneficiary",
            "establishment",
        )

    def with_prepared_effect(self) -> Self:
        """Those on which a decision waits for an act, whatever the kind of its effect."""
        found = Q(pk__in=[])
        for relation in self.model._meta.related_objects:
            if issubclass(relation.related_model, EffectTarget):
                targets = relation.related_model.objects.filter(
                    **{relation.field.name: OuterRef("pk")}
                )
                found |= Q(Exists(targets.filter(effect__state=EffectState.PREPARED)))
        return self.filter(found)

    # -- at a day ----------------------------------------------------------------------------------

    def known_on(self, day: date) -> Self:
        """Operations that had begun their life at the day; drafts show on the day itself only."""
        steps = self.related("steps", StepOfOperationQuerySet).standing()
        begun = Q(Exists(steps.filter(operation=OuterRef("pk"), value_date__lte=day)))
        return self.filter(begun | _IS_DRAFT if day >= today() else begun)

    def with_state_on(self, day: date) -> Self:
        """Adds ``state_on`` and ``opinion_on``: what was reached at the end of the day."""
        steps = self.related("steps", StepOfOperationQuerySet).standing()
        latest = steps.filter(operation=OuterRef("pk"), value_date__lte=day).order_by(
            "-value_date", "-pk"
        )
        return self.annotate(
            state_on=Coalesce(Subquery(latest.values("to_state")[:1]), F("state")),
            opinion_on=Coalesce(Subquery(latest.values("opinion")[:1]), F("opinion")),
        )

    def with_keys_on(self, day: date) -> Self:
        """Adds ``scheme_id_on``, ``objective_id_on`` and ``plie_id_on``: the keys in force at the
        end of the day, and ``keys_on``, that day itself, for filters.

        A draft has no keys yet: what it asks for, in its file, is read by its own readers alone.
        """
        keys = self.related("keys", KeyQuerySet).candidates(day, operation=OuterRef("pk"))
        return self.annotate(
            keys_on=Value(day, output_field=DateField()),
            **{
                f"{name}_id_on": Case(
                    When(_IS_DRAFT, then=F(f"file__{name}_id")),
                    default=Subquery(keys.values(f"{name}_id")[:1]),
                    output_field=BigIntegerField(),
                )
                for name in ("scheme", "objective", "plie")
            },
        )

    def with_key_codes(self) -> Self:
        """Adds ``scheme_code_on`` and ``objective_code_on`` to keys that are there already."""

        def code(name: str) -> Subquery:
            rows = self.related(f"keys__{name}", ScopedQuerySet).filter(
                pk=OuterRef(f"{name}_id_on")
            )
            return Subquery(rows.order_by().values("code")[:1])

        return self.annotate(scheme_code_on=code("scheme"), objective_code_on=code("objective"))

    def in_territory(self, territory: Territory) -> Self:
        """Those that take place in a territory on the day of their keys (``with_keys_on``)."""
        sets = self.related("territory_sets", TerritorySetQuerySet).candidates(
            OuterRef("keys_on"), operation=OuterRef("pk"), family=territory.family
        )
        lines = self.related("territory_sets__lines", ScopedQuerySet).filter(territory=territory)
        asked = self.related("file__territory_lines", ScopedQuerySet).filter(territory=territory)
        in_force = self.alias(set_on=Subquery(sets.values("pk")[:1]))
        return in_force.filter(
            Q(set_on__in=lines.order_by().values("territory_set_id"))
            | (_IS_DRAFT & Q(pk__in=asked.order_by().values("file__operation_id")))
        )

    # -- amounts -----------------------------------------------------------------------------------

    def with_amounts(self, as_of: date) -> Self:
        """Adds net EU amounts and eligible cost (cents) at the date, zero where there are none.

        ``programmed_eu``, ``programmed_cost``, ``contracted_eu``, ``contracted_cost``, ``paid_eu``.
        """
        uses = self.related("uses", UseOfCreditsQuerySet).as_of(as_of)

        def net(stage: str, column: str) -> Coalesce:
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
        uses = self.related("uses", UseOfCreditsQuerySet)
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

    def counts_by_state(self) -> dict[str, int]:
        """Number of operations in each state that has some."""
        rows = self.order_by().values("state").annotate(number=Count("pk"))
        return {row["state"]: row["number"] for row in rows}

    # -- proof -------------------------------------------------------------------------------------

    def with_unbalanced_plan(self) -> list[tuple[str, int]]:
        """Number and gap (cents) where the resources do not add up to the eligible cost.

        The cost is that of the signed agreement, else that of the appraisal.
        """
        lines = self.related("financing_lines", ScopedQuerySet)
        uses = self.related("uses", UseOfCreditsQuerySet).filter(
            operation=OuterRef("pk"), stage=Stage.CONTRACTED
        )
        planned = lines.filter(operation=OuterRef("pk")).order_by().values("operation")
        signed = uses.order_by().values("operation").annotate(cost=Sum("delta_cost"))
        cost = Coalesce(Subquery(signed.exclude(cost=0).values("cost")), F("file__appraised_cost"))
        rows = self.annotate(
            planned=Subquery(planned.annotate(sum=Sum("amount")).values("sum")), cost=cost
        ).exclude(planned=None)
        gaps = rows.exclude(planned=F("cost")).order_by("number")
        return [(row.number, row.planned - (row.cost or 0)) for row in gaps]

    def without_key_from_the_start(self) -> Self:
        """Filed operations without a key on the first day that they use credits, or none at all."""
        uses = (
            self.related("uses", UseOfCreditsQuerySet)
            .filter(operation=OuterRef("pk"))
            .order_by("value_date")
        )
        keys = self.related("keys", KeyQuerySet).standing().filter(operation=OuterRef("pk"))
        first_use = Subquery(uses.values("value_date")[:1])
        first_key = Subquery(keys.order_by("value_date").values("value_date")[:1])
        rows = self.exclude(_IS_DRAFT).alias(first_use=first_use, first_key=first_key)
        return rows.filter(Q(first_key=None) | Q(first_key__gt=F("first_use")))

    def with_foreign_key_row(self) -> Self:
        """Operations counted under a scheme or objective of another fund, holder or programme."""
        keys = self.related("keys", KeyQuerySet).standing().filter(operation=OuterRef("pk"))
        foreign = (
            ~Q(scheme__fund=F("operation__envelope__fund"))
            | ~Q(scheme__holder=F("operation__owner"))
        ) & Q(scheme__isnull=False)
        foreign |= ~Q(objective__priority__programme=F("operation__programme")) & Q(
            objective__isnull=False
        )
        return self.filter(Exists(keys.filter(foreign)))
