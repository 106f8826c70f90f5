"""Fixed actors with a fixed meaning, named after their place; and how a test writes by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Model

from accord.kernel.actors import SERVER, Author
from accord.kernel.audit import record
from accord.kernel.transactions import acting
from accord.people.actions import create_account, save_membership
from accord.people.models import Membership, Organisation, Role, User

PASSWORD = "a-password-for-the-tests"
SINCE = date(2020, 1, 1)

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Place:
    """A place in the agreement: organisation and role; ``ended`` closes the membership."""

    name: str
    organisation: str = ""
    role: str = Role.READER
    ended: date | None = None
    is_active: bool = True
    is_superuser: bool = False
    is_staff: bool = False


ACTORS = (
    Place("dreets", "dreets-hdf", Role.OFFICER),
    Place("ddets", "ddets-62", Role.READER),
    Place("departement", "cd62", Role.OFFICER),
    Place("secretary", "cd62", Role.SECRETARY),
    Place("direction", "cd62", Role.READER),
    Place("terrimouv", "tmi", Role.OFFICER),
    Place("terrimouv_secretary", "tmi", Role.SECRETARY),
    Place("plie", "plie-lens-lievin", Role.OFFICER),
    Place("other_plie", "plie-calaisis", Role.OFFICER),
    Place("region", "cr-hdf", Role.READER),
    # Belongs to a body that has no place at the table.
    Place("network", "arefie", Role.READER),
    # Signed in, member of nothing.
    Place("stranger"),
    Place("former", "cd62", Role.OFFICER, ended=date(2024, 12, 31)),
    Place("disabled", "cd62", Role.OFFICER, is_active=False),
    Place("administrator", "cd62", Role.ADMINISTRATOR, is_staff=True),
    # Runs the machine; reads no body's operations.
    Place("technician", is_superuser=True, is_staff=True),
)


def create_actor(place: Place) -> User:
    """The account of a place."""
    with acting(SERVER):
        user = create_account(
            f"{place.name}@test.example",
            PASSWORD,
            by=SERVER,
            first_name=place.name.capitalize(),
            is_superuser=place.is_superuser,
            is_staff=place.is_staff,
        )
        if place.organisation:
            join(user, place.organisation, place.role, ends_on=place.ended)
        if not place.is_active:
            close_account(user)
    return user


def written(row: Row, *, by: Author = SERVER, reason: str = "test") -> Row:
    """A row as somebody writes it, in an action of its own."""
    with acting(by):
        return record(row, by=by, reason=reason)


def join(user: User, code: str, role: str, *, ends_on: date | None = None) -> Membership:
    """A membership of an account in the body of a code."""
    organisation = Organisation.objects.get(code=code)
    place = Membership(
        user=user, organisation=organisation, role=role, starts_on=SINCE, ends_on=ends_on
    )
    return save_membership(place, by=SERVER, reason="test")


def close_account(user: User) -> User:
    user.is_active = False
    return written(user)
