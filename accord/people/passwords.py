"""A forgotten password: a link is sent to whoever has an account, and nobody learns who has one."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.views import INTERNAL_RESET_SESSION_TOKEN, PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator

from accord.kernel.errors import Refused
from accord.kernel.locking import lock_row
from accord.kernel.transactions import acting
from accord.people.actions import keep_password
from accord.people.journal import SIGN_IN, note
from accord.people.models import Event, User
from accord.people.tasks import send_reset
from accord.web.clean_forms import CleanForm
from accord.web.pages import form_methods

SENT = (
    "Si un compte ouvert a cette adresse, un message vient de lui être envoyé, avec un lien "
    "valable une heure."
)


class ForgottenForm(CleanForm, forms.Form):
    email = forms.EmailField(label="Adresse électronique", max_length=254)


@login_not_required
@form_methods
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link: the same answer and the same work, whether an account has the address."""
    form = ForgottenForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        with acting(SIGN_IN):
            send_reset.enqueue(form.cleaned_data["email"].lower(), request.build_absolute_uri("/"))
        messages.success(request, SENT)
        return HttpResponseRedirect(reverse("people:sign-in"))
    status = 422 if form.errors else 200
    return TemplateResponse(request, "people/forgotten.html", {"form": form}, status=status)


class NewPasswordForm(CleanForm, SetPasswordForm):  # type: ignore[type-arg]
    """A new password twice, for whoever holds the link."""

    def save(self, commit: bool = True) -> User:
        user = cast(User, super().save(commit=False))
        keep_password(user)
        note(Event.PASSWORD_CHANGED, user, by=SIGN_IN)
        return user


@method_decorator(login_not_required, name="dispatch")
class ResetView(PasswordResetConfirmView):
    """The page that the link opens; the session holds the link's key, the address no more."""

    template_name = "people/reset.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("people:sign-in")
    http_method_names = ["get", "head", "options", "post"]

    def form_valid(self, form: Any) -> HttpResponse:
        with acting(SIGN_IN):
            # Opened twice, the link serves once.
            token = self.request.session.get(INTERNAL_RESET_SESSION_TOKEN)
            if not self.token_generator.check_token(lock_row(form.user), token):
                raise Refused("Ce lien a déjà servi : demandez-en un autre.")
            response = super().form_valid(form)
        messages.success(self.request, "Votre mot de passe est changé : connectez-vous.")
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


reset = ResetView.as_view()
