"""Read-only viewsets whose rows come from ``visible_to`` and nowhere else."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import serializers, viewsets
from rest_framework.views import APIView

from accord.kernel.actors import Reader
from accord.web.requests import site_request


class ProblemSerializer(serializers.Serializer[Any]):
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


class ReaderView(APIView):
    """A view that knows its reader: the bearer of the token, or whoever is signed in."""

    @property
    def reader(self) -> Reader:
        return site_request(self.request._request).reader


class ScopedViewSet(ReaderView, viewsets.ReadOnlyModelViewSet[Any]):
    """Lists and reads what the client's reader may see.

    A subclass gives ``queryset`` (unscoped, ordered by key), ``serializer_class`` and, if it has
    one, ``filterset_class``; ``extra_parameters`` are those that it reads besides its filters.
    """

    extra_parameters: frozenset[str] = frozenset()

    def get_queryset(self) -> Any:
        queryset: Any = super().get_queryset()
        if getattr(self, "swagger_fake_view", False):
            return queryset.none()
        return queryset.visible_to(self.reader)


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
