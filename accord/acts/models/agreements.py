"""Framework agreements: what every act, envelope and committee belongs to."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accord.kernel.audit import AuditedModel, AuditedReferenceQuerySet
from accord.kernel.certainty import Certainty, Sourced
from accord.kernel.locking import Rank


class FrameworkAgreement(Sourced, AuditedModel):
    """An agreement over a programming period; its code is its years, ``YYYY-YYYY``.

    ``subtitle`` and ``purpose`` are what the site says of itself in its header and footer.
    """

    lock_rank = Rank.AGREEMENT

    code = models.CharField(
        "code", max_length=9, unique=True, validators=[RegexValidator(r"^\d{4}-\d{4}$")]
    )
    title = models.CharField("titre", max_length=300)
    short_title = models.CharField("titre court", max_length=100)
    subtitle = models.CharField("sous-titre du site", max_length=100, blank=True)
    purpose = models.CharField("objet du site", max_length=200, blank=True)
    summary = models.TextField("résumé", blank=True)
    starts_on = models.DateField("début de période")
    ends_on = models.DateField("fin de période")
    dates_certainty = models.CharField(
        "certitude des dates", max_length=10, choices=Certainty, default=Certainty.STATED
    )
    predecessor = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="accord précédent",
        related_name="successor",
    )

    objects = AuditedReferenceQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "accord-cadre"
        verbose_name_plural = "accords-cadres"
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                name="acts_frameworkagreement_dates",
                condition=Q(ends_on__gt=F("starts_on")),
                violation_error_message="La fin doit suivre le début.",
            )
        ]

    def __str__(self) -> str:
        return self.short_title

    def get_absolute_url(self) -> str:
        return f"{reverse('agreement:signatures')}?agreement={self.code}"
