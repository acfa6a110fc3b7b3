"""Comma clauses of a unit, and what kind of clause each is."""

from collections.abc import Collection
from typing import NamedTuple

import regex

from pipeline.units import bracketed, trim

_ADVERBIAL = regex.compile(
    r"(?:按照?|根据|依据|依照|围绕|结合|通过|依托|针对|对照|对标|遵照|参照|本着|立足|聚焦|紧扣|随着|除|凡|如|若|遇|在|以(?!上|下|内)|经"
    r"|其中|同时|此外|另外|特别是|原则上|坚持|严格按照?|严格对照).*"
    r"|(?:于|到|至|自|从|每(?=[年月周日天季半两])).{1,20}|.{1,16}起|.*(?:的|时|后|前|中|基础上|期间|方面|过程中|情况下|前提下|以来|之际|时期|阶段)"
)
_RESULT = regex.compile(r"(?:以)?(?:切实|坚决|全面|有效|真正|努力|基本|并)?(?:确保|力求|力促|实现|保证|保障|做到|促使|使|从而|以便|以确保)")
_TOPIC = regex.compile(
    r"(?:对于?.+|.{2,60})的[^的]{0,6}(?:情况|问题|地方|地区|部门|单位|人员|企业|项目|事项|机构|对象|群众|家庭|村|户|乡镇|县|工程|行为|案件)"
    r"(?:[和及、以][^的]{1,20})?"
)
_PURPOSE = regex.compile(r"为.+(?:打下|奠定|提供|创造|做好|夯实).*(?:基础|支撑|保障|条件|准备)")
_COUNTED_OUT = regex.compile(
    r"(?:切实|坚决|全面|有效|真正|不断|进一步|着力|稳步|持续|最大限度地?)?(?:确保|力求|力促|促进|增强|激发|营造|形成|防止|保障|减轻|改善)"
)


class Clause(NamedTuple):
    """A stretch between commas outside brackets; ``start``:``end`` without the commas."""

    start: int
    end: int


def clauses_of(shadowed: str, start: int, end: int, breaks: Collection[int] = ()) -> list[Clause]:
    """The comma clauses of a stretch, in order; commas inside brackets and quotation marks do not count.

    ``breaks`` are places after a 、 where a clause starts all the same (…全部竣工、11月30日前…).
    """
    skips = bracketed(shadowed, start, end)
    found: list[Clause] = []
    begin = position = start
    while position < end:
        if position in skips:
            position = skips[position]
            continue
        if shadowed[position] == "," or position + 1 in breaks:
            _append(found, shadowed, begin, position)
            begin = position + 1
        position += 1
    _append(found, shadowed, begin, end)
    return found


def _append(found: list[Clause], shadowed: str, start: int, end: int) -> None:
    if trimmed := trim(shadowed, start, end):
        found.append(Clause(*trimmed))


def is_adverbial(shadowed: str, clause: Clause) -> bool:
    """Does the clause only say how, when or under what condition? 按照…要求, 在…方面, 对不符合的."""
    return _ADVERBIAL.fullmatch(shadowed, clause.start, clause.end) is not None


def is_condition(shadowed: str, clause: Clause) -> bool:
    """Does the clause end a condition: 符合条件的, 发生变化的?"""
    return shadowed[clause.end - 1] == "的"


def is_topic(shadowed: str, clause: Clause) -> bool:
    """A noun phrase put in front: 对工作推进不力的地方和部门, 各地贯彻落实本意见的有关情况."""
    return _TOPIC.fullmatch(shadowed, clause.start, clause.end) is not None


def is_result(shadowed: str, clause: Clause) -> bool:
    """Does the clause state the result that the clauses before it are to have? 确保…, 实现… (guideline rule 2)."""
    return _RESULT.match(shadowed, clause.start, clause.end) is not None


def is_purpose(shadowed: str, clause: Clause) -> bool:
    """为明年全面完成建设打下基础: what the clause dates is somebody's later task."""
    return _PURPOSE.fullmatch(shadowed, clause.start, clause.end) is not None


def is_consequence(shadowed: str, clause: Clause) -> bool:
    """A clause that only says what the deeds before it are good for; it has no say in the modality."""
    return _COUNTED_OUT.match(shadowed, clause.start, clause.end) is not None
