"""Signing in and out, by Django's own views; an ended session loses nothing that was typed."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

# Beyond it a form is no longer something that somebody typed.
MAX_KEPT = 1_000_000


class SignInForm(AuthenticationForm):
    """One message for a wrong address, a wrong password and a closed account.

    ``kept`` is what was being sent when the session had ended: an address of this site and the
    fields, as JSON.
    """

    kept = forms.CharField(required=False, max_length=MAX_KEPT, widget=forms.HiddenInput)

    error_messages = {
        "invalid_login": "Adresse ou mot de passe incorrect, ou compte fermé.",
        "inactive": "Adresse ou mot de passe incorrect, ou compte fermé.",
    }

    def clean_kept(self) -> dict[str, Any] | None:
        """Path and fields to send again; None for anything else."""
        try:
            kept = json.loads(self.cleaned_data["kept"] or "null")
            path, fields = kept["path"], [(str(name), str(value)) for name, value in kept["fields"]]
        except (KeyError, TypeError, ValueError):
            return None
        # A path of this site, never another host.
        is_own = isinstance(path, str) and path.startswith("/") and path[1:2] not in ("/", "\\")
        return {"path": path, "fields": fields} if is_own else None


class SignInView(LoginView):
    """After signing in, what had been typed waits for one click: nothing is sent unasked."""

    template_name = "accord/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        kept = form.cleaned_data["kept"]
        if kept is None:
            return response
        return TemplateResponse(self.request, "accord/send_again.html", {"kept": kept})


def sign_in_again(request: HttpRequest) -> HttpResponse:
    """The sign-in page, holding the form that was being sent. Files cannot be kept."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    kept = json.dumps({"path": request.get_full_path(), "fields": fields}, ensure_ascii=False)
    form = SignInForm(request, initial={"kept": kept if len(kept) <= MAX_KEPT else ""})
    context = {
        "form": form,
        "next": "",
        "is_ended": True,
        "had_files": bool(request.FILES),
    }
    return TemplateResponse(request, "accord/sign_in.html", context, status=401).render()


sign_in = SignInView.as_view()
sign_out = LogoutView.as_view()
