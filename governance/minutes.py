"""All that minutes say, from one set of queries: page, PDF and REST read this and nothing else."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from decimal import Decimal
from typing import Any

from accord.acts.models import ActState
from accord.kernel.money import format_plain
from envelopes.models import Envelope
from envelopes.states import Stage
from envelopes.totals import Position, Totals, totals_data
from governance.electorate import electorate_of
from governance.models import AgendaItem, Attendance, Effect, Meeting
from governance.states import AttendanceStatus, ItemKind
from operations.models import Operation
from operations.states import Opinion


def canonical(data: dict[str, Any]) -> str:
    """Canonical JSON: sorted keys, no spaces, so that equal data has one digest."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def minutes_data(
    meeting: Meeting, *, sealed_at: datetime | None = None, sealed_by: Any = None
) -> dict[str, Any]:
    """Content of the minutes of a sitting, as plain values.

    Amounts are texts with two decimals, in euros; rates are decimal fractions; dates ISO.
    Figures stand at the sitting's date.
    """
    attendances = list(meeting.attendances.select_related("organisation", "proxy_to"))
    items = (
        meeting.items.select_related(
            "outcome",
            "decision__effect__awaits",
            "carried_from__meeting",
            "operation__beneficiary",
            "operation__envelope",
            "tranche__envelope",
        )
        .prefetch_related("recusals__attendance")
        .order_by("position")
    )
    minutes = meeting.minutes
    position = position_data(meeting)
    return {
        "agreement": meeting.committee.agreement.code,
        "agreement_title": meeting.committee.agreement.title,
        "committee": {"code": meeting.committee.code, "name": meeting.committee.name},
        "meeting": {
            "id": meeting.pk,
            "held_on": meeting.held_on.isoformat(),
            "starts_at": meeting.starts_at.isoformat("minutes") if meeting.starts_at else "",
            "kind": meeting.get_kind_display(),
            "place": meeting.place,
            "chair": meeting.chair_name,
            "secretary": meeting.secretary_name,
            "deliberation": _act_label(meeting.deliberation),
        },
        "is_fictional": meeting.is_fictional or position["includes_fictional"],
        "attendance": [_attendance(row) for row in attendances],
        "electorate": _electorate(attendances),
        "opening": minutes.opening,
        "items": [_item(item, attendances) for item in items],
        "closing": minutes.closing,
        "position": position,
        "sealed_at": sealed_at.isoformat() if sealed_at else "",
        "sealed_by": str(sealed_by) if sealed_by else "",
    }


def _act_label(act: Any) -> str:
    if act is None:
        return ""
    if act.state != ActState.RECORDED:
        return f"{act} ({'caduque' if act.state == ActState.LAPSED else 'attendue'})"
    return f"{act} du {act.date:%d/%m/%Y}"


def _attendance(row: Attendance) -> dict[str, Any]:
    present_name = (
        row.substitute_name if row.status == AttendanceStatus.SUBSTITUTE else row.person_name
    )
    return {
        "name": row.person_name,
        "present_name": present_name if row.is_present else "",
        "organisation": row.organisation.short_name,
        "function": row.function,
        "is_voting": row.is_voting,
        "status": row.status,
        "status_label": row.get_status_display(),
        "proxy_to": row.proxy_to.person_name if row.proxy_to else "",
    }


def _electorate(attendances: list[Attendance]) -> dict[str, Any]:
    voices = electorate_of(attendances)
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


def _item(item: AgendaItem, attendances: list[Attendance]) -> dict[str, Any]:
    recused = [recusal.attendance for recusal in item.recusals.all()]
    outcome = getattr(item, "outcome", None)
    decision = getattr(item, "decision", None)
    effect = getattr(decision, "effect", None) if decision else None
    carried = item.carried_from
    return {
        "position": item.position,
        "kind": item.kind,
        "kind_label": item.get_kind_display(),
        "title": item.title,
        "operation": item.operation.number if item.operation else "",
        "object": _object(item),
        "is_late": item.is_late,
        "carried_from": carried.meeting.held_on.isoformat() if carried else "",
        "discussion": item.discussion,
        "result": outcome.result if outcome else "",
        "result_label": outcome.get_result_display() if outcome else "",
        "votes": (
            [outcome.votes_for, outcome.votes_against, outcome.abstentions]
            if outcome and outcome.has_vote
            else []
        ),
        "recused": [row.person_name for row in recused],
        "voices": electorate_of(attendances, recused=[row.pk for row in recused]).sentence,
        "decision": decision.number if decision else "",
        "effect": _effect(effect),
    }


def _object(item: AgendaItem) -> dict[str, str]:
    """What a point is about, with its amounts: whoever decides reads what is at stake."""
    if item.tranche:
        amount = format_plain(item.tranche.amount)
        return {"envelope": item.tranche.envelope.name, "opened": amount}
    operation = item.operation
    if operation is None:
        return {}
    cost, eu_amount = _at_stake(item, operation)
    examined = item.kind == ItemKind.PROGRAMMING and operation.opinion != Opinion.NONE
    return {
        "beneficiary": operation.beneficiary.name,
        "envelope": operation.envelope.name,
        "eligible_cost": "" if cost is None else format_plain(cost),
        "eu_amount": "" if eu_amount is None else format_plain(eu_amount),
        "rate": str(round(Decimal(eu_amount) / Decimal(cost), 4)) if cost and eu_amount else "",
        "opinion": operation.get_opinion_display() if examined else "",
    }


def _at_stake(item: AgendaItem, operation: Operation) -> tuple[int | None, int | None]:
    """Eligible cost and EU amount (cents): appraised, or programmed so far for a deprogramming."""
    if item.kind != ItemKind.DEPROGRAMMING:
        return operation.appraised_cost, operation.appraised_eu
    decision = getattr(item, "decision", None)
    uses = operation.uses.exclude(act=decision.act) if decision else operation.uses.all()
    net = uses.net(Stage.PROGRAMMED)
    return net.eligible_cost, net.amount


def _effect(effect: Effect | None) -> dict[str, str]:
    if effect is None:
        return {}
    return {
        "kind": effect.get_kind_display(),
        "state": effect.state,
        "state_label": effect.get_state_display(),
        "sentence": effect.sentence,
        "awaits": str(effect.awaits.title) if effect.awaits and not effect.sentence else "",
    }


def position_data(meeting: Meeting) -> dict[str, Any]:
    """Where the envelopes of the agreement stand at the sitting's date."""
    agreement = meeting.committee.agreement
    positions = Envelope.objects.filter(agreement=agreement).delegated().positions(meeting.held_on)
    total = Totals.sum(position.totals for position in positions)
    return {
        "as_of": meeting.held_on.isoformat(),
        "includes_fictional": total.includes_fictional,
        "rows": [_position(position) for position in positions],
        "total": totals_data(total),
    }


def _position(position: Position) -> dict[str, Any]:
    return {
        "envelope": position.envelope.code,
        "name": position.envelope.name,
        "ceiling": format_plain(position.ceiling),
        **totals_data(position.totals),
    }
