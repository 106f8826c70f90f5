"""Reading the reference data of ``fixtures/`` into models, once or again, without losing an edit.

A row that somebody has changed since it was loaded is kept as it is, and the report says so.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models

from accord.kernel.actors import System
from accord.kernel.audit import create_in_bulk, record

REASON = "load_accord"
LOADER = System(REASON)


class FixtureError(ValueError):
    """A line of reference data that names something unknown."""


def read_fixture(name: str) -> list[dict[str, str]]:
    """Lines of a file of ``fixtures/``, by column."""
    path = Path(settings.BASE_DIR) / "fixtures" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def optional_date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def pieces(text: str) -> list[str]:
    """Values of a cell that holds several, separated by ``|``."""
    return [piece for piece in text.split("|") if piece]


def by_code(model: type[models.Model], attribute: str = "code") -> dict[str, Any]:
    """Every row of a model by its code, so that files may refer to each other."""
    rows = model._base_manager.all()
    return {getattr(row, attribute): row for row in rows}


def need(found: Mapping[str, Any], code: str, where: str) -> Any:
    """The row of a code, None for an empty one. Raises FixtureError."""
    if not code:
        return None
    try:
        return found[code]
    except KeyError:
        raise FixtureError(f"{where} : « {code} » est inconnu.") from None


@dataclass
class LoadReport:
    """What loading a file did; ``kept`` counts rows that somebody has edited since."""

    label: str
    created: int = 0
    updated: int = 0
    kept: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        changes = []
        if self.created:
            changes.append(f"{self.created} créés")
        if self.updated:
            changes.append(f"{self.updated} mis à jour")
        if self.kept:
            changes.append(f"{len(self.kept)} modifiés à la main et gardés")
        return f"{self.label} : {', '.join(changes) or 'rien à changer'}"


def told(*reports: LoadReport) -> Iterator[str]:
    """A French sentence per file, then one per row that somebody has edited since."""
    for report in reports:
        yield str(report)
        yield from (f"  gardé : {text}" for text in report.kept)


def load_rows(
    model: type[models.Model], key: Sequence[str], rows: Iterable[Mapping[str, Any]]
) -> LoadReport:
    """Create the rows that are missing and update those that only a loading has written.

    ``key`` names the fields that identify a row; ``rows`` give every field to set. The caller acts
    as ``LOADER``.
    """
    plural = str(model._meta.verbose_name_plural)
    report = LoadReport(plural[:1].upper() + plural[1:])
    present = {_key(instance, key): instance for instance in model._base_manager.all()}
    missing = []
    for values in rows:
        instance = present.get(tuple(_plain(values[name]) for name in key))
        if instance is None:
            instance = model(**values)
            instance.clean()
            missing.append(instance)
        else:
            _update(instance, values, report)
    report.created = len(create_in_bulk(model, missing, by=LOADER, reason=REASON))
    return report


def _key(instance: models.Model, names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(_plain(getattr(instance, _attname(instance, name))) for name in names)


def _attname(instance: models.Model, name: str) -> str:
    return str(instance._meta.get_field(name).attname)  # type: ignore[union-attr]


def _plain(value: Any) -> Any:
    """A related row is compared by its key."""
    return value.pk if isinstance(value, models.Model) else value


def _update(instance: Any, values: Mapping[str, Any], report: LoadReport) -> None:
    changed = {
        name: value
        for name, value in values.items()
        if getattr(instance, _attname(instance, name)) != _plain(value)
    }
    if not changed:
        return
    latest = instance.history.first()
    if latest is None or latest.by_system != LOADER.name:
        report.kept.append(str(instance))
        return
    for name, value in changed.items():
        setattr(instance, name, value)
    record(instance, by=LOADER, reason=REASON)
    report.updated += 1
