"""A document is known by its content: checked, stored once, under a path that tells nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accord.acts import documents
from accord.acts.documents import check_document, store_document
from accord.acts.models import Document, StoredFile
from accord.acts.models.documents import stored_path
from accord.kernel.actors import SERVER, Author
from accord.kernel.files import kinds
from accord.kernel.transactions import acting
from accord.people.acting import actor_of, reader_of
from accord.people.models import User
from tests import scenes
from tests.actors import written
from tests.test_permissions_matrix import PAGES
from tests.world import make_world

Actors = Callable[[str], User]
PDF = kinds.PDF.content_type
CONTENT = b"%PDF-1.7\n% un essai"


@pytest.fixture(autouse=True)
def own_folder(own_documents: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The field reads its storage once, when the model is imported: give it the test's own."""
    field = StoredFile._meta.get_field("file")
    monkeypatch.setattr(field, "storage", storages["private"])


def stored(content: bytes = CONTENT, name: str = "un.pdf", *, by: Author = SERVER) -> Document:
    with acting(by):
        return store_document(content, name=name, by=by)


def upload(content: bytes, name: str = "acte.pdf", kind: str = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=kind)


def test_a_pdf_is_accepted_whatever_it_is_called_and_can_still_be_read_whole() -> None:
    sent = upload(CONTENT, "acte.exe", "application/octet-stream")
    check_document(sent, kinds.PDF)
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
        check_document(upload(content), kinds.PDF)


def test_a_file_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert documents.MAX_BYTES == 20 * 1024 * 1024
    monkeypatch.setattr(documents, "MAX_BYTES", 1024 * 1024)
    check_document(upload(CONTENT.ljust(1024 * 1024, b" ")), kinds.PDF)
    with pytest.raises(ValidationError, match="dépasse 1 Mo"):
        check_document(upload(CONTENT.ljust(1024 * 1024 + 1, b" ")), kinds.PDF)


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
    assert made.name.endswith(".pdf")
    assert len(made.name) <= 200
    assert not set(made.name) & set("/\\\x00\u202e")
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


# -- as a person sends and receives one ------------------------------------------------------------

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def sent(**changes: Any) -> dict[str, Any]:
    values = {
        "submission": str(uuid4()),
        "kind": "notification",
        "issuer": "dreets-hdf",
        "number": "N-77",
        "date": "2024-02-10",
        "act_title": "Notification d’essai",
    }
    return {**values, **changes}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (PNG, "Le document doit être un fichier PDF ; celui-ci est : image PNG."),
        (b"<html><script>", "Le document doit être un fichier PDF ; celui-ci n’en est pas un."),
        (b"a;b\r\n1;2\r\n", "Le document doit être un fichier PDF ; celui-ci est : table CSV."),
    ],
)
def test_another_kind_is_refused_at_its_field_whatever_it_is_called(
    content: bytes, sentence: str, actor: Actors, browse: Callable[[User | None], Any]
) -> None:
    answer = browse(actor("dreets")).post("/actes/nouveau/", sent(document=upload(content)))
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"document": [sentence]}
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_a_document_is_given_back_as_what_it_is_and_not_as_it_was_called(
    actor: Actors, browse: Callable[[User | None], Any]
) -> None:
    client = browse(actor("dreets"))
    named = upload(CONTENT, "Acte\u202efdp.html", "text/html")
    answer = client.post("/actes/nouveau/", sent(document=named))
    assert answer.status_code == 302
    received = client.get(f"{answer['Location']}document/")
    assert received["Content-Type"] == PDF
    assert received["Content-Disposition"] == 'attachment; filename="Actefdp.pdf"'
    assert received["X-Content-Type-Options"] == "nosniff"
    assert received.getvalue() == CONTENT


@pytest.mark.django_db
def test_bytes_that_the_site_does_not_keep_are_kept_by_nobody() -> None:
    with pytest.raises(ValidationError, match="aucun type"):
        stored(b"MZ\x00")
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_every_file_that_the_site_gives_is_what_it_says(
    actor: Actors, browse: Callable[[User | None], Any]
) -> None:
    world = make_world(actor("secretary"), actor("terrimouv_secretary"))
    client = browse(actor("secretary"))
    given = {}
    for name, row in PAGES.items():
        if row.get_status is None and "secretary" in row.reads:
            answer = client.get(reverse(name, args=row.args(world)))
            assert answer["X-Content-Type-Options"] == "nosniff", name
            if not answer["Content-Type"].startswith("text/html"):
                given[name] = answer["Content-Disposition"]
    assert {name: given[name].partition(";")[0] for name in given} == {
        "acts:act-document": "attachment",
        "operations:operation-export": "attachment",
        # Drawn by the site itself.
        "governance:minutes-pdf": "inline",
    }
