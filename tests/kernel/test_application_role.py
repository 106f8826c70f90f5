"""The application's role: made once, by whoever may; an ordinary owner of the base is enough."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from accord.kernel.fences import raise_fences, raise_role

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


def execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture
def owner(settings: Any) -> str:
    """An owner of tables who may make no role, with the application's role beside."""
    settings.DATABASE_ROLE = "role_of_a_test"
    execute("CREATE ROLE owner_of_a_test NOLOGIN", "CREATE ROLE role_of_a_test NOLOGIN")
    return "owner_of_a_test"


def test_an_owner_who_may_make_no_role_uses_the_one_that_is_there(owner: str) -> None:
    execute(f"GRANT role_of_a_test TO {owner}", f"SET LOCAL ROLE {owner}")
    raise_role()


def test_an_owner_who_may_not_work_as_that_role_is_told_at_once(owner: str) -> None:
    execute(f"SET LOCAL ROLE {owner}")
    with pytest.raises(ImproperlyConfigured, match="GRANT role_of_a_test TO owner_of_a_test"):
        raise_role()


def test_an_owner_who_makes_the_role_may_work_as_it(settings: Any) -> None:
    settings.DATABASE_ROLE = "new_role_of_a_test"
    execute("CREATE ROLE maker_of_a_test NOLOGIN CREATEROLE", "SET LOCAL ROLE maker_of_a_test")
    raise_role()
    execute("SET LOCAL ROLE new_role_of_a_test")


def test_fences_are_raised_twice_without_harm() -> None:
    raise_fences()
    raise_fences()
