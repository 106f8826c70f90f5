"""Storing a document privately: checked by content, named by its digest, never overwritten."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from accord.acts.models import StoredDocument
from accord.kernel.audit import record

MAX_BYTES = 20 * 1024 * 1024
PDF = "application/pdf"
_PDF_MAGIC = b"%PDF-"


def check_pdf(upload: Any) -> None:
    """Refuse what is not a PDF by its first bytes, or is too large. Raises ValidationError."""
    if upload.size > MAX_BYTES:
        raise ValidationError(f"Le fichier dépasse {MAX_BYTES // 1024 // 1024} Mo.")
    head = upload.read(len(_PDF_MAGIC))
    upload.seek(0)
    if head != _PDF_MAGIC:
        raise ValidationError("Le document doit être un fichier PDF.")


def store_document(content: bytes, *, name: str, content_type: str, by: Any) -> StoredDocument:
    """Keep the bytes once: the same content is the same document."""
    digest = hashlib.sha256(content).hexdigest()
    known = StoredDocument.objects.filter(sha256=digest).first()
    if known is not None:
        return known
    document = StoredDocument(
        sha256=digest, name=name[-200:], content_type=content_type, size=len(content)
    )
    document.file.save(digest, ContentFile(content), save=False)
    return record(document, by=by)
