"""Administration of what the site says of itself."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accord.web.admin_bases import ReferenceAdmin
from accord.web.models import SiteText
from accord.web.requests import site_request


@admin.register(SiteText)
class SiteTextAdmin(ReferenceAdmin):
    """The texts are there; the technical administrator writes them, and adds none."""

    list_display = ["title", "key"]
    fields = ["key", "title", "text"]
    readonly_fields = ["key"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return site_request(request).reader.is_technician
