"""What an application adds to the site without the site knowing it.

Each application declares its contributions in ``contributions.py``, found when Django starts.
The ground never imports the roof: navigation, home panels, search, loaders and checks all
arrive here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Everyone = Callable[[Any], bool]


def everyone(user: Any) -> bool:
    return True


@dataclass(frozen=True)
class NavigationEntry:
    """A page in the navigation; ``section`` groups the pages of one heading."""

    section: str
    label: str
    url_name: str
    order: int
    visible: Everyone = everyone


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
    """Told of each act recorded, inside the transaction that records it."""

    name: str
    recorded: Callable[..., Iterable[str]]


@dataclass(frozen=True)
class ActEffect:
    """Something that an act may bring about on recording, chosen in the form of the act."""

    code: str
    label: str
    choices: Callable[[Any], Iterable[tuple[str, str]]]
    apply: Callable[..., str]


@dataclass(frozen=True)
class MarkSource:
    """``marks(agreement, until)`` gives (date, label) pairs to set on a time axis."""

    marks: Callable[[Any, Any], Iterable[tuple[Any, str]]]


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
    figure_sources: list[FigureSource] = field(default_factory=list)
    marks: list[MarkSource] = field(default_factory=list)

    def add(self, *contributions: Any) -> None:
        for contribution in contributions:
            self._shelve(contribution)

    def _shelve(self, contribution: Any) -> None:
        shelf: list[Any] = {  # type: ignore[assignment]
            NavigationEntry: self.navigation,
            HomePanel: self.panels,
            SearchSource: self.searches,
            Loader: self.loaders,
            LedgerCheck: self.ledger_checks,
            ActListener: self.act_listeners,
            ActEffect: self.act_effects,
            FigureSource: self.figure_sources,
            MarkSource: self.marks,
        }[type(contribution)]
        shelf.append(contribution)
        if hasattr(contribution, "order"):
            shelf.sort(key=lambda item: item.order)


registry = Registry()
