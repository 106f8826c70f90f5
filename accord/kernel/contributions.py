"""What an application adds to the site without the site knowing it.

Each application declares its contributions in ``contributions.py``, found when Django starts.
The ground never imports the roof: navigation, home panels, search, loaders and checks all
arrive here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.db.models import TextChoices

from accord.kernel.actors import Actor, Reader, System
from accord.kernel.verdict import Verdict

Shown = Callable[[Reader], bool]


def everyone(reader: Reader) -> bool:
    return True


@dataclass(frozen=True)
class NavigationEntry:
    """A page in the navigation; ``section`` groups the pages of one heading."""

    section: str
    # A text, or what gives it for the perimeter looked at.
    label: str | Callable[[Any], str]
    url_name: str
    order: int
    visible: Shown = everyone

    def label_for(self, perimeter: Any) -> str:
        return self.label if isinstance(self.label, str) else self.label(perimeter)


@dataclass(frozen=True)
class HomePanel:
    """A block of the home page: ``context(reader, perimeter)`` gives its data, None hides it."""

    template: str
    order: int
    context: Callable[[Reader, Any], Mapping[str, Any] | None]


@dataclass(frozen=True)
class SearchHit:
    kind: str
    label: str
    detail: str
    url: str


@dataclass(frozen=True)
class SearchSource:
    """``search(reader, words)`` gives at most a page of hits that this reader may see."""

    order: int
    search: Callable[[Reader, list[str]], Iterable[SearchHit]]


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
    """Told when an awaited act turns out to be one that was recorded before.

    ``lock(act)`` takes the locks that rank before acts; ``replaced(awaited, known, by)`` runs in
    the transaction that records the act.
    """

    lock: Callable[[Any], None]
    replaced: Callable[[Any, Any, Actor | System], None]


# What may be typed beside an effect.
_GIVEN = {"amount": "montant", "rate": "taux"}


@dataclass(frozen=True)
class ActOffer:
    """An effect that the form of an act offers: ``choices(agreement)`` are what it may change.

    ``needs`` is ``"amount"``, ``"rate"`` or nothing; ``target(choice, amount, rate)`` gives the row
    that says what it is about, not saved yet.
    """

    label: str
    choices: Callable[[Any], Iterable[tuple[str, str]]]
    target: Callable[[str, int | None, int | None], models.Model]
    needs: str = ""


@dataclass(frozen=True)
class EffectKind:
    """A kind of effect, declared once by the room that it changes.

    ``target`` is the table of what it is about, with one row for each effect; ``acts`` the kinds of
    act that it may rest on. ``may(by, target)`` says who may bring it about by hand: what was
    decided or prepared runs under the authority of its act, whoever records it.
    ``apply(effect, target, day, by)`` does it, and returns a French sentence. ``locks(target)`` are
    the rows that it changes; ``rivals(target)`` the prepared effects that it makes useless.
    """

    code: str
    label: str
    target: type[models.Model]
    acts: tuple[TextChoices, ...]
    may: Callable[[Any, Any], Verdict]
    apply: Callable[[Any, Any, date, Any], str]
    locks: Callable[[Any], Iterable[models.Model]]
    rivals: Callable[[Any], Iterable[Any]] = lambda target: ()
    # Tried out before the act that it awaits is there; not where all depends on that act's dates.
    is_tried: bool = True
    offer: ActOffer | None = None

    @property
    def relation(self) -> str:
        """Name by which an effect knows its target."""
        return str(self.target._meta.model_name)

    def faults(self, kind: str, **given: int | None) -> Iterator[tuple[str, str]]:
        """(field, French sentence) for each thing typed that does not go with this effect.

        ``given`` are the ``amount`` and the ``rate`` typed, None where there is none.
        """
        offer = self.offer
        if offer is None:
            yield "effect", "Cet effet n’existe pas."
            return
        if kind not in self.acts:
            wanted = ", ".join(str(allowed.label) for allowed in self.acts)
            yield "effect", f"L’effet « {offer.label} » est celui d’un acte de nature : {wanted}."
        for name, value in given.items():
            if name == offer.needs and value is None:
                yield name, f"Indiquez le {_GIVEN[name]} de l’effet."
            if name != offer.needs and value is not None:
                yield name, f"L’effet « {offer.label} » ne prend pas de {_GIVEN[name]}."


@dataclass(frozen=True)
class ActScope:
    """``acts(reader)`` gives the ids of acts that this reader reads with what rests on them."""

    acts: Callable[[Reader], Any]


@dataclass(frozen=True)
class MarkSource:
    """``marks(reader, agreement, until)`` gives (date, label) pairs to set on a time axis."""

    marks: Callable[[Reader, Any, date], Iterable[tuple[date, str]]]


@dataclass(frozen=True)
class WaitingCount:
    """``count(reader, perimeter)`` is how many things wait for a body: a number, and no more."""

    count: Callable[[Reader, Any], int]


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
    """``detail(reader, code, of, as_of)`` explains an application's figures, or gives None."""

    prefix: str
    detail: Callable[[Reader, str, str, date], FigureDetail | None]


@dataclass(frozen=True)
class Hold:
    """``reason(row, verb)`` says in French why a row may not move now, or gives an empty text."""

    reason: Callable[[Any, str], str]


@dataclass(frozen=True)
class VerbListener:
    """``told(thing, by)`` is called in the transaction of a verb, once it is done to a thing."""

    verb: str
    told: Callable[[Any, Actor | System], None]


@dataclass
class Registry:
    """Everything contributed, kept in its order of display."""

    navigation: list[NavigationEntry] = field(default_factory=list)
    panels: list[HomePanel] = field(default_factory=list)
    searches: list[SearchSource] = field(default_factory=list)
    loaders: list[Loader] = field(default_factory=list)
    ledger_checks: list[LedgerCheck] = field(default_factory=list)
    act_listeners: list[ActListener] = field(default_factory=list)
    effect_kinds: list[EffectKind] = field(default_factory=list)
    verb_listeners: list[VerbListener] = field(default_factory=list)
    act_scopes: list[ActScope] = field(default_factory=list)
    figure_sources: list[FigureSource] = field(default_factory=list)
    marks: list[MarkSource] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    waiting: list[WaitingCount] = field(default_factory=list)

    def add(self, *contributions: Any) -> None:
        for contribution in contributions:
            self._shelve(contribution)

    def effect_kind(self, code: str) -> EffectKind | None:
        """The kind of effect of a code, if an application contributes it."""
        return next((kind for kind in self.effect_kinds if kind.code == code), None)

    def tell(self, verb: str, thing: Any, by: Actor | System) -> None:
        """Tell those who asked that a verb was done to a thing."""
        for listener in self.verb_listeners:
            if listener.verb == verb:
                listener.told(thing, by)

    def _shelve(self, contribution: Any) -> None:
        shelf: list[Any] = {  # type: ignore[assignment]
            NavigationEntry: self.navigation,
            HomePanel: self.panels,
            SearchSource: self.searches,
            Loader: self.loaders,
            LedgerCheck: self.ledger_checks,
            ActListener: self.act_listeners,
            EffectKind: self.effect_kinds,
            VerbListener: self.verb_listeners,
            ActScope: self.act_scopes,
            FigureSource: self.figure_sources,
            MarkSource: self.marks,
            Hold: self.holds,
            WaitingCount: self.waiting,
        }[type(contribution)]
        shelf.append(contribution)
        if hasattr(contribution, "order"):
            shelf.sort(key=lambda item: item.order)


registry = Registry()
