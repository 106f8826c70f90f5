"""One verb decides who reads what, and no set-based write skips the history."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from accord.kernel.audit import (
    AuditedModel,
    AuditedQuerySet,
    AuditedReferenceQuerySet,
    SilentWriteError,
    audited_models,
)
from accord.kernel.ledger import LedgerQuerySet
from accord.kernel.scoping import ScopedQuerySet
from accord.people.models import Organisation, User
from accord.territories.models import Commune
from tests import scenes
from tests.actors import ACTORS

DOMAIN = {"accord", "envelopes", "operations", "indicators", "governance"}
# Written by the form that sends it, read by that form alone.
UNSCOPED = {"FormSubmission"}


def domain_models() -> list[Any]:
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in DOMAIN and not model.__name__.startswith("Historical")
    ]


@pytest.mark.parametrize("base", [ScopedQuerySet, AuditedQuerySet, LedgerQuerySet])
def test_a_queryset_that_does_not_say_who_reads_it_is_refused_at_import(base: Any) -> None:
    with pytest.raises(TypeError, match=r"Forgetful must define visible_to\(user\)"):
        type("Forgetful", (base,), {"__module__": "operations.querysets"})


def test_a_queryset_that_says_so_is_accepted_and_so_are_its_children() -> None:
    class Public(ScopedQuerySet):
        def visible_to(self, user: Any) -> Any:
            return self

    class Narrower(Public):
        pass

    assert Narrower.visible_to is Public.visible_to


def test_a_declared_base_may_leave_it_to_its_children_but_answers_nothing_itself() -> None:
    class Base(ScopedQuerySet):
        is_base = True

    with pytest.raises(TypeError, match="must define visible_to"):
        Base(model=Organisation).visible_to(None)
    with pytest.raises(TypeError):
        type("Child", (Base,), {"__module__": "operations.querysets"})


@pytest.mark.parametrize("model", domain_models(), ids=lambda model: model.__name__)
def test_every_model_of_the_domain_is_scoped(model: Any) -> None:
    if model.__name__ in UNSCOPED:
        return
    queryset = model._default_manager.all()
    assert isinstance(queryset, ScopedQuerySet)
    assert type(queryset).visible_to is not ScopedQuerySet.visible_to


@pytest.mark.django_db
def test_nobody_signed_in_and_no_closed_account_reads_anything(actor: Any) -> None:
    """Whatever the account was a member of; rows of every sort are there to be read."""
    scenes.operation("contracted")
    scenes.held_sitting(actor("secretary"), operations=[scenes.operation("appraised")])
    for model in domain_models():
        if model.__name__ not in UNSCOPED:
            for user in (AnonymousUser(), actor("disabled")):
                assert not model._default_manager.visible_to(user).exists(), (model, user)


@pytest.mark.django_db
def test_reference_data_are_for_whoever_is_signed_in(actors: dict[str, User]) -> None:
    for actor in ACTORS:
        expected = 887 if actor.is_active else 0
        assert Commune.objects.visible_to(actors[actor.name]).count() == expected, actor.name


@pytest.mark.parametrize("verb", ["update", "delete", "bulk_update", "bulk_create"])
@pytest.mark.parametrize("model", audited_models(), ids=lambda model: model.__name__)
def test_no_set_based_write_skips_the_history(model: Any, verb: str) -> None:
    arguments: dict[str, tuple[Any, ...]] = {
        "bulk_update": ([], []),
        "bulk_create": ([],),
    }
    with pytest.raises(SilentWriteError, match="writes no history"):
        getattr(model._default_manager.all(), verb)(*arguments.get(verb, ()))


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
