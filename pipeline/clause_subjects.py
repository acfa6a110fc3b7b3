"""The subjects of the clauses of one sentence: each its own, and those that only the next clause makes one."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.names import parse_list
from extractors.rules import pattern_of
from pipeline.clause_heads import ClauseHeads
from pipeline.clauses import Clause
from pipeline.mentions import Mentions, list_at
from pipeline.subjects import Subject, SubjectFinder
from schemas.mention import Department

_TABLE = "clauses"
_LONGEST_NAME = 12
_UNLISTED = -1  # the list index of names that no list in the text holds


class ClauseSubjects:
    """Reads the clauses of a sentence together, with the subjects of one document."""

    def __init__(self, text: str, mentions: Mentions, heads: ClauseHeads, finder: SubjectFinder) -> None:
        self._text = text
        self._shadow = mentions.shadow
        self._departments = mentions.departments
        self._heads = heads
        self._finder = finder

    def of(self, clauses: Sequence[Clause]) -> dict[Clause, Subject]:
        """The subjects of neighbouring clauses; those without one are left out."""
        subjects = {clause: found for clause in clauses if (found := self._finder.subject(clause))}
        subjects |= {
            clause: found
            for clause, told in pairwise(clauses)
            if clause not in subjects and told not in subjects and (found := self._in_front(clause, told))
        }
        for clause, told in reversed(tuple(pairwise(clauses))):
            if clause not in subjects and told in subjects and (found := self._joined(clause, subjects[told])):
                subjects[clause] = found
        return subjects

    def _in_front(self, clause: Clause, following: Clause) -> Subject | None:
        """Whoever a clause names that the next one tells what to do: 承担任务的部门和单位,要抓好落实."""
        if office := self._office_set_up(clause, following):
            return office
        match = pattern_of(_TABLE, "subject-in-front").fullmatch(self._shadow, clause.start, clause.end)
        if match is None and self._shadow[clause.end - 1] == "的":
            return self._under_condition(clause, following)
        if match is None or not pattern_of(_TABLE, "told-to").match(self._shadow, following.start, following.end):
            return None
        if pattern_of("actors", "not-an-actor").fullmatch(match["name"]):
            return None
        start, end = match.span("name")
        members = parse_list(self._text[start:end], start)
        if "的" in self._shadow[start:end]:
            whole = {"start": start, "end": end, "text": self._text[start:end], "name": self._text[start:end]}
            members = [members[0].model_copy(update={**whole, "kind": "body"})] if members else []
        return Subject(clause, tuple(members), strong=True, end=clause.end) if members else None

    def _office_set_up(self, clause: Clause, following: Clause) -> Subject | None:
        """The office of a body that the next clause charges with something: 领导小组下设办公室,负责日常工作."""
        if not pattern_of(_TABLE, "charged-with").match(self._shadow, following.start, following.end):
            return None
        match = pattern_of(_TABLE, "office-set-up").fullmatch(self._shadow, clause.start, clause.end)
        if match is None:
            return None
        start, end = match.start("body"), match.end("office")
        name = self._text[start : match.end("body")] + self._text[match.start("office") : end]
        office = Department(
            start=start, end=end, text=self._text[start:end], name=name, kind="body", list_index=_UNLISTED
        )
        return Subject(clause, (office,), strong=True, end=clause.end)

    def _under_condition(self, clause: Clause, following: Clause) -> Subject | None:
        """Whose case a condition is, before a clause that begins with 应当: 企业未按时支付工资的,应当补足."""
        members = list_at(self._departments, self._heads.lead_in_end(clause), clause.end)
        if not members or self._shadow[members[-1].end] in "的、和":
            return None
        if not pattern_of(_TABLE, "told-to").match(self._shadow, following.start, following.end):
            return None
        return Subject(clause, tuple(members), strong=True, end=clause.end)

    def _joined(self, clause: Clause, told: Subject) -> Subject | None:
        """Whoever alone fills a clause before one with a subject: 各县人民政府,市直有关部门要抓好落实."""
        if not told.strong or told.role or told.departments[0].start - told.clause.start > 0:
            return None
        last = bisect_left(self._departments.starts, clause.end) - 1
        if last < 0 or self._departments[last].end != clause.end:
            return None
        start = self._heads.lead_in_end(clause)
        names = parse_list(self._text[start : clause.end], start)
        fills = names and names[0].start == start and names[-1].end == clause.end
        unknown = [name for name in names if name.kind == "unknown"]
        barred = any(
            len(name.text) > _LONGEST_NAME or pattern_of("actors", "not-an-actor").fullmatch(name.text)
            for name in unknown
        )
        if not fills or barred or 2 * len(unknown) > len(names):
            return None
        return replace(told, clause=clause, departments=(*names, *told.departments), end=clause.end)
