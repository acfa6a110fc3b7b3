"""Task tables (责任分工表): the rows that bind somebody, each with its assignment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.bindings import Assignment
from pipeline.label_assignments import field_bound
from pipeline.label_lines import BINDING, Field
from pipeline.mentions import InOrder, within
from pipeline.table_columns import BY_CONTENT, Grid, Head, find_head
from schemas.document import Block, Document
from schemas.mention import Deadline


@dataclass(frozen=True)
class Row:
    """A row of a task table: the block that holds its task, and its assignment."""

    task: int
    assignment: Assignment


def find_rows(document: Document, shadowed: str, deadlines: InOrder[Deadline]) -> list[Row]:
    """The rows of every task table, in reading order."""
    found: list[Row] = []
    for grid in _grids(document.blocks):
        head = find_head(document, shadowed, grid)
        if head:
            found += _rows(document, grid, head, deadlines)
    return found


def _grids(blocks: Sequence[Block]) -> Iterator[Grid]:
    grids: dict[int, Grid] = {}
    for index, block in enumerate(blocks):
        place = block.place
        if block.kind != "cell" or place.table is None or place.row is None or place.column is None:
            continue
        grid = grids.setdefault(place.table, Grid())
        for row in range(place.row, place.row + block.row_span):
            for column in range(place.column, place.column + block.column_span):
                grid.cells.setdefault((row, column), index)
        grid.rows = max(grid.rows, place.row + block.row_span - 1)
        grid.columns = max(grid.columns, place.column + block.column_span - 1)
    return iter(grids.values())


def _rows(document: Document, grid: Grid, head: Head, deadlines: InOrder[Deadline]) -> list[Row]:
    """One row per task cell; where a task cell spans several rows, they bind it together."""
    rows: dict[int, Row] = {}
    for number in range(head.last_row + 1, grid.rows + 1):
        known = {*head.meanings, head.text_column}
        cells = {column: grid.cells[number, column] for column in known if (number, column) in grid.cells}
        task = cells.get(head.text_column)
        if task is None or len(set(cells.values())) < 2:
            continue  # a line across the whole table names a group of rows
        if document.blocks[task].end == document.blocks[task].start:
            continue
        assignment = _assignment(document, cells, head, document.blocks[task], deadlines)
        rows[task] = Row(task, _merged(rows[task].assignment, assignment) if task in rows else assignment)
    return list(rows.values())


def _assignment(
    document: Document, cells: dict[int, int], head: Head, task: Block, deadlines: InOrder[Deadline]
) -> Assignment:
    bound = []
    due: list[Deadline] = []
    for column in sorted(cells):
        meaning, rule = head.meanings.get(column, ("", ""))
        block = document.blocks[cells[column]]
        if meaning in BINDING and column != head.text_column:
            found = field_bound(document.text, Field(meaning, f"columns.{rule}", block.start, block.start, block.end))
            bound += [b for b in found if rule != BY_CONTENT or b.department.kind != "unknown"]
        elif meaning == "deadline":
            due += within(deadlines, block.start, block.end)
    return Assignment(task.start, task.start, "row", (task.start, task.end), tuple(bound), tuple(due))


def _merged(first: Assignment, other: Assignment) -> Assignment:
    known = {bound.department.start for bound in first.bound}
    new = tuple(bound for bound in other.bound if bound.department.start not in known)
    return replace(first, bound=first.bound + new, deadlines=first.deadlines or other.deadlines)
