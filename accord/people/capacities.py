"""What a body is at the table, from its kind: the key of who reads and who may do what."""

from __future__ import annotations

from enum import StrEnum

from accord.kernel.scope import Capacities
from accord.people.models.organisations import OrganisationKind


class Capacity(StrEnum):
    """``AUTHORITY`` is the delegated managing authority, ``STATE`` its other services."""

    AUTHORITY = "authority"
    STATE = "state"
    HOLDER = "holder"
    PLIE = "plie"
    # Any other body: it sits in committees, and reads totals.
    SEAT = "seat"


_OF_KIND = {
    OrganisationKind.MANAGING_AUTHORITY: Capacity.AUTHORITY,
    OrganisationKind.STATE: Capacity.STATE,
    OrganisationKind.PREFECTURE: Capacity.STATE,
    OrganisationKind.DEPARTMENT: Capacity.HOLDER,
    OrganisationKind.INTERMEDIATE_BODY: Capacity.HOLDER,
    OrganisationKind.PLIE: Capacity.PLIE,
}

OF_THE_STATE = (Capacity.AUTHORITY, Capacity.STATE)
STATE_AND_HOLDERS = (*OF_THE_STATE, Capacity.HOLDER)
# Those who read the ledger and the acts; other seats read totals.
PARTNERS = (*STATE_AND_HOLDERS, Capacity.PLIE)

AGREEMENT = Capacities("agreement", PARTNERS)
STATE_AND_HOLDERS_READ = Capacities("state and holders", STATE_AND_HOLDERS)


def capacity_of(kind: str) -> Capacity:
    return _OF_KIND.get(OrganisationKind(kind), Capacity.SEAT)
