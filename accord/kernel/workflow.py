"""Permitted moves as one table ``{(state, verb): state}``, and nothing that reads a database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices

from accord.kernel.errors import Refused


@dataclass(frozen=True)
class Workflow:
    """Transition table of one kind of object.

    ``verbs`` gives the French infinitive shown when a move is refused.
    """

    states: type[TextChoices]
    verbs: type[TextChoices]
    table: Mapping[tuple[str, str], str]

    def allows(self, state: str, verb: str) -> bool:
        return (state, verb) in self.table

    def verbs_from(self, state: str) -> list[str]:
        return [verb for (source, verb) in self.table if source == state]

    def target(self, state: str, verb: str) -> str:
        """State after the verb. Raises Refused where the table has no such move."""
        try:
            return self.table[(state, verb)]
        except KeyError:
            raise Refused(self.refusal(state, verb)) from None

    def refusal(self, state: str, verb: str) -> str:
        """Why a move is not possible, as a sentence: « Impossible d’instruire : … »."""
        label = str(self.verbs(verb).label)
        particle = "d’" if label[0] in "aeéiou" else "de "
        state_label = self.states(state).label
        return f"Impossible {particle}{label} : l’état actuel est « {state_label} »."
