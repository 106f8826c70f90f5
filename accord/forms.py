"""Forms that act: each sends one verb, once.

A form's ``perform`` calls one action and returns the page to show next. A key travels with it, so
a double click, a resent page or the back button does nothing twice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from accord.kernel.dates import EARLIEST, LATEST, parse_day
from accord.kernel.errors import AccordError, Denied
from accord.models import FormSubmission

ALREADY_SENT = "Ce formulaire avait déjà été envoyé : rien n’a été doublé."


# isdigit() is true of signs that int() does not read, such as a superscript two.
_RATE = re.compile(r"(?P<whole>\d{1,4})(?:[.,](?P<decimals>\d{1,2}))?", re.ASCII)


class DayField(forms.DateField):
    """A date typed ``12/03/2024`` or picked from the browser's calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": "Indiquez une date, par exemple 12/03/2024."}

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        day = value if isinstance(value, date) else parse_day(str(value))
        if day is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if not EARLIEST <= day <= LATEST:
            raise ValidationError(
                f"La date doit être entre {EARLIEST.year} et {LATEST.year}.", code="range"
            )
        return day


class RateField(forms.CharField):
    """A percentage typed ``105`` or ``105,5 %``, given in basis points."""

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if text in self.empty_values:
            return None
        typed = _RATE.fullmatch(text.replace("%", "").strip())
        if typed is None:
            raise ValidationError("Indiquez un pourcentage, par exemple 105 %.", code="invalid")
        return int(typed["whole"]) * 100 + int((typed["decimals"] or "").ljust(2, "0"))


class ActionForm(forms.Form):
    """A form that performs one action of the domain for the signed-in person."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    success_message = "C’est enregistré."
    submit_label = "Enregistrer"
    # French name of what the form does, shown as its heading.
    title = ""
    # Refusals of a model as a whole that are about one field here: message, field.
    places: Mapping[str, str] = {}

    error_css_class = "has-error"
    required_css_class = "is-required"

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        self.user: Any = request.user
        posted = request.method == "POST"
        super().__init__(
            data=request.POST if posted else None,
            files=request.FILES if posted else None,
            initial={"submission": uuid4(), **kwargs.pop("initial", {})},
            label_suffix="",
            **kwargs,
        )
        self.messages: list[str] = []

    def perform(self) -> str:
        """Perform the action and return the address to go to. Subclasses define it."""
        raise TypeError(f"{type(self).__name__} must define perform()")

    def submit(self) -> str | None:
        """Address to go to when done, now or by an earlier sending; None when there are errors."""
        if not self.is_valid():
            return None
        if not self.request.perimeter.is_today:  # type: ignore[attr-defined]
            self.add_error(None, "Revenez à la date du jour pour enregistrer.")
            return None
        try:
            with transaction.atomic():
                target = self._perform_once()
        except Denied:
            raise
        except AccordError as error:
            self.add_error(error.field if error.field in self.fields else None, error.message)
            return None
        except ValidationError as error:
            self._add_validation(error)
            return None
        except IntegrityError:
            return self._already_done()
        for text in self.messages or [self.success_message]:
            messages.success(self.request, text)
        return target

    def _perform_once(self) -> str:
        submission = FormSubmission.objects.create(
            key=self.cleaned_data["submission"], user=self.user
        )
        submission.target = self.perform()
        submission.save(update_fields=["target"])
        return submission.target

    def _already_done(self) -> str | None:
        """Where the first sending led; another constraint is an error of this one."""
        done = FormSubmission.objects.filter(
            key=self.cleaned_data["submission"], user=self.user
        ).first()
        if done is None:
            self.add_error(None, "Un enregistrement identique existe déjà.")
            return None
        messages.info(self.request, ALREADY_SENT)
        return done.target

    def _add_validation(self, error: ValidationError) -> None:
        """Put a model's refusals at the form's fields of the same name."""
        whole = {NON_FIELD_ERRORS: error.error_list} if not hasattr(error, "error_dict") else None
        for name, refusals in (whole or error.error_dict).items():
            for refusal in refusals:
                is_taken = refusal.code == "unique"
                text = "Cette valeur est déjà prise." if is_taken else refusal.messages[0]
                field = self.places.get(text, name)
                self.add_error(field if field in self.fields else None, text)


def earlier_target(request: HttpRequest) -> str | None:
    """Where the first sending of a form led, when this request sends it again; else None.

    What the first sending did may be what now forbids the second: a meeting is convened once.
    """
    try:
        key = UUID(request.POST.get("submission", ""))
    except ValueError:
        return None
    done = FormSubmission.objects.filter(key=key, user_id=request.user.pk).first()
    if done is None:
        return None
    messages.info(request, ALREADY_SENT)
    return done.target


class VerbForm(ActionForm):
    """A button: a form without fields of its own, ``verb`` being the action."""

    def __init__(
        self, request: HttpRequest, *, label: str, verb: Any, target: str, done: str = ""
    ) -> None:
        super().__init__(request)
        self.title = self.submit_label = label
        self._verb = verb
        self._target = target
        self.success_message = done or self.success_message

    def perform(self) -> str:
        self._verb()
        return self._target
