"""What the columns of a table mean: by their heads, checked against what stands under them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from extractors.names import parse_list
from pipeline.label_lines import BINDING
from pipeline.mark_columns import find_marked
from pipeline.table_grids import Grid, length_of, text_of
from pipeline.table_heads import HeadCells, Period, read_heads
from pipeline.value_columns import holds_numbers
from schemas.document import Document
from schemas.mention import Department

TEXT_COLUMNS = ("measure", "task")
GOAL = "goal"  # the rule id of a column that says what is to be reached
_MOST_HEAD_ROWS = 4
_MOSTLY = 0.6
_TEXT_PER_CELL = 10  # characters on average: a column with no known name may still say what to do
_TEXT_PER_SENTENCE = 20
_FEWEST_NAMES = 3
BY_CONTENT = "by-content"  # the rule id of a column that is known by what stands in it
_AMBIGUOUS = "responsible-word"  # 单位 may be who is responsible, or the unit of a figure


@dataclass(frozen=True)
class Head:
    """Meaning and rule of each column that is known, the last row of the head, and the column that says what to do.

    ``periods`` are columns whose cells say what is to be done by then, ``values`` those that hold figures to be
    reached, ``marked`` those of a matrix, by the department above their marks. ``text_column`` is ``None`` where only
    periods say what to do.
    """

    meanings: dict[int, tuple[str, str]]
    last_row: int
    text_column: int | None
    cells: HeadCells = field(default_factory=HeadCells)
    periods: dict[int, Period] = field(default_factory=dict)
    values: tuple[int, ...] = ()
    marked: dict[int, Department] = field(default_factory=dict)

    @property
    def columns(self) -> list[int]:
        """All columns that are read."""
        text = () if self.text_column is None else (self.text_column,)
        return sorted({*self.meanings, *text, *self.periods, *self.values, *self.marked})


def find_head(document: Document, shadowed: str, grid: Grid) -> Head | None:
    """The head of a task table, ``None`` where the table is none.

    It is the first row with two known column names of which one holds text; rows under it
    (责任单位: 牵头 | 配合; 进度安排: 一季度 | 二季度) complete it.
    """
    first = grid.first_row
    for row in range(first, min(grid.rows, first + _MOST_HEAD_ROWS - 1) + 1):
        heads = read_heads(document, shadowed, grid, row)
        marked = find_marked(document, grid, heads.unnamed, heads.last_row)
        meanings = {column: meaning for column, meaning in heads.meanings.items() if column not in marked}
        kinds = {meaning for meaning, _ in meanings.values()}
        kinds |= {"period"} if heads.periods else set()
        if len(kinds | ({"marked"} if marked else set())) >= 2:
            return _understood(document, grid, heads, replace(_EMPTY, meanings=meanings, marked=marked))
    return None


_EMPTY = Head({}, 0, None)


def _understood(document: Document, grid: Grid, heads: HeadCells, head: Head) -> Head | None:
    """The head with its columns checked; ``None`` where no column says what to do."""
    last = heads.last_row
    meanings = _checked(document, grid, head.meanings, last, taken={*heads.periods, *head.marked})
    numeric = {c for c in (*meanings, *heads.periods) if holds_numbers(document, grid.column(c, last))}
    periods = {column: period for column, period in heads.periods.items() if column not in numeric}
    values = [column for column in heads.periods if column in numeric]
    values += [column for column, (meaning, _) in meanings.items() if meaning == "metric" and column in numeric]
    binds = bool(head.marked) or any(meaning in BINDING for meaning, _ in meanings.values())
    taken = {*periods, *values, *head.marked, *heads.past}
    text = _text_column(document, grid, {c: m for c, m in meanings.items() if c not in taken}, last, taken, binds)
    if text is None and values and binds:
        text = _indicators(meanings, numeric)
    if text is None and not (periods and (binds or len(periods) > 1)):
        return None
    return replace(
        head,
        meanings={c: m for c, m in meanings.items() if c not in periods},
        last_row=last,
        text_column=text,
        cells=heads,
        periods=periods,
        values=tuple(values),
    )


def _indicators(meanings: Mapping[int, tuple[str, str]], numeric: Iterable[int]) -> int | None:
    """A column 指标名称 that holds no figures says what the figures beside it measure."""
    named = [column for column, (meaning, _) in meanings.items() if meaning == "metric" and column not in numeric]
    return min(named, default=None)


def _checked(
    document: Document, grid: Grid, meanings: dict[int, tuple[str, str]], last: int, taken: Iterable[int]
) -> dict[int, tuple[str, str]]:
    """Columns full of departments bind them whatever their head; a column 单位 without any is a unit of measure."""
    checked = {column: m for column, m in meanings.items() if m[1] != _AMBIGUOUS}
    binding = any(meaning in BINDING for meaning, _ in checked.values())
    for column in grid.all_columns:
        meaning, rule = meanings.get(column, ("", ""))
        doubtful = rule == _AMBIGUOUS or (not binding and meaning in ("", "group", "task"))
        if doubtful and column not in taken and holds_departments(document, grid.column(column, last)):
            checked[column] = ("responsible", BY_CONTENT)
    return checked


def holds_departments(document: Document, blocks: Iterable[int]) -> bool:
    """Do most cells that hold anything hold known departments alone?"""
    filled = [text for index in blocks if (text := text_of(document, index))]
    named = [names for text in filled if (names := parse_list(text, 0))]  # % names nobody
    known = sum(all(name.kind in ("organ", "collective") for name in names) for names in named)
    return known >= _FEWEST_NAMES and known >= _MOSTLY * len(filled)


def _text_column(
    document: Document,
    grid: Grid,
    meanings: dict[int, tuple[str, str]],
    last: int,
    taken: Iterable[int],
    binds: bool,
) -> int | None:
    """The column that says what to do: of those for measures, or else for tasks, the one with the most text."""
    for kind in TEXT_COLUMNS:
        columns = [column for column, (meaning, _) in meanings.items() if meaning == kind]
        if kind == "task" and (told := _telling_metrics(document, grid, meanings, last, columns)):
            return told
        if columns:
            return max(columns, key=lambda column: (length_of(document, grid.column(column, last)), -column))
    unnamed = [column for column in grid.all_columns if column not in meanings and column not in taken]
    longest = max(unnamed, key=lambda column: length_of(document, grid.column(column, last)), default=None)
    if longest is None or not binds:
        return None
    rows = max(1, len(grid.column(longest, last)))
    return longest if length_of(document, grid.column(longest, last)) >= _TEXT_PER_CELL * rows else None


def _telling_metrics(
    document: Document, grid: Grid, meanings: dict[int, tuple[str, str]], last: int, tasks: Iterable[int]
) -> int | None:
    """A column 考核指标 whose cells are sentences, longer than the names of the tasks, says what to do."""
    longest_task = max((length_of(document, grid.column(column, last)) for column in tasks), default=0)
    for column in (column for column, (meaning, _) in meanings.items() if meaning == "metric"):
        blocks = grid.column(column, last)
        if length_of(document, blocks) > max(longest_task, _TEXT_PER_SENTENCE * len(blocks)):
            return column
    return None
