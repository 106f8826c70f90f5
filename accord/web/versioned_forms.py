"""Forms about a thing that others change too: each carries the version that was read.

Two people open one appraisal. The second to send is shown what the first has recorded, beside what
they have typed, and nothing is overwritten; sent again, it is a choice made knowingly. Forms that
many people fill at once merge instead, field by field (ADR 8).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

from accord.kernel.money import MoneyFormField, format_euros
from accord.kernel.versions import expecting, version_of
from accord.web.forms import ActionForm
from accord.web.requests import SiteRequest

_CHANGED = "Modifié depuis l’ouverture de cette page."
_AGAIN = f"{_CHANGED[:-1]} : relisez ce qui suit, puis renvoyez pour garder votre saisie."


class VersionedForm(ActionForm):
    """A step of a thing. ``about`` is None for a form that makes a new one, or merges."""

    version = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)

    def __init__(self, request: SiteRequest, *, about: Model | None, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.about = about
        self.present_version = ""
        if about is None:
            del self.fields["version"]
            return
        self.present_version = version_of(about)
        self.fields["version"].initial = self.present_version

    @property
    def read_version(self) -> str:
        """The version that the person had before their eyes; empty for one who opened no page."""
        return str(self.data.get("version", "")) if self.about is not None else ""

    @property
    def is_stale(self) -> bool:
        return self.read_version not in ("", self.present_version)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.is_stale:
            self.add_error(None, _CHANGED if self.blocked else _AGAIN)
            for name in self.fields:
                self._show_recorded(name, data)
        return data

    def _show_recorded(self, name: str, data: dict[str, Any]) -> None:
        """Say what is recorded now in a field, where something else was typed."""
        field = self.fields[name]
        # A date that is proposed each day is recorded nowhere.
        is_proposed = name not in self.initial and callable(field.initial)
        if is_proposed or field.widget.is_hidden or name in self.errors:
            return
        recorded = self.get_initial_for_field(field, name)
        try:
            value = field.clean(field.prepare_value(recorded))
        except ValidationError:
            return
        typed = data.get(name)
        if _comparable(value) != _comparable(typed):
            self.add_error(name, f"Enregistré entre-temps : « {_said(field, value)} ».")
            # What was typed stays in the page: ``add_error`` forgets it in the data alone.

    def submit(self) -> str | None:
        if not self.is_stale:
            return super().submit()
        # The same sending twice is no other version: its first has made it.
        if "submission" not in self.errors and (target := self.sent_before()):
            return target
        target = super().submit()
        # Sent again, it is a choice made knowingly.
        self.data["version"] = self.present_version  # type: ignore[index]
        return target

    def _perform(self) -> str:
        if self.about is None or not self.read_version:
            return super()._perform()
        with expecting(self.about, self.read_version):
            return super()._perform()


def _comparable(value: Any) -> Any:
    """A value of a field: several rows in any order, and nothing in one way."""
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        return None if value == "" else value
    return {getattr(one, "pk", one) for one in value}


def _said(field: forms.Field, value: Any) -> str:
    """A value as people read it."""
    if value in (None, ""):
        return "rien"
    if isinstance(field, MoneyFormField):
        return format_euros(value)
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(field.label_from_instance(one) for one in value) or "rien"
    if isinstance(field, forms.ModelChoiceField):
        return field.label_from_instance(value)
    labels = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    shown = str(field.prepare_value(value))
    return labels.get(shown, shown)


class VerbForm(VersionedForm):
    """A button: a form without fields of its own, ``verb`` being the action."""

    def __init__(
        self,
        request: SiteRequest,
        *,
        label: str,
        verb: Callable[[], object],
        target: str,
        done: str = "",
        about: Model | None = None,
    ) -> None:
        super().__init__(request, about=about)
        self.title = self.submit_label = label
        self._verb = verb
        self._target = target
        self.success_message = done or self.success_message

    def perform(self) -> str:
        self._verb()
        return self._target
