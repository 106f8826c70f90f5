"""Forms that act: each sends one verb, once.

A form's ``perform`` calls one action and returns the page to show next. A key travels with it, so
a double click, a resent page or the back button does nothing twice.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, cast
from uuid import UUID, uuid4, uuid5

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, OperationalError
from django.http import QueryDict

from accord.kernel.actors import Actor, Reader, as_actor
from accord.kernel.dates import EARLIEST, LATEST, parse_day
from accord.kernel.errors import AccordError, Denied
from accord.kernel.transactions import acting
from accord.web.clean_forms import CleanForm
from accord.web.kept import TYPIST, Typist, mark_of
from accord.web.models import FormSubmission
from accord.web.requests import SiteRequest

logger = logging.getLogger(__name__)

ALREADY_SENT = (
    "Ce formulaire avait déjà été envoyé : rien n’a été doublé. Pour une autre saisie, rouvrez-le."
)
FOREIGN = (
    "Ce formulaire a été ouvert par un autre compte ou pour un autre organisme : rouvrez-le depuis "
    "sa page."
)
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

    def prepare_value(self, value: Any) -> Any:
        """What a person would type for a rate."""
        if not isinstance(value, int):
            return value
        whole, decimals = divmod(value, 100)
        return f"{whole},{decimals:02d}" if decimals else str(whole)


class ActionForm(CleanForm, forms.Form):
    """A form that performs one action of the domain for the signed-in person."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    # Whom the form was shown to: what is typed is sent by nobody else, and for no other body.
    typist = forms.CharField(required=False, widget=forms.HiddenInput)
    success_message = "C’est enregistré."
    submit_label = "Enregistrer"
    # French name of what the form does, shown as its heading.
    title = ""
    # The form corrects what is there: sent again with other values, it is another sending.
    is_correction = False
    # Why it cannot be performed as things stand; what was typed is shown again with it.
    blocked = ""
    # Refusals of a model as a whole that are about one field here: message, field.
    places: Mapping[str, str] = {}

    error_css_class = "has-error"
    required_css_class = "is-required"

    def __init__(self, request: SiteRequest, **kwargs: Any) -> None:
        self.request = request
        self.reader = request.reader
        posted = request.method == "POST"
        super().__init__(
            # A copy: a form says in it what is known now.
            data=request.POST.copy() if posted else None,
            files=request.FILES if posted else None,
            initial={
                "submission": uuid4(),
                TYPIST: mark_of(self.reader),
                **kwargs.pop("initial", {}),
            },
            label_suffix="",
            **kwargs,
        )
        self.messages: list[str] = []

    @property
    def actor(self) -> Actor:
        """Who acts. Raises Denied for an account that acts for no body."""
        return as_actor(self.reader)

    def perform(self) -> str:
        """Perform the action and return the address to go to. Subclasses define it.

        Runs in the action of the form's actor, with the key of the sending: all or nothing.
        """
        raise TypeError(f"{type(self).__name__} must define perform()")

    def submit(self) -> str | None:
        """Address to go to when done, now or by an earlier sending; None when there are errors."""
        if self.blocked and (target := earlier_target(self.request)):
            return target
        if not self.is_valid() and not self.blocked:
            return None
        if reason := self._closed() or self._foreign():
            self.add_error(None, reason)
            return None
        try:
            self.prepare()
            with acting(self.actor):
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
        except OperationalError:
            # Two transactions waited for each other, and the database made this one give way.
            logger.exception("%s gave way to another transaction", type(self).__name__)
            self.add_error(None, "Un autre enregistrement occupait les mêmes données : renvoyez.")
            return None
        for text in self.messages or [self.success_message]:
            messages.success(self.request, text)
        return target

    def prepare(self) -> None:
        """What takes long and writes nothing: done before the transaction begins."""

    def _closed(self) -> str:
        if self.request.perimeter.is_today:
            return self.blocked
        return "Revenez à la date du jour pour enregistrer."

    def _post_clean(self) -> None:
        # No part of what was typed.
        self.shown_to = Typist.read(self.cleaned_data.pop(TYPIST, ""))

    def _foreign(self) -> str:
        """Why the form is not this person's to send; a program's sending says no typist."""
        is_own = self.shown_to in (None, Typist.of(self.reader))
        return "" if is_own else FOREIGN

    @property
    def key(self) -> UUID:
        """Key of this sending, its values included where the form is a correction."""
        given: UUID = self.cleaned_data["submission"]
        if not self.is_correction:
            return given
        sent = sorted(
            (name, values)
            for name, values in cast(QueryDict, self.data).lists()
            if name != "csrfmiddlewaretoken"
        )
        return uuid5(given, repr(sent))

    def _perform_once(self) -> str:
        submission = FormSubmission.objects.create(
            key=self.key,
            user_id=self.actor.user_id,  # type: ignore[misc]
        )
        submission.target = self._perform()
        submission.save(update_fields=["target"])
        return submission.target

    def _perform(self) -> str:
        return self.perform()

    def sent_before(self) -> str | None:
        """Where the first sending led, when this one repeats it; else None."""
        done = _sent_by(self.reader, self.key)
        if done is None:
            return None
        messages.info(self.request, ALREADY_SENT)
        return done.target

    def _already_done(self) -> str | None:
        """Where the first sending led; another constraint is an error of this one."""
        target = self.sent_before()
        if target is None:
            self.add_error(None, "Un enregistrement identique existe déjà.")
        return target

    def _add_validation(self, error: ValidationError) -> None:
        """Put a model's refusals at the form's fields of the same name."""
        whole = {NON_FIELD_ERRORS: error.error_list} if not hasattr(error, "error_dict") else None
        for name, refusals in (whole or error.error_dict).items():
            for refusal in refusals:
                is_taken = refusal.code == "unique"
                text = "Cette valeur est déjà prise." if is_taken else refusal.messages[0]
                field = self.places.get(text, name)
                self.add_error(field if field in self.fields else None, text)


def _sent_by(reader: Reader, key: UUID) -> FormSubmission | None:
    """The sending of a key by an account, for whichever body."""
    return FormSubmission.objects.filter(key=key, user__in=[reader.user_id]).first()


def earlier_target(request: SiteRequest) -> str | None:
    """Where the first sending of a form led, when this request sends it again; else None.

    What the first sending did may be what now forbids the second: a meeting is convened once.
    """
    try:
        key = UUID(request.POST.get("submission", ""))
    except ValueError:
        return None
    done = _sent_by(request.reader, key)
    if done is None:
        return None
    messages.info(request, ALREADY_SENT)
    return done.target
