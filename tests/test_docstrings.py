"""What the code says of itself: no docstring cites what is not there, no public verb is silent."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import rooms

HOUSE = rooms.house()
# Modules whose functions other rooms call: each says what it does, locks and raises.
_SPOKEN = {"actions", "querysets", "verbs"}
# They fill in what the kernel's rule of scope has said.
_OF_A_RULE = {"q", "policy"}
_CITED = re.compile(r"``([\w./-]+)``")
_FILE = re.compile(r"[\w./-]+\.(py|md|html|svg|css|csv|toml|txt)")
# Examples of what somebody keeps.
_DATA = (".sqlite3", ".tar.gz")
_FOLDERS = ("docs", "templates", "fixtures", "script", "tests")


def docstrings(source: rooms.Source) -> Iterator[tuple[int, str]]:
    for node in ast.walk(source.tree):
        is_spoken = isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        if is_spoken and (text := ast.get_docstring(node)):
            yield getattr(node, "lineno", 1), text


def exists(cited: str) -> bool:
    """Whether a file or a dotted name of the house that a docstring cites is there."""
    if _FILE.fullmatch(cited):
        found = rooms.ROOT.glob(cited) if "/" in cited else _named(cited)
        return any(True for _ in found)
    if cited.endswith(_DATA):
        return True
    if rooms.room_of(cited) and "." in cited:
        module, _, name = cited.rpartition(".")
        return cited in HOUSE or (module in HOUSE and name in HOUSE[module].text)
    folder = cited.partition("/")[0]
    return folder not in _FOLDERS or (rooms.ROOT / cited).exists()


def _named(name: str) -> Iterator[Path]:
    yield from rooms.ROOT.glob(name)
    for folder in (*rooms.PACKAGES, *_FOLDERS):
        yield from (rooms.ROOT / folder).rglob(name)


def false_citations(house: rooms.House) -> Iterator[str]:
    for source in house.values():
        for line, text in docstrings(source):
            for cited in _CITED.findall(text):
                if not exists(cited):
                    yield f"{source.path}:{line} cites {cited}"


def silent(house: rooms.House) -> Iterator[str]:
    for module, source in house.items():
        if not _SPOKEN & set(module.split(".")):
            continue
        for scope in (source.tree, *(n for n in source.tree.body if isinstance(n, ast.ClassDef))):
            for node in scope.body:
                is_public = isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
                if is_public and node.name not in _OF_A_RULE and not ast.get_docstring(node):
                    yield f"{source.path}:{node.lineno} {node.name}"


def test_no_docstring_cites_what_is_not_there() -> None:
    assert list(false_citations(HOUSE)) == []
    assert list(false_citations(rooms.tests())) == []


def test_every_public_function_of_actions_querysets_and_verbs_says_what_it_does() -> None:
    assert list(silent(HOUSE)) == []


@pytest.mark.parametrize(
    "cited",
    [
        "docs/nothing.md",
        "docs/adr/0099-nothing.md",
        "accord.kernel.pages",
        "templates/charts/nothing.svg",
        "accord.kernel.money.nothing_there",
    ],
)
def test_a_false_citation_is_caught(cited: str) -> None:
    source = rooms.Source("operations/planted.py", f'"""As ``{cited}`` says."""\n')
    assert list(false_citations({"operations.planted": source}))


def test_a_silent_function_is_caught() -> None:
    text = '"""A room."""\n\nclass Rows:\n    """Rows."""\n\n    def open(self):\n        pass\n'
    source = rooms.Source("operations/querysets/planted.py", text)
    assert list(silent({"operations.querysets.planted": source}))
