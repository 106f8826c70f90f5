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
from django.db.models import Model

from accord.kernel.audit import audited_models
from accord.kernel.ledger import BalanceBase
from accord.kernel.rows import AppendOnly
from accord.kernel.scope import ScopedQuerySet
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


@pytest.mark.parametrize("rule", ["anything goes", "nobody acts"])
def test_the_tests_say_too_who_acts_and_who_reads(rule: str) -> None:
    assert list(rooms.RULES[rule](rooms.tests())) == []


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
        (
            "envelopes.actions.movements",
            "def hidden():\n    from operations.models import Operation\n",
        ),
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
            "operations.querysets.operations",
            "if TYPE_CHECKING:\n    from operations.models import Operation\n",
        ),
    ],
    "models by a string": [
        ("operations.querysets.uses", "apps.get_model('operations', 'Operation')\n"),
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
        ("envelopes.verbs", "REASON = 'Ceci relève de la DREETS.'\n"),
        ("operations.alerts", "if envelope.holder.code == 'cd62':\n    pass\n"),
        ("indicators.views", "REVIEWED = '2014-2020'\n"),
        ("accord.home", "# for Terri’Mouv Inclusion alone\n"),
    ],
    "anything goes": [
        ("envelopes.actions.movements", "def give(act: Any) -> None:\n    pass\n"),
        ("operations.querysets.uses", "def sums(self) -> dict[str, Any]:\n    pass\n"),
        ("accord.web.pages", "def show(request: Any) -> None:\n    pass\n"),
        ("governance.readings", "def read(*, by: Any = 0) -> None:\n    pass\n"),
        ("accord.people.verbs", "def may(*things: Any) -> bool:\n    pass\n"),
    ],
    "nobody acts": [("operations.imports", "record(row, by=None)\n")],
    "scope by hand": [
        ("envelopes.querysets", "def visible_to(self, reader):\n    return self\n"),
    ],
    "rows without scope": [
        ("governance.views", "Meeting.objects.filter(pk=1)\n"),
        ("operations.forms", "rows = Operation.objects\n"),
        ("accord.home", "Act._base_manager.get(pk=2)\n"),
        ("governance.contributions", "Decision.objects.all().visible_to(reader)\n"),
    ],
    "transactions elsewhere": [("operations.actions.drafting", "with transaction.atomic(): x\n")],
    "beyond the fence": [("operations.views", "with beyond_the_fence():\n    pass\n")],
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
        if path.name != "querysets.py" and "querysets" not in path.parts
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


def is_its_own_history(model: type[Model]) -> bool:
    """Rows that are only added, what is derived from them, and what no business rests on."""
    derived = {"Account", "TerritorySetLine", "ImportRun", "ImportRow", "ImportedOperation"}
    of_the_machine = {"AccessToken", "FormSubmission"}
    if issubclass(model, AppendOnly | BalanceBase):
        return True
    return model.__name__ in derived | of_the_machine


# Derived, or written once with the row that they hang on.
WITHOUT_HISTORY = {
    "AccessToken",
    "Account",
    "AccountBalance",
    "Balance",
    "FormSubmission",
    "ImportRow",
    "ImportRun",
    "ImportedOperation",
    "TerritorySetLine",
}
# What one's own browser keeps.
WITHOUT_SCOPE = {"FormSubmission"}


def models_of_the_house() -> Iterator[type]:
    for label in LABELS:
        for model in apps.get_app_config(label).get_models():
            if not model.__name__.startswith("Historical"):
                yield model


def test_every_business_model_has_a_history_and_a_scope() -> None:
    audited = {model.__name__ for model in audited_models()}
    for model in models_of_the_house():
        is_its_own_history = issubclass(model, AppendOnly) or model.__name__ in WITHOUT_HISTORY
        assert (model.__name__ in audited) != is_its_own_history, model
        if model.__name__ not in WITHOUT_SCOPE:
            queryset = type(model.objects.all())  # type: ignore[attr-defined]
            assert issubclass(queryset, ScopedQuerySet), model


def test_no_foreign_key_deletes_or_forgets_in_silence() -> None:
    wrong = []
    for model in models_of_the_house():
        if model.__name__ in ("FormSubmission", "AccessToken"):
            continue
        for field in model._meta.concrete_fields:  # type: ignore[attr-defined]
            if field.remote_field and field.remote_field.on_delete.__name__ != "PROTECT":
                wrong.append(f"{model.__name__}.{field.name}")
        # Groups and permissions of Django's own account are not used.
        assert not model._meta.many_to_many or model.__name__ == "User", model  # type: ignore[attr-defined]
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
