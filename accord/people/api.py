"""Organisations over REST."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accord.people.filters import OrganisationFilter
from accord.people.models import Organisation
from accord.web.rest.viewsets import ScopedViewSet, documented


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


VIEWSETS: dict[str, Any] = {"organisations": OrganisationViewSet}
