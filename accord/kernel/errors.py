"""Refusals that a person can understand, and nothing else.

An action raises one of these; ``accord.middleware`` turns it into a page and
``accord.web.rest.problems`` into a problem document. Messages are French, whole sentences, and
never reveal what the reader may not see.
"""

from __future__ import annotations


class AccordError(Exception):
    """Base of every refusal: a French message, the field it belongs to, an HTTP status."""

    status = 409
    code = "refused"
    title = "Opération refusée"
    # The verb that was asked, as a heading, and what it was asked of: where to go back to.
    asked: str = ""
    thing: object = None

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Refused(AccordError):
    """A rule of the domain forbids it in the present state of things."""


class Gone(Refused):
    """What one acts on has been removed since it was read."""

    def __init__(self) -> None:
        super().__init__("Ce que vous aviez sous les yeux n’existe plus : supprimé entre-temps.")


class CeilingExceeded(Refused):
    """Credits or their use would pass a limit on the value date or at a later one."""

    code = "ceiling"
    title = "Plafond dépassé"


class Denied(AccordError):
    """The person may see the thing but not do this to it."""

    status = 403
    code = "denied"
    title = "Action non autorisée"


class InvalidParameter(AccordError):
    """A parameter of the address cannot be read; ``field`` names it."""

    status = 400
    code = "invalid_parameter"
    title = "Paramètre invalide"

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(f"Paramètre « {parameter} » : {message}", field=parameter)
