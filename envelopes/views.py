"""Pages of credits: the envelopes together, one envelope by tabs, the forms that write them."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from accord.acts.perimeter import agreement_of
from accord.people.capacities import PARTNERS
from accord.web.pages import form_methods, form_page, paginate, today_only
from accord.web.requests import SiteRequest
from envelopes.actions import ceiling_rates
from envelopes.charts import position_of, rhythm_of
from envelopes.forms import CeilingForm, MovementForm, ReversalForm, TransferForm
from envelopes.models import Balance, CreditMovement, DividingLine, Envelope, Scheme, Tranche
from envelopes.totals import Totals
from envelopes.tree import tree_of
from envelopes.verbs import can_reverse_movement, can_write_credits


@require_safe
def envelope_list(request: SiteRequest) -> HttpResponse:
    """Delegated envelopes by fund, with their chart, and the tree that they come from."""
    agreement = agreement_of(request)
    as_of = request.perimeter.as_of
    rows = Envelope.objects.visible_to(request.reader).filter(agreement=agreement)
    positions = rows.delegated().positions(as_of)
    context = {
        "agreement": agreement,
        "is_out_of_scope": rows.is_out_of_scope(request.reader),
        "funds": [
            (fund, group, Totals.sum(position.totals for position in group))
            for fund, group in _by_fund(positions)
        ],
        "total": Totals.sum(position.totals for position in positions),
        "chart": position_of(positions, as_of),
        "tree": tree_of(rows.with_figures(), positions),
    }
    return TemplateResponse(request, "envelopes/envelope_list.html", context)


def _by_fund(positions: Any) -> list[tuple[Any, list[Any]]]:
    key = lambda position: position.envelope.fund_id  # noqa: E731
    return [
        (group[0].envelope.fund, group)
        for group in (list(rows) for _, rows in groupby(sorted(positions, key=key), key=key))
    ]


def _shown(request: SiteRequest, code: str) -> dict[str, Any]:
    """The delegated envelope of a code, in scope, and what every one of its tabs shows."""
    rows = Envelope.objects.visible_to(request.reader).delegated().filter(code=code)
    envelope = get_object_or_404(rows.select_related("agreement"))
    request.perimeter = request.perimeter.within(envelope.agreement)
    as_of = request.perimeter.as_of
    position = rows.positions(as_of)[0]
    return {
        "envelope": position.envelope,
        "position": position,
        "can_write": today_only(request, can_write_credits(request.reader, position.envelope)),
        "reads_ledger": request.reader.capacity in PARTNERS,
    }


@require_safe
def envelope_detail(request: SiteRequest, code: str) -> HttpResponse:
    """Position, rhythm and tranches."""
    context = _shown(request, code)
    envelope = context["envelope"]
    as_of = request.perimeter.as_of
    context |= {
        "tab": "tranches",
        "sleeping": Balance.objects.visible_to(request.reader).sleeping(envelope, as_of),
        "tranches": Tranche.objects.visible_to(request.reader)
        .filter(envelope=envelope)
        .with_opening(as_of)
        .select_related("grant__act"),
        "chart": rhythm_of(request.reader, envelope, ceiling_rates(envelope), as_of),
    }
    return TemplateResponse(request, "envelopes/envelope_detail.html", context)


@require_safe
def envelope_movements(request: SiteRequest, code: str) -> HttpResponse:
    """The ledger of credits, newest first."""
    context = _shown(request, code)
    as_of = request.perimeter.as_of
    rows = (
        CreditMovement.objects.visible_to(request.reader)
        .filter(envelope=context["envelope"])
        .as_of(as_of)
    )
    page = paginate(request, rows.with_names())
    context |= {
        "tab": "movements",
        "page": page,
        "lines": [
            (row, today_only(request, can_reverse_movement(request.reader, row))) for row in page
        ],
    }
    return TemplateResponse(request, "envelopes/envelope_movements.html", context)


@require_safe
def envelope_ceilings(request: SiteRequest, code: str) -> HttpResponse:
    """Programming ceilings over time."""
    context = _shown(request, code)
    context |= {"tab": "ceilings", "ceilings": context["envelope"].ceilings.select_related("act")}
    return TemplateResponse(request, "envelopes/envelope_ceilings.html", context)


@require_safe
def envelope_sources(request: SiteRequest, code: str) -> HttpResponse:
    """Printed figures of the envelope and of those above it."""
    context = _shown(request, code)
    rows = Envelope.objects.visible_to(request.reader).filter(
        agreement=context["envelope"].agreement
    )
    context |= {"tab": "sources", "lineage": rows.lineage_of(context["envelope"].pk)}
    return TemplateResponse(request, "envelopes/envelope_sources.html", context)


def _writable(request: SiteRequest, code: str) -> Envelope:
    rows = Envelope.objects.visible_to(request.reader)
    envelope: Envelope = get_object_or_404(
        rows.select_related("agreement", "fund", "holder"), code=code
    )
    can_write_credits(request.reader, envelope).require()
    return envelope


@form_methods
def movement_create(request: SiteRequest, code: str) -> HttpResponse:
    envelope = _writable(request, code)
    form = MovementForm(request, envelope=envelope)
    return form_page(request, form, back=form.movements_url(), subject=envelope)


@form_methods
def transfer_create(request: SiteRequest, code: str) -> HttpResponse:
    envelope = _writable(request, code)
    form = TransferForm(request, envelope=envelope)
    return form_page(request, form, back=form.movements_url(), subject=envelope)


@form_methods
def ceiling_create(request: SiteRequest, code: str) -> HttpResponse:
    envelope = _writable(request, code)
    form = CeilingForm(request, envelope=envelope)
    back = reverse("envelopes:envelope-ceilings", args=[code])
    return form_page(request, form, back=back, subject=envelope)


@form_methods
def movement_reverse(request: SiteRequest, pk: int) -> HttpResponse:
    movement = get_object_or_404(
        CreditMovement.objects.visible_to(request.reader).with_names(), pk=pk
    )
    can_reverse_movement(request.reader, movement).require()
    form = ReversalForm(request, movement=movement)
    back = reverse("envelopes:envelope-movements", args=[movement.envelope.code])
    return form_page(
        request, form, back=back, subject=movement, template="envelopes/movement_reverse.html"
    )


@require_safe
def dividing_lines(request: SiteRequest) -> HttpResponse:
    """Who serves which public with which scheme (chapters 5 and 7)."""
    agreement = agreement_of(request)
    schemes = list(
        Scheme.objects.visible_to(request.reader)
        .filter(agreement=agreement)
        .select_related("parent")
        .all()
    )
    lines = (
        DividingLine.objects.visible_to(request.reader)
        .filter(agreement=agreement)
        .select_related("organisation", "fund")
    )
    context = {
        "agreement": agreement,
        "lines": [
            (line, [scheme for scheme in schemes if scheme.belongs_to(line)]) for line in lines
        ],
    }
    return TemplateResponse(request, "envelopes/dividing_lines.html", context)
