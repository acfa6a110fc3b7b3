"""Task tables (责任分工表): which column says what, and which cells of a row belong together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.bindings import Assignment
from pipeline.label_assignments import field_bound
from pipeline.label_lines import BINDING, Field, label_meaning
from schemas.document import Block, Document
from schemas.mention import Deadline

_TEXT_COLUMNS = ("measure", "task")
_MOST_HEAD_ROWS = 4


@dataclass(frozen=True)
class Row:
    """A row of a task table: the blocks that hold its task, and its assignment."""

    tasks: tuple[int, ...]
    assignment: Assignment


@dataclass
class _Grid:
    """A table with every merged cell standing in each place that it covers. Rows and columns count from 1."""

    cells: dict[tuple[int, int], int] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0


@dataclass(frozen=True)
class _Head:
    """What the columns of a table mean, and the last row of its head."""

    meanings: dict[int, tuple[str, str]]
    last_row: int


def find_rows(document: Document, shadowed: str, deadlines: Sequence[Deadline]) -> list[Row]:
    """The rows of every task table, in reading order. Tables that name no department column are none."""
    found: list[Row] = []
    for grid in _grids(document.blocks):
        head = _head(document, shadowed, grid)
        if head:
            found += _rows(document, grid, head, deadlines)
    return found


def _grids(blocks: Sequence[Block]) -> Iterator[_Grid]:
    grids: dict[int, _Grid] = {}
    for index, block in enumerate(blocks):
        place = block.place
        if block.kind != "cell" or place.table is None or place.row is None or place.column is None:
            continue
        grid = grids.setdefault(place.table, _Grid())
        for row in range(place.row, place.row + block.row_span):
            for column in range(place.column, place.column + block.column_span):
                grid.cells.setdefault((row, column), index)
        grid.rows = max(grid.rows, place.row + block.row_span - 1)
        grid.columns = max(grid.columns, place.column + block.column_span - 1)
    return iter(grids.values())


def _head(document: Document, shadowed: str, grid: _Grid) -> _Head | None:
    """The first row with two known column names; a second head row below it (责任单位: 牵头 | 配合) completes it."""
    for row in range(1, min(grid.rows, _MOST_HEAD_ROWS) + 1):
        meanings = _meanings(document, shadowed, grid, row)
        if len({meaning for meaning, _ in meanings.values()}) < 2:
            continue
        below = _meanings(document, shadowed, grid, row + 1)
        last = row
        if len(below) >= 2 and any(grid.cells.get((row, c)) != grid.cells.get((row + 1, c)) for c in below):
            meanings |= below
            last = row + 1
        has_task = any(meaning in _TEXT_COLUMNS for meaning, _ in meanings.values())
        return _Head(meanings, last) if has_task else None
    return None


def _meanings(document: Document, shadowed: str, grid: _Grid, row: int) -> dict[int, tuple[str, str]]:
    found = {}
    for column in range(1, grid.columns + 1):
        index = grid.cells.get((row, column))
        if index is None:
            continue
        block = document.blocks[index]
        meaning = label_meaning(shadowed[block.start : block.end])
        if meaning:
            found[column] = meaning
    return found


def _rows(document: Document, grid: _Grid, head: _Head, deadlines: Sequence[Deadline]) -> Iterator[Row]:
    text_column = _text_column(document, grid, head)
    seen: set[tuple[int, ...]] = set()
    for row in range(head.last_row + 1, grid.rows + 1):
        cells = [(grid.cells[row, column], column) for column in sorted(head.meanings) if (row, column) in grid.cells]
        if len({index for index, _ in cells}) < 2:
            continue  # a line across the whole table names a group of rows
        tasks = tuple(dict.fromkeys(i for i, column in cells if column == text_column))
        if not tasks or tasks in seen or not any(document.blocks[i].end > document.blocks[i].start for i in tasks):
            continue
        seen.add(tasks)
        yield Row(tasks, _assignment(document, cells, head, tasks, deadlines))


def _text_column(document: Document, grid: _Grid, head: _Head) -> int:
    """The column that says what to do: of those for measures, or else for tasks, the one with the most text."""
    meanings = {column: meaning for column, (meaning, _) in head.meanings.items()}
    kind = next(meaning for meaning in _TEXT_COLUMNS if meaning in meanings.values())

    def length(column: int) -> int:
        cells = {grid.cells[row, column] for row in range(1, grid.rows + 1) if (row, column) in grid.cells}
        return sum(document.blocks[index].end - document.blocks[index].start for index in cells)

    return max(
        (column for column in meanings if meanings[column] == kind), key=lambda column: (length(column), -column)
    )


def _assignment(
    document: Document,
    cells: Sequence[tuple[int, int]],
    head: _Head,
    tasks: tuple[int, ...],
    deadlines: Sequence[Deadline],
) -> Assignment:
    bound = []
    due: list[Deadline] = []
    for index, column in cells:
        meaning, rule = head.meanings[column]
        block = document.blocks[index]
        if meaning in BINDING:
            bound += field_bound(document.text, Field(meaning, f"columns.{rule}", block.start, block.start, block.end))
        elif meaning == "deadline":
            due += [d for d in deadlines if block.start <= d.start and d.end <= block.end]
    first, last = document.blocks[tasks[0]], document.blocks[tasks[-1]]
    return Assignment(first.start, first.start, "row", (first.start, last.end), tuple(bound), tuple(due))
