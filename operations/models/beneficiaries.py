"""Who carries operations: legal bodies, and their establishments.

A record belongs to the body that typed it until an operation of it is admissible or imported, or it
is a body of the agreement; then it is shared: unique by SIREN, readable by every partner.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from accord.kernel.audit import AuditedModel
from accord.kernel.identifiers import validate_siren, validate_siret
from accord.kernel.text import fold
from accord.people.models import Organisation
from operations.querysets import BeneficiaryQuerySet, EstablishmentQuerySet

NAME_LENGTH = 250


class Beneficiary(AuditedModel):
    """A legal body that carries operations; its SIREN is unknown when no file gives it."""

    name = models.CharField("nom", max_length=NAME_LENGTH)
    folded = models.CharField("forme repliée", max_length=NAME_LENGTH, editable=False)
    siren = models.CharField(
        "SIREN", max_length=9, blank=True, validators=[validate_siren], help_text="Vide : inconnu."
    )
    owner = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="saisi par",
        related_name="beneficiaries_typed",
        help_text="Vide : venu d’un fichier national.",
    )
    is_shared = models.BooleanField("partagé", default=False)
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
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["siren"],
                condition=Q(is_shared=True) & ~Q(siren=""),
                name="operations_beneficiary_shared_siren_unique",
                violation_error_message="Ce SIREN est déjà celui d’un bénéficiaire partagé.",
            ),
            models.UniqueConstraint(
                fields=["folded"],
                condition=Q(is_shared=True, siren=""),
                name="operations_beneficiary_shared_name_unique",
                violation_error_message="Ce nom est déjà celui d’un bénéficiaire partagé.",
            ),
            models.UniqueConstraint(
                fields=["owner", "siren"],
                condition=Q(is_shared=False) & ~Q(siren=""),
                name="operations_beneficiary_own_siren_unique",
                violation_error_message="Votre organisme a déjà saisi ce SIREN.",
            ),
            models.UniqueConstraint(
                fields=["owner", "folded"],
                condition=Q(is_shared=False, siren=""),
                name="operations_beneficiary_own_name_unique",
                violation_error_message="Votre organisme a déjà saisi ce bénéficiaire.",
            ),
            models.CheckConstraint(
                name="operations_beneficiary_owned_or_shared",
                condition=Q(is_shared=True) | Q(owner__isnull=False),
                violation_error_message="Un bénéficiaire est saisi par un organisme, ou partagé.",
            ),
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


class Establishment(AuditedModel):
    """A place of a legal body, known by its SIRET."""

    beneficiary = models.ForeignKey(
        Beneficiary, models.PROTECT, verbose_name="bénéficiaire", related_name="establishments"
    )
    siret = models.CharField("SIRET", max_length=14, validators=[validate_siret])

    objects = EstablishmentQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "établissement"
        ordering = ["beneficiary_id", "siret"]
        constraints = [
            models.UniqueConstraint(
                fields=["beneficiary", "siret"], name="operations_establishment_unique"
            )
        ]

    def __str__(self) -> str:
        return self.siret

    def clean(self) -> None:
        if self.beneficiary.siren and not self.siret.startswith(self.beneficiary.siren):
            raise ValidationError({"siret": "Ce SIRET n’est pas celui de cet organisme."})
