"""Sealing minutes: text and figures frozen, the PDF made once and kept with its digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accord.acts.documents import store_document
from accord.kernel.actors import Author
from accord.kernel.audit import record
from accord.kernel.dates import now
from accord.kernel.errors import Refused
from accord.kernel.locking import lock_row
from accord.kernel.transactions import acting
from accord.kernel.verbs import verdict
from accord.people.acting import name_of
from governance import verbs
from governance.actions.moving import move_meeting
from governance.minutes import MinutesContent, canonical, collect, digest_of, render_minutes
from governance.models import Meeting, Minutes


@dataclass(frozen=True)
class DrawnMinutes:
    """Minutes drawn and not sealed yet: their content, its PDF, the instant that both bear."""

    content: MinutesContent
    pdf: bytes
    sealed_at: datetime


def draw_minutes(meeting: Meeting, *, by: Author) -> DrawnMinutes:
    """Draw the minutes as they would be sealed now. It takes seconds and locks nothing."""
    current = Meeting.objects.with_names().get(pk=meeting.pk)
    verdict(verbs.SEAL, by, current).require()
    sealed_at = now()
    content = collect(current, sealed_at=sealed_at, sealed_by=name_of(by))
    return DrawnMinutes(content, render_minutes(content, sealed_at=sealed_at), sealed_at)


def seal_minutes(meeting: Meeting, *, by: Author, drawn: DrawnMinutes | None = None) -> Minutes:
    """Freeze the minutes of an ended sitting with the PDF drawn of them.

    What they say is read again under the lock: a change since they were drawn is refused rather
    than sealed unseen. Locks the meeting, then the minutes. Raises Denied and Refused.
    """
    drawn = drawn or draw_minutes(meeting, by=by)
    with acting(by):
        locked = lock_row(Meeting.objects.with_names().get(pk=meeting.pk))
        minutes: Minutes = lock_row(locked.minutes)
        move_meeting(locked, verbs.SEAL, by=by)
        if minutes.is_sealed:
            raise Refused("Ce procès-verbal est déjà établi.")
        frozen = canonical(drawn.content)
        if canonical(collect(locked, sealed_at=drawn.sealed_at, sealed_by=name_of(by))) != frozen:
            raise Refused("Le procès-verbal vient d’être modifié : relisez-le avant de l’établir.")
        name = f"pv-{locked.committee.code}-{locked.held_on.isoformat()}.pdf"
        minutes.schema = drawn.content.schema
        minutes.frozen = frozen
        minutes.digest = digest_of(frozen)
        minutes.document = store_document(drawn.pdf, name=name, by=by)
        minutes.sealed_at = drawn.sealed_at
        return record(minutes, by=by, reason=verbs.SEAL.code)
