"""Assignments and their scope (guideline rule 5): which stretch of text each one governs.

============================  ==============================================================================
form                          governs
============================  ==============================================================================
item                          由A牵头,B配合,… : from there to the end of its numbered item
label                         责任单位：A       : back to the previous such line or the section's heading;
                                                 at the head of a section, the section; inside a line, its item
parenthesis                   （A牵头,B配合）   : back to the previous one, or the item or paragraph it closes;
                                                 as a paragraph of its own, like a label
                              ——A、B           : back to the previous one, or the item or paragraph it closes
heading                       (一)县教育局      : the section
row                           a row of a table : itself (``pipeline.task_tables``)
============================  ==============================================================================
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from extractors.rules import pattern_of
from extractors.shadow import shadow
from pipeline.bindings import Assignment, Form
from pipeline.brackets import begins_line, dashed, parenthesised
from pipeline.expressions import read_expression
from pipeline.heading_assignments import actor_headings, named_paragraphs
from pipeline.label_assignments import join_label_lines, labelled_assignments, paragraph_stretches
from pipeline.label_lines import without_run_in_label
from pipeline.mentions import InOrder
from pipeline.parts import part_at
from pipeline.records import find_records, record_of
from pipeline.section_tree import SectionTree
from pipeline.units import bracketed
from schemas.document import Document, Section, Unit
from schemas.mention import Deadline, Department

_TOGETHER = "role_cues.together-with"
_NESTED = 4  # headings that may enclose a label
_WORDS = regex.compile(r"[一-龥]{4}")
_BARE_NUMBER = regex.compile(r"[\s(]*[\d一二三四五六七八九十]{1,3}[)、.]+\s*")


def find_assignments(
    document: Document, shadowed: str, deadlines: InOrder[Deadline], departments: Sequence[Department]
) -> list[Assignment]:
    """All assignments outside tables, in reading order."""
    found: list[Assignment] = []
    named = frozenset(department.end for department in departments)
    for start, end in paragraph_stretches(document.blocks, shadowed):
        brackets = bracketed(shadowed, start, end)
        found += labelled_assignments(document, shadowed, (start, end), brackets, deadlines)
        found += parenthesised(document, shadowed, brackets, deadlines, named)
        found += dashed(document, shadowed, (start, end), deadlines)
    found = join_label_lines(shadowed, found)
    found += _leading(document, shadowed, deadlines, found)
    headings = [*actor_headings(document, shadowed, departments), *named_paragraphs(document, shadowed, departments)]
    found += _without_labelled(document, headings, found)
    return _with_leads(sorted(_scoped(document, shadowed, found), key=lambda assignment: assignment.start))


def _without_labelled(
    document: Document, headings: Sequence[Assignment], found: Sequence[Assignment]
) -> Iterator[Assignment]:
    """Headings that name who acts, without those whose own line says who does: 江城市：…。责任单位：江城市海事局."""
    tree = SectionTree.of(document)
    labelled = {tree.block(a.start).start for a in found if a.form == "label" and _names_lead(a)}
    for heading in headings:
        block = tree.block(heading.start)
        if block.start not in labelled:
            yield heading


def _names_lead(assignment: Assignment) -> bool:
    return any(bound.binding != "support" for bound in assignment.bound)


def _leading(
    document: Document, shadowed: str, deadlines: InOrder[Deadline], taken: Sequence[Assignment]
) -> Iterator[Assignment]:
    """由A牵头,B配合,… at the head of a unit, followed by what is to be done."""
    ends = {assignment.start: assignment.end for assignment in taken}
    starts = sorted(ends)
    for unit in document.units:
        if document.blocks[unit.block].kind == "cell":
            continue
        before = bisect_right(starts, unit.start) - 1
        if before >= 0 and unit.end <= ends[starts[before]]:
            continue
        start = without_run_in_label(shadowed, unit.start, unit.end)
        expression = read_expression(document.text, shadowed, start, unit.end, deadlines, strict=True)
        if expression.whole and (_alone_in_item(document, shadowed, unit) or _one_of_several(shadowed, unit)):
            continue  # 1.各村按要求落实。 is itself the task
        if expression.whole:  # a sentence of its own (由市教育局牵头,市财政局配合。) closes its item as a bracket does
            yield Assignment(unit.start, unit.end, "parenthesis", (unit.start, unit.end), expression.bound)
        elif expression.bound and (shadowed[start] == "由" or {b.rule for b in expression.bound} != {_TOGETHER}):
            yield Assignment(start, expression.end, "item", (start, unit.end), expression.bound)


def _alone_in_item(document: Document, shadowed: str, unit: Unit) -> bool:
    """Is the sentence all that its numbered line says, with nothing further in the item?"""
    block = document.blocks[unit.block]
    if not _BARE_NUMBER.fullmatch(shadowed, block.start, unit.start) or unit.section is None:
        return False
    return not _WORDS.search(shadowed, unit.end, max(block.end, document.sections[unit.section].end))


def _one_of_several(shadowed: str, unit: Unit) -> bool:
    """Is the clause the first of a list of duties: 武装部负责牵头抓总;民政办负责落实优待金?"""
    return pattern_of("clauses", "next-one-charged").match(shadowed, unit.end) is not None


def _scoped(document: Document, shadowed: str, found: Sequence[Assignment]) -> Iterator[Assignment]:
    ordered = sorted(found, key=lambda assignment: assignment.start)
    tree = SectionTree.of(document)
    records = find_records(document, shadowed, tree)
    reached: dict[Form, int] = {}
    for assignment in ordered:
        before = max(reached.get(assignment.form, 0), part_at(document.parts, assignment.start).start)
        scope = assignment.scope
        record = record_of(records, assignment.start) if assignment.form == "label" else None
        if record:
            scope = (record.start, record.end)
        elif assignment.form == "label" and _under_title(document, shadowed, assignment):
            scope = (assignment.end, part_at(document.parts, assignment.start).end)
        elif assignment.form == "label" and _leads_line(shadowed, tree, assignment):
            scope = (assignment.start, _line_end(tree, assignment))
        elif assignment.form == "label" and _within_line(shadowed, tree, assignment):
            scope = (max(_closed_start(tree, assignment), before), _line_end(tree, assignment))
        elif assignment.form == "label" or _stands_alone(tree, assignment) or _opens(shadowed, tree, assignment):
            scope = _label_scope(shadowed, tree, assignment, before)
        elif assignment.form == "parenthesis" and _leads_line(shadowed, tree, assignment):
            scope = (assignment.start, _line_end(tree, assignment))
        elif assignment.form == "parenthesis" and (headed := _headed(shadowed, tree, assignment)):
            scope = (headed.start, headed.end)
        elif assignment.form == "parenthesis":
            scope = (max(_closed_start(tree, assignment), before), assignment.end)
        elif assignment.form == "item":
            scope = (assignment.start, _item_end(tree, assignment))
        reached[assignment.form] = assignment.end
        yield replace(assignment, scope=scope)


def _headed(shadowed: str, tree: SectionTree, closing: Assignment) -> Section | None:
    """The section whose heading a bracket closes: (一)加快项目建设(省发展改革委牵头), with its items below."""
    own = next(tree.chain(closing.start), None)
    block = tree.block(closing.start)
    if own is None or not own.number or own.start != block.start or own.heading_end <= own.heading_start:
        return None
    behind = not shadowed[own.heading_end : closing.start].strip(" 。") if closing.start >= own.heading_end else True
    ends = not shadowed[closing.end : block.end].strip(" 。\n")
    return own if behind and ends and _WORDS.search(shadowed, block.end, own.end) else None


def _with_leads(found: Sequence[Assignment]) -> list[Assignment]:
    """A label that names supporters alone (协助单位：…) adds them to whomever the heading above it is about."""
    headings = [assignment for assignment in found if assignment.form == "heading"]
    starts = [heading.start for heading in headings]
    completed = []
    for assignment in found:
        bindings = {bound.binding for bound in assignment.bound}
        if assignment.form == "label" and bindings == {"support"}:
            above = reversed(headings[: bisect_right(starts, assignment.start)][-_NESTED:])
            headed = next((h.bound for h in above if h.scope[0] <= assignment.start < h.scope[1]), ())
            assignment = replace(assignment, bound=headed + assignment.bound)
        completed.append(assignment)
    return completed


def _under_title(document: Document, shadowed: str, label: Assignment) -> bool:
    """Does a label stand between the title and the first number of a plan? It then governs all of that."""
    part = part_at(document.parts, label.start)
    above = shadowed[part.start : label.start].strip()
    if not above or "".join(above.split()) != "".join(shadow(part.title or document.metadata.title).split()):
        return False
    numbered = next((s.start for s in document.sections if s.number and s.start >= part.start), None)
    return numbered is not None and not _WORDS.search(shadowed, label.end, numbered)


def _stands_alone(tree: SectionTree, assignment: Assignment) -> bool:
    """A bracket that is a paragraph of its own closes all above it, as a label on a line of its own does."""
    block = tree.block(assignment.start)
    return assignment.form == "parenthesis" and block.start == assignment.start and block.end - assignment.end <= 1


def _opens(shadowed: str, tree: SectionTree, assignment: Assignment) -> bool:
    """A sentence that assigns, right under a heading: 由县发改局牵头,县财政局配合。工作目标:…"""
    if assignment.form != "parenthesis" or shadowed[assignment.start] in "([【":
        return False
    own = next((s for s in tree.chain(assignment.start) if s.heading_start < s.heading_end <= assignment.start), None)
    return own is not None and bool(own.number) and not _WORDS.search(shadowed, own.heading_end, assignment.start)


def _within_line(shadowed: str, tree: SectionTree, label: Assignment) -> bool:
    """改造街巷12条。责任单位:县住建局。: a label is about its own line; one that is a line, about what is above."""
    return _WORDS.search(shadowed, tree.block(label.start).start, label.start) is not None


def _leads_line(shadowed: str, tree: SectionTree, assignment: Assignment) -> bool:
    """【省水利厅】加强巡查。 责任单位:县住建局。改造街巷。: who is bound stands at the head of what is to be done."""
    block = tree.block(assignment.start)
    return (
        (assignment.form == "label" or shadowed[assignment.start] in "([【")
        and begins_line(shadowed, assignment.start)
        and _WORDS.search(shadowed, assignment.end, block.end) is not None
    )


def _line_end(tree: SectionTree, leading: Assignment) -> int:
    """The end of the line that an assignment begins; of its item where the line has a number."""
    block = tree.block(leading.start)
    item = next((s for s in tree.chain(leading.start) if s.number and s.start == block.start), None)
    return item.end if item else block.end


def _label_scope(shadowed: str, tree: SectionTree, label: Assignment, before: int) -> tuple[int, int]:
    """Back to the line before or the heading of the section; right under a heading, forward over its section."""
    headed = [s for s in tree.chain(label.start) if s.heading_start < s.heading_end <= label.start]
    if not headed:
        return before, label.end
    own = headed[0]
    if before <= own.heading_end and own.number and not _WORDS.search(shadowed, own.heading_end, label.start):
        return own.heading_end, own.end  # less than what the heading itself may bind: 后勤组:由总务处牵头。…
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
