"""Lines that open a list: 各乡镇要于5月20日前完成以下工作：1.…；2.…

Their deadline binds every item of the list that has none of its own (guideline rule 12); their subject is carried
through the list where it is part of the same sentence (rule 6).
"""

from itertools import pairwise
from typing import NamedTuple

import regex

from schemas.document import Document, Section

_COUNTED = regex.compile(r"\d+|[一二三四五六七八九十百]+|[①-⑳]")
_SENTENCE_START = regex.compile(r"[。!?\n]")
_REACH = 200


class LeadIn(NamedTuple):
    """The stretch of a line that opens a list, and whether the list goes on in the same paragraph."""

    start: int
    end: int
    inline: bool


def find_lead_ins(document: Document, shadowed: str) -> dict[int, LeadIn]:
    """For each section (by its start) that is an item of an opened list: the line that opens it."""
    found: dict[int, LeadIn] = {}
    before: dict[int | None, tuple[Section, LeadIn | None]] = {}
    for section in document.sections:
        if not section.number:
            continue
        opened = _opened(document, shadowed, section)
        sibling = before.get(section.parent)
        if opened is None and sibling and _same_style(sibling[0], section):
            opened = sibling[1]
        before[section.parent] = (section, opened)
        if opened:
            found[section.start] = opened
    return found


def list_heads(document: Document, shadowed: str) -> dict[int, LeadIn]:
    """For each sentence (by its number) that lists things behind a colon: what stands before the colon.

    到2025年,实现以下目标：A；B；C: the deadline of the first clause is that of the others.
    """
    heads: dict[int, LeadIn] = {}
    for unit, following in pairwise(document.units):
        if unit.sentence != following.sentence or unit.sentence in heads or unit.block != following.block:
            continue
        colon = shadowed.find(":", unit.start, unit.end)
        if colon >= 0:
            heads[unit.sentence] = LeadIn(unit.start, colon, inline=True)
    return heads


def _opened(document: Document, shadowed: str, section: Section) -> LeadIn | None:
    head = shadowed[max(0, section.start - _REACH) : section.start]
    line = head.rstrip()
    if not line.endswith(":"):
        return None
    starts = [match.end() for match in _SENTENCE_START.finditer(line)]
    begin = section.start - len(head) + (starts[-1] if starts else 0)
    return LeadIn(begin, section.start - len(head) + len(line), inline="\n" not in head[len(line) :])


def _same_style(one: Section, other: Section) -> bool:
    """1. and 2., but not 1. and (一)."""
    shape = [_COUNTED.sub("#", section.number) for section in (one, other)]
    return shape[0] == shape[1]
