"""What gives a row its authority: acts, the texts they cite, the votes behind them."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accord.acts.models.agreements import FrameworkAgreement
from accord.acts.models.documents import StoredDocument
from accord.kernel.audit import AuditedModel, AuditedQuerySet
from accord.kernel.certainty import Certainty
from accord.kernel.contributions import registry
from accord.kernel.dates import today
from accord.people.models import Organisation


class ActKind(models.TextChoices):
    FRAMEWORK_AGREEMENT = "framework_agreement", "accord-cadre"
    AGREEMENT_AMENDMENT = "agreement_amendment", "avenant à l’accord-cadre"
    DELEGATION_AGREEMENT = "delegation_agreement", "convention de subvention globale"
    GRANT_AMENDMENT = "grant_amendment", "avenant à une subvention globale"
    NOTIFICATION = "notification", "notification de crédits"
    DELIBERATION = "deliberation", "délibération"
    REPORT = "report", "rapport"
    COMMITTEE_DECISION = "committee_decision", "décision de comité"
    OPERATION_AGREEMENT = "operation_agreement", "convention d’opération"
    OPERATION_AMENDMENT = "operation_amendment", "avenant à une convention d’opération"
    EXTRACT_EDITION = "extract_edition", "édition d’un extrait national"


class ActState(models.TextChoices):
    RECORDED = "recorded", "enregistré"
    AWAITED = "awaited", "attendu"
    LAPSED = "lapsed", "caduc"


# Acts that say what a committee decided or what an operation was granted: read with those.
_READ_WITH_THEIR_OBJECT = (
    ActKind.COMMITTEE_DECISION,
    ActKind.OPERATION_AGREEMENT,
    ActKind.OPERATION_AMENDMENT,
)


class ActQuerySet(AuditedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """State and holders read every act; PLIE, those that are not about others' operations.

        Of decisions and operation agreements, a PLIE reads those on which rests something that it
        reads: each application says which (``ActScope``). Other seats read no act.
        """
        if not (user.is_authenticated and user.is_active):
            return self.none()
        scope = user.scope
        if scope.is_state or scope.is_holder:
            return self.all()
        if not scope.is_plie:
            return self.none()
        readable = ~Q(kind__in=_READ_WITH_THEIR_OBJECT)
        for source in registry.act_scopes:
            readable |= Q(pk__in=source.acts(user))
        return self.filter(readable)

    def known_on(self, day: date) -> Self:
        """All of them today; at an earlier date, those dated by then and those without date."""
        return self.all() if day >= today() else self.filter(Q(date=None) | Q(date__lte=day))

    def awaited(self) -> Self:
        return self.filter(state=ActState.AWAITED)

    def recorded(self) -> Self:
        return self.filter(state=ActState.RECORDED)

    def like(self, agreement: Any, kind: str, issuer: Any, number: str) -> Act | None:
        """The act of a body that bears a number, if there is one."""
        return self.filter(agreement=agreement, kind=kind, issuer=issuer, number=number).first()

    def fictional(self) -> Self:
        return self.filter(is_fictional=True)


class Act(AuditedModel):
    """A document that decides, notifies or attests. No act, no ledger row.

    ``date`` is empty when the source does not give it; ``date_note`` then says what is known.
    An awaited act is one that something waits for: it has no number yet.
    """

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
        StoredDocument,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="document",
        related_name="acts",
    )
    digest = models.CharField("empreinte du fichier", max_length=64, blank=True)
    is_fictional = models.BooleanField("fictif", default=False)
    source = models.CharField("source", max_length=300, blank=True)
    certainty = models.CharField(
        "certitude", max_length=10, choices=Certainty, default=Certainty.STATED
    )
    recorded_at = models.DateTimeField("enregistré le", null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="enregistré par",
        related_name="recorded_acts",
    )

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
