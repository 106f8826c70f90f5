"""What the site says of itself, to whoever opens it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accord.web.models import SiteText
from accord.web.requests import SiteRequest


@login_not_required
@require_safe
def site_text(request: SiteRequest, key: str) -> HttpResponse:
    """One of the texts at the foot of each page."""
    text = get_object_or_404(SiteText.objects, key=key)
    return TemplateResponse(request, "web/site_text.html", {"text": text})
