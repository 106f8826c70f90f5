"""Wherever the site shows anything: every address of the URLconf, with every object it may take.

An address that has no line here fails the test; so does a model of the administration.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.contrib import admin
from django.db import models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accord.acts.models import Act, FrameworkAgreement
from accord.kernel import figures
from accord.people.models import Organisation
from envelopes.models import CreditMovement, Envelope, Fund
from governance.models import AgendaItem, Committee, Decision, Meeting, Seat
from indicators.models import Indicator
from operations.models import Operation
from tests.canary.readers import READERS, Readers, readers_of
from tests.canary.words import Word, Words

PAST = "2024-06-30"
STAFF = frozenset({"administrator", "technician"})
Arguments = Callable[["Sample"], Iterable[tuple[Any, ...]]]


class Sample:
    """Rows looked at: of each table, some of each state and circle of readers, or all of them."""

    def __init__(self, most: int | None) -> None:
        self.most = most
        self._kept: dict[type[models.Model], list[Any]] = {}

    def rows(self, model: type[models.Model]) -> list[Any]:
        if model not in self._kept:
            self._kept[model] = list(self._choose(model))
        return self._kept[model]

    def _choose(self, model: type[models.Model]) -> Iterator[Any]:
        seen: dict[Any, int] = {}
        for row in model._base_manager.order_by("-pk"):
            kept = readers_of(row) if model.__name__ in READERS else frozenset()
            circle = (
                getattr(row, "state", ""),
                getattr(row, "level", ""),
                getattr(row, "agreement_id", None),
                kept,
                getattr(row, "document_id", None) is None,
            )
            seen[circle] = seen.get(circle, 0) + 1
            if self.most is None or seen[circle] <= self.most:
                yield row


@dataclass(frozen=True)
class Each:
    """An address per row of a table, by one of its attributes."""

    model: type[models.Model]
    attribute: str = "pk"

    def __call__(self, sample: Sample) -> list[tuple[Any, ...]]:
        return [(getattr(row, self.attribute),) for row in sample.rows(self.model)]


def once(sample: Sample) -> list[tuple[Any, ...]]:
    return [()]


def _delegated(sample: Sample) -> list[tuple[Any, ...]]:
    rows = [row for row in sample.rows(Envelope) if row.is_delegated]
    return [(row.code,) for row in rows]


def _figures(sample: Sample) -> Iterator[tuple[Any, ...]]:
    """Each figure of each thing that has it, and of those that have it together."""
    codes = [code for (code,) in _delegated(sample)]
    codes += [row.code for row in (*Fund.objects.all(), *FrameworkAgreement.objects.all())]
    for figure in figures.all_figures():
        if figure.code.startswith("operations."):
            for row in sample.rows(Operation):
                yield (figure.code, row.number)
        else:
            for code in codes if sample.most is None else codes[:4]:
                yield (figure.code, code)


# What stands before an address that is sent to, in the lists of what is looked at.
SENT = "POST "
_OPERATION = Each(Operation)
_MEETING = Each(Meeting)
_COMMITTEE = Each(Committee, "code")
ARGUMENTS: dict[str, Arguments] = {
    **dict.fromkeys(
        (
            *("accord:home", "accord:search", "accord:help", "people:password"),
            *("people:organisations", "people:sign-in", "agreement:signatures"),
            *("people:code", "people:forgotten", "people:factor"),
            *("web:accessibility", "web:legal_notice", "web:personal_data"),
            *("agreement:chapters", "agreement:figures", "agreement:territories"),
            *("acts:act-list", "acts:act-create", "envelopes:envelope-list"),
            *("envelopes:dividing-lines", "operations:operation-list"),
            *("operations:operation-export", "operations:operation-create"),
            *("indicators:indicator-list", "indicators:review", "governance:committee-list"),
            *("governance:meeting-list", "governance:decision-list", "api:programming-totals"),
            *("api:agreements-list", "api:organisations-list", "api:envelopes-list"),
            *("api:movements-list", "api:operations-list", "api:indicators-list"),
            *("api:committees-list", "api:meetings-list", "api:decisions-list"),
            *("api:schema", "api:documentation"),
        ),
        once,
    ),
    "accord:figure-detail": _figures,
    # A link that opens nothing.
    "people:reset-confirm": lambda sample: [("MQ", "aucun-lien")],
    **dict.fromkeys(("acts:act-detail", "acts:act-complete", "acts:act-document"), Each(Act)),
    **dict.fromkeys(
        (
            *("envelopes:envelope-detail", "envelopes:envelope-movements"),
            *("envelopes:envelope-ceilings", "envelopes:envelope-sources"),
            *("envelopes:movement-create", "envelopes:transfer-create"),
            "envelopes:ceiling-create",
        ),
        Each(Envelope, "code"),
    ),
    "envelopes:movement-reverse": Each(CreditMovement),
    **dict.fromkeys(
        (
            f"operations:operation-{step}"
            for step in (
                *("detail", "submit", "admissibility", "appraise", "contract", "amend"),
                *("withdraw", "edit", "delete"),
            )
        ),
        _OPERATION,
    ),
    **dict.fromkeys(
        ("governance:committee-detail", "governance:seat-create", "governance:meeting-create"),
        _COMMITTEE,
    ),
    "governance:seat-end": Each(Seat),
    **dict.fromkeys(
        (
            "governance:minutes-pdf",
            *(
                f"governance:meeting-{step}"
                for step in (
                    *("detail", "agenda", "change", "open", "cancel", "roll", "outcomes", "end"),
                    *("minutes", "seal"),
                )
            ),
        ),
        _MEETING,
    ),
    "governance:decision-lapse": Each(Decision),
    "api:agreements-detail": Each(FrameworkAgreement, "code"),
    "api:organisations-detail": lambda sample: [(Organisation.objects.earliest("pk").code,)],
    "api:envelopes-detail": Each(Envelope, "code"),
    "api:movements-detail": Each(CreditMovement),
    "api:operations-detail": Each(Operation, "number"),
    "api:indicators-detail": lambda sample: [(Indicator.objects.earliest("pk").code,)],
    "api:committees-detail": _COMMITTEE,
    "api:meetings-detail": _MEETING,
    "api:decisions-detail": Each(Decision, "number"),
}
# Buttons: looked at by no GET, sent without anything.
BUTTONS: dict[str, Each] = {
    "governance:meeting-convene": _MEETING,
    "governance:item-up": Each(AgendaItem),
    "governance:item-down": Each(AgendaItem),
    "governance:item-remove": Each(AgendaItem),
}
# One's own session: no row is named.
SENT_ALONE = {"people:sign-out", "people:place"}
# Where something typed is looked for.
SEARCHES = (
    "/recherche/?q={}",
    "/operations/?text={}",
    "/operations/export.csv?text={}",
    "/actes/?text={}",
    "/decisions/?number={}",
    "/api/v1/operations/?text={}",
    "/api/v1/decisions/?number={}",
)
# The same pages, looked at otherwise.
OTHERWISE = (
    "/?as_of={past}",
    "/?agreement=2014-2020",
    "/operations/?agreement=2014-2020",
    "/operations/?as_of={past}",
    "/operations/export.csv?as_of={past}",
    "/operations/export.csv?agreement=2014-2020",
    "/actes/?agreement=2014-2020",
    "/actes/?as_of={past}",
    "/reunions/?as_of={past}",
    "/decisions/?as_of={past}",
    "/enveloppes/?agreement=2014-2020",
    "/api/v1/operations/?as_of={past}",
    "/api/v1/programming-totals/?format=csv",
    "/api/v1/programming-totals/?group_by=scheme",
    "/api/v1/programming-totals/?group_by=territory",
)


def names(resolver: Any = None, namespace: str = "") -> Iterator[str]:
    """Names of every address of the site, but those of the administration."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            if inner != "admin:":
                yield from names(entry, inner)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}"


def unvisited() -> set[str]:
    """Addresses that this table has forgotten."""
    return set(names()) - set(ARGUMENTS) - set(BUTTONS) - SENT_ALONE


def pages(sample: Sample, words: Words, most_words: int | None = None) -> list[str]:
    """Addresses of pages, files and REST answers."""
    found = [
        reverse(name, args=arguments)
        for name, given in ARGUMENTS.items()
        for arguments in given(sample)
    ]
    found += [address.format(past=PAST) for address in OTHERWISE]
    # Every word begins so: what a search finds is all there.
    found += [address.format("zq0") for address in SEARCHES]
    for word in _of_each_kind(words, most_words):
        found += [address.format(word) for address in SEARCHES]
    return list(dict.fromkeys(found))


def some_pages(sample: Sample, rank: int) -> list[str]:
    """Every address once, with another object for each rank."""
    found = []
    for name, given in ARGUMENTS.items():
        arguments = list(given(sample))
        if arguments:
            found.append(reverse(name, args=arguments[rank * 7 % len(arguments)]))
    return found + [address.format(past=PAST) for address in OTHERWISE]


def kept(sample: Sample) -> dict[str, Readers]:
    """Who reads the row of each address that names one; to the others it answers 404."""
    return {
        f"{before}{reverse(name, args=[getattr(row, given.attribute)])}": readers_of(row)
        for before, table in (("", ARGUMENTS), (SENT, BUTTONS))
        for name, given in table.items()
        if isinstance(given, Each) and given.model.__name__ in READERS
        for row in sample.rows(given.model)
    }


def forms(sample: Sample) -> list[str]:
    """Addresses that answer with a form, each once and with every object of the sample."""
    return [
        reverse(name, args=arguments)
        for name, given in ARGUMENTS.items()
        if not name.startswith("api:") and not name.endswith(("-detail", "-list", "-pdf"))
        for arguments in given(sample)
    ]


def some_searches(words: Words, rank: int) -> list[str]:
    """Each search once, with another word for each rank."""
    searched = list(_of_each_kind(words, None))
    typed = [searched[(rank * 5 + place) % len(searched)] for place in range(len(SEARCHES))]
    return [address.format(word) for address, word in zip(SEARCHES, typed, strict=True)]


# Tables whose texts a search or a filter reads.
_SEARCHED = {"Operation", "Beneficiary", "Act", "Decision", "Committee", "AgendaItem", "Envelope"}


def _of_each_kind(words: Words, most: int | None) -> Iterator[str]:
    """Words of the searched tables: of each circle of readers one, or some in all."""
    kinds: dict[Any, Word] = {}
    for word in words.by_text.values():
        if word.model in _SEARCHED and not word.text.isdigit():
            kinds.setdefault((word.model, word.column, word.readers), word)
    return islice((word.text for word in kinds.values()), most)


def administration(sample: Sample, words: Words) -> list[str]:
    """Lists, forms, histories and former versions of every registered model that keeps rows."""
    found = [reverse("admin:index")]
    for model, shown_by in admin.site._registry.items():
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        found += [reverse(f"{base}_changelist"), reverse(f"{base}_add")]
        if model.__name__ not in READERS:
            continue
        for row in sample.rows(model):
            found += [reverse(f"{base}_{view}", args=[row.pk]) for view in ("change", "history")]
            if hasattr(row, "history") and hasattr(shown_by, "history_form_view"):
                found += [
                    reverse(f"{base}_simple_history", args=[row.pk, version.pk])
                    for version in row.history.all()
                ]
    for word in _of_each_kind(words, 12):
        found += [
            f"{reverse('admin:operations_operation_changelist')}?q={word}",
            f"{reverse('admin:operations_beneficiary_changelist')}?q={word}",
        ]
    return found


def look(client: Client, address: str) -> tuple[int, str]:
    """Status of an address, and all that it says: headers, text, or the text of a PDF."""
    if address.startswith(SENT):
        response: Any = client.post(address.removeprefix(SENT))
    else:
        response = client.get(address)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    headers = " ".join(f"{name}: {value}" for name, value in response.headers.items())
    if content.startswith(b"%PDF") and b"/Catalog" in content:
        command = ["pdftotext", "-layout", "-", "-"]
        content = subprocess.run(command, input=content, capture_output=True, check=True).stdout
    return response.status_code, f"{headers}\n{content.decode('utf-8', 'replace')}"
