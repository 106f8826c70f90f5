"""Documents kept out of the public folder: bytes once, and each body's own name for them."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import Storage, storages
from django.db import models

from accord.kernel.audit import AuditedModel, AuditedQuerySet
from accord.people.models import Organisation


class DocumentQuerySet(AuditedQuerySet):
    # Never listed: a document is reached through the act or minutes it belongs to.
    rules = ()


def private_storage() -> Storage:
    return storages["private"]


def stored_path(instance: StoredFile, filename: str) -> str:
    """Stored under its digest, so a name never escapes the folder nor tells anything."""
    return f"{instance.sha256[:2]}/{instance.sha256}"


class StoredFile(AuditedModel):
    """Bytes, kept once and known by their SHA-256, whoever sent them."""

    sha256 = models.CharField("empreinte SHA-256", max_length=64, unique=True)
    file = models.FileField("fichier", storage=private_storage, upload_to=stored_path)
    content_type = models.CharField("type", max_length=100)
    size = models.PositiveBigIntegerField("taille en octets")

    objects = DocumentQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "fichier conservé"
        verbose_name_plural = "fichiers conservés"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.sha256


class Document(AuditedModel):
    """A file as one body knows it: the same bytes sent by another keep that other's name."""

    owner = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="organisme",
        related_name="documents",
        help_text="Vide : produit ou chargé par l’application.",
    )
    stored = models.ForeignKey(
        StoredFile, models.PROTECT, verbose_name="fichier conservé", related_name="documents"
    )
    name = models.CharField("nom", max_length=200)

    objects = DocumentQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "document"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def sha256(self) -> str:
        return self.stored.sha256

    @property
    def size(self) -> int:
        return self.stored.size

    @property
    def content_type(self) -> str:
        return self.stored.content_type

    def open(self) -> Any:
        return self.stored.file.open("rb")
