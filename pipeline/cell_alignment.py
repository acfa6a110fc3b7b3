"""Which column each line of a table's row belongs to, where the file has kept the cells but lost the table.

Every line is a cell, or one paragraph of the cell that says what to do; cells that were empty or merged left no line.
Columns of departments and of times are known by what may stand in them, so a row is read only where its lines fit the
columns in one way that is better than every other.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal

import regex

from extractors.names import parse_list
from extractors.rules import pattern_of
from extractors.shadow import shadow

ColumnKind = Literal["number", "names", "people", "time", "text", "group", "other"]
Row = dict[int, tuple[int, ...]]
"""The numbers of the lines in each column that holds any."""

_LONGEST_NAMES = 160
_LONGEST_TIME = 30
_LONGEST_HEADING = 30
NUMBER = regex.compile(r"[(（]?\d{1,3}[)）.、．]?")
_SENTENCE = regex.compile("[。;!?]")
_PEOPLE = regex.compile(
    r"[\p{Han}·]{1,4}(?:[ \t]?[\p{Han}·]{1,3})?(?:[、,\s]+[\p{Han}·]{1,4}(?:[ \t]?[\p{Han}·]{1,3})?)*"
)
_EMPTY_COST = {"names": 4, "people": 2, "time": 3, "group": 1, "other": 1, "number": 0}
_SENTENCE_COST = {"group": 3, "other": 1.5}  # what speaks against a sentence there
_SECOND_PARAGRAPH = 1
_ODD_TEXT = 3  # a line of departments or a time alone in the column that says what to do
_DEAREST = 6
_KEPT = 8192


@lru_cache(_KEPT)
def is_names(line: str) -> bool:
    """Does a line hold departments and nothing else?"""
    said = shadow(line).strip()
    if len(said) > _LONGEST_NAMES or _SENTENCE.search(said) or pattern_of("cell_lines", "time").fullmatch(said):
        return False
    names = parse_list(said, 0)
    known = sum(name.kind in ("organ", "collective", "body") for name in names)
    return bool(names) and 2 * known >= len(names)


def is_time(line: str) -> bool:
    """Does a line say only when?"""
    said = shadow(line).strip()
    return len(said) <= _LONGEST_TIME and pattern_of("cell_lines", "time").fullmatch(said) is not None


def fits(kind: ColumnKind, line: str) -> bool:
    """May a line stand in a column of a kind?"""
    if kind == "names":
        return is_names(line)
    if kind == "number":
        return NUMBER.fullmatch(line) is not None
    if kind == "people":
        return is_names(line) or _PEOPLE.fullmatch(shadow(line).strip()) is not None
    return is_time(line) if kind == "time" else True


def align(lines: Sequence[str], kinds: Sequence[ColumnKind]) -> Row | None:
    """The lines of a row by column; ``None`` where they fit in no way, or in two that differ in who or when."""
    ranked = sorted(_ways(lines, kinds, 0, 0), key=lambda way: way[0])
    if not ranked or ranked[0][0] > _DEAREST:
        return None
    best, rivals = ranked[0], [way for way in ranked[1:] if way[0] - ranked[0][0] < 1]
    if any(_told(way[1], kinds) != _told(best[1], kinds) for way in rivals):
        return None
    return {column: cell for column, cell in enumerate(best[1]) if cell}


def _told(cells: Sequence[tuple[int, ...]], kinds: Sequence[ColumnKind]) -> list[tuple[int, ...]]:
    return [cell for cell, kind in zip(cells, kinds, strict=True) if kind in ("names", "people", "time")]


def _ways(
    lines: Sequence[str], kinds: Sequence[ColumnKind], line: int, column: int
) -> list[tuple[float, tuple[tuple[int, ...], ...]]]:
    """Every way to lay the lines from one on into the columns from one on, with its cost; not the hopeless ones."""
    if column == len(kinds):
        return [(0, ())] if line == len(lines) else []
    found = []
    for cost, cell in _cells(lines, kinds[column], line, column):
        if cost <= _DEAREST:
            following = _ways(lines, kinds, line + len(cell), column + 1)
            found += [(cost + later, (cell, *rest)) for later, rest in following if cost + later <= _DEAREST]
    return found


def _cells(lines: Sequence[str], kind: ColumnKind, line: int, column: int) -> Iterator[tuple[float, tuple[int, ...]]]:
    """What one column may hold: nothing, the next line, or for the text several."""
    if kind != "text":
        # Of two empty columns that tell nothing of their own the left one is the likelier: it was merged.
        yield _EMPTY_COST[kind] + column / 100, ()
        if line < len(lines) and fits(kind, lines[line]):
            yield _misplaced(kind, lines[line]), (line,)
        return
    cost: float = -_SECOND_PARAGRAPH
    for end in range(line + 1, len(lines) + 1):
        odd = is_names(lines[end - 1]) or is_time(lines[end - 1])
        cost += _SECOND_PARAGRAPH + (_ODD_TEXT if odd else 0)
        yield cost, tuple(range(line, end))


def _misplaced(kind: ColumnKind, line: str) -> float:
    sentence = len(line) > _LONGEST_HEADING or _SENTENCE.search(shadow(line))
    return _SENTENCE_COST.get(kind, 0) if sentence else 0
