"""Every actor looks at every place; a word that somebody may not read is a leak."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from accord.kernel.scope import ScopedQuerySet
from accord.people.acting import reader_of
from accord.people.models import User
from tests.canary import world
from tests.canary.places import look
from tests.canary.readers import Readers
from tests.canary.words import Word, Words, said_in

# Tables that no page shows yet, and columns that a page never repeats.
SHOWN_NOWHERE = {
    ("FinancialPlanLine", "amount"),
    ("ImportRow", "message"),
    ("ImportRow", "value"),
    ("JournalEntry", "note"),
    ("NotificationEffect", "amount"),
    ("OpeningEffect", "amount"),
    ("OpeningEffect", "label"),
    ("TopUpEffect", "amount"),
}


@dataclass
class Leak:
    """A word that an actor has read somewhere and may not, or a hidden row that answers."""

    who: str
    address: str
    what: Word | int

    def __str__(self) -> str:
        return f"{self.who} reads {self.what} at {self.address}"


@dataclass
class Look:
    """What was looked at, and what was seen."""

    words: Words
    # Who reads the row that an address names.
    kept: dict[str, Readers] = field(default_factory=dict)
    leaks: list[Leak] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)
    broken: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def by(self, who: str, client: Client, addresses: Iterable[str]) -> None:
        for address in addresses:
            self.counts["places looked at"] += 1
            status, text = look(client, address)
            if status >= 500:
                self.broken.append(f"{who}: {status} {address}")
            if status != 404 and who != "disabled" and who not in self.kept.get(address, {who}):
                self.leaks.append(Leak(who, address, status))
            self.leaks += self._read(who, address, text)

    def _read(self, who: str, address: str, text: str) -> Iterator[Leak]:
        for said in said_in(text) & self.words.by_text.keys():
            word = self.words.by_text[said]
            if said in address:
                # What was typed is shown again in its field.
                continue
            self.counts["words read"] += 1
            self.seen.add((word.model, word.column))
            if who not in word.readers:
                yield Leak(who, address, word)

    def unseen(self) -> set[tuple[str, str]]:
        """Tables and columns whose words nobody has seen: they would prove nothing."""
        return {(word.model, word.column) for word in self.words.by_text.values()} - self.seen


def prepared(people: dict[str, User]) -> Words:
    """The world with its words, some of them sealed in minutes."""
    words = Words()
    world.build(people)
    words.stamp()
    world.seal(people)
    words.stamp()
    words.settle()
    return words


def wrong_rows(
    words: Words, people: dict[str, User], tables: Collection[str] = ()
) -> Iterator[str]:
    """Sentences for each table and actor that reads too many rows, or too few."""
    for model, due in words.due.items():
        queryset: Any = model._default_manager.all()
        if not isinstance(queryset, ScopedQuerySet) or (tables and model.__name__ not in tables):
            continue
        for who, user in people.items():
            read = queryset.visible_to(reader_of(user)).values_list("pk", flat=True)
            # What looking itself has written since, in the journal, is nobody's word.
            found = set(read) & set(due)
            expected = {pk for pk, names in due.items() if who in names}
            if found - expected:
                yield f"{who} reads of {model.__name__} what is hidden: {found - expected}"
            if expected - found:
                yield f"{who} does not read of {model.__name__}: {expected - found}"


def browser_of(user: User) -> Any:
    client = Client()
    client.force_login(user)
    return client
