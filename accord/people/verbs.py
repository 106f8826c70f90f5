"""Who may, in the words of the register: the sets that rooms share."""

from __future__ import annotations

from accord.kernel.verbs import Who
from accord.people.capacities import Capacity
from accord.people.models import Role

ANY_BODY = tuple(Capacity)

# Officers of the delegated managing authority.
AUTHORITY_OFFICER = Who((Capacity.AUTHORITY,), (Role.OFFICER,), own=False)
# Officers of the holder whose thing it is.
OWN_OFFICER = Who((Capacity.HOLDER,), (Role.OFFICER,))
# The secretariat of the body whose thing it is.
OWN_SECRETARY = Who(ANY_BODY, (Role.SECRETARY,))
# Officers and secretaries of the body whose thing it is.
OWN_STAFF = Who(ANY_BODY, (Role.OFFICER, Role.SECRETARY))
