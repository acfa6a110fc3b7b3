"""From characters to lines: what stands at one height, left to right, with spaces only where a reader sees one."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import pairwise
from operator import eq, itemgetter, sub
from statistics import median
from typing import NamedTuple

from pipeline.readers.clean import IDEOGRAPHIC, joined
from pipeline.readers.pdf_chars import Box, Char

_IDEOGRAPH = re.compile(f"[{IDEOGRAPHIC}]")
_LATIN = re.compile(r"[!-~]+")
_UNCUT = re.compile(r".[，。、；：！？）》”’」』〕]*", re.DOTALL)
_TEXT, _SPACED = itemgetter(0), itemgetter(2)  # of a character
_BOX = itemgetter(1)  # of a character: from left to right, since its box begins with the left edge
_SAME_LINE = 0.5
_SAME_ROW = 0.75
# Gaps in ems: between Latin words; between ideographs only one that is a blank left on purpose (第一条　为了).
_WORD_GAP = 0.15
_BLANK_GAP = 0.8
_DOUBLED = 0.3
_COLUMN_GAP = 1.2
# Running text fills its column, so that the gap is narrow; wider ones are those of a table without rules.
_WIDEST_COLUMN_GAP = 4.0
_FEWEST_IN_COLUMN = 5
_COLUMN_LINES = 0.6
_FEWEST_COLUMN_LINES = 12


class TextLine(NamedTuple):
    """A line of a page; pages count from 1."""

    text: str
    box: Box
    size: float
    page: int


def lines_of(chars: Iterable[Char], page: int) -> list[TextLine]:
    """The lines of a page or a cell from top to bottom; of a page in two columns, the left column first."""
    return lines_from(rows_of(chars), page)


def lines_from(rows: list[list[Char]], page: int) -> list[TextLine]:
    """The lines that rows of characters make."""
    gutter = _gutter(rows)
    if gutter is None:
        return [line_of(row, page) for row in rows]
    lines: list[TextLine] = []
    left: list[TextLine] = []
    right: list[TextLine] = []
    for row in rows:
        before = [char for char in row if char.box[2] <= gutter]
        after = [char for char in row if char.box[0] >= gutter]
        if len(before) + len(after) < len(row):  # a heading across both columns
            lines += [*left, *right, line_of(row, page)]
            left, right = [], []
            continue
        left += [line_of(before, page)] if before else []
        right += [line_of(after, page)] if after else []
    return [*lines, *left, *right]


def first_piece(text: str) -> float:
    """How wide, in ems, what a line end may not cut at the start of a line is: 2025, 5G, or 市、 (GB/T 15834, 5.1.1).

    A line that leaves less room than that is full.
    """
    if latin := _LATIN.match(text):
        return 0.55 * latin.end()
    return float(_UNCUT.match(text).end()) if text else 0.0  # type: ignore[union-attr]


def box_around(boxes: Iterable[Box]) -> Box:
    """The smallest box around others, to a tenth of a point."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (round(min(lefts), 1), round(min(tops), 1), round(max(rights), 1), round(max(bottoms), 1))


def join_lines(lines: Iterable[TextLine]) -> str:
    """The lines of one paragraph as running text."""
    text = ""
    for line in lines:
        text = joined(text, line.text)
    return text


def rows_of(chars: Iterable[Char]) -> list[list[Char]]:
    """The characters of a page by the height they stand at, from top to bottom, each row from left to right."""
    found = list(chars)
    middles = [(char.box[1] + char.box[3]) / 2 for char in found]
    order = sorted(range(len(found)), key=middles.__getitem__)
    heights = [middles[at] for at in order]
    rows: list[list[int]] = []
    first, first_size, last, last_size = -1e9, 1.0, -1e9, 1.0
    at = 0
    while at < len(order):
        middle, size = heights[at], found[order[at]].size
        # Level with the character before and with the row as a whole, so that a row does not creep down the page.
        step, drift = (middle - last) / _SAME_LINE, (middle - first) / _SAME_ROW
        if not ((step < size or step < last_size or step < 1) and (drift < size or drift < first_size or drift < 1)):
            rows.append([])
            first, first_size = middle, size
        # All that hardly differ from the row's first in height are level with it, whatever their size.
        end = max(at + 1, bisect_left(heights, first + _SAME_LINE, at))
        rows[-1] += order[at:end]
        last, last_size = heights[end - 1], found[order[end - 1]].size
        at = end
    # In the order of the content first: that is mostly the order from left to right, and sorting it is quick.
    return [_undoubled(sorted((found[at] for at in sorted(row)), key=_BOX)) for row in rows]


def _undoubled(row: list[Char]) -> list[Char]:
    """A row without the second of two equal characters in one place: bold type made by printing twice."""
    texts = list(map(_TEXT, row))
    if not any(map(eq, texts, texts[1:])) and not any(map(eq, texts, texts[2:])):
        return row
    kept = row[:1]
    for char in row[1:]:
        if char.text == kept[-1].text or (len(kept) > 1 and char.text == kept[-2].text):
            others = (other for other in kept[-2:] if other.text == char.text)
            if any(abs(char.box[0] - other.box[0]) < _DOUBLED * _width(other) for other in others):
                continue
        kept.append(char)
    return kept


def _width(char: Char) -> float:
    return max(char.box[2] - char.box[0], 0.1)


def line_of(row: list[Char], page: int) -> TextLine:
    """One row as a line, with spaces where a reader sees them."""
    lefts, tops, rights, bottoms = zip(*map(_BOX, row), strict=True)
    box = (round(lefts[0], 1), round(min(tops), 1), round(max(rights), 1), round(max(bottoms), 1))
    size = median(map(sub, bottoms, tops))
    close = _WORD_GAP * max(size, 1)
    gaps = [*map(sub, lefts[1:], rights)]
    if max(gaps, default=0.0) < close and not any(map(_SPACED, row)):
        return TextLine("".join(map(_TEXT, row)), box, size, page)
    pieces = [row[0].text]
    for gap, (left, right) in zip(gaps, pairwise(row), strict=True):
        if right.spaced or gap >= close:
            pieces.append(_between(left, right, size))
        pieces.append(right.text)
    return TextLine("".join(pieces), box, size, page)


def _between(left: Char, right: Char, size: float) -> str:
    gap = (right.box[0] - left.box[2]) / max(size, 1)
    if _IDEOGRAPH.match(left.text) or _IDEOGRAPH.match(right.text):
        return "\u3000" if gap >= _BLANK_GAP else ""
    return " "


def _gutter(rows: list[list[Char]]) -> float | None:
    """The middle of the gap between two columns of running text; ``None`` for a page in one column."""
    if len(rows) < _FEWEST_COLUMN_LINES:
        return None
    gaps = [gap for row in rows if (gap := list(_gaps(row)))]
    if len(gaps) < _COLUMN_LINES * len(rows):
        return None
    left = min(char.box[0] for row in rows for char in row)
    right = max(char.box[2] for row in rows for char in row)
    best: tuple[int, float] = (0, 0.0)
    for step in range(35, 66):
        at = left + (right - left) * step / 100
        best = max(best, (sum(any(start <= at <= end for start, end in row) for row in gaps), at))
    return best[1] if best[0] >= _COLUMN_LINES * len(rows) else None


def _gaps(row: list[Char]) -> Iterator[tuple[float, float]]:
    """Where a row leaves a gap as between columns, with text on both sides of it."""
    inner = row[_FEWEST_IN_COLUMN - 1 : len(row) - _FEWEST_IN_COLUMN + 1]
    wide = [(left.box[2], right.box[0]) for left, right in pairwise(inner) if right.box[0] - left.box[2] > _COLUMN_GAP]
    if not wide:
        return
    size = max(median(char.size for char in row), 1)
    yield from ((start, end) for start, end in wide if _COLUMN_GAP <= (end - start) / size <= _WIDEST_COLUMN_GAP)
