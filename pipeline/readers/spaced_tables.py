"""Tables in plain text whose cells stand below each other, held apart by blanks or tabs."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.readers.cell_fit import fit, is_group, meaning_of, shared_out
from pipeline.readers.clean import BLANK, joined

_GAP = re.compile("(?:[ \u00a0]{2,}|[\t\u3000])[ \t\u00a0\u3000]*")
_LEVEL = 2  # half-widths by which a cell may stand off its head


class Piece(NamedTuple):
    """What stands between two gaps of a line, and where it begins, in half-widths."""

    text: str
    at: int


def pieces_of(line: str) -> list[Piece]:
    """The pieces of a line."""
    pieces, start = [], 0
    for gap in (*_GAP.finditer(line), None):
        end = gap.start() if gap else len(line)
        if text := line[start:end].strip(BLANK):
            pieces.append(Piece(text, _width(line[:start]) if start else 0))
        start = gap.end() if gap else end
    return pieces


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 8 if char == "\t" else 1 for char in text)


def spaced_rows(lines: Sequence[str]) -> tuple[list[tuple[str, ...]], int]:
    """The rows of a table whose head is the first line, and how many lines it takes; none where they do not fit.

    A line belongs to it as long as it has as many pieces as the head, pieces that stand below heads, or pieces that
    suit the columns; one that leaves the first column empty goes on with the row above.
    """
    heads = pieces_of(lines[0])
    columns = [meaning_of(head.text) for head in heads]
    rows: list[tuple[str, ...]] = [tuple(head.text for head in heads)]
    used, at = 1, 1
    while at < len(lines):
        pieces = pieces_of(lines[at])
        cells = _cells(pieces, heads, columns)
        if cells is None and len(pieces) == 1 and is_group(pieces[0].text):
            rows.append((pieces[0].text,))
            at += 1
            continue
        if cells is None:
            break
        if not cells[0] and len(rows) > 1 and len(rows[-1]) == len(heads):
            rows[-1] = tuple(joined(above, below) for above, below in zip(rows[-1], cells, strict=True))
        else:
            rows.append(cells)
        at += 1
        used = at
    while len(rows[-1]) == 1 and len(heads) > 1:  # a heading that nothing of the table follows
        rows.pop()
    return (rows, used) if len(rows) > 1 else ([], 0)


def _cells(pieces: Sequence[Piece], heads: Sequence[Piece], columns: Sequence[str]) -> tuple[str, ...] | None:
    """The pieces of a line as cells of a row."""
    texts = [piece.text for piece in pieces]
    if len(pieces) == len(heads) and all(fit(m, t) > -2 for m, t in zip(columns, texts, strict=True)):
        return tuple(texts)
    below = [_column(piece, heads) for piece in pieces]
    if pieces and None not in below and all(a < b for a, b in pairwise(below)):  # type: ignore[operator]
        placed = dict(zip(below, texts, strict=True))
        return tuple(placed.get(n, "") for n in range(len(heads)))
    return shared_out(texts, columns) if len(pieces) > 1 else None


def _column(piece: Piece, heads: Sequence[Piece]) -> int | None:
    nearest = min(range(len(heads)), key=lambda n: abs(heads[n].at - piece.at))
    return nearest if abs(heads[nearest].at - piece.at) <= _LEVEL else None
