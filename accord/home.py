"""Home, search, help, and the page that explains a figure."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accord.kernel import figures
from accord.kernel.contributions import SearchHit, registry
from accord.kernel.text import fold
from accord.web.pages import paginate

# Below two letters everything matches.
SHORTEST_SEARCH = 2


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Panels that each application contributes for this person, in order."""
    panels: list[dict[str, Any]] = []
    for panel in registry.panels:
        context = panel.context(request.user, request.perimeter)  # type: ignore[attr-defined]
        if context is not None:
            panels.append({"template": panel.template, "context": context})
    return TemplateResponse(request, "site/home.html", {"panels": panels})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Hits of every application, within what the person may see."""
    text = request.GET.get("q", "").strip()
    words = fold(text).split()
    hits: list[SearchHit] = []
    if len("".join(words)) >= SHORTEST_SEARCH:
        for source in registry.searches:
            hits += source.search(request.user, words)
    return TemplateResponse(
        request, "site/search.html", {"text": text, "hits": hits, "shortest": SHORTEST_SEARCH}
    )


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Glossary of the numbers: what each figure means."""
    return TemplateResponse(request, "site/help.html", {"figures": figures.all_figures()})


@require_safe
def figure_detail(request: HttpRequest, code: str, of: str) -> HttpResponse:
    """Definition, source, value and rows of one figure of one object."""
    figure = figures.find(code)
    if figure is None:
        raise Http404
    perimeter: Any = request.perimeter  # type: ignore[attr-defined]
    for source in registry.figure_sources:
        if code.startswith(source.prefix):
            detail = source.detail(request.user, code, of, perimeter.as_of)
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
