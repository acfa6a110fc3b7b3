"""Items that are records of labelled lines: 责任单位：… / 整改时限：… / 整改目标：… / 整改措施：… in any order.

Plans of putting right (整改方案) state a problem and then fill in such lines. A line of names or a deadline that stands
before the line of the measures holds for the whole item, not for what is above it; what stands before the first
line is the problem.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

from pipeline.label_lines import BINDING, Field, find_fields, label_meaning
from pipeline.section_tree import SectionTree
from schemas.document import Block, Document

_SAYS_WHAT = frozenset({"measure", "task", "metric"})
_RECTIFIES = regex.compile(r"[ \t【]*(?:具体)?整改(?!方案)")
_BINDS = BINDING | {"deadline"}


class Record(NamedTuple):
    """A section with its lines: where the first begins, the last that says what to do, and the last that binds."""

    start: int
    end: int
    first: int
    says: int = -1
    binds: int = -1
    rectifies: bool = False

    def governs(self, label: int) -> bool:
        """Does a label hold for the whole record: before its measures, and none that binds behind them?"""
        return self.start <= label < min(self.says, self.end) and self.binds < self.says

    def begun(self) -> bool:
        """Has the record lines beside the one that states the problem?"""
        return self.says >= 0 or self.binds >= 0

    def with_line(self, field: Field, start: int, shadowed: str) -> "Record":
        """The record with one more line."""
        says = field.meaning in _SAYS_WHAT
        return self._replace(
            says=start if says else self.says,
            binds=start if field.meaning in _BINDS else self.binds,
            rectifies=self.rectifies or (says and _RECTIFIES.match(shadowed, field.start) is not None),
        )


def find_records(document: Document, shadowed: str, tree: SectionTree) -> list[Record]:
    """The records of a document in reading order: one for each numbered section that has such lines.

    Where lines that state the problem divide a section (问题1：… 问题2：…), each begins a record.
    """
    found: dict[int, list[Record]] = {}
    leading = [(block, _leading_field(shadowed, block, tree)) for block in document.blocks]
    bound_below = {one.start for (one, _), (_, below) in pairwise(leading) if below and below.meaning in _BINDS}
    for block, field in leading:
        if field is None:
            continue
        whole = field.meaning in _SAYS_WHAT and block.start in bound_below  # 1.任务内容：… / 责任单位：…
        above = (s for s in tree.chain(block.start) if s.number and s.start < block.start + whole)
        section = next((s for s in above if not whole or s.start < block.start or s.end > block.end + 1), None)
        records = found.setdefault(section.start if section else -1, [])
        divides = field.meaning == "problem" and (not records or records[-1].begun())
        if divides and records:
            records[-1] = records[-1]._replace(end=block.start)
        if section and not records:
            records.append(Record(section.start, section.end, block.start))
        elif divides:
            records.append(Record(block.start, section.end if section else len(shadowed), block.start))
        if records:
            records[-1] = records[-1].with_line(field, block.start, shadowed)
    ordered = sorted(record for records in found.values() for record in records)
    return [record for record in ordered if record.says >= 0]


def _leading_field(shadowed: str, block: Block, tree: SectionTree) -> Field | None:
    """The label that a paragraph begins with, behind its number: 责任单位：…, (三)整改措施"""
    if block.kind == "cell":
        return None
    section = next(tree.chain(block.start), None)
    own = section if section and section.start == block.start else None
    field = next(iter(find_fields(shadowed, block.start, block.end)), None)
    if field and not shadowed[block.start + (len(own.number) if own else 0) : field.start].strip(" \t【"):
        return field
    if own is None or own.heading_end > block.end:
        return None
    known = label_meaning(shadowed[own.heading_start : own.heading_end].strip(" \t。:"))
    return Field(known[0], known[1], own.heading_start, own.heading_end, own.heading_end) if known else None


def record_of(records: Sequence[Record], label: int) -> Record | None:
    """The record that a label holds for as a whole."""
    return next((record for record in reversed(records) if record.governs(label)), None)
