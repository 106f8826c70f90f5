"""What a hostile or clumsy hand sends: nasty values, and the doors of the site where they go.

Doors are found, never listed: forms by the table of rights (complete against the URLconf) and by
the fields that each shows; filters by what each list and each viewset reads.
"""

from __future__ import annotations

import re
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_from_bytes

from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db import models, transaction
from django.test import Client
from django.urls import get_resolver, reverse

from accord.web.admin_bases import ReferenceAdmin
from tests.pages import hidden_fields
from tests.test_permissions_matrix import PAGES, REST_LISTS, REST_OBJECTS
from tests.world import World

# As bytes: some are no text at all.
NASTY: tuple[bytes, ...] = (
    b"",
    b" ",
    b"\x00",
    b"a\x00b",
    b"\xed\xa0\x80",
    b"\xff\xfe",
    "\u202e\u200b\ufeff".encode(),
    "e\u0301\u00a0\u2009x".encode(),
    b"9223372036854775808",
    b"-9223372036854775809",
    b"9" * 5000,
    b"-1",
    b"0",
    b"1e400",
    b"NaN",
    "²".encode(),
    "٣".encode(),
    b"99999999999999999999,99",
    b"0001-01-01",
    b"9999-12-31",
    b"2024-02-30",
    b"<script>alert(1)</script>{{ 7|add:7 }}%s",
    b"' OR 1=1 --",
    b"../../etc/passwd",
    b"a\r\n\r\nSet-Cookie: a=b",
    "🙂".encode() * 600,
)
# A stranger's wording of everything that is refused; anything else is a fault.
ANSWERS = {200, 302, 400, 401, 403, 404, 405, 409, 422}
Values = Mapping[str, bytes | Sequence[bytes]]


def encoded(values: Values) -> str:
    """Bytes as a browser would send them, though none would."""
    pairs = []
    for name, given in values.items():
        for value in [given] if isinstance(given, bytes) else given:
            pairs.append(f"{quote_from_bytes(name.encode())}={quote_from_bytes(value)}")
    return "&".join(pairs)


@dataclass
class Found:
    """What went wrong, and what was tried."""

    faults: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    # Refusals that no field carries: address, field that was changed, sentence.
    whole: set[str] = field(default_factory=set)

    def fault(self, where: str, what: object) -> None:
        self.faults.append(f"{where}: {what}"[:600])


def send(client: Client, method: str, address: str, found: Found, body: str = "") -> Any:
    """The answer; None where there was none, which is a fault."""
    found.counts["requests"] += 1
    try:
        if method == "POST":
            kind = "application/x-www-form-urlencoded"
            answer = client.generic("POST", address, body, content_type=kind)
        else:
            answer = client.generic(method, address)
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        shown = body[:200] or address[:200]
        found.fault(
            f"{method} {address[:80]}", f"{error!r} at {last.filename}:{last.lineno} {shown}"
        )
        return None
    if answer.status_code not in ANSWERS:
        found.fault(f"{method} {address[:120]}", f"{answer.status_code} {body[:200]}")
    if answer.status_code in (400, 409, 422):
        found.counts["refusals"] += 1
    return answer


# -- forms -----------------------------------------------------------------------------------------


def form_pages(world: World, who: str) -> Iterator[tuple[str, str]]:
    """(name, address) of every page that somebody may send a form to."""
    for name, row in PAGES.items():
        if row.sends and who in row.sends:
            yield name, reverse(name, args=row.args(world))


def usual(form_field: forms.Field) -> bytes | list[bytes]:
    """What a person would give a field that shows nothing yet."""
    choices = getattr(form_field, "choices", None)
    if choices is not None:
        return [str(value).encode() for value in _values(choices) if value not in ("", None)][:1]
    if isinstance(form_field, forms.DateField):
        return b"2024-05-02"
    if isinstance(form_field, forms.IntegerField):
        return b"1"
    if isinstance(form_field, forms.TimeField):
        return b"09:30"
    if isinstance(form_field, forms.BooleanField):
        return b"on"
    if type(form_field).__name__ == "MoneyFormField":
        return b"100,00"
    if type(form_field).__name__ == "RateField":
        return b"60"
    return b"" if type(form_field).__name__ == "SiretField" else b"Essai"


def _values(choices: Any) -> Iterator[Any]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from (inner for inner, _ in label)
        else:
            yield value


def filled(form: Any, html: str) -> dict[str, bytes | list[bytes]]:
    """A form as it is shown, its empty fields filled as a person would."""
    values: dict[str, Any] = {}
    for name, given in hidden_fields(html).items():
        values[name] = [value.encode() for value in given]
    for name, form_field in form.fields.items():
        if name in values or isinstance(form_field, forms.FileField):
            continue
        shown = form[name].value()
        if isinstance(shown, list | tuple):
            values[name] = [str(value).encode() for value in shown]
        elif shown not in (None, ""):
            values[name] = str(shown).encode()
        elif form_field.required:
            values[name] = usual(form_field)
        else:
            values[name] = b""
    return values


def typed_fields(form: Any) -> list[str]:
    """Fields that a person fills, and those that travel unseen."""
    kinds = form.fields.items()
    return [name for name, kind in kinds if not isinstance(kind, forms.FileField)]


def together(names: Sequence[str], values: Sequence[bytes]) -> Iterator[dict[str, bytes]]:
    """Every field has every value once, all fields at a time."""
    for step in range(len(values)):
        yield {name: values[(step + rank) % len(values)] for rank, name in enumerate(names)}


def one_by_one(names: Sequence[str], values: Sequence[bytes]) -> Iterator[dict[str, bytes]]:
    """One field at a time; of those that each row of a page repeats, the first row's."""
    kinds = {re.sub(r"_\d+$", "", name): name for name in reversed(names)}
    for name in kinds.values():
        for value in values:
            yield {name: value}


def fuzz_form(
    client: Client,
    address: str,
    found: Found,
    changes: Any,
    look: Callable[[], object] = lambda: None,
) -> None:
    """Send a form with each of the changes to what it shows.

    What is taken is looked at, then undone.
    """
    shown = send(client, "GET", address, found)
    form = _form_of(shown)
    if form is None:
        # A button: it has a key, and nothing else.
        base: dict[str, Any] = {}
        names = ["submission", "version"]
    else:
        base, names = filled(form, shown.content.decode()), typed_fields(form)
        found.counts["forms"] += 1
    found.counts["fields"] += len(names)
    before = rows_of_all()
    found.counts["well filled"] += _try(client, address, found, base, {}, look)
    for change in changes(names, NASTY):
        found.counts["values"] += len(change)
        found.counts["taken"] += _try(client, address, found, base, change, look)
    if rows_of_all() != before:
        found.fault(address, "what was refused has left rows")


def _try(
    client: Client,
    address: str,
    found: Found,
    base: Values,
    change: Values,
    look: Callable[[], object],
) -> bool:
    """Whether one sending was taken; then it is undone."""
    mark = transaction.savepoint()
    answer = send(client, "POST", address, found, encoded({**base, **change}))
    if answer is not None and answer.status_code == 422:
        _judge_refusal(address, answer, change, found)
        transaction.savepoint_commit(mark)
        return False
    is_taken = answer is not None and answer.status_code == 302
    if is_taken:
        look()
    transaction.savepoint_rollback(mark)
    return is_taken


def _form_of(answer: Any) -> Any:
    context = getattr(answer, "context", None)
    if not context:
        return None
    if "adminform" in context:
        return context["adminform"].form
    return context.get("form")


def _judge_refusal(address: str, answer: Any, change: Mapping[str, bytes], found: Found) -> None:
    """A refusal says so in French at a field that was touched, or of the whole."""
    form = _form_of(answer)
    if form is None or not form.errors:
        found.fault(address, f"refused without a reason: {change}")
        return
    page = answer.content.decode()
    if "Rien n’a été enregistré" not in page:
        found.fault(address, f"the page does not say that it refused: {change}"[:200])
    if len(change) == 1:
        where = "of the whole" if set(form.errors) == {"__all__"} else "at a field"
        found.counts[f"said {where}"] += 1
        if where == "of the whole":
            found.whole.add(f"{address} {next(iter(change))} {form.non_field_errors()[0]}"[:200])


def rows_of_all() -> dict[str, int]:
    """How many rows each table has, sessions apart."""
    return {
        model._meta.label: models.QuerySet(model=model).count()
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.label != "sessions.Session"
    }


def administration_pages(world: World) -> Iterator[str]:
    """Forms of the administration: adding one, changing one, of each model that may be written."""
    for model, page in admin.site._registry.items():
        if not isinstance(page, ReferenceAdmin | UserAdmin):
            continue
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"admin:{name}_add")
        known = models.QuerySet(model=model).order_by("pk").first()
        if known is not None:
            yield reverse(f"admin:{name}_change", args=[known.pk])


# -- filters and parameters ------------------------------------------------------------------------


def lists_of_pages(world: World, client: Client, found: Found) -> Iterator[tuple[str, list[str]]]:
    """(address, parameters) of every page that is read; first those that it shows as filters."""
    for name, row in PAGES.items():
        if row.get_status:
            continue
        address = reverse(name, args=row.args(world))
        answer = send(client, "GET", address, found)
        context = getattr(answer, "context", None)
        names = list(context["filters"].filters) if context and "filters" in context else []
        names += ["as_of", "agreement", "page", "sort", "q"]
        yield address, list(dict.fromkeys(names))


def lists_of_rest(world: World) -> Iterator[tuple[str, list[str]]]:
    """(address, parameters) of every answer of REST."""
    objects = {name: row.args(world) for name, row in REST_OBJECTS.items()}
    for name, args in [*((name, []) for name in sorted(REST_LISTS)), *objects.items()]:
        address = reverse(name, args=args)
        view = get_resolver().resolve(address).func
        known = getattr(view, "cls", getattr(view, "view_class", None))
        names = {"cursor", "format", "unknown", *getattr(known, "extra_parameters", ())}
        names |= set(getattr(known, "known_parameters", ()))
        filters = getattr(known, "filterset_class", None)
        names |= set(filters.base_filters) if filters else set()
        yield address, sorted(names)


def fuzz_parameters(
    client: Client,
    address: str,
    names: Sequence[str],
    found: Found,
    changes: Any,
    values: Sequence[bytes] = NASTY,
) -> None:
    found.counts["parameters"] += len(names)
    for change in changes(names, values):
        found.counts["values"] += len(change)
        answer = send(client, "GET", f"{address}?{encoded(change)}", found)
        if answer is None or not address.startswith("/api/"):
            continue
        if answer.status_code == 400:
            _judge_problem(address, answer, change, found)


def _judge_problem(address: str, answer: Any, change: Mapping[str, bytes], found: Found) -> None:
    """A refusal of REST is a problem that names a parameter that was sent."""
    kind = answer["Content-Type"]
    problem = answer.json() if kind == "application/problem+json" else {}
    if problem.get("parameter") not in change:
        found.fault(address, f"{kind} names {problem.get('parameter')!r}: {change}"[:300])
