"""Whoever acts in mid-sentence or as a unit of its own, whatever the name: 由网格员现场核查, 水厂组织演练."""

import regex

from extractors.names import parse_list
from extractors.rules import load_rules, pattern_of
from pipeline.actor_names import names_of
from pipeline.actors import Found

_TABLE = "actors"
_LONGEST_ACTING = 40  # with what follows
_SUFFIX = 2  # 中心, 公司
_TWO_LEVELS = regex.compile(
    r"[中省市县区乡镇]央?(?:级)?(?:与|和|及)[一-龥]{0,4}各?[省市县区乡镇]{1,3}(?:级)?"
)  # 省与沿线各市


def find_unit_acting(text: str, shadowed: str, start: int, end: int) -> Found | None:
    """Units of a firm, a school or a hospital that no table knows and that plainly act: 水厂组织演练."""
    match = pattern_of(_TABLE, "unit-acting").match(shadowed, start, min(end, start + _LONGEST_ACTING))
    if match is None or pattern_of(_TABLE, "not-an-actor").fullmatch(match["name"]):
        return None
    if pattern_of("predicates", "adverbial").match(match["name"]):
        return None
    verb = pattern_of("predicates", "verb").match(match["name"])
    if verb and len(match["name"]) - verb.end() > _SUFFIX:
        return None  # 培训乡村医院开展: 宣传科组织 has no more than the suffix behind its verb
    return names_of(text, shadowed, match.start("name"), match.end("name")), match.end()


def find_maker(text: str, shadowed: str, start: int, end: int) -> Found | None:
    """Whoever stands behind 由 and in front of a predicate, known or not: 由网格员现场核查."""
    for match in pattern_of(_TABLE, "made-by").finditer(
        shadowed, start, min(end, start + _LONGEST_ACTING), overlapped=True
    ):
        if match.start() > start:
            break
        if _goes_on(shadowed, match.end(), end):
            return names_of(text, shadowed, start, match.end()), match.end()
    return None


def _goes_on(shadowed: str, position: int, end: int) -> bool:
    """Does a predicate begin there that does not only say what is meant: 由企业自主管理的设施?"""
    if pattern_of("clauses", "says-which").match(shadowed, position, end):
        return False
    rules = [rule for rule in load_rules("predicates") if rule.means != "not"]
    return any(rule.compiled().match(shadowed, position, end) for rule in rules)


def find_partners(text: str, shadowed: str, start: int, end: int) -> Found | None:
    """Units that no table knows, behind 会同 and in front of a predicate: 会同医务科、护理部每季度检查."""
    match = pattern_of(_TABLE, "partners").match(shadowed, start, end)
    if match is None or not _goes_on(shadowed, match.end(), end):
        return None
    return parse_list(text[start : match.end()], start), match.end()


def find_charged(text: str, shadowed: str, start: int, end: int) -> Found | None:
    """Whoever stands behind 由 and in front of 负总责, 分担, 牵头, whatever the name."""
    match = pattern_of(_TABLE, "charged-by").match(shadowed, start, end)
    if match is None:
        return None
    if "或" in match["name"] or _TWO_LEVELS.fullmatch(match["name"]):
        return names_of(text, shadowed, *match.span("name")), match.end()
    return parse_list(text[match.start("name") : match.end("name")], match.start("name")), match.end()
