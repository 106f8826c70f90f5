"""What minutes say, typed: cents, dates and codes, never formatted text.

It is sealed as canonical JSON with the number of its shape. A shape that changes gets a new number
and keeps its reader: what was sealed is read for ever as it was sealed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

import msgspec

SCHEMA = 2


@dataclass(frozen=True, kw_only=True)
class AttendeeContent:
    """Somebody at the sitting; ``substitute`` is who was there instead."""

    name: str
    organisation: str
    function: str
    is_voting: bool
    status: str
    substitute: str
    proxy_to: str


@dataclass(frozen=True, kw_only=True)
class VoicesContent:
    """The arithmetic of a vote: numbers of seats and voices."""

    seats: int
    present: int
    proxies: int
    recused: int
    excused: int
    absent: int
    without_vote: int


@dataclass(frozen=True, kw_only=True)
class StakeContent:
    """What is at stake (cents); what the subject does not have is null."""

    envelope: str
    beneficiary: str
    eligible_cost: int | None
    eu_amount: int | None
    opened: int | None
    opinion: str
    # The fund of an operation; shape 1 did not name it.
    fund: str = ""


@dataclass(frozen=True, kw_only=True)
class OutcomeContent:
    result: str
    # For, against, abstentions; null without a vote.
    votes: tuple[int, int, int] | None


@dataclass(frozen=True, kw_only=True)
class EffectContent:
    """What a decision brought about, or what it awaits."""

    kind: str
    state: str
    sentence: str
    awaits: str


@dataclass(frozen=True, kw_only=True)
class SubjectContent:
    kind: str
    operation: str
    stake: StakeContent | None
    outcome: OutcomeContent | None
    decision: str
    effect: EffectContent | None


@dataclass(frozen=True, kw_only=True)
class ItemContent:
    position: int
    title: str
    is_late: bool
    carried_from: date | None
    discussion: str
    recused: tuple[str, ...]
    voices: VoicesContent
    subjects: tuple[SubjectContent, ...]


@dataclass(frozen=True, kw_only=True)
class PositionContent:
    """Where credits stand: cumulative EU amounts by stage (cents); an unknown remainder is null."""

    amounts: dict[str, int]
    remaining: int | None
    operations: int
    knows_rates: bool


@dataclass(frozen=True, kw_only=True)
class EnvelopeContent:
    code: str
    name: str
    ceiling: int
    position: PositionContent


@dataclass(frozen=True, kw_only=True)
class DeliberationContent:
    """The act under which a selection body decides; it has no date while it is awaited."""

    number: str
    state: str
    dated_on: date | None


@dataclass(frozen=True, kw_only=True)
class MeetingContent:
    id: int
    held_on: date
    starts_at: time | None
    kind: str
    place: str
    chair: str
    secretary: str
    deliberation: DeliberationContent | None


@dataclass(frozen=True, kw_only=True)
class MinutesContent:
    """All that the minutes of a sitting say; figures stand at the sitting's date."""

    schema: int
    agreement: str
    agreement_title: str
    committee: str
    committee_name: str
    meeting: MeetingContent
    is_fictional: bool
    attendees: tuple[AttendeeContent, ...]
    voices: VoicesContent
    opening: str
    closing: str
    items: tuple[ItemContent, ...]
    envelopes: tuple[EnvelopeContent, ...]
    total: PositionContent
    position_is_fictional: bool
    sealed_at: datetime | None = None
    sealed_by: str = ""


def canonical(content: MinutesContent) -> str:
    """Canonical JSON: sorted keys, no spaces, so that equal content has one digest."""
    return msgspec.json.encode(content, order="sorted").decode()


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _read(text: str) -> MinutesContent:
    return msgspec.json.decode(text, type=MinutesContent)


# One reader per shape that was ever sealed. Shape 2 adds the fund at stake, empty in shape 1.
READERS: dict[int, Callable[[str], MinutesContent]] = {1: _read, 2: _read}


def read_content(text: str, schema: int) -> MinutesContent:
    """Sealed content, by the reader of its shape. Raises KeyError for an unknown one."""
    return READERS[schema](text)
