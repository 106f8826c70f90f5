"""Definitions of indicators, and the results of the previous period as printed."""

from __future__ import annotations

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accord.acts.perimeter import agreement_of
from accord.agreement.models import SourcedFigure
from accord.web.requests import SiteRequest
from envelopes.models import Envelope
from envelopes.totals import Totals
from indicators.models import Indicator
from indicators.review import table_of
from operations.models import Operation
from operations.totals import Question, programming_totals


@require_safe
def indicator_list(request: SiteRequest) -> HttpResponse:
    """What each indicator counts, and for which objective it is asked."""
    rows = Indicator.objects.visible_to(request.reader).prefetch_related("fund_lines__fund")
    return TemplateResponse(request, "indicators/indicator_list.html", {"indicators": rows})


@require_safe
def review(request: SiteRequest) -> HttpResponse:
    """Results of the previous period: printed figures, the ledger, the operations known here."""
    current = agreement_of(request)
    agreement = current.predecessor or current
    request.perimeter = request.perimeter.within(agreement)
    reader, as_of = request.reader, request.perimeter.as_of
    figures = SourcedFigure.objects.visible_to(reader).filter(
        agreement=agreement, topic=SourcedFigure.Topic.REVIEW
    )
    envelopes = Envelope.objects.visible_to(reader).delegated().filter(agreement=agreement)
    positions = envelopes.positions(as_of)
    known = Operation.objects.visible_to(reader).known_on(as_of)
    operations = known.filter(envelope__agreement=agreement)
    context = {
        "agreement": agreement,
        "table": table_of(list(figures.select_related("organisation", "agreement"))),
        "is_out_of_scope": envelopes.is_out_of_scope(reader),
        "positions": positions,
        "total": Totals.sum(position.totals for position in positions),
        "holders": {row.envelope.holder.code: row.envelope.holder.name for row in positions},
        "by_holder": programming_totals(Question(envelopes, as_of, group_by=("holder",))),
        "sums": operations.sums(as_of)["programmed"],
        "operations": operations.count(),
    }
    return TemplateResponse(request, "indicators/review.html", context)
