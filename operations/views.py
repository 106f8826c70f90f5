"""Pages of operations: the list with its totals and export, one operation, its steps."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accord.acts.perimeter import agreement_of
from accord.kernel.files.tables import stream_csv
from accord.territories.models import Territory
from accord.web.pages import (
    form_methods,
    form_of_step,
    form_page,
    paginate,
    sort,
    today_only,
    visible,
)
from accord.web.rest.filters import refuse_invalid
from operations import forms
from operations.alerts import alerts_of
from operations.exports import HEADER, export_rows
from operations.filters import OperationFilter
from operations.models import FinancingLine, Operation, OperationTransition, UseOfCredits
from operations.permissions import can_create_operation, can_move
from operations.states import Opinion, Verb

# What a list may be sorted by: name in the address, column.
SORTS = {
    "number": "number",
    "title": "title",
    "beneficiary": "beneficiary__folded",
    "state": "state_on",
    "starts_on": "starts_on",
    "programmed": "programmed_eu",
    "contracted": "contracted_eu",
}

# Name of a step: word in the address, verb of the transition table, form, button.
STEPS: dict[str, tuple[str, Verb, Any, str]] = {
    "submit": ("deposer", Verb.SUBMIT, forms.SubmitForm, "Déposer"),
    "admissibility": (
        "recevabilite",
        Verb.ADMIT,
        forms.AdmissibilityForm,
        "Statuer sur la recevabilité",
    ),
    "appraise": ("instruire", Verb.APPRAISE, forms.AppraisalForm, "Instruire"),
    "contract": (
        "conventionner",
        Verb.CONTRACT,
        forms.ContractForm,
        "Enregistrer la convention",
    ),
    "amend": ("avenant", Verb.AMEND, forms.AmendForm, "Enregistrer un avenant"),
    "withdraw": ("retirer", Verb.WITHDRAW, forms.WithdrawForm, "Retirer"),
    "edit": ("modifier", Verb.SUBMIT, forms.OperationForm, "Modifier"),
    "delete": ("supprimer", Verb.SUBMIT, forms.DeleteForm, "Supprimer"),
}


def _filtered(request: HttpRequest) -> OperationFilter:
    """Operations of the agreement that the person may read, filtered as the address asks."""
    as_of = request.perimeter.as_of  # type: ignore[attr-defined]
    rows = visible(Operation, request).filter(envelope__agreement=agreement_of(request))
    data = request.GET.copy()
    data.pop("agreement", None)
    known = rows.known_on(as_of).with_state_on(as_of)
    filters = OperationFilter(data, queryset=known, request=request)
    refuse_invalid(filters)
    return filters


@vary_on_headers("HX-Request")
@require_safe
def operation_list(request: HttpRequest) -> HttpResponse:
    """The list, the totals of exactly the filtered rows, and their count."""
    as_of = request.perimeter.as_of  # type: ignore[attr-defined]
    filters = _filtered(request)
    rows = filters.qs.with_names().with_amounts(as_of)
    htmx: Any = request.htmx  # type: ignore[attr-defined]
    refreshes = bool(htmx) and not htmx.history_restore_request
    context = {
        "agreement": agreement_of(request),
        "refreshes": refreshes,
        "filters": filters,
        "page": paginate(request, sort(request, rows, SORTS, "number")),
        "sums": filters.qs.sums(as_of),
        "can_create": today_only(request, can_create_operation(request.user)),
    }
    name = "_operation_results" if refreshes else "operation_list"
    return TemplateResponse(request, f"operations/{name}.html", context)


@require_safe
def operation_export(request: HttpRequest) -> StreamingHttpResponse:
    """Exactly the filtered rows, all of them, as a CSV for French spreadsheets."""
    as_of = request.perimeter.as_of  # type: ignore[attr-defined]
    rows = _filtered(request).qs.with_names().with_amounts(as_of)
    ordered = sort(request, rows, SORTS, "number")
    response = StreamingHttpResponse(
        stream_csv(HEADER, export_rows(ordered)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="operations-{as_of.isoformat()}.csv"'
    return response


@require_safe
def operation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """State and next action first, then amounts, financing, decisions, history."""
    as_of = request.perimeter.as_of  # type: ignore[attr-defined]
    rows = visible(Operation, request).with_names().with_amounts(as_of).with_state_on(as_of)
    operation = get_object_or_404(rows, pk=pk)
    request.perimeter = request.perimeter.within(operation.envelope.agreement)  # type: ignore[attr-defined]
    reads_file = visible(Operation, request).file_readable_by(request.user).filter(pk=pk).exists()
    territories = list(visible(Territory, request).filter(operation_lines__operation=operation))
    context = {
        "operation": operation,
        "steps": _steps(request, operation),
        "reads_file": reads_file,
        "territories": territories,
        "alerts": _alerts(request, operation, territories) if reads_file else [],
        "financing": visible(FinancingLine, request).filter(operation=operation),
        "uses": visible(UseOfCredits, request)
        .filter(operation=operation)
        .as_of(as_of)
        .with_names(),
        **_history(request, operation),
    }
    return TemplateResponse(request, "operations/operation_detail.html", context)


def _history(request: HttpRequest, operation: Operation) -> dict[str, Any]:
    """Steps taken by the date, and what could be said of the operation then."""
    as_of = request.perimeter.as_of  # type: ignore[attr-defined]
    transitions = list(
        visible(OperationTransition, request)
        .filter(operation=operation, value_date__lte=as_of)
        .select_related("act", "recorded_by")
    )
    return {
        "transitions": transitions,
        "has_begun": bool(transitions) or request.perimeter.is_today,  # type: ignore[attr-defined]
        "has_opinion": operation.shown_opinion != Opinion.NONE,
    }


def _alerts(request: HttpRequest, operation: Operation, territories: list[Any]) -> list[str]:
    """Alerts are about the operation as it stands: none on another date than today's."""
    if not request.perimeter.is_today:  # type: ignore[attr-defined]
        return []
    families = [territory.family for territory in territories]
    in_basin = Territory.Family.MINING_BASIN in families if families else None
    return list(alerts_of(operation, in_mining_basin=in_basin))


def _steps(request: HttpRequest, operation: Operation) -> list[dict[str, str]]:
    """Steps that the person may take now; none on another date than today's."""
    if not request.perimeter.is_today:  # type: ignore[attr-defined]
        return []
    return [
        {
            "label": label,
            "url": reverse(f"operations:operation-{step}", args=[operation.pk]),
        }
        for step, (_, verb, _, label) in STEPS.items()
        if can_move(request.user, operation, verb)
    ]


@form_methods
def operation_create(request: HttpRequest) -> HttpResponse:
    can_create_operation(request.user).require()
    form = forms.OperationForm(request)
    return form_page(request, form, back=reverse("operations:operation-list"))


@form_methods
def operation_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One step of an operation: its form, then the operation again."""
    _, verb, form_class, _ = STEPS[step]
    operation = get_object_or_404(visible(Operation, request).with_names(), pk=pk)
    verdict = can_move(request.user, operation, verb)
    form = form_of_step(request, verdict, form_class, operation=operation)
    return form_page(request, form, back=operation.get_absolute_url(), subject=operation)
