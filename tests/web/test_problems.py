"""Errors of the API as problem documents: one shape, French, and nothing said that must not be."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions

from accord.kernel.errors import CeilingExceeded, Denied, InvalidParameter, Refused
from accord.web.rest.problems import problem_response

pytestmark = pytest.mark.django_db


def answer(error: Exception) -> Any:
    return problem_response(error, {"request": SimpleNamespace()})


@pytest.mark.parametrize(
    ("error", "status", "title", "detail"),
    [
        (Refused("Trop tard."), 409, "Opération refusée", "Trop tard."),
        (CeilingExceeded("Plein."), 409, "Plafond dépassé", "Plein."),
        (Denied("Pas vous."), 403, "Action non autorisée", "Pas vous."),
        (Http404("secret"), 404, "Introuvable", "Aucun objet de ce code dans votre périmètre."),
        (
            PermissionDenied("secret"),
            403,
            "Action non autorisée",
            "Votre rôle ne permet pas cette action.",
        ),
        (exceptions.ParseError("Illisible."), 400, "Demande invalide", "Illisible."),
        (exceptions.MethodNotAllowed("PUT"), 405, "Méthode non permise", None),
        (exceptions.NotAcceptable("Non."), 406, "Format non disponible", "Non."),
        (exceptions.APIException("Panne."), 500, "Erreur", "Panne."),
        (
            exceptions.ValidationError({"a": ["Un.", "Deux."], "b": {"c": ["Trois."]}}),
            400,
            "Demande invalide",
            "a : Un. Deux. b : c : Trois.",
        ),
    ],
)
def test_each_error_has_its_status_title_and_sentence(
    error: Exception, status: int, title: str, detail: str | None
) -> None:
    response = answer(error)
    assert response.status_code == response.data["status"] == status
    assert response.data["type"] == "about:blank"
    assert response.data["title"] == title
    assert response.content_type == "application/problem+json"
    assert "parameter" not in response.data
    if detail is not None:
        assert response.data["detail"] == detail


def test_a_parameter_is_named() -> None:
    data = answer(InvalidParameter("as_of", "illisible.")).data
    assert data["parameter"] == "as_of"
    assert data["detail"] == "Paramètre « as_of » : illisible."


def test_what_one_may_do_about_it_stands_in_the_headers() -> None:
    refused = exceptions.NotAuthenticated()
    refused.auth_header = "Token"  # type: ignore[attr-defined]
    assert answer(refused)["WWW-Authenticate"] == "Token"
    assert answer(exceptions.Throttled(wait=12.0))["Retry-After"] == "12"
    assert answer(exceptions.Throttled()).data["title"] == "Trop de demandes"


def test_a_fault_of_ours_is_not_dressed_up() -> None:
    assert answer(OSError("disk")) is None


def test_an_error_before_any_request_is_answered_too() -> None:
    response = problem_response(Refused("Non."), {})
    assert response is not None
    assert response.status_code == 409
