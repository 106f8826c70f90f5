"""Definitions of indicators over REST."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accord.web.rest.viewsets import ScopedViewSet, documented
from indicators.models import Indicator


class IndicatorSerializer(serializers.ModelSerializer[Indicator]):
    funds = serializers.SerializerMethodField()

    class Meta:
        model = Indicator
        fields = [
            "code",
            "label",
            "kind",
            "funds",
            "unit",
            "data_class",
            "applies_to_h",
            "applies_to_l",
            "definition",
            "source",
            "certainty",
        ]

    def get_funds(self, indicator: Indicator) -> list[str]:
        return [line.fund.code for line in indicator.fund_lines.all()]


@documented(
    "Indicateurs",
    IndicatorSerializer,
    "Définitions des indicateurs ; l'accord ne fixe aucune cible.",
)
class IndicatorViewSet(ScopedViewSet):
    queryset = Indicator.objects.prefetch_related("fund_lines__fund").order_by("pk")
    serializer_class = IndicatorSerializer
    lookup_field = "code"
    lookup_value_regex = r"[A-Z0-9-]+"


VIEWSETS: dict[str, Any] = {"indicators": IndicatorViewSet}
