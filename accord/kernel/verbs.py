"""The register of verbs: what people and the system may do, declared once, read by everything.

Each room declares its verbs in ``verbs.py``: states left and entered, who may, what is needed, the
acts it rests on, the ranks it locks, the ledgers it writes, and the verb that undoes it. Buttons,
refusals, the table of rights, the tests of states and of the way back read this register. What a
verb does stands in an action, an ordinary function.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Protocol, cast

from accord.kernel.actors import Reader, System
from accord.kernel.contributions import registry
from accord.kernel.errors import Refused
from accord.kernel.locking import Rank
from accord.kernel.verdict import ALLOWED, Verdict, not_now, refuse


class Owned(Protocol):
    """What a verb is done to: it says whose it is, and how that body is called."""

    @property
    def owner_id(self) -> int | None:
        """The body whose thing it is."""

    @property
    def owner_name(self) -> str:
        """Its name, for a refusal."""


class Stateful(Protocol):
    """What moves from state to state."""

    state: str

    def get_state_display(self) -> str:
        """The state as people read it."""


@dataclass(frozen=True)
class Who:
    """Bodies of some capacities, in some roles; ``own`` when the thing is to be their own."""

    capacities: Collection[str]
    roles: Collection[str]
    own: bool = True

    def is_met_by(self, reader: Reader, owner_id: int | None) -> bool:
        """Whether this reader is one of them, for a thing of a body."""
        if reader.capacity not in self.capacities or reader.role not in self.roles:
            return False
        return not self.own or (owner_id is not None and owner_id == reader.body_id)


@dataclass(frozen=True)
class Verb:
    """One thing that may be done. Labels are infinitives: « Impossible de … ».

    A verb that only an act gives the power to do (what a committee decides) has an empty ``who``.
    ``denial`` says who may instead; ``{owner}`` in it is the body whose thing it is. ``back`` is
    the code of the verb that undoes it; ``until`` says until when, or why there is none.
    ``refusals`` are sentences of its own for states that it does not leave: (state, sentence), the
    empty state standing for the others.
    """

    code: str
    label: str
    who: tuple[Who, ...]
    denial: str
    leaves: tuple[str, ...] = ()
    enters: str = ""
    needs: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    locks: tuple[Rank, ...] = ()
    ledgers: tuple[str, ...] = ()
    # Decided here, within limits; else a fact, which is recorded.
    decides: bool = False
    back: str = ""
    until: str = ""
    systems: tuple[str, ...] = ()
    refusals: tuple[tuple[str, str], ...] = ()

    @property
    def particle(self) -> str:
        """« d’ » before a vowel, « de » otherwise."""
        return "d’" if self.label[0] in "aeéiou" else "de "

    @property
    def impossible(self) -> str:
        """The heading of its refusals: « Impossible d’instruire »."""
        return f"Impossible {self.particle}{self.label}"

    def refuse(self, reason: str) -> Verdict:
        """A refusal for another reason than the register’s, headed by what was asked."""
        return replace(refuse(reason), asked=self.impossible)

    def refusal(self, thing: Stateful) -> str:
        """Why it is not possible in the state of a thing: « Impossible d’instruire : … »."""
        own = dict(self.refusals)
        general = f"{self.impossible} : l’état actuel est « {thing.get_state_display()} »."
        return own.get(thing.state) or own.get("") or general

    def target(self, thing: Stateful) -> str:
        """State of a thing after the verb. Raises Refused from a state that it never leaves."""
        if thing.state not in self.leaves:
            raise Refused(self.refusal(thing))
        return self.enters or str(thing.state)


_register: dict[str, Verb] = {}


def declare(verb: Verb) -> Verb:
    """Add a verb to the register; the same one twice is an error of the room."""
    if _register.setdefault(verb.code, verb) != verb:
        raise ValueError(f"the verb {verb.code} is declared twice")
    return verb


def all_verbs() -> list[Verb]:
    """Every declared verb, by code."""
    return sorted(_register.values(), key=lambda verb: verb.code)


def find(code: str) -> Verb | None:
    """The verb of a code; None for an unknown one."""
    return _register.get(code)


def may(verb: Verb, by: Reader | System, owner_id: int | None = None, owner: str = "") -> Verdict:
    """Whether somebody may do it at all to a thing of a body, whatever its state."""
    if isinstance(by, System):
        allowed = verb.code in by.verbs or by.name in verb.systems
        return ALLOWED if allowed else refuse(f"{by.name} : {verb.denial}")
    if any(who.is_met_by(by, owner_id) for who in verb.who):
        return ALLOWED
    return verb.refuse(verb.denial.format(owner=owner))


def verdict(verb: Verb, by: Reader | System, thing: Owned) -> Verdict:
    """Whether somebody may do it to a thing now.

    The thing says whose it is (``owner_id``, ``owner_name``) and, where the verb leaves states, its
    ``state``. What others have under way with it may hold it (``Hold``). A refusal that only the
    moment explains is said as such: the same person may later. Any refusal knows what was asked,
    and of what.
    """
    answer = _verdict(verb, by, thing)
    return answer or replace(answer, asked=verb.impossible, thing=thing)


def _verdict(verb: Verb, by: Reader | System, thing: Owned) -> Verdict:
    answer = may(verb, by, thing.owner_id, thing.owner_name)
    if not answer:
        return answer
    if verb.leaves:
        moving = cast(Stateful, thing)
        if moving.state not in verb.leaves:
            return not_now(verb.refusal(moving))
    reason = held(verb, thing)
    return not_now(reason) if reason else ALLOWED


def held(verb: Verb, thing: object) -> str:
    """Why somebody else's business holds a thing, or an empty text."""
    reasons = (hold.reason(thing, verb.code) for hold in registry.holds)
    return next((reason for reason in reasons if reason), "")
