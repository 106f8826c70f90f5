"""Which row of which reading wrote or compared an operation."""

from __future__ import annotations

from django.db import models

from accord.acts.models import ImportRow
from operations.models.operations import Operation
from operations.querysets import ImportedOperationQuerySet


class ImportedOperation(models.Model):
    """The operation that a row of an imported list is about."""

    row = models.OneToOneField(
        ImportRow,
        models.PROTECT,
        primary_key=True,
        verbose_name="ligne",
        related_name="imported_operation",
    )
    operation = models.ForeignKey(
        Operation, models.PROTECT, verbose_name="opération", related_name="imported_rows"
    )

    objects = ImportedOperationQuerySet.as_manager()

    class Meta:
        verbose_name = "opération d’une ligne importée"
        verbose_name_plural = "opérations des lignes importées"
        ordering = ["row_id"]
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self.row} : {self.operation}"
