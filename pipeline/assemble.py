"""From a document and its mentions to obligations: scope, splitting, roles, deadlines, metrics, modality."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import regex

from extractors.degree import strongest
from extractors.rules import pattern_of
from pipeline.actors import find_duty_holder
from pipeline.assignments import find_assignments
from pipeline.clause_heads import ClauseHeads
from pipeline.clause_subjects import ClauseSubjects
from pipeline.clauses import Clause, clauses_of, is_adverbial, is_topic
from pipeline.confidence import rated, subject_rule
from pipeline.dating import Dating
from pipeline.exclusions import Exclusions
from pipeline.label_lines import without_number, without_run_in_label
from pipeline.lead_ins import find_lead_ins, list_heads
from pipeline.members import find_members
from pipeline.mentions import Mentions, find_mentions, list_at, within
from pipeline.modalities import unit_modality
from pipeline.parts import part_at
from pipeline.roles import assigned_parties, find_document_rules, to_parties
from pipeline.scopes import Scopes
from pipeline.section_tree import SectionTree
from pipeline.settings import document_setting
from pipeline.splitting import Portion, only_dates, says_for_what, split_points
from pipeline.subjects import Subject, SubjectFinder
from pipeline.task_tables import read_tables
from pipeline.units import trim
from schemas.document import Document, Unit
from schemas.mention import Department, Goal, Metric, Role
from schemas.obligation import Obligation, StatedGoal, Target

Roles = tuple[tuple[Department, Role], ...]

_DATE_END = regex.compile(r"\d(?:日|号|月底?)前?\Z")
_LONGEST_DATE_END = 6
_LONGEST_NUMBER = 4  # (12)


class Assembly:
    """Everything that is known of one document while its obligations are put together."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.mentions: Mentions = find_mentions(document)
        self.shadow = self.mentions.shadow
        self.tree = SectionTree.of(document)
        text_assignments = find_assignments(document, self.shadow, self.mentions.deadlines, self.mentions.departments)
        tables = read_tables(document, self.mentions)
        rows = tables.rows
        self.unread_tables = tables.unread
        self.scopes = Scopes(
            [*text_assignments, *(each for row in rows for each in (row.assignment, *row.items))], document.units
        )
        self.table_metrics = {row.task: row.metrics for row in rows}
        self.passed_over = [name for row in rows for name in row.passed_over]
        self.lead_ins = find_lead_ins(document, self.shadow)
        heads = list_heads(document, self.shadow)
        self.dating = Dating(self.mentions, self.scopes, self.tree, heads, self.lead_ins)
        self.rules = find_document_rules(document.text, self.shadow).over(text_assignments)
        self.setting = document_setting(document.metadata)
        self.members = find_members(document.text, self.shadow, self.setting)
        clause_heads = ClauseHeads(self.mentions)
        self.subjects = SubjectFinder(document.text, self.mentions, clause_heads)
        self.clause_subjects = ClauseSubjects(document.text, self.mentions, clause_heads, self.subjects)
        self.exclusions = Exclusions(
            document, self.mentions, text_assignments, self.subjects, clause_heads, self.lead_ins
        )

    def obligations(self) -> Iterator[Obligation]:
        """The obligations in reading order, numbered from 1."""
        carried: tuple[int, Roles] = (-1, ())
        number = 0
        for unit in self.document.units:
            stretch = self._stretch(unit)
            if stretch is None or self.exclusions.reason(unit, stretch):
                continue
            portions = list(self._portions(unit, *stretch))
            for portion, subjects in portions:
                if len(portions) > 1 and self.exclusions.states(portion.start, portion.end):
                    continue
                roles = carried[1] if carried[0] == unit.sentence else self._opened_for(unit)
                number += 1
                obligation, roles = self._obligation(number, portion, subjects, roles)
                carried = (unit.sentence, roles)
                yield rated(obligation)

    def _stretch(self, unit: Unit) -> tuple[int, int] | None:
        """The unit without assignments at its end and label or number at its head; ``None`` if nothing is left."""
        if self.document.blocks[unit.block].kind == "cell" and unit.block not in self.table_metrics:
            return None
        start, end = unit.start, unit.end
        for assignment in self.scopes.closing(start, end):
            if assignment.start <= start:
                start = min(max(start, assignment.end), end)
            elif assignment.end >= end or not self.shadow[assignment.end : end].strip(" ,;。)"):
                end = assignment.start
        start = without_run_in_label(self.shadow, without_number(self.shadow, start, end), end)
        return trim(self.shadow, start, end)

    def _opens_clause(self, start: int, at: int) -> bool:
        """Does a date behind 、 open a clause of its own? Not in 9月20日前将方案、11月25日前将总结报送…, 3月、6月前"""
        if self.shadow[at - 1] != "、" or _DATE_END.search(self.shadow, max(0, at - _LONGEST_DATE_END), at - 1):
            return False
        return pattern_of("clauses", "object-left-open").search(self.shadow, start, at - 1) is None

    def _portions(self, unit: Unit, start: int, end: int) -> Iterator[tuple[Portion, dict[Clause, Subject]]]:
        dated = within(self.mentions.deadlines, start, end)
        clauses = clauses_of(self.shadow, start, end, {d.start for d in dated if self._opens_clause(start, d.start)})
        if not clauses:
            return
        subjects = self.clause_subjects.of(clauses)
        leading = self.scopes.leading(unit)
        after = leading.end if leading else start
        governed = self.scopes.binding(unit) is not None
        points = split_points(clauses, subjects, self.mentions, governed=governed, after=after)
        starts = [clause.start for clause in clauses]
        for point, following in zip(points, [*points[1:], end + 1], strict=True):
            inside = tuple(clauses[bisect_left(starts, point) : bisect_left(starts, following)])
            own = {clause: subjects[clause] for clause in inside if clause in subjects}
            yield Portion(unit, inside, after), (_joined_before(subjects, point) | own if governed else own)

    def _obligation(
        self, number: int, portion: Portion, subjects: dict[Clause, Subject], carried: Roles
    ) -> tuple[Obligation, Roles]:
        roles, role_rules, carried = self._bound(portion, subjects, carried)
        deadline, recurrence = self.dating.of(portion)
        dated = deadline or recurrence
        modality, modality_rule = unit_modality(portion.clauses, self.mentions, portion.after)
        numbers = within(self.mentions.metrics, portion.start, portion.end)
        metrics = [metric for metric in numbers if not self.dating.holds(metric.start, metric.end)]
        metrics += self._asked_beside(portion)
        cell = self.document.blocks[portion.unit.block].kind == "cell"
        rules = {"unit.cell" if cell else "unit.sentence", *role_rules, *(metric.rule for metric in metrics)}
        rules |= {rule for rule in (deadline and deadline.rule, recurrence and recurrence.rule, modality_rule) if rule}
        words = within(self.mentions.degree_words, portion.start, portion.end)
        inside = part_at(self.document.parts, portion.start)
        return Obligation(
            start=portion.start,
            end=portion.end,
            text=self.document.text[portion.start : portion.end],
            document=self.document.name,
            number=number,
            section=self.tree.path(portion.start, self.document.text),
            part=inside.title,
            part_kind=inside.kind,
            parties=to_parties(roles, self.setting, self.members),
            due=deadline.due if deadline else None,
            due_kind=self.dating.kind(portion, dated, modality),
            due_text=dated.text if dated else None,
            due_start=dated.start if dated else None,
            due_end=dated.end if dated else None,
            rrule=recurrence.rrule if recurrence else None,
            targets=tuple(_target(metric) for metric in metrics),
            goals=tuple(_goal(goal) for goal in within(self.mentions.goals, portion.start, portion.end)),
            modality=modality,
            degree=strongest(words),
            degree_words=tuple(word.text for word in words),
            place=self.document.blocks[portion.unit.block].place,
            rules=tuple(sorted(rules)),
        ), carried

    def _asked_beside(self, portion: Portion) -> list[Metric]:
        """The figures that other cells of its row ask of a task, with the first of its portions."""
        unit = portion.unit
        first = self.shadow[unit.start : portion.start].strip(" ,;、")
        beside = self.table_metrics.get(unit.block, ())
        return list(beside) if beside and (not first or unit.start + _LONGEST_NUMBER >= portion.start) else []

    def _bound(
        self, portion: Portion, subjects: dict[Clause, Subject], carried: Roles
    ) -> tuple[Sequence[tuple[Department, Role]], list[str], Roles]:
        """Who is bound in which role, by which rules, and whom the sentence carries on."""
        everywhere = self.rules.everywhere if portion.start > self.rules.everywhere_from else ()
        assignment = self.scopes.binding(portion.unit)
        if assignment is None:
            carried = self._plain_roles(portion, subjects, carried)
            roles = list(carried) or [(department, "lead") for department in everywhere]
            return roles, [subject_rule(roles)] if roles else [], carried
        roles = assigned_parties(assignment.bound, everywhere, first_leads=self.rules.first_leads)
        own = [subject for clause, subject in subjects.items() if clause.start >= portion.after]
        roles += [(department, "support") for each in own for department in (*each.departments, *each.partners)]
        return roles, [f"scope.{assignment.form}", *(bound.rule for bound in assignment.bound)], ()

    def _plain_roles(self, portion: Portion, subjects: dict[Clause, Subject], carried: Roles) -> Roles:
        """Without an assignment the first subject leads, and is carried to the end of the sentence (rule 6)."""
        usable = [
            subject
            for position, clause in enumerate(portion.clauses)
            if (subject := subjects.get(clause)) and (subject.strong or subject.role or self._opens(portion, position))
        ]
        first = next((subject for subject in usable if subject.role != "support"), None)
        roles: list[tuple[Department, Role]] = [(d, "lead") for d in first.departments] if first else list(carried)
        own = {subject.clause for subject in usable}
        later = [s for s in subjects.values() if first and s.clause > first.clause and s.clause not in own]
        helping = [subject for subject in later if self.subjects.helps(subject)]
        for subject in (*usable, *helping):
            if (subject.role or subject.clause not in own) and subject is not first:
                roles += [(department, "support") for department in subject.departments]
            roles += [(department, "support") for department in subject.partners]
        return tuple(roles)

    def _opened_for(self, unit: Unit) -> Roles:
        """Who the line that opens a list is about: 各乡镇要完成以下工作：1.… in its paragraph, X主要职责是：…"""
        item = next(self.tree.chain(unit.start), None)
        lead_in = self.lead_ins.get(item.start) if item else None
        if lead_in is None:
            return ()
        duties = pattern_of("clauses", "duties-follow").search(self.shadow, lead_in.start, lead_in.end)
        if not (lead_in.inline or duties):
            return ()
        found = (self.subjects.subject(clause) for clause in clauses_of(self.shadow, lead_in.start, lead_in.end))
        subject = next((subject for subject in found if subject), None)
        departments = subject.departments if subject else ()
        if duties and not departments:  # 县园林中心是…。主要职责是：
            departments = tuple(
                find_duty_holder(self.document.text, self.shadow, lead_in.start, lead_in.end)
                or list_at(self.mentions.departments, self.tree.block(lead_in.start).start, lead_in.start)
            )
        return tuple((department, "lead") for department in departments)

    def _opens(self, portion: Portion, position: int) -> bool:
        return all(
            is_adverbial(self.shadow, clause)
            or is_topic(self.shadow, clause)
            or says_for_what(self.mentions, clause)
            or only_dates(self.mentions, clause)
            for clause in portion.clauses[:position]
        )


def _joined_before(subjects: dict[Clause, Subject], point: int) -> dict[Clause, Subject]:
    """Whoever 会同 joins to an assignment supports all of its unit: 由A牵头,会同B出台办法,6月底前报批."""
    return {
        clause: subject
        for clause, subject in subjects.items()
        if clause.start < point and subject.role == "support" and subject.departments[0].start > clause.start
    }


def _target(metric: Metric) -> Target:
    return Target.model_validate(metric, from_attributes=True)


def _goal(goal: Goal) -> StatedGoal:
    return StatedGoal(kind=goal.kind, indicator=goal.indicator, start=goal.start, end=goal.end)
