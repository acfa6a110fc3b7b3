"""Where a clause goes on behind the words at its head that say only when and how."""

from extractors.rules import pattern_of
from pipeline.clauses import Clause
from pipeline.mentions import Mentions, within

_TABLE = "clauses"


class ClauseHeads:
    """The heads of the clauses of one document; each is looked at once."""

    def __init__(self, mentions: Mentions) -> None:
        self._shadow = mentions.shadow
        self._deadlines = mentions.deadlines
        self._ends: dict[Clause, int] = {}

    def lead_in_end(self, clause: Clause) -> int:
        """Where the clause goes on behind a deadline and words such as 其中, 并由 at its head."""
        if clause not in self._ends:
            self._ends[clause] = self._lead_in_end(clause)
        return self._ends[clause]

    def _lead_in_end(self, clause: Clause) -> int:
        start = self._after_deadline(clause)
        if label := pattern_of(_TABLE, "run-in-label").match(self._shadow, start, clause.end):
            start = label.end()
        lead_in = pattern_of(_TABLE, "subject-lead-in").match(self._shadow, start, clause.end)
        return lead_in.end() if lead_in else start

    def _after_deadline(self, clause: Clause) -> int:
        """Where the clause goes on behind a deadline at its head: 3月底前国家卫生健康委完成…"""
        dated = within(self._deadlines, clause.start, clause.end)
        if dated and self._shadow[clause.start : dated[0].start].strip() in ("", "于", "在", "每年"):
            # 汛前(5月1日前)各单位…
            closed = len(dated) > 1 and self._shadow[dated[0].end] == "(" and self._shadow[dated[1].end] == ")"
            return dated[1].end + 1 if closed and dated[1].start == dated[0].end + 1 else dated[0].end
        return clause.start
