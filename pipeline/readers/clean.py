"""Small cleaning that all readers share: white space at the ends, control characters, ideographs that join."""

import re
from collections.abc import Iterable

from schemas.source import Place, ReadingNote

BLANK = " \t\r\n\f\v\u00a0\u3000\u2002\u2003\u2009\u202f\u200b\ufeff"
# Half-width spaces inside are kept; these have no width, and only cut words in two.
_NO_WIDTH = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_ODD = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd\ue000-\uf8ff\ud800-\udfff]")
IDEOGRAPHIC = (
    "\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003ffff"
    "\u2014\u2018\u2019\u201c\u201d\u2026\u00b7"
)
_IDEOGRAPH_AT_END = re.compile(f"[{IDEOGRAPHIC}]$")
_IDEOGRAPH_AT_START = re.compile(f"[{IDEOGRAPHIC}]")
HANZI = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def without_controls(text: str) -> str:
    """The text without characters that neither XML nor a spreadsheet can hold."""
    return _CONTROL.sub("", text)


def tidy(text: str) -> str:
    """The text without control characters, characters of no width, and white space at its ends."""
    return _NO_WIDTH.sub("", _CONTROL.sub("", text)).strip(BLANK)


def joined(left: str, right: str) -> str:
    """Two pieces of one paragraph that a line end held apart; a space only where neither side is ideographic."""
    left, right = left.rstrip(BLANK), right.lstrip(BLANK)
    if not left or not right or _IDEOGRAPH_AT_END.search(left) or _IDEOGRAPH_AT_START.match(right):
        return left + right
    return f"{left} {right}"


def odd_characters(text: str) -> int:
    """How many characters are noise: controls, U+FFFD, private use (a font's own glyphs)."""
    return len(_ODD.findall(text))


def odd_notes(texts: Iterable[tuple[str, Place]]) -> tuple[ReadingNote, ...]:
    """One note for the whole file, placed where the first odd character stands."""
    first: Place | None = None
    count = 0
    for text, place in texts:
        odd = odd_characters(text)
        count += odd
        if odd and first is None:
            first = place
    if first is None:
        return ()
    return (ReadingNote(code="odd_characters", place=first, fields=(("count", str(count)),)),)
