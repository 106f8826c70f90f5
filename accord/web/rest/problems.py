"""Errors of the API as problem documents (RFC 9457), in French."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from drf_orjson_renderer.renderers import ORJSONRenderer
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from accord.kernel.errors import AccordError, InvalidParameter

_TITLES = {
    400: "Demande invalide",
    401: "Authentification requise",
    403: "Action non autorisée",
    404: "Introuvable",
    405: "Méthode non permise",
    406: "Format non disponible",
    429: "Trop de demandes",
}


def problem_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """Response of an error raised in a view; None lets Django answer 500."""
    if isinstance(error, AccordError):
        problem = _problem(error.status, error.title, error.message)
        if isinstance(error, InvalidParameter):
            problem["parameter"] = error.field
        return _answer(problem, context)
    if isinstance(error, Http404):
        return _answer(
            _problem(404, _TITLES[404], "Aucun objet de ce code dans votre périmètre."), context
        )
    if isinstance(error, PermissionDenied):
        return _answer(
            _problem(403, _TITLES[403], "Votre rôle ne permet pas cette action."), context
        )
    if isinstance(error, exceptions.APIException):
        return _of_framework(error, context)
    return None


def _of_framework(error: exceptions.APIException, context: dict[str, Any]) -> Response:
    title = _TITLES.get(error.status_code, "Erreur")
    problem = _problem(error.status_code, title, _sentence(error.detail))
    response = _answer(problem, context)
    if header := getattr(error, "auth_header", None):
        response["WWW-Authenticate"] = header
    if wait := getattr(error, "wait", None):
        response["Retry-After"] = str(int(wait))
    return response


def _sentence(detail: Any) -> str:
    if isinstance(detail, dict):
        return " ".join(f"{name} : {_sentence(value)}" for name, value in detail.items())
    if isinstance(detail, list):
        return " ".join(_sentence(value) for value in detail)
    return str(detail)


def _problem(code: int, title: str, detail: str) -> dict[str, Any]:
    return {"type": "about:blank", "title": title, "status": code, "detail": detail}


def _answer(problem: dict[str, Any], context: dict[str, Any]) -> Response:
    """A problem is JSON whatever format was asked for: a table or a schema cannot carry it."""
    set_rollback()
    request = context.get("request")
    if request is not None:
        request.accepted_renderer = ORJSONRenderer()
        request.accepted_media_type = ORJSONRenderer.media_type
    return Response(problem, status=problem["status"], content_type="application/problem+json")
