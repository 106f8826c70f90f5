"""The framework agreement as it reads: parties, chapters, figures with their source, findings."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse

from accord.acts.models import FrameworkAgreement
from accord.kernel.audit import AuditedModel, AuditedReferenceQuerySet
from accord.kernel.certainty import Sourced
from accord.people.models import Organisation
from accord.territories.models import Territory


class Party(Sourced, AuditedModel):
    """A signatory; without ``signed_on`` the signature is not attested by the source."""

    agreement = models.ForeignKey(
        FrameworkAgreement, models.PROTECT, verbose_name="accord", related_name="parties"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="organisme", related_name="signatures"
    )
    position = models.PositiveSmallIntegerField("rang")
    capacity = models.CharField("qualité dans l’accord", max_length=200)
    signatory = models.CharField("signataire", max_length=100, blank=True)
    signatory_capacity = models.CharField("qualité du signataire", max_length=200, blank=True)
    signed_on = models.DateField("signé le", null=True, blank=True)
    note = models.CharField("remarque", max_length=400, blank=True)

    objects = AuditedReferenceQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "partie"
        ordering = ["agreement_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "organisation"],
                name="agreement_party_unique",
                violation_error_message="Cet organisme est déjà partie à l’accord.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.agreement}"


class Chapter(Sourced, AuditedModel):
    """A chapter or sub-chapter, summed up in our own words."""

    agreement = models.ForeignKey(
        FrameworkAgreement, models.PROTECT, verbose_name="accord", related_name="chapters"
    )
    position = models.PositiveSmallIntegerField("rang")
    number = models.CharField("numéro", max_length=8)
    title = models.CharField("titre", max_length=300)
    summary = models.TextField("résumé")

    objects = AuditedReferenceQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "chapitre"
        ordering = ["agreement_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"], name="agreement_chapter_number_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class SourcedFigure(Sourced, AuditedModel):
    """A number as a document prints it: value, unit, precision, date, place and source.

    ``scaled_value`` is an integer in units of ``10**-decimals``, so 86,95 M€ is 8695 with two
    decimals: no rounding is ever added to a printed figure.
    """

    class Precision(models.TextChoices):
        EXACT = "exact", "exact"
        ROUNDED = "rounded", "arrondi"
        ABOUT = "about", "environ"
        MORE_THAN = "more_than", "plus de"
        LESS_THAN = "less_than", "moins de"

    class Topic(models.TextChoices):
        ENVELOPE = "envelope", "Enveloppes"
        FINANCE = "finance", "Autres montants"
        STRATEGY = "strategy", "Stratégie"
        GOVERNANCE = "governance", "Gouvernance"
        DIAGNOSIS = "diagnosis", "Diagnostic territorial"
        REVIEW = "review", "Bilan de la période précédente"

    class Unit(models.TextChoices):
        EUR = "EUR", "€"
        MEUR = "MEUR", "M€"
        PERCENT = "percent", "%"
        POINTS = "points", "points"
        PERSONS = "persons", "personnes"
        HOUSEHOLDS = "households", "foyers"
        YEARS = "years", "ans"
        MONTHS = "months", "mois"
        COUNT = "count", ""
        RANK = "rank", "rang"
        YEAR = "year", "année"

    code = models.CharField(
        "code", max_length=60, unique=True, validators=[RegexValidator(r"^[a-z][a-z0-9_]*$")]
    )
    agreement = models.ForeignKey(
        FrameworkAgreement, models.PROTECT, verbose_name="accord", related_name="figures"
    )
    topic = models.CharField("sujet", max_length=10, choices=Topic)
    label = models.CharField("libellé", max_length=300)
    scaled_value = models.BigIntegerField("valeur (unités de la dernière décimale)")
    decimals = models.PositiveSmallIntegerField("décimales", default=0)
    unit = models.CharField("unité", max_length=12, choices=Unit)
    precision = models.CharField("précision", max_length=9, choices=Precision)
    as_printed = models.CharField("tel qu’imprimé", max_length=120, blank=True)
    reference = models.CharField("date de référence", max_length=100, blank=True)
    territory = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="territoire",
        related_name="figures",
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="organisme",
        related_name="figures",
    )
    note = models.CharField("remarque", max_length=500, blank=True)

    objects = AuditedReferenceQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "chiffre sourcé"
        verbose_name_plural = "chiffres sourcés"
        ordering = ["topic", "pk"]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        """Its line among the figures of its agreement."""
        return f"{reverse('agreement:figures')}?agreement={self.agreement.code}#{self.code}"

    @property
    def shown(self) -> str:
        """As printed; the number alone where the document has us count it."""
        return self.as_printed or str(self.value).replace(".", ",")

    @property
    def value(self) -> Decimal:
        """The printed number in its own unit."""
        return Decimal(self.scaled_value).scaleb(-self.decimals)

    @property
    def cents(self) -> int | None:
        """Integer cents of an amount in euros or millions of euros, else None."""
        power = {self.Unit.EUR: 2, self.Unit.MEUR: 8}.get(self.Unit(self.unit))
        return None if power is None else int(self.value.scaleb(power))


class FigureCheck(Sourced, AuditedModel):
    """A finding on the agreement's own figures: computed from stored values, or a wording."""

    class Kind(models.TextChoices):
        ARITHMETIC = "arithmetic", "calcul"
        WORDING = "wording", "rédaction"

    agreement = models.ForeignKey(
        FrameworkAgreement, models.PROTECT, verbose_name="accord", related_name="checks"
    )
    code = models.CharField("code", max_length=4, unique=True)
    title = models.CharField("objet", max_length=300)
    kind = models.CharField("nature", max_length=10, choices=Kind)
    verdict = models.CharField(
        "verdict énoncé",
        max_length=60,
        blank=True,
        help_text="D’une rédaction seulement : celui d’un calcul se calcule.",
    )
    statement = models.TextField("explication")

    objects = AuditedReferenceQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "contrôle de cohérence"
        verbose_name_plural = "contrôles de cohérence"
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class FigureCheckLine(AuditedModel):
    """One comparison of a check: two formulas over the codes of stored figures."""

    check_of = models.ForeignKey(
        FigureCheck, models.PROTECT, verbose_name="contrôle", related_name="lines"
    )
    position = models.PositiveSmallIntegerField("rang")
    left = models.CharField("calcul", max_length=300)
    right = models.CharField("comparé à", max_length=300, blank=True)
    note = models.CharField("remarque", max_length=400, blank=True)

    objects = AuditedReferenceQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "ligne de contrôle"
        verbose_name_plural = "lignes de contrôle"
        ordering = ["check_of_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["check_of", "position"], name="agreement_figurecheckline_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.left} = {self.right}"
