"""What is not an obligation (guideline rule 3): headings, letters, principles, statements, lists of attachments."""

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from itertools import zip_longest

import regex

from extractors.rules import load_rules, pattern_of
from pipeline.asides import attachment_blocks, labelled_asides
from pipeline.bindings import Assignment
from pipeline.clause_heads import ClauseHeads
from pipeline.clauses import clauses_of
from pipeline.genres import REPORTING, STATUTES
from pipeline.label_lines import label_meaning
from pipeline.lead_ins import LeadIn
from pipeline.mentions import Mentions, within
from pipeline.parts import part_at
from pipeline.problem_items import problem_statements
from pipeline.section_tree import SectionTree
from pipeline.subjects import SubjectFinder
from schemas.document import Block, Document, Part, Section, Unit

_HAS_SENTENCE = regex.compile(r"[,。;:!?、]")
# Statements of these meanings are none where a clause begins with such a predicate.
_OVERRULED_BY = {"problem": ("verb",), "noun": ("verb", "adverbial")}
_RUN_IN_LABEL = regex.compile(
    r"[ \t]*([^,。;:\n]{2,12}|[^,。;:\n]{2,36}(?:目标|指标)(?:任务)?(?:主要)?(?:是|为|如下|包括)?):"
)
_SHORTEST = 4
_REST = 200  # so much of a sentence is looked at behind a unit
_TWO_IDEOGRAPHS = regex.compile(r"\p{Han}{2}")


class Exclusions:
    """Tells which units of a document bind nobody."""

    def __init__(
        self,
        document: Document,
        mentions: Mentions,
        assignments: Sequence[Assignment],
        subjects: SubjectFinder,
        heads: ClauseHeads,
        lead_ins: Mapping[int, LeadIn],
    ) -> None:
        self._document = document
        self._shadow = mentions.shadow
        self._deadlines = mentions.deadlines
        self._tree = SectionTree.of(document)
        self._assignments = assignments
        self._leading = {a.start for a in assignments if a.form == "item" or a.scope[0] == a.start < a.end < a.scope[1]}
        self._brackets = {a.start: a for a in assignments if a.form == "parenthesis" and a.bound}
        self._subjects = subjects
        self._heads = heads
        self._lead_ins = lead_ins
        self._reports = document.metadata.genre in REPORTING
        self._is_statute = document.metadata.genre in STATUTES
        self._problems = problem_statements(document, self._shadow, self._tree, assignments)
        self._attachments = attachment_blocks(document, self._shadow)
        self._fronts = {part.start: self._front_end(part) for part in document.parts}
        self._asides = labelled_asides(document, mentions)
        self._assigned_below = self._lines_above_labels()

    def reason(self, unit: Unit, stretch: tuple[int, int]) -> str | None:
        """Why a unit is no obligation; ``None`` where it may be one.

        ``stretch`` is the unit without the assignments around it.
        """
        if self._is_statute:
            return "statute"
        block = self._document.blocks[unit.block]
        words = self._shadow[stretch[0] : stretch[1]]
        assigned = unit.start in self._leading
        if len(words) < _SHORTEST or not _TWO_IDEOGRAPHS.search(words):
            return "too_short"
        section = None if unit.section is None else self._document.sections[unit.section]
        if section is not None and section.aims_only and block.kind != "cell" and not (assigned or self._goals(block)):
            return "aims"
        part = part_at(self._document.parts, unit.start)
        if (
            unit.start < self._fronts.get(part.start, 0)
            and block.kind != "cell"
            and not (assigned or self._goals(block) or (part.kind != "letter" and self._charges(stretch)))
        ):
            return "front_matter"
        if unit.block in self._attachments:
            return "attachment"
        if any(self._lists_conditions(section) for section in self._tree.chain(unit.start)):
            return "condition"
        if self._lists_matters(unit):
            return "matter"
        if self._reports and not assigned and not pattern_of("clauses", "tells").search(words):
            return "report"
        if any(start <= unit.start < end for start, end in self._asides.get(unit.block, ())):
            return "aside"
        if section is not None and section.start in self._problems:
            end, told = self._problems[section.start]
            if unit.start < end and (told or not self._directs(stretch, ("verb",))):
                return "problem"
        if assigned:
            return None
        if block.kind != "cell" and self._subjects.only_names(*stretch):
            return "names"
        return self._statement(unit, stretch)

    def _lists_matters(self, unit: Unit) -> bool:
        """Does the sentence of a unit list what is inspected: 检查的重点是：设备质量；防火措施；…?"""
        units = self._document.units
        first = units[bisect_left(units, unit.sentence, key=lambda each: each.sentence)]
        section = next(self._tree.chain(unit.start), None)
        labelled = section is not None and self._tree.block(section.start) == self._tree.block(unit.start)
        start = (
            section.heading_start
            if section and labelled and section.heading_end > section.heading_start
            else first.start
        )
        return pattern_of("clauses", "lists-matters").match(self._shadow, start, unit.end + _REST) is not None

    def _lists_conditions(self, section: Section) -> bool:
        """Is a section an item of a list that is opened by 有下列情形之一的?"""
        lead_in = self._lead_ins.get(section.start)
        if lead_in is None:
            return False
        return pattern_of("clauses", "lists-conditions").search(self._shadow, lead_in.start, lead_in.end) is not None

    def _front_end(self, part: Part) -> int:
        """Where a part's numbering begins; a letter without numbers is all front."""
        sections = self._document.sections
        first = bisect_left(sections, part.start, key=lambda section: section.start)
        annexes = {self._document.blocks[number].start for number in self._attachments}
        own = (s.start for s in sections[first:] if s.number and self._tree.block(s.start).start not in annexes)
        numbered = next(own, part.end)
        if numbered < part.end:
            return numbered
        return part.end if part.kind == "letter" else part.start

    def _charges(self, stretch: tuple[int, int]) -> bool:
        """Does a clause tell somebody it names what to do: 河道管理单位应当每日报告险情?"""
        found = (self._subjects.subject(clause) for clause in clauses_of(self._shadow, *stretch))
        return any(
            subject.strong and pattern_of("clauses", "modal").match(self._shadow, subject.end)
            for subject in found
            if subject
        )

    def _goals(self, block: Block) -> bool:
        """Is the block headed as goals, in its own line: 工作目标：到2025年…?"""
        label = _RUN_IN_LABEL.match(self._shadow, block.start, block.end)
        return label is not None and any(
            rule.means == "goals" and rule.compiled().search(label[1]) for rule in load_rules("headings")
        )

    def _statement(self, unit: Unit, stretch: tuple[int, int]) -> str | None:
        words = self._shadow[stretch[0] : stretch[1]]
        block = self._document.blocks[unit.block]
        whole_block = self._shadow[block.start : block.end].strip()
        bare = block.kind != "cell" and not _HAS_SENTENCE.search(whole_block) and len(whole_block) < 30
        bare = bare or pattern_of("clauses", "stage-named").fullmatch(whole_block) is not None
        if bare and unit.block not in self._assigned_below:
            return "heading"
        if pattern_of("clauses", "line-of-addressees").fullmatch(whole_block):
            return "addressee"
        if self._shadow[stretch[1] : stretch[1] + 1] == ":" and label_meaning(words):
            return "label"
        for rule in load_rules("statements").possible(words):
            overruling = _OVERRULED_BY.get(rule.means, ())
            if rule.id == "figures" and self._sets_targets(unit):
                continue
            if rule.means in ("fact", "noun") and self._closed_alone(unit):
                continue
            if rule.means == "noun" and block.kind == "cell":  # what a task cell counts is to be done
                continue
            if rule.compiled().fullmatch(words) and not self._directs(stretch, overruling):
                return f"statements.{rule.id}"
        return None

    def states(self, start: int, end: int) -> bool:
        """Does a part of a unit, with its own actor, state a fact: 组长由县长担任,各镇要成立专班?"""
        words = self._shadow[start:end]
        return any(
            rule.compiled().fullmatch(words)
            for rule in load_rules("statements").possible(words)
            if rule.means == "fact"
        )

    def _closed_alone(self, unit: Unit) -> bool:
        """Does what binds somebody close this unit, and nothing else? Somebody is told to do it then."""
        if unit.block in self._assigned_below and self._fills_line(unit):
            return True
        closing = self._brackets.get(unit.end) or self._brackets.get(unit.end + 1)
        if closing is None:
            return False
        units = self._document.units
        first = bisect_left(units, closing.scope[0], key=lambda each: each.end)
        return units[first].start == unit.start

    def _fills_line(self, unit: Unit) -> bool:
        """Is the unit all that its line says behind its number?"""
        block = self._document.blocks[unit.block]
        return not _TWO_IDEOGRAPHS.search(self._shadow, block.start, unit.start) and not _TWO_IDEOGRAPHS.search(
            self._shadow, unit.end, block.end
        )

    def _sets_targets(self, unit: Unit) -> bool:
        """Does the unit stand under a heading of targets, or behind a deadline in its sentence? Its figures then do."""
        announced = pattern_of("headings", "targets")
        if any(announced.search(self._shadow, s.heading_start, s.heading_end) for s in self._tree.chain(unit.start)):
            return True
        units = self._document.units
        first = units[bisect_left(units, unit.sentence, key=lambda each: each.sentence)]
        return bool(within(self._deadlines, first.start, unit.end))

    def _directs(self, stretch: tuple[int, int], predicates: Collection[str]) -> bool:
        """Does a clause begin with one of these predicates, or have a subject that is told to do something?"""
        if not predicates:
            return False
        rules = [pattern_of("predicates", name) for name in predicates]
        for clause in clauses_of(self._shadow, *stretch):
            heads = {clause.start, self._heads.lead_in_end(clause)}
            heads |= {deadline.end for deadline in within(self._deadlines, clause.start, clause.end)}
            heads |= {self._after_adverb(head, clause.end) for head in heads}
            if any(rule.match(self._shadow, head, clause.end) for rule in rules for head in heads):
                return True
            if self._subjects.subject(clause):
                return True
        return False

    def _after_adverb(self, start: int, end: int) -> int:
        """Where a predicate goes on behind 着力, 加快, 进一步."""
        match = pattern_of("clauses", "adverb").match(self._shadow, start, end)
        return match.end() if match else start

    def _lines_above_labels(self) -> set[int]:
        """Numbered lines with nothing but who is bound below them or at their end: tasks, however short."""
        bound = [assignment for assignment in self._assignments if assignment.bound]
        labels, closes = {a.start for a in bound}, {a.end for a in bound if a.form == "parenthesis"}
        blocks = self._document.blocks
        return {
            number
            for number, (block, below) in enumerate(zip_longest(blocks, blocks[1:]))
            if ((below and below.start in labels) or block.start + len(self._line(block).rstrip()) in closes)
            and any(s.number and s.start == block.start for s in self._tree.chain(block.start))
        }

    def _line(self, block: Block) -> str:
        return self._shadow[block.start : block.end]
