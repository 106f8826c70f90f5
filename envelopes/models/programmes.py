"""Funds, programmes, priorities, objectives, and who serves which public with which scheme."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from accord.acts.models import FrameworkAgreement
from accord.kernel.audit import AuditedModel, AuditedReferenceQuerySet
from accord.kernel.certainty import Sourced
from accord.kernel.identifiers import code_validator
from accord.kernel.text import fold
from accord.people.models import Organisation


class Fund(Sourced, AuditedModel):
    """A European fund; ``max_rate_bp`` is the co-financing rate beyond which we warn."""

    code = models.CharField("code", max_length=20, unique=True, validators=[code_validator])
    name = models.CharField("nom", max_length=100)
    short_name = models.CharField("sigle", max_length=20)
    max_rate_bp = models.PositiveIntegerField(
        "taux maximal (points de base)",
        null=True,
        blank=True,
        help_text="Règle de la priorité, article 112 du règlement 2021/1060 : simple alerte ici.",
    )

    objects = AuditedReferenceQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "fonds"
        verbose_name_plural = "fonds"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.short_name


class Programme(Sourced, AuditedModel):
    """A programme of the Commission (CCI) in which a fund is spent."""

    code = models.CharField("code", max_length=30, unique=True)
    cci = models.CharField("CCI", max_length=16, blank=True)
    name = models.CharField("intitulé", max_length=200)
    fund = models.ForeignKey(Fund, models.PROTECT, verbose_name="fonds", related_name="programmes")
    agreement = models.ForeignKey(
        FrameworkAgreement, models.PROTECT, verbose_name="accord", related_name="programmes"
    )

    objects = AuditedReferenceQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "programme"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class ProgrammeAlias(AuditedModel):
    """Another name under which files know a programme."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, verbose_name="programme", related_name="aliases"
    )
    name = models.CharField("nom rencontré", max_length=200)
    folded = models.CharField("forme repliée", max_length=200, unique=True, editable=False)

    objects = AuditedReferenceQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "autre nom d’un programme"
        verbose_name_plural = "autres noms des programmes"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.folded = fold(self.name)


class Priority(Sourced, AuditedModel):
    programme = models.ForeignKey(
        Programme, models.PROTECT, verbose_name="programme", related_name="priorities"
    )
    code = models.CharField("code", max_length=10)
    label = models.CharField("libellé", max_length=400)

    objects = AuditedReferenceQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "priorité"
        ordering = ["programme_id", "code"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="envelopes_priority_unique")
        ]

    def __str__(self) -> str:
        return self.code


class SpecificObjective(Sourced, AuditedModel):
    priority = models.ForeignKey(
        Priority, models.PROTECT, verbose_name="priorité", related_name="objectives"
    )
    code = models.CharField("code", max_length=20)
    letter = models.CharField("lettre", max_length=4, blank=True)
    label = models.CharField("libellé", max_length=400)

    objects = AuditedReferenceQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "objectif spécifique"
        verbose_name_plural = "objectifs spécifiques"
        ordering = ["priority_id", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["priority", "code"], name="envelopes_specificobjective_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"


class DividingLine(Sourced, AuditedModel):
    """Ligne de partage (chapter 7): which public a holder serves with a fund."""

    agreement = models.ForeignKey(
        FrameworkAgreement, models.PROTECT, verbose_name="accord", related_name="dividing_lines"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="gestionnaire", related_name="dividing_lines"
    )
    fund = models.ForeignKey(
        Fund, models.PROTECT, verbose_name="fonds", related_name="dividing_lines"
    )
    position = models.PositiveSmallIntegerField("rang")
    public = models.TextField("publics", blank=True)
    criterion = models.TextField("critère distinctif", blank=True)
    note = models.TextField("remarque", blank=True)

    objects = AuditedReferenceQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "ligne de partage"
        verbose_name_plural = "lignes de partage"
        ordering = ["agreement_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "organisation", "fund"],
                name="envelopes_dividingline_unique",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.fund}"


class Scheme(Sourced, AuditedModel):
    """Dispositif: known by fund, holder and code, for the same label exists in two funds."""

    agreement = models.ForeignKey(
        FrameworkAgreement, models.PROTECT, verbose_name="accord", related_name="schemes"
    )
    fund = models.ForeignKey(Fund, models.PROTECT, verbose_name="fonds", related_name="schemes")
    holder = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="titulaire", related_name="schemes"
    )
    code = models.CharField("code", max_length=10)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="dispositif de rattachement",
        related_name="children",
    )
    position = models.PositiveSmallIntegerField("rang")
    title = models.CharField("intitulé", max_length=500)
    public = models.TextField("publics", blank=True)
    links = models.CharField("politiques liées", max_length=300, blank=True)

    objects = AuditedReferenceQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "dispositif"
        ordering = ["agreement_id", "fund_id", "holder_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "fund", "holder", "code"], name="envelopes_scheme_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def policies(self) -> list[str]:
        """Other policies that the scheme is linked to."""
        return [policy for policy in self.links.split("|") if policy]

    def belongs_to(self, line: DividingLine) -> bool:
        """Whether a dividing line is that of this scheme's holder and fund."""
        return (self.holder_id, self.fund_id) == (line.organisation_id, line.fund_id)

    def clean(self) -> None:
        if self.parent and (self.parent.fund_id, self.parent.holder_id) != (
            self.fund_id,
            self.holder_id,
        ):
            raise ValidationError(
                {"parent": "Le dispositif de rattachement a le même fonds et le même titulaire."}
            )
