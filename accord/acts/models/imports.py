"""Readings of files, and what became of their rows. An edition of a list is an act."""

from __future__ import annotations

from django.db import models

from accord.acts.models.acts import Act
from accord.acts.models.agreements import FrameworkAgreement
from accord.acts.states import RowOutcome
from accord.kernel.audit import Authored
from accord.kernel.scope import ScopedQuerySet
from accord.people.capacities import STATE_AND_HOLDERS_READ


class ImportRunQuerySet(ScopedQuerySet):
    rules = (STATE_AND_HOLDERS_READ,)


class ImportRun(Authored):
    """One reading of a file: what it was, who sent it, what became of its rows."""

    agreement = models.ForeignKey(
        FrameworkAgreement, models.PROTECT, verbose_name="accord", related_name="import_runs"
    )
    act = models.ForeignKey(
        Act,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="édition",
        related_name="import_runs",
    )
    file_name = models.CharField("fichier", max_length=200)
    digest = models.CharField("empreinte SHA-256", max_length=64)
    edition_on = models.DateField("date de l’édition", null=True, blank=True)
    rows = models.PositiveIntegerField("lignes", default=0)
    created = models.PositiveIntegerField("créées", default=0)
    changed = models.PositiveIntegerField("modifiées", default=0)
    unchanged = models.PositiveIntegerField("inchangées", default=0)
    gaps = models.PositiveIntegerField("écarts", default=0)
    refused = models.PositiveIntegerField("refusées", default=0)
    recorded_at = models.DateTimeField("lu le", auto_now_add=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta(Authored.Meta):
        abstract = False
        verbose_name = "import"
        ordering = ["-recorded_at", "-pk"]
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self.file_name} ({self.rows} lignes)"


class ImportRow(models.Model):
    """What became of one row of a file, and why."""

    run = models.ForeignKey(
        ImportRun, models.PROTECT, verbose_name="import", related_name="row_outcomes"
    )
    line = models.PositiveIntegerField("ligne")
    outcome = models.CharField("suite donnée", max_length=9, choices=RowOutcome)
    column = models.CharField("colonne", max_length=60, blank=True)
    value = models.CharField("valeur", max_length=200, blank=True)
    message = models.CharField("motif", max_length=400, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = "ligne importée"
        verbose_name_plural = "lignes importées"
        ordering = ["run_id", "line"]
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"ligne {self.line} : {self.get_outcome_display()}"
