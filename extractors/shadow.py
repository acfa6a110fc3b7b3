"""The same-length shadow of a text, on which every rule matches.

Government texts mix half-width and full-width digits, letters and punctuation. The shadow maps each character to its
half-width form, one to one, so that offsets in the shadow are offsets in the text. NFKC would change lengths
(㎡ → m2, ① → 1), so it is not used.
"""

from functools import lru_cache

from schemas.document import Document

_ODD_FORMS = {
    "\u3000": " ",  # ideographic space
    "\u00a0": " ",
    "〇": "○",  # U+3007 and the circles that people type for it
    "◯": "○",
    "Ο": "○",
    "–": "-",
    "—": "-",
    "―": "-",
    "－": "-",
    "﹣": "-",
    "〔": "[",
    "〕": "]",
    "［": "[",
    "］": "]",
    "﹪": "%",
    "﹒": ".",
    "﹔": ";",
    "﹕": ":",
    "﹐": ",",
    "﹑": "、",
    "･": "·",
    "•": "·",
    "‧": "·",
}
_KEPT = 64
_LONG = 400
_BREAKS = ",;。:!?\n"


class _Table(dict[int, int]):
    """Forms by character. A character that has none is its own, and noted: a table without it is slow to ask."""

    def __missing__(self, code: int) -> int:
        self[code] = code
        return code


_TABLE = _Table({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
_TABLE.update({ord(odd): ord(plain) for odd, plain in _ODD_FORMS.items()})


def shadow(text: str) -> str:
    """The text with every character in its half-width form; same length, same offsets.

    The last long ones are kept: every extractor asks for the shadow of the same document.
    """
    return _remembered(text) if len(text) > _LONG else text.translate(_TABLE)


@lru_cache(maxsize=_KEPT)
def _remembered(text: str) -> str:
    return text.translate(_TABLE)


def numbers_apart(document: Document) -> str:
    """The shadow of a document with a line break in place of the last character of each unit's number.

    What a pattern looks at to the left of a word then ends where the unit begins: 1.力争建成5个, 一是鼓励参与.
    """
    shadowed = shadow(document.text)
    pieces, done = [], 0
    for unit in document.units:
        if unit.start and shadowed[unit.start - 1] not in _BREAKS:
            pieces.append(shadowed[done : unit.start - 1])
            done = unit.start
    return "\n".join([*pieces, shadowed[done:]])
