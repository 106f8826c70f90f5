"""Forms of credits: a movement, a transfer, a reversal, a ceiling."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse

from accord.acts.forms import act_label
from accord.acts.models import Act
from accord.kernel.actors import Reader
from accord.kernel.money import MoneyFormField, format_euros
from accord.web.forms import ActionForm, DayField, RateField
from accord.web.requests import SiteRequest
from accord.web.versioned_forms import VersionedForm
from envelopes.actions import (
    MovementOrder,
    open_tranche,
    record_movement,
    reverse_movement,
    set_programming_ceiling,
    transfer_credits,
)
from envelopes.models import CreditMovement, Envelope, Tranche
from envelopes.states import MovementKind
from envelopes.verbs import RECORD_MOVEMENT

_FORM_KINDS = (
    MovementKind.NOTIFICATION,
    MovementKind.OPENING,
    MovementKind.TOP_UP,
    MovementKind.WITHDRAWAL,
)


def credit_acts(envelope: Envelope, reader: Reader) -> Any:
    """Recorded acts of the agreement on which a movement may rest."""
    return (
        Act.objects.visible_to(reader)
        .recorded()
        .filter(agreement_id=envelope.agreement_id)
        .filter(kind__in=RECORD_MOVEMENT.acts)
    )


class _CreditForm(ActionForm):
    """A form about one envelope, resting on an act."""

    act = forms.ModelChoiceField(
        label="Acte",
        queryset=Act.objects.none(),
        empty_label="Choisir",
        help_text="L’acte qui donne autorité au mouvement ; enregistrez-le d’abord s’il manque.",
    )
    value_date = DayField(label="Date de valeur")

    def __init__(self, request: SiteRequest, *, envelope: Envelope, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.envelope = envelope
        acts = credit_acts(envelope, self.reader)
        self.fields["act"].queryset = acts  # type: ignore[attr-defined]
        self.fields["act"].label_from_instance = act_label  # type: ignore[attr-defined]

    def movements_url(self) -> str:
        return reverse("envelopes:envelope-movements", args=[self.envelope.code])


class MovementForm(_CreditForm):
    title = "Nouveau mouvement de crédits"
    success_message = "Mouvement enregistré."
    kind = forms.ChoiceField(
        label="Nature", choices=[(kind.value, kind.label.capitalize()) for kind in _FORM_KINDS]
    )
    delta_notified = MoneyFormField(
        label="Notifié : variation", required=False, help_text="Négatif pour un retrait."
    )
    delta_open = MoneyFormField(
        label="Ouvert : variation",
        required=False,
        help_text="Vide pour une ouverture : une tranche s’ouvre en entier.",
    )
    tranche = forms.ModelChoiceField(
        label="Tranche",
        queryset=Tranche.objects.none(),
        required=False,
        empty_label="—",
        help_text="Pour une ouverture, et elle seule.",
    )
    label = forms.CharField(label="Objet", max_length=200)

    field_order = ["kind", "delta_notified", "delta_open", "tranche", "value_date", "act", "label"]

    def __init__(self, request: SiteRequest, *, envelope: Envelope) -> None:
        super().__init__(request, envelope=envelope)
        tranches = Tranche.objects.visible_to(self.reader).filter(envelope=envelope)
        self.fields["tranche"].queryset = tranches  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An opening is that of a tranche, for its whole amount: nothing is typed beside it."""
        data = super().clean() or {}
        if data.get("kind") != MovementKind.OPENING:
            return data
        tranche = data.get("tranche")
        if tranche is None and "tranche" not in self.errors:
            self.add_error("tranche", "Choisissez la tranche à ouvrir.")
        elif tranche and data.get("delta_open") not in (None, tranche.amount):
            due = format_euros(tranche.amount)
            self.add_error("delta_open", f"Cette tranche s’ouvre en entier : {due}.")
        if data.get("delta_notified"):
            self.add_error("delta_notified", "Une ouverture ne notifie rien : laissez vide.")
        return data

    def perform(self) -> str:
        data = self.cleaned_data
        if data["kind"] == MovementKind.OPENING:
            open_tranche(
                data["tranche"],
                by=self.actor,
                act=data["act"],
                value_date=data["value_date"],
                label=data["label"],
            )
            return self.movements_url()
        order = MovementOrder(
            envelope=self.envelope,
            kind=data["kind"],
            delta_notified=data["delta_notified"] or 0,
            delta_open=data["delta_open"] or 0,
            value_date=data["value_date"],
            act=data["act"],
            label=data["label"],
            tranche=data["tranche"],
        )
        record_movement(order, by=self.actor)
        return self.movements_url()


class TransferForm(_CreditForm):
    title = "Transfert de crédits"
    success_message = "Transfert enregistré : deux écritures liées."
    target = forms.ModelChoiceField(
        label="Vers l’enveloppe",
        queryset=Envelope.objects.none(),
        to_field_name="code",
        empty_label="Choisir",
    )
    delta_notified = MoneyFormField(label="Notifié à transférer", required=False, min_cents=0)
    delta_open = MoneyFormField(label="Ouvert à transférer", required=False, min_cents=0)
    label = forms.CharField(label="Objet", max_length=200)

    field_order = ["target", "delta_notified", "delta_open", "value_date", "act", "label"]

    def __init__(self, request: SiteRequest, *, envelope: Envelope) -> None:
        super().__init__(request, envelope=envelope)
        targets = (
            Envelope.objects.visible_to(self.reader)
            .delegated()
            .filter(fund_id=envelope.fund_id, agreement_id=envelope.agreement_id)
            .exclude(pk=envelope.pk)
        )
        self.fields["target"].queryset = targets  # type: ignore[attr-defined]

    def perform(self) -> str:
        data = self.cleaned_data
        transfer_credits(
            self.envelope,
            data["target"],
            by=self.actor,
            act=data["act"],
            value_date=data["value_date"],
            notified=data["delta_notified"] or 0,
            opened=data["delta_open"] or 0,
            label=data["label"],
        )
        return self.movements_url()


class ReversalForm(VersionedForm):
    title = "Contrepasser un mouvement"
    submit_label = "Contrepasser"
    success_message = "Mouvement contrepassé : les deux écritures restent visibles."
    reason = forms.CharField(label="Motif", max_length=300, help_text="Il reste dans le registre.")

    def __init__(self, request: SiteRequest, *, movement: CreditMovement) -> None:
        super().__init__(request, about=movement)
        self.movement = movement

    def perform(self) -> str:
        reverse_movement(self.movement, by=self.actor, reason=self.cleaned_data["reason"])
        return reverse("envelopes:envelope-movements", args=[self.movement.envelope.code])


class CeilingForm(_CreditForm):
    title = "Plafond de programmation"
    success_message = "Plafond enregistré."
    places = {
        "Un plafond commence déjà à cette date.": "value_date",
        "Un plafond est compris entre 0 et 200 %.": "rate",
    }
    rate = RateField(label="Part des crédits ouverts", help_text="Par exemple 105 %.")
    value_date = DayField(label="À compter du")

    field_order = ["rate", "value_date", "act"]

    def perform(self) -> str:
        data = self.cleaned_data
        set_programming_ceiling(
            self.envelope,
            by=self.actor,
            rate_bp=data["rate"],
            starts_on=data["value_date"],
            act=data["act"],
        )
        return reverse("envelopes:envelope-ceilings", args=[self.envelope.code])
