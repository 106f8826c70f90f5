"""The kinds of subject that a committee may decide on: one file each, listed here.

An information is a subject without kind: nothing waits, nothing is decided.
"""

from __future__ import annotations

from governance.models import Subject
from governance.subjects import deprogramming, opening, opinion, programming
from governance.subjects.kind import Kind, Stake, Thing

KINDS: dict[str, Kind] = {
    kind.code: kind for kind in (opinion.KIND, programming.KIND, deprogramming.KIND, opening.KIND)
}


def kind_of(subject: Subject) -> Kind | None:
    """The kind of a subject; None for an information."""
    return KINDS.get(subject.kind)


def thing_of(subject: Subject) -> Thing | None:
    """What a subject is about; None for an information."""
    kind = KINDS.get(subject.kind)
    return kind.thing(subject.target) if kind else None


__all__ = ["KINDS", "Kind", "Stake", "Thing", "kind_of", "thing_of"]
