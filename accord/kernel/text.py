"""Text as it is kept, and names as they compare.

Whatever a person types, a client sends or a file holds passes through ``clean_line`` or
``clean_prose`` before anything reads it: what looks alike is alike, and nothing hides in it.
"""

from __future__ import annotations

import re
import unicodedata

# A null byte, half of a sign, and the mark that a decoder leaves where bytes were no text.
_UNREADABLE = re.compile("[\x00\ud800-\udfff\ufffd]")
_MARK = "\ufffd"
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# What nobody types and nobody sees: control signs, those that turn a name round, joiners, fillers,
# variants, tags, and code points that are no characters.
_INVISIBLE = re.compile(
    "[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
# French typography has two blanks that hold words together; any other is an ordinary space.
_ODD_BLANKS = re.compile("[\t\u1680\u2000-\u200a\u205f\u2800\u3000]")

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "’": "'"})


class UnreadableTextError(ValueError):
    """A text that holds signs which are none; ``shown`` has a mark in the place of each.

    The message is French and can be shown as it is.
    """

    def __init__(self, shown: str) -> None:
        super().__init__(
            f"Ce texte contient un signe illisible, marqué « {_MARK} » : effacez-le, puis renvoyez."
        )
        self.shown = shown


def clean_prose(text: str) -> str:
    """A text of several lines: its lines and its non-breaking spaces stay.

    Raises UnreadableTextError.
    """
    if _UNREADABLE.search(text):
        raise UnreadableTextError(_plain(_UNREADABLE.sub(_MARK, text)))
    return _plain(text)


def clean_line(text: str) -> str:
    """A text of one line: words with one ordinary space between them.

    Raises UnreadableTextError.
    """
    return " ".join(clean_prose(text).split())


def _plain(text: str) -> str:
    lines = _ODD_BLANKS.sub(" ", _LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", lines))


def fold(text: str) -> str:
    """A name without case, accents, apostrophes or punctuation: equal names fold equal."""
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()
    return re.sub(r"[^a-z0-9+]+", " ", plain).strip()


def lower_first(text: str) -> str:
    """A text that goes on in a sentence."""
    return text[:1].lower() + text[1:]


_INNER = str.maketrans({"«": "“", "»": "”"})
_INNER_SPACE = re.compile(r"(?<=«)[ \u00a0\u202f]|[ \u00a0\u202f](?=»)")


def quoted(text: object) -> str:
    """A text between French quotation marks; those that it has become “ and ”."""
    inner = _INNER_SPACE.sub("", str(text)).translate(_INNER)
    return f"« {inner} »"
