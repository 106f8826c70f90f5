"""The two large forms of an open sitting: the roll, and the outcomes of every item."""

from __future__ import annotations

from typing import Any

from django import forms

from accord.web.requests import SiteRequest
from governance import actions
from governance.models import AgendaItem, Meeting
from governance.shared_forms import MergingForm
from governance.states import AttendanceStatus, Result

_NOTHING = ("", "—")
_VOTES = ("for", "against", "abstentions")
_VOTE_LABELS = ("Pour", "Contre", "Abstentions")


class RollForm(MergingForm):
    """The roll: everybody is proposed as present until it has been taken once."""

    title = "Appel"
    submit_label = "Enregistrer l’appel"
    success_message = "Appel enregistré."
    # Short label of each field, where the row already names the person.
    columns = {"status": "Présence", "proxy": "Pouvoir à", "substitute": "Suppléant présent"}

    def __init__(self, request: SiteRequest, *, meeting: Meeting) -> None:
        super().__init__(request, meeting=meeting)
        self.attendees = list(meeting.attendees.select_related("organisation"))
        people = [(str(row.pk), row.person_name) for row in self.attendees if row.is_voting]
        for row in self.attendees:
            self.fields[f"status_{row.pk}"] = forms.ChoiceField(
                label=f"Présence de {row.person_name}",
                choices=AttendanceStatus.choices,
            )
            self.fields[f"proxy_{row.pk}"] = forms.ChoiceField(
                label=f"Pouvoir de {row.person_name} à",
                choices=[_NOTHING, *(pair for pair in people if pair[0] != str(row.pk))],
                required=False,
            )
            self.fields[f"substitute_{row.pk}"] = forms.CharField(
                label=f"Suppléant de {row.person_name}",
                max_length=100,
                required=False,
            )
        self.watch()

    def stored(self) -> dict[str, Any]:
        """The roll as it stands; before it is taken, everybody present."""
        rows = list(self.meeting.attendees.all())
        taken = any(row.status != AttendanceStatus.ABSENT for row in rows)
        found: dict[str, Any] = {}
        for row in rows:
            found[f"status_{row.pk}"] = str(row.status if taken else AttendanceStatus.PRESENT)
            found[f"proxy_{row.pk}"] = str(row.proxy_to_id or "")
            found[f"substitute_{row.pk}"] = row.substitute_name
        return found

    def rows(self) -> list[dict[str, Any]]:
        """Fields of each person, for the template."""
        return [
            {
                "person": row,
                "errors": any(f"{name}_{row.pk}" in self.errors for name in self.columns),
                "fields": [
                    (label, self[f"{name}_{row.pk}"]) for name, label in self.columns.items()
                ],
            }
            for row in self.attendees
        ]

    def step(self) -> None:
        data = self.cleaned_data
        entries = {
            row.pk: actions.RollEntry(
                status=data[f"status_{row.pk}"],
                proxy_to=int(data[f"proxy_{row.pk}"] or 0) or None,
                substitute_name=data[f"substitute_{row.pk}"],
            )
            for row in self.attendees
        }
        actions.take_roll(self.meeting, entries, by=self.actor)


class OutcomesForm(MergingForm):
    """The outcome of every item on one page; one answer may fill the items left blank."""

    title = "Avis et décisions"
    submit_label = "Enregistrer les avis et décisions"
    success_message = "Avis et décisions enregistrés."
    default_result = forms.ChoiceField(
        label="Avis ou décision sur les points laissés vides",
        choices=[("", "Aucun : je complèterai plus tard"), *Result.choices],
        required=False,
    )

    def __init__(self, request: SiteRequest, *, meeting: Meeting) -> None:
        super().__init__(request, meeting=meeting)
        self.items = list(meeting.items.with_names().order_by("position"))
        people = [
            (str(row.pk), row.person_name) for row in meeting.attendees.all() if row.is_voting
        ]
        for item in self.items:
            self._add_fields(item, people)
        self.watch()

    def stored(self) -> dict[str, Any]:
        """Outcome, votes, recusals and discussion of each item shown, as they stand."""
        rows = self.meeting.items.with_names().prefetch_related("recusals")
        found: dict[str, Any] = {}
        for item in rows:
            outcome = item.outcome
            votes = (outcome.votes if outcome else None) or (None, None, None)
            found[f"result_{item.pk}"] = outcome.result if outcome else ""
            found |= {f"{name}_{item.pk}": vote for name, vote in zip(_VOTES, votes, strict=True)}
            recused = [str(recusal.attendee_id) for recusal in item.recusals.all()]
            found[f"recused_{item.pk}"] = sorted(recused)
            found[f"discussion_{item.pk}"] = item.text
        return {name: value for name, value in found.items() if name in self.fields}

    def _add_fields(self, item: AgendaItem, people: list[tuple[str, str]]) -> None:
        if item.needs_outcome:
            self.fields[f"result_{item.pk}"] = forms.ChoiceField(
                label=f"{item.outcome_word.capitalize()} sur le point {item.position}",
                choices=[_NOTHING, *Result.choices],
                required=False,
            )
            for name, label in zip(_VOTES, _VOTE_LABELS, strict=True):
                self.fields[f"{name}_{item.pk}"] = forms.IntegerField(
                    label=f"{label}, point {item.position}",
                    required=False,
                    min_value=0,
                    max_value=999,
                )
            self.fields[f"recused_{item.pk}"] = forms.MultipleChoiceField(
                label=f"Déports du point {item.position}",
                choices=people,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        self.fields[f"discussion_{item.pk}"] = forms.CharField(
            label=f"Discussion du point {item.position}",
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
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

    def _has_errors(self, item: AgendaItem) -> bool:
        return any(f"{name}_{item.pk}" in self.errors for name in ("result", *_VOTES))

    def _is_told(self, item: AgendaItem) -> bool:
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
        shown = [item for item in self.items if self.was_shown(f"discussion_{item.pk}")]
        for item in shown:
            votes: list[Any] = [data.get(f"{name}_{item.pk}") for name in _VOTES]
            result = data.get(f"result_{item.pk}") or data["default_result"]
            drafts[item.pk] = actions.OutcomeDraft(
                result=result if item.needs_outcome else "",
                votes=None if None in votes else (votes[0], votes[1], votes[2]),
                recused=[int(pk) for pk in data.get(f"recused_{item.pk}", [])],
                discussion=data[f"discussion_{item.pk}"],
            )
        actions.record_outcomes(self.meeting, drafts, by=self.actor)
