"""From a document and its mentions to obligations: scope, splitting, roles, deadlines, metrics, modality."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.degree import strongest
from extractors.rules import any_of, load_rules
from pipeline.assignments import find_assignments
from pipeline.clauses import Clause, clauses_of, is_adverbial
from pipeline.confidence import rated, subject_rule
from pipeline.exclusions import Exclusions
from pipeline.label_lines import find_fields
from pipeline.lead_ins import find_lead_ins, list_heads
from pipeline.members import find_members
from pipeline.mentions import Mentions, find_mentions, within
from pipeline.modalities import unit_modality
from pipeline.parts import part_at
from pipeline.roles import assigned_parties, find_document_rules, to_parties
from pipeline.scopes import Scopes
from pipeline.section_tree import SectionTree
from pipeline.settings import document_setting
from pipeline.splitting import split_points
from pipeline.subjects import Subject, SubjectFinder
from pipeline.task_tables import find_rows
from pipeline.units import trim
from schemas.document import Document, Unit
from schemas.mention import Deadline, DeadlineKind, Department, Goal, Metric, Modality, Role
from schemas.obligation import Obligation, StatedGoal, Target

Roles = tuple[tuple[Department, Role], ...]

_LONGEST_DATE = 60
_RUN_IN_LABELS = frozenset({"task", "measure", "metric", "group", "deadline"})


@dataclass(frozen=True)
class Part:
    """A stretch that is one obligation: the clauses of a unit between two split points."""

    unit: Unit
    clauses: tuple[Clause, ...]
    after: int

    @property
    def start(self) -> int:
        return self.clauses[0].start

    @property
    def end(self) -> int:
        return self.clauses[-1].end


class Assembly:
    """Everything that is known of one document while its obligations are put together."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.mentions: Mentions = find_mentions(document)
        self.shadow = self.mentions.shadow
        self.tree = SectionTree.of(document)
        text_assignments = find_assignments(document, self.shadow, self.mentions.deadlines, self.mentions.departments)
        rows = find_rows(document, self.shadow, self.mentions.deadlines)
        self.scopes = Scopes([*text_assignments, *(row.assignment for row in rows)], document.units)
        self.table_blocks = {row.task for row in rows}
        self.lead_ins = find_lead_ins(document, self.shadow)
        self.list_heads = list_heads(document, self.shadow)
        self.rules = find_document_rules(document.text, self.shadow).over(text_assignments)
        self.setting = document_setting(document.metadata)
        self.members = find_members(document.text, self.shadow, self.setting)
        self.subjects = SubjectFinder(document.text, self.mentions)
        self.exclusions = Exclusions(document, self.mentions, text_assignments, self.subjects, self.lead_ins)

    def obligations(self) -> Iterator[Obligation]:
        """The obligations in reading order, numbered from 1."""
        carried: tuple[int, Roles] = (-1, ())
        number = 0
        for unit in self.document.units:
            stretch = self._stretch(unit)
            if stretch is None or self.exclusions.reason(unit, stretch):
                continue
            for part, subjects in self._parts(unit, *stretch):
                roles = carried[1] if carried[0] == unit.sentence else self._opened_for(unit)
                number += 1
                obligation, roles = self._obligation(number, part, subjects, roles)
                carried = (unit.sentence, roles)
                yield rated(obligation)

    def _stretch(self, unit: Unit) -> tuple[int, int] | None:
        """The unit without assignments at its end and label or number at its head; ``None`` if nothing is left."""
        if self.document.blocks[unit.block].kind == "cell" and unit.block not in self.table_blocks:
            return None
        start, end = unit.start, unit.end
        for assignment in self.scopes.closing(start, end):
            if assignment.start <= start:
                start = min(max(start, assignment.end), end)
            elif assignment.end >= end or not self.shadow[assignment.end : end].strip(" ,;。)"):
                end = assignment.start
        start = self._without_label(start, end)
        return trim(self.shadow, start, end)

    def _without_label(self, start: int, end: int) -> int:
        for rule in load_rules("numbering") if any_of("numbering").match(self.shadow, start, end) else ():
            match = rule.compiled().match(self.shadow, start, end)
            if match and rule.means in ("item", "run_in", "heading"):
                start = match.end()
                break
        field = next(find_fields(self.shadow, start, end), None)
        if field and field.meaning in _RUN_IN_LABELS and not self.shadow[start : field.start].strip():
            return field.value_start
        return start

    def _parts(self, unit: Unit, start: int, end: int) -> Iterator[tuple[Part, dict[Clause, Subject]]]:
        dated = within(self.mentions.deadlines, start, end)
        clauses = clauses_of(self.shadow, start, end, {d.start for d in dated if self.shadow[d.start - 1] == "、"})
        if not clauses:
            return
        subjects = {clause: found for clause in clauses if (found := self.subjects.subject(clause))}
        subjects |= {
            clause: found
            for clause, told in pairwise(clauses)
            if clause not in subjects and told not in subjects and (found := self.subjects.in_front(clause, told))
        }
        leading = self.scopes.leading(unit)
        after = leading.end if leading else start
        governed = self.scopes.binding(unit) is not None
        points = split_points(clauses, subjects, self.mentions, governed=governed, after=after)
        starts = [clause.start for clause in clauses]
        for point, following in zip(points, [*points[1:], end + 1], strict=True):
            inside = tuple(clauses[bisect_left(starts, point) : bisect_left(starts, following)])
            yield Part(unit, inside, after), {clause: subjects[clause] for clause in inside if clause in subjects}

    def _obligation(
        self, number: int, part: Part, subjects: dict[Clause, Subject], carried: Roles
    ) -> tuple[Obligation, Roles]:
        assignment = self.scopes.binding(part.unit)
        everywhere = self.rules.everywhere if part.start > self.rules.everywhere_from else ()
        rules = ["unit.cell" if self.document.blocks[part.unit.block].kind == "cell" else "unit.sentence"]
        if assignment:
            roles = assigned_parties(assignment.bound, everywhere, first_leads=self.rules.first_leads)
            rules += [f"scope.{assignment.form}", *(bound.rule for bound in assignment.bound)]
            own = [s for clause, s in subjects.items() if clause.start >= part.after]
            roles += [(d, "support") for s in own for d in (*s.departments, *s.partners)]
            carried = ()
        else:
            carried = self._plain_roles(part, subjects, carried)
            roles = list(carried) or [(department, "lead") for department in everywhere]
            rules += [subject_rule(roles)] if roles else []
        deadline, recurrence = self._deadlines(part)
        dated = deadline or recurrence
        modality, modality_rule = unit_modality(part.clauses, self.mentions, part.after)
        metrics = [
            m for m in within(self.mentions.metrics, part.start, part.end) if not self._in_deadline(m.start, m.end)
        ]
        rules += [m.rule for m in metrics] + [d.rule for d in (deadline, recurrence) if d]
        rules += [modality_rule] if modality_rule else []
        words = within(self.mentions.degree_words, part.start, part.end)
        inside = part_at(self.document.parts, part.start)
        return Obligation(
            start=part.start,
            end=part.end,
            text=self.document.text[part.start : part.end],
            document=self.document.name,
            number=number,
            section=self.tree.path(part.start, self.document.text),
            part=inside.title,
            part_kind=inside.kind,
            parties=to_parties(roles, self.setting, self.members),
            due=deadline.due if deadline else None,
            due_kind=self._due_kind(part, dated, modality),
            due_text=dated.text if dated else None,
            due_start=dated.start if dated else None,
            due_end=dated.end if dated else None,
            rrule=recurrence.rrule if recurrence else None,
            targets=tuple(_target(metric) for metric in metrics),
            goals=tuple(_goal(goal) for goal in within(self.mentions.goals, part.start, part.end)),
            modality=modality,
            degree=strongest(words),
            degree_words=tuple(word.text for word in words),
            place=self.document.blocks[part.unit.block].place,
            rules=tuple(sorted(set(rules))),
        ), carried

    def _due_kind(self, part: Part, deadline: Deadline | None, modality: Modality) -> DeadlineKind | None:
        """Soft where 力争, 原则上 or 逐步 stands in the clause of the deadline, or the whole unit only strives."""
        if deadline is None:
            return None
        own = [clause for clause in part.clauses if clause.start <= deadline.start < clause.end]
        words = [w for clause in own for w in within(self.mentions.degree_words, clause.start, clause.end)]
        return "soft" if modality == "strive" or any(word.degree == "striving" for word in words) else "hard"

    def _plain_roles(self, part: Part, subjects: dict[Clause, Subject], carried: Roles) -> Roles:
        """Without an assignment the first subject leads, and is carried to the end of the sentence (rule 6)."""
        usable = [
            subject
            for position, clause in enumerate(part.clauses)
            if (subject := subjects.get(clause)) and (subject.strong or subject.role or self._opens(part, position))
        ]
        first = next((subject for subject in usable if subject.role != "support"), None)
        roles: list[tuple[Department, Role]] = [(d, "lead") for d in first.departments] if first else list(carried)
        for subject in usable:
            if subject.role and subject is not first:
                roles += [(department, "support") for department in subject.departments]
            roles += [(department, "support") for department in subject.partners]
        return tuple(roles)

    def _opened_for(self, unit: Unit) -> Roles:
        """Who the line is about that opens the list in this paragraph: 各乡镇要完成以下工作：1.…；2.…"""
        item = next(self.tree.chain(unit.start), None)
        lead_in = self.lead_ins.get(item.start) if item else None
        if lead_in is None or not lead_in.inline:
            return ()
        found = (self.subjects.subject(clause) for clause in clauses_of(self.shadow, lead_in.start, lead_in.end))
        subject = next((subject for subject in found if subject), None)
        return tuple((department, "lead") for department in subject.departments) if subject else ()

    def _opens(self, part: Part, position: int) -> bool:
        return all(is_adverbial(self.shadow, clause) for clause in part.clauses[:position])

    def _in_deadline(self, start: int, end: int) -> bool:
        return any(
            d.start <= start and end <= d.end for d in within(self.mentions.deadlines, start - _LONGEST_DATE, end)
        )

    def _deadlines(self, part: Part) -> tuple[Deadline | None, Deadline | None]:
        """The unit's own deadline and recurrence; else those of its assignment, its headings, or the line above."""
        own = within(self.mentions.deadlines, part.start, part.end)
        sources = [own, *self._inherited(part)]
        for source in sources:
            due = next((d for d in source if d.due), None)
            recurrence = next((d for d in source if d.rrule), None)
            if due or recurrence:
                return due, recurrence
        return None, None

    def _inherited(self, part: Part) -> Iterator[Sequence[Deadline]]:
        dating = self.scopes.dating(part.unit)
        if dating:
            yield dating.deadlines
        if head := self.list_heads.get(part.unit.sentence):
            yield within(self.mentions.deadlines, head.start, head.end)
        for section in self.tree.chain(part.start):
            yield within(self.mentions.deadlines, section.heading_start, section.heading_end)
            if lead_in := self.lead_ins.get(section.start):
                yield within(self.mentions.deadlines, lead_in.start, lead_in.end)


def _target(metric: Metric) -> Target:
    return Target(
        op=metric.op,
        value=metric.value,
        unit=metric.unit,
        indicator=metric.indicator,
        baseline=metric.baseline,
        start=metric.start,
        end=metric.end,
    )


def _goal(goal: Goal) -> StatedGoal:
    return StatedGoal(kind=goal.kind, indicator=goal.indicator, start=goal.start, end=goal.end)
