"""Storing a document privately: checked by content, named by its digest, never overwritten."""

from __future__ import annotations

import hashlib

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from accord.acts.models import Document, StoredFile
from accord.kernel.actors import Actor, Author
from accord.kernel.audit import record

MAX_BYTES = 20 * 1024 * 1024
PDF = "application/pdf"
_PDF_MAGIC = b"%PDF-"


def check_pdf(upload: UploadedFile[bytes]) -> None:
    """Refuse what is not a PDF by its first bytes, or is too large. Raises ValidationError."""
    if (upload.size or 0) > MAX_BYTES:
        raise ValidationError(f"Le fichier dépasse {MAX_BYTES // 1024 // 1024} Mo.")
    head = upload.read(len(_PDF_MAGIC))
    upload.seek(0)
    if head != _PDF_MAGIC:
        raise ValidationError("Le document doit être un fichier PDF.")


def store_document(content: bytes, *, name: str, content_type: str, by: Author) -> Document:
    """Keep the bytes once, and the name that the author's body gives them.

    Another body's name for the same bytes is its own: neither learns that the other has them.
    """
    stored = _keep_bytes(content, content_type, by=by)
    owner_id = by.body_id if isinstance(by, Actor) else None
    known = Document.objects.filter(stored=stored, owner_id=owner_id).first()
    if isinstance(known, Document):
        return known
    document = Document(owner_id=owner_id, stored=stored, name=name[-200:])
    return record(document, by=by)


def _keep_bytes(content: bytes, content_type: str, *, by: Author) -> StoredFile:
    digest = hashlib.sha256(content).hexdigest()
    known: StoredFile | None = StoredFile.objects.filter(sha256=digest).first()
    if known is not None:
        return known
    stored = StoredFile(sha256=digest, content_type=content_type, size=len(content))
    stored.file.save(digest, ContentFile(content), save=False)
    try:
        with transaction.atomic():
            return record(stored, by=by)
    except (IntegrityError, ValidationError):
        # Somebody has sent the same bytes meanwhile.
        return StoredFile.objects.get(sha256=digest)
