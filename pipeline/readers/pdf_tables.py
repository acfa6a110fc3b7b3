"""Ruled tables of PDF pages: pdfplumber finds the rectangles, which become a grid with merged cells.

A table that goes on over a page break is one table: its repeated heading row is left out, a row cut by the page end is
one row, and a merged cell goes on.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import pdfplumber.page
from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from pipeline.readers.clean import joined
from pipeline.readers.pdf_chars import Box, Char, PageText
from pipeline.readers.pdf_lines import TextLine, first_piece, lines_of
from pipeline.readers.pdf_open_sides import open_sides

_SNAP = 3.0
# In ems: the padding of both sides; a character with the space around it; the step from line to line in a paragraph.
_PADDING = 1.3
_PITCH = 1.1
_WIDE_STEP = 2.6
_SAME_COLUMNS = 6.0
# A date, a figure or a clause that goes on in the next line, however much room its line leaves.
_CUT_IN_TWO = re.compile(
    r"(?:(?:20\d\d|[^\d.、]\d{1,2})\n[年月日]|\d年\n\d{1,2}月|月\n\d{1,2}[日号]|\n[，、；。！？：）》”]|[省市州盟县区旗]\n[（(][省市州盟县区旗镇乡街])"
    r"|[\u4e00-\u9fff≥≤]\d[\d.]*\n(?:[亩个家户人名项处套座公里吨万亿元件次场米%％]|以)"
)
_NEW_ITEM = re.compile(r"\d{1,2}[.．、](?!\d(?!\d{3}年))|[（(]\d{1,2}[)）]|[①-⑳]")
_ENDS = tuple("。；！？;!?")


@dataclass
class PdfCell:
    """A cell of a grid counted from 0; ``page`` and ``box`` are those of where it begins."""

    row: int
    column: int
    tall: int
    wide: int
    text: str
    page: int
    box: Box


@dataclass
class PdfTable:
    """A table on one page, or put together from several."""

    page: int
    box: Box
    columns: list[float]
    rows: int
    cells: list[PdfCell] = field(default_factory=list)


def boxes_of_tables(page: pdfplumber.page.Page, text: PageText) -> list[list[Box]]:
    """The cells' boxes of every table on a page, table by table. Raises whatever pdfplumber raises."""
    left, top = page.bbox[0], page.bbox[1]
    ruled = page.filter(_may_rule)
    tables = ruled.find_tables()
    if sides := [side for table in tables for side in open_sides(table.bbox, ruled.horizontal_edges)]:
        tables = ruled.find_tables({"explicit_vertical_lines": sides})
    cells = [[(x0 - left, y0 - top, x1 - left, y1 - top) for x0, y0, x1, y1 in table.cells] for table in tables]
    page.close()
    return [[text.frame.box(*text.whole.back(cell)) for cell in boxes] for boxes in cells]


def boxes_of_rules(rules: Sequence[Box]) -> list[list[Box]]:
    """The cells' boxes of every table that straight lines make, table by table."""
    edges = [_edge(box) for box in rules]
    joined_edges = merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
    cells = intersections_to_cells(edges_to_intersections(joined_edges, _SNAP, _SNAP))
    return [[(x0, y0, x1, y1) for x0, y0, x1, y1 in table] for table in cells_to_tables(cells)]


def _edge(box: Box) -> dict[str, Any]:
    """A line as pdfplumber's table finder takes it."""
    left, top, right, bottom = box
    across = right - left >= bottom - top
    x0, x1 = (left, right) if across else ((left + right) / 2,) * 2
    y0, y1 = ((top + bottom) / 2,) * 2 if across else (top, bottom)
    size = {"width": x1 - x0, "height": y1 - y0, "orientation": "h" if across else "v", "object_type": "line"}
    return {"x0": x0, "x1": x1, "top": y0, "bottom": y1, "doctop": y0, "y0": -y1, "y1": -y0, **size}


def _may_rule(item: dict[str, Any]) -> bool:
    """Leaves out what is no ruled line: the white or grey ground behind text, and white lines."""
    if item["object_type"] != "rect" or item.get("stroke"):
        return True
    thin = min(item["width"], item["height"]) <= _SNAP
    return bool(thin and not _is_white(item.get("non_stroking_color")))


def _is_white(colour: object) -> bool:
    if isinstance(colour, int | float):
        return colour >= 0.99
    if not isinstance(colour, tuple | list) or not all(isinstance(part, int | float) for part in colour):
        return False
    return all(part <= 0.01 for part in colour) if len(colour) == 4 else all(part >= 0.99 for part in colour)


def tables_of(boxes: Iterable[list[Box]], chars: Sequence[Char], page: int) -> list[PdfTable]:
    """The tables of a page with the text of their cells; frames of one column are no tables."""
    tables = [_table(cells, chars, page) for cells in boxes if cells]
    return sorted(
        (table for table in tables if len(table.columns) > 2 and sum(bool(cell.text) for cell in table.cells) > 1),
        key=lambda table: table.box[1],
    )


def inside(char: Char, box: Box) -> bool:
    """Whether the middle of a character lies in a box."""
    middle = (char.box[0] + char.box[2]) / 2
    return box[0] <= middle < box[2] and box[1] <= char.middle < box[3]


def goes_on(table: PdfTable, following: PdfTable) -> bool:
    """Whether a table at the top of a page has the columns of the one at the bottom of the page before."""
    return len(table.columns) == len(following.columns) and all(
        abs(a - b) <= _SAME_COLUMNS for a, b in zip(table.columns, following.columns, strict=True)
    )


def append(table: PdfTable, following: PdfTable) -> None:
    """Puts the rows of the next page below those of a table."""
    cells = _without_repeated_head(table, following)
    if not cells:
        return
    skipped = min(cell.row for cell in cells)
    cut = _row_is_cut(table, [cell for cell in cells if cell.row == skipped])
    offset = table.rows - skipped - cut
    for cell in cells:
        placed = replace(cell, row=cell.row + offset)
        above = _cell_above(table, placed) if cell.row == skipped else None
        # A merged cell's text may stand in the middle of it: then it is empty on one of its pages.
        split = above is not None and not above.text and max(above.tall, placed.tall) > 1
        if above is not None and (cut or split or not placed.text):
            above.text = _continued(above.text, placed.text)
            above.tall = placed.row + placed.tall - above.row
        else:
            table.cells.append(placed)
    table.rows = max(cell.row + cell.tall for cell in table.cells)


def _table(boxes: list[Box], chars: Sequence[Char], page: int) -> PdfTable:
    columns = _edges(x for box in boxes for x in (box[0], box[2]))
    rows = _edges(y for box in boxes for y in (box[1], box[3]))
    outer = (columns[0], rows[0], columns[-1], rows[-1])
    within = [char for char in chars if inside(char, outer)]
    cells = []
    for box in sorted(boxes, key=lambda box: (_nearest(rows, box[1]), box[0])):
        row, column = _nearest(rows, box[1]), _nearest(columns, box[0])
        tall, wide = _nearest(rows, box[3]) - row, _nearest(columns, box[2]) - column
        if tall > 0 and wide > 0:
            lines = lines_of((char for char in within if inside(char, box)), page)
            rounded = (round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1))
            cells.append(PdfCell(row, column, tall, wide, _cell_text(lines, box), page, rounded))
    return PdfTable(page, outer, columns, len(rows) - 1, cells)


def _edges(values: Iterable[float]) -> list[float]:
    """The lines of a grid: values closer than a rule is thick are one line."""
    edges: list[float] = []
    for number in sorted(values):
        if not edges or number - edges[-1] > _SNAP:
            edges.append(number)
    return edges


def _nearest(edges: list[float], number: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - number))


def _cell_text(lines: list[TextLine], box: Box) -> str:
    """Lines that leave no room for another character run on; a shorter one ends a paragraph."""
    if not lines:
        return ""
    margin = min(line.box[0] for line in lines)
    text = lines[0].text
    for above, below in pairwise(lines):
        room = (box[2] - box[0]) - (above.box[2] - above.box[0])
        apart = below.box[1] - above.box[1] > _WIDE_STEP * above.size
        indented = above.text.endswith(_ENDS) and below.box[0] - margin > above.size
        full = room < (_PADDING + _PITCH * first_piece(below.text)) * above.size and not apart and not indented
        full = full or (not apart and _CUT_IN_TWO.search(f"{above.text[-8:]}\n{below.text[:4]}") is not None)
        full = full and not (_NEW_ITEM.match(below.text) and _NEW_ITEM.match(lines[0].text))
        text = joined(text, below.text) if full else f"{text}\n{below.text}"
    return text


def _without_repeated_head(table: PdfTable, following: PdfTable) -> list[PdfCell]:
    """The cells of the next page below the heading row, if that is printed again."""
    cells = following.cells
    for row in range(min(3, following.rows - 1), 0, -1):
        head = [(cell.column, cell.text) for cell in cells if cell.row < row]
        if head and any(text for _, text in head) and head == [(c.column, c.text) for c in table.cells if c.row < row]:
            return [cell for cell in cells if cell.row >= row]
    return cells


def _row_is_cut(table: PdfTable, first: list[PdfCell]) -> bool:
    """Whether the first row of a page goes on with the last of the page before.

    Then its first cell (the number, the lead) is empty, while a cell above one with text was left in mid-sentence.
    """
    leading = min(first, key=lambda cell: cell.column)
    if leading.text or leading.tall > 1:
        return False
    last = {cell.column: cell for cell in table.cells if cell.row + cell.tall == table.rows}
    pairs = [(last[cell.column], cell) for cell in first if cell.text and cell.column in last]
    return any(above.text and not above.text.endswith(_ENDS) for above, _ in pairs)


def _cell_above(table: PdfTable, cell: PdfCell) -> PdfCell | None:
    """The cell that ends where this one begins, of the same columns; a cell in a cut row meets its own row."""
    for other in table.cells:
        same = other.column == cell.column and other.wide == cell.wide
        if same and other.row + other.tall in (cell.row, cell.row + 1) and other.row + other.tall == table.rows:
            return other
    return None


def _continued(above: str, below: str) -> str:
    return joined(above, below) if above and not above.endswith(_ENDS) else f"{above}\n{below}".strip("\n")
