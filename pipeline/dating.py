"""Which deadline and recurrence hold for what is one obligation, and how firm they are (guideline rule 12)."""

from collections.abc import Iterator, Mapping, Sequence

import regex

from extractors.rules import pattern_of
from pipeline.lead_ins import LeadIn
from pipeline.mentions import Mentions, within
from pipeline.scopes import Scopes
from pipeline.section_tree import SectionTree
from pipeline.splitting import Portion
from schemas.mention import Deadline, DeadlineKind, Modality

_LONGEST_DATE = 60
_CLAUSE = regex.compile(r"[^,;。:\n]*")


class Dating:
    """The deadlines of a document, asked for stretch by stretch."""

    def __init__(
        self,
        mentions: Mentions,
        scopes: Scopes,
        tree: SectionTree,
        list_heads: Mapping[int, LeadIn],
        lead_ins: Mapping[int, LeadIn],
    ) -> None:
        self._mentions = mentions
        self._scopes = scopes
        self._tree = tree
        self._list_heads = list_heads
        self._lead_ins = lead_ins

    def of(self, portion: Portion) -> tuple[Deadline | None, Deadline | None]:
        """A portion's own deadline and recurrence; else those of its assignment, its headings, or the line above."""
        own = within(self._mentions.deadlines, portion.start, portion.end)
        sources = [own, *self._inherited(portion)]
        for source in sources:
            due = self._most_exact([d for d in source if d.due])
            recurrence = next((d for d in source if d.rrule), None)
            if due or recurrence:
                return due, recurrence
        return None, None

    def _most_exact(self, dated: Sequence[Deadline]) -> Deadline | None:
        """The first, but behind a bare year a day of that year in the same clause: 2022年新增债券6月底前发行完毕."""
        if not dated:
            return None
        first = dated[0]
        if not (first.due or "").endswith("-12-31") or not first.rule.startswith("deadlines.year"):
            return first
        clause = _CLAUSE.match(self._mentions.shadow, first.end)
        inside = [d for d in dated[1:] if clause and d.end <= clause.end() and first.due and d.due]
        return next((d for d in inside if str(d.due)[:4] == str(first.due)[:4] and str(d.due) < str(first.due)), first)

    def _inherited(self, portion: Portion) -> Iterator[Sequence[Deadline]]:
        dating = self._scopes.dating(portion.unit)
        if dating:
            yield dating.deadlines
        if head := self._list_heads.get(portion.unit.sentence):
            yield within(self._mentions.deadlines, head.start, head.end)
        for section in self._tree.chain(portion.start):
            # (5月至6月、9月至11月): of several spells the last one ends it
            yield within(self._mentions.deadlines, section.heading_start, section.heading_end)[::-1]
            lead_in = self._lead_ins.get(section.start)
            if lead_in and not self._gives_reasons(lead_in):
                yield within(self._mentions.deadlines, lead_in.start, lead_in.end)

    def _gives_reasons(self, lead_in: LeadIn) -> bool:
        said = self._mentions.shadow[lead_in.start : lead_in.end]
        return pattern_of("clauses", "letter-lead-in").fullmatch(said) is not None

    def kind(self, portion: Portion, deadline: Deadline | None, modality: Modality) -> DeadlineKind | None:
        """Soft where 力争, 原则上 or 逐步 stands in the clause of the deadline, or the whole portion only strives."""
        if deadline is None:
            return None
        own = [clause for clause in portion.clauses if clause.start <= deadline.start < clause.end]
        words = [w for clause in own for w in within(self._mentions.degree_words, clause.start, clause.end)]
        return "soft" if modality == "strive" or any(word.degree == "striving" for word in words) else "hard"

    def holds(self, start: int, end: int) -> bool:
        """Whether a stretch stands within a deadline, as the 30 of 自印发之日起30日内 does."""
        return any(
            d.start <= start and end <= d.end for d in within(self._mentions.deadlines, start - _LONGEST_DATE, end)
        )
