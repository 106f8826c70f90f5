"""One cleaning of text: what looks alike is alike, nothing hides, what is no text is refused."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.kernel.text import UnreadableTextError, clean_line, clean_prose, fold

NO_TEXT = ["\x00", "\ud800", "\udfff", "\ufffd"]
BREAKS = "\r\x0b\x0c\x85\u2028\u2029"
ANY = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufffd"))


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("  Évil   nom ", "Évil nom"),
        ("e\u0301te\u0301", "été"),
        ("a\u00a0b\u202fc\u2009d\u3000e\tf", "a b c d e f"),
        ("un\r\ndeux\rtrois\u2028quatre", "un deux trois quatre"),
        ("acte\u202efdp.exe", "actefdp.exe"),
        ("200\u200b1\ufeff", "2001"),
        ("x\U000e0041y\ufffez\ufe0f", "xyz"),
        ("", ""),
        ("\u200b\u3000\x07", ""),
        ("l’emploi – 50\u00a0% « œuvre »", "l’emploi – 50 % « œuvre »"),
    ],
)
def test_a_line_is_words_with_one_space_between_them(typed: str, line: str) -> None:
    assert clean_line(typed) == line


def test_prose_keeps_its_lines_and_the_blanks_of_french_typography() -> None:
    typed = "Un\u00a0: «\u00a0deux\u00a0»\r\n\r\n\ttrois\u202f!\u2003\u200bquatre"
    assert clean_prose(typed) == "Un\u00a0: «\u00a0deux\u00a0»\n\n trois\u202f! quatre"


@pytest.mark.parametrize("sign", NO_TEXT)
@pytest.mark.parametrize("clean", [clean_line, clean_prose])
def test_what_is_no_text_is_refused_and_shown(sign: str, clean: object) -> None:
    with pytest.raises(UnreadableTextError, match="signe illisible") as refused:
        clean(f"avant{sign}après")  # type: ignore[operator]
    assert refused.value.shown == "avant\ufffdaprès"
    assert str(refused.value).encode()


def test_no_sign_of_control_and_none_that_cannot_be_seen_is_left() -> None:
    left = []
    for code in range(1, sys.maxunicode + 1):
        sign = chr(code)
        if unicodedata.category(sign) in ("Cc", "Zl", "Zp", "Zs") and code != 0x20:
            left += [hex(code)] if clean_line(f"a{sign}b") not in ("a b", "ab") else []
    assert left == []


@given(ANY)
def test_clean_text_stays_as_it_is(text: str) -> None:
    for clean in (clean_line, clean_prose):
        once = clean(text)
        assert clean(once) == once
        assert once.encode().decode() == once
        assert not set(BREAKS) & set(once)
        assert unicodedata.is_normalized("NFC", once)


@given(ANY)
def test_cleaning_changes_nothing_of_what_names_are_compared_by(text: str) -> None:
    assert fold(clean_line(text)) == fold(clean_line(clean_line(text)))
