"""The limits that credits and their use must keep at a value date and at every later one.

Pure functions over trajectories: they say which limit a change breaks or worsens, where, and by
how much. Reading and writing balances is ``actions``'s work.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from accord.kernel.ledger import Trajectory, turning_points
from accord.kernel.money import BASIS_POINTS, ceiling_of, format_euros, format_rate
from accord.kernel.render.typography import long_date
from envelopes.states import Stage

LIMITED_STAGES = (Stage.NOTIFIED, Stage.OPEN, Stage.PROGRAMMED)


@dataclass(frozen=True)
class CeilingRates:
    """Programming ceilings of an envelope over time, in basis points; 100 % before the first."""

    steps: Sequence[tuple[date, int]] = ()

    def at(self, day: date) -> int:
        return next((rate for start, rate in reversed(self.steps) if start <= day), BASIS_POINTS)


@dataclass(frozen=True)
class Breach:
    """A limit passed at a date: ``excess`` cents over it."""

    limit: str
    day: date
    excess: int
    sentence: str


def excesses(
    trajectory_of: Mapping[str, Trajectory], rates: CeilingRates, day: date
) -> dict[str, int]:
    """By how many cents each limit is passed at the end of a day (negative: room left)."""
    notified = trajectory_of[Stage.NOTIFIED].at(day)
    opened = trajectory_of[Stage.OPEN].at(day)
    programmed = trajectory_of[Stage.PROGRAMMED].at(day)
    return {
        "notified": -notified,
        "open": -opened,
        "notified_ceiling": opened - notified,
        "programming_ceiling": programmed - ceiling_of(opened, rates.at(day)),
    }


def worsened(
    before: Mapping[str, Trajectory],
    after: Mapping[str, Trajectory],
    rates_before: CeilingRates,
    rates_after: CeilingRates,
    start: date,
) -> Breach | None:
    """First limit that a change breaks, or breaks further, on or after a date.

    A breach that was already there and that the change does not worsen is not its fault: what
    the portal has contracted above a ceiling must not forbid the opening that settles it.
    """
    days = set(turning_points(dict(after), start))
    days |= {step for step, _ in rates_after.steps if step > start}
    for day in sorted(days):
        old = excesses(before, rates_before, day)
        for limit, excess in excesses(after, rates_after, day).items():
            if excess > 0 and excess > old[limit]:
                return Breach(limit, day, excess, _sentence(limit, day, excess, rates_after))
    return None


def _sentence(limit: str, day: date, excess: int, rates: CeilingRates) -> str:
    amount, moment = format_euros(excess), long_date(day)
    rate = format_rate(rates.at(day))
    return {
        "notified": f"le montant notifié deviendrait négatif de {amount} au {moment}.",
        "open": f"les crédits ouverts deviendraient négatifs de {amount} au {moment}.",
        "notified_ceiling": (
            f"les crédits ouverts dépasseraient les crédits notifiés de {amount} au {moment}."
        ),
        "programming_ceiling": (
            f"le programmé dépasserait de {amount} le plafond de {rate} des crédits ouverts "
            f"au {moment}."
        ),
    }[limit]
