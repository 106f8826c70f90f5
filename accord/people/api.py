"""Organisations over REST, and how the published schema says that one is known."""

from __future__ import annotations

from typing import Any

from drf_spectacular.authentication import SessionScheme
from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme
from rest_framework import serializers

from accord.people.authentication import SessionAuthentication, TokenAuthentication
from accord.people.filters import OrganisationFilter
from accord.people.models import Organisation
from accord.web.rest.viewsets import ScopedViewSet, documented


class OrganisationSerializer(serializers.ModelSerializer[Organisation]):
    carrier: Any = serializers.SlugRelatedField("code", read_only=True)
    member_of: Any = serializers.SlugRelatedField("code", read_only=True)
    merged_into: Any = serializers.SlugRelatedField("code", read_only=True)

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


class TokenScheme(KnoxTokenScheme):  # type: ignore[no-untyped-call]
    target_class = TokenAuthentication  # type: ignore[assignment]


class SiteSessionScheme(SessionScheme):  # type: ignore[no-untyped-call]
    target_class = SessionAuthentication  # type: ignore[assignment]


VIEWSETS: dict[str, Any] = {"organisations": OrganisationViewSet}
