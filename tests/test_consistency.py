"""Manners that every template, migration and label keeps."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader
from django.template.loader import get_template

from accord.kernel import figures

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
APPS = ("accord", "envelopes", "operations", "indicators", "governance")
# Labels of the rooms that have models.
LABELS = [name.rpartition(".")[2] for name in settings.ROOMS]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_compiles_and_keeps_the_content_policy(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    get_template(str(path.relative_to(ROOT / "templates")))
    assert not re.search(r"\sstyle=", source), "style attribute"
    assert not re.search(r"\son[a-z]+=", source), "inline handler"
    assert "<style" not in source
    assert "javascript:" not in source
    assert not re.search(r"<script(?![^>]*\bsrc=)", source), "inline script"
    assert not re.search(r"(src|href)=[\"']https?://", source), "third party"


def test_figures_named_in_templates_are_registered() -> None:
    named = set()
    for path in TEMPLATES:
        named |= set(re.findall(r"{% figure \"([^\"]+)\"", path.read_text(encoding="utf-8")))
    assert named
    assert {code for code in named if figures.find(code) is None} == set()


@pytest.mark.django_db
def test_migrations_are_linear_named_and_complete() -> None:
    loader = MigrationLoader(None)
    for app in LABELS:
        assert len(loader.graph.leaf_nodes(app)) == 1, app
        for _, name in (key for key in loader.disk_migrations if key[0] == app):
            assert "_auto_" not in name, name
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_model_field_and_choice_has_a_french_label() -> None:
    unnamed = []
    for app in LABELS:
        for model in apps.get_app_config(app).get_models():
            if model.__name__.startswith("Historical"):
                continue
            spelled = model.__name__.lower()
            if str(model._meta.verbose_name).replace(" ", "") == spelled and spelled not in FRENCH:
                unnamed.append(model.__name__)
            for field in model._meta.concrete_fields:
                default = field.name.replace("_", " ")
                label = str(field.verbose_name)
                if label == default and default not in FRENCH and not field.primary_key:
                    unnamed.append(f"{model.__name__}.{field.name}")
    assert unnamed == []


# Words that are the same in both languages, or come with Django's own account.
FRENCH = {
    "act",
    "code",
    "source",
    "date",
    "population",
    "commune",
    "territory",
    "condition",
    "position",
    "opinion",
    "indicator",
    "tranche",
    "programme",
    "discussion",
    "vote",
    "note",
    "abstentions",
    "password",
    "epci",
    "document",
    "arrondissement",
    "maximum",
    "minimum",
}


def test_nothing_calls_itself_unfinished() -> None:
    words = re.compile(r"TODO|FIXME|XXX|lorem ipsum|coming soon", re.IGNORECASE)
    found = [
        str(path.relative_to(ROOT))
        for folder in (*APPS, "templates", "script")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".html", ".css", "")
        and path.is_file()
        and words.search(path.read_text(encoding="utf-8", errors="ignore"))
    ]
    assert found == []


def test_tests_stay_readable() -> None:
    long = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "tests").rglob("*.py")
        if len(path.read_text(encoding="utf-8").splitlines()) > 500
    ]
    assert long == []
