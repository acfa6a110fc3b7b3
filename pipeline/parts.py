"""The documents that one file holds: a letter of enclosure, the plan behind it, its annexes, several plans in a row."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from pipeline.metadata import is_date_line, parse_date
from pipeline.part_lines import Line, lines_of
from pipeline.part_starts import PartScan, Start
from schemas.document import Block, Metadata, Part


def find_parts(text: str, blocks: Sequence[Block], metadata: Metadata) -> tuple[Part, ...]:
    """The parts of a document, one where it is whole; their stretches cover the text.

    ``metadata`` are those of the file: of its letter, or of its first document.
    """
    lines = lines_of(text, blocks)
    tables_end = bool(blocks) and blocks[-1].kind == "cell"
    starts = list(PartScan(lines, metadata.title, tables_end).starts())
    if not starts or (lines and starts[0].at > lines[0].start) or blocks[0].kind == "cell":
        starts.insert(0, Start(0, "main", metadata.title))
    return tuple(_related(starts, lines, len(text), metadata))


def part_at(parts: Sequence[Part], position: int) -> Part:
    """The part that a position lies in; one whole part for a document that was not divided."""
    at = bisect_right(parts, position, key=lambda part: part.start) - 1
    return parts[max(at, 0)] if parts else Part(start=0, end=position)


def counted_from(parts: Sequence[Part], part: Part) -> date | None:
    """The day that relative deadlines of a part count from: that of the letter around it, else its own."""
    while part.within is not None:
        part = parts[part.within]
    return part.signed


def _own_date(lines: Sequence[Line], begin: int, stop: int) -> date | None:
    first, last = (bisect_left(lines, place, key=lambda line: line.start) for place in (begin, stop))
    dates = (parse_date(line.text) for line in lines[first:last] if is_date_line(line.text))
    return next((day for day in dates if day), None)


def _related(starts: Sequence[Start], lines: Sequence[Line], end: int, metadata: Metadata) -> Iterator[Part]:
    """The parts, each with what it is within and with its date."""
    made: list[Part] = []
    root: int | None = None
    main: int | None = None
    bounds = [0, *(start.at for start in starts[1:]), end]
    for number, (start, (begin, stop)) in enumerate(zip(starts, pairwise(bounds), strict=True)):
        if start.kind == "annex":
            within = main
        else:
            within, main = (root if start.enclosed else None), number
            root = root if start.enclosed else number
        own = _own_date(lines, begin, stop) if number else None
        inherited = metadata.issued if within is None else made[within].signed
        part = Part(start=begin, end=stop, kind=start.kind, title=start.title, signed=own or inherited, within=within)
        made.append(part)
        if start.enclosed and within is not None:
            made[within] = made[within].model_copy(update={"kind": "letter"})
    yield from made
