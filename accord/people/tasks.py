"""What the worker does for accounts; each task opens its own action."""

from __future__ import annotations

from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django_tasks import task

from accord.people.actions import account_to_reset


@task()
def send_reset(address: str, site: str) -> None:
    """Send whoever has an account at this address a link to choose a new password.

    The page that was asked knows nothing of it: it answers the same, as fast, to everybody.
    """
    user = account_to_reset(address)
    if user is None:
        return
    key = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("people:reset-confirm", args=[key, default_token_generator.make_token(user)])
    text = render_to_string("people/reset_mail.txt", {"link": f"{site.rstrip('/')}{path}"})
    send_mail("Accord : choisir un nouveau mot de passe", text, None, [user.email])
