"""What governance adds to the site, and how an act that is recorded brings decisions into force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from accord.acts.models import FrameworkAgreement
from accord.kernel.actors import Reader
from accord.kernel.contributions import (
    ActListener,
    ActScope,
    Hold,
    HomePanel,
    Loader,
    MarkSource,
    NavigationEntry,
    SearchHit,
    SearchSource,
    VerbListener,
    registry,
)
from governance import loaders
from governance.actions import lock_meetings, refresh_stakes, replace_deliberation
from governance.holds import hold_on
from governance.models import Committee, Decision, Meeting
from governance.readings import cadence_of
from governance.states import PREPARING_STATES
from operations.verbs import APPRAISE, GIVE_OPINION


def _home_panel(reader: Reader, perimeter: Any) -> Mapping[str, Any] | None:
    """Meetings ahead, cadence, decisions that still await an act."""
    if perimeter.agreement is None:
        return None
    committees = (
        Committee.objects.visible_to(reader).filter(agreement=perimeter.agreement).with_meetings()
    )
    readings = [(row, cadence_of(row, perimeter.as_of)) for row in committees]
    if not readings:
        return None
    meetings = Meeting.objects.visible_to(reader).filter(
        committee__agreement=perimeter.agreement, state__in=PREPARING_STATES
    )
    decisions = Decision.objects.visible_to(reader).filter(committee__agreement=perimeter.agreement)
    return {
        "readings": [(row, reading) for row, reading in readings if reading],
        "meetings": meetings.with_names().order_by("held_on")[:5] if perimeter.is_today else [],
        "awaiting": decisions.awaiting().with_names()[:5] if perimeter.is_today else [],
    }


def _search(reader: Reader, words: list[str]) -> Iterator[SearchHit]:
    """Decisions by number or object, committees by name."""
    decisions = Decision.objects.visible_to(reader).with_names()
    committees = Committee.objects.visible_to(reader)
    for word in words:
        decisions = decisions.filter(
            Q(number__icontains=word) | Q(subject__item__title__icontains=word)
        )
        committees = committees.filter(name__icontains=word)
    for decision in decisions.order_by("-pk")[:20]:
        # The register is read by whoever reads the decision, the meeting only by those seated.
        url = f"{reverse('governance:decision-list')}?number={decision.number}"
        yield SearchHit("Décision", f"{decision.number} – {decision.item.title}", "", url)
    for committee in committees[:10]:
        yield SearchHit("Comité", committee.name, committee.frequency, committee.get_absolute_url())


def _acts_of_decisions(reader: Reader) -> Any:
    """Acts of the decisions of the committees whose decisions one reads."""
    return Decision.objects.visible_to(reader).values("act_id")


def _marks(
    reader: Reader, agreement: FrameworkAgreement, until: date
) -> Iterable[tuple[date, str]]:
    """Sittings held that this person may read, for the time axis of charts."""
    meetings = (
        Meeting.objects.visible_to(reader)
        .held()
        .filter(committee__agreement=agreement, held_on__lte=until)
        .select_related("committee")
        .order_by("held_on")
    )
    return [
        (meeting.held_on, f"{meeting.committee.prefix} {meeting.held_on:%d/%m/%Y}")
        for meeting in meetings
    ]


registry.add(
    Loader("governance", 40, loaders.load),
    NavigationEntry("Comités", "Comités", "governance:committee-list", 50),
    NavigationEntry("Comités", "Réunions", "governance:meeting-list", 51),
    NavigationEntry("Comités", "Décisions", "governance:decision-list", 52),
    HomePanel("governance/home_panel.html", 30, _home_panel),
    SearchSource(30, _search),
    ActListener(lock_meetings, replace_deliberation),
    VerbListener(APPRAISE.code, refresh_stakes),
    VerbListener(GIVE_OPINION.code, refresh_stakes),
    ActScope(_acts_of_decisions),
    Hold(hold_on),
    MarkSource(_marks),
)
