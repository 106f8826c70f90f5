"""Registry of the numbers that pages show: one code, one label, one definition.

No arithmetic here: an annotation of a queryset computes the number, and this says what it means.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    EUROS = "euros"
    RATE = "rate"
    COUNT = "count"


@dataclass(frozen=True)
class Figure:
    """A displayed number: ``code`` is ``app.name``; ``definition`` is one French sentence."""

    code: str
    label: str
    unit: Unit
    definition: str
    source: str = ""


_registry: dict[str, Figure] = {}


def register(*figures: Figure) -> None:
    for figure in figures:
        if _registry.setdefault(figure.code, figure) != figure:
            raise ValueError(f"figure {figure.code} is registered twice")


def get(code: str) -> Figure:
    """The figure of a code. Raises KeyError for an unknown one: a template's typing error."""
    return _registry[code]


def find(code: str) -> Figure | None:
    return _registry.get(code)


def all_figures() -> list[Figure]:
    return sorted(_registry.values(), key=lambda figure: figure.code)
