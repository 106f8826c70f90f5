"""Long passwords that are easily guessed: the list of common ones holds hardly any of 15 signs."""

from __future__ import annotations

import re

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from accord.people.models import User

_TAIL = re.compile(r"[\W\d_]+$")
_REPEATED = re.compile(r"(.+?)\1+", re.DOTALL)
# Fewer different signs than this are soon tried.
FEWEST = 6


class ProlongedPasswordValidator(CommonPasswordValidator):
    """Refuses a common password repeated or followed by figures, and a few signs over and over."""

    def validate(self, password: str, user: User | None = None) -> None:
        text = password.lower().strip()
        repeated = _REPEATED.fullmatch(text)
        stems = {_TAIL.sub("", text), repeated[1] if repeated else text}
        stems |= {_TAIL.sub("", stem) for stem in stems}
        if len(set(text)) < FEWEST or stems & (self.passwords - {""}):
            raise ValidationError(
                "Ce mot de passe est un mot de passe courant, allongé ou répété.",
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        return "Un mot de passe courant ne suffit pas, même allongé de chiffres ou répété."
