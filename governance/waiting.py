"""What waits for a committee, whatever its kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from governance.models import AgendaItem, Committee, Subject
from governance.states import SubjectKind
from governance.subjects import KINDS, Kind, Thing, thing_of


@dataclass(frozen=True)
class Waiting:
    """Candidates for one kind of subject."""

    kind: Kind
    things: list[Thing]

    @property
    def label(self) -> str:
        return SubjectKind(self.kind.code).label

    @property
    def count(self) -> int:
        return len(self.things)


def waiting_for(committee: Committee) -> list[Waiting]:
    """Everything that the committee may put on an agenda, and no agenda has taken yet."""
    found = [
        Waiting(kind, list(kind.waiting(committee)))
        for kind in map(KINDS.get, committee.powers)
        if kind is not None
    ]
    return [waiting for waiting in found if waiting.count]


def waits(committee: Committee, kind: Kind, keys: Iterable[int]) -> set[int]:
    """Those of these things that wait for the committee now."""
    rows = kind.waiting(committee).filter(pk__in=set(keys))
    return set(rows.values_list("pk", flat=True))


def still_waits(committee: Committee, item: AgendaItem) -> bool:
    """Whether all that an item put to the committee waits for it still; an information does."""
    return all(_waits(committee, subject) for subject in item.subjects.all())


def _waits(committee: Committee, subject: Subject) -> bool:
    kind, thing = KINDS.get(subject.kind), thing_of(subject)
    return kind is None or thing is None or bool(waits(committee, kind, [thing.pk]))
