"""What every page's template knows: navigation, perimeter, whether fictional acts are in view."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accord.acts.models import Act, FrameworkAgreement
from accord.kernel.actors import NOBODY, Reader
from accord.kernel.contributions import registry
from accord.people.acting import Standing
from accord.people.capacities import PARTNERS
from accord.web.models import SiteText

HOME = "accord:home"


def site(request: HttpRequest) -> dict[str, Any]:
    """Nearly empty for a person who is not signed in: the sign-in page shows what is public."""
    # A request refused at the door has no standing yet, and one that signs in has the former.
    standing: Standing = getattr(request, "standing", Standing(NOBODY))
    reader = standing.reader
    match = request.resolver_match
    page_name = match.view_name if match else ""
    context = {
        "site_face": SimpleLazyObject(_site_face),
        "site_texts": SiteText.objects.all(),
        "navigation": [],
        "perimeter": None,
        "shows_fictional": False,
        "page_name": page_name,
        "reader": reader,
        "standing": standing,
        "reads_agreement": reader.capacity in PARTNERS,
    }
    if reader.is_signed_in:
        perimeter = getattr(request, "perimeter", None)
        context |= {
            "navigation": SimpleLazyObject(lambda: _navigation(reader, page_name, perimeter)),
            "perimeter": perimeter,
            "shows_fictional": SimpleLazyObject(lambda: _shows_fictional(perimeter)),
        }
    return context


def _site_face() -> dict[str, str]:
    """What the site says of itself to everybody, from the current agreement."""
    agreement = FrameworkAgreement.objects.order_by("-starts_on").first()
    return {
        "subtitle": agreement.subtitle if agreement else "",
        "purpose": agreement.purpose if agreement else "",
    }


def _navigation(reader: Reader, page_name: str, perimeter: Any) -> list[dict[str, Any]]:
    """Sections in order, each with its entries; the section of the page at hand is current."""
    sections: dict[str, dict[str, Any]] = {}
    current = _section_of(page_name)
    for entry in registry.navigation:
        if entry.visible(reader):
            section = sections.setdefault(
                entry.section,
                {
                    "label": entry.section,
                    "entries": [],
                    "url_name": entry.url_name,
                    "is_current": entry.section == current,
                },
            )
            section["entries"].append(
                {"label": entry.label_for(perimeter), "url_name": entry.url_name}
            )
    return list(sections.values())


def _section_of(page_name: str) -> str:
    """Section of a page: that of the entry whose name begins most like its own."""

    def likeness(entry: Any) -> int:
        pairs = zip(entry.url_name, page_name, strict=False)
        return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))

    best = max(registry.navigation, key=likeness)
    if best.url_name == HOME and page_name != HOME:
        return ""
    return best.section if likeness(best) > len(page_name.partition(":")[0]) else ""


def _shows_fictional(perimeter: Any) -> bool:
    if not perimeter or perimeter.agreement is None:
        return False
    return Act.objects.fictional().filter(agreement=perimeter.agreement).exists()
