"""The rows of a table that came as one line a cell: from which line to which, and what each line is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from pipeline.cell_alignment import NUMBER, ColumnKind, Row, align, fits
from schemas.source import RawBlock

HEADING = regex.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]{1,3}[部章类])"
)
_SIGNED = regex.compile(
    r"\s*[\d○〇零一二三四五六七八九十]{2,4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日\s*"
)
_END = regex.compile(r"\s*(?:附件|附表|附录|备注[:：]|注[:：]|抄送|抄报|主题词|[(（]此件)")
_MOST_LINES = 30  # of one row
_BELOW_SIGNATURE = 3
_MOST_MISFITS = 3  # rows in a line that do not fit, after which the table is at an end


@dataclass(frozen=True)
class Head:
    """The lines that name the columns: from ``start`` to ``end`` among the blocks, and what each column holds."""

    start: int
    end: int
    kinds: tuple[ColumnKind, ...]

    @property
    def numbered(self) -> bool:
        """Does each row begin with its number?"""
        return self.kinds[0] == "number"

    @property
    def text(self) -> int:
        """The column that says what to do."""
        return self.kinds.index("text")

    @property
    def bound(self) -> list[int]:
        """The columns that say who and when."""
        return [column for column, kind in enumerate(self.kinds) if kind in ("names", "people", "time")]


@dataclass(frozen=True)
class CellRow:
    """A row: from ``start`` to ``end`` among the blocks, and its lines by column.

    ``cells`` is empty for a heading across all columns, and ``None`` where the lines do not fit.
    """

    start: int
    end: int
    cells: Row | None


def find_rows(blocks: Sequence[RawBlock], head: Head) -> list[CellRow]:
    """The rows below a head, as far as they fit; one between that does not fit is kept with its place."""
    rows: list[CellRow] = []
    at, behind = head.end, 0
    stop = _stop(blocks, head)
    while at < stop and not _END.match(blocks[at].text) and blocks[at].kind != "cell":
        row = CellRow(at, at + 1, {}) if _spans(blocks, head, at) else _row(blocks, head, at, behind)
        rows.append(row)
        at = row.end
        behind = sum(column > max(head.bound) for column in row.cells) if row.cells else behind
        if len(rows) >= _MOST_MISFITS and not any(row.cells for row in rows[-_MOST_MISFITS:]):
            break
    while rows and not rows[-1].cells:  # what follows the last row that fits is no row
        rows.pop()
    return rows


def _stop(blocks: Sequence[RawBlock], head: Head) -> int:
    """Before which block the last row begins: at the last number, or before the signature and its date."""
    if head.numbered:
        return 1 + max(
            (n for n in range(head.end, len(blocks)) if NUMBER.fullmatch(blocks[n].text)), default=head.end - 1
        )
    signed = (n for n in range(len(blocks) - 1, head.end, -1) if _SIGNED.fullmatch(blocks[n].text))
    last = next(signed, len(blocks))
    return last - 1 if len(blocks) - last <= _BELOW_SIGNATURE else len(blocks)


def _spans(blocks: Sequence[RawBlock], head: Head, at: int) -> bool:
    """Is a line a heading across all columns: one that stands before the number of a row?"""
    if not head.numbered or NUMBER.fullmatch(blocks[at].text):
        return False
    following = at + 1
    while following < len(blocks) and HEADING.match(blocks[following].text):
        following += 1
    return following < len(blocks) and NUMBER.fullmatch(blocks[following].text) is not None


def _row(blocks: Sequence[RawBlock], head: Head, at: int, behind: int) -> CellRow:
    ends = list(_ends(blocks, head, at, behind)) or [at + 1]
    for end in ends:
        if cells := align([block.text for block in blocks[at:end]], head.kinds):
            return CellRow(at, end, cells)
    return CellRow(at, ends[0], None)


def _ends(blocks: Sequence[RawBlock], head: Head, at: int, behind: int) -> Iterator[int]:
    """Where the row that begins with a block may end, the likeliest place first.

    ``behind`` is how many lines the row above had behind those that say who and when.
    """
    reach = min(len(blocks), at + _MOST_LINES)
    if head.numbered and NUMBER.fullmatch(blocks[at].text):
        end = next((end for end in range(at + 1, reach) if NUMBER.fullmatch(blocks[end].text)), None)
        if end:
            while end - 1 > at and HEADING.match(blocks[end - 1].text):
                end -= 1
            yield from (end, end - 1)  # a heading without a number may stand between
    if head.text > min(head.bound):
        if at + len(head.kinds) <= len(blocks):
            yield at + len(head.kinds)
        return
    start = next((number for number in range(at + 1, reach) if _tells(head, blocks[number].text)), None)
    if start is not None:
        last = min(reach, start + len(head.kinds) - head.text - 1)
        end = next((number for number in range(start, last) if not _tells(head, blocks[number].text)), last)
        yield from (min(end + behind, last), end)


def _tells(head: Head, line: str) -> bool:
    """Does a line say who or when, as what stands behind the text of a row does?"""
    return any(fits(kind, line) for kind in set(head.kinds[head.text + 1 :]) if kind in ("names", "time"))
