"""Acts: what gives a row its authority, how each came to be recorded, who confirmed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accord.acts.models.agreements import FrameworkAgreement
from accord.acts.models.documents import Document
from accord.acts.states import ActKind, ActState, ConfirmationAnswer
from accord.kernel.actors import Reader
from accord.kernel.audit import AuditedModel, AuditedQuerySet
from accord.kernel.certainty import Sourced
from accord.kernel.contributions import registry
from accord.kernel.dates import today
from accord.kernel.locking import Rank
from accord.kernel.rows import AppendOnly, AppendOnlyQuerySet
from accord.kernel.scope import Rows, Rule, Through
from accord.kernel.steps import Step
from accord.people.capacities import STATE_AND_HOLDERS_READ, Capacity
from accord.people.models import Organisation

# Acts that say what a committee decided or what an operation was granted: read with those.
_READ_WITH_THEIR_OBJECT = (
    ActKind.COMMITTEE_DECISION,
    ActKind.OPERATION_AGREEMENT,
    ActKind.OPERATION_AMENDMENT,
)


@dataclass(frozen=True)
class NotOfOthers(Rule):
    """What a PLIE reads: every act but those about others' operations and decisions.

    Of decisions and operation agreements it reads those on which rests something that it reads:
    each room says which (``ActScope``).
    """

    name: str = "not about others"

    def q(self, reader: Reader, model: Rows) -> Q | None:
        if reader.capacity != Capacity.PLIE:
            return None
        readable = ~Q(kind__in=_READ_WITH_THEIR_OBJECT)
        for source in registry.act_scopes:
            readable |= Q(pk__in=source.acts(reader))
        return readable


class ActQuerySet(AuditedQuerySet):
    # Other seats read no act.
    rules = (STATE_AND_HOLDERS_READ, NotOfOthers())

    def known_on(self, day: date) -> Self:
        """All of them today; at an earlier date, those dated by then and those without date."""
        return self.all() if day >= today() else self.filter(Q(date=None) | Q(date__lte=day))

    def awaited(self) -> Self:
        return self.filter(state=ActState.AWAITED)

    def recorded(self) -> Self:
        return self.filter(state=ActState.RECORDED)

    def like(
        self, agreement: FrameworkAgreement, kind: str, issuer: Organisation | None, number: str
    ) -> Act | None:
        """The act of a body that bears a number, if there is one."""
        return self.filter(agreement=agreement, kind=kind, issuer=issuer, number=number).first()

    def fictional(self) -> Self:
        return self.filter(is_fictional=True)


class Act(Sourced, AuditedModel):
    """A document that decides, notifies or attests. No act, no ledger row.

    ``date`` is empty when the source does not give it; ``date_note`` then says what is known.
    An awaited act is one that something waits for: it has no number yet.
    """

    lock_rank = Rank.ACT

    code = models.CharField("code", max_length=60, unique=True, null=True, blank=True)
    agreement = models.ForeignKey(
        FrameworkAgreement, models.PROTECT, verbose_name="accord", related_name="acts"
    )
    kind = models.CharField("nature", max_length=20, choices=ActKind)
    state = models.CharField("état", max_length=8, choices=ActState, default=ActState.RECORDED)
    issuer = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="émetteur",
        related_name="issued_acts",
    )
    number = models.CharField("numéro", max_length=60, blank=True)
    date = models.DateField("date", null=True, blank=True)
    date_note = models.CharField("précision sur la date", max_length=300, blank=True)
    title = models.CharField("objet", max_length=300)
    under = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="pris en vertu de",
        related_name="acts_under",
    )
    document = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="document",
        related_name="acts",
    )
    digest = models.CharField("empreinte du fichier", max_length=64, blank=True)
    is_fictional = models.BooleanField("fictif", default=False)
    source = models.CharField("source", max_length=300, blank=True)

    objects = ActQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "acte"
        ordering = [models.F("date").desc(nulls_last=True), "-pk"]
        indexes = [models.Index(fields=["agreement", "kind", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "kind", "issuer", "number"],
                # Amendments are numbered within the operation that they amend.
                condition=~Q(number="") & ~Q(kind="operation_amendment"),
                name="acts_act_number_unique",
                violation_error_message="Un acte de cette nature porte déjà ce numéro.",
            ),
            # A database takes two unknown issuers for two issuers.
            models.UniqueConstraint(
                fields=["agreement", "kind", "number"],
                condition=Q(issuer=None) & ~Q(number="") & ~Q(kind="operation_amendment"),
                name="acts_act_number_unique_without_issuer",
                violation_error_message="Un acte de cette nature porte déjà ce numéro.",
            ),
            models.CheckConstraint(
                name="acts_act_awaited_has_no_date",
                condition=Q(state="recorded") | Q(date=None),
                violation_error_message="Un acte attendu n’a pas encore de date.",
            ),
        ]

    def __str__(self) -> str:
        number = f" n° {self.number}" if self.number else ""
        return f"{self.get_kind_display()}{number}"

    def get_absolute_url(self) -> str:
        return reverse("acts:act-detail", args=[self.pk])

    @property
    def owner_id(self) -> int | None:
        """The body whose act it is."""
        return self.issuer_id


class ActRowQuerySet(AppendOnlyQuerySet):
    """Rows about an act: readable with it."""

    rules = (Through(relation="subject"),)


class ActStep(Step):
    """How an act came to be awaited, recorded or lapsed."""

    subject = models.ForeignKey(
        Act, models.PROTECT, verbose_name="acte concerné", related_name="steps"
    )

    objects = ActRowQuerySet.as_manager()

    class Meta(Step.Meta):
        abstract = False
        verbose_name = "étape d’un acte"
        verbose_name_plural = "étapes des actes"
        ordering = ["subject_id", "value_date", "pk"]

    def __str__(self) -> str:
        return f"{self.to_state} le {self.value_date:%d/%m/%Y}"


class ActConfirmation(AppendOnly):
    """What a signatory other than the one who recorded an act says of it."""

    subject = models.ForeignKey(
        Act, models.PROTECT, verbose_name="acte concerné", related_name="confirmations"
    )
    body = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="organisme", related_name="act_confirmations"
    )
    answer = models.CharField("réponse", max_length=9, choices=ConfirmationAnswer)

    objects = ActRowQuerySet.as_manager()

    class Meta(AppendOnly.Meta):
        abstract = False
        verbose_name = "confirmation d’un acte"
        verbose_name_plural = "confirmations des actes"
        ordering = ["subject_id", "value_date", "pk"]
        constraints = [
            *AppendOnly.Meta.constraints,
            models.CheckConstraint(
                name="acts_actconfirmation_contest_says_why",
                condition=~Q(answer="contested") | ~Q(note=""),
                violation_error_message="Dites ce qui est contesté.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_answer_display()} par {self.body}"
