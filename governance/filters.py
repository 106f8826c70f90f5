"""Filters of meetings and decisions, for pages and API alike."""

from __future__ import annotations

import django_filters

from accord.acts.states import EffectState
from accord.web.rest.filters import SiteFilterSet
from governance.models import Committee, Decision, Meeting
from governance.states import MeetingState, Result

# Nothing holds an effect yet.
_STATES = (EffectState.PREPARED, EffectState.APPLIED, EffectState.LAPSED)


class MeetingFilter(SiteFilterSet):
    committee = django_filters.ModelChoiceFilter(
        label="Comité",
        queryset=lambda request: Committee.objects.visible_to(request.reader),
        to_field_name="code",
        empty_label="Tous",
    )
    state = django_filters.ChoiceFilter(
        label="État", choices=MeetingState.choices, empty_label="Tous"
    )
    year = django_filters.NumberFilter(
        label="Année", field_name="held_on", lookup_expr="year", min_value=2007, max_value=2045
    )

    class Meta:
        model = Meeting
        fields = ["committee", "state", "year"]


class DecisionFilter(SiteFilterSet):
    number = django_filters.CharFilter(label="Numéro", lookup_expr="icontains")
    committee = django_filters.ModelChoiceFilter(
        label="Comité",
        queryset=lambda request: Committee.objects.visible_to(request.reader),
        to_field_name="code",
        empty_label="Tous",
    )
    year = django_filters.NumberFilter(label="Année", min_value=2007, max_value=2045)
    result = django_filters.ChoiceFilter(
        label="Avis ou décision",
        field_name="subject__outcome__result",
        choices=Result.choices,
        empty_label="Tous",
    )
    effect = django_filters.ChoiceFilter(
        label="Effet",
        field_name="act__effects__state",
        choices=[(state.value, state.label) for state in _STATES],
        empty_label="Tous",
    )

    class Meta:
        model = Decision
        fields = ["number", "committee", "year", "result", "effect"]
