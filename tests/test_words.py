"""How the site speaks: the terms of the field, hours, quotation marks, on every page of a walk."""

from __future__ import annotations

import re
from collections import Counter
from datetime import time
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.test import Client

from accord.kernel.render.typography import clock
from accord.kernel.text import quoted
from accord.people.models import User

# A term, and what it must not be called any more; who may still use the word says so.
_FORMER = {
    r"\bSièges?\b|(?<!qui )\bsièges?\b(?!,)": "Membre",
    r"\bClore\b": "Mettre fin au mandat",
    r"Δ": "Variation",
    r"\bUn résultat\b|Résultat du point|\bsans résultat\b": "Avis ou Décision",
    r"[Ss]cell(er|é|ée|ement)\b": "établir",
    r"En réserve|[Dd]ormant": "Résiduel ; crédits disponibles non programmés",
    r"seul lecteur|Lu du seul": "Visible du seul secrétariat",
    r"ne viendra pas": "ne doit pas intervenir",
    r"\bmanqué\b": "sans réunion",
}
_HOUR = re.compile(r"\b0\d h\b|\b\d{1,2} h 00\b|\b\d{1,2}:\d{2}\b")
_TAG = re.compile(r"<(script|style|title)\b.*?</\1>|<[^>]*>", re.DOTALL)
_LINK = re.compile(r'href="(/[^"#]*)"')
_SKIPPED = ("/static/", "/administration/", "/api/", "/deconnexion/", "/recherche/")
_VARYING = re.compile(r"\d+|(?<=^/enveloppes/)[^/]+|(?<=^/chiffres/).+")
_MOST_OF_A_SHAPE = 3
_MOST = 90


def text_of(page: str) -> str:
    return unescape(_TAG.sub("\n", page))


def faults(page: str) -> list[str]:
    """Words that are not those of the site, in what a page shows."""
    text = text_of(page)
    found = [f"{former!r}: {word}" for former, word in _FORMER.items() if re.search(former, text)]
    found += [f"hour {hour}" for hour in _HOUR.findall(text)]
    return found + [f"nested {piece}" for piece in nested(text)]


def nested(text: str) -> list[str]:
    """Quotations opened inside a quotation."""
    return re.findall(r"«[^»\n]*«[^»\n]*»?", text)


@pytest.fixture
def demonstration(db: None) -> None:
    call_command("seed_demo", verbosity=0)


def walk(client: Client) -> dict[str, str]:
    """Pages that links lead to, a few of each shape."""
    waiting, pages = ["/"], {}
    seen, shapes = {"/"}, Counter[str]()
    while waiting and len(pages) < _MOST:
        address = waiting.pop(0)
        response: Any = client.get(address)
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            pages[address] = response.content.decode()
            for found in _LINK.findall(pages[address]):
                path = urlsplit(unescape(found)).path
                shape = _VARYING.sub("", path)
                if path not in seen and not path.startswith(_SKIPPED):
                    seen.add(path)
                    shapes[shape] += 1
                    if shapes[shape] <= _MOST_OF_A_SHAPE:
                        waiting.append(path)
    return pages


@pytest.mark.parametrize("who", ["secretariat", "dreets"])
def test_pages_of_the_demonstration_speak_as_the_site_does(demonstration: None, who: str) -> None:
    client = Client()
    client.force_login(User.objects.get(email=f"{who}@demo.example"))
    pages = walk(client)
    assert len(pages) > 30
    wrong = {address: said for address, page in pages.items() if (said := faults(page))}
    assert wrong == {}
    everything = "\n".join(map(text_of, pages.values()))
    assert "Résiduel" in everything
    assert "Variation des crédits notifiés" in everything
    if who == "secretariat":
        assert "Ouverture de la seconde tranche (30" in everything
        assert "Ajouter un membre" in everything
        assert "Mettre fin au mandat" in everything


def test_a_line_that_has_a_fund_names_it(demonstration: None) -> None:
    client = Client()
    client.force_login(User.objects.get(email="departement@demo.example"))
    pages = walk(client)
    operations = {a: p for a, p in pages.items() if re.fullmatch(r"/operations/\d+/", a)}
    assert operations
    for address, page in operations.items():
        text = re.sub(r"<span class=\"visually-hidden\">.*?</span>", "", page)
        assert not re.search(r"\(UE\)|d’UE|montant UE", text_of(text)), address
        assert re.search(r"Programmé \((FSE\+|FTJ|FSE)\)", text_of(text)), address


@pytest.mark.parametrize(
    "planted",
    [
        "<p>Nouveau siège</p>",
        "<p>Δ notifié</p>",
        "<p>à 14 h 00</p>",
        "<p>à 09 h 30</p>",
        "<p>à 14:05</p>",
        "<p>Point 1 « Le « Relais » »</p>",
        "<p>Procès-verbal scellé</p>",
        "<p>Reste dormant</p>",
    ],
)
def test_what_is_not_said_any_more_is_caught(planted: str) -> None:
    assert faults(planted)


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        (time(9, 30), "9 h 30"),
        (time(14), "14 h"),
        (time(0, 5), "0 h 05"),
        (time(23, 59), "23 h 59"),
    ],
)
def test_an_hour_is_written_as_it_is_read(hour: time, said: str) -> None:
    assert clock(hour) == said


def test_quotation_marks_are_never_nested() -> None:
    assert quoted("Relais") == "« Relais »"
    assert quoted("Le « Relais » et « Cap »") == "« Le “Relais” et “Cap” »"
    assert quoted("Le «\u00a0Relais\u202f»") == "« Le “Relais” »"
    assert nested(quoted("Le « Relais »")) == []
