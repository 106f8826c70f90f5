"""A document is known by its content: checked, stored once, under a path that tells nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile

from accord.acts import documents
from accord.acts.documents import PDF, check_pdf, store_document
from accord.acts.models import StoredDocument
from accord.acts.models.documents import document_path
from accord.kernel.audit import record
from accord.people.models import User
from tests import scenes

Actors = Callable[[str], User]
CONTENT = b"%PDF-1.7\n% un essai"


@pytest.fixture(autouse=True)
def own_folder(own_documents: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The field reads its storage once, when the model is imported: give it the test's own."""
    field = StoredDocument._meta.get_field("file")
    monkeypatch.setattr(field, "storage", storages["private"])


def upload(content: bytes, name: str = "acte.pdf", kind: str = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=kind)


def test_a_pdf_is_accepted_whatever_it_is_called_and_can_still_be_read_whole() -> None:
    sent = upload(CONTENT, "acte.exe", "application/octet-stream")
    check_pdf(sent)
    assert sent.read() == CONTENT


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF",
        b"%pdf-1.7",
        b" %PDF-1.7",
        b"\xef\xbb\xbf%PDF-1.7",
        b"<html><script>alert(1)</script>",
        b"PK\x03\x04",
        b"\x89PNG\r\n",
        b"MZ",
    ],
)
def test_anything_else_is_refused_even_when_it_says_that_it_is_a_pdf(content: bytes) -> None:
    with pytest.raises(ValidationError, match="doit être un fichier PDF"):
        check_pdf(upload(content))


def test_a_file_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert documents.MAX_BYTES == 20 * 1024 * 1024
    monkeypatch.setattr(documents, "MAX_BYTES", 1024 * 1024)
    check_pdf(upload(CONTENT.ljust(1024 * 1024, b" ")))
    with pytest.raises(ValidationError, match="dépasse 1 Mo"):
        check_pdf(upload(CONTENT.ljust(1024 * 1024 + 1, b" ")))


@pytest.mark.django_db
def test_a_document_is_stored_under_its_digest(actor: Actors) -> None:
    made = store_document(CONTENT, name="Acte n° 1.pdf", content_type=PDF, by=actor("dreets"))
    digest = hashlib.sha256(CONTENT).hexdigest()
    assert (made.sha256, made.size, made.name) == (digest, len(CONTENT), "Acte n° 1.pdf")
    assert made.file.name == f"{digest[:2]}/{digest}"
    with made.file.open("rb") as file:
        assert file.read() == CONTENT
    assert made.history.get().history_user == actor("dreets")
    assert str(made) == "Acte n° 1.pdf"


@pytest.mark.django_db
def test_the_same_content_is_the_same_document(actor: Actors) -> None:
    first = store_document(CONTENT, name="un.pdf", content_type=PDF, by=actor("dreets"))
    second = store_document(CONTENT, name="deux.pdf", content_type=PDF, by=actor("departement"))
    assert first.pk == second.pk
    assert second.name == "un.pdf"
    folders, files = storages["private"].listdir(first.sha256[:2])
    assert (folders, files) == ([], [first.sha256])
    other = store_document(CONTENT + b".", name="un.pdf", content_type=PDF, by=None)
    assert other.pk != first.pk


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a\\b", "x" * 500, ".."])
@pytest.mark.django_db
def test_a_hostile_name_never_reaches_the_folder(name: str) -> None:
    made = store_document(CONTENT, name=name, content_type=PDF, by=None)
    assert made.file.name == f"{made.sha256[:2]}/{made.sha256}"
    assert made.name == name[-200:]
    assert document_path(made, "../../../etc/passwd") == made.file.name


@pytest.mark.django_db
def test_a_document_has_no_address_of_its_own(
    actor: Actors, browse: Callable[[User | None], Any]
) -> None:
    made = store_document(CONTENT, name="un.pdf", content_type=PDF, by=None)
    for address in (made.file.url, f"/{made.file.name}", f"/static/{made.file.name}"):
        assert browse(actor("dreets")).get(address).status_code == 404


@pytest.mark.django_db
def test_documents_are_never_listed(actors: dict[str, User]) -> None:
    store_document(CONTENT, name="un.pdf", content_type=PDF, by=None)
    for user in actors.values():
        assert not StoredDocument.objects.visible_to(user).exists()


@pytest.mark.django_db
def test_the_document_of_an_act_is_read_by_whoever_reads_the_act(
    actor: Actors, browse: Callable[[User | None], Any]
) -> None:
    act = scenes.credit_act()
    address = f"/actes/{act.pk}/document/"
    assert browse(actor("dreets")).get(address).status_code == 404
    act.document = store_document(CONTENT, name="un.pdf", content_type=PDF, by=None)
    record(act, by=None)
    for name in ("dreets", "direction", "plie"):
        response = browse(actor(name)).get(address)
        assert response.status_code == 200
        assert response.getvalue() == CONTENT
        assert response["Content-Type"] == PDF
        assert response["Content-Disposition"] == 'attachment; filename="un.pdf"'
    for name in ("region", "network", "stranger", "former", "technician"):
        assert browse(actor(name)).get(address).status_code == 404
