"""Documents kept out of the public folder."""

from __future__ import annotations

from typing import Any, Self

from django.core.files.storage import storages
from django.db import models

from accord.kernel.audit import AuditedModel, AuditedQuerySet


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
