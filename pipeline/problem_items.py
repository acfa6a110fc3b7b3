"""Items of a rectification list (整改): what is wrong comes first, what is to be done about it behind."""

from collections.abc import Sequence

import regex

from extractors.rules import load_rules
from pipeline.bindings import Assignment
from pipeline.records import find_records
from pipeline.section_tree import SectionTree
from schemas.document import Document

_SENTENCE = regex.compile(r"[^。;\n]+")


def problem_statements(
    document: Document, shadow: str, tree: SectionTree, assignments: Sequence[Assignment]
) -> dict[int, tuple[int, bool]]:
    """By the start of each such section: where its statement of the problem ends, and whether its words say so.

    Where they do not, a sentence of it that tells what to do is a task all the same.
    """
    late = _assigned_late(document, tree, assignments)
    found = {start: (end, _tells_problem(shadow, start, end)) for start, end in late.items()}
    records = (record for record in find_records(document, shadow, tree) if record.rectifies)
    return found | {record.start: (record.first, True) for record in records}


def _assigned_late(document: Document, tree: SectionTree, assignments: Sequence[Assignment]) -> dict[int, int]:
    """The items in which an assignment comes after other sentences, and where the first one comes."""
    ends: dict[int, int] = {}
    for assignment in assignments:
        if assignment.form != "item":
            continue
        index = tree.innermost(assignment.start)
        if index is None:
            continue
        section = document.sections[index]
        if section.number and section.kind in ("item", "heading"):
            ends[section.start] = min(assignment.start, ends.get(section.start, assignment.start))
    return ends


def _tells_problem(shadow: str, start: int, end: int) -> bool:
    """Does one of the sentences say that something is wrong? Then the others of the item do too."""
    sentences = (sentence.strip(" ,") for sentence in _SENTENCE.findall(shadow, start, end))
    return any(
        rule.means == "problem" and rule.compiled().fullmatch(each)
        for each in sentences
        for rule in load_rules("statements").possible(each)
    )
