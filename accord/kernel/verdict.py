"""Answer of a ``can_…`` predicate: yes, or no with the reason to show."""

from __future__ import annotations

from dataclasses import dataclass

from accord.kernel.errors import Denied


@dataclass(frozen=True)
class Verdict:
    """Truthy when allowed; ``reason`` is a French sentence otherwise."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Raise Denied unless allowed."""
        if not self.allowed:
            raise Denied(self.reason)


ALLOWED = Verdict(True)


def refuse(reason: str) -> Verdict:
    return Verdict(False, reason)


def allow_if(condition: bool, reason: str) -> Verdict:
    return ALLOWED if condition else refuse(reason)
