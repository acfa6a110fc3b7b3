"""Tables as plain text (.csv, .tsv): comma, tab or semicolon, in the encodings that Excel and WPS write."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

from extractors.rules import Rule, load_rules
from extractors.shadow import shadow
from pipeline.readers.clean import BLANK, odd_notes
from pipeline.readers.decoding import decode
from pipeline.readers.errors import UnreadableFile
from pipeline.readers.sheet_book import Sheet, SheetCell
from pipeline.readers.sheets import sheet_blocks
from schemas.source import RawBlock, Reading

_DELIMITERS = "\t,;|"
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_KEPT_AS_TEXT = re.compile(r'="(.*)"')  # how a table keeps Excel from reading 0012 or 1-2 as a number or date
_HEAD_SAMPLE = 20_000
_LONGEST_HEAD = 20
_NEARLY_ALL = 0.9


def read_csv(data: bytes) -> Reading:
    """The cells of a table in plain text; ``place.row`` counts the rows as a spreadsheet shows them.

    Raises ``UnreadableFile``.
    """
    text = decode(data)
    stated = _SEPARATOR_LINE.match(text)
    delimiter = stated.group(1) if stated else delimiter_of(text)[0]
    blocks = table_blocks(text[stated.end() :] if stated else text, delimiter, table=1)
    if not blocks:
        raise UnreadableFile("empty_file")
    return Reading(kind="csv", blocks=blocks, notes=odd_notes((block.text, block.place) for block in blocks))


def table_blocks(text: str, delimiter: str, *, table: int) -> tuple[RawBlock, ...]:
    """The cells of a table in plain text, titles above it and notes below it as paragraphs."""
    return row_blocks(_rows(text, delimiter), table=table)


def row_blocks(rows: Sequence[Sequence[str]], *, table: int) -> tuple[RawBlock, ...]:
    """The cells of rows of text."""
    cells = [
        SheetCell(number, column, cell)
        for number, row in enumerate(rows, start=1)
        for column, raw in enumerate(row, start=1)
        if (cell := _cell(raw))
    ]
    return tuple(sheet_blocks(Sheet("", cells, {}), table))


def delimiter_of(text: str) -> tuple[str, float]:
    """The delimiter that gives most rows the same number of cells, and their share; the comma where none does."""
    best = (",", 0.0)
    for delimiter in _DELIMITERS:
        rows = [row for row in _rows(text[:_HEAD_SAMPLE], delimiter) if any(map(str.strip, row))]
        widths = Counter(len(row) for row in rows if len(row) > 1)
        share = max(widths.values(), default=0) / max(1, len(rows))
        best = max(best, (delimiter, share), key=lambda pair: pair[1])
    return best


def is_task_table(text: str) -> bool:
    """Whether plain text of no stated kind is a table from end to end, under the column names of a task table."""
    delimiter, share = delimiter_of(text)
    if share < _NEARLY_ALL:
        return False
    return any(is_task_head(row) for row in _rows(text[:_HEAD_SAMPLE], delimiter)[:3])


def is_task_head(cells: Sequence[str]) -> bool:
    """Whether the cells of a line are the column names of a task table: three or more, of which two are known."""
    filled = [cell.strip(BLANK) for cell in cells if cell.strip(BLANK)]
    known = {rule.means for cell in filled if len(cell) <= _LONGEST_HEAD and (rule := _label(cell))}
    return len(filled) >= 3 and len(known) >= 2 and max(map(len, filled)) <= _LONGEST_HEAD


def _rows(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter))
    except csv.Error:  # a quote that is never closed swallows the rest of the file; then quotes are plain text
        plain = csv.reader(text.replace("\0", "").splitlines(), delimiter=delimiter, quoting=csv.QUOTE_NONE)
        try:
            return list(plain)
        except csv.Error as error:
            raise UnreadableFile("damaged_file", {"kind": "csv", "detail": str(error)}) from error


def _cell(raw: str) -> str:
    match = _KEPT_AS_TEXT.fullmatch(raw.strip(BLANK))
    text = match.group(1) if match else raw
    return "\n".join(filter(None, (line.strip(BLANK) for line in text.splitlines())))


def _label(text: str) -> Rule | None:
    return load_rules("labels").whole_match(re.sub(r"\s", "", shadow(text)))
