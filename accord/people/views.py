"""Signing in and out, by Django's own views; for which body one works; the bodies of the field.

An ended session loses nothing that was typed.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.core.exceptions import ValidationError
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
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST, require_safe

from accord.kernel.transactions import acting
from accord.people import second_factor
from accord.people.acting import CHOSEN
from accord.people.actions import keep_password
from accord.people.brake import brake_ends_at
from accord.people.giving_back import begun, give_back
from accord.people.journal import SIGN_IN, note
from accord.people.models import Event, Organisation, OrganisationKind, User
from accord.people.requests import PersonRequest
from accord.web.clean_forms import CleanForm
from accord.web.errors import EXPIRED, error_page
from accord.web.kept import MAX_KEPT, Typed
from accord.web.requests import SiteRequest


class SignInForm(CleanForm, AuthenticationForm):
    """One message for a wrong address, a wrong password and a closed account.

    ``kept`` is what was being sent when the session had ended, as the site has signed it.
    """

    as_sent = ("kept",)
    kept = forms.CharField(required=False, max_length=MAX_KEPT, widget=forms.HiddenInput)

    error_messages = {
        "invalid_login": "Adresse ou mot de passe incorrect, ou compte fermé.",
        "inactive": "Adresse ou mot de passe incorrect, ou compte fermé.",
    }

    def clean_kept(self) -> Typed | None:
        return Typed.read(self.cleaned_data["kept"])

    def get_invalid_login_error(self) -> ValidationError:
        ends_at = brake_ends_at(cast(HttpRequest, self.request))
        if ends_at is None:
            return super().get_invalid_login_error()
        # Rounded up: nobody comes back some seconds too early.
        again = timezone.localtime(ends_at + timedelta(minutes=1))
        return ValidationError(
            "Trop d’essais avec cette adresse depuis cet endroit : réessayez à partir de "
            f"{again:%-H} h {again:%M}."
        )


@method_decorator(login_not_required, name="dispatch")
class SignInView(LoginView):
    """After signing in, what had been typed waits for one click: nothing is sent unasked."""

    template_name = "people/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Signed in meanwhile, in another tab.
        if request.user.is_authenticated and (kept := Typed.read(request.POST.get("kept", ""))):
            return give_back(request, kept)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "is_idle": "inactivite" in self.request.GET,
            "idle_minutes": settings.SESSION_IDLE_MINUTES,
        }

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        if ends_at := brake_ends_at(self.request):
            response.status_code = 429
            response["Retry-After"] = str(max(1, int((ends_at - timezone.now()).total_seconds())))
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        user, kept = form.get_user(), form.cleaned_data["kept"]
        if second_factor.has_factor(user):
            return second_factor.ask_code(self.request, user, self.get_redirect_url(), kept)
        with acting(SIGN_IN):
            response = super().form_valid(form)
        return begun(self.request, kept) or response


def sign_in_again(request: HttpRequest) -> HttpResponse:
    """The sign-in page, holding the form that was being sent."""
    return _sign_in_with(request, Typed.of(request))


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form older than the session, after a sign-in in another tab: sent again with one click.

    Only a form of this site: what another site made the browser send is never shown as typed.
    """
    is_ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if not is_ours or request.path.startswith(("/api/", "/administration/")):
        return error_page(request, 403, *EXPIRED)
    if request.path == reverse("people:sign-in"):
        # A password is never kept: only what the page had been given to keep.
        kept = Typed.read(request.POST.get("kept", ""))
    else:
        kept = Typed.of(request)
    if kept is None:
        return error_page(request, 403, *EXPIRED)
    return (
        give_back(request, kept) if request.user.is_authenticated else _sign_in_with(request, kept)
    )


def _sign_in_with(request: HttpRequest, kept: Typed | None) -> HttpResponse:
    text = kept.signed() if kept else ""
    is_long = len(text) > MAX_KEPT
    context = {
        "form": SignInForm(request, initial={"kept": "" if is_long else text}),
        "next": "",
        "is_ended": True,
        "is_idle": getattr(request, "is_idle", False),
        "idle_minutes": settings.SESSION_IDLE_MINUTES,
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
        note(Event.PASSWORD_CHANGED, user, by=SIGN_IN)
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
    if kept := Typed.read(request.POST.get("kept", "")):
        return give_back(request, kept)
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
