"""Acts: the list, one act and what rests on it, recording one that a person holds in hand."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from accord.acts.downloads import download
from accord.acts.filters import ActFilter
from accord.acts.forms import ActForm, CompleteActForm
from accord.acts.models import Act, ActState
from accord.acts.perimeter import agreement_of
from accord.acts.verbs import can_complete_act, can_record_any_act
from accord.web.pages import form_methods, form_of_step, form_page, paginate, today_only
from accord.web.requests import SiteRequest
from accord.web.rest.filters import refuse_invalid


def _known_acts(request: SiteRequest) -> Any:
    """Acts in scope, known at the date looked at."""
    as_of = request.perimeter.as_of
    return Act.objects.visible_to(request.reader).known_on(as_of).select_related("issuer")


@require_safe
def act_list(request: SiteRequest) -> HttpResponse:
    """Acts of the agreement, awaited ones first."""
    rows = _known_acts(request).filter(agreement=agreement_of(request))
    filters = ActFilter(request.GET, queryset=rows)
    refuse_invalid(filters)
    context = {
        "filters": filters,
        "page": paginate(request, filters.qs),
        "awaited": [
            (act, today_only(request, can_complete_act(request.reader, act)))
            for act in rows.awaited().order_by("pk")
        ],
        "can_record": today_only(request, can_record_any_act(request.reader)),
    }
    return TemplateResponse(request, "acts/act_list.html", context)


@require_safe
def act_detail(request: SiteRequest, pk: int) -> HttpResponse:
    """One act, the acts under it, the texts it cites."""
    names = ("agreement", "issuer", "under", "document")
    act = get_object_or_404(Act.objects.visible_to(request.reader).select_related(*names), pk=pk)
    request.perimeter = request.perimeter.within(act.agreement)
    context = {
        "act": act,
        "recorded": act.steps.filter(to_state=ActState.RECORDED).select_related("by_user").last(),
        "acts_under": _known_acts(request).filter(under=act),
        "cited": act.cited_texts.all(),
        "can_complete": today_only(request, can_complete_act(request.reader, act)),
    }
    return TemplateResponse(request, "acts/act_detail.html", context)


@form_methods
def act_create(request: SiteRequest) -> HttpResponse:
    """Record an act with its effect."""
    can_record_any_act(request.reader).require()
    form = ActForm(request, agreement=agreement_of(request))
    return form_page(request, form, back=reverse("acts:act-list"))


@form_methods
def act_complete(request: SiteRequest, pk: int) -> HttpResponse:
    """Give an awaited act its number and date."""
    act = get_object_or_404(Act.objects.visible_to(request.reader), pk=pk)
    verdict = can_complete_act(request.reader, act)
    form = form_of_step(request, verdict, CompleteActForm, act=act)
    return form_page(request, form, back=act.get_absolute_url())


@require_safe
def act_document(request: SiteRequest, pk: int) -> FileResponse:
    """The document of an act, as a download."""
    act = get_object_or_404(
        Act.objects.visible_to(request.reader).select_related("document__stored"), pk=pk
    )
    if act.document is None:
        raise Http404
    return download(act.document)
