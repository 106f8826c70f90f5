"""The administration as the site holds it: its own sign-in, and every form an action.

Each room registers its own models; ``admin.site`` is one of these (``accord.apps``).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accord.kernel.actors import as_actor
from accord.kernel.transactions import acting
from accord.people.views import sign_out
from accord.web.requests import site_request

View = Callable[..., Any]


class AccordAdminSite(AdminSite):
    """Signing in, signing out and passwords are the site's own pages."""

    site_title = site_header = "Accord – administration"
    index_title = "Données de référence et comptes"

    def get_urls(self) -> list[Any]:
        """Without Django's address that leads to the page of any row, hidden ones among them."""
        return [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]

    @login_not_required
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Lead to the site's own page; whoever is signed in without the right is told so."""
        index = reverse("admin:index", current_app=self.name)
        if self.has_permission(request):
            return HttpResponseRedirect(index)
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next", index), str(settings.LOGIN_URL))

    def logout(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return sign_out(request)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return HttpResponseRedirect(reverse("people:password"))

    def admin_view(self, view: View, cacheable: bool = False) -> Any:
        """A page of the administration: what is posted is an action of whoever is signed in."""
        is_own_page = view in (self.logout, self.password_change)
        return super().admin_view(view if is_own_page else _acting(view), cacheable)


def _acting(view: View) -> View:
    @wraps(view)
    def acted(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with acting(as_actor(site_request(request).reader)):
            return view(request, *args, **kwargs)

    return acted
