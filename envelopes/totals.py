"""What balances amount to: totals, reserve, remainder and rates. Pure: no database, no rounding
of its own.

Every page, REST answer, export and document reads its amounts from ``Totals``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from accord.kernel.ledger import Measures
from accord.kernel.money import (
    BASIS_POINTS,
    ceiling_of,
    format_fraction,
    format_plain,
    ratio_bp,
)
from envelopes.states import Stage


@dataclass(frozen=True)
class Totals:
    """Cumulative EU amounts by stage at a date (cents), and what follows from them.

    ``remaining`` is None where it cannot be told: the operations known are an extract, or the
    grouping cannot split credits. It is floored at zero per envelope before any sum, so the
    overrun of one envelope never hides the remainder of another.
    """

    amounts: Mapping[str, int | None] = field(default_factory=dict)
    operations: int = 0
    remaining: int | None = 0
    fictional_rows: int = 0
    knows_rates: bool = True

    @classmethod
    def of_envelope(cls, measures: Mapping[str, Measures], *, is_extract: bool) -> Totals:
        """Totals of one envelope from the balance of each stage."""
        amounts = {stage: measures.get(stage, Measures()).amount for stage in Stage.values}
        remaining = max(amounts[Stage.OPEN] - amounts[Stage.PROGRAMMED], 0)
        return cls(
            amounts=amounts,
            operations=measures.get(Stage.PROGRAMMED, Measures()).operations,
            remaining=None if is_extract else remaining,
            fictional_rows=sum(measure.fictional_rows for measure in measures.values()),
            knows_rates=not is_extract,
        )

    @classmethod
    def sum(cls, parts: Iterable[Totals]) -> Totals:
        """Totals together; a part without remainder leaves the whole without."""
        whole = cls(amounts=dict.fromkeys(Stage.values, 0))
        for part in parts:
            whole = whole + part
        return whole

    def __add__(self, other: Totals) -> Totals:
        unknown = self.remaining is None or other.remaining is None
        return replace(
            self,
            amounts={
                stage: (self.amounts.get(stage) or 0) + (other.amounts.get(stage) or 0)
                for stage in Stage.values
            },
            operations=self.operations + other.operations,
            remaining=None if unknown else (self.remaining or 0) + (other.remaining or 0),
            fictional_rows=self.fictional_rows + other.fictional_rows,
            knows_rates=self.knows_rates and other.knows_rates,
        )

    def amount(self, stage: str) -> int | None:
        return self.amounts.get(stage, 0)

    @property
    def notified(self) -> int | None:
        return self.amount(Stage.NOTIFIED)

    @property
    def open(self) -> int | None:
        return self.amount(Stage.OPEN)

    @property
    def reserved(self) -> int | None:
        """Notified and not yet open: the reserve of 30 %."""
        if self.notified is None or self.open is None:
            return None
        return self.notified - self.open

    @property
    def programmed(self) -> int:
        return self.amount(Stage.PROGRAMMED) or 0

    @property
    def contracted(self) -> int:
        return self.amount(Stage.CONTRACTED) or 0

    @property
    def declared(self) -> int:
        return self.amount(Stage.DECLARED) or 0

    @property
    def accepted(self) -> int:
        return self.amount(Stage.ACCEPTED) or 0

    @property
    def certified(self) -> int:
        return self.amount(Stage.CERTIFIED) or 0

    @property
    def paid(self) -> int:
        return self.amount(Stage.PAID) or 0

    @property
    def programming_rate_open(self) -> int | None:
        """Programmed over open credits, in basis points."""
        return ratio_bp(self.programmed, self.open) if self.knows_rates else None

    @property
    def programming_rate_notified(self) -> int | None:
        """Programmed over notified credits, in basis points."""
        return ratio_bp(self.programmed, self.notified) if self.knows_rates else None

    @property
    def includes_fictional(self) -> bool:
        return self.fictional_rows > 0


class EnvelopeRow(Protocol):
    """What is read of an envelope here, whose model reads its totals here."""

    code: str
    name: str
    is_extract: bool

    @property
    def pk(self) -> Any:
        """Its key."""


@dataclass(frozen=True)
class Position:
    """One delegated envelope at a date: its totals and its programming ceiling."""

    envelope: Any
    totals: Totals
    ceiling_bp: int = BASIS_POINTS

    @property
    def ceiling(self) -> int:
        """Largest amount that may be programmed at this date (cents)."""
        return ceiling_of(self.totals.open or 0, self.ceiling_bp)

    @property
    def overrun(self) -> int:
        """What is programmed beyond the ceiling, which only an import can bring about."""
        return max(self.totals.programmed - self.ceiling, 0)


def totals_data(totals: Totals) -> dict[str, Any]:
    """Amounts and rates of totals as texts; what is unknown is None."""

    def plain(cents: int | None) -> str | None:
        return None if cents is None else format_plain(cents)

    def fraction(rate_bp: int | None) -> str | None:
        return None if rate_bp is None else format_fraction(rate_bp)

    return {
        "notified": plain(totals.notified),
        "open": plain(totals.open),
        "reserved": plain(totals.reserved),
        "programmed": plain(totals.programmed),
        "contracted": plain(totals.contracted),
        "declared": plain(totals.declared),
        "accepted": plain(totals.accepted),
        "certified": plain(totals.certified),
        "paid": plain(totals.paid),
        "remaining": plain(totals.remaining),
        "programming_rate_open": fraction(totals.programming_rate_open),
        "programming_rate_notified": fraction(totals.programming_rate_notified),
        "operations": totals.operations,
    }
