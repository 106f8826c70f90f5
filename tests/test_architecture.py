"""Layers, and where imports, aggregates, writes and floats may stand."""

from __future__ import annotations

import ast
import importlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from accord.kernel.audit import audited_models
from accord.kernel.scoping import ScopedQuerySet
from tests import rooms

ROOT = Path(settings.BASE_DIR)
APPS = ["accord", "envelopes", "operations", "indicators", "governance"]
# Applications of Django that the house declares: one a room that has models.
LABELS = [name.rpartition(".")[2] for name in settings.ROOMS]
MAX_LINES = 400
MAX_VIEW_LINES = 25
VAGUE = {"utils", "helpers", "services", "managers", "constants", "signals", "common", "misc"}


def modules(*parts: str, migrations: bool = False) -> Iterator[Path]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            wanted = not parts or path.name in parts or set(parts) & set(path.parts)
            if wanted and (migrations or "migrations" not in path.parts):
                yield path


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


# -- rooms -----------------------------------------------------------------------------------------

HOUSE = rooms.house()


@pytest.mark.parametrize("rule", rooms.RULES)
def test_the_house_keeps(rule: str) -> None:
    assert list(rooms.RULES[rule](HOUSE)) == []


def test_no_body_agreement_or_territory_is_named_in_a_template() -> None:
    assert list(rooms.bodies_named(rooms.templates())) == []


def test_the_settings_name_the_rooms_in_the_order_of_the_table() -> None:
    packages = [name for name in rooms.ROOMS if name not in ("accord.kernel", "accord")]
    assert packages == settings.ROOMS


# What each rule is to catch: module, what is added to it.
PLANTED = {
    "imports upwards": [
        ("accord.kernel.money", "from accord.acts.models import Act\n"),
        ("accord.acts.models.acts", "from accord import home\n"),
        ("envelopes.actions", "def hidden():\n    from operations.models import Operation\n"),
        (
            "accord.people.models.accounts",
            "if TYPE_CHECKING:\n    from accord.acts.models import Act\n",
        ),
        ("accord.web.forms", "import governance.models\n"),
    ],
    "imports in a function": [
        ("operations.ledger", "def late():\n    from operations.models import Operation\n"),
    ],
    "imports for types alone": [
        (
            "operations.querysets",
            "if TYPE_CHECKING:\n    from operations.models import Operation\n",
        ),
    ],
    "models by a string": [
        ("operations.querysets", "apps.get_model('operations', 'Operation')\n"),
        ("governance.querysets", "django.apps.apps.get_model('envelopes.Envelope')\n"),
        ("operations.models.operations", "act = models.ForeignKey('acts.Act', models.PROTECT)\n"),
        ("envelopes.models.ledger", "one = models.OneToOneField('Envelope', models.PROTECT)\n"),
    ],
    "facades": [
        ("operations.imports", "from operations.ledger import Act\n"),
        ("governance.actions.ending", "from envelopes.models.ledger import LedgerRow\n"),
    ],
    "classes of one name": [
        ("governance.cadence", "class Operation:\n    pass\n"),
        ("accord.web.forms", "class Verdict:\n    pass\n"),
    ],
    "bodies named": [
        ("envelopes.permissions", "REASON = 'Ceci relève de la DREETS.'\n"),
        ("operations.alerts", "if envelope.holder.code == 'cd62':\n    pass\n"),
        ("indicators.views", "REVIEWED = '2014-2020'\n"),
        ("accord.home", "# for Terri’Mouv Inclusion alone\n"),
    ],
}


@pytest.mark.parametrize(
    ("rule", "module", "added"),
    [(rule, module, added) for rule, plants in PLANTED.items() for module, added in plants],
)
def test_a_planted_violation_is_caught(rule: str, module: str, added: str) -> None:
    source = HOUSE[module]
    planted = {**HOUSE, module: rooms.Source(source.path, f"{source.text}\n{added}")}
    found = list(rooms.RULES[rule](planted))
    assert found, (rule, module)
    assert all(source.path in sentence for sentence in found)


def test_every_rule_is_shown_to_catch_something() -> None:
    assert set(PLANTED) == set(rooms.RULES)


# -- manners ---------------------------------------------------------------------------------------


def test_no_module_is_long_or_vaguely_named() -> None:
    long = [
        f"{name_of(path)} ({count})"
        for path in modules()
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > MAX_LINES
    ]
    assert long == []
    assert [name_of(path) for path in modules() if path.stem in VAGUE] == []


def view_modules() -> Iterator[Path]:
    yield from modules("views.py", "views")


def test_no_view_is_long() -> None:
    wrong = []
    for path in view_modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef):
                count = (node.end_lineno or 0) - node.lineno + 1
                if count > MAX_VIEW_LINES:
                    wrong.append(f"{name_of(path)}:{node.lineno} {node.name} ({count})")
    assert wrong == []


AGGREGATES = {"annotate", "aggregate", "Sum", "Count", "Avg", "Max", "Min"}
WRITES = {
    "save",
    "create",
    "bulk_create",
    "bulk_update",
    "update",
    "delete",
    "get_or_create",
    "update_or_create",
}


def calls(path: Path, names: set[str], *, on_objects: bool = False) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            function = node.func
            name = (
                function.attr
                if isinstance(function, ast.Attribute)
                else getattr(function, "id", "")
            )
            if name in names and (not on_objects or "objects" in ast.unparse(function)):
                yield f"{name_of(path)}:{node.lineno} {name}"


def test_aggregates_stand_in_querysets_only() -> None:
    wrong = [
        call
        for path in modules()
        if path.name != "querysets.py"
        for call in calls(path, AGGREGATES)
    ]
    assert wrong == []


def test_views_and_api_read_through_scope_and_never_write() -> None:
    wrong = []
    for path in (*view_modules(), *modules("api.py", "api")):
        wrong += list(calls(path, WRITES, on_objects=True))
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr == "_base_manager":
                wrong.append(f"{name_of(path)}:{node.lineno} _base_manager")
    assert wrong == []


# Agreements, organisations and the like are readable by every signed-in person.
PUBLIC = {"FrameworkAgreement", "Organisation", "Territory", "Fund", "Balance"}


def test_views_start_from_visible_to() -> None:
    """A view names ``Model.objects`` only for public reference data."""
    wrong = []
    for path in view_modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr == "objects":
                owner = ast.unparse(node.value)
                if owner not in PUBLIC and owner != "model":
                    wrong.append(f"{name_of(path)}:{node.lineno} {owner}.objects")
    assert wrong == []


def test_no_float_touches_money() -> None:
    wrong = []
    for path in modules(migrations=True):
        # Coordinates of a chart are not money; they are integers and fractions too.
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Name) and node.id in ("float", "FloatField"):
                wrong.append(f"{name_of(path)}:{node.lineno} {node.id}")
            if isinstance(node, ast.Attribute) and node.attr in ("FloatField", "DecimalField"):
                wrong.append(f"{name_of(path)}:{node.lineno} {node.attr}")
            if isinstance(node, ast.Constant) and isinstance(node.value, float):
                wrong.append(f"{name_of(path)}:{node.lineno} {node.value}")
    assert wrong == []


def test_every_business_model_has_a_history_and_a_scope() -> None:
    without_history = {
        "FormSubmission",
        "CreditMovement",
        "Balance",
        "OperationTransition",
        "UseOfCredits",
        "ImportRun",
        "ImportRow",
    }
    audited = {model.__name__ for model in audited_models()}
    for app in LABELS:
        for model in apps.get_app_config(app).get_models():
            if model.__name__.startswith("Historical"):
                continue
            assert (model.__name__ in audited) != (model.__name__ in without_history), model
            if model.__name__ != "FormSubmission":
                assert issubclass(model.objects._queryset_class, ScopedQuerySet), model  # type: ignore[attr-defined]
                assert model._meta.base_manager_name == "objects" or model.__name__ == "Balance", (
                    model
                )


def test_no_foreign_key_deletes_or_forgets_in_silence() -> None:
    wrong = []
    for app in LABELS:
        for model in apps.get_app_config(app).get_models():
            if model.__name__.startswith("Historical") or model.__name__ == "FormSubmission":
                continue
            for field in model._meta.concrete_fields:
                if field.remote_field and field.remote_field.on_delete.__name__ != "PROTECT":  # type: ignore[attr-defined]
                    wrong.append(f"{model.__name__}.{field.name}")
            # Groups and permissions of Django's own account are not used.
            assert not model._meta.many_to_many or model.__name__ == "User", model
    assert wrong == []


@pytest.mark.parametrize("app", APPS)
def test_each_application_says_what_belongs_in_each_of_its_modules(app: str) -> None:
    silent = [
        name_of(path)
        for path in modules()
        if path.parts[len(ROOT.parts)] == app
        and path.read_text(encoding="utf-8").strip()
        and not ast.get_docstring(tree(path))
    ]
    assert silent == []


def test_importing_the_site_does_not_import_the_pdf_engine() -> None:
    code = (
        "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE']='accord.settings.test';"
        "django.setup(); import accord.urls; print('weasyprint' in sys.modules)"
    )
    done = subprocess.run(
        [importlib.import_module("sys").executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert done.stdout.strip() == "False"
