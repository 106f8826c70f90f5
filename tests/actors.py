"""Fixed actors with a fixed meaning, named after their place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accord.people.models import Membership, Organisation, Role, User

PASSWORD = "a-password-for-the-tests"
SINCE = date(2020, 1, 1)


@dataclass(frozen=True)
class Actor:
    """A place in the agreement: organisation and role; ``ended`` closes the membership."""

    name: str
    organisation: str = ""
    role: str = Role.READER
    ended: date | None = None
    is_active: bool = True
    is_superuser: bool = False
    is_staff: bool = False


ACTORS = (
    Actor("dreets", "dreets-hdf", Role.OFFICER),
    Actor("ddets", "ddets-62", Role.READER),
    Actor("departement", "cd62", Role.OFFICER),
    Actor("secretary", "cd62", Role.SECRETARY),
    Actor("direction", "cd62", Role.READER),
    Actor("terrimouv", "tmi", Role.OFFICER),
    Actor("terrimouv_secretary", "tmi", Role.SECRETARY),
    Actor("plie", "plie-lens-lievin", Role.OFFICER),
    Actor("other_plie", "plie-calaisis", Role.OFFICER),
    Actor("region", "cr-hdf", Role.READER),
    # Belongs to a body that has no place at the table.
    Actor("network", "arefie", Role.READER),
    # Signed in, member of nothing.
    Actor("stranger"),
    Actor("former", "cd62", Role.OFFICER, ended=date(2024, 12, 31)),
    Actor("disabled", "cd62", Role.OFFICER, is_active=False),
    Actor("administrator", "cd62", Role.ADMINISTRATOR, is_staff=True),
    # Runs the machine; reads no body's operations.
    Actor("technician", is_superuser=True, is_staff=True),
)


def create_actor(actor: Actor) -> User:
    """The account of a place."""
    user = User.objects.create_user(
        f"{actor.name}@test.example",
        PASSWORD,
        first_name=actor.name.capitalize(),
        is_active=actor.is_active,
        is_superuser=actor.is_superuser,
        is_staff=actor.is_staff,
    )
    if actor.organisation:
        Membership.objects.create(
            user=user,
            organisation=Organisation.objects.get(code=actor.organisation),
            role=actor.role,
            starts_on=SINCE,
            ends_on=actor.ended,
        )
    return user
