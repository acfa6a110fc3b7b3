"""Offsets as browsers count them."""

import re
from bisect import bisect_left

_WIDE = re.compile("[\U00010000-\U0010ffff]")


class Offsets:
    """Character offsets of a text as UTF-16 code units, in which JavaScript counts: 𠮷 is one character, two units."""

    def __init__(self, text: str) -> None:
        self._wide = [match.start() for match in _WIDE.finditer(text)]

    def __call__(self, offset: int) -> int:
        return offset + bisect_left(self._wide, offset)

    def pair(self, start: int, end: int) -> list[int]:
        """A half-open stretch as a list of two."""
        return [self(start), self(end)]
