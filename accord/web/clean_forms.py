"""The one base of every form: what is typed is cleaned before any field reads it.

A field of several lines keeps its lines; a password is taken as it is. A sign that cannot be read
is refused at its field, marked in what was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from accord.kernel.text import UnreadableTextError, clean_line, clean_prose


def _as_it_is(text: str) -> str:
    """A password: only what is no text at all is refused."""
    clean_prose(text)
    return text


def _cleaner_of(field: forms.Field | None) -> Callable[[str], str]:
    widget = field.widget if field is not None else None
    if isinstance(widget, forms.PasswordInput):
        return _as_it_is
    # What travels unseen is sent back as it was shown, lines included.
    if field is None or isinstance(widget, forms.Textarea | forms.HiddenInput):
        return clean_prose
    return clean_line


class CleanForm(forms.BaseForm):
    """Mixin of forms, forms of models and forms of filters."""

    # Fields that hold another form's, which will clean them itself.
    as_sent: Collection[str] = ()

    def full_clean(self) -> None:
        self.unreadable: dict[str, str] = {}
        if self.is_bound:
            self.data = self._clean_data()
        super().full_clean()

    def _clean_data(self) -> Any:
        """What was sent, cleaned; what cannot be read is noted, and shown with marks."""
        sent = self.data
        data = sent.copy() if isinstance(sent, QueryDict) else MultiValueDict[str, Any]()
        lists: Iterable[tuple[str, list[Any]]] = (
            sent.lists()
            if isinstance(sent, MultiValueDict)
            else ((name, [value]) for name, value in sent.items())
        )
        fields = {self.add_prefix(name): field for name, field in self.fields.items()}
        shown = {self.add_initial_prefix(name): field for name, field in self.fields.items()}
        for name, values in lists:
            if name in self.as_sent:
                data.setlist(name, values)
                continue
            clean = _cleaner_of(fields.get(name) or shown.get(name))
            data.setlist(name, [self._clean_value(name, value, clean) for value in values])
        return data

    def _clean_value(self, name: str, value: Any, clean: Callable[[str], str]) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return clean(value)
        except UnreadableTextError as error:
            self.unreadable[name] = str(error)
            return error.shown

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        for name in self.fields:
            sentence = self.unreadable.get(self.add_prefix(name))
            if sentence is not None:
                # Instead of what the field itself says of the marks.
                self.errors.pop(name, None)
                self.add_error(name, sentence)
