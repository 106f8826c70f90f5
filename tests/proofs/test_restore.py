"""A whole installation is saved and comes back the same elsewhere, or nothing of it does.

The demonstration, by the scripts that an administrator runs. What is compared is read without the
application: every row of every table, the tables themselves, the digest of every document.
"""

from __future__ import annotations

import tarfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection

from tests.installations import Installation, new_installation

SAME = "chaque table et chaque document sont ceux de la sauvegarde"


@pytest.fixture(scope="module")
def installations(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[str], Installation]]:
    folder = tmp_path_factory.mktemp("installations")
    with ExitStack() as stack:
        yield lambda name: stack.enter_context(new_installation(folder / name))


@pytest.fixture(scope="module")
def saved(installations: Callable[[str], Installation]) -> tuple[Installation, Path]:
    """The demonstration as ``script/server`` makes it, and its backup."""
    here = installations("here")
    here.done("migrate", "--verbosity", "0")
    here.done("load_accord")
    here.done("import_operations", "fixtures/operations_2014-2020.csv", "--agreement", "2014-2020")
    here.done("seed_demo")
    path = here.documents.parent / "saved.tar.gz"
    answer = here.start("script/backup", str(path))
    assert answer.returncode == 0, answer.stderr
    return here, path


def test_the_demonstration_comes_back_the_same(
    saved: tuple[Installation, Path],
    installations: Callable[[str], Installation],
    tally: Counter[str],
) -> None:
    here, path = saved
    there = installations("there")
    answer = there.start("script/restore", str(path))
    assert answer.returncode == 0, answer.stderr
    assert SAME in answer.stdout

    rows, found = here.tables(), there.tables()
    assert found.keys() == rows.keys() != set()
    for name in rows:
        assert found[name] == rows[name], name
    assert there.shape() == here.shape()
    assert there.files() == here.files()
    assert here.files()

    assert "justes" in there.done("check_ledger")
    assert "complet" in there.done("check_audit")
    if connection.vendor == "postgresql":
        check = "from accord.kernel.fences import broken_fences; from django.db import transaction"
        fences = f"{check}\nwith transaction.atomic(): print(list(broken_fences()))"
        assert there.done("shell", "--no-imports", "--command", fences).strip() == "[]"
    tally["tables compared"] += len(rows)
    tally["rows compared"] += sum(len(lines) for lines in rows.values())
    tally["documents compared"] += len(here.files())
    tally["lines of the schema compared"] += len(here.shape())


def test_it_goes_on_working(
    saved: tuple[Installation, Path],
    installations: Callable[[str], Installation],
    tally: Counter[str],
) -> None:
    """The restored installation is migrated, loaded, saved and restored again like any other."""
    _, path = saved
    second, third = installations("second"), installations("third")
    second.done("restore", str(path))
    second.done("migrate", "--verbosity", "0")
    second.done("load_accord")
    again = second.documents.parent / "again.tar.gz"
    second.done("backup", str(again))
    assert SAME in third.done("restore", str(again))
    assert third.tables() == second.tables()
    tally["second generation"] += 1


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="no role without PostgreSQL")
def test_it_comes_back_for_the_role_of_its_new_place(
    saved: tuple[Installation, Path],
    installations: Callable[[str], Installation],
    tally: Counter[str],
) -> None:
    """What may be read there is what the role of there reads; the other has nothing."""
    _, path = saved
    there, role = installations("role"), {"DATABASE_ROLE": "accord_elsewhere"}
    assert SAME in there.done("restore", str(path), **role)
    there.done("check_fences", **role)
    tally["other roles"] += 1
    statement = "DROP OWNED BY accord_elsewhere; DROP ROLE accord_elsewhere"
    code = f"from django.db import connection\nconnection.cursor().execute({statement!r})"
    there.done("shell", "--no-imports", "--command", code)


# -- what is refused -------------------------------------------------------------------------------


def repacked(path: Path, target: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    with tarfile.open(path) as source, tarfile.open(target, "w:gz") as made:
        for member in source.getmembers():
            file = source.extractfile(member)
            content = change(member.name, file.read()) if file else None
            if content is not None:
                member.size = len(content)
                made.addfile(member, BytesIO(content))
    return target


def _first_document(here: Installation) -> str:
    return f"documents/{min(here.files())}"


def test_a_backup_cut_or_altered_writes_nothing(
    saved: tuple[Installation, Path],
    installations: Callable[[str], Installation],
    tmp_path: Path,
    tally: Counter[str],
) -> None:
    here, path = saved
    whole, document = path.read_bytes(), _first_document(here)
    files: dict[str, tuple[Path, str]] = {}
    for part in (10, 50, 90, 99):
        cut = tmp_path / f"cut-{part}.tar.gz"
        cut.write_bytes(whole[: len(whole) * part // 100])
        files[f"cut at {part} %"] = (cut, "incomplète ou abîmée|n’est pas une sauvegarde")
    for place in (len(whole) // 3, len(whole) // 2, len(whole) - 6):
        flipped = tmp_path / f"flipped-{place}.tar.gz"
        turned = bytes([whole[place] ^ 0x40])
        flipped.write_bytes(whole[:place] + turned + whole[place + 1 :])
        files[f"a bit turned at {place}"] = (flipped, "incomplète|n’est pas|a été modifiée")
    changes: dict[str, Callable[[str, bytes], bytes | None]] = {
        "an altered document": lambda n, c: c[:-1] + b"?" if n == document else c,
        "a document left out": lambda n, c: None if n == document else c,
        "an altered base": lambda n, c: c[:-1] + b"?" if n == "database" else c,
    }
    for number, (title, change) in enumerate(changes.items()):
        made = repacked(path, tmp_path / f"changed-{number}.tar.gz", change)
        files[title] = (made, "a été modifiée, rien n’est écrit")

    empty = installations("empty")
    for title, (file, why) in files.items():
        told = empty.refused("restore", str(file))
        assert any(piece in told for piece in why.split("|")), (title, told)
        assert not any(empty.tables().values()), title
        assert empty.documents.exists() is False or empty.files() == {}, title
        tally["refused files"] += 1
    assert SAME in empty.done("restore", str(path))


def test_nothing_is_written_over_what_is_there(
    saved: tuple[Installation, Path],
    installations: Callable[[str], Installation],
    tally: Counter[str],
) -> None:
    here, path = saved
    rows, files = here.tables(), here.files()
    assert "n’est pas vide" in here.refused("restore", str(path))
    assert (here.tables(), here.files()) == (rows, files)

    occupied = installations("occupied")
    occupied.documents.mkdir()
    (occupied.documents / "other").write_bytes(b"un document")
    assert "contient des documents" in occupied.refused("restore", str(path))
    assert not any(occupied.tables().values())
    assert list(occupied.files()) == ["other"]
    assert "existe déjà" in here.refused("backup", str(path))
    tally["refused places"] += 3


def test_the_other_database_is_refused(
    saved: tuple[Installation, Path],
    installations: Callable[[str], Installation],
    tmp_path: Path,
    tally: Counter[str],
) -> None:
    _, path = saved
    other = "postgresql" if connection.vendor == "sqlite" else "sqlite"
    swap = f'"vendor": "{connection.vendor}"'.encode(), f'"vendor": "{other}"'.encode()
    made = repacked(
        path,
        tmp_path / "other.tar.gz",
        lambda name, content: content.replace(*swap) if name == "contents.json" else content,
    )
    nowhere = installations("nowhere")
    assert f"d’une base {other}, pas" in nowhere.refused("restore", str(made))
    assert not any(nowhere.tables().values())
    tally["refused engines"] += 1
