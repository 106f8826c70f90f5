"""Names as they compare: without case, accents or punctuation."""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "’": "'"})


def fold(text: str) -> str:
    """A name without case, accents, apostrophes or punctuation: equal names fold equal."""
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()
    return re.sub(r"[^a-z0-9+]+", " ", plain).strip()
