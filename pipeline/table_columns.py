"""What the columns of a table mean: by their heads, checked against what stands under them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.names import parse_list
from pipeline.label_lines import BINDING, label_meaning
from schemas.document import Document

TEXT_COLUMNS = ("measure", "task")
_MOST_HEAD_ROWS = 4
_MOSTLY = 0.6
_TEXT_PER_CELL = 10  # characters on average: a column with no known name may still say what to do
_TEXT_PER_SENTENCE = 20
_FEWEST_NAMES = 3
BY_CONTENT = "by-content"  # the rule id of a column that is known by what stands in it
_AMBIGUOUS = "responsible-word"  # 单位 may be who is responsible, or the unit of a figure


@dataclass
class Grid:
    """A table with every merged cell standing in each place that it covers: (row, column) → index of its block.

    Rows and columns count from 1.
    """

    cells: dict[tuple[int, int], int] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0

    def column(self, column: int, below: int) -> list[int]:
        """The blocks of a column below a row, each once."""
        found = (self.cells.get((row, column)) for row in range(below + 1, self.rows + 1))
        return list(dict.fromkeys(index for index in found if index is not None))


@dataclass(frozen=True)
class Head:
    """Meaning and rule of each column that is known, the last row of the head, and the column that says what to do."""

    meanings: dict[int, tuple[str, str]]
    last_row: int
    text_column: int


def find_head(document: Document, shadowed: str, grid: Grid) -> Head | None:
    """The head of a task table, ``None`` where the table is none.

    It is the first row with two known column names of which one holds text; a second row under it
    (责任单位: 牵头 | 配合) completes it.
    """
    first = min((row for row, _ in grid.cells), default=1)  # a sheet's rows are counted from the top of the sheet
    for row in range(first, min(grid.rows, first + _MOST_HEAD_ROWS - 1) + 1):
        meanings = _named(shadowed, document, grid, row)
        if len({meaning for meaning, _ in meanings.values()}) < 2:
            continue
        below = _named(shadowed, document, grid, row + 1)
        last = row
        if len(below) >= 2 and any(grid.cells.get((row, c)) != grid.cells.get((row + 1, c)) for c in below):
            meanings |= below
            last = row + 1
        meanings = _checked(document, grid, meanings, last)
        text_column = _text_column(document, grid, meanings, last)
        return Head(meanings, last, text_column) if text_column else None
    return None


def _named(shadowed: str, document: Document, grid: Grid, row: int) -> dict[int, tuple[str, str]]:
    blocks = {column: grid.cells.get((row, column)) for column in range(1, grid.columns + 1)}
    heads = {
        column: label_meaning(shadowed[document.blocks[index].start : document.blocks[index].end])
        for column, index in blocks.items()
        if index is not None
    }
    return {column: meaning for column, meaning in heads.items() if meaning}


def _checked(
    document: Document, grid: Grid, meanings: dict[int, tuple[str, str]], last: int
) -> dict[int, tuple[str, str]]:
    """Columns full of departments bind them whatever their head; a column 单位 without any is a unit of measure."""
    checked = {column: m for column, m in meanings.items() if m[1] != _AMBIGUOUS}
    binding = any(meaning in BINDING for meaning, _ in checked.values())
    for column in range(1, grid.columns + 1):
        meaning, rule = meanings.get(column, ("", ""))
        doubtful = rule == _AMBIGUOUS or (not binding and meaning in ("", "group", "task"))
        if doubtful and _holds_departments(document, grid.column(column, last)):
            checked[column] = ("responsible", BY_CONTENT)
    return checked


def _holds_departments(document: Document, blocks: Iterable[int]) -> bool:
    texts = [document.text[document.blocks[i].start : document.blocks[i].end].strip() for i in blocks]
    filled = [text for text in texts if text]
    known = sum(all(name.kind in ("organ", "collective") for name in parse_list(text, 0)) for text in filled)
    return known >= _FEWEST_NAMES and known >= _MOSTLY * len(filled)


def _text_column(document: Document, grid: Grid, meanings: dict[int, tuple[str, str]], last: int) -> int | None:
    """The column that says what to do: of those for measures, or else for tasks, the one with the most text."""
    for kind in TEXT_COLUMNS:
        columns = [column for column, (meaning, _) in meanings.items() if meaning == kind]
        if kind == "task" and (told := _telling_metrics(document, grid, meanings, last, columns)):
            return told
        if columns:
            return max(columns, key=lambda column: (_length(document, grid.column(column, last)), -column))
    unnamed = [column for column in range(1, grid.columns + 1) if column not in meanings]
    binds = any(meaning in BINDING for meaning, _ in meanings.values())
    longest = max(unnamed, key=lambda column: _length(document, grid.column(column, last)), default=None)
    if longest is None or not binds:
        return None
    rows = max(1, len(grid.column(longest, last)))
    return longest if _length(document, grid.column(longest, last)) >= _TEXT_PER_CELL * rows else None


def _telling_metrics(
    document: Document, grid: Grid, meanings: dict[int, tuple[str, str]], last: int, tasks: Iterable[int]
) -> int | None:
    """A column 考核指标 whose cells are sentences, longer than the names of the tasks, says what to do."""
    longest_task = max((_length(document, grid.column(column, last)) for column in tasks), default=0)
    for column in (column for column, (meaning, _) in meanings.items() if meaning == "metric"):
        blocks = grid.column(column, last)
        if _length(document, blocks) > max(longest_task, _TEXT_PER_SENTENCE * len(blocks)):
            return column
    return None


def _length(document: Document, blocks: Iterable[int]) -> int:
    return sum(document.blocks[index].end - document.blocks[index].start for index in blocks)
