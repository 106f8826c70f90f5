"""What every page stands on: its reader, one reading, its perimeter, refusals shown as pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject

from accord.acts.perimeter import read_perimeter
from accord.kernel.actors import NOBODY
from accord.kernel.errors import AccordError, InvalidParameter
from accord.kernel.transactions import reading
from accord.people.acting import CHOSEN, standing_of
from accord.people.journal import note_export
from accord.people.requests import PersonRequest
from accord.people.views import sign_in_again
from accord.web.errors import bad_request, method_not_allowed, page_not_found, refusal_page
from accord.web.forms import earlier_target
from accord.web.requests import SiteRequest, address_without_words, clean_address

# What leaves the site as a file: tables and documents.
_TAKEN_OUT = {
    "text/csv",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

Handler = Callable[[HttpRequest], HttpResponse]


class ReaderMiddleware:
    """Puts on the request who reads: the account, for one body at a time."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: PersonRequest) -> HttpResponse:
        # Who is not signed in has no session to look into.
        chosen = request.session.get(CHOSEN) if request.user.is_authenticated else None
        request.standing = standing_of(request.user, chosen)
        request.reader = request.standing.reader
        return self.get_response(request)


class ReadingMiddleware:
    """One read-only transaction for all that a page shows; an action interrupts it.

    What the API reads is nobody's until its view has read the token or the session.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: SiteRequest) -> HttpResponse:
        with reading(NOBODY if request.path.startswith("/api/") else request.reader):
            return self.get_response(request)


class ExportMiddleware:
    """Notes in the journal what a person takes out, once it is read and before it is sent."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: SiteRequest) -> HttpResponse:
        response = self.get_response(request)
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if request.method == "GET" and response.status_code == 200 and kind in _TAKEN_OUT:
            # Whoever the API has known by a token is on the request by now.
            note_export(request.reader, address_without_words(request))
        return response


class ErrorPageMiddleware:
    """Turns a refusal raised anywhere in a page into a French page with its status.

    A form sent twice is not refused: it leads where its first sending led.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: SiteRequest) -> HttpResponse:
        if "\x00" in request.path_info:
            # No code holds a null byte, and PostgreSQL refuses to look for one.
            return page_not_found(request)
        if (request.encoding or "utf-8").lower() not in ("utf-8", "utf8"):
            # Pages are in UTF-8, and so is what their forms send.
            request.encoding = "utf-8"
            return bad_request(request)
        try:
            clean_address(request)
        except InvalidParameter as error:
            return refusal_page(request, error)
        response = self.get_response(request)
        if response.status_code == 405 and request.method == "GET" and not response.content:
            # An address typed in the browser; what sends another verb reads the header alone.
            page = method_not_allowed(request)
            page["Allow"] = response["Allow"]
            return page
        if request.user.is_authenticated:
            # Shown again by the Back button, never kept by what stands between.
            patch_cache_control(response, private=True, no_cache=True)
        return response

    def process_exception(self, request: SiteRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, AccordError | Http404):
            return None
        if request.method == "POST" and (target := earlier_target(request)):
            return HttpResponseRedirect(target)
        if isinstance(error, AccordError):
            return refusal_page(request, error)
        return None


class SignInMiddleware(LoginRequiredMiddleware):
    """Sends whoever is not signed in to the sign-in page, with what they had just typed."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        if request.method == "POST" and not request.path.startswith("/administration/"):
            return sign_in_again(request)
        answer = super().handle_no_permission(request, view_func)
        if getattr(request, "is_idle", False):
            answer["Location"] += "&inactivite=1"
        return answer


class PerimeterMiddleware:
    """Puts the agreement and the date looked at on the request.

    A bad parameter is refused before the view runs; the agreements are read only when used.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: SiteRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: SiteRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        request.perimeter = None  # type: ignore[assignment]
        elsewhere = request.path.startswith(("/api/", "/administration/"))
        if elsewhere or not request.user.is_authenticated:
            return None
        perimeter: Any = SimpleLazyObject(lambda: read_perimeter(request))
        if request.GET.keys() & {"agreement", "as_of"}:
            try:
                perimeter = read_perimeter(request)
            except AccordError as error:
                # What is raised here never reaches ``process_exception``.
                return refusal_page(request, error)
        request.perimeter = perimeter
        return None
