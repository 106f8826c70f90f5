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
from accord.acts.models import Document, StoredFile
from accord.acts.models.documents import stored_path
from accord.kernel.actors import SERVER, Author
from accord.kernel.transactions import acting
from accord.people.acting import actor_of, reader_of
from accord.people.models import User
from tests import scenes
from tests.actors import written

Actors = Callable[[str], User]
CONTENT = b"%PDF-1.7\n% un essai"


@pytest.fixture(autouse=True)
def own_folder(own_documents: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The field reads its storage once, when the model is imported: give it the test's own."""
    field = StoredFile._meta.get_field("file")
    monkeypatch.setattr(field, "storage", storages["private"])


def stored(content: bytes = CONTENT, name: str = "un.pdf", *, by: Author = SERVER) -> Document:
    with acting(by):
        return store_document(content, name=name, content_type=PDF, by=by)


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
    made = stored(name="Acte n° 1.pdf", by=actor_of(actor("dreets")))
    digest = hashlib.sha256(CONTENT).hexdigest()
    assert (made.sha256, made.size, made.name) == (digest, len(CONTENT), "Acte n° 1.pdf")
    assert (made.content_type, made.owner.code) == (PDF, "dreets-hdf")  # type: ignore[union-attr]
    assert made.stored.file.name == f"{digest[:2]}/{digest}"
    with made.open() as file:
        assert file.read() == CONTENT
    for row in (made, made.stored):
        assert row.history.get().history_user == actor("dreets")
    assert str(made) == "Acte n° 1.pdf"
    assert str(made.stored) == digest


@pytest.mark.django_db
def test_the_same_content_is_kept_once_under_the_name_of_each_body(actor: Actors) -> None:
    first = stored(by=actor_of(actor("dreets")))
    second = stored(name="deux.pdf", by=actor_of(actor("departement")))
    assert first.stored == second.stored
    # Neither body learns what the other calls it.
    assert (first.name, second.name) == ("un.pdf", "deux.pdf")
    assert first.owner != second.owner
    again = stored(name="trois.pdf", by=actor_of(actor("secretary")))
    assert (again, again.name) == (second, "deux.pdf")
    folders, files = storages["private"].listdir(first.sha256[:2])
    assert (folders, files) == ([], [first.sha256])
    other = stored(CONTENT + b".")
    assert (other.stored == first.stored, other.owner) == (False, None)


@pytest.mark.django_db
def test_what_somebody_has_sent_meanwhile_is_the_same_file(monkeypatch: Any) -> None:
    first = stored()
    rows = StoredFile.objects.filter(sha256="f" * 64)
    monkeypatch.setattr(StoredFile.objects, "filter", lambda **digest: rows)
    again = stored(name="deux.pdf")
    assert (again.stored, StoredFile.objects.count()) == (first.stored, 1)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a\\b", "x" * 500, ".."])
@pytest.mark.django_db
def test_a_hostile_name_never_reaches_the_folder(name: str) -> None:
    made = stored(name=name)
    assert made.stored.file.name == f"{made.sha256[:2]}/{made.sha256}"
    assert made.name == name[-200:]
    assert stored_path(made.stored, "../../../etc/passwd") == made.stored.file.name


@pytest.mark.django_db
def test_a_document_has_no_address_of_its_own(
    actor: Actors, browse: Callable[[User | None], Any]
) -> None:
    file = stored().stored.file
    for address in (file.url, f"/{file.name}", f"/static/{file.name}"):
        assert browse(actor("dreets")).get(address).status_code == 404


@pytest.mark.django_db
def test_documents_are_never_listed(actors: dict[str, User]) -> None:
    stored()
    for user in actors.values():
        assert not Document.objects.visible_to(reader_of(user)).exists()
        assert not StoredFile.objects.visible_to(reader_of(user)).exists()


@pytest.mark.django_db
def test_the_document_of_an_act_is_read_by_whoever_reads_the_act(
    actor: Actors, browse: Callable[[User | None], Any]
) -> None:
    act = scenes.credit_act()
    address = f"/actes/{act.pk}/document/"
    assert browse(actor("dreets")).get(address).status_code == 404
    act.document = stored()
    written(act)
    for name in ("dreets", "direction", "plie"):
        response = browse(actor(name)).get(address)
        assert response.status_code == 200
        assert response.getvalue() == CONTENT
        assert response["Content-Type"] == PDF
        assert response["Content-Disposition"] == 'attachment; filename="un.pdf"'
    for name in ("region", "network", "stranger", "former", "technician"):
        assert browse(actor(name)).get(address).status_code == 404
