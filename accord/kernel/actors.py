"""Who reads and who acts: types that carry keys and codes, and know no model.

A person reads and acts for one body at a time, in one role. What no person does (loading the
reference data, an import from the server) is done by a named ``System``. Nobody acts as ``None``.
"""

from __future__ import annotations

from dataclasses import dataclass

from accord.kernel.errors import Denied


@dataclass(frozen=True)
class Reader:
    """Somebody who looks: the account, the body it looks for, its role there.

    ``capacity`` is what the body is at the table, as the room of people names it. An account that
    belongs to no body has none; whoever is not signed in has not even an account.
    """

    user_id: int | None = None
    body_id: int | None = None
    body: str = ""
    capacity: str = ""
    role: str = ""
    # Runs the machine: reads accounts and reference data, and no body's own rows.
    is_technician: bool = False

    @property
    def is_signed_in(self) -> bool:
        return self.user_id is not None

    def acts_for(self, body_id: int | None, *roles: str) -> bool:
        """Whether this is somebody of a body, in one of these roles."""
        return body_id is not None and body_id == self.body_id and self.role in roles


@dataclass(frozen=True)
class Actor(Reader):
    """Somebody who writes: a person of a body, or whoever runs the machine."""


@dataclass(frozen=True)
class System:
    """What the application does by itself, with the verbs that it may do."""

    name: str
    verbs: frozenset[str] = frozenset()


Author = Actor | System

NOBODY = Reader()
# Whoever types a command on the machine itself.
SERVER = System("server")

NO_BODY = "Votre compte n’agit aujourd’hui pour aucun organisme."


def as_actor(reader: Reader) -> Actor:
    """A reader who may act. Raises Denied for one who acts for no body."""
    if not isinstance(reader, Actor):
        raise Denied(NO_BODY)
    return reader
