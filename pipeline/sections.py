"""The tree of sections: numbered parts, headings that run into their text, and unnumbered headings.

Numbering styles nest in the order of GB/T 9704-2012 (一、 （一） 1. （1）) with 章 节 条 above them, as in
``extractors/tables/numbering.toml``: a style closes every open section of its own or a lower rank.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import regex

from extractors.rules import Rule, load_rules
from extractors.shadow import shadow
from schemas.document import Block, Section, SectionKind

_SENTENCE_END = regex.compile(r"[。!?](?![”》』)])|[。!?]?[”』](?=$)")
_OPENS_INLINE = regex.compile(r"(?<=[。;:!?][”)]?)[ \t]*|(?<=[,、])(?=\d{1,2}[.、][^\d])|(?<=\S)[ \t]{2,}(?=第)")
_LABEL_HEADING = regex.compile(r"[^,。;:]{2,12}:(?=.)")
_NOT_A_HEADING = regex.compile(
    r"由[^。]{2,60}(?:牵头|负责|配合|落实)|[月日底末][之以]?前|不得|严禁|应当|(?<![主重需必])要(?![求素点道件闻害领义])"
)
_BRACKETED = regex.compile(r"\([^()]*\)|“[^”]*”|《[^》]*》")
_PART_START = regex.compile(r"附件?(?:表)?\s*[0-9一二三四五六七八九十]{0,3}[:]?|附录.{0,4}")
MAX_RUN_IN = 45
MAX_RUN_IN_ITEM = 24
MAX_PLAIN = 40
_PLAIN_RANK = 6  # below 一、 and （一）, above 1. ① 一是


@dataclass
class _Marker:
    """Where a section starts: its style, its number and the end of its first line of text."""

    start: int
    body: int
    end: int
    rank: int
    kind: SectionKind
    number: str
    inline: bool
    block: int


def build_sections(text: str, blocks: Sequence[Block]) -> tuple[Section, ...]:
    """All sections of a text in reading order; tables take no part, they have rows."""
    shadowed = shadow(text)
    markers = sorted(_markers(shadowed, blocks), key=lambda marker: marker.start)
    sections: list[Section] = []
    stack: list[tuple[_Marker, int]] = []
    ends = _extents(markers, blocks, len(text))
    for position, marker in enumerate(markers):
        while stack and stack[-1][0].rank >= marker.rank:
            stack.pop()
        while stack and stack[-1][0].inline and stack[-1][0].block != marker.block:
            stack.pop()
        parent = stack[-1][1] if stack else None
        following = markers[position + 1].start if position + 1 < len(markers) else len(text)
        heading_end = _heading_end(shadowed, marker, has_more=_has_more(marker, ends[position], following, text))
        heading = shadowed[marker.body : heading_end]
        sections.append(
            Section(
                start=marker.start,
                end=ends[position],
                kind=marker.kind,
                number=text[marker.start : marker.body].strip(),
                heading_start=marker.body,
                heading_end=heading_end,
                depth=len(stack) + 1,
                parent=parent,
                aims_only=_aims_only(heading, parent is not None and sections[parent].aims_only),
            )
        )
        stack.append((marker, len(sections) - 1))
    return tuple(sections)


def _markers(shadowed: str, blocks: Sequence[Block]) -> Iterator[_Marker]:
    rules = load_rules("numbering")
    for number, block in enumerate(blocks):
        if block.kind == "cell":
            continue
        starts = [block.start, *_inline_starts(shadowed, block)]
        found: list[_Marker] = []
        for start in starts:
            inline = start != block.start
            marker = _numbered(rules, shadowed, start, block, number, inline=inline)
            if marker is None and not inline:
                marker = _plain_heading(shadowed, block, number)
            if marker:
                found.append(marker)
        for marker, after in zip_longest(found, found[1:]):
            if marker:
                marker.end = after.start if after else block.end
        yield from found


def _inline_starts(shadowed: str, block: Block) -> list[int]:
    return [match.end() for match in _OPENS_INLINE.finditer(shadowed, block.start + 1, block.end)]


def _numbered(
    rules: Sequence[Rule], shadowed: str, start: int, block: Block, number: int, *, inline: bool
) -> _Marker | None:
    for rank, rule in enumerate(rules):
        if inline and rule.means == "heading" and rule.id == "han-comma":
            continue
        match = rule.compiled().match(shadowed, start, block.end)
        if match and (not inline or match.end() < block.end):
            return _Marker(start, match.end(), block.end, _rank(rank), _kind(rule), "", inline, number)
    return None


def _rank(row: int) -> int:
    return row if row < _PLAIN_RANK else row + 1


def _kind(rule: Rule) -> SectionKind:
    kinds: dict[str, SectionKind] = {
        "chapter": "chapter",
        "article": "article",
        "heading": "heading",
        "item": "item",
        "run_in": "run_in",
    }
    return kinds[rule.means]


def _plain_heading(shadowed: str, block: Block, number: int) -> _Marker | None:
    """An unnumbered line that is a heading: short, and not ended as sentences are. An annex starts from the top."""
    line = shadowed[block.start : block.end]
    if len(line) > MAX_PLAIN or line[-1:] in "。;!?,、:" or ":" in line:
        return None
    rank = -1 if _PART_START.fullmatch(line.strip()) else _PLAIN_RANK
    return _Marker(block.start, block.start, block.end, rank, "heading", "", False, number)


def _extents(markers: Sequence[_Marker], blocks: Sequence[Block], length: int) -> list[int]:
    """Where each section ends: at the next marker of its own or a higher rank; inline ones at their block's end."""
    ends = [length] * len(markers)
    stack: list[int] = []
    for position, marker in enumerate(markers):
        while stack and markers[stack[-1]].rank >= marker.rank:
            ends[stack.pop()] = marker.start
        stack.append(position)
    for position, marker in enumerate(markers):
        if marker.inline:
            ends[position] = min(ends[position], blocks[marker.block].end)
    return ends


def _has_more(marker: _Marker, end: int, following: int, text: str) -> bool:
    """Does the section go on after its first paragraph, by a paragraph or by a section inside it?"""
    return bool(text[marker.end : end].strip()) or (following < end)


def _heading_end(shadowed: str, marker: _Marker, *, has_more: bool) -> int:
    """End of the section's heading; equal to ``marker.body`` where the number is followed by running text at once."""
    line = shadowed[marker.body : marker.end].rstrip()
    if marker.kind == "chapter":
        return marker.body + len(line)
    if marker.kind == "article":
        return marker.body
    sentence = _SENTENCE_END.search(line)
    first = line[: sentence.end()] if sentence else line
    if label := _LABEL_HEADING.match(line):
        return marker.body + label.end() if marker.kind != "run_in" else marker.body
    ends_here = len(first) == len(line)
    if marker.kind == "run_in" and (ends_here or len(first) > MAX_RUN_IN_ITEM):
        return marker.body
    if sentence is None and line[-1:] not in ";,:、":
        is_heading = len(line) <= MAX_RUN_IN and (marker.rank <= _PLAIN_RANK or has_more)
    else:
        more = has_more or not ends_here
        is_heading = more and len(first) <= MAX_RUN_IN and first.count(",") <= 2 and sentence is not None
    if is_heading and not _NOT_A_HEADING.search(_BRACKETED.sub("", first)):
        return marker.body + len(first)
    return marker.body


def _aims_only(heading: str, inherited: bool) -> bool:
    meanings = {rule.means for rule in load_rules("headings") if rule.compiled().search(heading)}
    if "goals" in meanings:
        return False
    return inherited or "aims" in meanings
