"""Tables that were copied as text, a cell on each line: heads first, then the cells of row after row.

序号 / 重点任务 / 责任单位 / 1 / 改造公路 / 县交通局 / 2 / …, as a web page or a PDF gives it when it is copied.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.readers.cell_fit import NAMES, TEXT, fit, is_group, meaning_of, shared_out

_MOST_COLUMNS = 12
_FEWEST_COLUMNS = 3
_LONGEST_UNKNOWN = 12
_FARTHEST = 8  # lines for each column that a row may have
_FEWEST_READ = 0.6
_NUMBER = re.compile(r"(\d{1,4})[.．、]?")
_SENTENCE = re.compile(r"[。；，：:]")


class LineTable(NamedTuple):
    """A table found in lines ``start`` to ``end``; each row its cells, a row of one cell the heading of a group.

    ``doubtful`` counts the rows of which not every cell is sure.
    """

    start: int
    end: int
    rows: list[tuple[str, ...]]
    doubtful: int


def find_line_tables(lines: Sequence[str]) -> Iterator[LineTable]:
    """The tables of a text in order; ``rows`` is empty where only the head could be made out."""
    at = 0
    while at < len(lines):
        width = _head_width(lines, at)
        if not width:
            at += 1
            continue
        heads = tuple(lines[at : at + width])
        columns = [meaning_of(head) for head in heads]
        numbered = columns[0] == "number"
        found = _numbered(lines, at + width, heads, columns) if numbered else _chunks(lines, at + width, heads, columns)
        rows, end, doubtful = found
        yield LineTable(at, end if rows else at + width, [heads, *rows] if rows else [], doubtful)
        at = max(end, at + width)


def _head_width(lines: Sequence[str], at: int) -> int:
    """How many lines from here are the names of columns; 0 where none begins here."""
    end = at
    while end < min(len(lines), at + _MOST_COLUMNS) and _may_be_head(lines, end):
        end += 1
    while end > at and not meaning_of(lines[end - 1]):
        end -= 1
    meanings = {meaning_of(line) for line in lines[at:end]} - {""}
    who_or_when = meanings & {*NAMES, "deadline"}
    what = meanings & {*TEXT, "number", "problem", "period"}
    return end - at if end - at >= _FEWEST_COLUMNS and who_or_when and what and meaning_of(lines[at]) else 0


def _may_be_head(lines: Sequence[str], at: int) -> bool:
    line = lines[at].strip()
    if meaning_of(line):
        return True
    short = 1 < len(line) <= _LONGEST_UNKNOWN and not _SENTENCE.search(line) and not any(map(str.isdigit, line))
    return short and at + 1 < len(lines) and bool(meaning_of(lines[at + 1]))


_Rows = tuple[list[tuple[str, ...]], int, int]


def _numbered(lines: Sequence[str], start: int, heads: Sequence[str], columns: Sequence[str]) -> _Rows:
    """Rows that begin with their numbers, which count up."""
    rows: list[tuple[str, ...]] = []
    at, read, doubtful = start, 0, 0
    while at < len(lines) and is_group(lines[at]):
        rows.append((lines[at],))
        at += 1
    number = _number(lines, at)
    while number is not None:
        following = _next(lines, at, columns)
        record, groups = _record(lines[at : following or _last(lines, at, columns)], heads)
        cells = shared_out(record, columns)
        if following is None and cells is None:
            break
        if cells is None:
            doubtful += 1
            rows.append((record[0], *[""] * (len(columns) - 1)))
        else:
            read += 1
            doubtful += cells.count("") > len(columns) - len(record)
            rows.append(cells)
        rows += [(group,) for group in groups]
        at += len(record) + (0 if following is None else following - at - len(record))
        number = None if following is None else _number(lines, following)
    return (rows, at, doubtful) if read and read >= _FEWEST_READ * (read + doubtful) else ([], start, 0)


def _number(lines: Sequence[str], at: int) -> int | None:
    match = _NUMBER.fullmatch(lines[at].strip()) if at < len(lines) else None
    return int(match[1]) if match else None


def _next(lines: Sequence[str], at: int, columns: Sequence[str]) -> int | None:
    """The line of the next number, not farther away than a row is long; of one that jumps where its row is whole."""
    number = _number(lines, at) or 0
    ahead = range(at + 2, min(len(lines), at + 1 + _FARTHEST * len(columns)))
    later = [(line, found) for line in ahead if (found := _number(lines, line)) is not None and found > number]
    counted = next((line for line, found in later if found == number + 1), None)
    return counted or next((line for line, _ in later if _suits(lines, line, columns)), None)


def _last(lines: Sequence[str], at: int, columns: Sequence[str]) -> int:
    """The end of the last row: as many lines as there are columns, or fewer where its last cells are empty."""
    heading = next((n for n, line in enumerate(lines[at : at + len(columns)]) if is_group(line)), len(columns))
    for length in range(min(heading, len(columns), len(lines) - at), 1, -1):
        cells = shared_out(lines[at : at + length], columns)
        if cells and all(cell or n >= length for n, cell in enumerate(cells)):
            return at + length
    return at + heading


def _record(lines: Sequence[str], heads: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines of a row, and the headings of groups behind it; heads that come again on each page are left out."""
    record = [line.strip() for line in lines]
    width = len(heads)
    repeated = [at for at in range(1, len(record) - width + 1) if record[at : at + width] == [h.strip() for h in heads]]
    for at in reversed(repeated):
        del record[at : at + width]
    groups: list[str] = []
    while len(record) > width and is_group(record[-1]):
        groups.insert(0, record.pop())
    return record, groups


def _chunks(lines: Sequence[str], start: int, heads: Sequence[str], columns: Sequence[str]) -> _Rows:
    """Rows without numbers: as many lines each as there are columns, or up to the last that say who and when."""
    rows: list[tuple[str, ...]] = []
    at, doubtful = start, 0
    while at < len(lines):
        record = tuple(line.strip() for line in lines[at : at + len(columns)])
        if record == tuple(head.strip() for head in heads):
            at += len(columns)
        elif is_group(lines[at].strip()) and _suits(lines, at + 1, columns):
            rows.append((lines[at].strip(),))
            at += 1
        elif _suits(lines, at, columns):
            rows.append(record)
            at += len(columns)
        elif shorter := _shorter(lines, at, columns):
            end, cells = shorter
            doubtful += cells.count("") > len(columns) - (end - at)
            rows.append(cells)
            at = end
        else:
            break
    return (rows, at, doubtful) if rows else ([], start, 0)


def _shorter(lines: Sequence[str], at: int, columns: Sequence[str]) -> tuple[int, tuple[str, ...]] | None:
    """A row that lacks cells merged with those above: it ends with the lines that say who and when."""
    told = [meaning for meaning in columns if meaning in NAMES or meaning == "deadline"]
    what = max(n for n, meaning in enumerate(columns) if meaning not in told) if set(columns) - set(told) else 0
    if not told or columns[what + 1 :] != columns[len(columns) - len(told) :]:
        return None
    ahead = range(at + 1, min(len(lines), at + len(columns)))
    first = next((n for n in ahead if _says(lines[n], told)), None)
    if first is None:
        return None
    last = min(len(lines), at + len(columns))
    end = next((n for n in range(first, last) if not _says(lines[n], told)), last)
    cells = shared_out([line.strip() for line in lines[at:end]], columns)
    return (end, cells) if cells and any(cells[what + 1 :]) else None


def _says(line: str, told: Sequence[str]) -> bool:
    return any(fit(meaning, line.strip()) >= 1 for meaning in set(told))


def _suits(lines: Sequence[str], at: int, columns: Sequence[str]) -> bool:
    record = lines[at : at + len(columns)]
    fits = [fit(meaning, line.strip()) for meaning, line in zip(columns, record, strict=False)]
    return len(record) == len(columns) and min(fits) > -1 and max(fits) >= 1
