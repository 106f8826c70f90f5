"""Every word that the house gives a name to: models, shown fields, codes, verbs, figures, reasons.

What ``docs/glossary.md`` has to explain, found by looking; each section gives (term, identifier,
where) for its lines. ``python -m tests.vocabulary`` writes the tables of these sections again and
keeps what is written in their last cells: the article or chapter, which nobody can find by looking.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.db.models import Model, TextChoices

if __name__ == "__main__":
    django.setup()

from accord.kernel import figures
from accord.kernel.verbs import all_verbs
from tests import rooms

Line = tuple[str, str, str]


def models() -> Iterator[type[Model]]:
    for room in settings.ROOMS:
        for model in apps.get_app_config(room.rpartition(".")[2]).get_models():
            if not model.__name__.startswith("Historical"):
                yield model


def model_lines() -> Iterator[Line]:
    for model in models():
        label = model._meta.app_label
        yield str(model._meta.verbose_name), f"{label}.{model.__name__}", ""


def field_lines() -> Iterator[Line]:
    """A field by the name that people read and its own; where says which models have it."""
    found: dict[tuple[str, str], list[str]] = {}
    for model in models():
        for field in model._meta.concrete_fields:
            if not field.primary_key:
                key = str(field.verbose_name), field.name
                found.setdefault(key, []).append(model.__name__)
    for (term, name), owners in found.items():
        yield term, name, ", ".join(sorted(owners))


def _subclasses(base: type[Any]) -> Iterator[type[Any]]:
    for child in base.__subclasses__():
        yield child
        yield from _subclasses(child)


def code_lines() -> Iterator[Line]:
    """States, kinds, stages, results: each value of each choice."""
    for choices in _subclasses(TextChoices):
        if rooms.room_of(choices.__module__):
            for choice in choices:
                yield str(choice.label), choice.value, f"{choices.__qualname__}.{choice.name}"


def verb_lines() -> Iterator[Line]:
    for verb in all_verbs():
        yield verb.label, verb.code, ""


def figure_lines() -> Iterator[Line]:
    for figure in figures.all_figures():
        yield figure.label, figure.code, figure.unit.value


_CODE = re.compile(r"[a-z][a-z_]*(\.[a-z_]+)?")


def reasons() -> Iterator[str]:
    """Stable codes of why a row was written, beside those of verbs; and what the systems are."""
    known = {verb.code for verb in all_verbs()}
    for source in rooms.house().values():
        for node in ast.walk(source.tree):
            for value in _reason_of(node):
                if _CODE.fullmatch(value) and value not in known:
                    yield value


def _reason_of(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.keyword) and node.arg == "reason":
        value: ast.expr | None = node.value
    elif isinstance(node, ast.Call) and ast.unparse(node.func) == "System" and node.args:
        value = node.args[0]
    elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "REASON":
        value = node.value
    else:
        value = None
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value


# Sections of the glossary, as headed there.
SECTIONS: dict[str, Callable[[], Iterator[Line]]] = {
    "Models": model_lines,
    "Fields": field_lines,
    "Codes": code_lines,
    "Verbs": verb_lines,
    "Figures": figure_lines,
}


# -- the file --------------------------------------------------------------------------------------

PATH = Path(settings.BASE_DIR) / "docs" / "glossary.md"
_TICKS = re.compile(r"`([^`]*)`")


def plain(cell: str) -> str:
    found = _TICKS.fullmatch(cell)
    return found.group(1) if found else cell


def table(text: str, section: str) -> list[list[str]]:
    """Cells of the table of a section, its heading left out."""
    _, _, rest = text.partition(f"\n## {section}\n")
    body = rest.partition("\n## ")[0]
    lines = [line for line in body.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def rewritten(text: str) -> str:
    """The glossary with the tables of its sections as the code is now."""
    for section, lines in SECTIONS.items():
        known = {(plain(row[1]), plain(row[2])): row[3] for row in table(text, section)}
        by_name = {plain(row[1]): row[3] for row in table(text, section)}
        before, heading, rest = text.partition(f"\n## {section}\n")
        body, following, after = rest.partition("\n## ")
        head = [line for line in body.splitlines() if line.startswith("|")][:2]
        found = list(lines())
        if section == "Fields":
            found.sort(key=lambda line: (line[0].casefold(), line[1]))
        made = [
            f"| {term} | `{name}` | {f'`{where}`' if section == 'Codes' else where} | "
            f"{known.get((name, where), by_name.get(name, ''))} |"
            for term, name, where in found
        ]
        text = before + heading + "\n" + "\n".join([*head, *made]) + "\n" + following + after
    return text


if __name__ == "__main__":
    PATH.write_text(rewritten(PATH.read_text(encoding="utf-8")), encoding="utf-8")
