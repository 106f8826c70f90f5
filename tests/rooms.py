"""The plan of the house as one table, and the rules that every module keeps.

A rule takes the sources of the house (module → its file and syntax tree) and gives a sentence for
each violation, so that it can be shown to catch one that was planted.
"""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# From the ground to the roof: package, room. A room imports from those above it in this table.
ROOMS = {
    "accord.kernel": "kernel",
    "accord.web": "web",
    "accord.people": "people",
    "accord.territories": "territories",
    "accord.acts": "acts",
    "accord.agreement": "agreement",
    "envelopes": "envelopes",
    "operations": "operations",
    "indicators": "indicators",
    "governance": "governance",
    # What is in none of the packages above.
    "accord": "site",
}
RANKS = {room: rank for rank, room in enumerate(ROOMS.values())}
PACKAGES = ("accord", "envelopes", "operations", "indicators", "governance")
# Made of invented bodies on purpose.
DEMONSTRATION = ("governance.demonstration", "governance.management.commands.seed_demo")


@dataclass(frozen=True)
class Source:
    """A module of the house: where it stands, and what it says."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)


House = Mapping[str, Source]


def house() -> dict[str, Source]:
    """Every module but migrations, by its dotted name."""
    found = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            place = path.relative_to(ROOT)
            if "migrations" not in place.parts:
                parts = place.with_suffix("").parts
                name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
                found[name] = Source(str(place), path.read_text(encoding="utf-8"))
    return found


def tests() -> dict[str, Source]:
    """Every module of the tests, by its dotted name."""
    paths = [path.relative_to(ROOT) for path in sorted((ROOT / "tests").rglob("*.py"))]
    return {
        ".".join(path.with_suffix("").parts): Source(
            str(path), (ROOT / path).read_text(encoding="utf-8")
        )
        for path in paths
    }


def room_of(module: str) -> str | None:
    """Room of a dotted name; None for what is not of the house."""
    for package, room in ROOMS.items():
        if module == package or module.startswith(f"{package}."):
            return room
    return None


@dataclass(frozen=True)
class Import:
    """One name imported: the module it comes from, the name, the line."""

    module: str
    name: str
    line: int


def imports_of(tree: ast.AST) -> Iterator[Import]:
    """Imports of the house wherever they stand: at the top, in a function, behind a condition."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if room_of(alias.name):
                    yield Import(alias.name, "", node.lineno)
        elif isinstance(node, ast.ImportFrom) and node.module and room_of(node.module):
            for alias in node.names:
                yield Import(node.module, alias.name, node.lineno)


# -- rules -----------------------------------------------------------------------------------------


def imports_upwards(sources: House) -> Iterator[str]:
    """An arrow from a room to one that stands above it, wherever the import hides."""
    for module, source in sources.items():
        own = RANKS[str(room_of(module))]
        for found in imports_of(source.tree):
            # ``from accord import home``: the name says the room.
            target = room_of(f"{found.module}.{found.name}" if found.name else found.module)
            if target and RANKS[target] > own:
                yield f"{source.path}:{found.line} imports {found.module} ({target})"


def imports_in_a_function(sources: House) -> Iterator[str]:
    for source in sources.values():
        for function in ast.walk(source.tree):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                for found in imports_of(function):
                    yield f"{source.path}:{found.line} imports {found.module} in a function"


def imports_for_types_alone(sources: House) -> Iterator[str]:
    """What only a type checker reads would hide a circle."""
    for source in sources.values():
        for node in ast.walk(source.tree):
            if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
                for found in imports_of(node):
                    yield f"{source.path}:{found.line} imports {found.module} behind TYPE_CHECKING"


_RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}


def models_by_a_string(sources: House) -> Iterator[str]:
    """A model looked up by its name; the kernel's abstract rows may name what they refer to."""
    for module, source in sources.items():
        for node in ast.walk(source.tree):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func).rpartition(".")[2]
            if called == "get_model":
                yield f"{source.path}:{node.lineno} get_model"
            target = node.args[0] if node.args else None
            is_named = isinstance(target, ast.Constant) and target.value != "self"
            if called in _RELATIONS and is_named and room_of(module) != "kernel":
                yield f"{source.path}:{node.lineno} {called}({ast.unparse(target)})"  # type: ignore[arg-type]


def facades(sources: House) -> Iterator[str]:
    """A name imported from a room that did not define it, but imported it itself."""
    defined_by_import: dict[str, dict[str, str]] = {}
    for module, source in sources.items():
        defined_by_import[module] = {
            found.name: found.module for found in imports_of(source.tree) if found.name
        }
    for source in sources.values():
        for found in imports_of(source.tree):
            origin = defined_by_import.get(found.module, {}).get(found.name)
            if origin and room_of(origin) != room_of(found.module):
                where = f"{source.path}:{found.line}"
                yield f"{where} takes {found.name} of {origin} from {found.module}"


# Django finds these by their name in each module.
_SAME_BY_CUSTOM = {"Command"}


def classes_of_one_name(sources: House) -> Iterator[str]:
    seen: dict[str, str] = {}
    for source in sources.values():
        for node in source.tree.body:
            if isinstance(node, ast.ClassDef) and node.name not in _SAME_BY_CUSTOM:
                if node.name in seen:
                    yield f"{source.path}:{node.lineno} {node.name} is also in {seen[node.name]}"
                seen.setdefault(node.name, source.path)


def _fixture(name: str) -> list[dict[str, str]]:
    with (ROOT / "fixtures" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# Words of the language, and of the field everywhere, that are a body's name as well.
_COMMON_WORDS = {"État", "Région", "Département", "Bassin minier"}


def names_of_bodies() -> set[str]:
    """Codes and names of the bodies, agreements and territories of the reference data."""
    found = set()
    for line in _fixture("organisations"):
        found |= {line["code"], line["name"], line["short_name"], *line["aliases"].split("|")}
    found |= {line["code"] for line in _fixture("agreements")}
    for line in _fixture("territories"):
        found |= {line["code"], line["name"]}
    return {name for name in found if len(name) > 2 and _is_proper(name)} - _COMMON_WORDS


def _is_proper(name: str) -> bool:
    """A name with a capital, or a code: « conseil régional » is no body's own."""
    return name != name.lower() or re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) is not None


def bodies_named(sources: House, names: set[str] | None = None) -> Iterator[str]:
    """A body, an agreement or a territory of the reference data named in code or template."""
    wanted = sorted(names_of_bodies() if names is None else names, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, wanted))})(?![\w-])")
    for module, source in sources.items():
        if module not in DEMONSTRATION:
            for number, line in enumerate(source.text.splitlines(), start=1):
                for found in pattern.findall(line):
                    yield f"{source.path}:{number} {found}"


def templates() -> dict[str, Source]:
    """Templates, for the rule on names."""
    return {
        str(path.relative_to(ROOT)): Source(
            str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
        )
        for path in sorted((ROOT / "templates").rglob("*"))
        if path.suffix in (".html", ".svg", ".txt")
    }


# -- who, and for whom -----------------------------------------------------------------------------

# Modules whose parameters and results say what they are.
_TYPED = {"actions", "verbs", "querysets", "scope"}
_WHO = {"by", "user", "actor", "request", "reader"}


def _signature(function: ast.FunctionDef) -> Iterator[tuple[str, ast.expr | None]]:
    given = function.args
    for argument in (*given.posonlyargs, *given.args, *given.kwonlyargs):
        yield argument.arg, argument.annotation
    for star in (given.vararg, given.kwarg):
        if star is not None:
            yield star.arg, star.annotation
    yield "return", function.returns


def _is_anything(annotation: ast.expr | None) -> bool:
    return annotation is not None and any(
        isinstance(node, ast.Name) and node.id == "Any" for node in ast.walk(annotation)
    )


def anything_goes(sources: House) -> Iterator[str]:
    """``Any`` in a parameter or result of actions, verbs, querysets and rules; or for somebody."""
    for module, source in sources.items():
        is_typed = bool(_TYPED & set(module.split(".")))
        for function in ast.walk(source.tree):
            if not isinstance(function, ast.FunctionDef):
                continue
            for name, annotation in _signature(function):
                where = f"{source.path}:{function.lineno} {function.name}({name})"
                if _is_anything(annotation) and (is_typed or name in _WHO):
                    yield f"{where} is Any"


def nobody_acts(sources: House) -> Iterator[str]:
    """An action by ``None``."""
    for source in sources.values():
        for node in ast.walk(source.tree):
            given = node.value if isinstance(node, ast.keyword) and node.arg == "by" else None
            if isinstance(given, ast.Constant) and given.value is None:
                yield f"{source.path}:{given.lineno} by=None"


# -- scope -----------------------------------------------------------------------------------------

_SCOPE = "accord.kernel.scope"
# Public reference data: whoever is signed in reads all of it.
PUBLIC = {
    "CitedText",
    "Commune",
    "DividingLine",
    "Epci",
    "FrameworkAgreement",
    "Fund",
    "Organisation",
    "OrganisationAlias",
    "Priority",
    "Programme",
    "ProgrammeAlias",
    "Scheme",
    "SpecificObjective",
    "Territory",
}
# What reads before anybody is known, what the application does by itself, and what an action
# asks: each says why.
UNSCOPED = {
    "accord.context": "the banner that says that some data is invented, whoever looks",
    "accord.web.views": "the texts that the law asks of a site, whoever opens it",
    "accord.people.acting": "who somebody is, before anything is read",
    "accord.people.authentication": "whose token it is, before anything is read",
    "accord.people.brake": "whose address was typed, before anybody is known",
    "accord.people.factors": "second factors: signing in, before anything is read",
    "accord.people.views": "signing in, before anything is read",
    "accord.web.forms": "one-time keys of one's own forms",
    "accord.acts.documents": "called by actions alone",
    "envelopes.accounts": "called by actions alone",
    "envelopes.effects": "called by actions alone; what a form of credits offers is everybody's",
    "operations.effects": "called by actions alone",
    "operations.ledger": "called by actions alone",
    "operations.totals": "totals are everybody's; envelopes asked are those that one reads",
    "governance.expectations": "numbers that the secretariat is about to give",
    "governance.holds": "asked by verbs: why a thing is held, whoever holds it",
    "governance.minutes.collecting": "what minutes say is read with their meeting",
    "governance.waiting": "what waits for a committee, for its secretariat alone",
    "governance.subjects.opening": "what waits for a committee, for its secretariat alone",
    "governance.subjects.on_operations": "what waits for a committee, for its secretariat alone",
}
# Loaders, checks, imports and commands are the application's own (``System``). A viewset names its
# rows, and its base asks ``visible_to``.
_OWN_WORK = (
    "loaders",
    "checks",
    "commands",
    "demonstration",
    "imports",
    "import_context",
    "import_creation",
    "api",
)


def scope_by_hand(sources: House) -> Iterator[str]:
    """``visible_to`` is final in the kernel: a queryset gives rules."""
    for module, source in sources.items():
        for node in ast.walk(source.tree):
            is_one = isinstance(node, ast.FunctionDef) and node.name == "visible_to"
            if is_one and module != _SCOPE:
                yield f"{source.path}:{node.lineno} defines visible_to"


def rows_without_scope(sources: House) -> Iterator[str]:
    """``Model.objects`` that does not go through ``visible_to``, but in querysets and actions."""
    for module, source in sources.items():
        parts = set(module.split("."))
        if parts & {"querysets", "actions", "models", *_OWN_WORK} or module in UNSCOPED:
            continue
        if room_of(module) == "kernel":
            continue
        tree = source.tree
        scoped = {
            id(node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and node.attr in ("visible_to", "none")
        }
        for node in ast.walk(tree):
            is_rows = isinstance(node, ast.Attribute) and node.attr in ("objects", "_base_manager")
            if is_rows and id(node) not in scoped and ast.unparse(node.value) not in PUBLIC:
                yield f"{source.path}:{node.lineno} {ast.unparse(node)} without visible_to"


# The one transaction of a form, and what has to know whether a row is there already.
TRANSACTIONS = {
    "accord.kernel.transactions",
    "accord.kernel.fences",
    "accord.backups.databases",
    "accord.acts.documents",
    "operations.actions.beneficiaries",
    "operations.import_rows",
}


def transactions_elsewhere(sources: House) -> Iterator[str]:
    """A transaction opened for somebody is a ``reading`` or an ``acting``."""
    for module, source in sources.items():
        for node in ast.walk(source.tree):
            is_one = isinstance(node, ast.Attribute) and ast.unparse(node) == "transaction.atomic"
            if is_one and module not in TRANSACTIONS:
                yield f"{source.path}:{node.lineno} transaction.atomic"


def beyond_the_fence(sources: House) -> Iterator[str]:
    """What its author may not read is put before a committee, and nowhere else."""
    permitted = ("accord.kernel.transactions", "governance.subjects.on_operations")
    for module, source in sources.items():
        if module not in permitted and "beyond_the_fence" in source.text:
            yield f"{source.path} reads beyond the fence"


RULES: dict[str, Callable[[House], Iterator[str]]] = {
    "imports upwards": imports_upwards,
    "imports in a function": imports_in_a_function,
    "imports for types alone": imports_for_types_alone,
    "models by a string": models_by_a_string,
    "facades": facades,
    "classes of one name": classes_of_one_name,
    "bodies named": bodies_named,
    "anything goes": anything_goes,
    "nobody acts": nobody_acts,
    "scope by hand": scope_by_hand,
    "rows without scope": rows_without_scope,
    "transactions elsewhere": transactions_elsewhere,
    "beyond the fence": beyond_the_fence,
}
