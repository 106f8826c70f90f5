"""Readings of committees and meetings that pages, REST and the home panel share."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from accord.acts.models import Effect
from accord.acts.states import EffectState
from accord.kernel.actors import Reader
from accord.kernel.verbs import may
from governance.cadence import Cadence, CadenceTerms, read_cadence
from governance.expectations import expectations_of
from governance.minutes import MinutesContent, canonical, collect, digest_of, read_content
from governance.models import AgendaItem, Committee, Decision, Meeting, Subject
from governance.states import HELD_STATES
from governance.verbs import KEEP


def content_of(meeting: Meeting) -> MinutesContent:
    """What the minutes say: as sealed once they are, else as things stand."""
    minutes = meeting.minutes
    if minutes.schema is not None:
        return read_content(minutes.frozen, minutes.schema)
    return collect(meeting)


def content_digest(meeting: Meeting) -> str:
    """Digest of all that the minutes would say now: what is read before sealing."""
    return digest_of(canonical(content_of(meeting)))


def outcome_digest(meeting: Meeting) -> str:
    """Digest of what ending the sitting would bring about: what is read before ending it.

    Where credits stand meanwhile is no part of it.
    """
    content = content_of(meeting)
    nothing = replace(content.total, amounts={}, remaining=None, operations=0)
    decided = replace(content, envelopes=(), total=nothing, is_fictional=False)
    expected = [
        f"{expectation.number} {expectation.sentence}"
        for expectation in expectations_of(meeting, meeting.items.with_names())
    ]
    return digest_of("\n".join([canonical(decided), *expected]))


def readable_content(reader: Reader, meeting: Meeting) -> MinutesContent:
    """The content that this person may read: the draft prose is the secretariat's until sealed."""
    content = content_of(meeting)
    if meeting.minutes.is_sealed or may(KEEP, reader, meeting.owner_id):
        return content
    items = tuple(replace(item, discussion="") for item in content.items)
    return replace(content, opening="", closing="", items=items)


# -- the agenda as the page shows it ---------------------------------------------------------------


@dataclass(frozen=True)
class SubjectLine:
    """A subject as the page shows it: what the minutes say of it, and the rows behind it.

    ``operation_id`` is its operation, where the person may open it; ``awaits_id`` the act that the
    effect rests on or waits for; ``since`` an effect that came into force, or was given up, after
    the minutes were sealed; ``waits`` a decision whose effect still waits for an act today.
    """

    said: dict[str, Any]
    operation_id: int | None
    awaits_id: int | None
    since: Effect | None
    waits: Decision | None


@dataclass(frozen=True)
class AgendaLine:
    """A point as the page shows it, with each of its subjects."""

    said: dict[str, Any]
    item: AgendaItem
    subjects: list[SubjectLine]

    @property
    def operation_id(self) -> int | None:
        """The operation that the whole point is about, where the person may open it."""
        return self.subjects[0].operation_id if len(self.subjects) == 1 else None


def agenda_of(
    data: dict[str, Any],
    items: Iterable[AgendaItem],
    operation_ids: Collection[int],
    as_of: date,
) -> list[AgendaLine]:
    """Points in order, with their effects as they stood at a date.

    ``data`` is the content presented; ``operation_ids`` the operations that the person may open.
    """
    rows = {item.position: item for item in items}
    return [
        AgendaLine(
            said,
            item,
            [
                _line(part, subject, operation_ids, as_of)
                for part, subject in zip(said["subjects"], item.subjects.all(), strict=True)
            ],
        )
        for said in data["items"]
        if (item := rows.get(said["position"])) is not None
    ]


def _line(
    said: dict[str, Any], subject: Subject, operation_ids: Collection[int], as_of: date
) -> SubjectLine:
    decision = getattr(subject, "decision", None)
    effect = decision.consequence if decision else None
    state = effect.state_on(as_of) if effect else None
    if effect and said["effect"].get("state") == EffectState.APPLIED != state:
        # Applied since the date looked at.
        prepared = {
            "state": EffectState.PREPARED,
            "state_label": EffectState.PREPARED.label,
            "awaits": effect.awaits.title if effect.awaits else "",
        }
        said = {**said, "effect": {**said["effect"], **prepared}}
    was_prepared = said["effect"].get("state") == EffectState.PREPARED
    return SubjectLine(
        said=said,
        operation_id=subject.operation_id if subject.operation_id in operation_ids else None,
        awaits_id=effect.awaits_id if effect else None,
        since=effect if was_prepared and state not in (None, EffectState.PREPARED) else None,
        waits=decision if effect and effect.state == EffectState.PREPARED else None,
    )


def cadence_of(committee: Committee, as_of: date) -> Cadence | None:
    """Meetings held against meetings due; None for a committee without rule."""
    rule = getattr(committee, "cadence_rule", None)
    if rule is None:
        return None
    held = sorted(
        meeting.held_on
        for meeting in committee.meetings.all()
        if meeting.state in HELD_STATES and meeting.held_on <= as_of
    )
    return read_cadence(
        CadenceTerms(rule.kind, rule.minimum, rule.maximum, rule.max_gap_months),
        held,
        as_of,
        since=rule.starts_on,
    )
