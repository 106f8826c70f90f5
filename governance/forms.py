"""Forms of committees and meetings, in the order of a meeting's life."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest

from accord.kernel.dates import today
from accord.kernel.errors import Refused
from accord.kernel.money import format_euros
from accord.people.models import Organisation
from accord.web.forms import ActionForm, DayField
from envelopes.models import Tranche
from governance import actions
from governance.models import Committee, Effect, Meeting, Minutes, Seat
from governance.readings import content_digest, outcome_digest
from governance.shared_forms import ConfirmingForm, MergingForm, OfMeetingForm
from governance.states import MeetingKind
from governance.waiting import waiting_for
from operations.models import Operation
from operations.states import Opinion


class SeatForm(ActionForm):
    title = "Nouveau siège"
    success_message = "Siège ajouté."
    organisation = forms.ModelChoiceField(
        label="Organisme", queryset=Organisation.objects.none(), to_field_name="code"
    )
    person_name = forms.CharField(label="Titulaire", max_length=100)
    function = forms.CharField(label="Fonction", max_length=150, required=False)
    substitute_name = forms.CharField(label="Suppléant", max_length=100, required=False)
    is_voting = forms.BooleanField(label="Voix délibérative", required=False, initial=True)
    starts_on = DayField(label="Depuis le", initial=today)

    def __init__(self, request: HttpRequest, *, committee: Committee) -> None:
        super().__init__(request)
        self.committee = committee
        bodies = Organisation.objects.visible_to(self.user).exclude(kind__in=["network", "carrier"])
        self.fields["organisation"].queryset = bodies  # type: ignore[attr-defined]

    def perform(self) -> str:
        data = {name: value for name, value in self.cleaned_data.items() if name != "submission"}
        actions.add_seat(self.committee, actions.SeatDraft(**data), by=self.user)
        return self.committee.get_absolute_url()


class EndSeatForm(ActionForm):
    title = submit_label = "Clore le siège"
    success_message = "Siège clos : il reste dans les séances passées."
    ends_on = DayField(label="Jusqu’au", initial=today)

    def __init__(self, request: HttpRequest, *, seat: Seat) -> None:
        super().__init__(request)
        self.seat = seat

    def perform(self) -> str:
        actions.end_seat(self.seat, by=self.user, ends_on=self.cleaned_data["ends_on"])
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

    def __init__(self, request: HttpRequest, *, committee: Committee) -> None:
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
        return actions.plan_meeting(draft, by=self.user).get_absolute_url()


class ChangeMeetingForm(OfMeetingForm):
    title = "Modifier la réunion"
    success_message = "Réunion modifiée."
    is_correction = True
    held_on = DayField(label="Date")
    starts_at = MeetingForm.base_fields["starts_at"]
    place = MeetingForm.base_fields["place"]

    def __init__(self, request: HttpRequest, *, meeting: Meeting) -> None:
        names = ("held_on", "starts_at", "place")
        initial = {name: getattr(meeting, name) for name in names}
        super().__init__(request, meeting=meeting, initial=initial)

    def step(self) -> None:
        data = self.cleaned_data
        actions.change_meeting(
            self.meeting,
            by=self.user,
            held_on=data["held_on"],
            starts_at=data["starts_at"],
            place=data["place"],
        )


class OperationChoices(forms.ModelMultipleChoiceField):
    """Operations with what a secretary chooses them by."""

    def label_from_instance(self, operation: Any) -> str:
        facts = [str(operation.beneficiary)]
        if operation.appraised_eu is not None:
            facts.append(f"{format_euros(operation.appraised_eu)} instruits")
        if operation.opinion != Opinion.NONE:
            facts.append(f"avis {operation.get_opinion_display()}")
        return f"{operation} ({', '.join(facts)})"


class AgendaForm(OfMeetingForm):
    """Put on the agenda what waits for the committee, or a free point."""

    title = "Ajouter à l’ordre du jour"
    submit_label = "Ajouter"
    success_message = "Ordre du jour complété."
    information = forms.CharField(
        label="Point d’information",
        max_length=450,
        required=False,
        help_text="Sans décision, par exemple « Actualité des appels à projets ».",
    )

    def __init__(self, request: HttpRequest, *, meeting: Meeting) -> None:
        super().__init__(request, meeting=meeting)
        self.waiting = waiting_for(meeting.committee)
        for waiting in self.waiting:
            field: Any
            if waiting.operations:
                chosen = Operation.objects.filter(pk__in=[row.pk for row in waiting.operations])
                field = OperationChoices(
                    chosen.with_names().order_by("number"),
                    label=waiting.kind.label.capitalize(),
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                )
            else:
                field = forms.ModelMultipleChoiceField(
                    Tranche.objects.filter(
                        pk__in=[row.pk for row in waiting.tranches]
                    ).select_related("envelope"),
                    label=waiting.kind.label.capitalize(),
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                )
            self.fields[waiting.kind.value] = field
        self.order_fields([*(waiting.kind.value for waiting in self.waiting), "information"])

    def step(self) -> None:
        added = 0
        for waiting in self.waiting:
            chosen = list(self.cleaned_data[waiting.kind.value])
            added += len(chosen)
            if waiting.operations:
                actions.add_operation_items(self.meeting, waiting.kind, chosen, by=self.user)
            else:
                for tranche in chosen:
                    actions.add_tranche_item(self.meeting, tranche, by=self.user)
        if title := self.cleaned_data["information"]:
            actions.add_information_item(self.meeting, title, by=self.user)
            added += 1
        if not added:
            raise Refused("Choisissez au moins un point.")


class OpenForm(OfMeetingForm):
    title = submit_label = "Ouvrir la séance"
    success_message = "Séance ouverte : faites l’appel."
    chair_name = forms.CharField(label="Présidence", max_length=100, required=False)
    secretary_name = forms.CharField(label="Secrétariat de séance", max_length=100, required=False)

    def step(self) -> None:
        data = self.cleaned_data
        actions.open_meeting(
            self.meeting,
            by=self.user,
            chair_name=data["chair_name"],
            secretary_name=data["secretary_name"],
        )


class CancelForm(OfMeetingForm):
    title = submit_label = "Annuler la réunion"
    success_message = "Réunion annulée : elle reste affichée et ne compte pas."
    reason = forms.CharField(label="Motif", max_length=300)

    def step(self) -> None:
        actions.cancel_meeting(self.meeting, by=self.user, reason=self.cleaned_data["reason"])


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

    def __init__(self, request: HttpRequest, *, meeting: Meeting) -> None:
        super().__init__(request, meeting=meeting)
        if not meeting.committee.is_selection:
            del self.fields["deliberation_number"], self.fields["deliberation_date"]

    def seen(self) -> str:
        return outcome_digest(self.meeting)

    def step(self) -> None:
        number: str = self.cleaned_data.get("deliberation_number", "")
        day: date | None = self.cleaned_data.get("deliberation_date")
        actions.end_sitting(
            self.meeting, by=self.user, deliberation_number=number, deliberation_date=day
        )


class LapseForm(ActionForm):
    """Give up a decision that waits for an act."""

    title = submit_label = "Déclarer la décision caduque"
    success_message = "Décision caduque : son objet est de nouveau libre."
    reason = forms.CharField(
        label="Motif",
        max_length=300,
        help_text="Il reste au registre des décisions. Rien ne s’applique, rien ne s’efface.",
    )

    def __init__(self, request: HttpRequest, *, effect: Effect) -> None:
        super().__init__(request)
        self.effect = effect

    def perform(self) -> str:
        actions.lapse_effect(self.effect, by=self.user, reason=self.cleaned_data["reason"])
        return self.effect.decision.item.meeting.get_absolute_url()


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

    def __init__(self, request: HttpRequest, *, meeting: Meeting) -> None:
        super().__init__(request, meeting=meeting)
        self.items = list(meeting.items.order_by("position"))
        for item in self.items:
            self.fields[f"discussion_{item.pk}"] = forms.CharField(
                label=f"{item.position}. {item.title}",
                required=False,
                widget=forms.Textarea(attrs={"rows": 4}),
            )
        self.order_fields(["opening", *(f"discussion_{item.pk}" for item in self.items), "closing"])
        self.watch()

    def stored(self) -> dict[str, Any]:
        minutes = Minutes.objects.get(meeting=self.meeting)
        discussions = {
            f"discussion_{item.pk}": item.discussion for item in self.meeting.items.all()
        }
        known = {name: text for name, text in discussions.items() if name in self.fields}
        return {"opening": minutes.opening, "closing": minutes.closing, **known}

    def step(self) -> None:
        data = self.cleaned_data
        shown = [item for item in self.items if self.was_shown(f"discussion_{item.pk}")]
        actions.write_minutes(
            self.meeting,
            by=self.user,
            opening=data["opening"],
            closing=data["closing"],
            discussions={item.pk: data[f"discussion_{item.pk}"] for item in shown},
        )


class SealForm(ConfirmingForm):
    title = submit_label = "Sceller le procès-verbal"
    success_message = "Procès-verbal scellé : texte et chiffres ne changent plus."

    def seen(self) -> str:
        return content_digest(self.meeting)

    def prepare(self) -> None:
        """The document is drawn before anything is locked: it takes seconds."""
        self.drawn = actions.draw_minutes(self.meeting, by=self.user)

    def step(self) -> None:
        actions.seal_minutes(self.meeting, by=self.user, drawn=self.drawn)
