"""Pages of governance: committees, decisions, and one meeting in its phases."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accord.acts.perimeter import agreement_of
from accord.web.forms import VerbForm
from accord.web.pages import (
    FORM_PAGE,
    form_methods,
    form_of_step,
    form_page,
    paginate,
    today_only,
    verb_response,
    visible,
)
from accord.web.rest.filters import refuse_invalid
from governance import actions, forms, sitting_forms
from governance.expectations import expectations_of
from governance.filters import DecisionFilter, MeetingFilter
from governance.models import AgendaItem, Committee, Decision, Meeting, Minutes, Seat
from governance.permissions import (
    can_change,
    can_hold,
    can_keep,
    can_lapse,
    can_move,
    can_prepare,
    can_remove_item,
    can_write_minutes,
)
from governance.phases import awaited_results, meeting_steps, phases_of
from governance.readings import AgendaLine, agenda_of, cadence_of, content_of, readable_content
from governance.rendering import chart_of
from governance.states import MeetingVerb
from governance.waiting import waiting_for
from operations.models import Operation


@require_safe
def committee_list(request: HttpRequest) -> HttpResponse:
    """Committees of the agreement with their cadence at the date."""
    as_of = request.perimeter.as_of  # type: ignore[attr-defined]
    rows = visible(Committee, request).filter(agreement=agreement_of(request)).with_meetings()
    context = {
        "agreement": agreement_of(request),
        "committees": [(row, cadence_of(row, as_of)) for row in rows],
    }
    return TemplateResponse(request, "governance/committee_list.html", context)


@require_safe
def committee_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Cadence, composition, seats, meetings and the last decisions of one committee."""
    as_of = request.perimeter.as_of  # type: ignore[attr-defined]
    committee = get_object_or_404(visible(Committee, request).with_meetings(), code=code)
    request.perimeter = request.perimeter.within(committee.agreement)  # type: ignore[attr-defined]
    meetings = visible(Meeting, request).filter(committee=committee).with_counts()
    seats = visible(Seat, request).filter(committee=committee).current(as_of).with_names()
    decisions = visible(Decision, request).filter(committee=committee).known_on(as_of)
    context = {
        "committee": committee,
        "cadence": cadence_of(committee, as_of),
        "members": committee.members.select_related("organisation"),
        "seats": seats,
        "page": paginate(request, meetings.known_on(as_of)),
        **_readable_decisions(request, decisions.with_names()[:10]),
        "can_keep": today_only(request, can_keep(request.user, committee)),
    }
    return TemplateResponse(request, "governance/committee_detail.html", context)


def _readable_decisions(request: HttpRequest, decisions: Any) -> dict[str, Any]:
    """Decisions, and which of their meetings and operations the person may open."""
    rows = list(decisions)
    for row in rows:
        row.effect_state = row.effect_state_on(request.perimeter.as_of)  # type: ignore[attr-defined]
    meetings = visible(Meeting, request).filter(pk__in={row.item.meeting_id for row in rows})
    operations = visible(Operation, request).filter(pk__in={row.item.operation_id for row in rows})
    return {
        "decisions": rows,
        "open_meetings": set(meetings.values_list("pk", flat=True)),
        "open_operations": set(operations.values_list("pk", flat=True)),
    }


@require_safe
def decision_list(request: HttpRequest) -> HttpResponse:
    """Register of decisions, with what each brought about or still awaits."""
    as_of = request.perimeter.as_of  # type: ignore[attr-defined]
    rows = visible(Decision, request).filter(committee__agreement=agreement_of(request))
    known = rows.known_on(as_of).with_names()
    filters = DecisionFilter(request.GET, queryset=known, request=request)
    refuse_invalid(filters)
    page = paginate(request, filters.qs)
    context = {"filters": filters, "page": page, **_readable_decisions(request, page)}
    return TemplateResponse(request, "governance/decision_list.html", context)


@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    """Meetings that the person may read, the latest first; cancelled ones stay."""
    as_of = request.perimeter.as_of  # type: ignore[attr-defined]
    rows = visible(Meeting, request).filter(committee__agreement=agreement_of(request))
    known = rows.known_on(as_of).with_counts().select_related("committee")
    filters = MeetingFilter(request.GET, queryset=known, request=request)
    refuse_invalid(filters)
    context = {"filters": filters, "page": paginate(request, filters.qs)}
    return TemplateResponse(request, "governance/meeting_list.html", context)


def _meeting(request: HttpRequest, pk: int) -> Meeting:
    meeting: Meeting = get_object_or_404(visible(Meeting, request).with_names(), pk=pk)
    request.perimeter = request.perimeter.within(meeting.committee.agreement)  # type: ignore[attr-defined]
    return meeting


@require_safe
def meeting_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting: what to do next, roll, items, decisions, position, minutes."""
    meeting = _meeting(request, pk)
    data = readable_content(request.user, meeting)
    prepares = today_only(request, can_prepare(request.user, meeting))
    context = {
        "meeting": meeting,
        "data": data,
        "phases": phases_of(meeting),
        "lines": _agenda(request, meeting, data),
        # Before its day a sitting has an agenda, and nothing else yet.
        "is_ahead": meeting.held_on > request.perimeter.as_of,  # type: ignore[attr-defined]
        "can_keep": today_only(request, can_keep(request.user, meeting.committee)),
        "chart": chart_of(data["position"], chart_id="position-seance"),
        "steps": meeting_steps(request.user, meeting, data) if request.perimeter.is_today else [],  # type: ignore[attr-defined]
        "can_prepare": prepares,
        "can_remove": today_only(request, can_remove_item(request.user, meeting)),
        "waiting": waiting_for(meeting.committee) if prepares else [],
        "minutes": visible(Minutes, request).filter(meeting=meeting).with_names().first(),
    }
    return TemplateResponse(request, "governance/meeting_detail.html", context)


def _agenda(request: HttpRequest, meeting: Meeting, data: dict[str, Any]) -> list[AgendaLine]:
    items = list(visible(AgendaItem, request).filter(meeting=meeting).with_names())
    operations = visible(Operation, request).filter(pk__in={item.operation_id for item in items})
    as_of = request.perimeter.as_of  # type: ignore[attr-defined]
    return agenda_of(data, items, set(operations.values_list("pk", flat=True)), as_of)


@require_safe
def minutes_pdf(request: HttpRequest, pk: int) -> FileResponse:
    """The sealed PDF, exactly as it was made."""
    minutes = get_object_or_404(visible(Minutes, request).with_names(), meeting_id=pk)
    if minutes.document is None:
        raise Http404
    return FileResponse(
        minutes.document.file.open("rb"),
        as_attachment=False,
        filename=minutes.document.name,
        content_type=minutes.document.content_type,
    )


# -- forms -----------------------------------------------------------------------------------------


def _kept_committee(request: HttpRequest, code: str) -> Committee:
    committee = get_object_or_404(
        visible(Committee, request).select_related("organiser", "agreement"), code=code
    )
    can_keep(request.user, committee).require()
    return committee


@form_methods
def seat_create(request: HttpRequest, code: str) -> HttpResponse:
    committee = _kept_committee(request, code)
    form = forms.SeatForm(request, committee=committee)
    return form_page(request, form, back=committee.get_absolute_url(), subject=committee)


@form_methods
def seat_end(request: HttpRequest, pk: int) -> HttpResponse:
    seat = get_object_or_404(
        visible(Seat, request).select_related("committee__organiser", "organisation"), pk=pk
    )
    can_keep(request.user, seat.committee).require()
    form = forms.EndSeatForm(request, seat=seat)
    return form_page(request, form, back=seat.committee.get_absolute_url(), subject=seat)


@form_methods
def meeting_create(request: HttpRequest, code: str) -> HttpResponse:
    committee = _kept_committee(request, code)
    form = forms.MeetingForm(request, committee=committee)
    return form_page(request, form, back=committee.get_absolute_url(), subject=committee)


# Step: its word in the address, who may take it, its form, its template.
STEPS: dict[str, tuple[str, Any, Any, str]] = {
    "change": ("modifier", can_change, forms.ChangeMeetingForm, FORM_PAGE),
    "agenda": ("ordre-du-jour", can_prepare, forms.AgendaForm, FORM_PAGE),
    "open": ("ouvrir", MeetingVerb.OPEN, forms.OpenForm, FORM_PAGE),
    "cancel": ("annuler", MeetingVerb.CANCEL, forms.CancelForm, FORM_PAGE),
    "roll": ("appel", can_hold, sitting_forms.RollForm, "governance/roll_form.html"),
    "outcomes": (
        "resultats",
        can_hold,
        sitting_forms.OutcomesForm,
        "governance/outcomes_form.html",
    ),
    "end": ("lever", MeetingVerb.END, forms.EndForm, "governance/end_form.html"),
    "minutes": ("proces-verbal", can_write_minutes, forms.MinutesForm, FORM_PAGE),
    "seal": ("sceller", MeetingVerb.SEAL, forms.SealForm, "governance/seal_form.html"),
}


@form_methods
def meeting_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One step of a meeting: its form, then the meeting again."""
    _, rule, form_class, template = STEPS[step]
    meeting = _meeting(request, pk)
    verdict = (
        can_move(request.user, meeting, rule)
        if isinstance(rule, MeetingVerb)
        else rule(request.user, meeting)
    )
    form = form_of_step(request, verdict, form_class, meeting=meeting)
    extra = _step_context(request, meeting) if template != FORM_PAGE else {}
    return form_page(
        request, form, back=meeting.get_absolute_url(), subject=meeting, template=template, **extra
    )


def _step_context(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    """What the forms of a sitting show beside their fields."""
    data = content_of(meeting)
    items = visible(AgendaItem, request).filter(meeting=meeting).with_names()
    return {
        "meeting": meeting,
        "data": data,
        "missing": awaited_results(data),
        "expectations": expectations_of(meeting, items),
    }


@form_methods
def decision_lapse(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up a decision that waits for an act."""
    decision = get_object_or_404(visible(Decision, request).with_names(), pk=pk)
    effect = decision.consequence
    if effect is None:
        raise Http404
    verdict = can_lapse(request.user, effect)
    form = form_of_step(request, verdict, forms.LapseForm, effect=effect)
    back = reverse("governance:meeting-detail", args=[decision.item.meeting_id])
    return form_page(request, form, back=back, subject=f"Décision {decision}")


@require_POST
def meeting_convene(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = _meeting(request, pk)
    can_move(request.user, meeting, MeetingVerb.CONVENE).require()
    form = VerbForm(
        request,
        label="Convoquer",
        verb=lambda: actions.convene_meeting(meeting, by=request.user),
        target=meeting.get_absolute_url(),
        done="Réunion convoquée : les membres lisent l’ordre du jour.",
    )
    return verb_response(request, form, back=meeting.get_absolute_url())


# Button: its word in the address, label, action, message.
ITEM_VERBS: dict[str, tuple[str, str, Any, str]] = {
    "up": ("monter", "Monter", partial(actions.shift_item, step=-1), "Point monté."),
    "down": ("descendre", "Descendre", partial(actions.shift_item, step=1), "Point descendu."),
    "remove": ("retirer", "Retirer", actions.remove_item, "Point retiré."),
}


@require_POST
def item_verb(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Move a point up or down, or take it off the agenda."""
    item = get_object_or_404(
        visible(AgendaItem, request).select_related("meeting__committee__organiser"), pk=pk
    )
    can_prepare(request.user, item.meeting).require()
    _, label, action, done = ITEM_VERBS[verb]
    target = f"{reverse('governance:meeting-detail', args=[item.meeting_id])}#ordre-du-jour"
    form = VerbForm(
        request, label=label, verb=lambda: action(item, by=request.user), target=target, done=done
    )
    return verb_response(request, form, back=target)
