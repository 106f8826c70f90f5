"""What stands behind a deliberation: the texts that it cites and its vote, as printed."""

from __future__ import annotations

from django.db import models

from accord.acts.models.acts import Act
from accord.kernel.audit import AuditedModel, AuditedReferenceQuerySet
from accord.kernel.certainty import Sourced


class CitedText(Sourced, AuditedModel):
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

    objects = AuditedReferenceQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "texte cité"
        verbose_name_plural = "textes cités"
        ordering = ["act_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["act", "position"], name="acts_citedtext_unique")
        ]

    def __str__(self) -> str:
        return self.reference


class Vote(Sourced, AuditedModel):
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


class VotePerson(Sourced, AuditedModel):
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

    objects = AuditedReferenceQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "membre nommé dans un vote"
        verbose_name_plural = "membres nommés dans un vote"
        ordering = ["act_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["act", "position"], name="acts_voteperson_unique")
        ]

    def __str__(self) -> str:
        return self.name
