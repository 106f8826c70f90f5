"""Filters of organisations, for pages and API alike."""

from __future__ import annotations

import django_filters

from accord.people.models import Organisation, OrganisationKind
from accord.web.rest.filters import SiteFilterSet


class OrganisationFilter(SiteFilterSet):
    kind = django_filters.ChoiceFilter(label="Nature", choices=OrganisationKind.choices)
    member_of = django_filters.ModelChoiceFilter(
        label="Membre de", queryset=Organisation.objects.all(), to_field_name="code"
    )

    class Meta:
        model = Organisation
        fields = ["kind", "member_of"]
