"""Committees, their composition, seats and cadence (chapter 6)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accord.acts.models import FrameworkAgreement
from accord.kernel.audit import AuditedModel
from accord.kernel.certainty import Sourced
from accord.kernel.identifiers import code_validator
from accord.kernel.locking import Rank
from accord.people.models import Organisation
from governance.querysets import CommitteeQuerySet, OfCommitteeQuerySet, SeatQuerySet
from governance.states import POWERS, CadenceKind, CommitteeKind, SubjectKind


class Committee(Sourced, AuditedModel):
    """A level of steering, or a holder's selection body; its kind bounds its powers."""

    lock_rank = Rank.COMMITTEE

    code = models.CharField("code", max_length=40, unique=True, validators=[code_validator])
    agreement = models.ForeignKey(
        FrameworkAgreement, models.PROTECT, verbose_name="accord", related_name="committees"
    )
    position = models.PositiveSmallIntegerField("rang", default=0)
    name = models.CharField("nom", max_length=200)
    kind = models.CharField("nature", max_length=18, choices=CommitteeKind)
    level = models.CharField("niveau territorial", max_length=100, blank=True)
    purpose = models.TextField("finalité", blank=True)
    frequency = models.CharField("fréquence imprimée", max_length=100, blank=True)
    organiser = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="organisateur",
        related_name="organised_committees",
        help_text="Son secrétariat prépare, tient et clôt les réunions.",
    )
    prefix = models.CharField("préfixe des décisions", max_length=6)

    objects = CommitteeQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "comité"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "prefix"], name="governance_committee_prefix_unique"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("governance:committee-detail", args=[self.code])

    @property
    def owner_id(self) -> int:
        """The body whose secretariat keeps the committee."""
        return self.organiser_id

    @property
    def owner_name(self) -> str:
        return self.organiser.short_name

    @property
    def powers(self) -> tuple[SubjectKind, ...]:
        return POWERS[self.kind]

    @property
    def is_selection(self) -> bool:
        return self.kind == CommitteeKind.SELECTION

    def decision_number(self, year: int, sequence: int) -> str:
        """``TEC-2023-001``."""
        return f"{self.prefix}-{year}-{sequence:03d}"


class CommitteeMember(Sourced, AuditedModel):
    """A body of the printed composition, or a label where the text names none."""

    committee = models.ForeignKey(
        Committee, models.PROTECT, verbose_name="comité", related_name="members"
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="organisme",
        related_name="committee_memberships",
    )
    label = models.CharField("libellé", max_length=150, blank=True)
    position = models.PositiveSmallIntegerField("rang")
    is_printed = models.BooleanField("imprimé dans le tableau", default=True)

    objects = OfCommitteeQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "membre d’un comité"
        verbose_name_plural = "membres des comités"
        ordering = ["committee_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "position"], name="governance_committeemember_unique"
            )
        ]

    def __str__(self) -> str:
        return self.label or str(self.organisation)


class CadenceRule(Sourced, AuditedModel):
    """How often a committee must meet, as printed."""

    committee = models.OneToOneField(
        Committee, models.PROTECT, verbose_name="comité", related_name="cadence_rule"
    )
    kind = models.CharField("nature", max_length=11, choices=CadenceKind)
    minimum = models.PositiveSmallIntegerField("minimum", null=True, blank=True)
    maximum = models.PositiveSmallIntegerField("maximum", null=True, blank=True)
    max_gap_months = models.PositiveSmallIntegerField("écart maximal (mois)", null=True, blank=True)
    starts_on = models.DateField(
        "à compter du", help_text="Rien n’est dû avant ; présumé quand la source ne le dit pas."
    )
    start_is_presumed = models.BooleanField("début présumé", default=False)
    text = models.CharField("texte", max_length=100)

    objects = OfCommitteeQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "règle de cadence"
        verbose_name_plural = "règles de cadence"
        ordering = ["committee_id"]
        constraints = [
            models.CheckConstraint(
                name="governance_cadencerule_complete",
                # Null compares as unknown, which a check lets pass.
                condition=Q(kind="max_gap", max_gap_months__isnull=False, max_gap_months__gt=0)
                | Q(~Q(kind="max_gap"), minimum__isnull=False, minimum__gt=0),
                violation_error_message="Une cadence dit un écart en mois ou un minimum.",
            )
        ]

    def __str__(self) -> str:
        return self.text


class Seat(AuditedModel):
    """A dated seat: who sits for which body, with which substitute, voting or not."""

    committee = models.ForeignKey(
        Committee, models.PROTECT, verbose_name="comité", related_name="seats"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="organisme", related_name="seats"
    )
    person_name = models.CharField("titulaire", max_length=100)
    function = models.CharField("fonction", max_length=150, blank=True)
    substitute_name = models.CharField("suppléant", max_length=100, blank=True)
    is_voting = models.BooleanField("voix délibérative", default=True)
    starts_on = models.DateField("depuis le")
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    is_fictional = models.BooleanField("fictif", default=False)

    objects = SeatQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "membre"
        ordering = ["committee_id", "pk"]
        constraints = [
            models.CheckConstraint(
                name="governance_seat_dates",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="La fin ne peut pas précéder le début.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_name} ({self.organisation})"
