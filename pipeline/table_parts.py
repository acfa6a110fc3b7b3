"""Tables that are more or less than one: two side by side under one head, and one that goes on without its head."""

from collections.abc import Iterator

from extractors.names import parse_list
from pipeline.cell_items import dates_in
from pipeline.label_lines import BINDING
from pipeline.mentions import Mentions
from pipeline.table_columns import BY_CONTENT, Head
from pipeline.table_grids import Grid, text_of
from pipeline.table_heads import named
from schemas.document import Document

_MOST_HEAD_ROWS = 4
_FEWEST_REPEATED = 2
_MOSTLY = 0.6


def side_by_side(document: Document, shadowed: str, grid: Grid) -> list[Grid]:
    """The tables that stand beside each other in one: 序号 | 任务 | 责任单位 | 序号 | 任务 | 责任单位."""
    for row in range(grid.first_row, min(grid.rows, grid.first_row + _MOST_HEAD_ROWS - 1) + 1):
        starts = _starts(document, shadowed, grid, row)
        if starts:
            return list(_cut(grid, starts))
    return [grid]


def _starts(document: Document, shadowed: str, grid: Grid, row: int) -> list[int]:
    """The columns at which a head begins anew, every time with the same words; empty where it is there once."""
    cells = grid.row(row)
    texts = {column: "".join(text_of(document, index).split()) for column, index in cells.items()}
    if len(named(document, shadowed, cells)) < 2 * _FEWEST_REPEATED or len(set(cells.values())) < len(cells):
        return []
    first = next((column for column, text in sorted(texts.items()) if text), None)
    starts = [column for column, text in sorted(texts.items()) if text and text == texts.get(first or 0)]
    if len(starts) < 2:
        return []
    ends = [*starts[1:], grid.columns + 1]
    parts = [[texts.get(c, "") for c in range(start, end)] for start, end in zip(starts, ends, strict=True)]
    heads = {tuple(text for text in part if text) for part in parts}
    return starts if len(heads) == 1 and len(next(iter(heads))) >= _FEWEST_REPEATED else []


def _cut(grid: Grid, starts: list[int]) -> Iterator[Grid]:
    for start, following in zip(starts, [*starts[1:], grid.columns + 1], strict=True):
        left = start if start != starts[0] else 1
        cells = {at: index for at, index in grid.cells.items() if left <= at[1] < following}
        yield Grid(cells, grid.rows, following - 1, left)


def goes_on(document: Document, mentions: Mentions, head: Head, above: Grid, grid: Grid) -> bool:
    """Is a table without a head (after a page break, 续表, a heading of its own) more of the one above it?

    It has as many columns, and departments and dates stand where the head wants them, or its numbers count on.
    """
    if (grid.columns, grid.first_column) != (above.columns, above.first_column):
        return False
    fits = []
    for column, (meaning, rule) in head.meanings.items():
        cells = [index for index in grid.column(column, 0) if text_of(document, index)]
        if not cells or column == head.text_column:
            continue
        if meaning in BINDING and meaning != "person" and rule != BY_CONTENT:
            fits.append(sum(_names(document, index) for index in cells) / len(cells))
            if not fits[-1]:
                return False
        elif meaning == "deadline":
            spans = [document.blocks[index] for index in cells]
            fits.append(sum(bool(dates_in(document, mentions, each.start, each.end)) for each in spans) / len(cells))
        elif meaning == "number":
            fits.append(float(_count_on(document, above.column(column, head.last_row), cells)))
    told = head.text_column is None or any(text_of(document, i) for i in grid.column(head.text_column, 0))
    return told and max(fits, default=0) >= _MOSTLY


def _names(document: Document, index: int) -> bool:
    """Does a cell hold departments that are known?"""
    names = parse_list(text_of(document, index), 0)
    return bool(names) and all(name.kind in ("organ", "collective") for name in names)


def _count_on(document: Document, above: list[int], below: list[int]) -> bool:
    """Does the first number below follow the last one above?"""
    numbers = [[int(t) for index in cells if (t := text_of(document, index)).isdecimal()] for cells in (above, below)]
    return bool(numbers[0] and numbers[1]) and numbers[1][0] == numbers[0][-1] + 1
