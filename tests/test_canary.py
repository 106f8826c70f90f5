"""Who reads what, by rows: each actor reads exactly what the design gives it, of every table."""

from __future__ import annotations

from typing import Any

import pytest

from accord.people.acting import reader_of
from accord.people.models import User
from tests.canary.readers import READERS, readers_of
from tests.canary.world import build, kept_models

pytestmark = pytest.mark.django_db


def wrong_rows(actors: dict[str, User]) -> list[str]:
    """Sentences for each table and actor that reads too many rows, or too few."""
    wrong = []
    for model in kept_models():
        queryset: Any = model._default_manager.all()
        if not hasattr(queryset, "visible_to"):
            continue
        due = {row.pk: readers_of(row) for row in model._base_manager.all()}
        for who, user in actors.items():
            found = set(queryset.visible_to(reader_of(user)).values_list("pk", flat=True))
            expected = {pk for pk, names in due.items() if who in names}
            if found - expected:
                wrong.append(f"{who} reads of {model.__name__} what is hidden: {found - expected}")
            if expected - found:
                wrong.append(f"{who} does not read of {model.__name__}: {expected - found}")
    return wrong


def test_each_actor_reads_the_rows_that_the_design_gives_it(actors: dict[str, User]) -> None:
    assert {model.__name__ for model in kept_models()} == set(READERS)
    build(actors)
    assert [model.__name__ for model in kept_models() if not model._base_manager.exists()] == []
    assert wrong_rows(actors) == []
