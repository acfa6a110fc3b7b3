"""Assignments in brackets, and behind a dash that closes a paragraph: （A牵头,B配合）, 【省水利厅】, ——A、B."""

from collections.abc import Collection, Iterator

import regex

from extractors.names import parse_list
from extractors.rules import pattern_of
from extractors.shadow import shadow
from pipeline.bindings import Assignment, Bound
from pipeline.expressions import read_expression, told_to_lead
from pipeline.label_lines import find_fields, label_meaning
from pipeline.mentions import InOrder, within
from schemas.document import Document
from schemas.mention import Deadline

_SHORTEST_BRACKET = 5
_WORDS = regex.compile(r"[一-龥]{4}")
_DASHED = regex.compile(r"(?P<dash>--)[ \t]*(?P<said>[^-。:\n]{2,80})[。;]?[ \t]*$", regex.MULTILINE)
_MARGIN = regex.compile(r"[\s()\d一二三四五六七八九十、.①-⑳]*")
_RUN_IN_HEADING = regex.compile(r"[\s()\d一二三四五六七八九十、.①-⑳]+[^\d,。;:()\s]{2,24}。[ \t]*")


def parenthesised(
    document: Document,
    shadowed: str,
    brackets: dict[int, int],
    deadlines: InOrder[Deadline],
    named: Collection[int],
) -> Iterator[Assignment]:
    """``named`` is where names end: a bracket right behind one gives another name of it, or explains it."""
    for start, end in brackets.items():
        if shadowed[start] not in "([【" or end - start < _SHORTEST_BRACKET or _excepts(shadowed, start, end):
            continue
        if find_fields(shadowed, start + 1, end - 1):
            continue  # labels inside brackets are found as labels
        expression = read_expression(document.text, shadowed, start + 1, end - 1, deadlines, strict=False)
        bound, due = expression.bound, expression.deadlines
        if not expression.whole:
            closes = start not in named and shadowed[end : end + 1] in ("", "\n", "。", ";")
            heads = begins_line(shadowed, start) and label_meaning(shadowed[start + 1 : end - 1]) is None
            if not (closes or heads):
                continue
            bound, due = _only_names(document.text, shadowed, start, end, deadlines)
        if bound:
            yield Assignment(start, end, "parenthesis", (start, end), bound, due)


def dashed(
    document: Document, shadowed: str, stretch: tuple[int, int], deadlines: InOrder[Deadline]
) -> Iterator[Assignment]:
    """Names behind a dash that closes a paragraph: 落实改造资金。——县财政局、县住建局"""
    match = _DASHED.search(shadowed, *stretch)
    if match is None or not _WORDS.search(shadowed, stretch[0], match.start()):
        return
    bound, due = _only_names(document.text, shadowed, match.end("dash") - 1, match.end("said") + 1, deadlines)
    if bound:
        yield Assignment(match.start(), match.end(), "parenthesis", (match.start(), match.end()), bound, due)


def _only_names(
    text: str, shadowed: str, start: int, end: int, deadlines: InOrder[Deadline]
) -> tuple[tuple[Bound, ...], tuple[Deadline, ...]]:
    """The departments of a bracket that closes a sentence and holds nothing else but a date:
    改造道路5公里。（县住建局、县财政局；2024年底前）"""
    when: tuple[Deadline, ...] = ()
    first = shadowed.find(",", start, end)
    if first > 0 and pattern_of("clauses", "aside").fullmatch(shadowed, start + 1, first):
        start, when = first, tuple(within(deadlines, start, first))  # (9月,县交通局)
    due = tuple(within(deadlines, start, end))
    stop = due[0].start if due else end - 1
    names = parse_list(text[start + 1 : stop].rstrip(";；,，、 "), start + 1)
    behind_sentence = start > 0 and shadowed[start - 1] in "。;"
    known = sum(name.kind in ("organ", "collective") or (behind_sentence and _is_office(name.text)) for name in names)
    rest = shadowed[due[-1].end : end - 1] if due else ""
    if not names or known <= len(names) / 2 or not pattern_of("clauses", "beside-deadline").fullmatch(rest):
        return (), ()
    if not pattern_of("clauses", "and-others").fullmatch(shadowed[names[-1].end : stop].rstrip(";,、 ")):
        return (), ()
    return tuple(Bound(name, told_to_lead(shadowed, name), "bracket.names") for name in names), when + due


def _is_office(name: str) -> bool:
    """科技处, 省厅法规处, 机动队: an office that no table knows, by its shape."""
    return pattern_of("actors", "office-alone").fullmatch(shadow(name)) is not None


def _excepts(shadowed: str, start: int, end: int) -> bool:
    """A bracket in mid-sentence that charges somebody with a part of it only: (技校内由人社部门负责),…"""
    return shadowed.find("由", start + 2, end) >= 0 and shadowed[end : end + 1] == ","


def begins_line(shadowed: str, start: int) -> bool:
    """Does a bracket stand at the head of its line, behind its number or, as 【…】, its heading at most?

    （一）强化招商。【市商务局】设立联络处。
    """
    begin = shadowed.rfind("\n", 0, start) + 1
    if _MARGIN.fullmatch(shadowed, begin, start):
        return True
    return shadowed[start] == "【" and _RUN_IN_HEADING.fullmatch(shadowed, begin, start) is not None
