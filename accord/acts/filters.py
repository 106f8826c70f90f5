"""Filters of the ground's lists, for pages and API alike."""

from __future__ import annotations

import django_filters

from accord.acts.models import Act, ActKind, ActState
from accord.web.rest.filters import SiteFilterSet


class ActFilter(SiteFilterSet):
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
