"""Pages of governance: committees, decisions, and one meeting in its phases."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accord.acts.downloads import download
from accord.acts.perimeter import agreement_of
from accord.acts.verbs import LAPSE_EFFECT
from accord.kernel.actors import as_actor
from accord.kernel.verbs import Verb, verdict
from accord.kernel.versions import version_of
from accord.web.pages import (
    FORM_PAGE,
    form_methods,
    form_of_step,
    form_page,
    paginate,
    today_only,
    verb_response,
)
from accord.web.requests import SiteRequest
from accord.web.rest.filters import refuse_invalid
from accord.web.versioned_forms import VerbForm
from governance import actions, forms, sitting_forms, verbs
from governance.expectations import expectations_of
from governance.filters import DecisionFilter, MeetingFilter
from governance.minutes import chart_of, present
from governance.models import AgendaItem, Committee, Decision, Meeting, Minutes, Seat
from governance.phases import awaited_results, meeting_steps, phases_of
from governance.readings import AgendaLine, agenda_of, cadence_of, content_of, readable_content
from governance.waiting import waiting_for
from operations.models import Operation


@require_safe
def committee_list(request: SiteRequest) -> HttpResponse:
    """Committees of the agreement with their cadence at the date."""
    as_of = request.perimeter.as_of
    rows = (
        Committee.objects.visible_to(request.reader)
        .filter(agreement=agreement_of(request))
        .with_meetings()
    )
    context = {
        "agreement": agreement_of(request),
        "committees": [(row, cadence_of(row, as_of)) for row in rows],
    }
    return TemplateResponse(request, "governance/committee_list.html", context)


@require_safe
def committee_detail(request: SiteRequest, code: str) -> HttpResponse:
    """Cadence, composition, seats, meetings and the last decisions of one committee."""
    as_of, reader = request.perimeter.as_of, request.reader
    committee = get_object_or_404(Committee.objects.visible_to(reader).with_meetings(), code=code)
    request.perimeter = request.perimeter.within(committee.agreement)
    meetings = Meeting.objects.visible_to(reader).filter(committee=committee).with_counts()
    seats = Seat.objects.visible_to(reader).filter(committee=committee).current(as_of)
    decisions = Decision.objects.visible_to(reader).filter(committee=committee).known_on(as_of)
    context = {
        "committee": committee,
        "cadence": cadence_of(committee, as_of),
        "members": committee.members.select_related("organisation"),
        "seats": seats.with_names(),
        "page": paginate(request, meetings.known_on(as_of)),
        **_readable_decisions(request, decisions.with_names()[:10]),
        "can_keep": today_only(request, verdict(verbs.KEEP, reader, committee)),
    }
    return TemplateResponse(request, "governance/committee_detail.html", context)


def _readable_decisions(request: SiteRequest, decisions: Any) -> dict[str, Any]:
    """Decisions, and which of their meetings and operations the person may open."""
    rows = list(decisions)
    for row in rows:
        row.effect_state = row.effect_state_on(request.perimeter.as_of)
    meetings = Meeting.objects.visible_to(request.reader).filter(
        pk__in={row.item.meeting_id for row in rows}
    )
    keys = {row.subject.operation_id for row in rows}
    operations = Operation.objects.visible_to(request.reader).filter(pk__in=keys - {None})
    return {
        "decisions": rows,
        "open_meetings": set(meetings.values_list("pk", flat=True)),
        "open_operations": set(operations.values_list("pk", flat=True)),
    }


@require_safe
def decision_list(request: SiteRequest) -> HttpResponse:
    """Register of decisions, with what each brought about or still awaits."""
    as_of = request.perimeter.as_of
    rows = Decision.objects.visible_to(request.reader).filter(
        committee__agreement=agreement_of(request)
    )
    known = rows.known_on(as_of).with_names()
    filters = DecisionFilter(request.GET, queryset=known, request=request)
    refuse_invalid(filters)
    page = paginate(request, filters.qs)
    context = {"filters": filters, "page": page, **_readable_decisions(request, page)}
    return TemplateResponse(request, "governance/decision_list.html", context)


@require_safe
def meeting_list(request: SiteRequest) -> HttpResponse:
    """Meetings that the person may read, the latest first; cancelled ones stay."""
    as_of = request.perimeter.as_of
    rows = Meeting.objects.visible_to(request.reader).filter(
        committee__agreement=agreement_of(request)
    )
    known = rows.known_on(as_of).with_counts().select_related("committee")
    filters = MeetingFilter(request.GET, queryset=known, request=request)
    refuse_invalid(filters)
    context = {"filters": filters, "page": paginate(request, filters.qs)}
    return TemplateResponse(request, "governance/meeting_list.html", context)


def _meeting(request: SiteRequest, pk: int) -> Meeting:
    meeting: Meeting = get_object_or_404(
        Meeting.objects.visible_to(request.reader).with_names(), pk=pk
    )
    request.perimeter = request.perimeter.within(meeting.committee.agreement)
    return meeting


@require_safe
def meeting_detail(request: SiteRequest, pk: int) -> HttpResponse:
    """One meeting: what to do next, roll, items, decisions, position, minutes."""
    meeting = _meeting(request, pk)
    reader = request.reader
    content = readable_content(reader, meeting)
    data = present(content)
    prepares = today_only(request, verdict(verbs.PREPARE, reader, meeting))
    minutes = Minutes.objects.visible_to(reader).with_names()
    context = {
        "meeting": meeting,
        "data": data,
        "phases": phases_of(meeting),
        "lines": _agenda(request, meeting, data),
        # Before its day a sitting has an agenda, and nothing else yet.
        "is_ahead": meeting.held_on > request.perimeter.as_of,
        "can_keep": today_only(request, verdict(verbs.KEEP, reader, meeting)),
        "chart": chart_of(content, chart_id="position-seance"),
        "steps": meeting_steps(reader, meeting, content) if request.perimeter.is_today else [],
        "can_prepare": prepares,
        "can_remove": today_only(request, verdict(verbs.REMOVE_ITEM, reader, meeting)),
        "waiting": waiting_for(meeting.committee) if prepares else [],
        "minutes": minutes.filter(meeting=meeting).first(),
        "version": version_of(meeting),
    }
    return TemplateResponse(request, "governance/meeting_detail.html", context)


def _agenda(request: SiteRequest, meeting: Meeting, data: dict[str, Any]) -> list[AgendaLine]:
    items = list(AgendaItem.objects.visible_to(request.reader).filter(meeting=meeting).with_names())
    keys = {subject.operation_id for item in items for subject in item.subjects.all()}
    operations = Operation.objects.visible_to(request.reader).filter(pk__in=keys - {None})
    as_of = request.perimeter.as_of
    return agenda_of(data, items, set(operations.values_list("pk", flat=True)), as_of)


@require_safe
def minutes_pdf(request: SiteRequest, pk: int) -> FileResponse:
    """The sealed PDF, exactly as it was made."""
    minutes = get_object_or_404(
        Minutes.objects.visible_to(request.reader).with_names(), meeting_id=pk
    )
    if minutes.document is None:
        raise Http404
    return download(minutes.document, in_page=True)


# -- forms -----------------------------------------------------------------------------------------


def _kept_committee(request: SiteRequest, code: str) -> Committee:
    rows = Committee.objects.visible_to(request.reader)
    committee: Committee = get_object_or_404(
        rows.select_related("organiser", "agreement"), code=code
    )
    verdict(verbs.KEEP, request.reader, committee).require()
    return committee


@form_methods
def seat_create(request: SiteRequest, code: str) -> HttpResponse:
    committee = _kept_committee(request, code)
    form = forms.SeatForm(request, committee=committee)
    return form_page(request, form, back=committee.get_absolute_url(), subject=committee)


@form_methods
def seat_end(request: SiteRequest, pk: int) -> HttpResponse:
    seat = get_object_or_404(
        Seat.objects.visible_to(request.reader).select_related(
            "committee__organiser", "organisation"
        ),
        pk=pk,
    )
    verdict(verbs.END_TERM, request.reader, seat.committee).require()
    form = forms.EndSeatForm(request, seat=seat)
    return form_page(request, form, back=seat.committee.get_absolute_url(), subject=seat)


@form_methods
def meeting_create(request: SiteRequest, code: str) -> HttpResponse:
    committee = _kept_committee(request, code)
    form = forms.MeetingForm(request, committee=committee)
    return form_page(request, form, back=committee.get_absolute_url(), subject=committee)


# Step: its word in the address, its verb, its form, its template.
STEPS: dict[str, tuple[str, Verb, Any, str]] = {
    "change": ("modifier", verbs.CHANGE, forms.ChangeMeetingForm, FORM_PAGE),
    "agenda": ("ordre-du-jour", verbs.PREPARE, forms.AgendaForm, FORM_PAGE),
    "open": ("ouvrir", verbs.OPEN, forms.OpenForm, FORM_PAGE),
    "cancel": ("annuler", verbs.CANCEL, forms.CancelForm, FORM_PAGE),
    "roll": ("appel", verbs.HOLD, sitting_forms.RollForm, "governance/roll_form.html"),
    "outcomes": (
        "resultats",
        verbs.HOLD,
        sitting_forms.OutcomesForm,
        "governance/outcomes_form.html",
    ),
    "end": ("lever", verbs.END, forms.EndForm, "governance/end_form.html"),
    "minutes": ("proces-verbal", verbs.WRITE_MINUTES, forms.MinutesForm, FORM_PAGE),
    "seal": ("etablir", verbs.SEAL, forms.SealForm, "governance/seal_form.html"),
}


@form_methods
def meeting_step(request: SiteRequest, pk: int, step: str) -> HttpResponse:
    """One step of a meeting: its form, then the meeting again."""
    _, verb, form_class, template = STEPS[step]
    meeting = _meeting(request, pk)
    answer = verdict(verb, request.reader, meeting)
    form = form_of_step(request, answer, form_class, meeting=meeting)
    extra = _step_context(request, meeting) if template != FORM_PAGE else {}
    return form_page(
        request, form, back=meeting.get_absolute_url(), subject=meeting, template=template, **extra
    )


def _step_context(request: SiteRequest, meeting: Meeting) -> dict[str, Any]:
    """What the forms of a sitting show beside their fields."""
    content = content_of(meeting)
    items = AgendaItem.objects.visible_to(request.reader).filter(meeting=meeting).with_names()
    return {
        "meeting": meeting,
        "data": present(content),
        "missing": awaited_results(content),
        "expectations": expectations_of(meeting, items),
    }


@form_methods
def decision_lapse(request: SiteRequest, pk: int) -> HttpResponse:
    """Give up a decision that waits for an act."""
    decision = get_object_or_404(Decision.objects.visible_to(request.reader).with_names(), pk=pk)
    effect = decision.consequence
    if effect is None:
        raise Http404
    meeting = decision.item.meeting
    # An effect has no page of its own: a refusal leads back to where it was decided.
    answer = replace(verdict(LAPSE_EFFECT, request.reader, effect), thing=meeting)
    form = form_of_step(request, answer, forms.LapseForm, effect=effect, meeting=meeting)
    back = meeting.get_absolute_url()
    return form_page(request, form, back=back, subject=f"Décision {decision}")


@require_POST
def meeting_convene(request: SiteRequest, pk: int) -> HttpResponse:
    meeting = _meeting(request, pk)
    verdict(verbs.CONVENE, request.reader, meeting).require()
    form = VerbForm(
        request,
        label="Convoquer",
        verb=lambda: actions.convene_meeting(meeting, by=as_actor(request.reader)),
        target=meeting.get_absolute_url(),
        done="Réunion convoquée : les membres lisent l’ordre du jour.",
        about=meeting,
    )
    return verb_response(request, form, back=meeting.get_absolute_url())


# Button: its word in the address, label, action, message.
ITEM_VERBS: dict[str, tuple[str, str, Any, str]] = {
    "up": ("monter", "Monter", partial(actions.shift_item, step=-1), "Point monté."),
    "down": ("descendre", "Descendre", partial(actions.shift_item, step=1), "Point descendu."),
    "remove": ("retirer", "Retirer", actions.remove_item, "Point retiré."),
}


@require_POST
def item_verb(request: SiteRequest, pk: int, verb: str) -> HttpResponse:
    """Move a point up or down, or take it off the agenda."""
    item = get_object_or_404(
        AgendaItem.objects.visible_to(request.reader).select_related(
            "meeting__committee__organiser"
        ),
        pk=pk,
    )
    verdict(verbs.PREPARE, request.reader, item.meeting).require()
    _, label, action, done = ITEM_VERBS[verb]
    target = f"{reverse('governance:meeting-detail', args=[item.meeting_id])}#ordre-du-jour"
    actor = as_actor(request.reader)
    form = VerbForm(
        request,
        label=label,
        verb=lambda: action(item, by=actor),
        target=target,
        done=done,
        about=item.meeting,
    )
    return verb_response(request, form, back=target)
