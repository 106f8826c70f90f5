"""The one door to the PDF engine: a template and its context in, the bytes of a PDF/UA-1 out.

Belongs here: how WeasyPrint is started, what it may open and what is taken out of the page before
it reads it. Does not belong here: what a document says (templates), how it looks
(``static/print/``), where it is stored, who may read it.

Three rules hold together:

* **Nothing is fetched.** The fetcher answers one private scheme, ``static:`` (a path among the
  project's static files), with a few kinds of file; any other address is refused before a
  connection or a file is opened. WeasyPrint's own fetcher reads ``file://`` and the network.
* **Nothing is attached, nothing styles itself.** Links, styles, metadata and embedded objects of
  the page are removed before layout. An ``@font-face`` in the text of a minute would otherwise
  stay in the fonts shared by every later document of the process.
* **Same input, same bytes.** No clock, no random identifier: a seal can be checked by drawing the
  document again. The only date is ``created_at``. Fonts are those shipped with the project; a sign
  they lack comes from the machine's fonts, and then the bytes depend on the machine.
"""

from __future__ import annotations

import atexit
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from accord.kernel.errors import AccordError

# Letters only: the hashed static storage rewrites any url() whose scheme has another sign.
SCHEME = "static"
PRINT_STYLESHEETS = ("print/minutes.css",)
SERVED_TYPES = {
    ".css": "text/css",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
APT_LINE = "apt-get install -y --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0"

_REMOVED = frozenset(
    ("applet", "base", "embed", "frame", "iframe", "link", "meta", "object", "script", "style")
)
_LINK_SCHEMES = ("#", "http://", "https://", "mailto:")

# Pango's font maps are not made for several threads, and the font configuration is shared.
_drawing = threading.Lock()


class RenderingUnavailable(AccordError):
    """The system libraries that WeasyPrint needs are not on this machine."""

    status = 503
    code = "rendering_unavailable"
    title = "Production de PDF indisponible"

    def __init__(self) -> None:
        super().__init__(
            "Ce serveur ne peut pas produire de PDF : il y manque des bibliothèques système. "
            f"Sur Debian ou Ubuntu, en administrateur : {APT_LINE}"
        )


@dataclass(frozen=True)
class Engine:
    """WeasyPrint's objects that live as long as the process."""

    html: Any
    css: Any
    fetcher: Any
    fonts: Any
    # Parsed with these fonts, so they live and die with them.
    stylesheets: dict[str, Any] = field(default_factory=dict)

    def stylesheet(self, path: str) -> Any:
        if path not in self.stylesheets:
            self.stylesheets[path] = self.css(
                url=f"{SCHEME}:{path}", url_fetcher=self.fetcher, font_config=self.fonts
            )
        return self.stylesheets[path]


def render_pdf(
    template_name: str,
    context: Mapping[str, Any],
    *,
    title: str,
    language: str = "fr",
    stylesheets: Sequence[str] = PRINT_STYLESHEETS,
    created_at: datetime | None = None,
) -> bytes:
    """Draw a template as a tagged PDF/UA-1.

    ``stylesheets`` are paths among the static files, parsed once per process: a change needs a
    restart. ``title`` becomes the document's title and its running header; ``created_at`` (aware)
    its creation date. Pictures of the page are inline SVG or ``static:path``.

    Raises RenderingUnavailable when Pango is missing, ValueError for an empty title or a naive
    date.
    """
    if not title.strip():
        raise ValueError("a PDF/UA needs a title")
    if created_at is not None and created_at.tzinfo is None:
        raise ValueError("created_at needs a time zone")
    source = render_to_string(template_name, dict(context))
    with _drawing:
        engine = _engine()
        page = engine.html(string=source, url_fetcher=engine.fetcher)
        # A <base> of the page was read at once; with no base, a relative address leads nowhere.
        page.base_url = None
        _clean(page.etree_element)
        _identify(page.etree_element, title=title, language=language, created_at=created_at)
        page.wrapper_element = type(page.wrapper_element).from_html_root(page.etree_element)
        pdf: bytes = page.write_pdf(
            stylesheets=[engine.stylesheet(path) for path in stylesheets],
            font_config=engine.fonts,
            pdf_variant="pdf/ua-1",
        )
    return pdf


# -- engine -------------------------------------------------------------------------------------


@cache
def _engine() -> Engine:
    """WeasyPrint takes seconds to import, so only a process that draws pays for it."""
    try:
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher, URLFetcherResponse
    except OSError as error:
        raise RenderingUnavailable from error

    class StaticFetcher(URLFetcher):
        """Opens the project's static files and nothing else.

        It is a subclass because WeasyPrint 70 reads private attributes of its fetcher: a plain
        function ends in an error. The parent's handlers are never reached.
        """

        def fetch(self, url: str, headers: Any = None) -> Any:
            path = static_path(url)
            return URLFetcherResponse(
                url, path.read_bytes(), {"Content-Type": SERVED_TYPES[path.suffix]}
            )

    # Before the interpreter takes WeasyPrint's own modules away.
    atexit.register(_engine.cache_clear)
    fetcher = StaticFetcher(allowed_protocols=(SCHEME,), allow_redirects=False)
    return Engine(html=HTML, css=CSS, fetcher=fetcher, fonts=FontConfiguration())


def static_path(url: str) -> Path:
    """File of a ``static:`` address. Raises ValueError for any other address or kind of file, and
    FileNotFoundError for an unknown file; the finders refuse paths that leave their folders."""
    scheme, _, name = url.partition(":")
    name = unquote(name)
    if scheme != SCHEME or Path(name).suffix not in SERVED_TYPES:
        raise ValueError("this address is not one of the project's static files")
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(name)
    return Path(found)


# -- page ---------------------------------------------------------------------------------------


def _clean(root: Element) -> None:
    """Take out what a printed page never needs, and what would attach, style or lead astray."""
    for parent in list(root.iter()):
        previous: Element | None = None
        for child in list(parent):
            if _local_name(child) in _REMOVED:
                _remove(parent, child, previous)
            else:
                previous = child
    for element in root.iter():
        # rel="attachment" embeds the target of a link in the PDF.
        element.attrib.pop("rel", None)
        if _local_name(element) == "a" and not _leads_somewhere(element.get("href", "")):
            element.attrib.pop("href", None)


def _local_name(element: Element) -> str:
    """Name without namespace, so that SVG's own <style> and <script> go as well."""
    tag = element.tag
    # Comments have a function for a tag.
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _remove(parent: Element, child: Element, previous: Element | None) -> None:
    """Remove an element but keep the text that follows it, which is its parent's."""
    if child.tail:
        if previous is None:
            parent.text = (parent.text or "") + child.tail
        else:
            previous.tail = (previous.tail or "") + child.tail
    parent.remove(child)


def _leads_somewhere(href: str) -> bool:
    """Only addresses that mean the same for every reader: no file, script or relative path."""
    return href.strip().lower().startswith(_LINK_SCHEMES)


def _identify(root: Element, *, title: str, language: str, created_at: datetime | None) -> None:
    """Write the document's identity over whatever the template said."""
    root.set("lang", language)
    # Read by the style sheet's running header: text of <head> cannot be printed.
    root.set("data-title", title)
    head = root.find("head")
    if head is None:
        raise ValueError("the parser gave no head")
    for found in head.findall("title"):
        head.remove(found)
    SubElement(head, "title").text = title
    if created_at is not None:
        instant = created_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        SubElement(head, "meta", {"name": "dcterms.created", "content": instant})
