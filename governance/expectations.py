"""What ending a sitting would bring about, told before it is done. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from governance.models import AgendaItem, Decision, Meeting, Subject
from governance.states import Result
from governance.subjects import kind_of


@dataclass(frozen=True)
class Expectation:
    """What becomes of a subject: the number that its decision would take, and what follows."""

    item: AgendaItem
    subject: Subject
    number: str
    sentence: str
    is_missing: bool = False


def expectations_of(meeting: Meeting, items: Iterable[AgendaItem]) -> list[Expectation]:
    """One expectation per subject to decide, in order; ``items`` come with names."""
    committee, year = meeting.committee, meeting.held_on.year
    sequence = Decision.objects.last_sequence(committee.pk, year)
    expected = []
    for item in items:
        for subject in item.subjects.all():
            if not subject.needs_outcome:
                continue
            outcome = getattr(subject, "outcome", None)
            if outcome is None:
                said = f"Il manque un{'' if subject.is_opinion else 'e'} {subject.outcome_word}."
                expected.append(Expectation(item, subject, "", said, is_missing=True))
            elif outcome.result == Result.NOT_EXAMINED:
                said = "Reporté à la prochaine réunion."
                expected.append(Expectation(item, subject, "", said))
            else:
                sequence += 1
                number = committee.decision_number(year, sequence)
                said = _sentence(subject, Result(outcome.result))
                expected.append(Expectation(item, subject, number, said))
    return expected


def _sentence(subject: Subject, result: Result) -> str:
    kind = kind_of(subject)
    if kind is None or result not in kind.brings:
        return "Décision sans effet sur l’opération ni sur les crédits."
    return kind.expects(subject.target, result)
