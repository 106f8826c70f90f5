"""Filters of operations, for the page, its export and the API alike."""

from __future__ import annotations

from typing import Any

import django_filters

from accord.acts.models import FrameworkAgreement
from accord.kernel.text import fold
from accord.people.models import Organisation
from accord.territories.models import Territory
from envelopes.models import Envelope, Fund, Scheme
from operations.models import Operation
from operations.states import OperationState


def _holders() -> Any:
    return Organisation.objects.filter(pk__in=Envelope.objects.delegated().values("holder_id"))


class OperationFilter(django_filters.FilterSet):
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
        label="Titulaire",
        field_name="envelope__holder",
        queryset=lambda request: _holders(),
        to_field_name="code",
        empty_label="Tous",
    )
    envelope = django_filters.ModelChoiceFilter(
        label="Enveloppe",
        queryset=lambda request: Envelope.objects.delegated(),
        to_field_name="code",
        empty_label="Toutes",
    )
    state = django_filters.MultipleChoiceFilter(
        label="État", choices=OperationState.choices, method="by_state"
    )
    scheme = django_filters.ModelChoiceFilter(
        label="Dispositif", queryset=Scheme.objects.select_related("fund"), empty_label="Tous"
    )
    territory = django_filters.ModelChoiceFilter(
        label="Territoire",
        field_name="territory_lines__territory",
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

    def by_text(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.matching(fold(value).split())
