"""Signing in and out, by Django's own views; for which body one works; the bodies of the field.

An ended session loses nothing that was typed.
"""

from __future__ import annotations

import json
from itertools import groupby
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.middleware.csrf import rotate_token
from django.shortcuts import resolve_url
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from accord.kernel.actors import System
from accord.kernel.transactions import acting
from accord.people.acting import CHOSEN
from accord.people.actions import keep_password
from accord.people.models import Organisation, OrganisationKind, User
from accord.people.requests import PersonRequest
from accord.web.clean_forms import CleanForm
from accord.web.errors import EXPIRED, error_page
from accord.web.requests import SiteRequest

# Opens and closes sessions, and notes when.
SIGN_IN = System("sign_in")
# Beyond it a form is no longer something that somebody typed.
MAX_KEPT = 1_000_000


class SignInForm(CleanForm, AuthenticationForm):
    """One message for a wrong address, a wrong password and a closed account.

    ``kept`` is what was being sent when the session had ended: an address of this site and the
    fields, as JSON.
    """

    as_sent = ("kept",)
    kept = forms.CharField(required=False, max_length=MAX_KEPT, widget=forms.HiddenInput)

    error_messages = {
        "invalid_login": "Adresse ou mot de passe incorrect, ou compte fermé.",
        "inactive": "Adresse ou mot de passe incorrect, ou compte fermé.",
    }

    def clean_kept(self) -> dict[str, Any] | None:
        return read_kept(self.cleaned_data["kept"])


def read_kept(text: str) -> dict[str, Any] | None:
    """Path and fields to send again; None for anything else than an address of this site."""
    try:
        kept = json.loads(text or "null")
        path, fields = kept["path"], [(str(name), str(value)) for name, value in kept["fields"]]
        # A page could not show half a sign: UnicodeEncodeError.
        "".join(text for pair in fields for text in pair).encode()
    except (KeyError, TypeError, ValueError, RecursionError):
        return None
    is_own = isinstance(path, str) and path.startswith("/") and path.isprintable()
    if not is_own or not url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return None
    return {"path": path, "fields": fields}


@method_decorator(login_not_required, name="dispatch")
class SignInView(LoginView):
    """After signing in, what had been typed waits for one click: nothing is sent unasked."""

    template_name = "people/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Signed in meanwhile, in another tab.
        if request.user.is_authenticated and (kept := read_kept(request.POST.get("kept", ""))):
            return _send_again(request, kept)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        with acting(SIGN_IN):
            response = super().form_valid(form)
        kept = form.cleaned_data["kept"]
        return response if kept is None else _send_again(self.request, kept)


def sign_in_again(request: HttpRequest) -> HttpResponse:
    """The sign-in page, holding the form that was being sent. Files cannot be kept."""
    return _sign_in_with(request, _typed(request))


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form older than the session, after a sign-in in another tab: sent again with one click.

    Only a form of this site: what another site made the browser send is never shown as typed.
    """
    is_ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if not is_ours or request.path.startswith(("/api/", "/administration/")):
        return error_page(request, 403, *EXPIRED)
    if request.path == reverse("people:sign-in"):
        # A password is never kept: only what the page had been given to keep.
        kept = read_kept(request.POST.get("kept", ""))
    else:
        kept = _typed(request)
    if kept is None:
        return error_page(request, 403, *EXPIRED)
    return (
        _send_again(request, kept)
        if request.user.is_authenticated
        else _sign_in_with(request, kept)
    )


def _typed(request: HttpRequest) -> dict[str, Any] | None:
    """The form being sent; None for a button, where nothing was typed."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    if all(name == "submission" for name, _ in fields):
        return None
    return {"path": request.get_full_path(), "fields": fields}


def _send_again(request: HttpRequest, kept: dict[str, Any]) -> HttpResponse:
    context = {"kept": kept, "had_files": bool(request.FILES)}
    return TemplateResponse(request, "people/send_again.html", context)


def _sign_in_with(request: HttpRequest, kept: dict[str, Any] | None) -> HttpResponse:
    text = json.dumps(kept, ensure_ascii=False) if kept else ""
    is_long = len(text) > MAX_KEPT
    context = {
        "form": SignInForm(request, initial={"kept": "" if is_long else text}),
        "next": "",
        "is_ended": True,
        "is_long": is_long,
        "had_files": bool(request.FILES),
    }
    return TemplateResponse(request, "people/sign_in.html", context, status=401)


# Whose session has ended is signed out already: nobody is asked to sign in for that.
@method_decorator(login_not_required, name="dispatch")
class SignOutView(LogoutView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with acting(SIGN_IN):
            return super().post(request, *args, **kwargs)


class OwnPasswordForm(CleanForm, PasswordChangeForm):
    """The present password, then a new one twice."""

    def save(self, commit: bool = True) -> User:
        user = super().save(commit=False)
        keep_password(user)
        return user


class PasswordView(PasswordChangeView):
    """A new password for oneself: the session at hand goes on, every other one ends."""

    http_method_names = ["get", "head", "options", "post"]
    template_name = "people/password.html"
    form_class = OwnPasswordForm

    def get_success_url(self) -> str:
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def form_valid(self, form: Any) -> HttpResponse:
        with acting(SIGN_IN):
            response = super().form_valid(form)
        messages.success(self.request, "Votre mot de passe est changé.")
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


sign_in = SignInView.as_view()
sign_out = SignOutView.as_view()
password = PasswordView.as_view()


@require_POST
def choose_place(request: PersonRequest) -> HttpResponse:
    """Work for another of one's bodies from now on, for reading and writing alike.

    A form opened for the former body is not sent for the new one unasked: its token has expired.
    """
    chosen = request.POST.get("place", "")
    if chosen not in {str(place.pk) for place in request.standing.places}:
        raise Http404
    request.session[CHOSEN] = int(chosen)
    rotate_token(request)
    return HttpResponseRedirect(resolve_url(settings.LOGIN_REDIRECT_URL))


@require_safe
def organisations(request: SiteRequest) -> HttpResponse:
    """Bodies of the field and every name by which documents know them."""
    rows = (
        Organisation.objects.visible_to(request.reader)
        .select_related("carrier", "member_of", "merged_into")
        .prefetch_related("aliases")
        .order_by("kind", "name")
    )
    families = [
        (OrganisationKind(kind).label, list(group))
        for kind, group in groupby(rows, key=lambda row: row.kind)
    ]
    return TemplateResponse(
        request,
        "people/organisations.html",
        {"families": families},
    )
