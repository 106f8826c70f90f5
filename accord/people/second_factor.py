"""The second factor: a code of one's own telephone, or one of ten that serve once (django-otp).

Asked after the password of whoever has set it up; whoever may write is led to set it up where
``SECOND_FACTOR_REQUIRED`` says so.
"""

from __future__ import annotations

import re
from base64 import b32encode
from collections.abc import Callable
from typing import Any, cast

import segno
from django import forms
from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import resolve_url
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from accord.kernel.transactions import acting
from accord.people import factors
from accord.people.giving_back import begun
from accord.people.journal import SIGN_IN
from accord.people.models import Role, User
from accord.people.requests import PersonRequest
from accord.web.clean_forms import CleanForm
from accord.web.errors import error_page
from accord.web.kept import MAX_KEPT, Typed
from accord.web.pages import form_methods

BACKEND = "django.contrib.auth.backends.ModelBackend"
WRITING = (Role.OFFICER, Role.SECRETARY, Role.ADMINISTRATOR)
# What a session keeps: whose password was right and until when, the key shown but not yet proved,
# and that a code was given.
PENDING, NEW_KEY, PASSED = "code_awaited", "factor_key", "factor_passed"
PATIENCE_SECONDS = 600

has_factor = factors.has_factor


class CodeForm(CleanForm, forms.Form):
    """A code of six figures, or a recovery code; ``check`` says what is wrong with it."""

    code = forms.CharField(
        label="Code",
        max_length=40,
        help_text="Les six chiffres de votre application, ou un de vos codes de secours.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )

    def __init__(self, data: Any, check: Callable[[str], str]) -> None:
        super().__init__(data, label_suffix="")
        self._check = check

    def clean_code(self) -> str:
        code = re.sub(r"[\s-]", "", self.cleaned_data["code"]).lower()
        if fault := self._check(code):
            raise forms.ValidationError(fault)
        return code


# -- at sign-in ------------------------------------------------------------------------------------


def ask_code(request: HttpRequest, user: User, target: str, kept: Typed | None) -> HttpResponse:
    """The page that asks for the code, once the password was right: nobody is signed in yet."""
    request.session[PENDING] = {
        "user": user.pk,
        "until": int(timezone.now().timestamp()) + PATIENCE_SECONDS,
        # A password changed meanwhile ends it.
        "password": user.get_session_auth_hash(),
    }
    form = CodeForm(None, lambda code: "")
    return _code_page(request, form, target, kept.signed() if kept else "")


def _code_page(
    request: HttpRequest, form: CodeForm, target: str, kept: str, status: int = 200
) -> HttpResponse:
    context = {"form": form, "next": target, "kept": kept}
    return TemplateResponse(request, "people/code.html", context, status=status)


def _awaited(request: HttpRequest) -> User | None:
    """Whose password was right some minutes ago in this browser."""
    pending = request.session.get(PENDING)
    if not pending or pending["until"] < timezone.now().timestamp():
        return None
    user = factors.open_account(pending["user"])
    if user and constant_time_compare(pending["password"], user.get_session_auth_hash()):
        return user
    return None


@login_not_required
@never_cache
@require_POST
def enter_code(request: HttpRequest) -> HttpResponse:
    """Sign in with the code, after the password."""
    user = _awaited(request)
    if user is None:
        return HttpResponseRedirect(reverse("people:sign-in"))
    target, kept = request.POST.get("next", ""), request.POST.get("kept", "")[:MAX_KEPT]
    form = CodeForm(request.POST, lambda code: factors.refusal_of(user, code))
    if not form.is_valid():
        return _code_page(request, form, target, kept, status=422)
    with acting(SIGN_IN):
        login(request, user, backend=BACKEND)
    request.session.pop(PENDING, None)
    request.session[PASSED] = True
    is_own = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    home = target if is_own else resolve_url(settings.LOGIN_REDIRECT_URL)
    return begun(request, Typed.read(kept)) or HttpResponseRedirect(home)


# -- one's own page --------------------------------------------------------------------------------


@never_cache
@form_methods
def own_factor(request: PersonRequest) -> HttpResponse:
    """Set up one's second factor; or renew its recovery codes, or remove it, with a code."""
    user = cast(User, request.user)
    return _kept_up(request, user) if has_factor(user) else _set_up(request, user)


def _set_up(request: PersonRequest, user: User) -> HttpResponse:
    if NEW_KEY not in request.session:
        request.session[NEW_KEY] = random_hex(20)
    key = request.session[NEW_KEY]
    form = CodeForm(_sent(request), lambda code: factors.refusal_of_new(key, code))
    form.fields["code"].help_text = "Les six chiffres que l’application affiche."
    if request.method == "POST" and form.is_valid():
        codes = factors.set_factor(
            user, key, form.cleaned_data["code"], request.session.session_key
        )
        del request.session[NEW_KEY]
        request.session[PASSED] = True
        return _codes_page(request, codes)
    uri = TOTPDevice(user=user, key=key).config_url
    context = {
        "form": form,
        "picture": segno.make(uri, error="m").svg_data_uri(scale=4, border=2, light="#fff"),
        "secret": b32encode(bytes.fromhex(key)).decode(),
        "is_required": must_have_factor(request),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "people/factor_set.html", context, status=status)


def _kept_up(request: PersonRequest, user: User) -> HttpResponse:
    form = CodeForm(_sent(request), lambda code: factors.refusal_of(user, code))
    may_remove = not must_have_factor(request)
    if request.method == "POST" and form.is_valid():
        if "remove" not in request.POST:
            return _codes_page(request, factors.renew_codes(user))
        if may_remove:
            factors.remove_factor(user, by=SIGN_IN)
            return HttpResponseRedirect(reverse("people:factor"))
    context = {"form": form, "count": factors.codes_left(user), "may_remove": may_remove}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "people/factor_kept.html", context, status=status)


def _sent(request: PersonRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _codes_page(request: PersonRequest, codes: list[str]) -> HttpResponse:
    return TemplateResponse(request, "people/factor_codes.html", {"codes": codes})


# -- where it is required --------------------------------------------------------------------------


def must_have_factor(request: PersonRequest) -> bool:
    """Whether this person, in the role at hand, has to sign in with a second factor."""
    reader = request.reader
    writes = reader.is_technician or reader.role in WRITING
    return bool(settings.SECOND_FACTOR_REQUIRED) and writes


class RequiredFactorMiddleware:
    """Leads whoever must have a second factor to set it up, before any other page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PersonRequest) -> HttpResponse:
        if not request.user.is_authenticated or not must_have_factor(request):
            return self.get_response(request)
        open_pages = [reverse(f"people:{name}") for name in ("factor", "sign-out", "place")]
        if request.session.get(PASSED) or request.path in open_pages:
            return self.get_response(request)
        if request.path.startswith("/api/"):
            return error_page(request, 403, "Second facteur requis", REQUIRED)
        if has_factor(request.user):
            # Set up in another session: this one has not shown it.
            with acting(SIGN_IN):
                logout(request)
            return HttpResponseRedirect(reverse("people:sign-in"))
        return HttpResponseRedirect(reverse("people:factor"))


REQUIRED = "Votre rôle demande un second facteur : connectez-vous au site pour l’activer."
