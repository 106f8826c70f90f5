"""What every application's views give: a form, a list, an object in scope, a button's verdict."""

from __future__ import annotations

import re
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from accord.kernel.errors import InvalidParameter, Refused
from accord.kernel.text import quoted
from accord.kernel.verdict import Verdict, refuse
from accord.web.forms import ActionForm
from accord.web.requests import SiteRequest

PAGE_SIZE = 50
_PAGE = re.compile(r"\d{1,9}", re.ASCII)
FORM_PAGE = "components/form_page.html"

# What a form answers to; a page that is only read is ``require_safe``.
form_methods = require_http_methods(["GET", "HEAD", "POST"])


_CLOSED = "On ne saisit qu’à la date du jour : revenez à aujourd’hui."


def today_only(request: SiteRequest, verdict: Verdict) -> Verdict:
    """The verdict of a button: refused on any other date than today's, as its form would be."""
    return verdict if request.perimeter.is_today else refuse(_CLOSED)


def form_of_step(
    request: SiteRequest, verdict: Verdict, form_class: Any, **subject: Any
) -> ActionForm:
    """Form of a step that the verdict permits.

    What is forbidden by the moment alone (a colleague has ended the sitting) is said beside what
    was typed, so that nothing is lost. Raises Denied and Refused.
    """
    if not (verdict.is_momentary and request.method == "POST"):
        verdict.require()
    form: ActionForm = form_class(request, **subject)
    form.blocked = verdict.reason
    return form


def form_page(
    request: SiteRequest,
    form: ActionForm,
    *,
    back: str,
    template: str = FORM_PAGE,
    **context: Any,
) -> HttpResponse:
    """Show a form, or perform it and leave. Input that is refused comes back with status 422."""
    if not request.perimeter.is_today:
        raise Refused(_CLOSED)
    if request.method == "POST" and (target := form.submit()):
        return HttpResponseRedirect(target)
    status = 422 if form.errors else 200
    return TemplateResponse(
        request, template, {"form": form, "back": back, **context}, status=status
    )


def verb_response(request: SiteRequest, form: ActionForm, *, back: str) -> HttpResponse:
    """Perform a button; a refusal shows the button again with its reason."""
    if target := form.submit():
        return HttpResponseRedirect(target)
    return TemplateResponse(request, FORM_PAGE, {"form": form, "back": back}, status=422)


def paginate(request: SiteRequest, rows: Any, size: int = PAGE_SIZE) -> Page[Any]:
    """A page of rows; a page number that cannot be is refused by name."""
    text = request.GET.get("page", "1")
    paginator = Paginator(rows, size)
    if not _PAGE.fullmatch(text) or not 1 <= int(text) <= paginator.num_pages:
        raise InvalidParameter("page", f"{quoted(text)} n’est pas une page de cette liste.")
    return paginator.page(int(text))


def sort(request: SiteRequest, rows: Any, columns: dict[str, str], default: str) -> Any:
    """Order rows by one of the permitted columns; a leading minus sign reverses."""
    asked = request.GET.get("sort", default)
    column = asked.removeprefix("-")
    if column not in columns:
        known = ", ".join(columns)
        raise InvalidParameter("sort", f"tri {quoted(asked)} inconnu (connus : {known}).")
    prefix = "-" if asked.startswith("-") else ""
    return rows.order_by(f"{prefix}{columns[column]}", "pk")
