"""Filters of the ground's lists, for pages and API alike."""

from __future__ import annotations

import django_filters

from accord.models import Act, ActKind, ActState, Organisation
from accord.models.organisations import OrganisationKind


class OrganisationFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(label="Nature", choices=OrganisationKind.choices)
    member_of = django_filters.ModelChoiceFilter(
        label="Membre de", queryset=Organisation.objects.all(), to_field_name="code"
    )

    class Meta:
        model = Organisation
        fields = ["kind", "member_of"]


class ActFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(
        label="Nature", choices=ActKind.choices, empty_label="Toutes"
    )
    state = django_filters.ChoiceFilter(label="État", choices=ActState.choices, empty_label="Tous")
    text = django_filters.CharFilter(
        label="Objet contient", field_name="title", lookup_expr="icontains"
    )

    class Meta:
        model = Act
        fields = ["kind", "state", "text"]
