"""What a page is looked at through: an agreement and a date, both in the address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from accord.kernel.dates import read_day, today
from accord.kernel.errors import InvalidParameter
from accord.models import FrameworkAgreement

PARAMETERS = ("agreement", "as_of")


@dataclass(frozen=True)
class Perimeter:
    """The agreement looked at and the date, inclusive, at which amounts are read."""

    agreement: FrameworkAgreement | None
    agreements: tuple[FrameworkAgreement, ...]
    as_of: date
    is_today: bool

    @property
    def is_default_agreement(self) -> bool:
        return not self.agreements or self.agreement == self.agreements[0]

    def within(self, agreement: FrameworkAgreement) -> Perimeter:
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


def read_perimeter(request: HttpRequest) -> Perimeter:
    """Perimeter of a request. Raises InvalidParameter for an unknown agreement or date."""
    agreements = tuple(FrameworkAgreement.objects.all())
    as_of = _as_of(request.GET)
    return Perimeter(
        agreement=_agreement(request.GET, agreements),
        agreements=agreements,
        as_of=as_of or today(),
        is_today=as_of is None or as_of == today(),
    )


def _as_of(query: QueryDict) -> date | None:
    text = query.get("as_of", "")
    return read_day("as_of", text) if text else None


def _agreement(
    query: QueryDict, agreements: tuple[FrameworkAgreement, ...]
) -> FrameworkAgreement | None:
    code = query.get("agreement", "")
    if not code:
        return agreements[0] if agreements else None
    for agreement in agreements:
        if agreement.code == code:
            return agreement
    known = ", ".join(agreement.code for agreement in agreements)
    raise InvalidParameter("agreement", f"l’accord « {code} » est inconnu (connus : {known}).")
