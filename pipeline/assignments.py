"""Assignments and their scope (guideline rule 5): which stretch of text each one governs.

============================  ==============================================================================
form                          governs
============================  ==============================================================================
item                          由A牵头,B配合,… : from there to the end of its numbered item
label                         责任单位：A       : back to the previous such line or the section's heading;
                                                 at the head of a section, the section
parenthesis                   （A牵头,B配合）   : back to the previous one, or the item or paragraph it closes
heading                       (一)县教育局      : the section
row                           a row of a table : itself (``pipeline.task_tables``)
============================  ==============================================================================
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Literal

import regex

from extractors.names import parse_list
from pipeline.expressions import Bound, read_expression
from pipeline.label_lines import BINDING, Field, find_fields
from pipeline.mentions import within
from pipeline.section_tree import SectionTree
from pipeline.units import bracketed
from schemas.document import Block, Document, Section
from schemas.mention import Deadline, Department

_BARE_LABEL = regex.compile(r"[ \t]*[\u4e00-\u9fff]{2,10}(?:单位|部门|时限|领导|人)[ \t]*:[ \t]*")
_OPEN_LIST = regex.compile(r"(?:单位|部门|领导|人)[ \t]*:.*[,、]$")
_MORE_NAMES = regex.compile(r"(?!第?[\d一二三四五六七八九十]{1,3}[.、章条])[^。;:\n]{2,80}")
_SHORTEST_BRACKET = 6
_WORDS = regex.compile(r"[一-龥]{4}")

Form = Literal["item", "label", "parenthesis", "heading", "row"]


@dataclass(frozen=True)
class Assignment:
    """Who is bound, by when, and where: ``start``:``end`` are the words of the assignment, ``scope`` what they govern."""

    start: int
    end: int
    form: Form
    scope: tuple[int, int]
    bound: tuple[Bound, ...]
    deadlines: tuple[Deadline, ...] = ()

    def governs(self, start: int, end: int) -> bool:
        """Does the scope hold the middle of a unit?"""
        return self.scope[0] <= (start + end) // 2 < self.scope[1]


def find_assignments(
    document: Document, shadowed: str, deadlines: Sequence[Deadline], departments: Sequence[Department]
) -> list[Assignment]:
    """All assignments outside tables, in reading order."""
    found: list[Assignment] = []
    for start, end in _stretches(document.blocks, shadowed):
        brackets = bracketed(shadowed, start, end)
        found += _labelled(document, shadowed, (start, end), brackets, deadlines)
        found += _parenthesised(document, shadowed, brackets, deadlines)
    found = _joined(shadowed, found)
    found += _leading(document, shadowed, deadlines, found)
    found += _headings(document, departments)
    return sorted(_scoped(document, shadowed, found), key=lambda assignment: assignment.start)


def _joined(shadowed: str, found: Sequence[Assignment]) -> list[Assignment]:
    """Label lines that follow each other (牵头单位：… / 配合单位：… / 完成时限：…) made into one assignment."""
    joined: list[Assignment] = []
    for assignment in sorted(found, key=lambda a: a.start):
        last = joined[-1] if joined else None
        if last and last.form == assignment.form == "label" and not shadowed[last.end : assignment.start].strip(" \n;,。"):
            joined[-1] = replace(
                last,
                end=assignment.end,
                bound=last.bound + assignment.bound,
                deadlines=last.deadlines + assignment.deadlines,
            )
        else:
            joined.append(assignment)
    return joined


def _stretches(blocks: Sequence[Block], shadowed: str) -> Iterator[tuple[int, int]]:
    """Paragraphs; a label without its value, or with a list that a comma leaves open, goes on in the next line."""
    paragraphs = [block for block in blocks if block.kind != "cell"]
    start: int | None = None
    for block, following in zip_longest(paragraphs, paragraphs[1:]):
        begin = block.start if start is None else start
        line = shadowed[block.start : block.end]
        after = shadowed[following.start : following.end] if following else ""
        open_list = _OPEN_LIST.search(line) is not None and _MORE_NAMES.fullmatch(after) is not None
        start = begin if following and (_BARE_LABEL.fullmatch(line) or open_list) else None
        if start is None:
            yield begin, block.end


def _labelled(
    document: Document,
    shadowed: str,
    stretch: tuple[int, int],
    brackets: dict[int, int],
    deadlines: Sequence[Deadline],
) -> Iterator[Assignment]:
    """Labels with values; neighbouring ones (牵头单位：… 配合单位：… 完成时限：…) make one assignment.

    Labels that fill a bracket behind a text make a closing parenthesis.
    """
    group: list[Field] = []
    for field in find_fields(shadowed, *stretch):
        if group and shadowed[group[-1].value_end : field.start].strip(" \t\n;,。、()【】"):
            yield from _label_group(document, group, brackets, deadlines)
            group = []
        group.append(field)
    yield from _label_group(document, group, brackets, deadlines)


def _label_group(
    document: Document, group: Sequence[Field], brackets: dict[int, int], deadlines: Sequence[Deadline]
) -> Iterator[Assignment]:
    useful = [field for field in group if field.meaning in BINDING or field.meaning == "deadline"]
    if not useful:
        return
    bound = [b for field in useful for b in field_bound(document.text, field)]
    due = [
        deadline
        for field in useful
        if field.meaning == "deadline"
        for deadline in within(deadlines, field.value_start, field.value_end)
    ]
    start, end = useful[0].start, useful[-1].value_end
    enclosing = next(((a, b) for a, b in brackets.items() if a < start and end <= b), None)
    form: Form = "label"
    if enclosing and len(document.text[enclosing[0] + 1 : start].strip()) <= 2:
        (start, end), form = enclosing, "parenthesis"
    if bound or due:
        yield Assignment(start, end, form, (start, end), tuple(bound), tuple(due))


def field_bound(text: str, field: Field) -> list[Bound]:
    """The departments of a labelled value or a table cell."""
    if field.meaning not in BINDING:
        return []
    names = parse_list(text[field.value_start : field.value_end], field.value_start)
    return [Bound(name, field.meaning, field.rule) for name in names]  # type: ignore[arg-type]


def _parenthesised(
    document: Document, shadowed: str, brackets: dict[int, int], deadlines: Sequence[Deadline]
) -> Iterator[Assignment]:
    for start, end in brackets.items():
        if shadowed[start] not in "([【" or end - start < _SHORTEST_BRACKET:
            continue
        if next(find_fields(shadowed, start + 1, end - 1), None):
            continue  # labels inside brackets are found as labels
        expression = read_expression(document.text, shadowed, start + 1, end - 1, deadlines, strict=False)
        if expression.whole:
            yield Assignment(start, end, "parenthesis", (start, end), expression.bound, expression.deadlines)


def _leading(
    document: Document, shadowed: str, deadlines: Sequence[Deadline], taken: Sequence[Assignment]
) -> Iterator[Assignment]:
    """由A牵头,B配合,… at the head of a unit, followed by what is to be done."""
    for unit in document.units:
        if document.blocks[unit.block].kind == "cell":
            continue
        if any(a.start <= unit.start and unit.end <= a.end for a in taken):
            continue
        expression = read_expression(document.text, shadowed, unit.start, unit.end, deadlines, strict=True)
        if expression.whole:  # a sentence of its own (由市教育局牵头,市财政局配合。) closes its item as a bracket does
            yield Assignment(unit.start, unit.end, "parenthesis", (unit.start, unit.end), expression.bound)
        elif expression.bound:
            yield Assignment(unit.start, expression.end, "item", (unit.start, unit.end), expression.bound)


def _headings(document: Document, departments: Sequence[Department]) -> Iterator[Assignment]:
    """Headings that are the name of whoever the section is about."""
    starts = [department.start for department in departments]
    for section in document.sections:
        if section.heading_end - section.heading_start < 3 or not section.number:
            continue
        heading = document.text[section.heading_start : section.heading_end]
        first = bisect_right(starts, section.heading_start - 1)
        named = [d for d in departments[first : first + 12] if d.end <= section.heading_end]
        rest = regex.sub(r"(?:的)?(?:工作)?(?:主要)?(?:职责|任务|分工|责任|工作|目标)(?:任务|分工)?|[、和及以:：。()（）\s]", "", _without(heading, named, section))
        if named and not rest:
            bound = tuple(Bound(name, "responsible", "heading.actor") for name in named)
            yield Assignment(section.heading_start, section.heading_end, "heading", (section.start, section.end), bound)


def _without(heading: str, named: Sequence[Department], section: Section) -> str:
    for department in reversed(named):
        start = department.start - section.heading_start
        heading = heading[:start] + heading[start + len(department.text) :]
    return heading


def _scoped(document: Document, shadowed: str, found: Sequence[Assignment]) -> Iterator[Assignment]:
    ordered = sorted(found, key=lambda assignment: assignment.start)
    tree = SectionTree.of(document)
    reached: dict[Form, int] = {}
    for assignment in ordered:
        before = reached.get(assignment.form, 0)
        scope = assignment.scope
        if assignment.form == "label":
            scope = _label_scope(shadowed, tree, assignment, before)
        elif assignment.form == "parenthesis":
            scope = (max(_closed_start(tree, assignment), before), assignment.end)
        elif assignment.form == "item":
            scope = (assignment.start, _item_end(tree, assignment))
        reached[assignment.form] = assignment.end
        yield replace(assignment, scope=scope)


def _label_scope(shadowed: str, tree: SectionTree, label: Assignment, before: int) -> tuple[int, int]:
    """Back to the line before or the heading of the section; right under a heading, forward over its section."""
    headed = [s for s in tree.chain(label.start) if s.heading_start < s.heading_end <= label.start]
    if not headed:
        return (before, label.end) if before else (tree.block(label.start).start, label.end)
    own = headed[0]
    if before <= own.heading_end and own.number and not _WORDS.search(shadowed, own.heading_end, label.start):
        return own.start, own.end
    section = next((s for s in headed if s.kind == "heading" and s.number), headed[-1])
    return max(section.heading_end, before), label.end


def _closed_start(tree: SectionTree, closing: Assignment) -> int:
    """Start of the item that a parenthesis closes; under 一、 with bare paragraphs, of its paragraph.

    Numbers inside a paragraph (①…；②…) do not end what a bracket at its end closes.
    """
    block = tree.block(closing.start)
    item = next((s for s in tree.chain(closing.start) if s.number and s.start <= block.start), None)
    if item is None or item.kind == "chapter" or item.number.rstrip(" \t、.．").isalpha():
        return block.start
    return item.start


def _item_end(tree: SectionTree, leading: Assignment) -> int:
    item = next((s for s in tree.chain(leading.start) if s.number and s.kind != "chapter"), None)
    return item.end if item else tree.block(leading.start).end
