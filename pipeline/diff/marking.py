"""Which words of two texts differ, for marking them side by side."""

from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from extractors.shadow import shadow
from extractors.words import Segmenter, words


class Run(NamedTuple):
    """A stretch of a text; ``changed`` where the other text does not have it."""

    text: str
    changed: bool


def mark(upper: str, lower: str, segmenter: Segmenter = "jieba") -> tuple[list[Run], list[Run]]:
    """Both texts as runs, which joined are the texts. Words are compared, half-width and full-width alike."""
    sides = [_words(text, segmenter) for text in (upper, lower)]
    upper_shadow, lower_shadow = ([shadow(word) for word in side] for side in sides)
    matcher = SequenceMatcher(None, upper_shadow, lower_shadow, autojunk=False)
    runs: tuple[list[Run], list[Run]] = ([], [])
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        for at, (side, start, end) in enumerate(((sides[0], i, i_end), (sides[1], j, j_end))):
            if start < end:
                runs[at].append(Run("".join(side[start:end]), tag != "equal"))
    return runs


@lru_cache(maxsize=4096)  # an upper text is marked against every lower one
def _words(text: str, segmenter: Segmenter) -> tuple[str, ...]:
    return tuple(words(text, segmenter))
