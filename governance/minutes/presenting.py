"""The content of minutes as page, PDF and REST show it: labels, euros, rates, ISO dates.

Amounts are texts with two decimals, in euros; rates are decimal fractions.
"""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from accord.acts.models import ActKind, ActState
from accord.acts.states import EffectState
from accord.kernel.contributions import registry
from accord.kernel.money import format_plain
from envelopes.totals import Totals, totals_data
from governance.electorate import Electorate
from governance.minutes.content import (
    AttendeeContent,
    DeliberationContent,
    EffectContent,
    ItemContent,
    MeetingContent,
    MinutesContent,
    PositionContent,
    StakeContent,
    SubjectContent,
    VoicesContent,
)
from governance.states import (
    PRESENT_STATUSES,
    AttendanceStatus,
    MeetingKind,
    Result,
    SubjectKind,
)
from operations.states import Opinion

Shown = dict[str, Any]


def present(content: MinutesContent) -> Shown:
    """The whole content, as plain values."""
    return {
        "agreement": content.agreement,
        "agreement_title": content.agreement_title,
        "committee": {"code": content.committee, "name": content.committee_name},
        "meeting": _meeting(content.meeting),
        "is_fictional": content.is_fictional,
        "attendance": [_attendee(row) for row in content.attendees],
        "electorate": _electorate(content.voices),
        "opening": content.opening,
        "items": [_item(item) for item in content.items],
        "closing": content.closing,
        "position": {
            "as_of": content.meeting.held_on.isoformat(),
            "includes_fictional": content.position_is_fictional,
            "rows": [
                {
                    "envelope": row.code,
                    "name": row.name,
                    "ceiling": format_plain(row.ceiling),
                    **totals_data(_totals(row.position)),
                }
                for row in content.envelopes
            ],
            "total": totals_data(_totals(content.total)),
        },
        "sealed_at": content.sealed_at.isoformat() if content.sealed_at else "",
        "sealed_by": content.sealed_by,
    }


def _meeting(meeting: MeetingContent) -> Shown:
    return {
        "id": meeting.id,
        "held_on": meeting.held_on.isoformat(),
        "starts_at": meeting.starts_at.isoformat("minutes") if meeting.starts_at else "",
        "kind": MeetingKind(meeting.kind).label,
        "place": meeting.place,
        "chair": meeting.chair,
        "secretary": meeting.secretary,
        "deliberation": _deliberation(meeting.deliberation) if meeting.deliberation else "",
    }


def _deliberation(act: DeliberationContent) -> str:
    name = str(ActKind.DELIBERATION.label) + (f" n° {act.number}" if act.number else "")
    if act.state != ActState.RECORDED:
        return f"{name} ({'caduque' if act.state == ActState.LAPSED else 'attendue'})"
    return f"{name} du {act.dated_on:%d/%m/%Y}" if act.dated_on else name


def _attendee(row: AttendeeContent) -> Shown:
    is_present = row.status in PRESENT_STATUSES
    return {
        "name": row.name,
        "present_name": (row.substitute or row.name) if is_present else "",
        "organisation": row.organisation,
        "function": row.function,
        "is_voting": row.is_voting,
        "status": row.status,
        "status_label": AttendanceStatus(row.status).label,
        "proxy_to": row.proxy_to,
    }


def _voices(voices: VoicesContent) -> Electorate:
    return Electorate(**asdict(voices))


def _electorate(content: VoicesContent) -> Shown:
    voices = _voices(content)
    return {
        "seats": voices.seats,
        "present": voices.present,
        "proxies": voices.proxies,
        "excused": voices.excused,
        "absent": voices.absent,
        "without_vote": voices.without_vote,
        "votes": voices.votes,
        "sentence": voices.sentence,
    }


def _item(item: ItemContent) -> Shown:
    """A point with each of its subjects; the first stands for the point where one is shown."""
    subjects = [_subject(subject) for subject in item.subjects]
    return {
        "position": item.position,
        "title": item.title,
        "is_late": item.is_late,
        "carried_from": item.carried_from.isoformat() if item.carried_from else "",
        "discussion": item.discussion,
        "recused": list(item.recused),
        "voices": _voices(item.voices).sentence,
        **(subjects[0] if subjects else {}),
        "subjects": subjects,
    }


def _subject(subject: SubjectContent) -> Shown:
    outcome = subject.outcome
    return {
        "kind": subject.kind,
        "kind_label": SubjectKind(subject.kind).label,
        "operation": subject.operation,
        "object": _stake(subject.stake) if subject.stake else {},
        "result": outcome.result if outcome else "",
        "result_label": Result(outcome.result).label if outcome else "",
        "votes": list(outcome.votes) if outcome and outcome.votes else [],
        "decision": subject.decision,
        "effect": _effect(subject.effect) if subject.effect else {},
    }


def _stake(stake: StakeContent) -> dict[str, str]:
    if stake.opened is not None:
        return {"envelope": stake.envelope, "opened": format_plain(stake.opened)}
    cost, eu_amount = stake.eligible_cost, stake.eu_amount
    return {
        "beneficiary": stake.beneficiary,
        "envelope": stake.envelope,
        "eligible_cost": "" if cost is None else format_plain(cost),
        "eu_amount": "" if eu_amount is None else format_plain(eu_amount),
        "rate": str(round(Decimal(eu_amount) / Decimal(cost), 4)) if cost and eu_amount else "",
        "opinion": Opinion(stake.opinion).label if stake.opinion else "",
        "fund": stake.fund or "montant UE",
    }


def _effect(effect: EffectContent) -> dict[str, str]:
    kind = registry.effect_kind(effect.kind)
    return {
        "kind": kind.label if kind else effect.kind,
        "state": effect.state,
        "state_label": EffectState(effect.state).label,
        "sentence": effect.sentence,
        "awaits": effect.awaits,
    }


def _totals(position: PositionContent) -> Totals:
    return Totals(
        amounts=position.amounts,
        operations=position.operations,
        remaining=position.remaining,
        knows_rates=position.knows_rates,
    )
