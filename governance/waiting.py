"""What waits for a committee: operations to examine, tranches to open."""

from __future__ import annotations

from collections.abc import Sequence
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


def still_waiting(committee: Committee, items: Sequence[AgendaItem]) -> list[AgendaItem]:
    """Those of these items whose object waits for the committee; an information always does."""
    wanted: dict[str, set[int]] = {}
    for item in items:
        wanted.setdefault(item.kind, set()).add(item.operation_id or item.tranche_id or 0)
    waiting = {kind: _waiting_ids(committee, ItemKind(kind), ids) for kind, ids in wanted.items()}
    return [
        item for item in items if (item.operation_id or item.tranche_id or 0) in waiting[item.kind]
    ]


def _waiting_ids(committee: Committee, kind: ItemKind, ids: set[int]) -> set[int]:
    if kind == ItemKind.INFORMATION:
        return ids
    rows = (
        _tranches(committee) if kind == ItemKind.TRANCHE_OPENING else _operations(committee, kind)
    )
    return set(rows.filter(pk__in=ids).values_list("pk", flat=True))


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
    # Two committees may ask for an opening: the agenda of either keeps it.
    meetings = Meeting.objects.filter(state__in=PREPARING_STATES)
    taken = AgendaItem.objects.filter(meeting__in=meetings, tranche__isnull=False).values(
        "tranche_id"
    )
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
