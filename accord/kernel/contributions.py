"""What an application adds to the site without the site knowing it.

Each application declares its contributions in ``contributions.py``, found when Django starts.
The ground never imports the roof: navigation, home panels, search, loaders and checks all
arrive here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices

Everyone = Callable[[Any], bool]


def everyone(user: Any) -> bool:
    return True


@dataclass(frozen=True)
class NavigationEntry:
    """A page in the navigation; ``section`` groups the pages of one heading."""

    section: str
    # A text, or what gives it for the perimeter looked at.
    label: str | Callable[[Any], str]
    url_name: str
    order: int
    visible: Everyone = everyone

    def label_for(self, perimeter: Any) -> str:
        return self.label if isinstance(self.label, str) else self.label(perimeter)


@dataclass(frozen=True)
class HomePanel:
    """A block of the home page: ``context(user, perimeter)`` gives its data, None hides it."""

    template: str
    order: int
    context: Callable[[Any, Any], Mapping[str, Any] | None]


@dataclass(frozen=True)
class SearchHit:
    kind: str
    label: str
    detail: str
    url: str


@dataclass(frozen=True)
class SearchSource:
    """``search(user, words)`` gives at most a page of hits that this user may see."""

    order: int
    search: Callable[[Any, list[str]], Iterable[SearchHit]]


@dataclass(frozen=True)
class Loader:
    """Reference data of an application; loaders run in order and twice changes nothing."""

    name: str
    order: int
    load: Callable[[], Iterable[str]]


@dataclass(frozen=True)
class LedgerCheck:
    """``run()`` gives one French sentence for each discrepancy found."""

    name: str
    run: Callable[[], Iterable[str]]


@dataclass(frozen=True)
class ActListener:
    """Told of each act recorded, inside the transaction that records it.

    ``recorded(act=…, by=…, completes=…)``: the last is an awaited act that gave way to this one.
    """

    name: str
    recorded: Callable[..., Iterable[str]]


# What may be typed beside an effect.
_GIVEN = {"amount": "montant", "rate": "taux"}


@dataclass(frozen=True)
class ActEffect:
    """Something that an act may bring about on recording, chosen in the form of the act.

    ``kinds`` are the kinds of act that may; ``needs`` is ``"amount"``, ``"rate"`` or nothing.
    """

    code: str
    label: str
    choices: Callable[[Any], Iterable[tuple[str, str]]]
    apply: Callable[..., str]
    kinds: tuple[TextChoices, ...]
    needs: str = ""

    def faults(self, kind: str, **given: int | None) -> Iterator[tuple[str, str]]:
        """(field, French sentence) for each thing that does not go with this effect.

        ``given`` are the ``amount`` and the ``rate`` typed, None where there is none.
        """
        if kind not in self.kinds:
            wanted = ", ".join(str(allowed.label) for allowed in self.kinds)
            yield "effect", f"L’effet « {self.label} » est celui d’un acte de nature : {wanted}."
        for name, value in given.items():
            if name == self.needs and value is None:
                yield name, f"Indiquez le {_GIVEN[name]} de l’effet."
            if name != self.needs and value is not None:
                yield name, f"L’effet « {self.label} » ne prend pas de {_GIVEN[name]}."


@dataclass(frozen=True)
class ActScope:
    """``acts(user)`` gives the ids of acts that this user reads with what rests on them."""

    acts: Callable[[Any], Any]


@dataclass(frozen=True)
class MarkSource:
    """``marks(user, agreement, until)`` gives (date, label) pairs to set on a time axis."""

    marks: Callable[[Any, Any, Any], Iterable[tuple[Any, str]]]


@dataclass(frozen=True)
class FigureRow:
    """One ledger row behind a figure (cents)."""

    value_date: Any
    label: str
    amount: int
    act: Any
    recorded_at: Any
    is_presumed: bool = False
    url: str = ""


@dataclass(frozen=True)
class FigureDetail:
    """Where a displayed number comes from: of what, its value, its rows or its parts.

    ``parts`` are the codes of the figures that it is computed from, for the same object.
    """

    of_label: str
    of_url: str
    value: int | None
    rows: Any = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class FigureSource:
    """``detail(user, code, of, as_of)`` explains the figures of one application, or gives None."""

    prefix: str
    detail: Callable[[Any, str, str, Any], FigureDetail | None]


@dataclass(frozen=True)
class Hold:
    """``reason(row, verb)`` says in French why a row may not move now, or gives an empty text."""

    reason: Callable[[Any, str], str]


@dataclass
class Registry:
    """Everything contributed, kept in its order of display."""

    navigation: list[NavigationEntry] = field(default_factory=list)
    panels: list[HomePanel] = field(default_factory=list)
    searches: list[SearchSource] = field(default_factory=list)
    loaders: list[Loader] = field(default_factory=list)
    ledger_checks: list[LedgerCheck] = field(default_factory=list)
    act_listeners: list[ActListener] = field(default_factory=list)
    act_effects: list[ActEffect] = field(default_factory=list)
    act_scopes: list[ActScope] = field(default_factory=list)
    figure_sources: list[FigureSource] = field(default_factory=list)
    marks: list[MarkSource] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)

    def add(self, *contributions: Any) -> None:
        for contribution in contributions:
            self._shelve(contribution)

    def act_effect(self, code: str) -> ActEffect | None:
        """The effect of a code, if an application contributes it."""
        return next((effect for effect in self.act_effects if effect.code == code), None)

    def _shelve(self, contribution: Any) -> None:
        shelf: list[Any] = {  # type: ignore[assignment]
            NavigationEntry: self.navigation,
            HomePanel: self.panels,
            SearchSource: self.searches,
            Loader: self.loaders,
            LedgerCheck: self.ledger_checks,
            ActListener: self.act_listeners,
            ActEffect: self.act_effects,
            ActScope: self.act_scopes,
            FigureSource: self.figure_sources,
            MarkSource: self.marks,
            Hold: self.holds,
        }[type(contribution)]
        shelf.append(contribution)
        if hasattr(contribution, "order"):
            shelf.sort(key=lambda item: item.order)


registry = Registry()
