"""``docs/glossary.md`` has a line for every word that has a name, and for no other.

After a model, a field, a choice, a verb or a figure changes: ``python -m tests.vocabulary``.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests import vocabulary

GLOSSARY = vocabulary.PATH.read_text(encoding="utf-8")


def rows(section: str) -> list[list[str]]:
    return vocabulary.table(GLOSSARY, section)


@pytest.mark.parametrize("section", vocabulary.SECTIONS)
def test_every_word_has_its_line_and_no_line_is_of_something_gone(section: str) -> None:
    wanted = Counter(vocabulary.SECTIONS[section]())
    found = Counter(
        (vocabulary.plain(row[0]), vocabulary.plain(row[1]), vocabulary.plain(row[2]))
        for row in rows(section)
    )
    assert sorted((wanted - found).elements()) == []
    assert sorted((found - wanted).elements()) == []


def test_every_reason_has_its_line_and_no_line_is_of_another() -> None:
    assert {vocabulary.plain(row[1]) for row in rows("Reasons")} == set(vocabulary.reasons())
    assert all(row[0] for row in rows("Reasons"))


def test_every_line_has_its_place_for_an_article_even_empty() -> None:
    for section in (*vocabulary.SECTIONS, "Reasons", "Terms of the field"):
        assert rows(section), section
        assert {len(row) for row in rows(section)} == {4}, section


def test_what_the_terms_of_the_field_are_called_here_exists() -> None:
    known = {name for lines in vocabulary.SECTIONS.values() for _, name, _ in lines()}
    short = {name.rpartition(".")[2] for name in known}
    for row in rows("Terms of the field"):
        for name in re.findall(r"`([^`]*)`", row[1]):
            assert name in known | short, name
