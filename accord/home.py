"""Home, search, help, and the page that explains a figure."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accord.kernel import figures
from accord.kernel.contributions import SearchHit, registry
from accord.kernel.text import fold
from accord.kernel.transactions import reading_besides
from accord.people.acting import elsewhere
from accord.people.requests import PersonRequest
from accord.web.pages import paginate
from accord.web.requests import SiteRequest

# Below two letters everything matches.
SHORTEST_SEARCH = 2


@require_safe
def home(request: PersonRequest) -> HttpResponse:
    """Panels that each application contributes for this reader, in order."""
    panels: list[dict[str, Any]] = []
    for panel in registry.panels:
        shown = panel.context(request.reader, request.perimeter)
        if shown is not None:
            panels.append({"template": panel.template, "context": shown})
    context = {
        "panels": panels,
        "elsewhere": _waiting_elsewhere(request) if registry.waiting else [],
    }
    return TemplateResponse(request, "site/home.html", context)


def _waiting_elsewhere(request: PersonRequest) -> list[tuple[str, int]]:
    """(place, number of things that wait there) for each other place of the person."""
    found = []
    for place, reader in elsewhere(request.user, request.standing):
        with reading_besides(reader):
            counts = [waiting.count(reader, request.perimeter) for waiting in registry.waiting]
        found.append((place.place, sum(counts)))
    return found


@require_safe
def search(request: SiteRequest) -> HttpResponse:
    """Hits of every application, within what the person may see."""
    text = request.GET.get("q", "").strip()
    words = fold(text).split()
    hits: list[SearchHit] = []
    if len("".join(words)) >= SHORTEST_SEARCH:
        for source in registry.searches:
            hits += source.search(request.reader, words)
    return TemplateResponse(
        request, "site/search.html", {"text": text, "hits": hits, "shortest": SHORTEST_SEARCH}
    )


@require_safe
def help_page(request: SiteRequest) -> HttpResponse:
    """Glossary of the numbers: what each figure means."""
    return TemplateResponse(request, "site/help.html", {"figures": figures.all_figures()})


@require_safe
def figure_detail(request: SiteRequest, code: str, of: str) -> HttpResponse:
    """Definition, source, value and rows of one figure of one object."""
    figure = figures.find(code)
    if figure is None:
        raise Http404
    for source in registry.figure_sources:
        if code.startswith(source.prefix):
            detail = source.detail(request.reader, code, of, request.perimeter.as_of)
            if detail is not None:
                break
    else:
        raise Http404
    context = {
        "figure": figure,
        "of": of,
        "detail": detail,
        "parts": [figures.get(part) for part in detail.parts],
        "page": None if detail.rows is None else paginate(request, detail.rows),
    }
    return TemplateResponse(request, "site/figure_detail.html", context)
