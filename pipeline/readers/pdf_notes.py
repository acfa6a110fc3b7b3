"""Footnotes of a page: small print at its foot that begins with a mark which stands raised in the text above.

Both are asked for, so that small print without a reference (a table's 注：, an annex in small type) stays where it is.
"""

import re
from collections.abc import Iterator, Sequence
from statistics import median

from pipeline.readers.pdf_chars import Char
from pipeline.readers.pdf_furniture import is_page_number
from pipeline.readers.pdf_lines import TextLine, box_around, join_lines

Row = list[Char]

_MARK = re.compile(r"\s*[\[［〔【(（]?\s*(?P<mark>[①-⑳]|\d{1,2}|[*＊※])\s*[\]］〕】)）]?[.．、:：]?\s*")
_BRACKETS = "[]［］〔〕【】()（）"
_SMALL_ROW = 0.88
_SMALL_CHAR = 0.8
_RAISED = 0.12
_LOWER = 0.5


def part_notes(rows: Sequence[Row], height: float) -> tuple[list[Row], list[Row]]:
    """The rows of a page's text without the marks that refer to notes, and the rows of the notes."""
    start, end = _foot(rows, height)
    marks = {match["mark"] for row in rows[start:end] if (match := _MARK.match(_text(row)))}
    if not marks:
        return list(rows), []
    cited = [_cited(row, marks) for row in rows[:start]]
    if not any(cited):
        return list(rows), []
    body = [_without(row, gone) for row, gone in zip(rows, cited, strict=False)]
    return [*filter(None, body), *rows[end:]], list(rows[start:end])


def note_texts(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """Each note of a page as one line without its mark; page and box are those of the note."""
    notes: list[list[TextLine]] = []
    for line in lines:
        if not notes or _MARK.match(line.text):
            notes.append([])
        notes[-1].append(line)
    for note in notes:
        text = _MARK.sub("", join_lines(note), count=1)
        yield note[0]._replace(text=text, box=box_around(line.box for line in note))


def _foot(rows: Sequence[Row], height: float) -> tuple[int, int]:
    """First and last row of the small print at the foot of a page, above its number; the same where there is none."""
    if not any(row[0].box[1] > _LOWER * height and _MARK.match(_text(row)) for row in rows):
        return len(rows), len(rows)
    end = len(rows)
    while end and is_page_number(_text(rows[end - 1])):
        end -= 1
    usual = median([char.size for row in rows for char in row]) if rows else 0.0
    start = top = end
    while start and _size(rows[start - 1]) < _SMALL_ROW * usual and rows[start - 1][0].box[1] > _LOWER * height:
        start -= 1
        top = start if _MARK.match(_text(rows[start])) else top
    return top, end


def _cited(row: Row, marks: set[str]) -> set[int]:
    """The places of raised marks in a row, their brackets included. km² has its own: a letter stands before it."""
    size = _size(row)
    foot = median([char.box[3] for char in row])
    raised = [c.size < _SMALL_CHAR * size and foot - c.box[3] > _RAISED * size for c in row]
    found: set[int] = set()
    at = 0
    while at < len(row):
        end = at
        while end < len(row) and raised[end]:
            end += 1
        mark = "".join(char.text for char in row[at:end]).strip(_BRACKETS)
        letter = at > 0 and row[at - 1].text.isascii() and row[at - 1].text.isalpha()
        found |= set(range(at, end)) if mark in marks and not letter else set()
        at = max(end, at + 1)
    return found


def _without(row: Row, gone: set[int]) -> Row:
    """A row without some characters; the one before them takes their room, so that no blank is seen there."""
    kept: Row = []
    for at, char in enumerate(row):
        if at not in gone:
            kept.append(char)
        elif kept:
            left, top, _, bottom = kept[-1].box
            kept[-1] = kept[-1]._replace(box=(left, top, max(kept[-1].box[2], char.box[2]), bottom))
    return kept


def _size(row: Row) -> float:
    return median([char.size for char in row])


def _text(row: Row) -> str:
    return "".join(char.text for char in row)
