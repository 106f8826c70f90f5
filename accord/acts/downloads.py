"""Giving a document back: as a file, under a safe name, of the type that its bytes have."""

from __future__ import annotations

from django.http import FileResponse

from accord.acts.models import Document


def download(document: Document, *, in_page: bool = False) -> FileResponse:
    """The bytes of a document. Only what the site has drawn itself is shown in the page."""
    response = FileResponse(
        document.open(),
        as_attachment=not in_page,
        filename=document.name,
        content_type=document.content_type,
    )
    # Whatever the server in front of us says of it.
    response["X-Content-Type-Options"] = "nosniff"
    return response
