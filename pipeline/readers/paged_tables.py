"""Tables without rules on a page: a head in one line, and below it rows of one line each.

Where cells go on in further lines, nothing tells which row a line belongs to; such a table is left as text.
"""

from collections.abc import Iterator, Sequence

from pipeline.readers.cell_fit import fit, meaning_of
from pipeline.readers.csv_table import is_task_head
from pipeline.readers.pdf_lines import TextLine
from pipeline.readers.spaced_tables import pieces_of

_FEWEST = 3


def parted(lines: Sequence[TextLine]) -> Iterator[tuple[bool, list[TextLine]]]:
    """The lines in runs, and whether a run is a table of one line a row."""
    at = start = 0
    while at < len(lines):
        end = _end(lines, at)
        if end is None:
            at += 1
            continue
        if start < at:
            yield False, list(lines[start:at])
        yield True, list(lines[at:end])
        at = start = end
    if start < len(lines):
        yield False, list(lines[start:])


def cells_of(line: TextLine) -> list[str]:
    """What the columns of a line say."""
    return [piece.text for piece in pieces_of(line.text)]


def _end(lines: Sequence[TextLine], at: int) -> int | None:
    """Where a table ends whose head is a line; ``None`` where the line is no head, or rows take several lines."""
    heads = cells_of(lines[at]) if "\u3000" in lines[at].text else []
    if len(heads) < _FEWEST or not is_task_head(heads):
        return None
    columns = [meaning_of(head) for head in heads]
    end = at + 1
    while end < len(lines) and (cells_of(lines[end]) == heads or _suits(cells_of(lines[end]), columns)):
        end += 1
    cut = end < len(lines) and len(cells_of(lines[end])) > 1 and lines[end].page == lines[end - 1].page
    return end if end > at + 1 and not cut else None


def _suits(cells: Sequence[str], columns: Sequence[str]) -> bool:
    fits = [fit(meaning, cell) for meaning, cell in zip(columns, cells, strict=False)]
    return len(cells) == len(columns) and min(fits) > -1 and max(fits) >= 1
