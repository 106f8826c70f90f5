"""What a page is looked at through: an agreement and a date, both in the address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol
from urllib.parse import urlencode

PARAMETERS = ("agreement", "as_of")


class Agreement(Protocol):
    """What a page knows of a framework agreement."""

    code: str
    short_title: str


@dataclass(frozen=True)
class Perimeter:
    """The agreement looked at and the date, inclusive, at which amounts are read."""

    agreement: Agreement | None
    agreements: tuple[Agreement, ...]
    as_of: date
    is_today: bool

    @property
    def is_default_agreement(self) -> bool:
        return not self.agreements or self.agreement == self.agreements[0]

    def within(self, agreement: Agreement) -> Perimeter:
        """The same date, in the agreement of the object shown."""
        return replace(self, agreement=agreement)

    def query(self, **changes: str | None) -> str:
        """Query string that keeps this perimeter; today and the current agreement say nothing."""
        parts: dict[str, str | None] = {
            "agreement": None
            if self.is_default_agreement or self.agreement is None
            else self.agreement.code,
            "as_of": None if self.is_today else self.as_of.isoformat(),
            **changes,
        }
        kept = {name: value for name, value in parts.items() if value}
        return f"?{urlencode(kept)}" if kept else ""
