"""Minutes: the prose of a sitting, then what was sealed of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from accord.acts.models import Document
from accord.kernel.audit import AuditedModel
from accord.kernel.locking import Rank
from accord.people.models import Organisation
from governance.models.meetings import Meeting
from governance.querysets import MinutesQuerySet


class Minutes(AuditedModel):
    """Minutes of a sitting: drafted, then sealed with their figures.

    ``frozen`` is the canonical JSON of all that the document says, of the shape that ``schema``
    numbers; ``digest`` is its SHA-256, printed in the PDF; the PDF's own SHA-256 is that of its
    document.
    """

    lock_rank = Rank.MINUTES

    meeting = models.OneToOneField(
        Meeting, models.PROTECT, verbose_name="réunion", related_name="minutes"
    )
    owner = models.ForeignKey(
        Organisation,
        models.PROTECT,
        editable=False,
        verbose_name="organisateur",
        related_name="minutes_kept",
    )
    opening = models.TextField("ouverture", blank=True)
    closing = models.TextField("clôture", blank=True)
    schema = models.PositiveSmallIntegerField(
        "forme des données", null=True, blank=True, editable=False
    )
    frozen = models.TextField("données figées", blank=True, editable=False)
    digest = models.CharField("empreinte des données", max_length=64, blank=True, editable=False)
    document = models.OneToOneField(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="PDF",
        related_name="minutes",
        editable=False,
    )
    sealed_at = models.DateTimeField("établi le", null=True, blank=True, editable=False)
    objects = MinutesQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "procès-verbal"
        verbose_name_plural = "procès-verbaux"
        ordering = ["-meeting__held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="governance_minutes_sealed",
                condition=Q(sealed_at=None, digest="", document=None, schema=None)
                | Q(
                    ~Q(digest=""),
                    ~Q(frozen=""),
                    sealed_at__isnull=False,
                    document__isnull=False,
                    schema__isnull=False,
                ),
                violation_error_message="Un procès-verbal établi a ses données et son PDF.",
            )
        ]

    def __str__(self) -> str:
        return f"Procès-verbal – {self.meeting}"

    @property
    def is_sealed(self) -> bool:
        return self.sealed_at is not None

    def clean_fields(self, exclude: object = None) -> None:
        self.owner_id = self.meeting.owner_id
        super().clean_fields(exclude=exclude)  # type: ignore[arg-type]
