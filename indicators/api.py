"""Definitions of indicators over REST."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accord.api.viewsets import ScopedViewSet, documented
from indicators.models import Indicator


class IndicatorSerializer(serializers.ModelSerializer):
    fund = serializers.CharField(source="fund.code")

    class Meta:
        model = Indicator
        fields = [
            "code",
            "label",
            "kind",
            "fund",
            "unit",
            "data_class",
            "applies_to_h",
            "applies_to_l",
            "definition",
            "source",
            "certainty",
        ]


@documented(
    "Indicateurs",
    IndicatorSerializer,
    "Définitions des indicateurs ; l'accord ne fixe aucune cible.",
)
class IndicatorViewSet(ScopedViewSet):
    queryset = Indicator.objects.select_related("fund").order_by("pk")
    serializer_class = IndicatorSerializer
    lookup_field = "code"
    lookup_value_regex = r"[A-Z0-9]+"


VIEWSETS: dict[str, Any] = {"indicators": IndicatorViewSet}
