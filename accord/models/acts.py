"""What gives a row its authority: acts, the texts they cite, the votes behind them."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accord.kernel.audit import AuditedModel, AuditedQuerySet, AuditedReferenceQuerySet
from accord.kernel.contributions import registry
from accord.kernel.dates import today
from accord.models.certainty import Certainty
from accord.models.organisations import Organisation


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


class StoredDocumentQuerySet(AuditedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Never listed: a document is reached through the act or minutes it belongs to."""
        return self.none()


def private_storage() -> Any:
    return storages["private"]


def document_path(instance: StoredDocument, filename: str) -> str:
    """Stored under its digest, so a name never escapes the folder nor tells anything."""
    return f"{instance.sha256[:2]}/{instance.sha256}"


class StoredDocument(AuditedModel):
    """A file kept out of the public folder, known by its SHA-256."""

    sha256 = models.CharField("empreinte SHA-256", max_length=64, unique=True)
    file = models.FileField("fichier", storage=private_storage, upload_to=document_path)
    name = models.CharField("nom d’origine", max_length=200)
    content_type = models.CharField("type", max_length=100)
    size = models.PositiveBigIntegerField("taille en octets")

    objects = StoredDocumentQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "document"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


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
        "accord.FrameworkAgreement", models.PROTECT, verbose_name="accord", related_name="acts"
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
                name="accord_act_number_unique",
                violation_error_message="Un acte de cette nature porte déjà ce numéro.",
            ),
            models.CheckConstraint(
                name="accord_act_awaited_has_no_date",
                condition=Q(state="recorded") | Q(date=None),
                violation_error_message="Un acte attendu n’a pas encore de date.",
            ),
        ]

    def __str__(self) -> str:
        number = f" n° {self.number}" if self.number else ""
        return f"{self.get_kind_display()}{number}"

    def get_absolute_url(self) -> str:
        return reverse("accord:act-detail", args=[self.pk])


class CitedText(AuditedModel):
    """A text that an act cites (« Vu… »), as printed."""

    class Kind(models.TextChoices):
        CODE = "code", "code"
        DECREE = "decree", "décret"
        REGULATION = "regulation", "règlement européen"
        DELIBERATION = "deliberation", "délibération"
        OPINION = "opinion", "avis de commission"
        REPORT = "report", "rapport"

    act = models.ForeignKey(Act, models.PROTECT, verbose_name="acte", related_name="cited_texts")
    position = models.PositiveSmallIntegerField("rang")
    kind = models.CharField("nature", max_length=12, choices=Kind)
    reference = models.CharField("référence", max_length=200)
    body = models.CharField("auteur", max_length=200, blank=True)
    object = models.CharField("objet", max_length=500, blank=True)
    date = models.DateField("date", null=True, blank=True)
    note = models.CharField("remarque", max_length=500, blank=True)
    source = models.CharField("source", max_length=200)

    objects = AuditedReferenceQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "texte cité"
        verbose_name_plural = "textes cités"
        ordering = ["act_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["act", "position"], name="accord_citedtext_unique")
        ]

    def __str__(self) -> str:
        return self.reference


class Vote(AuditedModel):
    """The vote behind a deliberation, as printed; the arithmetic of presence is checked."""

    act = models.OneToOneField(
        Act, models.PROTECT, verbose_name="délibération", related_name="vote"
    )
    present = models.PositiveSmallIntegerField("présents")
    excused_with_proxy = models.PositiveSmallIntegerField("excusés avec délégation de vote")
    absent_without_proxy = models.PositiveSmallIntegerField("absents sans délégation de vote")
    attending_without_vote = models.PositiveSmallIntegerField("assistant sans voix délibérative")
    excused_without_vote = models.PositiveSmallIntegerField("excusés sans voix délibérative")
    votes_for = models.PositiveSmallIntegerField("pour")
    votes_against = models.PositiveSmallIntegerField("contre")
    abstentions = models.PositiveSmallIntegerField("abstentions")
    body = models.CharField("assemblée", max_length=100, blank=True)
    decided = models.TextField("ce qui est décidé", blank=True)
    groups_for = models.CharField("groupes ayant voté pour", max_length=400, blank=True)
    result = models.CharField("résultat", max_length=40)
    chair = models.CharField("président de séance", max_length=100)
    secretary = models.CharField("secrétaire de séance", max_length=100)
    signed_by = models.CharField("signé par", max_length=200)
    source = models.CharField("source", max_length=200)

    objects = AuditedReferenceQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "vote"
        ordering = ["act_id"]

    def __str__(self) -> str:
        return f"{self.votes_for} pour, {self.votes_against} contre"

    @property
    def groups(self) -> list[str]:
        return [group for group in self.groups_for.split("|") if group]

    @property
    def entitled(self) -> int:
        """Votes in the room: one per member present, one per proxy."""
        return self.present + self.excused_with_proxy

    @property
    def cast(self) -> int:
        return self.votes_for + self.votes_against + self.abstentions

    @property
    def adds_up(self) -> bool:
        return self.entitled == self.cast


class VotePerson(AuditedModel):
    """An elected member named in a published deliberation, with what it says of their presence."""

    class Status(models.TextChoices):
        PRESENT = "present", "présent"
        EXCUSED_WITH_PROXY = "excused_with_proxy", "excusé"
        ABSENT_WITHOUT_PROXY = "absent_without_proxy", "absent"
        ATTENDING_WITHOUT_VOTE = "attending_without_vote", "assistant sans voix délibérative"
        EXCUSED_WITHOUT_VOTE = "excused_without_vote", "excusé sans voix délibérative"

    act = models.ForeignKey(Act, models.PROTECT, verbose_name="acte", related_name="vote_people")
    position = models.PositiveSmallIntegerField("rang")
    status = models.CharField("présence", max_length=22, choices=Status)
    name = models.CharField("nom", max_length=100)
    group = models.CharField("groupe", max_length=100, blank=True)
    source = models.CharField("source", max_length=200)

    objects = AuditedReferenceQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "membre nommé dans un vote"
        verbose_name_plural = "membres nommés dans un vote"
        ordering = ["act_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["act", "position"], name="accord_voteperson_unique")
        ]

    def __str__(self) -> str:
        return self.name
