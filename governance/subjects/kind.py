"""What a kind of subject says of itself, declared once in a file of its own.

A kind says what waits for a committee, what is at stake, what each result brings about and under
which act. The agenda, the sitting, the minutes and the register read it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from accord.acts.models import Act, EffectTarget
from accord.kernel.actors import Author, Reader
from envelopes.models import Tranche
from governance.models import Committee, Meeting, SubjectTarget
from governance.states import Result, SubjectKind
from operations.models import Operation

# What may be put to a committee, but for an information, which is about nothing.
Thing = Operation | Tranche


@dataclass(frozen=True)
class Stake:
    """What is at stake for those who decide (cents); what a kind does not have is None."""

    envelope: str
    beneficiary: str = ""
    eligible_cost: int | None = None
    eu_amount: int | None = None
    opened: int | None = None
    opinion: str = ""
    fund: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of subject.

    ``waiting(committee)`` are the things that wait for it; ``choices(things, reader)`` what a
    secretary chooses each by; ``target(thing)`` the row of the kind's table, with what is at stake;
    ``thing(target)`` leads back. ``keeps(thing)`` are the rows locked while it is put on an agenda,
    ``locks(target)`` those that its effect would change.
    ``brings`` gives, for a result, the code of an effect and its target; ``awaits`` the act that
    the effect needs, if it is not the committee's own; ``expects`` what would follow, in French.
    """

    code: SubjectKind
    waiting: Callable[[Committee], QuerySet[Any]]
    choices: Callable[[Sequence[Any], Reader], Sequence[str]]
    title: Callable[[Any], str]
    target: Callable[[Any], SubjectTarget]
    thing: Callable[[Any], Thing]
    keeps: Callable[[Any], Sequence[Model]]
    locks: Callable[[Any], Sequence[Model]]
    stake: Callable[[Any], Stake]
    brings: Mapping[Result, Callable[[Any], tuple[str, EffectTarget]]]
    awaits: Callable[[Any, Meeting, Author], Act | None]
    expects: Callable[[Any, Result], str]
    # Columns of the table that follow the thing while a meeting is prepared.
    refreshed: Sequence[str] = ()


def under_deliberation(target: SubjectTarget, meeting: Meeting, by: Author) -> Act | None:
    """A selection body decides under its deliberation."""
    return meeting.deliberation


def at_once(target: SubjectTarget, meeting: Meeting, by: Author) -> Act | None:
    """An opinion needs no other act."""
    return None
