"""Forms of operations: the draft, then each step that an officer takes."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.urls import reverse

from accord.kernel.dates import today
from accord.kernel.identifiers import validate_siret
from accord.kernel.money import MoneyFormField
from accord.territories.models import Territory
from accord.web.forms import DayField, RateField
from accord.web.requests import SiteRequest
from accord.web.versioned_forms import VersionedForm
from envelopes.models import Envelope, Scheme, SpecificObjective
from envelopes.states import Stage
from operations import actions
from operations.ledger import net_amounts
from operations.models import Operation
from operations.models.operations import validate_number
from operations.states import CostOption, FinancingKind

_TERRITORY_FAMILIES = (
    Territory.Family.DEPARTMENT,
    Territory.Family.PLIE,
    Territory.Family.RSA,
    Territory.Family.EMPLOYMENT_ZONE,
    Territory.Family.MINING_BASIN,
)
# Resources that an appraisal may detail, the EU's own amount apart.
_RESOURCES = [kind for kind in FinancingKind if kind.name not in ("EU", "NOT_DETAILED")]


class SiretField(forms.CharField):
    """A SIRET, with the spaces that it is printed with or without any."""

    default_validators = [validate_siret]

    def to_python(self, value: Any) -> str:
        return "".join((super().to_python(value) or "").split())


class OperationForm(VersionedForm):
    """A draft: created, or corrected while it is one."""

    title = "Nouvelle opération"
    places = {
        "La part QPV ne peut pas dépasser 100 %.": "qpv_share",
        "Une opération de ce programme porte déjà ce numéro.": "number",
        "Ce SIREN est déjà celui d’un bénéficiaire partagé.": "siret",
        "Ce SIREN n’est pas valide (clé de contrôle).": "siret",
    }
    success_message = "Brouillon enregistré."
    number = forms.CharField(
        label="Numéro",
        max_length=30,
        validators=[validate_number],
        help_text="Celui de Ma démarche FSE+, par exemple 202404192.",
    )
    operation_title = forms.CharField(label="Intitulé", max_length=400)
    envelope = forms.ModelChoiceField(
        label="Enveloppe",
        queryset=Envelope.objects.none(),
        to_field_name="code",
        empty_label="Choisir",
    )
    beneficiary_name = forms.CharField(label="Bénéficiaire", max_length=250)
    siret = SiretField(
        label="SIRET du bénéficiaire",
        required=False,
        help_text="Quatorze chiffres ; vide s’il est inconnu.",
    )
    scheme = forms.ModelChoiceField(
        label="Dispositif", queryset=Scheme.objects.none(), required=False, empty_label="—"
    )
    objective = forms.ModelChoiceField(
        label="Objectif spécifique",
        queryset=SpecificObjective.objects.none(),
        required=False,
        empty_label="—",
    )
    territories = forms.ModelMultipleChoiceField(
        label="Territoires",
        queryset=Territory.objects.none(),
        required=False,
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
    )
    starts_on = DayField(label="Début de l’opération")
    ends_on = DayField(label="Fin de l’opération")
    requested_cost = MoneyFormField(label="Coût total éligible demandé", min_cents=1)
    requested_eu = MoneyFormField(label="Montant UE demandé", min_cents=1)
    cost_option = forms.ChoiceField(label="Option de coûts", choices=CostOption.choices)
    qpv_share = RateField(
        label="Part de l’opération en QPV", required=False, help_text="Vide : inconnue."
    )
    planned_participants = forms.IntegerField(
        label="Participants prévus", required=False, min_value=0, max_value=1_000_000
    )
    is_technical_assistance = forms.BooleanField(label="Assistance technique", required=False)

    def __init__(self, request: SiteRequest, *, operation: Operation | None = None) -> None:
        initial = _initial(operation) if operation else {}
        super().__init__(request, about=operation, initial=initial)
        self.operation = operation
        if operation:
            self.title = f"Modifier l’opération {operation.number}"
        own = {"holder_id": self.reader.body_id}
        envelopes = Envelope.objects.visible_to(self.reader).delegated()
        envelopes = envelopes.filter(is_extract=False, **own)
        choices: dict[str, Any] = {
            "envelope": envelopes,
            "scheme": Scheme.objects.visible_to(self.reader).filter(**own),
            "objective": SpecificObjective.objects.visible_to(self.reader)
            .filter(priority__programme__envelopes__in=envelopes)
            .distinct(),
            "territories": Territory.objects.visible_to(self.reader).filter(
                family__in=_TERRITORY_FAMILIES
            ),
        }
        for name, queryset in choices.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]
        self.fields["scheme"].label_from_instance = (  # type: ignore[attr-defined]
            lambda scheme: f"{scheme.fund} – {scheme}"[:120]
        )
        self.fields["territories"].label_from_instance = (  # type: ignore[attr-defined]
            lambda territory: f"{territory.name} ({territory.get_family_display()})"
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", "La fin ne peut pas précéder le début.")
        cost, eu_amount = data.get("requested_cost"), data.get("requested_eu")
        if cost and eu_amount and eu_amount > cost:
            self.add_error("requested_eu", "Le montant du fonds ne peut pas dépasser le coût.")
        return data

    def perform(self) -> str:
        data = self.cleaned_data
        beneficiary = actions.find_or_create_beneficiary(
            data["beneficiary_name"], siret=data["siret"], by=self.actor
        )
        establishment = actions.find_or_create_establishment(
            beneficiary, data["siret"], by=self.actor
        )
        draft = actions.OperationDraft(
            number=data["number"],
            title=data["operation_title"],
            envelope=data["envelope"],
            beneficiary=beneficiary,
            establishment=establishment,
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            requested_cost=data["requested_cost"],
            requested_eu=data["requested_eu"],
            territories=list(data["territories"]),
            attributes={
                "scheme": data["scheme"],
                "objective": data["objective"],
                "cost_option": data["cost_option"],
                "qpv_share_bp": data["qpv_share"],
                "planned_participants": data["planned_participants"],
                "is_technical_assistance": data["is_technical_assistance"],
            },
        )
        if self.operation:
            return actions.edit_draft(self.operation, draft, by=self.actor).get_absolute_url()
        return actions.create_operation(draft, by=self.actor).get_absolute_url()


def _initial(operation: Operation) -> dict[str, Any]:
    file, establishment = operation.file, operation.establishment
    return {
        "number": operation.number,
        "operation_title": operation.title,
        "envelope": operation.envelope.code,
        "beneficiary_name": operation.beneficiary.name,
        "siret": establishment.siret if establishment else "",
        "scheme": file.scheme_id,
        "objective": file.objective_id,
        "territories": [line.territory.code for line in file.territory_lines.all()],
        "starts_on": operation.starts_on,
        "ends_on": operation.ends_on,
        "requested_cost": file.requested_cost,
        "requested_eu": file.requested_eu,
        "cost_option": operation.cost_option,
        "qpv_share": operation.qpv_share_bp,
        "planned_participants": operation.planned_participants,
        "is_technical_assistance": operation.is_technical_assistance,
    }


class StepForm(VersionedForm):
    """One step of one operation, with its date."""

    value_date = DayField(label="Date", initial=today)

    def __init__(self, request: SiteRequest, *, operation: Operation, **kwargs: Any) -> None:
        super().__init__(request, about=operation, **kwargs)
        self.operation = operation

    def step(self) -> None:
        """Call the action of the step. Subclasses define it."""
        raise TypeError(f"{type(self).__name__} must define step()")

    def perform(self) -> str:
        self.step()
        return self.operation.get_absolute_url()


class SubmitForm(StepForm):
    title = submit_label = "Déposer la demande"
    success_message = "Demande déposée."
    value_date = DayField(label="Déposée le", initial=today)

    def step(self) -> None:
        actions.submit_operation(
            self.operation, by=self.actor, value_date=self.cleaned_data["value_date"]
        )


class AdmissibilityForm(StepForm):
    title = "Recevabilité"
    success_message = "Recevabilité enregistrée."
    admissible = forms.TypedChoiceField(
        label="Conclusion",
        choices=[("1", "Recevable"), ("0", "Irrecevable")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    value_date = DayField(label="Décidée le", initial=today)
    reason = forms.CharField(
        label="Motif",
        max_length=500,
        required=False,
        help_text="Obligatoire si la demande est irrecevable ; sinon, une remarque.",
    )

    field_order = ["admissible", "value_date", "reason"]

    def step(self) -> None:
        data = self.cleaned_data
        actions.decide_admissibility(
            self.operation,
            by=self.actor,
            admissible=data["admissible"],
            value_date=data["value_date"],
            reason=data["reason"],
        )


class _FinancedForm(StepForm):
    """A step that gives an eligible cost, a EU amount and the resources that complete them."""

    eligible_cost = MoneyFormField(label="Coût total éligible", min_cents=1)
    eu_amount = MoneyFormField(label="Montant UE", min_cents=1)
    before: ClassVar[list[str]] = []
    after: ClassVar[list[str]] = []

    def __init__(self, request: SiteRequest, **about: Any) -> None:
        super().__init__(request, **about)
        self.fields["eu_amount"].label = f"Montant {self.operation.envelope.fund.short_name}"
        known = {line.kind: line.amount for line in self.operation.financing_lines.all()}
        for kind in _RESOURCES:
            self.fields[f"resource_{kind.value}"] = MoneyFormField(
                label=f"Ressource : {kind.label}",
                required=False,
                min_cents=0,
                initial=known.get(kind.value),
            )
        names = [f"resource_{kind.value}" for kind in _RESOURCES]
        self.order_fields([*self.before, "eligible_cost", "eu_amount", *names, *self.after])

    def resources(self) -> list[actions.Resource]:
        """The resources that were filled in."""
        return [
            actions.Resource(kind.value, amount)
            for kind in _RESOURCES
            if (amount := self.cleaned_data[f"resource_{kind.value}"])
        ]


class AppraisalForm(_FinancedForm):
    title = "Instruction"
    success_message = "Instruction enregistrée : l’opération attend un avis."
    value_date = DayField(label="Instruite le", initial=today)
    eligible_cost = MoneyFormField(label="Coût total éligible retenu", min_cents=1)
    conclusion = forms.CharField(
        label="Conclusion de l’instruction", widget=forms.Textarea(attrs={"rows": 4})
    )
    before: ClassVar[list[str]] = ["value_date"]
    after: ClassVar[list[str]] = ["conclusion"]

    def __init__(self, request: SiteRequest, *, operation: Operation) -> None:
        file = operation.file
        super().__init__(
            request,
            operation=operation,
            initial={
                "eligible_cost": file.appraised_cost or file.requested_cost,
                "eu_amount": file.appraised_eu or file.requested_eu,
                "conclusion": file.conclusion,
            },
        )

    def step(self) -> None:
        data = self.cleaned_data
        actions.appraise_operation(
            self.operation,
            by=self.actor,
            value_date=data["value_date"],
            eligible_cost=data["eligible_cost"],
            eu_amount=data["eu_amount"],
            resources=self.resources(),
            conclusion=data["conclusion"],
        )


class _AgreementForm(_FinancedForm):
    """A signed paper with its amounts and its financing plan."""

    number = forms.CharField(label="Numéro", max_length=60)
    value_date = DayField(label="Signée le", initial=today)
    places = {"Un acte de cette nature porte déjà ce numéro.": "number"}
    before: ClassVar[list[str]] = ["number", "value_date"]
    stage = Stage.PROGRAMMED

    def __init__(self, request: SiteRequest, *, operation: Operation) -> None:
        net = net_amounts(operation, self.stage)
        initial = {"eligible_cost": net.eligible_cost, "eu_amount": net.amount}
        super().__init__(request, operation=operation, initial=initial)

    def signed(self) -> dict[str, Any]:
        names = ("number", "value_date", "eligible_cost", "eu_amount")
        return {
            **{name: self.cleaned_data[name] for name in names},
            "resources": self.resources(),
        }


class ContractForm(_AgreementForm):
    title = "Convention signée"
    success_message = "Convention enregistrée."

    def step(self) -> None:
        actions.contract_operation(self.operation, by=self.actor, **self.signed())


class AmendForm(_AgreementForm):
    title = "Avenant à la convention"
    success_message = "Avenant enregistré."
    stage = Stage.CONTRACTED
    ends_on = DayField(label="Fin de l’opération", required=False)
    before: ClassVar[list[str]] = ["number", "value_date", "ends_on"]

    def __init__(self, request: SiteRequest, *, operation: Operation) -> None:
        super().__init__(request, operation=operation)
        self.fields["ends_on"].initial = operation.ends_on

    def step(self) -> None:
        actions.amend_operation(
            self.operation, by=self.actor, ends_on=self.cleaned_data["ends_on"], **self.signed()
        )


class WithdrawForm(StepForm):
    title = submit_label = "Retirer l’opération"
    success_message = "Opération retirée."
    value_date = DayField(label="Retirée le", initial=today)
    reason = forms.CharField(label="Motif", max_length=500)

    def step(self) -> None:
        data = self.cleaned_data
        actions.withdraw_operation(
            self.operation, by=self.actor, value_date=data["value_date"], reason=data["reason"]
        )


class DeleteForm(StepForm):
    title = submit_label = "Supprimer le brouillon"
    success_message = "Brouillon supprimé."
    # No date: what was never filed leaves no step.
    value_date = None  # type: ignore[assignment]

    def perform(self) -> str:
        actions.delete_draft(self.operation, by=self.actor)
        return reverse("operations:operation-list")
