"""Assignment expressions: the words that bind departments to a task, wherever they stand.

由A牵头,B配合 · A会同B负责 · A、B按职责分工负责. How far an assignment reaches is for ``pipeline.assignments``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractors.names import parse_list
from extractors.rules import RuleMatch, find_matches, load_rules, pattern_of
from pipeline.bindings import Binding, Bound
from pipeline.mentions import InOrder, within
from schemas.mention import Deadline, Department

_SEGMENT = regex.compile(r"(?:[^,;。\n、]|(?<!牵头|配合|负责|落实|参与|协助|主办|协办)、)+")
_TABLE = "clauses"
_LONGEST_NAME = 40
_LONGEST_CUE = 8  # 按职责分工负责
_TOGETHER = "role_cues.together-with"
_STRONG = ("leads", "together-with")


@dataclass(frozen=True)
class Expression:
    """What an expression says. It stops at ``end``; ``whole`` tells whether nothing but asides was left over."""

    start: int
    end: int
    bound: tuple[Bound, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    whole: bool = False


def read_expression(
    text: str, shadowed: str, start: int, end: int, deadlines: InOrder[Deadline], *, strict: bool
) -> Expression:
    """The assignment expression that begins at ``start``, as far as it goes.

    ``strict`` is for running text: a department that no rule knows then needs 由 in front of it.
    """
    if not load_rules("role_cues").gate.rows(shadowed[start:end]):
        return Expression(start, start)  # nothing in it binds anybody
    bound: list[Bound] = []
    due: list[Deadline] = []
    reached = pending = start
    segments = [(match.start(), match.end()) for match in _SEGMENT.finditer(shadowed, start, end)]
    for begin, stop in segments:
        dated = within(deadlines, begin, stop)
        aside = pattern_of(_TABLE, "aside").fullmatch(shadowed[begin:stop].strip()) is not None
        found = [] if aside else read_segment(text, shadowed, pending, stop, strict=strict, joins=bool(bound))
        if found:
            bound += found if bound or strict else _before_helpers(found, begin)
        elif dated and (aside or _only_deadline(shadowed, begin, stop, dated)):
            due += dated
        elif not aside:
            if not strict and stop != segments[-1][1] and _mostly_names(text, begin, stop):
                continue  # the first names of a list with commas; the next segment shows
            break
        reached = stop
        pending = stop + 1
    whole = bool(bound) and not shadowed[reached:end].strip(" \t,;。\n")
    if bound and not whole and bound[-1].rule == _TOGETHER and reached - bound[-1].department.end > _LONGEST_CUE:
        reached = bound[-1].department.end  # A牵头,会同B出台办法,6月底前报批: what they do is the task
    return Expression(start, reached, tuple(bound), tuple(due), whole)


def told_to_lead(shadowed: str, name: Department) -> Binding:
    """How a name of a list that says nothing else is bound: 县水利局(牵头)、县财政局, the first leads."""
    behind = pattern_of(_TABLE, "named-leader").match(shadowed, name.end)
    return "lead" if behind else "responsible"


def _before_helpers(found: Sequence[Bound], begin: int) -> list[Bound]:
    """A,B配合: whoever stands before the comma is not told to help and so does the task."""
    if any(each.binding != "support" for each in found):
        return list(found)
    return [each._replace(binding="responsible") if each.department.start < begin else each for each in found]


def _mostly_names(text: str, start: int, end: int) -> bool:
    names = parse_list(text[start:end], start)
    return 2 * sum(name.kind != "unknown" for name in names) >= len(names) > 0


def _only_deadline(shadowed: str, start: int, end: int, dated: Sequence[Deadline]) -> bool:
    rest = shadowed[start : dated[0].start] + shadowed[dated[-1].end : end]
    return pattern_of(_TABLE, "beside-deadline").fullmatch(rest) is not None


def read_segment(text: str, shadowed: str, start: int, end: int, *, strict: bool, joins: bool = False) -> list[Bound]:
    """The departments of one comma segment with their bindings; empty where it is no assignment throughout.

    ``joins``: somebody is bound before it, whom it may join: 省水利厅牵头,会同省财政厅.
    """
    open_end, strict = strict, strict and not joins
    lead_in = pattern_of(_TABLE, "subject-lead-in").match(shadowed, start, end)
    begin = lead_in.end() if lead_in else start
    named = bool(lead_in and lead_in[0].endswith("由"))
    if not (strict or named) and (part := pattern_of(_TABLE, "part-by").match(shadowed, begin, end)):
        begin = part.end()
    cues = _cues(shadowed, begin, end)
    if not cues:
        return []
    bound: list[Bound] = []
    waiting: Binding | None = None
    cursor = begin
    for cue in cues:
        if joins and cue.rule.means == "with" and not shadowed[begin : cue.match.start()].strip():
            waiting, cursor = "support", cue.match.end()
            continue
        names = _names(text, shadowed, cursor, cue.match.start(), strict=strict and not named)
        if names is None:
            return []
        binding: Binding = waiting or _BINDINGS[cue.rule.means]
        if binding == "responsible" and cue.match[0].startswith("分别"):
            binding = "each"
        bound += [Bound(name, binding, f"role_cues.{cue.rule.id}") for name in names]
        waiting = "support" if cue.rule.means == "with" else None
        cursor = cue.match.end()
    if waiting:  # no cue closes this slot: in running text what is unknown in it is what they do
        names = _names(text, shadowed, cursor, end, strict=open_end)
        return [*bound, *(Bound(name, waiting, _TOGETHER) for name in names)] if names else []
    return bound if not shadowed[cursor:end].strip() else []


_BINDINGS: dict[str, Binding] = {
    "lead": "lead",
    "responsible": "responsible",
    "guiding": "guiding",
    "performing": "performing",
    "support": "support",
    "with": "responsible",
}


def _cues(shadowed: str, start: int, end: int) -> list[RuleMatch]:
    """The cues that divide a segment: one that ends it, and 牵头 and 会同 wherever they stand."""
    segment = shadowed[start:end].rstrip()
    found = find_matches(load_rules("role_cues"), segment)
    last = next((cue for cue in found if cue.match.end() == len(segment)), None)
    if last is None and not any(cue.rule.means == "with" for cue in found):
        return []
    kept = [
        cue
        for cue in found
        if cue is last or (cue.rule.id in _STRONG and (cue.match.start() > 0 or cue.rule.means == "with"))
    ]
    return [
        RuleMatch(cue.rule, match)
        for cue in kept
        if (match := cue.rule.compiled().match(shadowed, start + cue.match.start(), end))
    ]


def _names(text: str, shadowed: str, start: int, end: int, *, strict: bool) -> list[Department] | None:
    """The departments of a slot; ``None`` where it holds something else than names from its start to its end."""
    names = parse_list(text[start:end], start)
    if not names or any(len(name.text) > _LONGEST_NAME for name in names):
        return None
    if shadowed[start : names[0].start].strip() or not pattern_of(_TABLE, "and-others").fullmatch(
        shadowed, names[-1].end, end
    ):
        return None
    if strict and any(name.kind == "unknown" for name in names):
        return None
    return names
