"""The content of a sitting as it stands in the base, from one set of queries."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from accord.acts.models import Act, Effect
from envelopes.models import Envelope
from envelopes.states import Stage
from envelopes.totals import Position, Totals
from governance.electorate import Electorate, electorate_of
from governance.minutes.content import (
    SCHEMA,
    AttendeeContent,
    DeliberationContent,
    EffectContent,
    EnvelopeContent,
    ItemContent,
    MeetingContent,
    MinutesContent,
    OutcomeContent,
    PositionContent,
    StakeContent,
    SubjectContent,
    VoicesContent,
)
from governance.models import AgendaItem, Attendee, Meeting, Subject
from governance.states import AttendanceStatus
from governance.subjects import kind_of


def collect(
    meeting: Meeting, *, sealed_at: datetime | None = None, sealed_by: str = ""
) -> MinutesContent:
    """All that the minutes of a sitting would say now."""
    attendees = list(meeting.attendees.select_related("organisation", "proxy_to"))
    items = meeting.items.with_names().prefetch_related("recusals__attendee").order_by("position")
    agreement = meeting.committee.agreement
    rows = Envelope.objects.filter(agreement=agreement).delegated()
    positions = rows.positions(meeting.held_on)
    total = Totals.sum(position.totals for position in positions)
    return MinutesContent(
        schema=SCHEMA,
        agreement=agreement.code,
        agreement_title=agreement.title,
        committee=meeting.committee.code,
        committee_name=meeting.committee.name,
        meeting=_meeting(meeting),
        is_fictional=meeting.is_fictional or total.includes_fictional,
        attendees=tuple(_attendee(row) for row in attendees),
        voices=_voices(electorate_of(attendees)),
        opening=meeting.minutes.opening,
        closing=meeting.minutes.closing,
        items=tuple(_item(item, attendees) for item in items),
        envelopes=tuple(_envelope(position) for position in positions),
        total=_position(total),
        position_is_fictional=total.includes_fictional,
        sealed_at=sealed_at,
        sealed_by=sealed_by,
    )


def _meeting(meeting: Meeting) -> MeetingContent:
    return MeetingContent(
        id=meeting.pk,
        held_on=meeting.held_on,
        starts_at=meeting.starts_at,
        kind=meeting.kind,
        place=meeting.place,
        chair=meeting.chair_name,
        secretary=meeting.secretary_name,
        deliberation=_deliberation(meeting.deliberation) if meeting.deliberation else None,
    )


def _deliberation(act: Act) -> DeliberationContent:
    return DeliberationContent(number=act.number, state=act.state, dated_on=act.date)


def _attendee(row: Attendee) -> AttendeeContent:
    is_replaced = row.status == AttendanceStatus.SUBSTITUTE
    return AttendeeContent(
        name=row.person_name,
        organisation=row.organisation.short_name if row.organisation else "",
        function=row.function,
        is_voting=row.is_voting,
        status=row.status,
        substitute=row.substitute_name if is_replaced else "",
        proxy_to=row.proxy_to.person_name if row.proxy_to else "",
    )


def _voices(voices: Electorate) -> VoicesContent:
    return VoicesContent(**asdict(voices))


def _item(item: AgendaItem, attendees: list[Attendee]) -> ItemContent:
    recused = [recusal.attendee for recusal in item.recusals.all()]
    return ItemContent(
        position=item.position,
        title=item.title,
        is_late=item.is_late,
        carried_from=item.carried_from.meeting.held_on if item.carried_from else None,
        discussion=item.text,
        recused=tuple(row.person_name for row in recused),
        voices=_voices(electorate_of(attendees, recused=[row.pk for row in recused])),
        subjects=tuple(_subject(subject) for subject in item.subjects.all()),
    )


def _subject(subject: Subject) -> SubjectContent:
    outcome = getattr(subject, "outcome", None)
    decision = getattr(subject, "decision", None)
    return SubjectContent(
        kind=subject.kind,
        operation=subject.operation.number if subject.operation else "",
        stake=_stake(subject),
        outcome=OutcomeContent(result=outcome.result, votes=outcome.votes) if outcome else None,
        decision=decision.number if decision else "",
        effect=_effect(decision.consequence) if decision and decision.consequence else None,
    )


def _stake(subject: Subject) -> StakeContent | None:
    """What a subject is about, with its amounts: whoever decides reads what is at stake."""
    kind = kind_of(subject)
    return None if kind is None else StakeContent(**asdict(kind.stake(subject.target)))


def _effect(effect: Effect) -> EffectContent:
    return EffectContent(
        kind=effect.kind,
        state=effect.state,
        sentence=effect.sentence,
        awaits=effect.awaits.title if effect.awaits and not effect.sentence else "",
    )


def _envelope(position: Position) -> EnvelopeContent:
    return EnvelopeContent(
        code=position.envelope.code,
        name=position.envelope.name,
        ceiling=position.ceiling,
        position=_position(position.totals),
    )


def _position(totals: Totals) -> PositionContent:
    return PositionContent(
        amounts={stage: totals.amount(stage) or 0 for stage in Stage.values},
        remaining=totals.remaining,
        operations=totals.operations,
        knows_rates=totals.knows_rates,
    )
