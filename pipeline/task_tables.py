"""Task tables (责任分工表): the rows that bind somebody, each with its assignment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.bindings import Assignment, Bound
from pipeline.label_assignments import field_bound
from pipeline.label_lines import BINDING, Field
from pipeline.mentions import InOrder, within
from pipeline.table_columns import BY_CONTENT, Grid, Head, find_head
from schemas.document import Block, Document
from schemas.mention import Deadline, Department


@dataclass(frozen=True)
class Row:
    """A row of a task table: the block that holds its task, and its assignment.

    ``passed_over`` are names that no table knows in a column that only its other cells show to hold departments.
    """

    task: int
    assignment: Assignment
    passed_over: tuple[Department, ...] = ()


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
        row = _row(document, cells, head, task, deadlines)
        rows[task] = _merged(rows[task], row) if task in rows else row
    return list(rows.values())


def _row(document: Document, cells: dict[int, int], head: Head, task: int, deadlines: InOrder[Deadline]) -> Row:
    bound: list[Bound] = []
    passed_over: list[Department] = []
    due: list[Deadline] = []
    for column in sorted(cells):
        meaning, rule = head.meanings.get(column, ("", ""))
        block = document.blocks[cells[column]]
        if meaning in BINDING and column != head.text_column:
            found = field_bound(document.text, Field(meaning, f"columns.{rule}", block.start, block.start, block.end))
            doubted = [b.department for b in found if rule == BY_CONTENT and b.department.kind == "unknown"]
            passed_over += doubted
            bound += [b for b in found if b.department not in doubted]
        elif meaning == "deadline":
            due += within(deadlines, block.start, block.end)
    start, end = document.blocks[task].start, document.blocks[task].end
    return Row(task, Assignment(start, start, "row", (start, end), tuple(bound), tuple(due)), tuple(passed_over))


def _merged(first: Row, other: Row) -> Row:
    ours, theirs = first.assignment, other.assignment
    known = {bound.department.start for bound in ours.bound}
    new = tuple(bound for bound in theirs.bound if bound.department.start not in known)
    assignment = replace(ours, bound=ours.bound + new, deadlines=ours.deadlines or theirs.deadlines)
    return replace(first, assignment=assignment, passed_over=first.passed_over + other.passed_over)
