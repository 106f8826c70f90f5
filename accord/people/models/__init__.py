"""Models of people: the bodies of the field, accounts, and the roles they hold."""

from accord.people.models.accounts import Membership, Role, User
from accord.people.models.journal import Event, JournalEntry
from accord.people.models.organisations import (
    Organisation,
    OrganisationAlias,
    OrganisationKind,
    Supervision,
)
from accord.people.models.tokens import AccessToken

__all__ = [
    "AccessToken",
    "Event",
    "JournalEntry",
    "Membership",
    "Organisation",
    "OrganisationAlias",
    "OrganisationKind",
    "Role",
    "Supervision",
    "User",
]
