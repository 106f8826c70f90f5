"""The two kinds of administration page: read-only with history, and reference data.

Every list is ``visible_to`` the reader, like every other page: whoever runs the machine is not a
reader of every body. What is posted is an action of theirs (``accord.admin``).
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from accord.kernel.actors import as_actor
from accord.kernel.audit import record
from accord.kernel.scope import ScopedQuerySet
from accord.web.clean_forms import CleanForm
from accord.web.requests import site_request


class CleanModelForm(CleanForm, forms.ModelForm):  # type: ignore[type-arg]
    """The form of an administration page."""


class ReadOnlyAdmin(SimpleHistoryAdmin):
    """What the application's own pages write: shown here with its history, never changed."""

    form = CleanModelForm
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> Any:
        reader = site_request(request).reader
        return self.model._default_manager.visible_to(reader).order_by("pk")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Choices are rows that one reads: a former version is shown as a form, with its choices.

        Whoever may write chooses among all that reference data hang on.
        """
        rows = db_field.remote_field.model._default_manager.all()
        if isinstance(rows, ScopedQuerySet) and not self.has_change_permission(request):
            kwargs.setdefault("queryset", rows.visible_to(site_request(request).reader))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def view_on_site(self, row: Any) -> str | None:
        """The row's own page, without Django's address that leads to any."""
        return row.get_absolute_url() if hasattr(row, "get_absolute_url") else None

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Lists are filtered by what they offer, and by nothing that an address makes up."""
        offered = {str(name) for name in self.list_filter}
        return any(lookup == name or lookup.startswith(f"{name}__") for name in offered)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(self.admin_site.has_permission(request))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        self._require_visible(request, object_id)
        return super().history_view(request, object_id, extra_context)

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> Any:
        """An earlier version is looked at and never sent back.

        simple-history would save what is posted here from whoever may only read, and show the
        history of rows that are out of scope.
        """
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        self._require_visible(request, object_id)
        return super().history_form_view(request, object_id, version_id, extra_context)

    def _require_visible(self, request: HttpRequest, object_id: str) -> None:
        if self.get_object(request, unquote(object_id)) is None:
            raise Http404


class LedgerAdmin(ReadOnlyAdmin):
    """Rows that are their own history."""

    history_latest_first = True

    def get_urls(self) -> Any:
        return admin.ModelAdmin.get_urls(self)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        return admin.ModelAdmin.history_view(self, request, object_id, extra_context)


class ReferenceAdmin(ReadOnlyAdmin):
    """Reference data: written by the technical administrator, never deleted."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return site_request(request).reader.is_technician

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        record(obj, by=as_actor(site_request(request).reader), reason="administration")


def register_all(base: type[ReadOnlyAdmin], *models: Any, **attributes: Any) -> None:
    """Register models that need nothing more than their base and a few common attributes."""
    for model in models:
        admin.site.register(model, type(f"{model.__name__}Admin", (base,), attributes))
