"""Answer of a ``can_…`` predicate: yes, or no with the reason to show."""

from __future__ import annotations

from dataclasses import dataclass, field

from accord.kernel.errors import Denied, Refused


@dataclass(frozen=True)
class Verdict:
    """Truthy when allowed; ``reason`` is a French sentence otherwise."""

    allowed: bool
    reason: str = ""
    # Refused by the present state of the thing, not by who asks: the same person may later.
    is_momentary: bool = False
    # What was asked, as its refusal is headed (« Impossible d’instruire »), and of what.
    asked: str = field(default="", compare=False)
    thing: object = field(default=None, compare=False, repr=False)

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Raise Denied unless allowed, Refused when it is only a matter of moment."""
        if not self.allowed:
            error = Refused(self.reason) if self.is_momentary else Denied(self.reason)
            error.asked, error.thing = self.asked, self.thing
            raise error


ALLOWED = Verdict(True)


def refuse(reason: str) -> Verdict:
    return Verdict(False, reason)


def not_now(reason: str) -> Verdict:
    """Refused as things stand: what was typed is worth keeping."""
    return Verdict(False, reason, is_momentary=True)


def allow_if(condition: bool, reason: str) -> Verdict:
    return ALLOWED if condition else refuse(reason)
