"""The agreement as its readers know it: who signed, chapters, figures and checks, territories."""

from __future__ import annotations

from itertools import groupby

from django.db.models import Prefetch
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accord.acts.models import ActKind, CitedText, Vote, VotePerson
from accord.acts.perimeter import agreement_of
from accord.agreement.checks import run_checks, stored_measures
from accord.agreement.models import Chapter, FigureCheck, Party, SourcedFigure
from accord.people.models import Organisation, OrganisationKind
from accord.territories.models import Territory
from accord.web.requests import SiteRequest


@require_safe
def signatures(request: SiteRequest) -> HttpResponse:
    """Parties, the deliberation that authorises the signature, its vote and what it cites."""
    agreement, reader = agreement_of(request), request.reader
    votes = Vote.objects.visible_to(reader).filter(act__agreement=agreement)
    people = VotePerson.objects.visible_to(reader).filter(act__agreement=agreement)
    parties = Party.objects.visible_to(reader).filter(agreement=agreement)
    acts = agreement.acts.filter(kind=ActKind.DELIBERATION)
    cited = CitedText.objects.visible_to(reader).filter(act__in=acts)
    plies = Organisation.objects.visible_to(reader).filter(kind=OrganisationKind.PLIE)
    context = {
        "agreement": agreement,
        "parties": parties.select_related("organisation"),
        "vote": votes.select_related("act").first(),
        "people": [
            (VotePerson.Status(status).label, list(names))
            for status, names in groupby(people, key=lambda person: person.status)
        ],
        "cited": cited.select_related("act"),
        "plies": plies.select_related("carrier", "member_of"),
    }
    return TemplateResponse(request, "agreement/signatures.html", context)


@require_safe
def chapters(request: SiteRequest) -> HttpResponse:
    """Chapters summed up in our own words, with their source."""
    agreement = agreement_of(request)
    rows = Chapter.objects.visible_to(request.reader).filter(agreement=agreement)
    return TemplateResponse(
        request, "agreement/chapters.html", {"agreement": agreement, "chapters": rows}
    )


@require_safe
def figures(request: SiteRequest) -> HttpResponse:
    """Every sourced figure, by subject, and the checks computed from them."""
    agreement = agreement_of(request)
    rows = list(
        SourcedFigure.objects.visible_to(request.reader)
        .filter(agreement=agreement)
        .select_related("territory", "organisation", "agreement")
    )
    checks = FigureCheck.objects.visible_to(request.reader).filter(agreement=agreement)
    everything = _all_figures(request)
    results = run_checks(list(checks.prefetch_related("lines")), everything, stored_measures())
    context = {
        "agreement": agreement,
        "topics": _by_topic(rows),
        "results": results,
        "gaps": sum(result.verdict == "gap" for result in results),
    }
    return TemplateResponse(request, "agreement/figures.html", context)


def _all_figures(request: SiteRequest) -> list[SourcedFigure]:
    """Checks of one agreement compare with the figures of its predecessor too."""
    return list(SourcedFigure.objects.visible_to(request.reader).select_related("agreement"))


def _by_topic(rows: list[SourcedFigure]) -> list[tuple[str, list[SourcedFigure]]]:
    order = list(SourcedFigure.Topic)
    ordered = sorted(rows, key=lambda row: (order.index(SourcedFigure.Topic(row.topic)), row.pk))
    return [
        (SourcedFigure.Topic(topic).label, list(group))
        for topic, group in groupby(ordered, key=lambda row: row.topic)
    ]


@require_safe
def territories(request: SiteRequest) -> HttpResponse:
    """Territories by family, with what is known of their perimeter and the printed diagnosis."""
    diagnosis = SourcedFigure.objects.visible_to(request.reader).filter(
        topic=SourcedFigure.Topic.DIAGNOSIS
    )
    printed = Prefetch("figures", diagnosis.select_related("agreement"), to_attr="diagnosis")
    rows = (
        Territory.objects.visible_to(request.reader)
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
