"""What waits for a committee: operations to examine, tranches to open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from envelopes.models import Tranche
from governance.models import AgendaItem, Committee, Effect
from governance.states import PREPARING_STATES, ItemKind
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
        wanted.setdefault(item.kind, set()).add(_object_id(item))
    waiting = {kind: _waiting_ids(committee, ItemKind(kind), ids) for kind, ids in wanted.items()}
    return [item for item in items if _object_id(item) in waiting[item.kind]]


def _object_id(item: AgendaItem) -> int:
    """Key of its operation or tranche; nought for an information, which has neither."""
    return item.operation_id or item.tranche_id or 0


def _waiting_ids(committee: Committee, kind: ItemKind, ids: set[int]) -> set[int]:
    if kind == ItemKind.INFORMATION:
        return ids
    rows = (
        _tranches(committee) if kind == ItemKind.TRANCHE_OPENING else _operations(committee, kind)
    )
    return set(rows.filter(pk__in=ids).values_list("pk", flat=True))


def _taken() -> Any:
    """Items on agendas still being prepared."""
    return AgendaItem.objects.filter(meeting__state__in=PREPARING_STATES)


def _operations(committee: Committee, kind: ItemKind) -> Any:
    taken = _taken().filter(meeting__committee=committee, operation__isnull=False)
    prepared = Effect.objects.prepared().filter(decision__item__operation__isnull=False)
    rows = (
        Operation.objects.filter(envelope__agreement=committee.agreement, state__in=_STATES[kind])
        .exclude(pk__in=taken.values("operation_id"))
        .exclude(pk__in=prepared.values("decision__item__operation_id"))
        .with_names()
        .order_by("number")
    )
    if committee.is_selection:
        rows = rows.filter(envelope__holder=committee.organiser)
    return rows


def _tranches(committee: Committee) -> Any:
    # Two committees may ask for an opening: the agenda of either keeps it.
    taken = _taken().filter(tranche__isnull=False)
    prepared = Effect.objects.prepared().filter(decision__item__tranche__isnull=False)
    return (
        Tranche.objects.unopened()
        .filter(envelope__agreement=committee.agreement)
        .exclude(pk__in=taken.values("tranche_id"))
        .exclude(pk__in=prepared.values("decision__item__tranche_id"))
        .select_related("envelope")
        .order_by("envelope__position", "position")
    )
