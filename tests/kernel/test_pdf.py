"""PDF: tagged and reproducible, and a renderer that opens nothing but the project's own files."""

from __future__ import annotations

import hashlib
import importlib.abc
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pdfplumber
import pikepdf
import pytest
from django.contrib.staticfiles import finders

from accord.kernel.render import pdf
from accord.kernel.render.charts import PositionRow, RhythmSeries, position_chart, rhythm_chart
from accord.kernel.render.pdf import APT_LINE, RenderingUnavailable, render_pdf, static_path

try:
    import weasyprint
except OSError:  # pragma: no cover -- only on a machine without Pango
    pytest.skip(f"needs Pango: {APT_LINE}", allow_module_level=True)

SECRET = "CONTENU-CONFIDENTIEL-8472"
WITNESS = "Texte témoin après la charge"
ROOT = Path(__file__).parents[2]

Draw = Callable[..., bytes]


@pytest.fixture
def draw(tmp_path: Path, settings: Any) -> Draw:
    """Render a page given as text, through a template of its own."""
    folder = tmp_path / "templates"
    folder.mkdir()
    settings.TEMPLATES = [
        {**engine, "DIRS": [folder, *engine["DIRS"]]} for engine in settings.TEMPLATES
    ]

    def render(source: str, **options: Any) -> bytes:
        name = f"page-{hashlib.sha256(source.encode()).hexdigest()}.html"
        (folder / name).write_text(source, encoding="utf-8")
        context = options.pop("context", {})
        return render_pdf(name, context, **({"title": "Essai"} | options))

    return render


@pytest.fixture
def visits() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, and the addresses that were asked of it."""
    seen: list[str] = []

    class Recorder(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            self.wfile.write(SECRET.encode())

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", seen
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def secret_file(tmp_path: Path) -> Path:
    path = tmp_path / "secret.txt"
    path.write_text(SECRET, encoding="utf-8")
    return path


def charts() -> dict[str, Any]:
    amounts = (3159250700, 2211475490, 1612345600, 1201000000, 0, 2211475490)
    start = date(2022, 1, 1)
    return {
        "position": position_chart(
            [PositionRow("cd62-fse-2021", "FSE+ – Département", *amounts)],
            chart_id="position",
            title="Position de l’enveloppe",
            description="Montants de l’Union européenne",
        ),
        "rhythm": rhythm_chart(
            RhythmSeries(((start, 500000000),), (), ((start, 2211475490),), None),
            meetings=[(date(2022, 6, 3), "Comité technique")],
            first=start,
            last=date(2023, 12, 31),
            as_of=date(2023, 6, 30),
            chart_id="rhythm",
            title="Rythme de l’enveloppe",
            description="Montants cumulés",
        ),
    }


MINUTES = """<!doctype html><html><head><title>Autre titre</title></head><body>
<h1>Procès-verbal</h1><p>Montant : 1\u202f234,56\u00a0€, « présumé ».</p>
{% include "charts/figure.html" with chart=position for_print=True %}
{% include "charts/figure.html" with chart=rhythm for_print=True %}
<div class="signatures"><p class="signature">Pour l’État</p></div>
<p><a href="https://example.org/">Lien</a></p></body></html>"""


def structure(node: Any) -> Iterator[Any]:
    """Every element of the tag tree."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from structure(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from structure(node.K)


def text_of(document: bytes) -> str:
    with pdfplumber.open(BytesIO(document)) as opened:
        return "\n".join(page.extract_text() for page in opened.pages)


def bytes_of(document: bytes) -> bytes:
    """Everything in the file, streams decompressed: where an embedded file would show."""
    with pikepdf.open(BytesIO(document)) as opened:
        streams = [item for item in opened.objects if isinstance(item, pikepdf.Stream)]
        return document + b"".join(stream.read_bytes() for stream in streams)


# -- accessibility ------------------------------------------------------------------------------


def test_minutes_are_a_tagged_pdf_ua_with_title_language_and_alternative_texts(draw: Draw):
    document = draw(MINUTES, context=charts(), title="Procès-verbal n° 1")

    with pikepdf.open(BytesIO(document)) as opened:
        assert str(opened.Root.Lang) == "fr"
        assert bool(opened.Root.MarkInfo.Marked)
        assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)
        assert str(opened.docinfo.Title) == "Procès-verbal n° 1"
        metadata = opened.open_metadata()
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Procès-verbal n° 1"
        elements = list(structure(opened.Root.StructTreeRoot))
        figures = [str(found.Alt) for found in elements if found.S == "/Figure"]
        assert figures == ["Position de l’enveloppe", "Rythme de l’enveloppe"]
        tags = {str(found.S) for found in elements}
        assert {"/H1", "/P", "/Table", "/THead", "/TR", "/TH", "/TD", "/Caption", "/Link"} <= tags


def test_only_the_fonts_of_the_project_are_used_and_all_are_embedded(draw: Draw):
    document = draw(MINUTES, context=charts())

    with pikepdf.open(BytesIO(document)) as opened:
        fonts = [item for item in opened.objects if dict_type(item) == "/FontDescriptor"]
        assert {str(font.FontName).split("+")[-1] for font in fonts} == {"Inter", "Inter-Bold"}
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


def dict_type(item: Any) -> str:
    return str(item.get("/Type", "")) if isinstance(item, pikepdf.Dictionary) else ""


def test_pages_carry_the_running_title_and_their_number(draw: Draw):
    document = draw(
        '<h1>Un</h1><p style="break-before: page">Deux</p><p style="break-before: page">Trois</p>',
        title="Titre courant",
    )

    with pdfplumber.open(BytesIO(document)) as opened:
        pages = [page.extract_text().replace("\u00a0", " ") for page in opened.pages]
    assert [re.findall(r"page \d / \d", page) for page in pages] == [
        ["page 1 / 3"],
        ["page 2 / 3"],
        ["page 3 / 3"],
    ]
    assert ["Titre courant" in page for page in pages] == [False, True, True]


def test_french_signs_are_in_the_text(draw: Draw):
    text = text_of(draw(MINUTES, context=charts()))

    assert "« présumé »" in text.replace("\u00a0", " ")
    assert re.search(r"1\s?234,56\s€", text)
    assert "⟦undefined" not in text


# -- same input, same bytes ---------------------------------------------------------------------

SCRIPT = """
import hashlib, sys
import django; django.setup()
sys.path.insert(0, {tests!r})
from test_pdf import charts
from accord.kernel.render.pdf import render_pdf
context = {{"chart": charts()["position"], "for_print": True}}
document = render_pdf("charts/figure.html", context, title="Essai")
print(hashlib.sha256(document).hexdigest())
"""


def test_two_processes_draw_the_same_bytes(draw: Draw):
    def in_a_process(seed: str) -> str:
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        script = SCRIPT.format(tests=str(Path(__file__).parent))
        done = subprocess.run(
            [sys.executable, "-c", script],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    draw("<h1>Un autre document avant</h1>")
    context = {"chart": charts()["position"], "for_print": True}
    here = render_pdf("charts/figure.html", context, title="Essai")

    assert {in_a_process("1"), in_a_process("2")} == {hashlib.sha256(here).hexdigest()}


def test_the_only_date_is_the_one_that_was_given(draw: Draw):
    when = datetime(2024, 3, 20, 18, 30, tzinfo=UTC)
    page = '<meta name="dcterms.created" content="2001-01-01"><h1>Daté</h1>'
    undated, dated = draw(page), draw(page, created_at=when)

    with pikepdf.open(BytesIO(undated)) as opened:
        assert "/CreationDate" not in opened.docinfo
    with pikepdf.open(BytesIO(dated)) as opened:
        assert str(opened.docinfo.CreationDate) == "D:20240320183000Z"
    assert dated == draw(page, created_at=when)


def test_a_naive_date_and_an_empty_title_are_refused(draw: Draw):
    with pytest.raises(ValueError, match="time zone"):
        draw("<p>x</p>", created_at=datetime(2024, 3, 20))  # noqa: DTZ001
    with pytest.raises(ValueError, match="title"):
        draw("<p>x</p>", title=" ")


def test_fonts_declared_by_one_document_do_not_reach_the_next(draw: Draw):
    path = "static:vendor/inter/inter-latin-700-normal.woff2"
    plain = draw("<p>Bonjour</p>")
    draw(f"<style>@font-face {{ font-family: Inter; src: url({path}) }}</style><p>Bonjour</p>")

    assert draw("<p>Bonjour</p>") == plain


# -- hostile pages ------------------------------------------------------------------------------

PAYLOADS = {
    "image over http": '<img src="{http}/a.png" alt="x">',
    "image over file": '<img src="{file}" alt="x">',
    "image over ftp": '<img src="ftp://127.0.0.1/a.png" alt="x">',
    "image without scheme": '<img src="//{host}/a.png" alt="x">',
    "image by upper-case scheme": '<img src="FILE:{path}" alt="x"><img src="HTTP://{host}/a">',
    "image by absolute path": '<img src="{path}" alt="x">',
    "picture": '<picture><source srcset="{http}/a"><img srcset="{http}/b" alt="x"></picture>',
    "stylesheet over http": '<link rel="stylesheet" href="{http}/a.css">',
    "stylesheet over file": '<link rel="stylesheet" href="{file}">',
    "attached file": '<link rel="attachment" href="{file}">',
    "attached page": '<link rel="attachment" href="{http}/a">',
    "attached by a link": '<a rel="attachment" href="{file}">pièce</a>',
    "attached static file": '<a rel="ATTACHMENT" href="static:print/minutes.css">pièce</a>',
    "import": '<style>@import "{http}/a.css"; @import url({file});</style>',
    "background": "<style>body {{ background: url({http}/a.png) }}</style>",
    "style attribute": '<p style="background: url({file}); list-style-image: url({http}/a)">x</p>',
    "generated content": '<style>p::before {{ content: url("{http}/a") url("{file}") }}</style>',
    "font face": "<style>@font-face {{ font-family: x; src: url({http}/a.woff2), url({file}) }}"
    "p {{ font-family: x }}</style>",
    "page rule": "<style>@page {{ background: url({http}/a); @top-left {{ content: url({file}) }}"
    "}}</style>",
    "colour profile": "<style>@color-profile --x {{ src: url({http}/a.icc) }}</style>",
    "svg image": '<svg width="9" height="9"><image width="9" height="9" href="{http}/a"/></svg>',
    "svg xlink image": '<svg width="9" height="9"><image xlink:href="{file}" width="9"/></svg>',
    "svg use": '<svg width="9" height="9"><use href="{http}/a.svg#x"/><use href="{file}#x"/></svg>',
    "svg style": '<svg width="9" height="9"><style>@import "{http}/a.css";</style></svg>',
    "svg font": '<svg width="9" height="9"><style>@font-face {{ font-family: "Inter";'
    " src: url({http}/a) }}</style><text>x</text></svg>",
    "svg filter": '<svg width="9" height="9"><filter id="f"><feImage href="{http}/a"/></filter>'
    '<rect width="9" height="9" filter="url({http}/a#f)" fill="url({http}/b#c)"/></svg>',
    "svg foreign object": '<svg width="9" height="9"><foreignObject><iframe src="{http}/a">'
    "</iframe></foreignObject></svg>",
    "iframe": '<iframe src="{file}"></iframe><iframe src="{http}/a"></iframe>',
    "object": '<object data="{file}"></object><object data="{http}/a"></object>',
    "embed": '<embed src="{file}"><embed src="{http}/a" type="image/svg+xml">',
    "script": '<script src="{http}/a.js"></script><script>fetch("{http}/b")</script>',
    "meta refresh": '<meta http-equiv="refresh" content="0; url={http}/a">',
    "base": '<base href="{http}/"><img src="a.png" alt="x"><a href="b">x</a>',
    "base over file": '<base href="file:///"><img src="{path}" alt="x">',
    "data page": '<iframe src="data:text/html,<img src={http}/a>"></iframe>',
    "data image": '<img alt="x" src="data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22>'
    '<image href=%22{http}/a%22/></svg>">',
    "xinclude": '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{file}"/>',
    "entity": '<!DOCTYPE x [<!ENTITY e SYSTEM "{file}">]><p>&e;</p>',
    "media": '<video src="{http}/a" poster="{http}/b"></video><audio src="{file}"></audio>',
    "form": '<form action="{http}/a"><input type="image" src="{http}/b"><button>x</button></form>',
    "static traversal": '<img src="static:../../../../../../../../{path}" alt="x">',
    "static encoded traversal": '<img src="static:%2e%2e/%2e%2e/settings/base.py" alt="x">',
    "static absolute path": '<img src="static:{path}" alt="x"><img src="static://{path}" alt="x">',
    "null byte": '<img src="static:print/minutes.css%00.png" alt="x">',
}


def hostile_page(payload: str, http: str, file: Path) -> str:
    filled = payload.format(
        http=http, host=http.removeprefix("http://"), file=file.as_uri(), path=file
    )
    # Verbatim: the payload stands for rich text that passed every other fence.
    return f"{{% verbatim %}}<h1>Essai</h1>{filled}<p>{WITNESS}</p>{{% endverbatim %}}"


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_hostile_page_fetches_attaches_and_reveals_nothing(
    name: str, draw: Draw, visits: tuple[str, list[str]], secret_file: Path
):
    http, seen = visits
    document = draw(hostile_page(PAYLOADS[name], http, secret_file))

    assert seen == []
    assert SECRET.encode() not in bytes_of(document)
    text = text_of(document)
    assert SECRET not in text
    assert WITNESS in text
    with pikepdf.open(BytesIO(document)) as opened:
        assert len(opened.attachments) == 0
        assert "/EmbeddedFiles" not in opened.Root.get("/Names", {})
        kinds = {dict_type(item) for item in opened.objects}
        assert not kinds & {"/EmbeddedFile", "/Filespec"}
        assert "/FileAttachment" not in str([page.get("/Annots") for page in opened.pages])


def test_the_traps_catch_the_renderer_when_it_is_left_open(
    visits: tuple[str, list[str]], secret_file: Path
):
    """With WeasyPrint's own fetcher the same payloads do get out: the tests above can fail."""
    http, seen = visits
    for name in ("image over http", "import", "svg image", "base", "stylesheet over http"):
        page = hostile_page(PAYLOADS[name], http, secret_file)
        before = len(seen)
        weasyprint.HTML(string=page).write_pdf()
        assert len(seen) > before, name
    page = hostile_page(PAYLOADS["attached file"], http, secret_file)
    assert SECRET.encode() in bytes_of(weasyprint.HTML(string=page).write_pdf())
    assert urlopen(f"{http}/direct").read() == SECRET.encode()


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/print/minutes.css",
        "https://example.org/a.css",
        "file:///etc/passwd",
        "ftp://127.0.0.1/a.css",
        "data:text/css,p{}",
        "DATA:text/css,p{}",
        "STATIC:print/minutes.css",
        "static:vendor/README.md",
        "static:../settings/base.py",
        "print/minutes.css",
        "",
    ],
)
def test_the_fetcher_refuses_every_address_but_its_own(address: str):
    with pytest.raises(ValueError, match="static files"):
        static_path(address)


@pytest.mark.parametrize(
    "address", ["static:../../manage.css", "static:/etc/a.css", "static:a.css"]
)
def test_the_fetcher_stays_inside_the_static_folders(address: str):
    from django.core.exceptions import SuspiciousFileOperation

    with pytest.raises((FileNotFoundError, SuspiciousFileOperation)):
        static_path(address)


def test_links_keep_only_addresses_that_mean_the_same_for_every_reader(draw: Draw):
    document = draw(
        '<p id="ici">x</p><a href="https://example.org/">a</a> <a href="file:///etc/passwd">b</a>'
        ' <a href="javascript:alert(1)">c</a> <a href="/comites/">d</a> <a href="#ici">e</a>'
        '<a rel="attachment" href="https://example.org/piece">f</a>'
    )

    content = bytes_of(document)
    assert b"https://example.org/" in content
    assert b"/etc/passwd" not in content
    assert b"javascript" not in content
    assert b"/comites/" not in content
    with pikepdf.open(BytesIO(document)) as opened:
        assert len(opened.pages[0].Annots) == 3


def test_text_that_follows_a_removed_element_stays(draw: Draw):
    text = text_of(draw("<p>un<script>x</script> deux<b>gras</b><style>y</style> trois</p>"))

    assert "un deuxgras trois" in text


# -- machine and files --------------------------------------------------------------------------


def test_without_pango_the_error_gives_the_line_to_type(
    draw: Draw, monkeypatch: pytest.MonkeyPatch
):
    class NoPango(importlib.abc.MetaPathFinder):
        def find_spec(self, name: str, *args: Any) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.delitem(sys.modules, "weasyprint")
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])
    pdf._engine.cache_clear()
    try:
        with pytest.raises(RenderingUnavailable) as caught:
            draw("<p>x</p>")
    finally:
        pdf._engine.cache_clear()
    expected = "apt-get install -y --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0"
    assert expected in caught.value.message
    assert caught.value.status == 503


def test_an_unknown_stylesheet_is_an_error_and_not_a_plain_page(draw: Draw):
    from weasyprint.urls import URLFetchingError

    with pytest.raises(URLFetchingError):
        draw("<p>x</p>", stylesheets=("print/absent.css",))


def test_vendored_files_are_those_the_readme_names():
    readme = Path(finders.find("vendor/README.md"))
    rows = re.findall(r"^\| `([^`]+)` .*`([0-9a-f]{64})` \|$", readme.read_text(), re.MULTILINE)
    found = {name: hashlib.sha256((readme.parent / name).read_bytes()) for name, _ in rows}

    assert {name: digest.hexdigest() for name, digest in found.items()} == dict(rows)
    vendored = {path for path in readme.parent.rglob("*.*") if path.suffix not in (".md", ".txt")}
    assert {str(path.relative_to(readme.parent)) for path in vendored} == set(found)


def test_vendored_styles_name_no_missing_map():
    text = Path(finders.find("vendor/bootstrap/bootstrap.min.css")).read_text()

    assert "sourceMappingURL" not in text
