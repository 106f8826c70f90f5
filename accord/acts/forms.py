"""Forms of acts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.text import capfirst

from accord.acts.actions import ActDraft, EffectOrder, complete_act, record_act
from accord.acts.documents import check_document, store_document
from accord.acts.models import Act, ActKind, Document, FrameworkAgreement
from accord.acts.verbs import FORM_KINDS, RECORD_CREDIT_ACT, can_record_act
from accord.kernel.contributions import ActOffer, registry
from accord.kernel.files.kinds import PDF
from accord.kernel.money import MoneyFormField
from accord.kernel.verbs import may
from accord.people.models import Organisation
from accord.web.forms import DayField, RateField
from accord.web.requests import SiteRequest
from accord.web.versioned_forms import VersionedForm


def act_label(act: Act) -> str:
    """An act in a list of choices: many have no number, so its object tells it apart."""
    dated = f" du {act.date:%d/%m/%Y}" if act.date else ""
    return f"{capfirst(str(act))}{dated} – {act.title}"[:140]


def offers() -> Iterator[tuple[str, ActOffer]]:
    """Effects that the form of an act offers, with their codes."""
    for kind in registry.effect_kinds:
        if kind.offer is not None:
            yield kind.code, kind.offer


class _DocumentForm(VersionedForm):
    """A form with the PDF of an act."""

    places = {"Un acte de cette nature porte déjà ce numéro.": "number"}

    document = forms.FileField(label="Document (PDF)", required=False, help_text="20 Mo au plus.")

    def clean_document(self) -> Any:
        upload = self.cleaned_data.get("document")
        if upload:
            check_document(upload, PDF)
        return upload

    def submit(self) -> str | None:
        """A browser never keeps a file: when something else is refused, say to choose it again."""
        target = super().submit()
        if target is None and self.files.get("document") and "document" not in self.errors:
            self.add_error("document", "Choisissez de nouveau ce fichier, puis renvoyez.")
        return target

    def stored_document(self) -> Document | None:
        upload = self.cleaned_data.get("document")
        if not upload:
            return None
        return store_document(upload.read(), name=upload.name, by=self.actor)


class ActForm(_DocumentForm):
    """Record an act that one holds in hand, with the effect that it has."""

    title = "Enregistrer un acte"
    kind = forms.ChoiceField(label="Nature")
    issuer = forms.ModelChoiceField(
        label="Émetteur",
        queryset=Organisation.objects.none(),
        to_field_name="code",
        empty_label="Choisir",
    )
    number = forms.CharField(label="Numéro", max_length=60)
    date = DayField(label="Date de l’acte")
    act_title = forms.CharField(label="Objet", max_length=300)
    under = forms.ModelChoiceField(
        label="Pris en vertu de", queryset=Act.objects.none(), required=False, empty_label="—"
    )
    effect = forms.ChoiceField(label="Effet", required=False)
    amount = MoneyFormField(
        label="Montant de l’effet",
        required=False,
        min_cents=1,
        help_text="Pour une notification ou un abondement, par exemple 1 234 567,89.",
    )
    rate = RateField(
        label="Taux de l’effet", required=False, help_text="Pour un plafond, par exemple 105 %."
    )
    value_date = DayField(
        label="Date de valeur de l’effet",
        required=False,
        help_text="Vide : la date de l’acte.",
    )

    field_order = [
        "kind",
        "issuer",
        "number",
        "date",
        "act_title",
        "under",
        "document",
        "effect",
        "amount",
        "rate",
        "value_date",
    ]

    def __init__(self, request: SiteRequest, *, agreement: FrameworkAgreement) -> None:
        super().__init__(request, about=None)
        self.agreement = agreement
        allowed = [
            (kind, issuer)
            for kind in FORM_KINDS
            for issuer in Organisation.objects.filter(pk__in=self._issuer_ids())
            if can_record_act(self.reader, kind, issuer)
        ]
        self.fields["issuer"].queryset = Organisation.objects.filter(  # type: ignore[attr-defined]
            pk__in={issuer.pk for _, issuer in allowed}
        )
        kinds = dict.fromkeys(kind for kind, _ in allowed)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.value, capfirst(kind.label)) for kind in kinds
        ]
        under = Act.objects.visible_to(self.reader).recorded()
        self.fields["under"].queryset = under.filter(  # type: ignore[attr-defined]
            agreement=agreement,
            kind__in=[ActKind.FRAMEWORK_AGREEMENT, ActKind.DELEGATION_AGREEMENT],
        )
        self.fields["under"].label_from_instance = act_label  # type: ignore[attr-defined]
        self.fields["effect"].choices = self._effects()  # type: ignore[attr-defined]

    def _issuer_ids(self) -> list[int]:
        """One's own body, and the party that one's service signs for."""
        own = Organisation.objects.filter(pk=self.reader.body_id or 0)
        return [pk for pair in own.values_list("pk", "member_of_id") for pk in pair if pk]

    def _effects(self) -> list[Any]:
        groups: list[Any] = [("", "Aucun effet sur les crédits")]
        if may(RECORD_CREDIT_ACT, self.reader):
            for code, offer in offers():
                choices = [
                    (f"{code}:{value}", label) for value, label in offer.choices(self.agreement)
                ]
                if choices:
                    groups.append((offer.label, choices))
        return groups

    def clean(self) -> dict[str, Any]:
        """Nature and issuer go together, amount and effect too: say so rather than lose them."""
        data = super().clean() or {}
        self._check_effect(data)
        if data.get("kind") and data.get("issuer"):
            verdict = can_record_act(self.reader, data["kind"], data["issuer"])
            if not verdict:
                self.add_error("issuer", verdict.reason)
        return data

    def _check_effect(self, data: dict[str, Any]) -> None:
        """An effect goes with the nature of the act, and with the amount or rate that it needs."""
        given = {name: data.get(name) for name in ("amount", "rate") if name not in self.errors}
        effect = registry.effect_kind((data.get("effect") or "").partition(":")[0])
        if effect is not None:
            kind = data.get("kind") or effect.acts[0]
            for field, sentence in effect.faults(kind, **given):
                self.add_error(field, sentence)
        elif "effect" not in self.errors and any(value is not None for value in given.values()):
            self.add_error("effect", "Choisissez l’effet de ce montant ou de ce taux.")

    def perform(self) -> str:
        data = self.cleaned_data
        draft = ActDraft(
            agreement=self.agreement,
            kind=data["kind"],
            issuer=data["issuer"],
            title=data["act_title"],
            number=data["number"],
            date=data["date"],
            under=data["under"],
            document=self.stored_document(),
        )
        act, told = record_act(draft, by=self.actor, effect=self._effect_order())
        self.messages = [f"Acte enregistré : {act}.", *told]
        return act.get_absolute_url()

    def _effect_order(self) -> EffectOrder | None:
        data = self.cleaned_data
        if not data["effect"]:
            return None
        code, _, choice = data["effect"].partition(":")
        return EffectOrder(
            code=code,
            choice=choice,
            value_date=data["value_date"] or data["date"],
            amount=data["amount"],
            rate_bp=data["rate"],
        )


class CompleteActForm(_DocumentForm):
    """Give an awaited act its number and date: what was prepared takes effect."""

    title = "Enregistrer l’acte attendu"
    number = forms.CharField(label="Numéro", max_length=60)
    date = DayField(label="Date de l’acte")

    field_order = ["number", "date", "document"]

    def __init__(self, request: SiteRequest, *, act: Act) -> None:
        super().__init__(request, about=act)
        self.awaited = act

    def perform(self) -> str:
        data = self.cleaned_data
        act, told = complete_act(
            self.awaited,
            by=self.actor,
            number=data["number"],
            date=data["date"],
            document=self.stored_document(),
        )
        self.messages = [f"Acte enregistré : {act}.", *told]
        return act.get_absolute_url()
