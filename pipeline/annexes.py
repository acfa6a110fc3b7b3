"""Annexes that a file names and does not hold: listed in its text (附件：1.…), or linked to from its page."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from extractors.rules import pattern_of
from pipeline.part_lines import Line, bare_title, lines_of
from schemas.document import Block, Part
from schemas.source import ReadingNote

CODE = "annexes_not_in_file"
_TABLE = "parts"
_SURE = 8
_NUMBERS = regex.compile(r"(?:^|[\s;；])\d{1,2}[ \t]*[.、:．：][ \t]*")
_NOT_A_TITLE = regex.compile(r"[(（]?(?:略|无|如下|见后|另附|附后|另发)[)）]?")
_NOT_COMPARED = regex.compile(r"^附(?:件|表)\d*[:.、]?|\d{1,2}[.、:]|\.[a-z]{2,4}$|[^\p{Han}a-z\d]")


def annex_notes(
    text: str, blocks: Sequence[Block], parts: Sequence[Part], linked: Sequence[str]
) -> tuple[ReadingNote, ...]:
    """One note with the names of all annexes that are not in the file, those that are linked to first."""
    lines = lines_of(text, blocks)
    listings = list(_listings(lines, {part.start for part in parts}))
    if not (listings or linked):
        return ()
    cells = [text[block.start : block.end] for block in blocks if block.kind == "cell"]
    held = _held(lines, {line.start for line, _ in listings}, cells)
    held |= {_compared(part.title) for part in parts}
    names = {_compared(name): name for name in linked}
    for _, title in listings:
        if not any(_compared(title) in known or known in _compared(title) for known in names):
            names[_compared(title)] = title
    missing = [name for compared, name in names.items() if compared and not _is_held(compared, held)]
    fields = (("count", str(len(missing))), ("names", "；".join(missing)))
    return (ReadingNote(code=CODE, fields=fields),) if missing else ()


def _listings(lines: Sequence[Line], starts: set[int]) -> Iterator[tuple[Line, str]]:
    """The lines that list annexes, each with a title; the line that an annex begins with is none of them."""
    listing = False
    for line in lines:
        opens = pattern_of(_TABLE, "annex").fullmatch(line.text) if line.start not in starts else None
        goes_on = pattern_of(_TABLE, "listed").fullmatch(line.text) if listing and not opens else None
        match = opens or goes_on
        listing = match is not None
        if match:
            titles = (title.strip("《》 ;；。") for title in _NUMBERS.split(line.written[match.start("title") :]))
            yield from ((line, title) for title in titles if len(title) > 1 and not _NOT_A_TITLE.fullmatch(title))


def _held(lines: Sequence[Line], listings: set[int], cells: Sequence[str]) -> set[str]:
    """What stands on a line or in a cell of its own, or over two lines: it may be the title of an annex."""
    own = [line.written for line in lines if line.start not in listings]
    pairs = (before + after for before, after in pairwise(own) if len(before) + len(after) < 120)
    return {_compared(text) for text in (*own, *pairs, *(cell for cell in cells if len(cell) < 120))}


def _is_held(title: str, held: set[str]) -> bool:
    """Is a title there, or one that it is the beginning of, where its line was cut?"""
    return title in held or (len(title) >= _SURE and any(known.startswith(title) for known in held))


def _compared(name: str) -> str:
    return _NOT_COMPARED.sub("", bare_title(name).lower())
