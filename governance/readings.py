"""Readings of committees and meetings that pages, REST and the home panel share."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from governance.cadence import Cadence, Rule, read_cadence
from governance.expectations import expectations_of
from governance.minutes import canonical, digest_of, minutes_data
from governance.models import AgendaItem, Committee, Decision, Effect, Meeting
from governance.permissions import can_keep
from governance.states import HELD_STATES, EffectState


def content_of(meeting: Meeting) -> dict[str, Any]:
    """What the minutes say: as sealed once they are, else as things stand."""
    minutes = meeting.minutes
    return minutes.frozen_data if minutes.is_sealed else minutes_data(meeting)


def content_digest(meeting: Meeting) -> str:
    """Digest of all that the minutes would say now: what is read before sealing."""
    return digest_of(canonical(content_of(meeting)))


def outcome_digest(meeting: Meeting) -> str:
    """Digest of what ending the sitting would bring about: what is read before ending it."""
    data = {key: value for key, value in content_of(meeting).items() if key != "position"}
    expected = [
        [expectation.number, expectation.sentence]
        for expectation in expectations_of(meeting, meeting.items.with_names())
    ]
    return digest_of(canonical({**data, "expected": expected}))


def readable_content(user: Any, meeting: Meeting) -> dict[str, Any]:
    """The content that this person may read: the draft prose is the secretariat's until sealed."""
    data = content_of(meeting)
    if meeting.minutes.is_sealed or can_keep(user, meeting.committee):
        return data
    items = [{**item, "discussion": ""} for item in data["items"]]
    return {**data, "opening": "", "closing": "", "items": items}


@dataclass(frozen=True)
class AgendaLine:
    """A point as the page shows it: what the minutes say of it, and the row behind it.

    ``awaits_id`` is the act that the effect rests on or waits for; ``since`` an effect that came
    into force, or was given up, after the minutes were sealed; ``waits`` a decision whose effect
    still waits for an act today.
    """

    said: dict[str, Any]
    item: AgendaItem
    opens_operation: bool
    awaits_id: int | None
    since: Effect | None
    waits: Decision | None


def agenda_of(
    data: dict[str, Any],
    items: Iterable[AgendaItem],
    operation_ids: Collection[int],
    as_of: date,
) -> list[AgendaLine]:
    """Points in order, with their effects as they stood at a date.

    ``operation_ids`` are the operations that the person may open.
    """
    rows = {item.position: item for item in items}
    return [
        _line(said, item, operation_ids, as_of)
        for said in data["items"]
        if (item := rows.get(said["position"])) is not None
    ]


def _line(
    said: dict[str, Any], item: AgendaItem, operation_ids: Collection[int], as_of: date
) -> AgendaLine:
    decision = getattr(item, "decision", None)
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
    return AgendaLine(
        said=said,
        item=item,
        opens_operation=item.operation_id in operation_ids,
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
        Rule(rule.kind, rule.minimum, rule.maximum, rule.max_gap_months),
        held,
        as_of,
        since=rule.starts_on,
    )
