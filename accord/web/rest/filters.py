"""Filters that refuse what they do not know: a misspelt parameter never answers everything."""

from __future__ import annotations

from typing import Any

from django_filters import FilterSet
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request

from accord.kernel.errors import InvalidParameter
from accord.web.clean_forms import CleanForm

# Parameters that are not filters: pagination, format.
_COMMON = {"cursor", "format"}


class SiteFilterSet(FilterSet):
    """Base of every filter: its form is cleaned as all others are."""

    def get_form_class(self) -> Any:
        return type("FilterForm", (CleanForm, super().get_form_class()), {})


def refuse_unknown_parameters(given: Any, known: set[str]) -> None:
    """Raise InvalidParameter for the first parameter that nothing reads."""
    for name in given:
        if name not in known | _COMMON:
            listed = ", ".join(sorted(known)) or "aucun"
            raise InvalidParameter(name, f"paramètre inconnu (connus : {listed}).")


def refuse_invalid(filterset: FilterSet) -> None:
    """Raise InvalidParameter for the first value that a filter cannot read."""
    if filterset.is_valid():
        return
    for name, messages in filterset.errors.items():
        raise InvalidParameter(name, " ".join(str(message) for message in messages))


class StrictNegotiation(DefaultContentNegotiation):
    """Content negotiation, with an unknown ``format`` answered 400 instead of « introuvable »."""

    def filter_renderers(self, renderers: Any, format: str) -> Any:  # noqa: A002 - DRF's name
        kept = [renderer for renderer in renderers if renderer.format == format]
        if not kept:
            known = ", ".join(sorted({renderer.format for renderer in renderers}))
            raise InvalidParameter("format", f"format « {format} » inconnu (connus : {known}).")
        return kept


class StrictFilterBackend(DjangoFilterBackend):
    """django-filter, with unknown parameters and unreadable values answered 400."""

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        filterset = self.get_filterset(request, queryset, view)
        extra = set(getattr(view, "extra_parameters", ()))
        if filterset is None:
            refuse_unknown_parameters(request.query_params, extra)
            return queryset
        refuse_unknown_parameters(request.query_params, {*filterset.filters, *extra})
        refuse_invalid(filterset)
        return filterset.qs
