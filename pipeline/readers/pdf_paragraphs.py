"""From lines to paragraphs, by what Chinese typesetting shows: an indented first line, a short last one.

Margins are those of the page's own long lines, and of the whole document where a page has too few: binding moves odd
and even pages.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from pipeline.readers.pdf_chars import Box
from pipeline.readers.pdf_lines import TextLine, box_around, first_piece, join_lines

# In ems of the line's own type.
_INDENT = 1.2
_SHORT = 0.9
_SAME_MARGIN = 1.2
_LONG_LINE = 0.6
_FULL = 0.6
_OTHER_SIZE = 0.15
_WIDE_GAP = 1.7
_CLOSED = tuple("。；：！？;:!?")
# Documents that are not indented: a number at the start of a line after a closed one begins a paragraph.
_NUMBERED = re.compile(
    r"[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[、．.](?!\d)"
    r"|第[一二三四五六七八九十百零〇]+[章节条]|附件"
)


class Paragraph(NamedTuple):
    """A paragraph; page and box are those of where it begins."""

    text: str
    page: int
    box: Box


class Margins(NamedTuple):
    """The left and right edge of running text."""

    left: float
    right: float


def paragraphs_of(lines: Sequence[TextLine], margins: dict[int, Margins]) -> list[Paragraph]:
    """The paragraphs of lines that follow each other, also from one page to the next."""
    pitch = _pitch(lines)
    groups: list[list[TextLine]] = []
    for line in lines:
        if groups and _goes_on(groups[-1], line, margins, pitch):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group) for group in groups]


def page_margins(pages: Iterable[Sequence[TextLine]]) -> dict[int, Margins]:
    """The margins of each page that has lines."""
    stated = {lines[0].page: found for lines in pages if lines and (found := _margins(lines)) is not None}
    if not stated:
        return {}
    common = Counter(round(margins.left) for margins in stated.values()).most_common(1)[0][0]
    left = median(margins.left for margins in stated.values() if abs(margins.left - common) <= 2)
    right = median(margins.right for margins in stated.values())
    sizes = [line.size for lines in pages for line in lines]
    em = median(sizes) if sizes else 12.0
    return {page: _trusted(margins, left, right, em) for page, margins in stated.items()}


def _margins(lines: Sequence[TextLine]) -> Margins | None:
    widest = max(line.box[2] - line.box[0] for line in lines)
    long = [line for line in lines if line.box[2] - line.box[0] >= _LONG_LINE * widest]
    rights = sorted(line.box[2] for line in long)
    return Margins(min(line.box[0] for line in long), rights[int(0.9 * (len(rights) - 1))])


def _trusted(margins: Margins, left: float, right: float, em: float) -> Margins:
    """A page's margins, unless they are off by more than binding explains: then those of the document."""
    return Margins(
        margins.left if abs(margins.left - left) < _SAME_MARGIN * em else left,
        margins.right if abs(margins.right - right) < _SAME_MARGIN * em else right,
    )


def _pitch(lines: Sequence[TextLine]) -> float:
    """The usual distance from line to line."""
    steps = [
        below.box[1] - above.box[1]
        for above, below in pairwise(lines)
        if above.page == below.page and below.box[1] > above.box[1]
    ]
    return median(steps) if steps else 0.0


def _goes_on(group: list[TextLine], line: TextLine, margins: dict[int, Margins], pitch: float) -> bool:
    last = group[-1]
    if abs(last.size - line.size) > _OTHER_SIZE * max(last.size, line.size):
        return False
    if _NUMBERED.match(line.text) and last.text.endswith(_CLOSED):
        return False
    step = line.box[1] - last.box[1]
    if last.page == line.page and step > 0 and pitch and step > _WIDE_GAP * pitch:
        return False
    here, before = margins[line.page], margins[last.page]
    indented = line.box[0] - here.left > _INDENT * line.size
    short = before.right - last.box[2] > (_SHORT + first_piece(line.text)) * last.size
    # A hanging indent: the line before is full to the edge and open, so that it cannot have been a paragraph's last.
    full = before.right - last.box[2] <= _FULL * last.size and not last.text.endswith(_CLOSED)
    return not short and (not indented or (full and not _NUMBERED.match(line.text)))


def _paragraph(group: list[TextLine]) -> Paragraph:
    page = group[0].page
    return Paragraph(join_lines(group), page, box_around(line.box for line in group if line.page == page))
