"""What ending a sitting would bring about, told before it is done. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accord.kernel.money import format_euros
from governance.models import AgendaItem, Decision, Meeting
from governance.states import EFFECTS, EffectKind, Result
from operations.states import Opinion

_BROUGHT = {
    EffectKind.GIVE_OPINION: "Avis rendu : l’instance de programmation en décide.",
    EffectKind.REFUSE: "Opération refusée.",
    EffectKind.ADJOURN: "Opération ajournée : elle sera instruite de nouveau.",
    EffectKind.DEPROGRAMME: "Opération déprogrammée.",
    EffectKind.OPEN_TRANCHE: "Ouverture préparée : elle attend l’avenant à la subvention globale.",
}


@dataclass(frozen=True)
class Expectation:
    """What becomes of one item: the number that its decision would take, and what follows."""

    item: AgendaItem
    number: str
    sentence: str
    is_missing: bool = False


def expectations_of(meeting: Meeting, items: Iterable[AgendaItem]) -> list[Expectation]:
    """One expectation per item to decide, in order; ``items`` come with outcome and operation."""
    committee, year = meeting.committee, meeting.held_on.year
    sequence = Decision.objects.last_sequence(committee, year)
    expected = []
    for item in items:
        if not item.needs_outcome:
            continue
        outcome = getattr(item, "outcome", None)
        if outcome is None:
            expected.append(Expectation(item, "", "Il manque un résultat.", is_missing=True))
        elif outcome.result == Result.NOT_EXAMINED:
            expected.append(Expectation(item, "", "Reporté à la prochaine réunion."))
        else:
            sequence += 1
            number = committee.decision_number(year, sequence)
            expected.append(Expectation(item, number, _sentence(item, outcome.result)))
    return expected


def _sentence(item: AgendaItem, result: str) -> str:
    kind = EFFECTS.get((item.kind, result))
    if kind is None:
        return "Décision sans effet sur l’opération ni sur les crédits."
    if kind == EffectKind.PROGRAMME:
        return _programming(item.operation)
    return _BROUGHT[kind]


def _programming(operation: Any) -> str:
    said = f"Opération programmée pour {format_euros(operation.appraised_eu or 0)} de montant UE"
    if operation.opinion == Opinion.FAVOURABLE:
        return f"{said}."
    if operation.opinion == Opinion.NONE:
        return f"{said}, sans avis d’un comité."
    return f"{said}, malgré un avis {operation.get_opinion_display()}."
