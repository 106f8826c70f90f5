"""The agreement as its readers know it: who signed, chapters, figures and checks, territories."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accord.acts.models import ActKind, CitedText, Vote, VotePerson
from accord.acts.perimeter import agreement_of
from accord.agreement.checks import run_checks, stored_measures
from accord.agreement.models import Chapter, FigureCheck, Party, SourcedFigure
from accord.people.models import Organisation, OrganisationKind
from accord.territories.models import Territory
from accord.web.pages import visible


@require_safe
def signatures(request: HttpRequest) -> HttpResponse:
    """Parties, the deliberation that authorises the signature, its vote and what it cites."""
    agreement = agreement_of(request)
    acts = agreement.acts.filter(kind=ActKind.DELIBERATION)
    vote = visible(Vote, request).filter(act__agreement=agreement).select_related("act").first()
    people = visible(VotePerson, request).filter(act__agreement=agreement)
    context = {
        "agreement": agreement,
        "parties": visible(Party, request)
        .filter(agreement=agreement)
        .select_related("organisation"),
        "vote": vote,
        "people": [
            (VotePerson.Status(status).label, list(names))
            for status, names in groupby(people, key=lambda person: person.status)
        ],
        "cited": visible(CitedText, request).filter(act__in=acts).select_related("act"),
        "plies": visible(Organisation, request)
        .filter(kind=OrganisationKind.PLIE)
        .select_related("carrier", "member_of"),
    }
    return TemplateResponse(request, "agreement/signatures.html", context)


@require_safe
def chapters(request: HttpRequest) -> HttpResponse:
    """Chapters summed up in our own words, with their source."""
    agreement = agreement_of(request)
    rows = visible(Chapter, request).filter(agreement=agreement)
    return TemplateResponse(
        request, "agreement/chapters.html", {"agreement": agreement, "chapters": rows}
    )


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Every sourced figure, by subject, and the checks computed from them."""
    agreement = agreement_of(request)
    rows = list(
        visible(SourcedFigure, request)
        .filter(agreement=agreement)
        .select_related("territory", "organisation", "agreement")
    )
    checks = visible(FigureCheck, request).filter(agreement=agreement).prefetch_related("lines")
    results = run_checks(list(checks), _all_figures(request), stored_measures())
    context = {
        "agreement": agreement,
        "topics": _by_topic(rows),
        "results": results,
        "gaps": sum(result.verdict == "gap" for result in results),
    }
    return TemplateResponse(request, "agreement/figures.html", context)


def _all_figures(request: HttpRequest) -> list[SourcedFigure]:
    """Checks of one agreement compare with the figures of its predecessor too."""
    return list(visible(SourcedFigure, request).select_related("agreement"))


def _by_topic(rows: list[SourcedFigure]) -> list[tuple[str, list[SourcedFigure]]]:
    order = list(SourcedFigure.Topic)
    ordered = sorted(rows, key=lambda row: (order.index(SourcedFigure.Topic(row.topic)), row.pk))
    return [
        (SourcedFigure.Topic(topic).label, list(group))
        for topic, group in groupby(ordered, key=lambda row: row.topic)
    ]


@require_safe
def territories(request: HttpRequest) -> HttpResponse:
    """Territories by family, with what is known of their perimeter and the printed diagnosis."""
    diagnosis = visible(SourcedFigure, request).filter(topic=SourcedFigure.Topic.DIAGNOSIS)
    printed = Prefetch("figures", diagnosis.select_related("agreement"), to_attr="diagnosis")
    rows: Any = (
        visible(Territory, request)
        .with_perimeter()
        .prefetch_related("plie_lines__organisation", printed)
    )
    families = [
        (Territory.Family(family).label, list(group))
        for family, group in groupby(rows, key=lambda row: row.family)
        if family != Territory.Family.REFERENCE
    ]
    return TemplateResponse(
        request,
        "agreement/territories.html",
        {"agreement": agreement_of(request), "families": families},
    )
