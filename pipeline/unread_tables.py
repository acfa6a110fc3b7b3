"""Tables and columns that may hold tasks and were not read: they are told, so that nothing is lost in silence."""

from collections.abc import Iterable
from dataclasses import dataclass

from extractors.rules import pattern_of
from extractors.shadow import shadow
from pipeline.label_lines import label_meaning
from pipeline.mark_columns import mark_meaning
from pipeline.table_columns import Head, holds_departments
from pipeline.table_grids import Grid, length_of, text_of
from pipeline.value_columns import holds_numbers
from schemas.document import Document

TABLE = "table_without_tasks"
COLUMNS = "columns_not_read"
_SHOWN = 6  # heads that a note lists
_LONGEST_HEAD = 20
_TEXT = 8  # characters a cell on average: a column that says something
_SENTENCES = 14
_FEWEST_MARKS = 3


@dataclass(frozen=True)
class Unread:
    """What of a table was not read, with the words of the heads; ``block`` is the cell where it begins."""

    code: str
    block: int
    heads: str
    count: int
    doubtful: bool


def unread_table(document: Document, grid: Grid) -> Unread | None:
    """A table that gives no rows and yet looks as if it said who does what, or what is to be reached."""
    first = grid.first_row
    columns = {column: grid.column(column, first) for column in grid.all_columns}
    if grid.columns < 2 or grid.rows - first < 1:
        return None
    departments = [column for column, cells in columns.items() if holds_departments(document, cells)]
    texts = [column for column, cells in columns.items() if _says(document, cells, _TEXT)]
    tasks = bool(departments and set(texts) - set(departments)) or _marked(document, grid)
    sentences = any(_says(document, cells, _SENTENCES) for cells in columns.values())
    if not tasks and not sentences and not _targets(document, grid, columns):
        return None
    index = next(iter(grid.row(first).values()), 0)
    return Unread(TABLE, index, _heads(document, grid.row(first).values()), grid.rows - first, tasks)


def unread_columns(document: Document, grid: Grid, head: Head) -> Unread | None:
    """The columns of a task table whose heads nobody knows, and that hold text, departments, or more figures."""
    lost = [column for column in grid.all_columns if _is_lost(document, grid, head, column)]
    if not lost:
        return None
    cells = [head.cells.lowest[column] for column in lost]
    return Unread(COLUMNS, cells[0], _heads(document, cells), len(lost), doubtful=False)


def _is_lost(document: Document, grid: Grid, head: Head, column: int) -> bool:
    cells = grid.column(column, head.last_row)
    if column not in head.cells.lowest or not text_of(document, head.cells.lowest[column]):
        return False
    if column in head.values:
        read = [c for c in head.values if c in head.cells.periods][-1:] or head.values[:1]
        return column not in read
    if column in head.columns:
        return False
    return _says(document, cells, _TEXT) or holds_departments(document, cells)


def _says(document: Document, cells: list[int], least: int) -> bool:
    filled = [index for index in cells if text_of(document, index)]
    return bool(filled) and length_of(document, filled) >= least * len(filled)


def _marked(document: Document, grid: Grid) -> bool:
    """Are there marks as in a matrix of tasks and departments?"""
    cells = [text for index in dict.fromkeys(grid.cells.values()) if (text := text_of(document, index))]
    return sum(mark_meaning(text) in ("lead", "support", "responsible") for text in cells) >= _FEWEST_MARKS


def _targets(document: Document, grid: Grid, columns: dict[int, list[int]]) -> bool:
    """Are there columns of figures below heads or a title that speak of targets?"""
    first = grid.row(grid.first_row)
    labels = {column: label_meaning(shadow(text_of(document, index))) for column, index in first.items()}
    aside = {column for column, label in labels.items() if label and label[0] in ("note", "number")}  # 电话, 序号
    if not any(holds_numbers(document, cells) for column, cells in columns.items() if column not in aside):
        return False
    start = min(document.blocks[index].start for index in grid.cells.values())
    end = max(document.blocks[index].end for index in first.values()) if first else start
    said = shadow(document.text[max(0, start - 60) : end])
    return pattern_of("clauses", "speaks-of-targets").search(said) is not None


def _heads(document: Document, cells: Iterable[int]) -> str:
    names = [text_of(document, index).replace("\n", "") for index in dict.fromkeys(cells)]
    named = [name if len(name) <= _LONGEST_HEAD else f"{name[:_LONGEST_HEAD]}…" for name in names if name]
    return "、".join(named[:_SHOWN]) + ("…" if len(named) > _SHOWN else "")
