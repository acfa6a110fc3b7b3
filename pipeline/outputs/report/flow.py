"""A document as it reads: its title, headings, paragraphs and tables, in order, as stretches of its text.

Each part is a small list that goes into the page as it is:
``["title", start, end]``, ``["heading", start, end, level]`` (1 the highest), ``["paragraph", start, end]``,
``["line", start, end]`` (a line that stands alone: a document number, a signature, a date) and
``["table", [[cell…]…]]`` with cells ``[start, end, row span, column span]``; an empty cell is ``[0, 0, 1, 1]``.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, product
from typing import Any

from pipeline.outputs.report.offsets import Offsets
from schemas.document import Block, Section
from schemas.obligation import Extraction

Part = list[Any]

_SPACE = re.compile(r"\s+")
_STOPS = "。：:；; 　"
_EMPTY: Part = [0, 0, 1, 1]


def flow(extraction: Extraction, at: Offsets) -> list[Part]:
    """The parts of a document in reading order; one paragraph of everything where the blocks are not known."""
    blocks = extraction.blocks
    if not blocks:
        return [["paragraph", *at.pair(0, len(extraction.text))]] if extraction.text else []
    headings = _whole_headings(extraction)
    parts: list[Part] = []
    for _, group in groupby(blocks, key=_table_of):
        members = list(group)
        if members[0].kind == "cell":
            parts.append(["table", list(_rows(members, at))])
        else:
            parts += (_part(extraction, block, headings.get(block.start), at) for block in members)
    return parts


def labels(extraction: Extraction, at: Offsets) -> list[list[int]]:
    """Where headings stand at the head of a paragraph that runs on: （一）加强组织领导。各县要……"""
    ends = {block.start: block.end for block in extraction.blocks}
    return [
        at.pair(section.start, section.heading_end)
        for section in extraction.sections
        if section.heading_end > section.heading_start and section.heading_end < ends.get(section.start, 1 << 60)
    ]


def _table_of(block: Block) -> tuple[object, ...]:
    place = block.place
    return ("cell", place.sheet, place.table) if block.kind == "cell" else ("text",)


def _whole_headings(extraction: Extraction) -> dict[int, Section]:
    """The headings that fill a block, by its start."""
    ends = {block.start: block.end for block in extraction.blocks}
    text = extraction.text
    return {
        section.start: section
        for section in extraction.sections
        if section.start in ends and not text[section.heading_end : ends[section.start]].strip(_STOPS)
    }


def _part(extraction: Extraction, block: Block, heading: Section | None, at: Offsets) -> Part:
    here = at.pair(block.start, block.end)
    words = _SPACE.sub("", extraction.text[block.start : block.end])
    if words and words in _SPACE.sub("", extraction.metadata.title):
        return ["title", *here]
    if words and words == _SPACE.sub("", extraction.metadata.number):
        return ["line", *here]
    if heading is None:
        return ["heading", *here, block.level] if block.kind == "heading" and block.level else ["paragraph", *here]
    holds_nothing = not extraction.text[heading.heading_end : heading.end].strip(_STOPS + "\n")
    return ["line", *here] if holds_nothing and not heading.number else ["heading", *here, heading.depth]


def _rows(cells: Sequence[Block], at: Offsets) -> Iterator[list[Part]]:
    """The rows of a table, with empty cells where the file has none, so that columns stay in line.

    A cell that stands where another one reaches is shown all the same: a crooked table beats a lost cell.
    """
    placed: dict[tuple[int, int], list[Block]] = {}
    for cell in cells:
        placed.setdefault((cell.place.row or 1, cell.place.column or 1), []).append(cell)
    height = max(row for row, _ in placed)
    width = max((cell.place.column or 1) + cell.column_span - 1 for cell in cells)
    covered: set[tuple[int, int]] = set()
    for row in range(min(row for row, _ in placed), height + 1):
        line: list[Part] = []
        for column in range(1, width + 1):
            here = placed.get((row, column), [])
            line += [[*at.pair(cell.start, cell.end), cell.row_span, cell.column_span] for cell in here]
            if not here and (row, column) not in covered:
                line.append(_EMPTY)
            covered.update(spot for cell in here for spot in _reach(row, column, cell))
        yield line


def _reach(row: int, column: int, cell: Block) -> Iterator[tuple[int, int]]:
    return product(range(row, row + cell.row_span), range(column, column + cell.column_span))
