"""Which account holds what an operation uses: derived from its uses and from its keys. Pure.

A use carries no key. What an operation has used by a day stands, whole, in the account of the key
that it has that day: a change of key moves it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from accord.kernel.ledger import Entry, Measures
from envelopes.accounts import AccountKey
from envelopes.states import Stage
from operations.querysets.keys import UNKNOWN, Triple
from operations.querysets.uses import Used

DatedKey = tuple[date, Triple]
Changes = dict[AccountKey, list[Entry]]
# What stands where: account and stage.
_Places = dict[tuple[AccountKey, str], Measures]


def account_entries(uses: Iterable[Used], keys: Sequence[DatedKey]) -> Changes:
    """Changes of each account's balances that one operation brings about, date by date.

    ``keys`` are its standing ones, from the first to the last; a later one of the same day wins.
    """
    by_envelope: dict[int, list[Used]] = {}
    for use in uses:
        by_envelope.setdefault(use.envelope_id, []).append(use)
    found: Changes = {}
    for envelope_id, of_envelope in by_envelope.items():
        standing: _Places = {}
        for day in sorted({use.day for use in of_envelope} | {day for day, _ in keys}):
            account = AccountKey(envelope_id, *_key_on(keys, day))
            after = _places(account, [use for use in of_envelope if use.day <= day])
            for place in dict.fromkeys([*standing, *after]):
                change = after.get(place, Measures()) + -standing.get(place, Measures())
                if change != Measures():
                    found.setdefault(place[0], []).append(Entry(place[1], day, change))
            standing = after
    return found


def _key_on(keys: Sequence[DatedKey], day: date) -> Triple:
    position = bisect_right(keys, day, key=lambda dated: dated[0])
    return keys[position - 1][1] if position else UNKNOWN


def _places(account: AccountKey, uses: Iterable[Used]) -> _Places:
    """What these uses amount to; an operation counts while what it programmes is not zero."""
    places: _Places = {}
    for use in uses:
        place = account, use.stage
        places[place] = places.get(place, Measures()) + use.measures
    programmed = account, Stage.PROGRAMMED.value
    if programmed in places and places[programmed].amount:
        places[programmed] += Measures(operations=1)
    return places


def difference(before: Mapping[AccountKey, Sequence[Entry]], after: Changes) -> Changes:
    """What leads from one state of the accounts to another; nothing where nothing changes."""
    undone = {
        account: [Entry(entry.stage, entry.value_date, -entry.measures) for entry in entries]
        for account, entries in before.items()
    }
    return together([undone, after])


def together(parts: Iterable[Mapping[AccountKey, Sequence[Entry]]]) -> Changes:
    """Several changes as one: an entry at most for each account, stage and date."""
    sums: dict[tuple[AccountKey, str, date], Measures] = {}
    for part in parts:
        for account, entries in part.items():
            for entry in entries:
                place = account, entry.stage, entry.value_date
                sums[place] = sums.get(place, Measures()) + entry.measures
    found: Changes = {}
    for (account, stage, day), measures in sums.items():
        if measures != Measures():
            found.setdefault(account, []).append(Entry(stage, day, measures))
    return found


def envelope_entries(changes: Changes) -> dict[int, list[Entry]]:
    """The same changes as their envelopes see them: what only moves between accounts is gone."""
    whole = together({AccountKey(key.envelope_id): entries} for key, entries in changes.items())
    return {key.envelope_id: entries for key, entries in whole.items()}
