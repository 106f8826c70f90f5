"""One verb decides who reads what: ``visible_to``, final here, over named rules.

Every business queryset gives its rules; they are the only way in for pages, REST, administration,
form choices, typed keys, filters, prefetches, documents and exports. A rule gives a ``Q`` and,
where its table has a second fence, the text of a row-level policy for PostgreSQL (``fences``).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any, ClassVar, Self, TypeVar, final

from django.db import models
from django.db.models import Q

from accord.kernel.actors import Reader

Rows = type[models.Model]
Found = TypeVar("Found", bound="ScopedQuerySet")


@dataclass(frozen=True)
class Rule:
    """A named reason to read rows of a model. Subclasses say which rows."""

    name: str

    def q(self, reader: Reader, model: Rows) -> Q | None:
        """The rows that a signed-in reader may read for this reason; None for none of them."""
        raise TypeError(f"{type(self).__name__} must define q()")

    def policy(self, table: str) -> str:
        """The same rows as a condition in SQL over the session's body and capacity."""
        raise TypeError(f"the rule « {self.name} » has no policy: {table} has no second fence")


@dataclass(frozen=True)
class Everyone(Rule):
    """Public reference data: whoever is signed in."""

    name: str = "public"

    def q(self, reader: Reader, model: Rows) -> Q | None:
        return Q()


@dataclass(frozen=True)
class Capacities(Rule):
    """Bodies of these capacities read every row, or those that meet a condition."""

    capacities: Collection[str] = ()
    among: Q = field(default_factory=Q)

    def q(self, reader: Reader, model: Rows) -> Q | None:
        return self.among if reader.capacity in self.capacities else None

    def policy(self, table: str) -> str:
        if self.among:
            return super().policy(table)
        return f"accord_capacity() IN ({quoted(self.capacities)})"


@dataclass(frozen=True)
class AtTheTable(Rule):
    """Every body that has a place, whichever it is."""

    name: str = "seat"

    def q(self, reader: Reader, model: Rows) -> Q | None:
        return Q() if reader.body_id is not None else None


@dataclass(frozen=True)
class Own(Rule):
    """Rows of one's own body: ``column`` leads to it."""

    name: str = "own"
    column: str = "owner"

    def q(self, reader: Reader, model: Rows) -> Q | None:
        return None if reader.body_id is None else Q(**{self.column: reader.body_id})

    def policy(self, table: str) -> str:
        return f"{table}.{self.column}_id = accord_body()"


@dataclass(frozen=True)
class Technician(Rule):
    """Whoever runs the machine."""

    name: str = "technician"

    def q(self, reader: Reader, model: Rows) -> Q | None:
        return Q() if reader.is_technician else None


@dataclass(frozen=True)
class Through(Rule):
    """Rows read with the row that they hang on, or those of them that meet a condition.

    ``relation`` is a path to it.
    """

    name: str = "through a parent"
    relation: str = ""
    among: Q = field(default_factory=Q)

    def q(self, reader: Reader, model: Rows) -> Q | None:
        parents = related(model, self.relation, ScopedQuerySet).visible_to(reader)
        return self.among & Q(**{f"{self.relation}__in": parents.values("pk")})


def quoted(codes: Collection[str]) -> str:
    """Codes of the project's own as a list in SQL."""
    return ", ".join(f"'{code}'" for code in codes)


def related(model: Rows, path: str, kind: type[Found]) -> Found:
    """Every row at the other end of a path of relations of a model, whichever way they point.

    ``kind`` is the queryset of what is found there: a queryset does not import the models that
    import it.
    """
    for name in path.split("__"):
        model = model._meta.get_field(name).related_model  # type: ignore[assignment]
    rows = model._default_manager.all()
    if not isinstance(rows, kind):
        raise TypeError(f"{model.__name__} is not read by {kind.__name__}")
    return rows


class ScopedQuerySet(models.QuerySet[Any]):
    """Base queryset that refuses, at import, a subclass without ``rules``.

    A subclass that is itself a base sets ``is_base = True`` in its body.
    """

    rules: ClassVar[tuple[Rule, ...]]

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        if cls.__dict__.get("is_base") or cls.__module__.startswith("django."):
            return
        if not hasattr(cls, "rules"):
            raise TypeError(f"{cls.__qualname__} must give its rules of scope")
        if "visible_to" in cls.__dict__:
            raise TypeError(f"{cls.__qualname__} may not define visible_to: it gives rules")

    def related(self, path: str, kind: type[Found]) -> Found:
        """Every row at the other end of a path of relations of this model."""
        return related(self.model, path, kind)

    @final
    def visible_to(self, reader: Reader) -> Self:
        """Rows that this reader may read; nothing for anybody who is not signed in."""
        found = readable(self.rules, reader, self.model)
        if found is None:
            return self.none()
        return self.filter(found) if found else self.all()

    def is_out_of_scope(self, reader: Reader) -> bool:
        """Whether no rule gives this reader any row: their sum is not zero, it is not theirs."""
        return readable(self.rules, reader, self.model) is None


def readable(rules: Collection[Rule], reader: Reader, model: Rows) -> Q | None:
    """What rules permit together; None for nothing, an empty condition for everything."""
    if not reader.is_signed_in:
        return None
    reasons = [reason for rule in rules if (reason := rule.q(reader, model)) is not None]
    if not reasons:
        return None
    if not all(reasons):
        return Q()
    return reduce(or_, reasons)
