"""Definitions of indicators, and the results of the previous period as printed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accord.acts.perimeter import agreement_of
from accord.agreement.models import SourcedFigure
from accord.web.pages import visible
from envelopes.models import Envelope
from envelopes.totals import Totals
from indicators.models import Indicator
from indicators.review import table_of
from operations.models import Operation
from operations.totals import Question, programming_totals


@require_safe
def indicator_list(request: HttpRequest) -> HttpResponse:
    """What each indicator counts, and for which objective it is asked."""
    rows = visible(Indicator, request).prefetch_related("fund_lines__fund")
    return TemplateResponse(request, "indicators/indicator_list.html", {"indicators": rows})


@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """Results of the previous period: printed figures, the ledger, the operations known here."""
    current = agreement_of(request)
    agreement = current.predecessor or current
    request.perimeter = request.perimeter.within(agreement)  # type: ignore[attr-defined]
    as_of = request.perimeter.as_of  # type: ignore[attr-defined]
    figures = visible(SourcedFigure, request).filter(
        agreement=agreement, topic=SourcedFigure.Topic.REVIEW
    )
    envelopes = visible(Envelope, request).delegated().filter(agreement=agreement)
    positions = envelopes.positions(as_of)
    operations = visible(Operation, request).filter(envelope__agreement=agreement).known_on(as_of)
    context = {
        "agreement": agreement,
        "table": table_of(list(figures.select_related("organisation", "agreement"))),
        "positions": positions,
        "total": Totals.sum(position.totals for position in positions),
        "holders": {row.envelope.holder.code: row.envelope.holder.name for row in positions},
        "by_holder": programming_totals(Question(envelopes, as_of, group_by=("holder",))),
        "sums": operations.sums(as_of)["programmed"],
        "operations": operations.count(),
    }
    return TemplateResponse(request, "indicators/review.html", context)
