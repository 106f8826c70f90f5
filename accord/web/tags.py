"""Tags of every page: amounts, dates, figures with their definition, addresses that keep the date.

Formatting only. A tag never reads the database and decides nothing.
"""

from __future__ import annotations

from datetime import date, datetime, time
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from accord.kernel import figures, money
from accord.kernel import text as text_forms
from accord.kernel.render import typography

register = template.Library()

UNKNOWN = "inconnu"


@register.filter
def euros(cents: int | None) -> str:
    """``{{ 30030|euros }}`` → 300,30 €; None → inconnu."""
    return UNKNOWN if cents is None else money.format_euros(cents)


@register.filter
def rate(basis_points: int | None) -> str:
    """``{{ 7000|rate }}`` → 70,00 %; None → inconnu."""
    return UNKNOWN if basis_points is None else money.format_rate(basis_points)


@register.filter
def plain_euros(text: str | None) -> str:
    """``{{ "300.30"|plain_euros }}`` → 300,30 €: an amount of sealed data; None → inconnu."""
    return UNKNOWN if text is None else money.format_euros(money.parse_plain(text))


@register.filter
def plain_rate(text: str | None) -> str:
    """``{{ "0.7000"|plain_rate }}`` → 70,00 %: a rate of sealed data; None → inconnu."""
    return UNKNOWN if text is None else money.format_rate(money.parse_fraction(text))


@register.filter
def iso_day(text: str) -> str:
    """``{{ "2024-03-12"|iso_day }}`` → 12 mars 2024: a date of sealed data."""
    return typography.long_date(date.fromisoformat(text))


@register.filter
def iso_time(text: str) -> str:
    """``{{ "14:05"|iso_time }}`` → 14 h 05, ``"14:00"`` → 14 h: a time of sealed data."""
    return typography.clock(time.fromisoformat(text))


@register.filter
def signed_euros(cents: int) -> str:
    """An amount that moves, with its sign: +300,30 €."""
    sign = "+" if cents > 0 else ""
    return f"{sign}{money.format_euros(cents)}"


@register.filter
def number(value: Fraction | int | None) -> str:
    """``{{ comparison.left|number }}`` → 286 000 000 or 115,77; None → inconnu."""
    return UNKNOWN if value is None else money.format_number(Fraction(value))


@register.filter
def plural(count: int) -> str:
    """``opération{{ n|plural }}``: in French zero is singular, unlike ``pluralize``."""
    return "s" if abs(count) > 1 else ""


@register.filter
def lower_first(text: str) -> str:
    """``{{ source|lower_first }}``: a text that goes on in a sentence."""
    return text_forms.lower_first(text)


@register.filter
def day(value: date | None) -> str:
    """12 mars 2024; None → date inconnue."""
    return "date inconnue" if value is None else typography.long_date(value)


@register.filter
def moment(value: datetime | None) -> str:
    """12 mars 2024 à 14 h 05, Paris time."""
    if value is None:
        return UNKNOWN
    local = timezone.localtime(value)
    return f"{typography.long_date(local.date())} à {typography.clock(local.time())}"


@register.filter
def quoted(text: str) -> str:
    """``{{ title|quoted }}``: between quotation marks, never nested."""
    return text_forms.quoted(text)


@register.filter
def lookup(mapping: Any, key: Any) -> Any:
    """``{{ rows|lookup:key }}``: a dictionary read by a variable key."""
    return mapping.get(key)


@register.simple_tag(takes_context=True)
def dated(context: Any, name: str, *args: Any, **parameters: Any) -> str:
    """``{% dated 'envelopes:envelope-list' %}``: an address that keeps agreement and date.

    Extra keywords become parameters of the address.
    """
    perimeter = context.get("perimeter")
    kept = {key: value for key, value in parameters.items() if value not in (None, "")}
    query = perimeter.query(**kept) if perimeter else (f"?{urlencode(kept)}" if kept else "")
    return f"{reverse(name, args=args)}{query}"


@register.simple_tag(takes_context=True)
def query_with(context: Any, **changes: Any) -> str:
    """``{% query_with page=2 %}``: the present parameters with some changed or, empty, removed."""
    parameters = context["request"].GET.copy()
    for name, value in changes.items():
        parameters.pop(name, None)
        if value not in (None, ""):
            parameters[name] = value
    return f"?{parameters.urlencode()}" if parameters else "?"


@register.simple_tag(takes_context=True)
def figure(
    context: Any, code: str, of: str, value: int | None, link: bool = True, name: str = ""
) -> SafeString:
    """A number with its definition one click away, readable by programs.

    ``{% figure "envelopes.programmed" envelope.code totals.programmed %}``. ``name`` completes
    the label for those who hear it. An unknown value is said, and carries no ``value``.
    """
    entry = figures.get(code)
    as_of = context["perimeter"].as_of.isoformat() if context.get("perimeter") else ""
    shown, plain = _shown(entry.unit, value)
    data = format_html(
        '<data class="figure" data-figure="{}" data-of="{}" data-as-of="{}"{}>{}</data>',
        code,
        of,
        as_of,
        "" if plain is None else format_html(' value="{}"', plain),
        shown,
    )
    if not link:
        return data
    url = dated(context, "accord:figure-detail", code, of)
    spoken = f"{entry.label}, {name}" if name else entry.label
    return format_html(
        '<a class="figure-link" href="{}">{}<span class="visually-hidden"> – {}</span></a>',
        url,
        data,
        spoken,
    )


def _shown(unit: figures.Unit, value: int | None) -> tuple[str, str | None]:
    """Text for people and text for programs."""
    if value is None:
        return UNKNOWN, None
    if unit == figures.Unit.EUROS:
        return money.format_euros(value), money.format_plain(value)
    if unit == figures.Unit.RATE:
        return money.format_rate(value), money.format_fraction(value)
    return money.format_count(value), str(value)


@register.simple_tag(takes_context=True)
def sort_header(
    context: Any, label: str, column: str, default: str = "", numeric: bool = False
) -> SafeString:
    """``{% sort_header "Numéro" "number" %}``: a column heading that sorts, with ``aria-sort``.

    ``numeric=True`` sets it to the right, above its amounts.
    """
    current = context["request"].GET.get("sort", default)
    ascending, descending = current == column, current == f"-{column}"
    following = f"-{column}" if ascending else column
    url = query_with(context, sort=following, page=None)
    state = "ascending" if ascending else "descending" if descending else "none"
    mark = "▲" if ascending else "▼" if descending else ""
    return format_html(
        '<th scope="col"{} aria-sort="{}"><a href="{}">{}'
        '<span aria-hidden="true"> {}</span></a></th>',
        mark_safe(' class="num"') if numeric else "",
        state,
        url,
        label,
        mark,
    )


@register.simple_block_tag
def card(content: str, title: str = "", level: int = 2, kind: str = "") -> SafeString:
    """A block with a heading.

    Slots: the body. Example: ``{% card "Tranches" %}<table>…</table>{% endcard %}``.
    """
    return mark_safe(  # noqa: S308 - the body is a rendered template, the title is escaped in it
        render_to_string(
            "components/card.html",
            {"content": content, "title": title, "heading": f"h{level}", "kind": kind},
        )
    )


@register.simple_block_tag
def notice(content: str, kind: str = "info") -> SafeString:
    """A remark set apart: ``{% notice "warning" %}…{% endnotice %}``, also info and danger."""
    return mark_safe(  # noqa: S308 - the body is a rendered template
        render_to_string("components/notice.html", {"content": content, "kind": kind})
    )


@register.inclusion_tag("components/badge.html")
def badge(label: str, kind: str = "neutral") -> dict[str, str]:
    """``{% badge "fictif" "fictional" %}``: a word set in a pill."""
    return {"label": label, "kind": kind}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def page_links(context: Any, page: Any) -> dict[str, Any]:
    """``{% page_links page %}``: previous and next, with the filters kept."""
    return {"page": page, "request": context["request"]}


@register.inclusion_tag("components/verb_button.html", takes_context=True)
def verb_button(
    context: Any, url: str, label: str, kind: str = "primary", about: str = "", version: str = ""
) -> dict[str, Any]:
    """``{% verb_button url "Convoquer" %}``: a one-click verb with its one-time key.

    ``about`` completes the label for those who hear it, where the same button stands on each row;
    ``version`` is that of the thing, as it is shown.
    """
    from uuid import uuid4

    return {
        "url": url,
        "label": label,
        "kind": kind,
        "about": about,
        "version": version,
        "key": uuid4(),
        "csrf_token": context["csrf_token"],
    }
