"""What is taken away one by one, and where each was asked: a rule of a table, a place in the code.

A rule is opened to everyone, or taken away. A place that asks for the rows that one reads is made
to ask for all of them.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Model

from accord.kernel.actors import Reader
from accord.kernel.scope import Everyone, ScopedQuerySet
from tests.canary.world import kept_models
from tests.rooms import ROOT, house, room_of

# Every verb that keeps what a reader reads of rows.
KEEPERS = ("visible_to", "file_readable_by", "seating", "kept_by")
Place = tuple[str, int]
Visit = tuple[str, str]


@dataclass(frozen=True)
class RuleMutant:
    """One rule of one queryset, opened to everyone or taken away."""

    rows: type[ScopedQuerySet]
    place: int
    is_opened: bool

    def __str__(self) -> str:
        how = "opened" if self.is_opened else "taken away"
        return f"{self.rows.__name__}: « {self.rows.rules[self.place].name} » {how}"

    def plant(self, patch: pytest.MonkeyPatch) -> None:
        rules = list(self.rows.rules)
        rules[self.place : self.place + 1] = [Everyone("mutant")] if self.is_opened else []
        patch.setattr(self.rows, "rules", tuple(rules))


def rule_mutants() -> Iterator[RuleMutant]:
    """Two for each rule of each queryset that gives its own."""
    given = {
        next(one for one in type(model._default_manager.all()).__mro__ if "rules" in vars(one))
        for model in kept_models()
        if hasattr(model._default_manager.all(), "rules")
    }
    for rows in sorted(given, key=lambda one: one.__name__):
        for place in range(len(rows.rules)):
            yield RuleMutant(rows, place, True)
            yield RuleMutant(rows, place, False)


@dataclass
class Watch:
    """Notes who asks for the rows of a reader, from which place, while looking at which page."""

    visit: Visit = ("", "")
    places: dict[Place, set[Visit]] = field(default_factory=lambda: defaultdict(set))
    tables: dict[str, set[Visit]] = field(default_factory=lambda: defaultdict(set))
    asked: dict[Place, set[type[Model]]] = field(default_factory=lambda: defaultdict(set))
    opened: Place | None = None

    def install(self, patch: pytest.MonkeyPatch) -> None:
        for rows in _every_queryset():
            for name in KEEPERS:
                if name in vars(rows):
                    patch.setattr(rows, name, self._watched(vars(rows)[name]))

    def is_public(self, place: Place) -> bool:
        """Whether all that is asked for there is everybody's."""
        kept = set(kept_models())
        return bool(self.asked[place]) and not self.asked[place] & kept

    def _watched(self, kept: Any) -> Any:
        def asked(rows: Any, reader: Reader) -> Any:
            frame = sys._getframe(1)
            while frame.f_code.co_name == "manager_method":
                # Django's managers pass on what their querysets do.
                frame = frame.f_back or frame
            place = (frame.f_code.co_filename, frame.f_lineno)
            self.places[place].add(self.visit)
            self.asked[place].add(rows.model)
            self.tables[rows.model.__name__].add(self.visit)
            return rows.all() if place == self.opened else kept(rows, reader)

        return asked


def _every_queryset() -> Iterator[type]:
    waiting: list[type] = [ScopedQuerySet]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += one.__subclasses__()


def places_in_code() -> dict[Place, str]:
    """Every place of the house that asks for the rows of a reader, and how it is called."""
    found = {}
    for module, source in house().items():
        for node in ast.walk(source.tree):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if is_call and node.func.attr in KEEPERS:  # type: ignore[attr-defined]
                line = node.func.end_lineno  # type: ignore[attr-defined]
                path = str(Path(ROOT) / source.path)
                what = ast.unparse(node.func.value)  # type: ignore[attr-defined]
                name = f"{module}.{_function(source.tree, line)}: {what}"
                found[path, line] = re.sub(r"\s+", " ", name)
    return {place: name for place, name in found.items() if room_of(name.split(":")[0])}


def _function(tree: ast.Module, line: int) -> str:
    """The innermost function or class around a line."""
    around = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and node.lineno <= line <= (node.end_lineno or 0)
    ]
    return max(around, key=lambda node: node.lineno).name if around else "module"


def shape(address: str) -> str:
    """Addresses of one shape show the same kind of thing."""
    return re.sub(r"\d+|=.*", "…", address)
