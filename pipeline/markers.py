"""Where sections start: numbers at the head of a paragraph or inside it, and unnumbered lines that are headings.

Numbering styles nest in the order of GB/T 9704-2012 (一、 （一） 1. （1）) with 章 节 条 above them, as in
``extractors/tables/numbering.toml``: the row's place in the table is the style's rank.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from typing import cast

import regex

from extractors.rules import Rule, any_of, load_rules, pattern_of
from schemas.document import Block, SectionKind

_OPENS_INLINE = regex.compile(r"[。;:!?][”)]?[ \t]*|[,、](?=\d{1,2}[.、][^\d])|(?<=\S)[ \t]{2,}(?=第)")
_PART_START = regex.compile(r"附件?(?:表)?\s*[0-9一二三四五六七八九十]{0,3}[:]?|附录.{0,4}")
_FIRST = regex.compile(r"[(\s]*[一1][)、.\s]*")
_LONGEST_PLAIN = 40
PLAIN_RANK = 8  # an unnumbered heading stands below 一、 and （一）, above 1. ① 一是
_PART_RANK = -1


@dataclass(frozen=True)
class Marker:
    """The start of a section: ``start``:``body`` is its number, ``body``:``end`` the text on its line."""

    start: int
    body: int
    end: int
    rank: float
    kind: SectionKind
    inline: bool
    block: int
    numbered: bool = True


def find_markers(shadowed: str, blocks: Sequence[Block]) -> list[Marker]:
    """All markers in reading order. Tables take no part, they have rows."""
    found: list[Marker] = []
    for number, block in enumerate(blocks):
        if block.kind != "cell":
            found += _of_block(shadowed, block, number)
    return _lists_above(shadowed, _steps_above(shadowed, found))


def _steps_above(shadowed: str, markers: list[Marker]) -> list[Marker]:
    """第二步：集中整治阶段 stands above （一） where （一） is counted anew under it."""
    rows = [rule.id for rule in load_rules("numbering")]
    step, bracketed = rows.index("step"), rows.index("han-parenthesis")
    if not any(
        one.rank == step and other.rank == bracketed and "一" in shadowed[other.start : other.body].strip("() \t")[:1]
        for one, other in pairwise(markers)
    ):
        return markers
    return [replace(marker, rank=bracketed - 0.5) if marker.rank == step else marker for marker in markers]


def _lists_above(shadowed: str, markers: list[Marker]) -> list[Marker]:
    """Lines without a number, several of which are followed by （一） or 一、 counted anew, stand above these.

    县教育局 / （一）… / （二）… / 县水利局 / （一）… One is enough where it is a department's name and nothing else.
    """
    above = {
        one.start: other.rank
        for one, other in pairwise(markers)
        if one.rank == PLAIN_RANK > other.rank and _FIRST.fullmatch(shadowed, other.start, other.body)
    }
    repeated = {rank for rank, times in Counter(above.values()).items() if times > 1}
    return [
        replace(marker, rank=above[marker.start] - 0.5)
        if marker.start in above and (above[marker.start] in repeated or _is_name(shadowed, marker))
        else marker
        for marker in markers
    ]


def _is_name(shadowed: str, marker: Marker) -> bool:
    line = shadowed[marker.body : marker.end].strip()
    return pattern_of("actors", "name-alone").fullmatch(line) is not None


def _of_block(shadowed: str, block: Block, number: int) -> Iterator[Marker]:
    starts = [block.start, *(match.end() for match in _OPENS_INLINE.finditer(shadowed, block.start, block.end))]
    found = [(start, numbered) for start in starts if (numbered := _number_at(shadowed, start, block))]
    if not (found and found[0][0] == block.start) and _is_plain_heading(shadowed, block):
        line = shadowed[block.start : block.end].strip()
        rank = _PART_RANK if _PART_START.fullmatch(line) else PLAIN_RANK
        yield Marker(block.start, block.start, block.end, rank, "heading", False, number, numbered=False)
        return
    for (start, (rank, rule, body)), following in zip_longest(found, found[1:]):
        end = following[0] if following else block.end
        yield Marker(start, body, end, rank, cast(SectionKind, rule.means), start != block.start, number)


def _number_at(shadowed: str, start: int, block: Block) -> tuple[int, Rule, int] | None:
    """Rank, rule and end of the number at a position; inside a paragraph 一、 is a list, not a number."""
    if not any_of("numbering").match(shadowed, start, block.end):
        return None
    inline = start != block.start
    for row, rule in enumerate(load_rules("numbering")):
        match = rule.compiled().match(shadowed, start, block.end)
        if match and not (inline and (rule.id == "han-comma" or match.end() == block.end)):
            return (row if row < PLAIN_RANK else row + 1), rule, match.end()
    return None


def _is_plain_heading(shadowed: str, block: Block) -> bool:
    """A short line that does not end as sentences do."""
    line = shadowed[block.start : block.end].strip()
    if pattern_of("clauses", "stage-line").fullmatch(line):
        return True
    if "。" in line or pattern_of("clauses", "only-assigns").fullmatch(line):
        return False
    return len(line) <= _LONGEST_PLAIN and line[-1:] not in ("。", ";", "!", "?", ",", "、", ":") and ":" not in line
