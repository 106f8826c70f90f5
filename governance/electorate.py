"""The arithmetic of a vote: who is there, who is represented, who leaves the vote of an item.

Pure: attendances in, numbers and a sentence out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from governance.states import AttendanceStatus, Result


@dataclass(frozen=True)
class Electorate:
    """Voices of a sitting or of one of its items."""

    seats: int
    present: int
    proxies: int
    recused: int
    excused: int
    absent: int
    without_vote: int

    @property
    def votes(self) -> int:
        """Voices that may be cast: voting members present and proxies, less those recused."""
        return self.present + self.proxies - self.recused

    @property
    def sentence(self) -> str:
        """``3 présents + 1 pouvoir = 4 voix``."""
        parts = f"{_plural(self.present, 'présent')} + {_plural(self.proxies, 'pouvoir')}"
        if self.recused:
            parts += f" \u2212 {self.recused} par déport"
        return f"{parts} = {self.votes} voix"


def objection_to(result: str, votes: tuple[int, int, int] | None, voices: Electorate) -> str:
    """Why a vote (for, against, abstentions) cannot give a result, as a French clause, or nothing.

    A tie gives either: the chair's voice may count double, and the source does not say.
    """
    if votes is None:
        return ""
    in_favour, against, _ = votes
    if not sum(votes):
        return "aucune voix n’est comptée ; laissez le vote vide s’il n’y en a pas eu."
    if sum(votes) > voices.votes:
        return f"{sum(votes)} voix comptées pour {voices.sentence}."
    if (result == Result.FAVOURABLE and against > in_favour) or (
        result == Result.UNFAVOURABLE and in_favour > against
    ):
        label = Result(result).label
        return f"{in_favour} pour et {against} contre ne donnent pas un sens {label}."
    return ""


def electorate_of(attendances: Iterable[Any], recused: Collection[int] = ()) -> Electorate:
    """Voices for an item: a recused person loses their own voice and the proxies they hold.

    A proxy given by a recused person is not cast either.
    """
    rows = list(attendances)
    voting = [row for row in rows if row.is_voting]
    present = {row.pk for row in voting if row.is_present}
    proxies = [row for row in voting if row.status == AttendanceStatus.EXCUSED_PROXY]
    lost = [row for row in voting if row.pk in present and row.pk in recused] + [
        row for row in proxies if row.pk in recused or row.proxy_to_id in recused
    ]
    return Electorate(
        seats=len(voting),
        present=len(present),
        proxies=len(proxies),
        recused=len(lost),
        excused=sum(row.status == AttendanceStatus.EXCUSED for row in voting),
        absent=sum(row.status == AttendanceStatus.ABSENT for row in voting),
        without_vote=sum(row.is_present and not row.is_voting for row in rows),
    )


def _plural(number: int, word: str) -> str:
    return f"{number} {word}{'s' if number > 1 else ''}"
