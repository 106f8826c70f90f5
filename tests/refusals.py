"""What the database itself refuses: a table per room, and how each of its lines is proved.

A table gives, for each named constraint, the French sentence that people read and rows that break
it and no other. ``tests.test_refusals`` proves that no constraint is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from accord.kernel.actors import SERVER
from accord.kernel.rows import AppendOnly, append
from accord.kernel.transactions import acting
from accord.people.models import User

Actors = Callable[[str], User]
Rows = Callable[[Any], Iterable[models.Model]]
Table = Mapping[str, tuple[str, Rows]]

# Labels of the rooms that have models.
LABELS = [name.rpartition(".")[2] for name in settings.ROOMS]

# What Django says of a unique constraint without condition.
EXISTS = "existe déjà."


class Scene:
    """Rows to start from; each room adds its own, made on first need."""

    def __init__(self, actor: Actors) -> None:
        self.actor = actor

    @cached_property
    def person(self) -> User:
        return self.actor("dreets")


# -- the proof -------------------------------------------------------------------------------------


def named_constraints(label: str) -> dict[str, models.BaseConstraint]:
    """Constraints of a room's models, by name."""
    found = apps.get_app_config(label).get_models()
    return {one.name: one for model in found for one in model._meta.constraints}


def prove(name: str, table: Table, scene: Scene) -> None:
    """Each row of a line is refused by its form, in French; then by the database."""
    sentence, rows = table[name]
    shown = 0
    for row in rows(scene):
        prove_refused(row, name, sentence)
        shown += 1
    assert shown, f"no row breaks {name}"


def prove_refused(row: models.Model, name: str, sentence: str) -> None:
    """By one constraint alone: what refuses besides would hide that it refuses nothing."""
    with pytest.raises(ValidationError, match=re.escape(sentence)):
        row.full_clean()
    broken = [one for one in row._meta.constraints if _is_broken(one, row)]
    names = [one.name for one in broken]
    assert names == [name], f"breaks {names}"
    with pytest.raises(IntegrityError, match=_said_of(broken[0], row)), transaction.atomic():
        models.QuerySet[Any](model=type(row)).bulk_create([row])


def _is_broken(constraint: models.BaseConstraint, row: models.Model) -> bool:
    try:
        constraint.validate(type(row), row)
    except ValidationError:
        return True
    return False


def _said_of(constraint: models.BaseConstraint, row: models.Model) -> str:
    """What the database says of it: SQLite knows a unique one by its columns."""
    if connection.vendor == "sqlite" and isinstance(constraint, models.UniqueConstraint):
        table = row._meta.db_table
        columns = [row._meta.get_field(name).column for name in constraint.fields]
        return re.escape(", ".join(f"{table}.{column}" for column in columns)) + "$"
    return rf"\b{constraint.name}\b"


# -- lines that come back --------------------------------------------------------------------------


def authored(model: type[models.Model], build: Callable[..., models.Model]) -> Table:
    """The line of what somebody writes. ``build`` gives a sound row of a scene, with changes."""
    return {
        f"{model._meta.label_lower.replace('.', '_')}_has_an_author": (
            "Une écriture a un auteur : une personne, ou le système.",
            lambda of: [build(of, by_system=""), build(of, by_user=of.person)],
        )
    }


def only_added(model: type[AppendOnly], build: Callable[..., AppendOnly]) -> Table:
    """The lines of a row that is only added: its author, and why it reverses another."""
    return {
        **authored(model, build),
        f"{model._meta.label_lower.replace('.', '_')}_reversal_has_note": (
            "Une contrepassation doit dire son motif.",
            lambda of: [build(of, reverses=appended(build(of)))],
        ),
    }


def twin(row: Any, **changes: Any) -> Any:
    """A new row that says what another says, but for the changes."""
    kept = [field.attname for field in row._meta.concrete_fields if not field.primary_key]
    copy = type(row)(**{name: getattr(row, name) for name in kept})
    for name, value in changes.items():
        setattr(copy, name, value)
    return copy


def appended(row: Any) -> Any:
    """A row that is only added, as the server adds it."""
    with acting(SERVER):
        append(row, by=SERVER)
    return row
