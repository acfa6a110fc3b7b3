"""Page numbers and running heads, which are no part of a document's text."""

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.readers.pdf_lines import TextLine

_PAGE_NUMBER = re.compile(
    r"[-—–－―─~·•.|\s]*(?:第?\s*[\dIVXivx]{1,5}\s*页?(?:\s*[,，/／|]?\s*(?:共|of)?\s*\d{1,4}\s*页?)?|第?[一二三四五六七八九十百]+页)[-—–－―─~·•.|\s]*"
)
_MARGIN = 0.12
_SAME_HEIGHT = 4.0
_FEWEST_PAGES = 3
_PAGES_SHARE = 0.5
_AT_EDGE = 2
_FULL_WIDTH = 0.9


def without_furniture(pages: Sequence[list[TextLine]], heights: Sequence[float]) -> list[list[TextLine]]:
    """The pages' lines without page numbers and without heads and feet that come again on other pages."""
    repeated = _repeated(pages, heights)
    return [
        [line for line in lines if not _is_number(line, height) and not _is_repeated(line, height, repeated)]
        for lines, height in zip(pages, heights, strict=True)
    ]


def is_page_number(text: str) -> bool:
    """Does a line look like a page number: — 3 —, 第3页 共5页?"""
    return _PAGE_NUMBER.fullmatch(text) is not None


def _in_margin(line: TextLine, height: float) -> bool:
    return line.box[3] <= _MARGIN * height or line.box[1] >= (1 - _MARGIN) * height


def _is_number(line: TextLine, height: float) -> bool:
    return _in_margin(line, height) and is_page_number(line.text)


def _key(line: TextLine) -> tuple[str, int]:
    return re.sub(r"\d+|\s", "#", line.text), round(line.box[1] / _SAME_HEIGHT)


def _repeated(pages: Sequence[list[TextLine]], heights: Sequence[float]) -> set[tuple[str, int]]:
    counts = Counter(
        key
        for lines, height in zip(pages, heights, strict=True)
        for key in {_key(line) for line in _at_edges(lines) if _in_margin(line, height)}
    )
    return {key for key, count in counts.items() if count >= max(_FEWEST_PAGES, _PAGES_SHARE * len(pages) / 2)}


def _at_edges(lines: list[TextLine]) -> list[TextLine]:
    """The first and last lines of a page that are too short to be a full line of running text."""
    widest = max((line.box[2] - line.box[0] for line in lines), default=0.0)
    edges = [*lines[:_AT_EDGE], *lines[-_AT_EDGE:]]
    return [line for line in edges if line.box[2] - line.box[0] < _FULL_WIDTH * widest]


def _is_repeated(line: TextLine, height: float, repeated: set[tuple[str, int]]) -> bool:
    if not repeated or not _in_margin(line, height):
        return False
    text, place = _key(line)
    return any((text, place + off) in repeated for off in (-1, 0, 1))
