"""Forms about a meeting that several people may have open at once.

What one person changes never undoes another's work, and what is confirmed is what was read.
"""

from __future__ import annotations

from typing import Any

from django import forms

from accord.kernel.errors import Refused
from accord.kernel.locking import lock_row
from accord.kernel.text import quoted
from accord.web.requests import SiteRequest
from accord.web.versioned_forms import VersionedForm
from governance.models import Meeting

_CHANGED = "Quelqu’un vient de modifier cette séance : relisez, puis renvoyez."


class OfMeetingForm(VersionedForm):
    """A form about one meeting, which leads back to it."""

    # What merges field by field, or confirms what was read, needs no version besides.
    has_version = True

    def __init__(self, request: SiteRequest, *, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(request, about=meeting if self.has_version else None, **kwargs)
        self.meeting = meeting

    def step(self) -> None:
        raise TypeError(f"{type(self).__name__} must define step()")

    def lock(self) -> None:
        """Lock the meeting and forget what was read of it before."""
        lock_row(self.meeting)
        rows = Meeting.objects.visible_to(self.reader).with_names()
        self.meeting = rows.get(pk=self.meeting.pk)

    def perform(self) -> str:
        self.step()
        return self.meeting.get_absolute_url()


class _ShownList(forms.HiddenInput):
    """The boxes that were ticked, in one field: an empty list is told as well as a full one."""

    def format_value(self, value: Any) -> Any:
        return ",".join(_plain(value)) if isinstance(value, list | tuple) else value


class MergingForm(OfMeetingForm):
    """Many fields, of which each person writes a few: the others stay as they are stored.

    ``stored`` gives the values of the fields as they stand. Each field carries the value that was
    shown; one that both this person and somebody else have changed is refused with the other's
    text beside it.
    """

    is_correction = True
    has_version = False

    def stored(self) -> dict[str, Any]:
        raise TypeError(f"{type(self).__name__} must define stored()")

    def watch(self) -> None:
        """Remember what is shown, once every field is there."""
        self.found = self.stored()
        for name, value in self.found.items():
            self.fields[name].initial = value
            self.fields[name].show_hidden_initial = True
            if isinstance(value, list):
                self.fields[name].hidden_widget = _ShownList

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in self.found:
            # A point added while the form was open is not on it.
            if self.was_shown(name):
                self._merge(name, data)
        return data

    def was_shown(self, name: str) -> bool:
        return self.add_prefix(name) in self.data or self._shown_name(name) in self.data

    def _shown_name(self, name: str) -> str:
        return self.add_initial_prefix(name)

    def _merge(self, name: str, data: dict[str, Any]) -> None:
        field, stored = self.fields[name], _plain(self.found[name])
        typed = _plain(field.widget.value_from_datadict(self.data, self.files, name))
        shown = self._shown(name, stored)
        if stored in (shown, typed):
            return
        if typed == shown:
            data[name] = field.clean(self.found[name])
            return
        self.add_error(
            name,
            f"Modifié entre-temps par quelqu’un d’autre, qui a mis : {quoted(self._said(name))}. "
            "Renvoyez pour garder votre saisie.",
        )
        # Sent again, it is a choice made knowingly.
        shown_now = ",".join(stored) if isinstance(stored, list) else stored
        self.data[self._shown_name(name)] = shown_now  # type: ignore[index]

    def _shown(self, name: str, stored: Any) -> Any:
        """The value that the person had before their eyes."""
        key = self._shown_name(name)
        if key not in self.data:
            return stored
        shown = self.data[key]
        if isinstance(stored, list):
            return sorted(shown.split(",")) if shown else []
        return _plain(shown)

    def _said(self, name: str) -> str:
        """A stored value as people read it."""
        stored = _plain(self.found[name])
        values = stored if isinstance(stored, list) else [stored]
        labels = dict(getattr(self.fields[name], "choices", ()))
        return ", ".join(str(labels.get(value, value)) for value in values) or "rien"

    def perform(self) -> str:
        """Write, unless something changed between reading and locking."""
        self.lock()
        if self.stored() != self.found:
            raise Refused(_CHANGED)
        return super().perform()


def _plain(value: Any) -> Any:
    """A value as a browser sends it: texts, or a sorted list of them."""
    if isinstance(value, list | tuple):
        return sorted(str(one) for one in value)
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


class ConfirmingForm(OfMeetingForm):
    """A grave step, taken on what the person has read and on nothing else.

    ``seen`` gives the digest of what the page shows; it travels with the form.
    """

    has_version = False
    seen_digest = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, request: SiteRequest, *, meeting: Meeting) -> None:
        super().__init__(request, meeting=meeting)
        self.found = self.seen()
        self.fields["seen_digest"].initial = self.found

    def seen(self) -> str:
        raise TypeError(f"{type(self).__name__} must define seen()")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("seen_digest", self.found) != self.found and not self.blocked:
            self.add_error(None, _CHANGED)
            self.data["seen_digest"] = self.found  # type: ignore[index]
        return data

    def perform(self) -> str:
        self.lock()
        if self.seen() != self.found:
            raise Refused(_CHANGED)
        return super().perform()
