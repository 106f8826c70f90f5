"""The deliberation of sittings, when an awaited one turns out to be recorded already."""

from __future__ import annotations

from accord.acts.models import Act
from accord.kernel.actors import Author
from accord.kernel.audit import record
from accord.kernel.locking import lock_rows
from governance.models import Meeting
from governance.verbs import END


def lock_meetings(act: Act) -> None:
    """Lock the sittings that decide under an act, before the act itself."""
    lock_rows(Meeting.objects.filter(deliberation=act).order_by("pk"))


def replace_deliberation(awaited: Act, known: Act, by: Author) -> None:
    """Sittings under an awaited deliberation decide under the one that it turns out to be."""
    for meeting in Meeting.objects.filter(deliberation=awaited).order_by("pk"):
        meeting.deliberation = known
        record(meeting, by=by, reason=END.code, under_act=known.pk)
