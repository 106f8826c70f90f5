"""Pages of operations: the list with its totals and export, one operation, its steps."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accord.acts.perimeter import agreement_of
from accord.kernel.verbs import Verb, verdict
from accord.people.capacities import PARTNERS
from accord.territories.models import Territory
from accord.web.pages import (
    form_methods,
    form_of_step,
    form_page,
    paginate,
    sort,
    today_only,
)
from accord.web.requests import SiteRequest
from accord.web.rest.filters import refuse_invalid
from envelopes.models import Scheme, SpecificObjective
from operations import forms
from operations.alerts import alerts_of
from operations.exports import export_csv
from operations.filters import OperationFilter
from operations.models import (
    FileTerritory,
    FinancingLine,
    Operation,
    OperationFile,
    OperationStep,
    TerritorySet,
    TerritorySetLine,
    UseOfCredits,
)
from operations.querysets import UseOfCreditsQuerySet
from operations.states import OperationState, Opinion
from operations.verbs import (
    ADMIT,
    AMEND,
    APPRAISE,
    CONTRACT,
    DELETE,
    EDIT,
    SUBMIT,
    WITHDRAW,
    can_create_operation,
)

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

# Name of a step: word in the address, verb of the register, form, button.
STEPS: dict[str, tuple[str, Verb, Any, str]] = {
    "submit": ("deposer", SUBMIT, forms.SubmitForm, "Déposer"),
    "admissibility": (
        "recevabilite",
        ADMIT,
        forms.AdmissibilityForm,
        "Statuer sur la recevabilité",
    ),
    "appraise": ("instruire", APPRAISE, forms.AppraisalForm, "Instruire"),
    "contract": (
        "conventionner",
        CONTRACT,
        forms.ContractForm,
        "Enregistrer la convention",
    ),
    "amend": ("avenant", AMEND, forms.AmendForm, "Enregistrer un avenant"),
    "withdraw": ("retirer", WITHDRAW, forms.WithdrawForm, "Retirer"),
    "edit": ("modifier", EDIT, forms.OperationForm, "Modifier"),
    "delete": ("supprimer", DELETE, forms.DeleteForm, "Supprimer"),
}


def _filtered(request: SiteRequest) -> OperationFilter:
    """Operations of the agreement that the person may read, filtered as the address asks."""
    as_of = request.perimeter.as_of
    rows = Operation.objects.visible_to(request.reader).filter(
        envelope__agreement=agreement_of(request)
    )
    data = request.GET.copy()
    data.pop("agreement", None)
    known = rows.known_on(as_of).with_state_on(as_of).with_keys_on(as_of)
    filters = OperationFilter(data, queryset=known, request=request)
    refuse_invalid(filters)
    return filters


@vary_on_headers("HX-Request")
@require_safe
def operation_list(request: SiteRequest) -> HttpResponse:
    """The list, the totals of exactly the filtered rows, and their count."""
    as_of = request.perimeter.as_of
    filters = _filtered(request)
    rows = filters.qs.with_names().with_amounts(as_of)
    refreshes = bool(request.htmx) and not request.htmx.history_restore_request
    context = {
        "agreement": agreement_of(request),
        "refreshes": refreshes,
        "is_out_of_scope": request.reader.capacity not in PARTNERS,
        "filters": filters,
        "page": paginate(request, sort(request, rows, SORTS, "number")),
        "sums": filters.qs.sums(as_of),
        "can_create": today_only(request, can_create_operation(request.reader)),
    }
    name = "_operation_results" if refreshes else "operation_list"
    return TemplateResponse(request, f"operations/{name}.html", context)


@require_safe
def operation_export(request: SiteRequest) -> StreamingHttpResponse:
    """Exactly the filtered rows, all of them, as a CSV for French spreadsheets."""
    as_of = request.perimeter.as_of
    rows = _filtered(request).qs.with_names().with_key_codes().with_amounts(as_of)
    ordered = sort(request, rows, SORTS, "number")
    response = StreamingHttpResponse(
        export_csv(ordered, request.reader), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="operations-{as_of.isoformat()}.csv"'
    return response


@require_safe
def operation_detail(request: SiteRequest, pk: int) -> HttpResponse:
    """State and next action first, then amounts, financing, decisions, history."""
    reader, as_of = request.reader, request.perimeter.as_of
    rows = Operation.objects.visible_to(reader).with_names().with_amounts(as_of)
    operation = get_object_or_404(rows.with_state_on(as_of).with_keys_on(as_of), pk=pk)
    request.perimeter = request.perimeter.within(operation.envelope.agreement)
    file = OperationFile.objects.visible_to(reader).filter(operation=operation).first()
    territories = _territories(request, operation)
    context = {
        "operation": operation,
        "steps": _next_steps(request, operation),
        "file": file,
        "keys": _keys(request, operation),
        "territories": territories,
        "alerts": _alerts(request, operation, file, territories),
        "financing": FinancingLine.objects.visible_to(reader).filter(operation=operation),
        "uses": _uses(request, operation),
        **_history(request, operation),
    }
    return TemplateResponse(request, "operations/operation_detail.html", context)


def _uses(request: SiteRequest, operation: Operation) -> UseOfCreditsQuerySet:
    """What the operation uses by the date."""
    rows = UseOfCredits.objects.visible_to(request.reader).filter(operation=operation)
    return rows.as_of(request.perimeter.as_of).with_names()


def _keys(request: SiteRequest, operation: Any) -> dict[str, Any]:
    """Scheme and objective of the operation at the date."""
    return {
        "scheme": Scheme.objects.visible_to(request.reader)
        .filter(pk=operation.scheme_id_on)
        .first(),
        "objective": SpecificObjective.objects.visible_to(request.reader)
        .filter(pk=operation.objective_id_on)
        .first(),
    }


def _territories(request: SiteRequest, operation: Operation) -> list[Territory]:
    """Where the operation takes place at the date; where a draft asks to."""
    if operation.state == OperationState.DRAFT:
        asked = FileTerritory.objects.visible_to(request.reader).filter(file__operation=operation)
        lines = asked.order_by().values("territory_id")
    else:
        sets = TerritorySet.objects.visible_to(request.reader).filter(operation=operation)
        sets = sets.in_force(request.perimeter.as_of)
        kept = TerritorySetLine.objects.visible_to(request.reader).filter(territory_set__in=sets)
        lines = kept.order_by().values("territory_id")
    return list(Territory.objects.visible_to(request.reader).filter(pk__in=lines))


def _history(request: SiteRequest, operation: Operation) -> dict[str, Any]:
    """Steps taken by the date, and what could be said of the operation then."""
    taken = list(
        OperationStep.objects.visible_to(request.reader)
        .filter(operation=operation)
        .as_of(request.perimeter.as_of)
        .select_related("act", "by_user")
    )
    return {
        "taken": taken,
        "has_begun": bool(taken) or request.perimeter.is_today,
        "has_opinion": operation.shown_opinion != Opinion.NONE,
    }


def _alerts(
    request: SiteRequest, operation: Operation, file: Any, territories: list[Any]
) -> list[str]:
    """Alerts are about the operation as it stands: none on another date than today's, and none for
    whoever does not read the file."""
    if file is None or not request.perimeter.is_today:
        return []
    families = [territory.family for territory in territories]
    in_basin = Territory.Family.MINING_BASIN in families if families else None
    return list(alerts_of(operation, file, in_mining_basin=in_basin))


def _next_steps(request: SiteRequest, operation: Operation) -> list[dict[str, str]]:
    """Steps that the person may take now; none on another date than today's."""
    if not request.perimeter.is_today:
        return []
    return [
        {
            "label": label,
            "url": reverse(f"operations:operation-{step}", args=[operation.pk]),
        }
        for step, (_, verb, _, label) in STEPS.items()
        if verdict(verb, request.reader, operation)
    ]


@form_methods
def operation_create(request: SiteRequest) -> HttpResponse:
    can_create_operation(request.reader).require()
    form = forms.OperationForm(request)
    return form_page(request, form, back=reverse("operations:operation-list"))


@form_methods
def operation_step(request: SiteRequest, pk: int, step: str) -> HttpResponse:
    """One step of an operation: its form, then the operation again."""
    _, verb, form_class, _ = STEPS[step]
    operation = get_object_or_404(Operation.objects.visible_to(request.reader).with_names(), pk=pk)
    answer = verdict(verb, request.reader, operation)
    form = form_of_step(request, answer, form_class, operation=operation)
    return form_page(request, form, back=operation.get_absolute_url(), subject=operation)
