"""Signing in and out, by Django's own views."""

from __future__ import annotations

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView


class SignInForm(AuthenticationForm):
    """One message for a wrong address, a wrong password and a closed account."""

    error_messages = {
        "invalid_login": "Adresse ou mot de passe incorrect, ou compte fermé.",
        "inactive": "Adresse ou mot de passe incorrect, ou compte fermé.",
    }


sign_in = LoginView.as_view(
    template_name="accord/sign_in.html",
    authentication_form=SignInForm,
    redirect_authenticated_user=True,
)
sign_out = LogoutView.as_view()
