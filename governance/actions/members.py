"""The members of a committee: who sits for which body, from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accord.kernel.actors import Author
from accord.kernel.audit import record
from accord.kernel.errors import Refused
from accord.kernel.locking import lock_row
from accord.kernel.text import fold
from accord.kernel.transactions import acting
from accord.kernel.verbs import verdict
from accord.people.models import Organisation
from governance import verbs
from governance.models import Committee, Seat


@dataclass(frozen=True)
class SeatDraft:
    organisation: Organisation
    person_name: str
    starts_on: date
    function: str = ""
    substitute_name: str = ""
    is_voting: bool = True
    is_fictional: bool = False


def add_seat(committee: Committee, draft: SeatDraft, *, by: Author) -> Seat:
    """Give a body a seat from a date on. Locks the committee. Raises Denied, Refused and
    ValidationError."""
    verdict(verbs.ADD_MEMBER, by, committee).require()
    with acting(by):
        # Two seats would be two voices.
        locked = lock_row(committee)
        seats = locked.seats.current(draft.starts_on).filter(organisation=draft.organisation)
        if fold(draft.person_name) in {fold(seat.person_name) for seat in seats}:
            raise Refused(
                f"{draft.person_name} est déjà membre de ce comité à cette date.",
                field="person_name",
            )
        seat = Seat(committee=locked, **vars(draft))
        return record(seat, by=by, reason=verbs.ADD_MEMBER.code)


def end_seat(seat: Seat, *, by: Author, ends_on: date) -> Seat:
    """Close a seat: it is never deleted, for past sittings name it. Locks it."""
    verdict(verbs.END_TERM, by, seat.committee).require()
    with acting(by):
        locked = lock_row(seat)
        if locked.ends_on is not None:
            raise Refused("Ce mandat a déjà pris fin.")
        locked.ends_on = ends_on
        return record(locked, by=by, reason=verbs.END_TERM.code)
