"""Agreements and organisations over REST."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accord.api.viewsets import ScopedViewSet, documented
from accord.filters import OrganisationFilter
from accord.models import FrameworkAgreement, Organisation, Party


class PartySerializer(serializers.ModelSerializer):
    organisation = serializers.SlugRelatedField("code", read_only=True)

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


class AgreementSerializer(serializers.ModelSerializer):
    predecessor = serializers.SlugRelatedField("code", read_only=True)
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


class OrganisationSerializer(serializers.ModelSerializer):
    carrier = serializers.SlugRelatedField("code", read_only=True)
    member_of = serializers.SlugRelatedField("code", read_only=True)
    merged_into = serializers.SlugRelatedField("code", read_only=True)

    class Meta:
        model = Organisation
        fields = [
            "code",
            "name",
            "short_name",
            "kind",
            "siret",
            "carrier",
            "member_of",
            "merged_into",
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


@documented(
    "Organismes",
    OrganisationSerializer,
    "Organismes de l’accord : parties, services, PLIE et structures porteuses.",
)
class OrganisationViewSet(ScopedViewSet):
    queryset = Organisation.objects.select_related("carrier", "member_of", "merged_into")
    serializer_class = OrganisationSerializer
    filterset_class = OrganisationFilter
    lookup_field = "code"
    lookup_value_regex = r"[a-z0-9-]+"


VIEWSETS: dict[str, Any] = {"agreements": AgreementViewSet, "organisations": OrganisationViewSet}
