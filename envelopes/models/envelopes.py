"""The tree of envelopes, global grants, tranches and ceilings.

Only the delegated leaves have ledger rows and receive operations; the nodes above them show
sourced figures.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accord.acts.models import Act, FrameworkAgreement
from accord.agreement.models import SourcedFigure
from accord.kernel.audit import AuditedModel, AuditedReferenceQuerySet
from accord.kernel.certainty import Sourced
from accord.kernel.identifiers import code_validator
from accord.kernel.locking import Rank
from accord.kernel.money import BASIS_POINTS, MoneyField, format_rate
from accord.people.models import Organisation
from envelopes.models.programmes import Fund, Priority, Programme
from envelopes.querysets import EnvelopeQuerySet, GrantQuerySet, TrancheQuerySet
from envelopes.states import EnvelopeLevel


class Envelope(Sourced, AuditedModel):
    """A node of the tree of credits; a leaf of level ``holder`` has a ledger."""

    lock_rank = Rank.ENVELOPE

    agreement = models.ForeignKey(
        FrameworkAgreement, models.PROTECT, verbose_name="accord", related_name="envelopes"
    )
    code = models.CharField("code", max_length=40, unique=True, validators=[code_validator])
    name = models.CharField("nom", max_length=200)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="enveloppe mère",
        related_name="children",
    )
    level = models.CharField("niveau", max_length=13, choices=EnvelopeLevel)
    fund = models.ForeignKey(Fund, models.PROTECT, verbose_name="fonds", related_name="envelopes")
    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="programme",
        related_name="envelopes",
    )
    priority = models.ForeignKey(
        Priority,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="priorité",
        related_name="envelopes",
    )
    holder = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="titulaire",
        related_name="envelopes",
    )
    is_extract = models.BooleanField(
        "opérations en extrait",
        default=False,
        help_text="Les opérations connues sont un extrait : ni reste ni taux ne se calculent.",
    )
    position = models.PositiveSmallIntegerField("rang", default=0)

    objects = EnvelopeQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "enveloppe"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="envelopes_envelope_holder",
                condition=Q(level="holder", holder__isnull=False)
                | (~Q(level="holder") & Q(holder=None)),
                violation_error_message=(
                    "Une enveloppe déléguée a un titulaire, et elle seule en a un."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("envelopes:envelope-detail", args=[self.code])

    @property
    def is_delegated(self) -> bool:
        return self.level == EnvelopeLevel.HOLDER


class EnvelopeFigure(AuditedModel):
    """A printed figure of an envelope; several stand side by side when documents differ."""

    envelope = models.ForeignKey(
        Envelope, models.PROTECT, verbose_name="enveloppe", related_name="figure_lines"
    )
    figure = models.ForeignKey(
        SourcedFigure, models.PROTECT, verbose_name="chiffre", related_name="envelope_lines"
    )
    position = models.PositiveSmallIntegerField("rang", default=0)

    objects = AuditedReferenceQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "chiffre d’une enveloppe"
        verbose_name_plural = "chiffres des enveloppes"
        ordering = ["envelope_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["envelope", "figure"], name="envelopes_envelopefigure_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.envelope} – {self.figure}"


class GlobalGrant(Sourced, AuditedModel):
    """Subvention globale: the delegation agreement of one envelope over a period."""

    lock_rank = Rank.GRANT

    code = models.CharField("code", max_length=60, unique=True, validators=[code_validator])
    owner = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="organisme intermédiaire",
        related_name="global_grants",
    )
    envelope = models.ForeignKey(
        Envelope, models.PROTECT, verbose_name="enveloppe", related_name="grants"
    )
    act = models.OneToOneField(
        Act, models.PROTECT, verbose_name="convention", related_name="global_grant"
    )
    label = models.CharField("intitulé", max_length=200)
    starts_on = models.DateField("début")
    ends_on = models.DateField("fin")

    objects = GrantQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "subvention globale"
        verbose_name_plural = "subventions globales"
        ordering = ["envelope_id", "starts_on"]
        constraints = [
            models.CheckConstraint(
                name="envelopes_globalgrant_dates",
                condition=Q(ends_on__gt=F("starts_on")),
                violation_error_message="La fin doit suivre le début.",
            )
        ]

    def __str__(self) -> str:
        return self.label


class Tranche(Sourced, AuditedModel):
    """A plan: a share of an envelope, its period, its condition. Operations draw on envelopes."""

    envelope = models.ForeignKey(
        Envelope, models.PROTECT, verbose_name="enveloppe", related_name="tranches"
    )
    grant = models.ForeignKey(
        GlobalGrant,
        models.PROTECT,
        verbose_name="subvention globale",
        related_name="tranches",
        help_text="La subvention globale dont la convention ou un avenant ouvre la tranche.",
    )
    position = models.PositiveSmallIntegerField("rang")
    label = models.CharField("intitulé", max_length=100)
    share_bp = models.PositiveIntegerField("part (points de base)")
    amount = MoneyField("montant")
    period = models.CharField("période", max_length=20)
    condition = models.CharField("condition", max_length=400, blank=True)

    objects = TrancheQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "tranche"
        ordering = ["envelope_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["envelope", "position"], name="envelopes_tranche_unique"
            ),
            models.CheckConstraint(
                name="envelopes_tranche_amount",
                condition=Q(amount__gt=0, share_bp__gt=0, share_bp__lte=BASIS_POINTS),
                violation_error_message="Une tranche a une part et un montant positifs.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} – {self.envelope}"


class ProgrammingCeiling(AuditedModel):
    """Share of the open credits that may be programmed, from a date on; 100 % by default."""

    envelope = models.ForeignKey(
        Envelope, models.PROTECT, verbose_name="enveloppe", related_name="ceilings"
    )
    rate_bp = models.PositiveIntegerField("taux (points de base)")
    starts_on = models.DateField("à compter du")
    act = models.ForeignKey(
        Act, models.PROTECT, verbose_name="acte", related_name="programming_ceilings"
    )

    objects = AuditedReferenceQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "plafond de programmation"
        verbose_name_plural = "plafonds de programmation"
        ordering = ["envelope_id", "starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["envelope", "starts_on"],
                name="envelopes_programmingceiling_unique",
                violation_error_message="Un plafond commence déjà à cette date.",
            ),
            models.CheckConstraint(
                name="envelopes_programmingceiling_rate",
                condition=Q(rate_bp__gt=0, rate_bp__lte=2 * BASIS_POINTS),
                violation_error_message="Un plafond est compris entre 0 et 200 %%.",
            ),
        ]

    def __str__(self) -> str:
        return f"{format_rate(self.rate_bp)} – {self.envelope}"
