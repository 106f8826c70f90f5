"""Models of people: the bodies of the field, accounts, and the roles they hold."""

from accord.people.models.accounts import Membership, Role, Scope, User
from accord.people.models.organisations import (
    HOLDER_KINDS,
    STATE_KINDS,
    Organisation,
    OrganisationAlias,
    OrganisationKind,
    Supervision,
)

__all__ = [
    "HOLDER_KINDS",
    "STATE_KINDS",
    "Membership",
    "Organisation",
    "OrganisationAlias",
    "OrganisationKind",
    "Role",
    "Scope",
    "Supervision",
    "User",
]
