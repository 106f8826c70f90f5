"""Forms of committees and meetings, in the order of a meeting's life."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accord.acts.actions import lapse_effect
from accord.acts.models import Effect
from accord.kernel.actors import Reader
from accord.kernel.dates import today
from accord.kernel.errors import Refused
from accord.kernel.locking import lock_row
from accord.people.models import Organisation
from accord.web.forms import ActionForm, DayField
from accord.web.requests import SiteRequest
from accord.web.versioned_forms import VersionedForm
from governance import actions
from governance.models import Committee, Meeting, Minutes, Seat
from governance.readings import content_digest, outcome_digest
from governance.shared_forms import ConfirmingForm, MergingForm, OfMeetingForm
from governance.states import MeetingKind, SubjectKind
from governance.waiting import Waiting, waiting_for


class SeatForm(ActionForm):
    title = submit_label = "Ajouter un membre"
    success_message = "Membre ajouté."
    organisation = forms.ModelChoiceField(
        label="Organisme", queryset=Organisation.objects.none(), to_field_name="code"
    )
    person_name = forms.CharField(label="Titulaire", max_length=100)
    function = forms.CharField(label="Fonction", max_length=150, required=False)
    substitute_name = forms.CharField(label="Suppléant", max_length=100, required=False)
    is_voting = forms.BooleanField(label="Voix délibérative", required=False, initial=True)
    starts_on = DayField(label="Depuis le", initial=today)

    def __init__(self, request: SiteRequest, *, committee: Committee) -> None:
        super().__init__(request)
        self.committee = committee
        bodies = Organisation.objects.visible_to(self.reader).exclude(
            kind__in=["network", "carrier"]
        )
        self.fields["organisation"].queryset = bodies  # type: ignore[attr-defined]

    def perform(self) -> str:
        data = {name: value for name, value in self.cleaned_data.items() if name != "submission"}
        actions.add_seat(self.committee, actions.SeatDraft(**data), by=self.actor)
        return self.committee.get_absolute_url()


class EndSeatForm(VersionedForm):
    title = submit_label = "Mettre fin au mandat"
    success_message = "Mandat terminé : le nom reste dans les séances passées."
    ends_on = DayField(label="Jusqu’au", initial=today)

    def __init__(self, request: SiteRequest, *, seat: Seat) -> None:
        super().__init__(request, about=seat)
        self.seat = seat

    def perform(self) -> str:
        actions.end_seat(self.seat, by=self.actor, ends_on=self.cleaned_data["ends_on"])
        return self.seat.committee.get_absolute_url()


class MeetingForm(ActionForm):
    title = "Nouvelle réunion"
    success_message = "Réunion créée : préparez l’ordre du jour."
    kind = forms.ChoiceField(label="Forme", choices=MeetingKind.choices)
    held_on = DayField(label="Date")
    starts_at = forms.TimeField(
        label="Heure",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    place = forms.CharField(label="Lieu", max_length=200, required=False)

    def __init__(self, request: SiteRequest, *, committee: Committee) -> None:
        super().__init__(request)
        self.committee = committee

    def perform(self) -> str:
        data = self.cleaned_data
        draft = actions.MeetingDraft(
            committee=self.committee,
            kind=data["kind"],
            held_on=data["held_on"],
            starts_at=data["starts_at"],
            place=data["place"],
        )
        return actions.plan_meeting(draft, by=self.actor).get_absolute_url()


class ChangeMeetingForm(OfMeetingForm):
    title = "Modifier la réunion"
    success_message = "Réunion modifiée."
    is_correction = True
    held_on = DayField(label="Date")
    starts_at = MeetingForm.base_fields["starts_at"]
    place = MeetingForm.base_fields["place"]

    def __init__(self, request: SiteRequest, *, meeting: Meeting) -> None:
        names = ("held_on", "starts_at", "place")
        initial = {name: getattr(meeting, name) for name in names}
        super().__init__(request, meeting=meeting, initial=initial)

    def step(self) -> None:
        data = self.cleaned_data
        actions.change_meeting(
            self.meeting,
            by=self.actor,
            held_on=data["held_on"],
            starts_at=data["starts_at"],
            place=data["place"],
        )


class ThingChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Things that wait, with what a secretary chooses them by."""

    def __init__(self, waiting: Waiting, reader: Reader) -> None:
        keys = [thing.pk for thing in waiting.things]
        super().__init__(
            waiting.things[0]._meta.default_manager.filter(pk__in=keys),  # type: ignore[union-attr]
            label=waiting.label.capitalize(),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.choices = list(zip(keys, waiting.kind.choices(waiting.things, reader), strict=True))
        self._keys = {str(key) for key in keys}

    def clean(self, value: Any) -> Any:
        """Only what was offered is looked for: a greater key than a database holds is not."""
        for key in value or ():
            if str(key) not in self._keys:
                message = self.error_messages["invalid_choice"]
                raise ValidationError(message, code="invalid_choice", params={"value": key})
        return super().clean(value)


class AgendaForm(OfMeetingForm):
    """Put on the agenda what waits for the committee, or a free point."""

    title = "Inscrire à l’ordre du jour"
    submit_label = "Inscrire"
    success_message = "Ordre du jour complété."
    information = forms.CharField(
        label="Point d’information",
        max_length=450,
        required=False,
        help_text="Sans décision, par exemple « Actualité des appels à projets ».",
    )

    def __init__(self, request: SiteRequest, *, meeting: Meeting) -> None:
        super().__init__(request, meeting=meeting)
        self.waiting = waiting_for(meeting.committee)
        for waiting in self.waiting:
            self.fields[waiting.kind.code.value] = ThingChoices(waiting, self.reader)
        self.order_fields([*(waiting.kind.code.value for waiting in self.waiting), "information"])

    def step(self) -> None:
        wishes = [
            actions.Wish(waiting.kind.code, thing)
            for waiting in self.waiting
            for thing in self.cleaned_data[waiting.kind.code.value]
        ]
        if title := self.cleaned_data["information"]:
            wishes.append(actions.Wish(SubjectKind.INFORMATION, title=title))
        if not wishes:
            raise Refused("Choisissez au moins un point.")
        actions.add_items(self.meeting, wishes, by=self.actor)


class OpenForm(OfMeetingForm):
    title = submit_label = "Ouvrir la séance"
    success_message = "Séance ouverte : faites l’appel."
    chair_name = forms.CharField(label="Présidence", max_length=100, required=False)
    secretary_name = forms.CharField(label="Secrétariat de séance", max_length=100, required=False)

    def step(self) -> None:
        data = self.cleaned_data
        actions.open_meeting(
            self.meeting,
            by=self.actor,
            chair_name=data["chair_name"],
            secretary_name=data["secretary_name"],
        )


class CancelForm(OfMeetingForm):
    title = submit_label = "Annuler la réunion"
    success_message = "Réunion annulée : elle reste affichée et ne compte pas."
    reason = forms.CharField(label="Motif", max_length=300)

    def step(self) -> None:
        actions.cancel_meeting(self.meeting, by=self.actor, reason=self.cleaned_data["reason"])


class EndForm(ConfirmingForm):
    """End the sitting; a selection body gives its deliberation, now or later."""

    title = submit_label = "Lever la séance"
    success_message = (
        "Séance levée : les décisions sont numérotées, leurs effets appliqués ou préparés."
    )
    deliberation_number = forms.CharField(
        label="Numéro de la délibération",
        max_length=60,
        required=False,
        help_text="Sans numéro ni date, les décisions sont préparées et attendent la délibération.",
    )
    deliberation_date = DayField(label="Date de la délibération", required=False)

    def __init__(self, request: SiteRequest, *, meeting: Meeting) -> None:
        super().__init__(request, meeting=meeting)
        if not meeting.committee.is_selection:
            del self.fields["deliberation_number"], self.fields["deliberation_date"]

    def seen(self) -> str:
        return outcome_digest(self.meeting)

    def lock(self) -> None:
        """The committee first: its decisions are numbered."""
        lock_row(self.meeting.committee)
        super().lock()

    def step(self) -> None:
        number: str = self.cleaned_data.get("deliberation_number", "")
        day: date | None = self.cleaned_data.get("deliberation_date")
        actions.end_sitting(
            self.meeting, by=self.actor, deliberation_number=number, deliberation_date=day
        )


class LapseForm(VersionedForm):
    """Give up a decision that waits for an act."""

    title = submit_label = "Déclarer la décision caduque"
    success_message = "Décision caduque : son objet est de nouveau libre."
    reason = forms.CharField(
        label="Motif",
        max_length=300,
        help_text="Il reste au registre des décisions. Rien ne s’applique, rien ne s’efface.",
    )

    def __init__(self, request: SiteRequest, *, effect: Effect, meeting: Meeting) -> None:
        super().__init__(request, about=effect)
        self.effect = effect
        self.meeting = meeting

    def perform(self) -> str:
        lapse_effect(self.effect, by=self.actor, reason=self.cleaned_data["reason"])
        return self.meeting.get_absolute_url()


class MinutesForm(MergingForm):
    """The prose of the minutes."""

    title = "Procès-verbal"
    success_message = "Texte enregistré."
    opening = forms.CharField(
        label="Ouverture", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    closing = forms.CharField(
        label="Clôture", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, request: SiteRequest, *, meeting: Meeting) -> None:
        super().__init__(request, meeting=meeting)
        self.items = list(meeting.items.select_related("discussion").order_by("position"))
        for item in self.items:
            self.fields[f"discussion_{item.pk}"] = forms.CharField(
                label=f"{item.position}. {item.title}",
                required=False,
                widget=forms.Textarea(attrs={"rows": 4}),
            )
        self.order_fields(["opening", *(f"discussion_{item.pk}" for item in self.items), "closing"])
        self.watch()

    def stored(self) -> dict[str, Any]:
        minutes = Minutes.objects.visible_to(self.reader).get(meeting=self.meeting)
        items = self.meeting.items.select_related("discussion")
        discussions = {f"discussion_{item.pk}": item.text for item in items}
        known = {name: text for name, text in discussions.items() if name in self.fields}
        return {"opening": minutes.opening, "closing": minutes.closing, **known}

    def step(self) -> None:
        data = self.cleaned_data
        shown = [item for item in self.items if self.was_shown(f"discussion_{item.pk}")]
        actions.write_minutes(
            self.meeting,
            by=self.actor,
            opening=data["opening"],
            closing=data["closing"],
            discussions={item.pk: data[f"discussion_{item.pk}"] for item in shown},
        )


class SealForm(ConfirmingForm):
    title = submit_label = "Établir le procès-verbal"
    success_message = "Procès-verbal établi : texte et chiffres ne changent plus."

    def seen(self) -> str:
        return content_digest(self.meeting)

    def prepare(self) -> None:
        """The document is drawn before anything is locked: it takes seconds."""
        self.drawn = actions.draw_minutes(self.meeting, by=self.actor)

    def step(self) -> None:
        actions.seal_minutes(self.meeting, by=self.actor, drawn=self.drawn)
