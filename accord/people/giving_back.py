"""What somebody was typing when their session ended, given back to them and to nobody else."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.template.response import TemplateResponse

from accord.people.acting import CHOSEN, Standing, standing_of
from accord.people.models import Membership
from accord.web.kept import Typed, Typist

NOT_YOURS = (
    "Une saisie était gardée sur cette page : elle est celle d’un autre compte et n’est pas "
    "montrée. Elle n’a pas été enregistrée."
)
NO_LONGER_THERE = (
    "Une saisie était gardée sur cette page : elle avait été faite pour un organisme dont vous "
    "n’êtes plus. Elle n’a pas été enregistrée."
)


def begun(request: HttpRequest, kept: Typed | None) -> HttpResponse | None:
    """What was typed before, once a session has begun; None where nothing was."""
    if kept is None:
        return None
    # A session that begins works for the body that the form was typed for.
    if place := _place_of(kept.typist, standing_of(request.user)):
        request.session[CHOSEN] = place.pk
    return give_back(request, kept)


def give_back(request: HttpRequest, kept: Typed) -> HttpResponse:
    """What was typed, to its author alone; for the body that it was typed for."""
    standing = standing_of(request.user, request.session.get(CHOSEN))
    home = resolve_url(settings.LOGIN_REDIRECT_URL)
    if kept.typist.user_id != standing.reader.user_id:
        messages.warning(request, NOT_YOURS)
        return HttpResponseRedirect(home)
    place = _place_of(kept.typist, standing)
    if place is None and kept.typist.body_id is not None:
        messages.warning(request, NO_LONGER_THERE)
        return HttpResponseRedirect(home)
    context = {
        "kept": kept,
        "sealed": kept.signed(),
        "had_files": bool(request.FILES),
        # To be chosen first: what was typed for one body is not sent for another.
        "place": place if place != standing.place else None,
    }
    return TemplateResponse(request, "people/send_again.html", context)


def _place_of(typist: Typist, standing: Standing) -> Membership | None:
    """The membership by which a form was typed, if it is among those of an account today."""
    if typist.user_id != standing.reader.user_id:
        return None
    wanted = (typist.body_id, typist.role)
    return next((one for one in standing.places if (one.organisation_id, one.role) == wanted), None)
