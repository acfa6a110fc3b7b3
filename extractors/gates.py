"""Gates: which rows of a table can match where, found for all rows in one pass over a text.

An automaton finds the words that matches need (``extractors.needed_words``). Every set of such words is a bit; a row
can match where all of its bits are set.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex
from ahocorasick_rs import AhoCorasick

from extractors.needed_words import Words

_REMEMBERED = 8192  # combinations of words
_BREAK = 1  # a pattern sees the line that it matches in, and its break


class Gate:
    """The rows of one table, by number; ``needs`` are the sets of words of each."""

    def __init__(self, needs: Sequence[Sequence[Words]]) -> None:
        sets = list(dict.fromkeys(words for row in needs for words in row))
        masks = [sum(1 << sets.index(words) for words in row) for row in needs]
        bits: dict[str, int] = {}
        for number, words in enumerate(sets):
            for word in words:
                bits[word] = bits.get(word, 0) | 1 << number
        self._find = AhoCorasick(list(bits)).find_matches_as_indexes
        self._bits = tuple(bits.values())
        self.free = tuple(number for number, mask in enumerate(masks) if not mask)
        bound = [(number, mask) for number, mask in enumerate(masks) if mask]
        # What a text holds is much the same again and again.
        self._able = lru_cache(_REMEMBERED)(lambda held: tuple(row for row, mask in bound if held & mask == mask))

    def rows(self, shadowed: str) -> Sequence[int]:
        """The rows that can match somewhere in a phrase, in the order of the table."""
        held = 0
        for word, _, _ in self._find(shadowed, overlapping=True):
            held |= self._bits[word]
        return sorted((*self._able(held), *self.free)) if self.free else self._able(held)

    def lines(self, shadowed: str) -> Iterator[tuple[int, int, Sequence[int]]]:
        """Start and end of each line in which rows can match, with these rows; without those that can anywhere."""
        bits, held, end = self._bits, 0, -1
        start = 0
        for word, at, _ in self._find(shadowed, overlapping=True):
            if at > end:
                if held and (rows := self._able(held)):
                    yield start, end, rows
                start, end, held = shadowed.rfind("\n", 0, at) + 1, shadowed.find("\n", at), 0
                end = len(shadowed) if end < 0 else end
            held |= bits[word]
        if held and (rows := self._able(held)):
            yield start, end, rows

    def found(
        self, patterns: Sequence["regex.Pattern[str]"], shadowed: str
    ) -> Iterator[tuple[int, "regex.Match[str]"]]:
        """The matches of each row that are not empty, with the row; none of them spans two lines."""
        reached = [0] * len(patterns)
        everywhere = ((0, len(shadowed), self.free),) if self.free else ()
        for line_start, line_end, rows in (*self.lines(shadowed), *everywhere):
            for row in rows:
                for match in patterns[row].finditer(shadowed, max(reached[row], line_start), line_end + _BREAK):
                    start, end = match.span()
                    if start > line_end:
                        break
                    reached[row] = end
                    if end > start:
                        yield row, match
