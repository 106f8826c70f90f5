"""What waits for a committee: operations to examine, tranches to open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from envelopes.models import Tranche
from governance.models import AgendaItem, Committee, Effect, Meeting
from governance.states import PREPARING_STATES, EffectState, ItemKind
from operations.models import Operation
from operations.states import OperationState

# States in which an operation waits for each kind of item.
_STATES = {
    ItemKind.OPINION: (OperationState.APPRAISED,),
    ItemKind.PROGRAMMING: (OperationState.OPINION_GIVEN, OperationState.APPRAISED),
    ItemKind.DEPROGRAMMING: (OperationState.PROGRAMMED,),
}


@dataclass(frozen=True)
class Waiting:
    """Candidates for one kind of item."""

    kind: ItemKind
    operations: list[Operation]
    tranches: list[Tranche]

    @property
    def count(self) -> int:
        return len(self.operations) + len(self.tranches)


def waiting_for(committee: Committee) -> list[Waiting]:
    """Everything that the committee may put on an agenda, and no agenda has taken yet."""
    return [
        waiting
        for kind in committee.powers
        if kind != ItemKind.INFORMATION and (waiting := _waiting(committee, kind)).count
    ]


def _waiting(committee: Committee, kind: ItemKind) -> Waiting:
    if kind == ItemKind.TRANCHE_OPENING:
        return Waiting(kind, [], list(_tranches(committee)))
    return Waiting(kind, list(_operations(committee, kind)), [])


def _taken(committee: Committee) -> Any:
    """Items on agendas still being prepared, of this committee."""
    meetings = Meeting.objects.filter(committee=committee, state__in=PREPARING_STATES)
    return AgendaItem.objects.filter(meeting__in=meetings)


def _operations(committee: Committee, kind: ItemKind) -> Any:
    taken = _taken(committee).filter(operation__isnull=False).values("operation_id")
    prepared = Effect.objects.filter(
        state=EffectState.PREPARED, decision__item__operation__isnull=False
    ).values("decision__item__operation_id")
    rows = (
        Operation.objects.filter(envelope__agreement=committee.agreement, state__in=_STATES[kind])
        .exclude(pk__in=taken)
        .exclude(pk__in=prepared)
        .with_names()
        .order_by("number")
    )
    if committee.is_selection:
        rows = rows.filter(envelope__holder=committee.organiser)
    return rows


def _tranches(committee: Committee) -> Any:
    taken = _taken(committee).filter(tranche__isnull=False).values("tranche_id")
    prepared = Effect.objects.filter(
        state=EffectState.PREPARED, decision__item__tranche__isnull=False
    ).values("decision__item__tranche_id")
    return (
        Tranche.objects.unopened()
        .filter(envelope__agreement=committee.agreement)
        .exclude(pk__in=taken)
        .exclude(pk__in=prepared)
        .select_related("envelope")
        .order_by("envelope__position", "position")
    )
