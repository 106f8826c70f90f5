"""No named constraint is left without proof, and the proof is shown to miss nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from django.db import models
from django.db.models import Q

from accord.people.models import Organisation, Supervision
from tests import refusals

TABLES: dict[str, refusals.Table] = {
    path.parent.name: import_module(f"tests.{path.parent.name}.test_constraints").REFUSED
    for path in sorted(Path(__file__).parent.glob("*/test_constraints.py"))
}
NAME = "people_supervision_dates"
SENTENCE = "La fin ne peut pas précéder le début."


def test_every_named_constraint_stands_in_the_table_of_its_room_alone() -> None:
    for label in refusals.LABELS:
        assert set(refusals.named_constraints(label)) == set(TABLES.get(label, ())), label
    lines = Counter(name for table in TABLES.values() for name in table)
    assert [name for name, times in lines.items() if times > 1] == []
    assert set(TABLES) <= set(refusals.LABELS)


@pytest.mark.parametrize("label", refusals.LABELS)
def test_no_constraint_speaks_as_django_does(label: str) -> None:
    """Its own sentence names the constraint; of a plain unique one, Django names the fields."""
    for name, constraint in refusals.named_constraints(label).items():
        said = constraint.violation_error_message
        if said == constraint.default_violation_error_message:
            assert isinstance(constraint, models.UniqueConstraint), name
            assert constraint.fields, name
            assert constraint.condition is None, name
        else:
            assert constraint.get_violation_error_message().endswith("."), name


# -- the proof is shown to go red ------------------------------------------------------------------


def supervision(ends_on: date) -> Supervision:
    holder = Organisation.objects.earliest("pk")
    return Supervision(holder=holder, starts_on=date(2024, 4, 2), ends_on=ends_on)


def ended_too_early() -> Supervision:
    return supervision(date(2024, 4, 1))


Plant = Callable[[models.BaseConstraint], None]


@pytest.fixture
def plant(monkeypatch: pytest.MonkeyPatch) -> Plant:
    """A constraint that the model has and the database has not."""

    def add(constraint: models.BaseConstraint) -> None:
        known = Supervision._meta.constraints
        monkeypatch.setattr(Supervision._meta, "constraints", [*known, constraint])

    return add


@pytest.mark.django_db
def test_a_row_that_is_refused_by_form_and_database_is_proved() -> None:
    refusals.prove_refused(ended_too_early(), NAME, SENTENCE)


@pytest.mark.django_db
def test_a_row_that_breaks_nothing_proves_nothing() -> None:
    with pytest.raises(pytest.fail.Exception):
        refusals.prove_refused(supervision(date(2024, 4, 2)), NAME, SENTENCE)


@pytest.mark.django_db
def test_a_refusal_in_other_words_proves_nothing() -> None:
    with pytest.raises(AssertionError):
        refusals.prove_refused(ended_too_early(), NAME, "La fin doit suivre le début.")


@pytest.mark.django_db
def test_what_the_database_lets_pass_is_found_out(plant: Plant) -> None:
    plant(
        models.CheckConstraint(
            name="planted", condition=Q(ends_on=None), violation_error_message="Planté."
        )
    )
    with pytest.raises(pytest.fail.Exception, match="IntegrityError"):
        refusals.prove_refused(supervision(date(2024, 4, 2)), "planted", "Planté.")


@pytest.mark.django_db
def test_what_the_form_lets_pass_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Supervision._meta, "constraints", [])
    with pytest.raises(pytest.fail.Exception, match="ValidationError"):
        refusals.prove_refused(ended_too_early(), NAME, SENTENCE)


@pytest.mark.django_db
def test_a_row_that_breaks_another_constraint_besides_proves_nothing(plant: Plant) -> None:
    plant(models.CheckConstraint(name="planted", condition=Q(ends_on=None)))
    with pytest.raises(AssertionError, match="planted"):
        refusals.prove_refused(ended_too_early(), NAME, SENTENCE)


def test_a_line_without_rows_proves_nothing() -> None:
    table: refusals.Table = {NAME: (SENTENCE, lambda of: [])}
    with pytest.raises(AssertionError, match="no row breaks"):
        refusals.prove(NAME, table, refusals.Scene(lambda name: None))  # type: ignore[arg-type,return-value]
