"""Tables recovered from paragraphs: a cell on each line, as text copied from a page or a PDF has it."""

import re
from collections.abc import Iterator, Sequence
from itertools import count

from pipeline.readers.cell_fit import NAMES, TEXT, meaning_of
from pipeline.readers.line_tables import LineTable, find_line_tables
from pipeline.readers.spaced_tables import pieces_of
from schemas.source import RawBlock, Reading, ReadingNote

_GAP = re.compile("\u3000|  |\t")
_HEAD = 120  # characters of a paragraph in which a head may stand
_MOST_HEADS = 12
_FEWEST_HEADS = 3
_SHEETS = frozenset({"xlsx", "xls", "csv"})


def recovered(reading: Reading) -> Reading:
    """The reading with its copied tables as cells; what of them is not sure is noted."""
    lines = [block.text if block.kind != "cell" else "" for block in reading.blocks]
    if reading.kind in _SHEETS:
        return reading
    tables = list(find_line_tables(lines))
    unruled = [note for block in reading.blocks if (note := _unruled(block))]
    if not tables:
        return reading.model_copy(update={"notes": (*reading.notes, *unruled)}) if unruled else reading
    blocks: list[RawBlock] = []
    numbers = count(1 + max((block.place.table or 0 for block in reading.blocks), default=0))
    at = 0
    for table in tables:
        if table.rows:
            blocks += reading.blocks[at : table.start]
            blocks += _cells(reading.blocks[table.start : table.end], table, next(numbers))
            at = table.end
    blocks += reading.blocks[at:]
    notes = [note for table in tables for note in _notes(reading.blocks, table)]
    return reading.model_copy(update={"blocks": tuple(blocks), "notes": (*reading.notes, *notes, *unruled)})


def _cells(source: Sequence[RawBlock], table: LineTable, number: int) -> Iterator[RawBlock]:
    """The cells of a table, each at the place of the line that it comes from."""
    at = 0
    for row, cells in enumerate(table.rows, start=1):
        for column, text in enumerate(cells, start=1):
            first = text.partition("\n")[0]
            at = next((i for i in range(at, len(source)) if first and source[i].text.strip() == first), at)
            place = source[at].place.model_copy(update={"table": number, "row": row, "column": column})
            yield RawBlock(text=text, kind="cell", place=place)


def _notes(blocks: Sequence[RawBlock], table: LineTable) -> Iterator[ReadingNote]:
    if table.doubtful or not table.rows:
        heads = table.rows[0] if table.rows else tuple(block.text for block in blocks[table.start : table.end])
        fields = (("heads", "、".join(heads)), ("count", str(table.doubtful)))
        code = "copied_table_doubtful" if table.rows else "copied_table_not_read"
        yield ReadingNote(code=code, place=blocks[table.start].place, fields=fields)


def _unruled(block: RawBlock) -> ReadingNote | None:
    """The head of a table without rules whose rows ran together with it: 序号　重点任务　责任单位　完成时限1　…"""
    if block.kind == "cell" or not _GAP.search(block.text):
        return None
    pieces = [piece.text for piece in pieces_of(block.text[:_HEAD])][:_MOST_HEADS]
    known = [piece for piece in pieces if meaning_of(piece)]
    meanings = {meaning_of(piece) for piece in known}
    if len(known) < _FEWEST_HEADS or not meanings & {*NAMES, "deadline"} or not meanings & {*TEXT, "number"}:
        return None
    fields = (("heads", "、".join(known)), ("count", "0"))
    return ReadingNote(code="copied_table_not_read", place=block.place, fields=fields)
