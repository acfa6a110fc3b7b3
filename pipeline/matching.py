"""Which annotated and which found stretch of a text are the same."""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

_SAME = 0.5  # intersection over union from which two units are one

Interval = tuple[int, int]


def squeeze(text: str) -> str:
    """The text in NFKC without white space."""
    return "".join(map(_squeeze_character, text))


def pair(gold: Sequence[Interval | None], found: Sequence[Interval]) -> list[tuple[int, int]]:
    """Indexes of gold and found units that are the same, in the order of the gold."""
    candidates = [
        (overlap, i, j)
        for i, wanted in enumerate(gold)
        for j, got in enumerate(found)
        if wanted and (overlap := _overlap(wanted, got)) >= _SAME
    ]
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    pairs = []
    for _, i, j in sorted(candidates, reverse=True):
        if i not in taken_gold and j not in taken_found:
            pairs.append((i, j))
            taken_gold.add(i)
            taken_found.add(j)
    return sorted(pairs)


@cache
def _squeeze_character(character: str) -> str:
    return "".join(unicodedata.normalize("NFKC", character).split())


def squeeze_text(text: str) -> tuple[str, list[int]]:
    """The squeezed text, and for every offset in the text the one in the squeezed text."""
    pieces = [_squeeze_character(character) for character in text]
    offsets = [0]
    for piece in pieces:
        offsets.append(offsets[-1] + len(piece))
    return "".join(pieces), offsets


def find_in_order(texts: Iterable[str], document: str) -> list[Interval | None]:
    """Where each text stands: the first free place at or after the one before, else the first free place at all."""
    places: list[Interval | None] = []
    used: set[int] = set()
    cursor = 0
    for text in texts:
        start = _find_free(text, document, cursor, used)
        if start is None:
            start = _find_free(text, document, 0, used)
        if start is None:
            places.append(None)
            continue
        used.add(start)
        cursor = start
        places.append((start, start + len(text)))
    return places


def _find_free(text: str, document: str, start: int, used: set[int]) -> int | None:
    at = document.find(text, start) if text else -1
    while at in used:
        at = document.find(text, at + 1)
    return None if at < 0 else at


def _overlap(one: Interval, other: Interval) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    whole = max(one[1], other[1]) - min(one[0], other[0])
    return max(0, shared) / whole if whole else 0.0
