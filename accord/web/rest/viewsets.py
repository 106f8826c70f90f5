"""Read-only viewsets whose rows come from ``visible_to`` and nowhere else."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import serializers, viewsets


class ProblemSerializer(serializers.Serializer):
    """Problème au sens de la RFC 9457."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    parameter = serializers.CharField(required=False)


def problem(description: str) -> OpenApiResponse:
    return OpenApiResponse(ProblemSerializer, description=description)


PROBLEMS: dict[Any, OpenApiResponse] = {
    (400, "application/problem+json"): problem("Paramètre invalide ou inconnu"),
    (401, "application/problem+json"): problem("Jeton absent ou invalide"),
    (403, "application/problem+json"): problem("Action non autorisée"),
    (404, "application/problem+json"): problem("Introuvable dans votre périmètre"),
}


class ScopedViewSet(viewsets.ReadOnlyModelViewSet):
    """Lists and reads what the client's account may see.

    A subclass gives ``queryset`` (unscoped, ordered by key), ``serializer_class`` and, if it has
    one, ``filterset_class``; ``extra_parameters`` are those that it reads besides its filters.
    """

    extra_parameters: frozenset[str] = frozenset()

    def get_queryset(self) -> Any:
        queryset = super().get_queryset()
        if getattr(self, "swagger_fake_view", False):
            return queryset.none()
        return queryset.visible_to(self.request.user)


def documented(summary: str, serializer: Any, description: str, parameters: Any = None) -> Any:
    """OpenAPI texts of a list and of one object, with the problems that they may answer."""
    return extend_schema_view(
        list=extend_schema(
            summary=f"{summary} : liste",
            description=description,
            parameters=parameters,
            responses={200: serializer(many=True), **PROBLEMS},
        ),
        retrieve=extend_schema(
            summary=f"{summary} : un objet",
            description=description,
            parameters=parameters,
            responses={200: serializer, **PROBLEMS},
        ),
    )
