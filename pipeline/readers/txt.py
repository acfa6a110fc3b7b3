"""Plain text: one block a line, or a paragraph where the file was wrapped at a fixed width."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pipeline.readers.clean import BLANK, joined, odd_notes, tidy
from pipeline.readers.csv_table import is_task_head, is_task_table, read_csv, row_blocks
from pipeline.readers.decoding import decode
from pipeline.readers.errors import UnreadableFile
from pipeline.readers.markdown import is_markdown, markdown_blocks
from pipeline.readers.spaced_tables import pieces_of, spaced_rows
from schemas.source import Place, RawBlock, Reading

_LINE_END = re.compile("\r\n|[\n\r\f\v\x85\u2028\u2029]")
_CLOSED = "。：；！？:;!?…"
_CLOSED_QUOTED = re.compile(r"[。：；！？:;!?…][”’」』）)》]*$")
_NUMBERED = re.compile(
    r"[（(]?(?:[一二三四五六七八九十百]+|\d{1,3})[）)、．.]|第[一二三四五六七八九十百零〇\d]+[章节条款编]|[①-⑳]|附件|附表|抄送|主题词"
)
_INDENTED = re.compile("[ \t\u3000\u00a0]{2}|\u3000|\t")
_WRAPPED_SHARE = 0.6
_WRAPPED_WITHIN = 2
_FEWEST_LINES = 8
_NARROWEST = 15
_FEWEST_CELLS = 3

Line = tuple[int, str]
"""A line and its number, from 1."""


def read_txt(data: bytes) -> Reading:
    """The lines of a text file; ``place.paragraph`` is the number of the line that a block begins on.

    Raises ``UnreadableFile``.
    """
    text = decode(data)
    if is_task_table(text):
        return read_csv(data).model_copy(update={"kind": "txt"})
    if is_markdown(text):
        return _reading(list(markdown_blocks(text)), enumerate(_LINE_END.split(text), start=1))
    lines = [(number, line) for number, line in enumerate(_LINE_END.split(text), start=1) if line.strip(BLANK)]
    width = wrapping_width([line for _, line in lines])
    blocks: list[RawBlock] = []
    tables = 0
    for rows, part in _parts(lines):
        if rows:
            tables += 1
            blocks += row_blocks(rows, table=tables)
            continue
        for number, line in _rejoined(part, width) if width else part:
            blocks += [RawBlock(text=tidied, place=Place(paragraph=number))] if (tidied := tidy(line)) else []
    return _reading(blocks, lines)


def _reading(blocks: Sequence[RawBlock], lines: Iterable[Line]) -> Reading:
    if not blocks:
        raise UnreadableFile("empty_file")
    notes = odd_notes((line, Place(paragraph=number)) for number, line in lines)
    return Reading(kind="txt", blocks=tuple(blocks), notes=notes)


def _parts(lines: list[Line]) -> Iterator[tuple[list[tuple[str, ...]], list[Line]]]:
    """The lines in runs, with the rows of those that are a table: cells held apart by tabs or blanks."""
    at = start = 0
    while at < len(lines):
        rows, used = _table(lines, at)
        if not rows:
            at += 1
            continue
        if start < at:
            yield [], lines[start:at]
        yield rows, lines[at : at + used]
        at = start = at + used
    if start < len(lines):
        yield [], lines[start:]


def _table(lines: list[Line], at: int) -> tuple[list[tuple[str, ...]], int]:
    """The rows of a table that begins in a line, and how many lines it takes; none where the line is no head."""
    first = lines[at][1]
    cells = first.split("\t")
    tabbed = len(cells) >= _FEWEST_CELLS and is_task_head(cells)
    names = [] if tabbed else [piece.text for piece in pieces_of(first)]
    if not tabbed and not (len(names) >= _FEWEST_CELLS and is_task_head(names)):
        return [], 0
    below = [line for _, line in lines[at:]]
    if not tabbed:
        return spaced_rows(below)
    used = next((n for n, line in enumerate(below) if line.count("\t") < len(cells) - 1), len(below))
    return [tuple(line.split("\t")) for line in below[:used]], used


def wrapping_width(lines: list[str]) -> int | None:
    """The constant width at which paragraphs were broken into lines, ``None`` where lines are paragraphs.

    Only when plain: three lines in five end within two characters of the most frequent length.
    """
    if len(lines) < _FEWEST_LINES:
        return None
    lengths = Counter(len(line.rstrip(BLANK)) for line in lines)
    width, _ = max(lengths.items(), key=lambda item: (item[1], item[0]))
    near = sum(count for length, count in lengths.items() if abs(length - width) <= _WRAPPED_WITHIN)
    open_ended = sum(len(line.rstrip(BLANK)) >= width - _WRAPPED_WITHIN and not _is_closed(line) for line in lines)
    return width if width >= _NARROWEST and near >= _WRAPPED_SHARE * len(lines) and open_ended * 2 > near else None


def _rejoined(lines: list[Line], width: int) -> list[Line]:
    paragraphs: list[Line] = []
    previous: Line | None = None
    for number, line in lines:
        if previous is not None and _continues(previous, (number, line), width):
            paragraphs[-1] = (paragraphs[-1][0], joined(paragraphs[-1][1], line))
        else:
            paragraphs.append((number, line))
        previous = (number, line)
    return paragraphs


def _continues(previous: Line, this: Line, width: int) -> bool:
    """Whether a line goes on with the paragraph of the line before: that one is full and open, this one not new."""
    full = len(previous[1].rstrip(BLANK)) >= width - _WRAPPED_WITHIN
    new = _INDENTED.match(this[1]) or _NUMBERED.match(this[1].lstrip(BLANK))
    return full and not new and not _is_closed(previous[1]) and this[0] == previous[0] + 1


def _is_closed(line: str) -> bool:
    bare = line.rstrip(BLANK)
    return bare.endswith(tuple(_CLOSED)) or bool(_CLOSED_QUOTED.search(bare))
