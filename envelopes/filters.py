"""Filters of envelopes and movements, for pages and API alike."""

from __future__ import annotations

import django_filters

from accord.acts.models import FrameworkAgreement
from accord.kernel.dates import EARLIEST, LATEST
from accord.people.models import Organisation
from accord.web.rest.filters import SiteFilterSet
from envelopes.models import CreditMovement, Envelope, Fund
from envelopes.states import EnvelopeLevel, MovementKind


class EnvelopeFilter(SiteFilterSet):
    agreement = django_filters.ModelChoiceFilter(
        label="Accord", queryset=FrameworkAgreement.objects.all(), to_field_name="code"
    )
    fund = django_filters.ModelChoiceFilter(
        label="Fonds", queryset=Fund.objects.all(), to_field_name="code"
    )
    holder = django_filters.ModelChoiceFilter(
        label="Gestionnaire", queryset=Organisation.objects.all(), to_field_name="code"
    )
    level = django_filters.ChoiceFilter(label="Niveau", choices=EnvelopeLevel.choices)

    class Meta:
        model = Envelope
        fields = ["agreement", "fund", "holder", "level"]


class MovementFilter(SiteFilterSet):
    agreement = django_filters.ModelChoiceFilter(
        label="Accord",
        field_name="envelope__agreement",
        queryset=FrameworkAgreement.objects.all(),
        to_field_name="code",
    )
    envelope = django_filters.ModelChoiceFilter(
        label="Enveloppe",
        queryset=lambda request: Envelope.objects.visible_to(request.reader).delegated(),
        to_field_name="code",
    )
    kind = django_filters.ChoiceFilter(label="Nature", choices=MovementKind.choices)
    as_of = django_filters.DateFilter(
        label="Date de valeur au plus",
        field_name="value_date",
        lookup_expr="lte",
        help_text=f"De {EARLIEST.year} à {LATEST.year}.",
    )

    class Meta:
        model = CreditMovement
        fields = ["agreement", "envelope", "kind", "as_of"]
