"""The perimeter of a request: which agreement and which date its address asks for."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, QueryDict

from accord.acts.models import FrameworkAgreement
from accord.kernel.dates import read_day, today
from accord.kernel.errors import InvalidParameter
from accord.web.perimeter import Perimeter


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


def agreement_of(request: HttpRequest) -> FrameworkAgreement:
    agreement: FrameworkAgreement | None = request.perimeter.agreement  # type: ignore[attr-defined]
    if agreement is None:
        raise Http404
    return agreement
