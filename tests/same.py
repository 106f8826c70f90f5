"""What the site says, digested: one line per page × role, REST answer, CSV and PDF.

Run by ``script/same``. The demonstration is made in a base of its own with a stopped clock, so a
change that only moves code prints the same lines. What differs from one run to the next (tokens,
one-time keys) is taken out first.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import logging
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from html import unescape
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import time_machine

os.environ["DJANGO_SETTINGS_MODULE"] = "accord.settings.test"

import django
from django.conf import settings

VAR = Path(settings.BASE_DIR) / "var" / "same"
settings.DATABASES["default"]["NAME"] = str(VAR / "base.sqlite3")
settings.STORAGES["private"]["OPTIONS"]["location"] = str(VAR / "documents")
django.setup()
logging.getLogger("django.request").setLevel(logging.ERROR)

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from rest_framework.test import APIClient  # noqa: E402

from accord.people.models import User  # noqa: E402

# A working morning, after the last date of the demonstration.
CLOCK = datetime.datetime(2026, 11, 25, 9, 30, tzinfo=datetime.UTC)
# Each page is looked at today and at one date of the past.
PAST = "2024-06-30"
REST = (
    "agreements",
    "organisations",
    "envelopes",
    "movements",
    "operations",
    "indicators",
    "committees",
    "meetings",
    "decisions",
)
TOTALS = ("fund,holder", "envelope", "scheme", "specific_objective", "territory", "year", "")
START = ("/", "/recherche/?q=fictif", "/recherche/?q=arras", "/aide/")

_LINK = re.compile(r'(?:href|action|hx-get)="(/[^"]*)"')
# Tokens, and keys that serve once.
_FLEETING = (
    (re.compile(r'(name="(?:csrfmiddlewaretoken|typist)" value=")[^"]*'), r"\1"),
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"), "KEY"),
)
_BLANKS = re.compile(r"\s*\n\s*")
_SKIPPED = ("/static/", "/administration/", "/deconnexion/", "/api/")
# Pages of one shape say the same kind of thing: the first ones are looked at.
_VARYING = re.compile(r"\d+|(?<=^/chiffres/)[^?]+|=[^&]*")
MOST_OF_A_SHAPE = 8


def plain(html: str) -> str:
    """A page without what serves once, nor the blanks between its tags."""
    html = _BLANKS.sub("\n", html)
    for pattern, replacement in _FLEETING:
        html = pattern.sub(replacement, html)
    return html


def followed(html: str) -> Iterator[str]:
    """Addresses of the site that a page leads to; orders of a list and other dates are left out."""
    for found in _LINK.findall(html):
        parts = urlsplit(unescape(found))
        query = [(name, value) for name, value in parse_qsl(parts.query) if name != "as_of"]
        if not parts.path.startswith(_SKIPPED) and not any(name == "sort" for name, _ in query):
            yield f"{parts.path}?{urlencode(query)}" if query else parts.path


class Sheet:
    """Lines being printed; with a folder, what each line digests is kept there."""

    def __init__(self, keep: Path | None) -> None:
        self.keep = keep

    def line(self, who: str, address: str, status: int, text: str) -> None:
        digest = hashlib.sha256(text.encode()).hexdigest()[:16]
        print(f"{digest} {status} {who} {address}")
        if self.keep is not None:
            name = re.sub(r"[^A-Za-z0-9._=-]+", "_", f"{who}_{address}")[:180]
            (self.keep / name).write_text(text, encoding="utf-8")


def make_base() -> None:
    """The demonstration, from nothing."""
    shutil.rmtree(VAR, ignore_errors=True)
    VAR.mkdir(parents=True)
    call_command("migrate", verbosity=0)
    call_command("load_accord", verbosity=0)
    national_list = Path(settings.BASE_DIR) / "fixtures" / "operations_2014-2020.csv"
    quiet = StringIO()
    call_command("import_operations", str(national_list), agreement="2014-2020", stdout=quiet)
    call_command("seed_demo", stdout=quiet)


def pages(sheet: Sheet, user: User) -> None:
    """Pages that this person can reach by links, today and at a past date."""
    who = user.email.partition("@")[0]
    client = Client()
    client.force_login(user)
    waiting, seen = list(START), set(START)
    shapes: Counter[str] = Counter()
    while waiting:
        address = waiting.pop(0)
        text = show(sheet, client, who, address)
        show(sheet, client, who, f"{address}{'&' if '?' in address else '?'}as_of={PAST}")
        for found in followed(text):
            shape = _VARYING.sub("", found)
            if found not in seen and shapes[shape] < MOST_OF_A_SHAPE:
                shapes[shape] += 1
                seen.add(found)
                waiting.append(found)


def show(sheet: Sheet, client: Client, who: str, address: str) -> str:
    """Print the line of an address; gives the text of a page, nothing for a file."""
    response: Any = client.get(address)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    kind = response.headers.get("Content-Type", "")
    if kind.startswith("application/pdf"):
        sheet.line(who, address, response.status_code, pdf_text(content))
        return ""
    text = plain(content.decode("utf-8", "replace"))
    sheet.line(who, address, response.status_code, text)
    return text if kind.startswith("text/html") else ""


def pdf_text(content: bytes) -> str:
    command = ["pdftotext", "-layout", "-", "-"]
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()


def rest(sheet: Sheet, user: User) -> None:
    """Every list page by page, the objects of its first page, totals in both formats."""
    who = user.email.partition("@")[0]
    client = APIClient()
    client.force_login(user)
    for name in REST:
        address: str | None = f"/api/v1/{name}/"
        while address:
            answer = client.get(address)
            sheet.line(who, address, answer.status_code, answer.content.decode())
            following = answer.json().get("next")
            address = following and following.partition("testserver")[2]
        for row in client.get(f"/api/v1/{name}/").json().get("results", ())[:5]:
            key = next(str(row[field]) for field in ("code", "number", "id") if field in row)
            detail = client.get(f"/api/v1/{name}/{key}/")
            sheet.line(who, f"/api/v1/{name}/{key}/", detail.status_code, detail.content.decode())
    for agreement in ("2021-2027", "2014-2020"):
        for keys in TOTALS:
            for extra in ("", f"&as_of={PAST}", f"&known_at={PAST}T00:00:00", "&format=csv"):
                address = (
                    f"/api/v1/programming-totals/?agreement={agreement}&group_by={keys}{extra}"
                )
                answer = client.get(address)
                sheet.line(who, address, answer.status_code, answer.content.decode())


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/same", description=__doc__)
    parser.add_argument("--keep", type=Path, help="folder for what each line digests")
    keep: Path | None = parser.parse_args().keep
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
    sheet = Sheet(keep)
    with time_machine.travel(CLOCK, tick=False):
        make_base()
        schema = APIClient()
        people = list(get_user_model()._base_manager.order_by("email"))
        schema.force_login(people[0])
        sheet.line("-", "/api/schema/", 200, schema.get("/api/schema/").content.decode())
        for user in people:
            pages(sheet, user)
            rest(sheet, user)


if __name__ == "__main__":
    sys.exit(main())
