"""Readings of committees and meetings that pages, REST and the home panel share."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from governance.cadence import Cadence, Rule, read_cadence
from governance.minutes import minutes_data
from governance.models import AgendaItem, Committee, Effect, Meeting
from governance.permissions import can_keep
from governance.states import HELD_STATES, EffectState


def content_of(meeting: Meeting) -> dict[str, Any]:
    """What the minutes say: as sealed once they are, else as things stand."""
    minutes = meeting.minutes
    return minutes.frozen_data if minutes.is_sealed else minutes_data(meeting)


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
    into force after the minutes were sealed.
    """

    said: dict[str, Any]
    item: AgendaItem
    opens_operation: bool
    awaits_id: int | None
    since: Effect | None


def agenda_of(
    data: dict[str, Any], items: Iterable[AgendaItem], operation_ids: Collection[int]
) -> list[AgendaLine]:
    """Points in order; ``operation_ids`` are the operations that the person may open."""
    rows = {item.position: item for item in items}
    return [
        _line(said, item, operation_ids)
        for said in data["items"]
        if (item := rows.get(said["position"])) is not None
    ]


def _line(said: dict[str, Any], item: AgendaItem, operation_ids: Collection[int]) -> AgendaLine:
    decision = getattr(item, "decision", None)
    effect = decision.consequence if decision else None
    was_prepared = said["effect"].get("state") == EffectState.PREPARED
    is_applied = effect is not None and effect.state == EffectState.APPLIED
    return AgendaLine(
        said=said,
        item=item,
        opens_operation=item.operation_id in operation_ids,
        awaits_id=effect.awaits_id if effect else None,
        since=effect if was_prepared and is_applied else None,
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
