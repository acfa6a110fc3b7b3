"""Task tables that came as one line a cell, as pages copied into text files keep them: put together again.

The lines that name the columns (序号 / 主要任务 / 牵头单位 / 完成时限) follow each other at the table's head. Read as
running text such a table would give its tasks without anybody who is bound, and departments as tasks of their own.
"""

from collections.abc import Iterator, Sequence

import regex

from extractors.shadow import shadow
from pipeline.cell_alignment import NUMBER, ColumnKind
from pipeline.cell_rows import HEADING, CellRow, Head, find_rows
from pipeline.label_lines import BINDING, label_meaning
from schemas.source import RawBlock, Reading, ReadingNote

NOTE = "cells_without_place"
_HEAD = regex.compile(r"[\p{Han}\d、/()（）“”A-Za-z \t]{2,20}")
_MOST_COLUMNS = 12
_FEWEST_COLUMNS = 3
_FURTHER_UNKNOWN = 2  # names of columns that no table knows, in one go
_SHOWN = 20
_KIND: dict[str, ColumnKind] = {
    "lead": "names",
    "responsible": "names",
    "support": "names",
    "person": "people",
    "deadline": "time",
    "number": "number",
    "group": "group",
}


def with_tables(reading: Reading) -> Reading:
    """A reading in which the lines of such tables are cells again, with a note on rows that could not be laid out."""
    blocks = reading.blocks
    table = max((block.place.table or 0 for block in blocks), default=0)
    out: list[RawBlock] = []
    notes: list[ReadingNote] = []
    at = 0
    while at < len(blocks):
        head = _head(blocks, at)
        rows = find_rows(blocks, head) if head else []
        if head is None or not rows:
            step = head.end - at if head else 1
            out += blocks[at : at + step]
            at += step
            continue
        table += 1
        out += _cells(blocks, head, rows, table)
        notes += _lost(blocks, rows)
        at = rows[-1].end
    return reading.model_copy(update={"blocks": tuple(out), "notes": (*reading.notes, *notes)})


def _head(blocks: Sequence[RawBlock], at: int) -> Head | None:
    """The head that begins with a block: three or more lines that name columns, of tasks and of who is bound."""
    meanings: list[str | None] = []
    last = 0
    for block in blocks[at : at + _MOST_COLUMNS]:
        if block.kind == "cell" or not _HEAD.fullmatch(block.text) or HEADING.match(block.text):
            break
        found = label_meaning(shadow(block.text))
        if found is None and not meanings:
            return None
        meanings.append(found[0] if found else None)
        last = len(meanings) if found else last
        if len(meanings) - last > _FURTHER_UNKNOWN:
            break
    end = _numbered_end(blocks, at, last) if meanings[:1] == ["number"] else last
    kinds = _kinds(meanings[:end])
    return Head(at, at + end, kinds) if end >= _FEWEST_COLUMNS and "text" in kinds and "names" in kinds else None


def _numbered_end(blocks: Sequence[RawBlock], at: int, last: int) -> int:
    """The head of a numbered table ends before its first number, if that comes soon."""
    for end in range(last, last + _FURTHER_UNKNOWN + 1):
        if at + end < len(blocks) and NUMBER.fullmatch(blocks[at + end].text):
            return end
    return last


def _kinds(meanings: Sequence[str | None]) -> tuple[ColumnKind, ...]:
    """What each column holds. The text is in the column of measures, or else in that of tasks, or an unknown one."""
    kinds: list[ColumnKind] = [_KIND.get(meaning or "", "other") for meaning in meanings]
    bound = next((number for number, meaning in enumerate(meanings) if meaning in BINDING), len(meanings))
    for wanted in ("measure", "task", None):
        columns = [number for number, meaning in enumerate(meanings) if meaning == wanted]
        if columns:
            before = [number for number in columns if number < bound]
            kinds[(before or columns)[-1]] = "text"
            break
    return tuple(kinds)


def _cells(blocks: Sequence[RawBlock], head: Head, rows: Sequence[CellRow], table: int) -> list[RawBlock]:
    """The cells in reading order; one of a group that a row lacks was merged with the one above."""
    cells = [_cell(blocks[head.start + column], table, 1, column) for column in range(len(head.kinds))]
    above: dict[int, int] = {}
    for number, row in enumerate(rows, 2):
        if row.cells is None:
            text = "\n".join(block.text for block in blocks[row.start : row.end])
            cells.append(_cell(blocks[row.start], table, number, len(head.kinds), text))
            continue
        if not row.cells:
            cells.append(_cell(blocks[row.start], table, number, 0).model_copy(update={"column_span": len(head.kinds)}))
            above.clear()
        for column, kind in enumerate(head.kinds if row.cells else ()):
            lines = [blocks[row.start + line] for line in row.cells.get(column, ())]
            if lines:
                above[column] = len(cells)
                cells.append(_cell(lines[0], table, number, column, "\n".join(block.text for block in lines)))
            elif kind in ("group", "other", "number") and column in above:
                merged = cells[above[column]]
                span = number - (merged.place.row or number) + 1
                cells[above[column]] = merged.model_copy(update={"row_span": span})
    return cells


def _cell(block: RawBlock, table: int, row: int, column: int, text: str | None = None) -> RawBlock:
    place = block.place.model_copy(update={"table": table, "row": row, "column": column + 1})
    return RawBlock(text=block.text if text is None else text, kind="cell", place=place)


def _lost(blocks: Sequence[RawBlock], rows: Sequence[CellRow]) -> Iterator[ReadingNote]:
    misfits = [row for row in rows if row.cells is None]
    if misfits:
        first = blocks[misfits[0].start]
        fields = (("count", str(len(misfits))), ("words", first.text[:_SHOWN]))
        yield ReadingNote(code=NOTE, place=first.place, fields=fields)
