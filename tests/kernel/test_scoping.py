"""One verb decides who reads what, and no set-based write skips the history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings

from accord.kernel.actors import NOBODY, Actor, Reader
from accord.kernel.audit import (
    AuditedModel,
    AuditedQuerySet,
    AuditedReferenceQuerySet,
    SilentWriteError,
    audited_models,
)
from accord.kernel.rows import AppendOnlyError, AppendOnlyQuerySet
from accord.kernel.scope import (
    AtTheTable,
    Capacities,
    Everyone,
    Own,
    Rule,
    ScopedQuerySet,
    Technician,
    readable,
)
from accord.people.acting import reader_of
from accord.people.models import Organisation, User
from accord.territories.models import Commune
from tests import scenes
from tests.actors import ACTORS

LABELS = [name.rpartition(".")[2] for name in settings.ROOMS]
# Written by the form that sends it, read by that form alone.
UNSCOPED = {"FormSubmission"}


def domain_models() -> list[Any]:
    return [
        model
        for label in LABELS
        for model in apps.get_app_config(label).get_models()
        if not model.__name__.startswith("Historical") and model.__name__ not in UNSCOPED
    ]


# -- querysets -------------------------------------------------------------------------------------


@pytest.mark.parametrize("base", [ScopedQuerySet, AuditedQuerySet, AppendOnlyQuerySet])
def test_a_queryset_that_does_not_say_who_reads_it_is_refused_at_import(base: Any) -> None:
    with pytest.raises(TypeError, match="Forgetful must give its rules of scope"):
        type("Forgetful", (base,), {"__module__": "operations.querysets"})


def test_a_queryset_gives_rules_and_nothing_else() -> None:
    class Public(ScopedQuerySet):
        rules = (Everyone(),)

    class Narrower(Public):
        pass

    assert Narrower.rules is Public.rules
    with pytest.raises(TypeError, match="may not define visible_to"):
        type("Own", (Public,), {"__module__": "operations.querysets", "visible_to": None})


def test_a_declared_base_leaves_its_rules_to_its_children() -> None:
    class Base(ScopedQuerySet):
        is_base = True

    with pytest.raises(TypeError, match="must give its rules"):
        type("Child", (Base,), {"__module__": "operations.querysets"})


@pytest.mark.parametrize("model", domain_models(), ids=lambda model: model.__name__)
def test_every_model_of_the_domain_is_scoped(model: Any) -> None:
    queryset = model._default_manager.all()
    assert isinstance(queryset, ScopedQuerySet)
    assert all(isinstance(rule, Rule) and rule.name for rule in queryset.rules)


# -- rules -----------------------------------------------------------------------------------------

OFFICER = Actor(user_id=1, body_id=5, body="x", capacity="holder", role="officer")
TECHNICIAN = Actor(user_id=2, is_technician=True)
WITHOUT_BODY = Reader(user_id=3)


@pytest.mark.parametrize(
    ("rule", "readers"),
    [
        (Everyone(), {OFFICER, TECHNICIAN, WITHOUT_BODY}),
        (AtTheTable(), {OFFICER}),
        (Capacities("holders", ("holder",)), {OFFICER}),
        (Capacities("state", ("state",)), set()),
        (Own(), {OFFICER}),
        (Technician(), {TECHNICIAN}),
    ],
)
def test_each_rule_has_its_readers(rule: Rule, readers: set[Reader]) -> None:
    found = {
        reader
        for reader in (OFFICER, TECHNICIAN, WITHOUT_BODY, NOBODY)
        if readable([rule], reader, Organisation) is not None
    }
    assert found == readers


def test_rules_add_up_and_a_whole_one_is_enough() -> None:
    own, whole = Own(column="pk"), Everyone()
    assert readable([own, whole], OFFICER, Organisation) == whole.q(OFFICER, Organisation)
    assert readable([], OFFICER, Organisation) is None
    both = readable([own, Own(column="carrier")], OFFICER, Organisation)
    assert both == own.q(OFFICER, Organisation) | Own(column="carrier").q(OFFICER, Organisation)  # type: ignore[operator]


@pytest.mark.django_db
def test_nobody_signed_in_and_no_closed_account_reads_anything(
    actor: Callable[[str], User],
) -> None:
    """Whatever the account was a member of; rows of every sort are there to be read."""
    scenes.operation("contracted")
    scenes.held_sitting(actor("secretary"), operations=[scenes.operation("appraised")])
    closed = reader_of(actor("disabled"))
    assert closed == NOBODY
    for model in domain_models():
        assert not model._default_manager.visible_to(closed).exists(), model


@pytest.mark.django_db
def test_reference_data_are_for_whoever_is_signed_in(actors: dict[str, User]) -> None:
    for place in ACTORS:
        expected = 887 if place.is_active else 0
        reader = reader_of(actors[place.name])
        assert Commune.objects.visible_to(reader).count() == expected, place.name


# -- writes ----------------------------------------------------------------------------------------

_ARGUMENTS: dict[str, tuple[Any, ...]] = {"bulk_update": ([], []), "bulk_create": ([],)}


@pytest.mark.parametrize("verb", ["update", "delete", "bulk_update", "bulk_create"])
@pytest.mark.parametrize("model", audited_models(), ids=lambda model: model.__name__)
def test_no_set_based_write_skips_the_history(model: Any, verb: str) -> None:
    with pytest.raises(SilentWriteError, match="writes no history"):
        getattr(model._default_manager.all(), verb)(*_ARGUMENTS.get(verb, ()))


APPEND_ONLY = [
    model
    for model in domain_models()
    if isinstance(model._default_manager.all(), AppendOnlyQuerySet)
]


@pytest.mark.parametrize("verb", ["update", "delete", "bulk_update", "update_or_create"])
@pytest.mark.parametrize("model", APPEND_ONLY, ids=lambda model: model.__name__)
def test_no_set_based_write_changes_what_is_only_added(model: Any, verb: str) -> None:
    with pytest.raises(AppendOnlyError, match="append-only"):
        getattr(model._default_manager.all(), verb)(*_ARGUMENTS.get(verb, ()))


@pytest.mark.parametrize("model", audited_models(), ids=lambda model: model.__name__)
def test_an_audited_model_protects_what_refers_to_it(model: Any) -> None:
    """A cascade or a set-null deletes or changes rows without any history."""
    assert issubclass(model, AuditedModel) or model is User
    assert model._meta.base_manager_name == "objects"
    for field in model._meta.concrete_fields:
        if field.remote_field:
            assert field.remote_field.on_delete.__name__ == "PROTECT", field.name


def test_public_reference_data_share_one_rule() -> None:
    assert isinstance(Organisation.objects.all(), AuditedReferenceQuerySet)


def test_the_history_of_accounts_never_holds_a_password() -> None:
    names = {field.name for field in User.history.model._meta.get_fields()}
    assert not names & {"password", "last_login"}
    assert "email" in names
