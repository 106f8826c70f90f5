"""Writing the journal of accounts: part of the action that it tells, or of the site's own."""

from __future__ import annotations

from accord.kernel.actors import Author, Reader, System
from accord.kernel.dates import today
from accord.kernel.rows import append
from accord.kernel.transactions import acting
from accord.people.models import Event, JournalEntry, Organisation, User

# Opens and closes sessions, and notes when.
SIGN_IN = System("sign_in")
# Notes what leaves the site, for whoever reads.
EXPORTS = System("exports")


def note(
    event: Event,
    account: User | int,
    *,
    by: Author,
    body: Organisation | int | None = None,
    detail: str = "",
) -> None:
    """Add a line, in an action of the author."""
    row = JournalEntry(
        event=event,
        account_id=account if isinstance(account, int) else account.pk,
        body_id=body.pk if isinstance(body, Organisation) else body,
        detail=detail[:200],
        value_date=today(),
    )
    append(row, by=by)


def note_export(reader: Reader, what: str) -> None:
    """Say what a reader takes out, in a short transaction of its own before the answer starts."""
    if reader.user_id is None:
        return
    with acting(EXPORTS):
        note(Event.EXPORTED, reader.user_id, by=EXPORTS, body=reader.body_id, detail=what)
