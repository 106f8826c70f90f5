"""Sealing minutes: text and figures frozen, the PDF made once and kept with its digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from accord.acts.documents import PDF, store_document
from accord.kernel.audit import record
from accord.kernel.dates import now
from accord.kernel.errors import Refused
from accord.kernel.locking import lock_row
from governance.actions.preparing import move_meeting
from governance.minutes import canonical, digest_of, minutes_data
from governance.models import Meeting, Minutes
from governance.permissions import can_move
from governance.rendering import render_minutes
from governance.states import MeetingVerb


@dataclass(frozen=True)
class DrawnMinutes:
    """Minutes drawn and not sealed yet: canonical JSON, its PDF, the instant that both bear."""

    frozen: str
    pdf: bytes
    sealed_at: datetime


def draw_minutes(meeting: Meeting, *, by: Any) -> DrawnMinutes:
    """Draw the minutes as they would be sealed now. It takes seconds and locks nothing."""
    current = Meeting.objects.with_names().get(pk=meeting.pk)
    can_move(by, current, MeetingVerb.SEAL).require()
    sealed_at = now()
    frozen = canonical(minutes_data(current, sealed_at=sealed_at, sealed_by=by))
    return DrawnMinutes(frozen, render_minutes(frozen, sealed_at=sealed_at), sealed_at)


def seal_minutes(meeting: Meeting, *, by: Any, drawn: DrawnMinutes | None = None) -> Minutes:
    """Freeze the minutes of an ended sitting with the PDF drawn of them.

    What they say is read again under the lock: a change since they were drawn is refused rather
    than sealed unseen. Raises Denied and Refused.
    """
    drawn = drawn or draw_minutes(meeting, by=by)
    frozen, sealed_at = drawn.frozen, drawn.sealed_at
    with transaction.atomic():
        locked = lock_row(Meeting.objects.with_names().get(pk=meeting.pk))
        minutes: Minutes = lock_row(locked.minutes)
        move_meeting(locked, MeetingVerb.SEAL, by=by)
        if minutes.is_sealed:
            raise Refused("Ce procès-verbal est déjà scellé.")
        if canonical(minutes_data(locked, sealed_at=sealed_at, sealed_by=by)) != frozen:
            raise Refused("Le procès-verbal vient d’être modifié : relisez-le avant de le sceller.")
        name = f"pv-{locked.committee.code}-{locked.held_on.isoformat()}.pdf"
        minutes.frozen = frozen
        minutes.digest = digest_of(frozen)
        minutes.document = store_document(drawn.pdf, name=name, content_type=PDF, by=by)
        minutes.sealed_at, minutes.sealed_by = sealed_at, by
        return record(minutes, by=by, reason="scellé")
