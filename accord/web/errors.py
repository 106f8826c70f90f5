"""Pages of refusal: one look for every status, always with a way back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse

from accord.kernel.actors import NOBODY
from accord.kernel.errors import AccordError, InvalidParameter
from accord.kernel.transactions import reading

_TEXTS = {
    400: ("Demande illisible", "L’adresse ou le formulaire ne peut pas être lu."),
    403: ("Action non autorisée", "Votre rôle ne permet pas cette action."),
    404: (
        "Page introuvable",
        "Cette page n’existe pas, ou votre organisme n’y a pas accès.",
    ),
    405: (
        "Bouton, et non page",
        "Cette adresse est celle d’un bouton : revenez à la page qui le porte et cliquez-le.",
    ),
    500: (
        "Erreur interne",
        "L’application a rencontré une erreur. Rien n’a été enregistré ; réessayez ou prévenez "
        "l’administrateur.",
    ),
}

# Title and message of a form that another page of the browser has outdated.
EXPIRED = (
    "Formulaire expiré",
    "La session a changé depuis l’affichage de ce formulaire. Revenez en arrière, rechargez "
    "la page et renvoyez-le : rien n’a été enregistré.",
)


def error_page(
    request: HttpRequest,
    status: int,
    title: str,
    message: str,
    *,
    about: object = None,
    **extra: str,
) -> HttpResponse:
    """A page for people, with a way back to what it is about; a problem for REST clients, with what
    it says besides."""
    if request.path.startswith("/api/"):
        problem = {"type": "about:blank", "title": title, "status": status, "detail": message}
        problem |= extra
        return JsonResponse(problem, status=status, content_type="application/problem+json")
    context = {"title": title, "message": message, "status": status, **_way_back(about)}
    # What the outer middleware refuses has no reading of its own yet.
    with reading(getattr(request, "reader", NOBODY)):
        return TemplateResponse(request, "errors/error.html", context, status=status).render()


def _way_back(about: object) -> dict[str, str]:
    """Address and name of what was asked for, which its reader has just read."""
    address = getattr(about, "get_absolute_url", None)
    return {"back": address() if address else "", "back_to": str(about) if address else ""}


def refusal_page(request: HttpRequest, error: AccordError) -> HttpResponse:
    """A refusal names the verb that was asked, says why, and leads back; REST clients are told
    which parameter is at fault."""
    extra = {"parameter": str(error.field)} if isinstance(error, InvalidParameter) else {}
    title = error.asked or error.title
    return error_page(request, error.status, title, error.message, about=error.thing, **extra)


def _standard(request: HttpRequest, status: int) -> HttpResponse:
    return error_page(request, status, *_TEXTS[status])


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _standard(request, 400)


def permission_denied(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _standard(request, 403)


def page_not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _standard(request, 404)


def method_not_allowed(request: HttpRequest) -> HttpResponse:
    return _standard(request, 405)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without the context processors: whatever broke may break them too."""
    title, message = _TEXTS[500]
    if request.path.startswith("/api/"):
        return error_page(request, 500, title, message)
    return TemplateResponse(
        request, "errors/server_error.html", {"title": title, "message": message}, status=500
    ).render()
