"""The two large forms of an open sitting: the roll, and the outcomes of every item."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest

from governance import actions
from governance.forms import OfMeetingForm
from governance.models import Meeting
from governance.states import AttendanceStatus, Result

_NOTHING = ("", "—")
_VOTES = ("for", "against", "abstentions")
_VOTE_LABELS = ("Pour", "Contre", "Abstentions")


class RollForm(OfMeetingForm):
    """The roll: everybody is proposed as present until it has been taken once."""

    title = "Appel"
    submit_label = "Enregistrer l’appel"
    success_message = "Appel enregistré."
    # Short label of each field, where the row already names the person.
    columns = {"status": "Présence", "proxy": "Pouvoir à", "substitute": "Suppléant présent"}

    def __init__(self, request: HttpRequest, *, meeting: Meeting) -> None:
        super().__init__(request, meeting=meeting)
        self.attendances = list(meeting.attendances.select_related("organisation"))
        taken = any(row.status != AttendanceStatus.ABSENT for row in self.attendances)
        people = [(str(row.pk), row.person_name) for row in self.attendances if row.is_voting]
        for row in self.attendances:
            self.fields[f"status_{row.pk}"] = forms.ChoiceField(
                label=f"Présence de {row.person_name}",
                choices=AttendanceStatus.choices,
                initial=row.status if taken else AttendanceStatus.PRESENT,
            )
            self.fields[f"proxy_{row.pk}"] = forms.ChoiceField(
                label=f"Pouvoir de {row.person_name} à",
                choices=[_NOTHING, *(pair for pair in people if pair[0] != str(row.pk))],
                required=False,
                initial=str(row.proxy_to_id or ""),
            )
            self.fields[f"substitute_{row.pk}"] = forms.CharField(
                label=f"Suppléant de {row.person_name}",
                max_length=100,
                required=False,
                initial=row.substitute_name,
            )

    def rows(self) -> list[dict[str, Any]]:
        """Fields of each person, for the template."""
        return [
            {
                "attendance": row,
                "errors": any(f"{name}_{row.pk}" in self.errors for name in self.columns),
                "fields": [
                    (label, self[f"{name}_{row.pk}"]) for name, label in self.columns.items()
                ],
            }
            for row in self.attendances
        ]

    def step(self) -> None:
        data = self.cleaned_data
        entries = {
            row.pk: actions.RollEntry(
                status=data[f"status_{row.pk}"],
                proxy_to=int(data[f"proxy_{row.pk}"] or 0) or None,
                substitute_name=data[f"substitute_{row.pk}"],
            )
            for row in self.attendances
        }
        actions.take_roll(self.meeting, entries, by=self.user)


class OutcomesForm(OfMeetingForm):
    """The outcome of every item on one page; one answer may fill the items left blank."""

    title = "Résultats"
    submit_label = "Enregistrer les résultats"
    success_message = "Résultats enregistrés."
    default_result = forms.ChoiceField(
        label="Résultat des points laissés vides",
        choices=[("", "Aucun : je complèterai plus tard"), *Result.choices],
        required=False,
    )

    def __init__(self, request: HttpRequest, *, meeting: Meeting) -> None:
        super().__init__(request, meeting=meeting)
        self.items = list(
            meeting.items.select_related("outcome")
            .prefetch_related("recusals")
            .order_by("position")
        )
        people = [
            (str(row.pk), row.person_name) for row in meeting.attendances.all() if row.is_voting
        ]
        for item in self.items:
            self._add_fields(item, people)

    def _add_fields(self, item: Any, people: list[tuple[str, str]]) -> None:
        if item.needs_outcome:
            outcome = getattr(item, "outcome", None)
            self.fields[f"result_{item.pk}"] = forms.ChoiceField(
                label=f"Résultat du point {item.position}",
                choices=[_NOTHING, *Result.choices],
                required=False,
                initial=outcome.result if outcome else "",
            )
            counted = (
                (outcome.votes_for, outcome.votes_against, outcome.abstentions)
                if outcome
                else (None, None, None)
            )
            for name, label, initial in zip(_VOTES, _VOTE_LABELS, counted, strict=True):
                self.fields[f"{name}_{item.pk}"] = forms.IntegerField(
                    label=f"{label}, point {item.position}",
                    required=False,
                    min_value=0,
                    max_value=999,
                    initial=initial,
                )
            self.fields[f"recused_{item.pk}"] = forms.MultipleChoiceField(
                label=f"Déports du point {item.position}",
                choices=people,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=[str(recusal.attendance_id) for recusal in item.recusals.all()],
            )
        self.fields[f"discussion_{item.pk}"] = forms.CharField(
            label=f"Discussion du point {item.position}",
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            initial=item.discussion,
        )

    def rows(self) -> list[dict[str, Any]]:
        """Fields of each item, for the template."""
        return [
            {
                "item": item,
                "errors": self._has_errors(item),
                "result": self[f"result_{item.pk}"] if item.needs_outcome else None,
                "votes": [
                    (label, self[f"{name}_{item.pk}"])
                    for name, label in zip(_VOTES, _VOTE_LABELS, strict=True)
                ]
                if item.needs_outcome
                else [],
                "recused": self[f"recused_{item.pk}"] if item.needs_outcome else None,
                "discussion": self[f"discussion_{item.pk}"],
                "is_open": self._is_told(item),
            }
            for item in self.items
        ]

    def _has_errors(self, item: Any) -> bool:
        return any(f"{name}_{item.pk}" in self.errors for name in ("result", *_VOTES))

    def _is_told(self, item: Any) -> bool:
        """Whether discussion or recusals hold something, so that it never hides."""
        names = (f"discussion_{item.pk}", f"recused_{item.pk}")
        return any(self[name].value() or self[name].errors for name in names if name in self.fields)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for item in self.items:
            votes = [data.get(f"{name}_{item.pk}") for name in _VOTES]
            if any(vote is not None for vote in votes) and None in votes:
                self.add_error(
                    f"for_{item.pk}",
                    "Un vote se compte en entier : pour, contre, abstentions.",
                )
        return data

    def step(self) -> None:
        data = self.cleaned_data
        drafts = {}
        # A point added while the form was open is not on it: nothing is said of that point.
        shown = [item for item in self.items if f"discussion_{item.pk}" in self.data]
        for item in shown:
            votes = [data.get(f"{name}_{item.pk}") for name in _VOTES]
            result = data.get(f"result_{item.pk}") or data["default_result"]
            drafts[item.pk] = actions.OutcomeDraft(
                result=result if item.needs_outcome else "",
                votes=None if None in votes else (votes[0], votes[1], votes[2]),
                recused=[int(pk) for pk in data.get(f"recused_{item.pk}", [])],
                discussion=data[f"discussion_{item.pk}"],
            )
        actions.record_outcomes(self.meeting, drafts, by=self.user)
