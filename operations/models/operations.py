"""Operations, and what their holder alone reads of them: the file.

What an operation was asked and appraised for is in its file, another row with another reader.
Amounts programmed, contracted and later are ledger rows, and only those count in totals. What it
was (scheme, objective, PLIE, territories) is dated, in rows of its own (``keys``).
"""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accord.kernel.audit import AuditedModel
from accord.kernel.identifiers import canonical_number
from accord.kernel.locking import Rank
from accord.kernel.money import BASIS_POINTS, MoneyField
from accord.kernel.text import fold
from accord.people.models import Organisation
from accord.territories.models import Territory
from envelopes.models import Envelope, Programme, Scheme, SpecificObjective
from operations.models.beneficiaries import Beneficiary, Establishment
from operations.querysets import (
    FileQuerySet,
    FileTerritoryQuerySet,
    FinancingQuerySet,
    OperationQuerySet,
)
from operations.states import (
    NUMBER_PATTERN,
    CostOption,
    FinancingKind,
    OperationState,
    Opinion,
    Reserve,
)

validate_number = RegexValidator(
    rf"^{NUMBER_PATTERN}\Z",
    "Un numéro s’écrit en lettres sans accent, chiffres, espaces, points et tirets.",
)
_TAKEN = "Une opération de ce programme porte déjà ce numéro."


class Operation(AuditedModel):
    """An operation of one envelope, from its application to its agreement.

    ``reserves`` are codes joined by ``|``: what an official list says and yet is odd.
    """

    lock_rank = Rank.OPERATION

    number = models.CharField("numéro", max_length=30, validators=[validate_number])
    canonical = models.CharField("numéro canonique", max_length=30, editable=False)
    title = models.CharField("intitulé", max_length=400)
    folded = models.TextField("forme repliée", editable=False, blank=True)
    envelope = models.ForeignKey(
        Envelope, models.PROTECT, verbose_name="enveloppe", related_name="operations"
    )
    owner = models.ForeignKey(
        Organisation,
        models.PROTECT,
        editable=False,
        verbose_name="gestionnaire",
        related_name="operations_held",
    )
    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        editable=False,
        verbose_name="programme",
        related_name="operations",
    )
    beneficiary = models.ForeignKey(
        Beneficiary, models.PROTECT, verbose_name="bénéficiaire", related_name="operations"
    )
    establishment = models.ForeignKey(
        Establishment,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="établissement",
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
    reserves = models.CharField("réserves", max_length=80, blank=True)

    objects = OperationQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "opération"
        ordering = ["number", "pk"]
        indexes = [
            models.Index(fields=["envelope", "state"]),
            models.Index(fields=["beneficiary"]),
            models.Index(fields=["canonical"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "programme", "canonical"],
                name="operations_operation_own_number_unique",
                violation_error_message=_TAKEN,
            ),
            models.UniqueConstraint(
                fields=["programme", "canonical"],
                condition=Q(admitted_on__isnull=False) | Q(is_imported=True),
                name="operations_operation_number_unique",
                violation_error_message=_TAKEN,
            ),
            models.CheckConstraint(
                name="operations_operation_dates",
                condition=Q(ends_on__gte=F("starts_on"))
                | Q(reserves__contains=Reserve.REVERSED_DATES.value),
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
            models.CheckConstraint(
                name="operations_operation_draft_not_submitted",
                condition=Q(state="draft", submitted_on=None)
                | Q(~Q(state="draft"), submitted_on__isnull=False)
                | Q(is_imported=True),
                violation_error_message="Seul un brouillon n’a pas de date de dépôt.",
            ),
            models.CheckConstraint(
                name="operations_operation_admitted_when_decided",
                condition=Q(
                    state__in=["draft", "submitted", "inadmissible", "admissible", "withdrawn"]
                )
                | Q(admitted_on__isnull=False)
                | Q(is_imported=True),
                violation_error_message="Une opération décidée a été recevable.",
            ),
            models.CheckConstraint(
                name="operations_operation_qpv",
                condition=Q(qpv_share_bp=None) | Q(qpv_share_bp__lte=BASIS_POINTS),
                violation_error_message="La part QPV ne peut pas dépasser 100 %%.",
            ),
            models.CheckConstraint(
                name="operations_operation_reserves_of_a_list",
                condition=Q(reserves="") | Q(is_imported=True),
                violation_error_message="Seule une opération d’une liste nationale a des réserves.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} – {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("operations:operation-detail", args=[self.pk])

    @property
    def owner_name(self) -> str:
        return str(self.owner)

    @property
    def is_official(self) -> bool:
        """Whether its number is its own in its programme: admissible once, or listed."""
        return self.admitted_on is not None or self.is_imported

    @property
    def shown_state(self) -> OperationState:
        """State at the date read (``with_state_on``), else the present one."""
        return OperationState(getattr(self, "state_on", self.state))

    @property
    def shown_opinion(self) -> Opinion:
        """Opinion at the date read (``with_state_on``), else the present one."""
        return Opinion(getattr(self, "opinion_on", self.opinion))

    def clean_fields(self, exclude: object = None) -> None:
        """Holder and programme are those of the envelope; the number has one form."""
        self.owner_id = self.envelope.holder_id  # type: ignore[assignment]
        self.programme_id = self.envelope.programme_id  # type: ignore[assignment]
        self.canonical = canonical_number(self.number)
        super().clean_fields(exclude=exclude)  # type: ignore[arg-type]

    def clean(self) -> None:
        """Keep what a search looks into, without case or accents."""
        self.folded = fold(f"{self.number} {self.title} {self.beneficiary.name}")


def _together(cost: str, eu_amount: str) -> Q:
    """Both amounts or neither. Null compares as unknown, which a check lets pass."""
    sound = {
        f"{cost}__isnull": False,
        f"{eu_amount}__isnull": False,
        f"{eu_amount}__gt": 0,
        f"{cost}__gte": F(eu_amount),
    }
    return Q(**{cost: None, eu_amount: None}) | Q(**sound)


class OperationFile(AuditedModel):
    """What an operation asked for and what its appraisal kept (cents): its holder's to read.

    Scheme, objective and PLIE are those asked for in the draft; filing it dates them, as keys.
    """

    has_second_fence = True

    operation = models.OneToOneField(
        Operation, models.PROTECT, verbose_name="opération", related_name="file"
    )
    owner = models.ForeignKey(
        Organisation,
        models.PROTECT,
        editable=False,
        verbose_name="gestionnaire",
        related_name="operation_files",
    )
    requested_cost = MoneyField("coût total éligible demandé", null=True, blank=True)
    requested_eu = MoneyField("montant UE demandé", null=True, blank=True)
    appraised_cost = MoneyField("coût total éligible instruit", null=True, blank=True)
    appraised_eu = MoneyField("montant UE instruit", null=True, blank=True)
    conclusion = models.TextField("conclusion de l’instruction", blank=True)
    scheme = models.ForeignKey(
        Scheme,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="dispositif",
        related_name="draft_files",
    )
    objective = models.ForeignKey(
        SpecificObjective,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="objectif spécifique",
        related_name="draft_files",
    )
    plie = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="PLIE",
        related_name="draft_files",
    )

    objects = FileQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "dossier d’une opération"
        verbose_name_plural = "dossiers des opérations"
        ordering = ["operation_id"]
        constraints = [
            models.CheckConstraint(
                name="operations_operationfile_requested",
                condition=_together("requested_cost", "requested_eu"),
                violation_error_message=(
                    "Coût et montant UE demandés vont de pair, le second au plus égal au premier."
                ),
            ),
            models.CheckConstraint(
                name="operations_operationfile_appraised",
                condition=_together("appraised_cost", "appraised_eu"),
                violation_error_message=(
                    "Coût et montant UE instruits vont de pair, le second au plus égal au premier."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Dossier de {self.operation}"

    def clean_fields(self, exclude: object = None) -> None:
        self.owner_id = self.operation.owner_id
        super().clean_fields(exclude=exclude)  # type: ignore[arg-type]


class FileTerritory(AuditedModel):
    """A territory asked for in a draft; filing it dates them all, as sets."""

    file = models.ForeignKey(
        OperationFile, models.PROTECT, verbose_name="dossier", related_name="territory_lines"
    )
    owner = models.ForeignKey(
        Organisation,
        models.PROTECT,
        editable=False,
        verbose_name="gestionnaire",
        related_name="file_territories",
    )
    territory = models.ForeignKey(
        Territory, models.PROTECT, verbose_name="territoire", related_name="file_lines"
    )

    objects = FileTerritoryQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "territoire d’un dossier"
        verbose_name_plural = "territoires des dossiers"
        ordering = ["file_id", "territory_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["file", "territory"], name="operations_fileterritory_unique"
            )
        ]

    def __str__(self) -> str:
        return str(self.territory)

    def clean_fields(self, exclude: object = None) -> None:
        self.owner_id = self.file.owner_id
        super().clean_fields(exclude=exclude)  # type: ignore[arg-type]


class FinancingLine(AuditedModel):
    """A resource of the financing plan; resources add up to the eligible cost."""

    operation = models.ForeignKey(
        Operation, models.PROTECT, verbose_name="opération", related_name="financing_lines"
    )
    owner = models.ForeignKey(
        Organisation,
        models.PROTECT,
        editable=False,
        verbose_name="gestionnaire",
        related_name="financing_lines",
    )
    kind = models.CharField("nature", max_length=12, choices=FinancingKind)
    label = models.CharField("financeur", max_length=150, blank=True)
    amount = MoneyField("montant")

    objects = FinancingQuerySet.as_manager()

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

    def clean_fields(self, exclude: object = None) -> None:
        self.owner_id = self.operation.owner_id
        super().clean_fields(exclude=exclude)  # type: ignore[arg-type]
