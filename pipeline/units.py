"""Units: sentences and semicolon clauses, the stretches of text that can be obligations (guideline rules 1 and 4).

A unit ends at 。！？, at a semicolon or at the end of its line, never inside “” 《》 （）. Headings are no units, and
the leading number of an item is no part of one.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

import regex

from extractors.rules import load_rules
from extractors.shadow import shadow
from pipeline.section_tree import SectionTree
from schemas.document import Block, Section, Unit

BRACKETS = {"(": ")", "“": "”", "《": "》", "『": "』", "[": "]", "「": "」", "‘": "’", "<": ">", "【": "】"}
_BRACKET_OR_LINE = regex.compile(f"[\n{regex.escape(''.join((*BRACKETS, *BRACKETS.values())))}]")
_CLAUSE_END = ";"
_END = regex.compile(f"[。!?\n{_CLAUSE_END}]")
_LINE_ENDS = "。;!?:)"
_TRIM = ",、:。;!?\u200b\ufeff·*※"


def build_units(text: str, blocks: Sequence[Block], sections: Sequence[Section]) -> tuple[Unit, ...]:
    """All units of a document in reading order, those in table cells included. ``sections`` are in reading order."""
    shadowed = shadow(text)
    starts = [section.start for section in sections]
    tree = SectionTree(sections)
    units: list[Unit] = []
    sentence = 0
    for number, block in enumerate(blocks):
        inside = range(bisect_left(starts, block.start), bisect_left(starts, block.end))
        cuts = {cut for index in inside for cut in (sections[index].start, sections[index].heading_end)}
        for start, end, ends_sentence in _pieces(shadowed, block, cuts):
            section = tree.innermost(start)
            if section is not None:
                start = max(start, sections[section].heading_end)
            if trimmed := trim(shadowed, start, end):
                units.append(Unit(start=trimmed[0], end=trimmed[1], section=section, block=number, sentence=sentence))
            sentence += ends_sentence
        sentence += 1
    return tuple(units)


def _pieces(shadowed: str, block: Block, cuts: set[int]) -> Iterator[tuple[int, int, bool]]:
    """(start, end, ends a sentence) of each piece of a block between sentence ends, semicolons and section starts."""
    brackets = bracketed(shadowed, block.start, block.end).items()
    skips = {opened + 1: end for opened, end in brackets if cuts.isdisjoint(range(opened + 1, end))}
    cuts = {cut for cut in cuts if block.start < cut < block.end}
    ends = {match.start() for match in _END.finditer(shadowed, block.start, block.end)}
    start = block.start
    for position in outside(skips, ends | cuts):
        if position in cuts and position > start:
            yield start, position, True
            start = position
        if position not in ends:
            continue
        if shadowed[position] == "\n" and block.kind == "cell" and not _ends_line(shadowed, position, block):
            continue  # the cell was too narrow for its sentence
        yield start, position, shadowed[position] != _CLAUSE_END
        start = position + 1
    if start < block.end:
        yield start, block.end, True


def _ends_line(shadowed: str, position: int, block: Block) -> bool:
    """Does a line break in a cell end a sentence? After a mark that does, or before a number."""
    before = shadowed[max(block.start, position - 8) : position].rstrip()[-1:]
    after = shadowed[position + 1 : min(position + 40, block.end)].lstrip()
    return before in _LINE_ENDS or any(
        rule.compiled().match(after) for rule in load_rules("numbering") if rule.means in ("heading", "item", "run_in")
    )


def bracketed(shadowed: str, start: int, end: int) -> dict[int, int]:
    """Start and end of each outermost closed bracket or quotation; an opening that is never closed is no bracket."""
    stack: list[tuple[str, int]] = []
    pairs: dict[int, int] = {}
    for match in _BRACKET_OR_LINE.finditer(shadowed, start, end):
        char, position = match.group(), match.start()
        if char in BRACKETS:
            stack.append((BRACKETS[char], position))
        elif char == "\n":
            stack.clear()
        else:
            depth = next((k for k in range(len(stack) - 1, max(-1, len(stack) - 4), -1) if stack[k][0] == char), None)
            if depth is not None:
                pairs[stack[depth][1]] = position + 1
                del stack[depth:]
    return outermost(pairs)


def outermost(pairs: dict[int, int]) -> dict[int, int]:
    """Those stretches, by their starts, that begin in no other one."""
    kept: dict[int, int] = {}
    reach = -1
    for start in sorted(pairs):
        if start >= reach:
            kept[start] = reach = pairs[start]
    return kept


def outside(stretches: dict[int, int], places: Iterable[int]) -> list[int]:
    """The places, in order, that lie in none of the stretches, which do not overlap."""
    starts = sorted(stretches)
    before = ((place, bisect_right(starts, place)) for place in sorted(places))
    return [place for place, count in before if not count or place >= stretches[starts[count - 1]]]


def trim(shadowed: str, start: int, end: int) -> tuple[int, int] | None:
    """The stretch without white space and punctuation at its ends; ``None`` where nothing is left."""
    while start < end and (shadowed[start] in _TRIM or shadowed[start].isspace()):
        start += 1
    while end > start and (shadowed[end - 1] in _TRIM or shadowed[end - 1].isspace()):
        end -= 1
    return (start, end) if start < end else None
