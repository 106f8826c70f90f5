"""Every text and every amount that a row keeps becomes a word that nothing else says.

Written round the actions, since it stands for what people typed: the rows stay what they are, and
so do the sums of the ledgers, whose amounts are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django.db import IntegrityError, connection, models, transaction

from accord.kernel.money import MoneyField
from accord.people.models import User
from governance.models import Meeting
from operations.models import Operation
from tests.canary.readers import Readers, file_of, readers_of, shown_besides
from tests.canary.world import kept_models

# Codes, keys and copies: not what somebody typed, or what others look things up by.
_NOT_TYPED = {
    "by_body by_role by_system cancellation_reason canonical certainty code column content_type"
    " digest email file folded from_state frozen key kind password number prefix reason reserves"
    " sha256 siren siret source source_page stage state target to_state token_key verb outcome"
    " history_type history_change_reason by_system"
}
_SKIPPED = frozenset(word for line in _NOT_TYPED for word in line.split())
# Rows of the ledgers: their amounts are sums elsewhere.
_LEDGERS = {"UseOfCredits", "CreditMovement", "Balance", "AccountBalance", "Tranche"}
# An amount that stays below the cost it is part of.
_SMALLER = {"eu_amount", "requested_eu", "appraised_eu", "amount", "received"}
# A sitting on the time axis of a chart: its committee's prefix and its day.
_SITTING = re.compile(r"\b[A-Z]{2,4} \d\d/\d\d/\d{4}\b")
_WORD = re.compile(r"\bzq\d{5}x\b")
_AMOUNT = re.compile(r"\d+[.,]\d\d(?!\d)|\d{9,}")
_GAPS = re.compile(r"(?<=\d)[\s\u202f\xa0]+(?=\d)")


@dataclass
class Word:
    """A word or an amount, the row that it stands for, and who may read it."""

    text: str
    model: str
    key: Any
    column: str
    is_of_history: bool = False
    readers: Readers = frozenset()

    def __str__(self) -> str:
        kind = "history of " if self.is_of_history else ""
        return f"{self.text} ({kind}{self.model} {self.key}, {self.column})"


@dataclass
class Words:
    """All the words of a world, by what they look like in a page."""

    by_text: dict[str, Word] = field(default_factory=dict)
    # Who reads each row of each table.
    due: dict[type[models.Model], dict[Any, Readers]] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def next_word(self) -> str:
        return f"zq{next(self._numbers):05d}x"

    def next_amount(self, column: str) -> int:
        """Cents: nine digits that no other row has."""
        return (300_000_000 if column in _SMALLER else 900_000_000) + next(self._numbers) * 101

    def stamp(self) -> None:
        """Give words to every row that has none yet."""
        known = {(word.model, word.key) for word in self.by_text.values()}
        with _without_triggers():
            for model in kept_models():
                for row in model._base_manager.all():
                    if (model.__name__, row.pk) not in known and not _signs(row):
                        self._stamp(row)

    def settle(self) -> None:
        """Say who reads each word, once nothing changes any more."""
        for model in kept_models():
            words = [word for word in self.by_text.values() if word.model == model.__name__]
            rows = list(model._base_manager.all())
            own = {row.pk: readers_of(row) for row in rows}
            self.due[model] = own
            circles = {row.pk: _circles(row, own[row.pk]) for row in rows}
            for word in words:
                word.readers = circles[word.key][word.is_of_history]

    def _stamp(self, row: Any) -> None:
        typed = [text for column in _columns(type(row)) if (text := self._give(row, row, column))]
        if typed and hasattr(row, "folded"):
            _follow_folded(row, typed)
        if isinstance(row, Meeting):
            text = f"{row.committee.prefix} {row.held_on:%d/%m/%Y}"
            self.by_text[text] = Word(text, "Meeting", row.pk, "held_on")
        if hasattr(row, "history"):
            for version in row.history.all():
                kept = {one.column for one in type(version)._meta.concrete_fields}
                for column in _columns(type(row)):
                    if column in kept:
                        self._give(row, version, column)

    def _give(self, row: models.Model, version: models.Model, column: str) -> str:
        """Give a word to a column of a row, or of one of its former versions."""
        text = self._write(version, column)
        if text:
            word = Word(text, type(row).__name__, row.pk, column, version is not row)
            self.by_text[text] = word
        return text

    def _write(self, row: models.Model, column: str) -> str:
        """Put a word into a column; nothing where the table takes none there."""
        one = next(field for field in row._meta.concrete_fields if field.column == column)
        is_amount = isinstance(one, MoneyField)
        if is_amount and (type(row).__name__ in _LEDGERS or getattr(row, one.attname) is None):
            return ""
        value = self.next_amount(column) if is_amount else self.next_word()
        if not is_amount and (one.max_length or len(str(value))) < len(str(value)):
            return ""
        key = row._meta.pk
        table, own = row._meta.db_table, key.column  # type: ignore[union-attr]
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    f'UPDATE {table} SET "{column}" = %s WHERE "{own}" = %s', [value, row.pk]
                )
        except IntegrityError:
            return ""
        return str(value)


def _signs(row: Any) -> bool:
    """An account that acts: its name stands beside what it did, wherever that is read."""
    return isinstance(row, User) and not row.email.startswith("quiet")


def _circles(row: Any, own: Readers) -> tuple[Readers, Readers]:
    """Who reads a row's words, and those of its former versions: an operation's, its file's."""
    shown = own | shown_besides(row)
    return shown, file_of(row) if isinstance(row, Operation) else shown


def _columns(model: type[models.Model]) -> list[str]:
    """Texts that people type, and amounts that belong to no ledger."""
    return [
        one.column
        for one in model._meta.concrete_fields
        if one.column not in _SKIPPED
        and (
            isinstance(one, MoneyField)
            or (isinstance(one, models.CharField | models.TextField) and not one.choices)
        )
    ]


def _follow_folded(row: Any, typed: list[str]) -> None:
    """What a search reads follows what was typed."""
    fresh = type(row)._base_manager.select_related(None).get(pk=row.pk)
    folded = f"{fresh.folded} {' '.join(typed)}" if hasattr(row, "title") else typed[0]
    table = row._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET folded = %s WHERE id = %s", [folded, row.pk])


class _without_triggers:  # noqa: N801
    """Tables that are only added to refuse to be stamped on PostgreSQL."""

    def __enter__(self) -> None:
        self._tell("replica")

    def __exit__(self, *raised: object) -> None:
        if not connection.needs_rollback:
            self._tell("origin")

    def _tell(self, role: str) -> None:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL session_replication_role = {role}")


def said_in(text: str) -> set[str]:
    """Words and amounts (as cents) that a page, a file or an answer says."""
    found = set(_WORD.findall(text.lower())) | set(_SITTING.findall(text))
    for amount in _AMOUNT.findall(_GAPS.sub("", text)):
        found.add(re.sub(r"[.,]", "", amount))
    return found
