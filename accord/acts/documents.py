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
from accord.kernel.files.kinds import FileKind, kind_of, name_for

MAX_BYTES = 20 * 1024 * 1024


def check_document(upload: UploadedFile[bytes], *kinds: FileKind) -> None:
    """Refuse what is too large, or none of these kinds by its bytes. Raises ValidationError."""
    if (upload.size or 0) > MAX_BYTES:
        raise ValidationError(f"Le fichier dépasse {MAX_BYTES // 1024 // 1024} Mo.")
    found = kind_of(upload.read())
    upload.seek(0)
    if found in kinds:
        return
    wanted = " ou ".join(kind.label for kind in kinds)
    what = f"celui-ci est : {found.label}" if found else "celui-ci n’en est pas un"
    raise ValidationError(f"Le document doit être un fichier {wanted} ; {what}.", code="kind")


def store_document(content: bytes, *, name: str, by: Author) -> Document:
    """Keep the bytes once, and the name that the author's body gives them.

    Another body's name for the same bytes is its own: neither learns that the other has them. Type
    and extension are those of the bytes. Raises ValidationError for what the site does not keep.
    """
    kind = kind_of(content)
    if kind is None:
        raise ValidationError("Ce fichier n’est d’aucun type que l’application conserve.")
    stored = _keep_bytes(content, kind.content_type, by=by)
    owner_id = by.body_id if isinstance(by, Actor) else None
    known = Document.objects.filter(stored=stored, owner_id=owner_id).first()
    if isinstance(known, Document):
        return known
    document = Document(owner_id=owner_id, stored=stored, name=name_for(name, kind))
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
