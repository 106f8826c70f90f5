"""Filters of operations, for the page, its export and the API alike."""

from __future__ import annotations

from typing import Any

import django_filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from accord.acts.models import FrameworkAgreement
from accord.kernel.text import fold
from accord.people.models import Organisation
from accord.territories.models import Territory
from accord.web.requests import SiteRequest
from accord.web.rest.filters import SiteFilterSet
from envelopes.models import Envelope, Fund, Scheme
from envelopes.querysets import EnvelopeQuerySet
from operations.models import Operation
from operations.states import OperationState


def _envelopes(request: SiteRequest) -> EnvelopeQuerySet:
    return Envelope.objects.visible_to(request.reader).delegated()


def _holders(request: SiteRequest) -> Any:
    return Organisation.objects.filter(pk__in=_envelopes(request).values("holder_id"))


class OperationFilter(SiteFilterSet):
    """``text`` looks into number, title and beneficiary; codes are those of REST."""

    text = django_filters.CharFilter(label="Numéro, intitulé ou bénéficiaire", method="by_text")
    agreement = django_filters.ModelChoiceFilter(
        label="Accord",
        field_name="envelope__agreement",
        queryset=FrameworkAgreement.objects.all(),
        to_field_name="code",
    )
    fund = django_filters.ModelChoiceFilter(
        label="Fonds",
        field_name="envelope__fund",
        queryset=Fund.objects.all(),
        to_field_name="code",
        empty_label="Tous",
    )
    holder = django_filters.ModelChoiceFilter(
        label="Gestionnaire",
        field_name="envelope__holder",
        queryset=_holders,
        to_field_name="code",
        empty_label="Tous",
    )
    envelope = django_filters.ModelChoiceFilter(
        label="Enveloppe",
        queryset=_envelopes,
        to_field_name="code",
        empty_label="Toutes",
    )
    state = django_filters.MultipleChoiceFilter(
        label="État", choices=OperationState.choices, method="by_state"
    )
    scheme = django_filters.ModelChoiceFilter(
        label="Dispositif",
        queryset=Scheme.objects.select_related("fund"),
        empty_label="Tous",
        method="by_scheme",
    )
    territory = django_filters.ModelChoiceFilter(
        label="Territoire",
        method="by_territory",
        queryset=Territory.objects.exclude(family=Territory.Family.REFERENCE),
        to_field_name="code",
        empty_label="Tous",
    )

    class Meta:
        model = Operation
        fields = ["text", "agreement", "fund", "holder", "envelope", "state", "scheme", "territory"]

    def by_state(self, queryset: Any, name: str, value: list[str]) -> Any:
        """The state at the date looked at, which the queryset carries (``with_state_on``)."""
        return queryset.filter(state_on__in=value) if value else queryset

    @extend_schema_field(OpenApiTypes.INT)
    def by_scheme(self, queryset: Any, name: str, value: Scheme) -> Any:
        """The scheme at the date looked at, which the queryset carries (``with_keys_on``)."""
        return queryset.filter(scheme_id_on=value.pk)

    def by_territory(self, queryset: Any, name: str, value: Territory) -> Any:
        return queryset.in_territory(value)

    def by_text(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.matching(fold(value).split())
