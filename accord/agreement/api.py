"""Agreements and their parties over REST."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accord.acts.models import FrameworkAgreement
from accord.agreement.models import Party
from accord.web.rest.viewsets import ScopedViewSet, documented


class PartySerializer(serializers.ModelSerializer[Party]):
    organisation: Any = serializers.SlugRelatedField("code", read_only=True)

    class Meta:
        model = Party
        fields = [
            "organisation",
            "capacity",
            "signatory",
            "signatory_capacity",
            "signed_on",
            "note",
        ]


class AgreementSerializer(serializers.ModelSerializer[FrameworkAgreement]):
    predecessor: Any = serializers.SlugRelatedField("code", read_only=True)
    parties = PartySerializer(many=True, read_only=True)

    class Meta:
        model = FrameworkAgreement
        fields = [
            "code",
            "title",
            "short_title",
            "starts_on",
            "ends_on",
            "dates_certainty",
            "predecessor",
            "parties",
            "source",
        ]


@documented(
    "Accords-cadres",
    AgreementSerializer,
    "Accords-cadres, leurs périodes et leurs parties.",
)
class AgreementViewSet(ScopedViewSet):
    queryset = FrameworkAgreement.objects.select_related("predecessor").prefetch_related(
        "parties__organisation"
    )
    serializer_class = AgreementSerializer
    lookup_field = "code"
    lookup_value_regex = r"\d{4}-\d{4}"


VIEWSETS: dict[str, Any] = {"agreements": AgreementViewSet}
