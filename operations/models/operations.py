"""Operations, who carries them, where they take place and how they are financed.

Amounts asked and appraised are attributes of the operation; amounts programmed, contracted and
later are ledger rows, and only those count in totals.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accord.kernel.audit import AuditedModel
from accord.kernel.identifiers import validate_siret
from accord.kernel.money import BASIS_POINTS, MoneyField
from accord.kernel.text import fold
from accord.people.models import Organisation
from accord.territories.models import Territory
from envelopes.models import Envelope, Scheme, SpecificObjective
from operations.querysets import (
    BeneficiaryQuerySet,
    OfFileQuerySet,
    OfOperationQuerySet,
    OperationQuerySet,
)
from operations.states import (
    NUMBER_PATTERN,
    CostOption,
    FinancingKind,
    OperationState,
    Opinion,
)

NAME_LENGTH = 250

validate_number = RegexValidator(
    rf"^{NUMBER_PATTERN}\Z",
    "Un numéro s’écrit en lettres sans accent, chiffres, espaces, points et tirets.",
)


class Beneficiary(AuditedModel):
    """The body that carries operations; its SIRET is unknown when no file gives it."""

    name = models.CharField("nom", max_length=NAME_LENGTH)
    folded = models.CharField("forme repliée", max_length=NAME_LENGTH, unique=True, editable=False)
    siret = models.CharField(
        "SIRET", max_length=14, blank=True, validators=[validate_siret], help_text="Vide : inconnu."
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="organisme de l’accord",
        related_name="as_beneficiary",
    )
    is_fictional = models.BooleanField("fictif", default=False)

    objects = BeneficiaryQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "bénéficiaire"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["siret"],
                condition=~Q(siret=""),
                name="operations_beneficiary_siret_unique",
                violation_error_message="Ce SIRET est déjà celui d’un autre bénéficiaire.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.name = " ".join(self.name.split())
        self.folded = fold(self.name)
        if not self.folded:
            # Such names would all be one and the same.
            raise ValidationError({"name": "Un nom a au moins une lettre latine ou un chiffre."})
        if len(self.folded) > NAME_LENGTH:
            # A ligature counts for two letters once folded.
            raise ValidationError({"name": f"Ce nom dépasse {NAME_LENGTH} caractères."})


class Operation(AuditedModel):
    """An operation of one envelope, from its application to its agreement."""

    number = models.CharField("numéro", max_length=30, unique=True, validators=[validate_number])
    title = models.CharField("intitulé", max_length=400)
    folded = models.TextField("forme repliée", editable=False, blank=True)
    envelope = models.ForeignKey(
        Envelope, models.PROTECT, verbose_name="enveloppe", related_name="operations"
    )
    beneficiary = models.ForeignKey(
        Beneficiary, models.PROTECT, verbose_name="bénéficiaire", related_name="operations"
    )
    scheme = models.ForeignKey(
        Scheme,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="dispositif",
        related_name="operations",
    )
    objective = models.ForeignKey(
        SpecificObjective,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="objectif spécifique",
        related_name="operations",
    )
    state = models.CharField(
        "état", max_length=13, choices=OperationState, default=OperationState.DRAFT
    )
    opinion = models.CharField("avis", max_length=12, choices=Opinion, default=Opinion.NONE)
    starts_on = models.DateField("début")
    ends_on = models.DateField("fin")
    submitted_on = models.DateField("déposée le", null=True, blank=True)
    admitted_on = models.DateField("recevable le", null=True, blank=True)
    requested_cost = MoneyField("coût total éligible demandé", null=True, blank=True)
    requested_eu = MoneyField("montant UE demandé", null=True, blank=True)
    appraised_cost = MoneyField("coût total éligible instruit", null=True, blank=True)
    appraised_eu = MoneyField("montant UE instruit", null=True, blank=True)
    appraisal = models.TextField("conclusion de l’instruction", blank=True)
    cost_option = models.CharField(
        "option de coûts", max_length=8, choices=CostOption, default=CostOption.UNKNOWN
    )
    qpv_share_bp = models.PositiveIntegerField(
        "part QPV (points de base)", null=True, blank=True, help_text="Vide : inconnue."
    )
    planned_participants = models.PositiveIntegerField("participants prévus", null=True, blank=True)
    is_technical_assistance = models.BooleanField("assistance technique", default=False)
    is_imported = models.BooleanField("issue d’un fichier national", default=False)
    is_fictional = models.BooleanField("fictive", default=False)

    objects = OperationQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "opération"
        ordering = ["number"]
        indexes = [
            models.Index(fields=["envelope", "state"]),
            models.Index(fields=["beneficiary"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="operations_operation_dates",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
            models.CheckConstraint(
                name="operations_operation_requested",
                condition=Q(requested_cost=None)
                | Q(requested_eu=None)
                | Q(requested_eu__gt=0, requested_cost__gte=F("requested_eu")),
                violation_error_message="Le montant UE demandé ne peut pas dépasser le coût.",
            ),
            models.CheckConstraint(
                name="operations_operation_appraised",
                condition=Q(appraised_cost=None, appraised_eu=None)
                | Q(appraised_eu__gt=0, appraised_cost__gte=F("appraised_eu")),
                violation_error_message="Le montant UE instruit ne peut pas dépasser le coût.",
            ),
            models.CheckConstraint(
                name="operations_operation_draft_not_submitted",
                condition=Q(state="draft", submitted_on=None)
                | Q(~Q(state="draft"), submitted_on__isnull=False)
                | Q(is_imported=True),
                violation_error_message="Seul un brouillon n’a pas de date de dépôt.",
            ),
            models.CheckConstraint(
                name="operations_operation_appraised_when_decided",
                condition=Q(
                    state__in=["draft", "submitted", "inadmissible", "admissible", "withdrawn"]
                )
                | Q(appraised_eu__isnull=False, admitted_on__isnull=False)
                | Q(is_imported=True),
                violation_error_message="Une opération décidée a été recevable et instruite.",
            ),
            models.CheckConstraint(
                name="operations_operation_qpv",
                condition=Q(qpv_share_bp=None) | Q(qpv_share_bp__lte=BASIS_POINTS),
                violation_error_message="La part QPV ne peut pas dépasser 100 %%.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} – {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("operations:operation-detail", args=[self.pk])

    @property
    def shown_state(self) -> OperationState:
        """State at the date read (``with_state_on``), else the present one."""
        return OperationState(getattr(self, "state_on", self.state))

    @property
    def shown_opinion(self) -> Opinion:
        """Opinion at the date read (``with_state_on``), else the present one."""
        return Opinion(getattr(self, "opinion_on", self.opinion))

    def clean(self) -> None:
        """Keep what a search looks into, without case or accents."""
        self.folded = fold(f"{self.number} {self.title} {self.beneficiary.name}")


class OperationTerritory(AuditedModel):
    operation = models.ForeignKey(
        Operation, models.PROTECT, verbose_name="opération", related_name="territory_lines"
    )
    territory = models.ForeignKey(
        Territory, models.PROTECT, verbose_name="territoire", related_name="operation_lines"
    )

    objects = OfOperationQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "territoire d’une opération"
        verbose_name_plural = "territoires des opérations"
        ordering = ["operation_id", "territory_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["operation", "territory"], name="operations_operationterritory_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.operation} – {self.territory}"


class FinancingLine(AuditedModel):
    """A resource of the financing plan; resources add up to the eligible cost."""

    operation = models.ForeignKey(
        Operation, models.PROTECT, verbose_name="opération", related_name="financing_lines"
    )
    kind = models.CharField("nature", max_length=12, choices=FinancingKind)
    label = models.CharField("financeur", max_length=150, blank=True)
    amount = MoneyField("montant")

    objects = OfFileQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "ligne de financement"
        verbose_name_plural = "lignes de financement"
        ordering = ["operation_id", "pk"]
        constraints = [
            models.CheckConstraint(
                name="operations_financingline_amount",
                condition=Q(amount__gt=0),
                violation_error_message="Une ressource est un montant positif.",
            )
        ]

    def __str__(self) -> str:
        return self.label or self.get_kind_display()
