"""Assignment expressions: the words that bind departments to a task, wherever they stand.

由A牵头,B配合 · A会同B负责 · A、B按职责分工负责. How far an assignment reaches is for ``pipeline.assignments``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import regex

from extractors.names import parse_list
from extractors.rules import RuleMatch, find_matches, load_rules
from schemas.mention import Deadline, Department

Binding = Literal["lead", "responsible", "support", "person"]

_SEGMENT = regex.compile(r"[^,;。\n]+")
_LEAD_IN = regex.compile(r"[ \t]*(?:其中|并|以下|上述|以上|此项工作|该项工作|请)?[ \t]*(?P<by>由)?")
_ASIDE = regex.compile(
    r"(?:以下|后续)?(?:列(?:在)?第一位者?(?:的)?(?:单位|部门)?为牵头(?:单位|部门)?|排(?:名)?在?(?:第一|首)位的?(?:单位|部门)?(?:为|是)牵头(?:单位|部门)?|下同|(?:以下|文中|下文)?均需.{2,30}落实|(?:以下|下文)?不再(?:逐一|一一|单独)?列出"
    r"|长期坚持|持续(?:推进|实施|落实)|长期|完成|按规定|各有关单位|具体时间另定|常态化(?:推进|开展)?|需?(?:持续)?[一-龥]{0,4}推进)"
)
_ETC = regex.compile(r"[ \t]*(?:等)?(?:\d+个|[一-十]+个)?(?:[省市县区]级|[省市县区]直)?(?:有关|相关|多个?|各)?(?:部门和单位|部门|单位|方面|各方)?[ \t]*")
_LONGEST_NAME = 40
_STRONG = ("leads", "together-with")


class Bound(NamedTuple):
    """A department and how the words around it bind it."""

    department: Department
    binding: Binding
    rule: str


@dataclass(frozen=True)
class Expression:
    """What an expression says. It stops at ``end``; ``whole`` tells whether nothing but asides was left over."""

    start: int
    end: int
    bound: tuple[Bound, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    whole: bool = False


def read_expression(
    text: str, shadowed: str, start: int, end: int, deadlines: Sequence[Deadline], *, strict: bool
) -> Expression:
    """The assignment expression that begins at ``start``, as far as it goes.

    ``strict`` is for running text: a department that no rule knows then needs 由 in front of it.
    """
    bound: list[Bound] = []
    due: list[Deadline] = []
    reached = pending = start
    segments = [(match.start(), match.end()) for match in _SEGMENT.finditer(shadowed, start, end)]
    for begin, stop in segments:
        dated = [d for d in deadlines if begin <= d.start and d.end <= stop]
        aside = _ASIDE.fullmatch(shadowed[begin:stop].strip()) is not None
        found = [] if aside else read_segment(text, shadowed, pending, stop, strict=strict and not bound)
        if found:
            bound += found
        elif dated and _only_deadline(shadowed, begin, stop, dated):
            due += dated
        elif not aside:
            if not strict and stop != segments[-1][1] and _mostly_names(text, begin, stop):
                continue  # the first names of a list with commas; the next segment shows
            break
        reached = stop
        pending = stop + 1
    whole = bool(bound) and not shadowed[reached:end].strip(" \t,;。\n")
    return Expression(start, reached, tuple(bound), tuple(due), whole)


def _mostly_names(text: str, start: int, end: int) -> bool:
    names = parse_list(text[start:end], start)
    return 2 * sum(name.kind != "unknown" for name in names) >= len(names) > 0


def _only_deadline(shadowed: str, start: int, end: int, dated: Sequence[Deadline]) -> bool:
    rest = shadowed[start : dated[0].start] + shadowed[dated[-1].end : end]
    return regex.fullmatch(r"[ \t]*(?:于|在|力争|争取|确保|并)?(?:[之以]?前)?(?:基本|全面|全部)?(?:完成|启动|实施|见效|落实|推进|开展|取得[^,]{0,8}|到位|出台|建成|印发)?[ \t]*", rest) is not None


def read_segment(text: str, shadowed: str, start: int, end: int, *, strict: bool) -> list[Bound]:
    """The departments of one comma segment with their bindings; empty where it is no assignment through and through."""
    lead_in = _LEAD_IN.match(shadowed, start, end)
    begin = lead_in.end() if lead_in else start
    named = bool(lead_in and lead_in["by"])
    cues = _cues(shadowed, begin, end)
    if not cues:
        return []
    bound: list[Bound] = []
    waiting: Binding | None = None
    cursor = begin
    for cue in cues:
        names = _names(text, shadowed, cursor, cue.match.start(), strict=strict and not named)
        if names is None:
            return []
        binding: Binding = waiting or _BINDINGS[cue.rule.means]
        bound += [Bound(name, binding, f"role_cues.{cue.rule.id}") for name in names]
        waiting = "support" if cue.rule.means == "with" else None
        cursor = cue.match.end()
    if waiting:
        names = _names(text, shadowed, cursor, end, strict=strict and not named)
        return [*bound, *(Bound(name, waiting, "role_cues.together-with") for name in names)] if names else []
    return bound if not shadowed[cursor:end].strip() else []


_BINDINGS: dict[str, Binding] = {"lead": "lead", "responsible": "responsible", "support": "support", "with": "responsible"}


def _cues(shadowed: str, start: int, end: int) -> list[RuleMatch]:
    """The cues that divide a segment: one that ends it, and 牵头 and 会同 wherever they stand."""
    segment = shadowed[start:end].rstrip()
    found = list(find_matches(load_rules("role_cues"), segment))
    last = next((cue for cue in found if cue.match.end() == len(segment)), None)
    if last is None and not any(cue.rule.means == "with" for cue in found):
        return []
    kept = [cue for cue in found if cue is last or (cue.rule.id in _STRONG and cue.match.start() > 0)]
    return [RuleMatch(cue.rule, match) for cue in kept if (match := cue.rule.compiled().match(shadowed, start + cue.match.start(), end))]


def _names(text: str, shadowed: str, start: int, end: int, *, strict: bool) -> list[Department] | None:
    """The departments of a slot; ``None`` where it holds something else than names from its start to its end."""
    names = parse_list(text[start:end], start)
    if not names or any(len(name.text) > _LONGEST_NAME for name in names):
        return None
    if shadowed[start : names[0].start].strip() or not _ETC.fullmatch(shadowed, names[-1].end, end):
        return None
    if strict and any(name.kind == "unknown" for name in names):
        return None
    return names
