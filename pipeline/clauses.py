"""Comma clauses of a unit, and what kind of clause each is."""

from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

import regex

from extractors.rules import pattern_of
from pipeline.units import bracketed, outermost, outside, trim

_TABLE = "clauses"
_COMMA = regex.compile(",")
_KEPT = 4096
_SET_UP = ("立由", "建由", "立以", "建以", "立了由", "成由")


class Clause(NamedTuple):
    """A stretch between commas outside brackets; ``start``:``end`` without the commas."""

    start: int
    end: int


def clauses_of(shadowed: str, start: int, end: int, breaks: Collection[int] = ()) -> list[Clause]:
    """The comma clauses of a stretch, in order; commas inside brackets and quotation marks do not count.

    ``breaks`` are places after a 、 where a clause starts all the same (…全部竣工、11月30日前…).
    """
    skips = bracketed(shadowed, start, end)
    if any(shadowed.find(word, start, end) >= 0 for word in _SET_UP):
        members = pattern_of(_TABLE, "set-up-of-members").finditer(shadowed, start, end)
        skips = outermost(skips | dict(match.span() for match in members))
    marks = {match.start() for match in _COMMA.finditer(shadowed, start, end)}
    marks.update(place - 1 for place in breaks if start < place <= end)
    cuts = outside(skips, marks)
    stretches = zip([start, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True)
    return [Clause(*trimmed) for stretch in stretches if (trimmed := trim(shadowed, *stretch))]


@lru_cache(_KEPT)  # asked where a unit is split, for its modality and for its subject
def is_adverbial(shadowed: str, clause: Clause) -> bool:
    """Does the clause only say how, when or under what condition? 按照…要求, 在…方面, 对不符合的."""
    return pattern_of(_TABLE, "adverbial").fullmatch(shadowed, clause.start, clause.end) is not None


def is_condition(shadowed: str, clause: Clause) -> bool:
    """Does the clause end a condition: 符合条件的, 发生变化的?"""
    return shadowed[clause.end - 1] == "的"


def is_topic(shadowed: str, clause: Clause) -> bool:
    """A noun phrase put in front: 对工作推进不力的地方和部门, 各地贯彻落实本意见的有关情况."""
    return pattern_of(_TABLE, "topic").fullmatch(shadowed, clause.start, clause.end) is not None


def is_result(shadowed: str, clause: Clause) -> bool:
    """Does the clause state the result that the clauses before it are to have? 确保…, 实现… (guideline rule 2)."""
    return pattern_of(_TABLE, "result").match(shadowed, clause.start, clause.end) is not None


def is_purpose(shadowed: str, clause: Clause) -> bool:
    """为明年全面完成建设打下基础: what the clause dates is somebody's later task."""
    return pattern_of(_TABLE, "purpose").fullmatch(shadowed, clause.start, clause.end) is not None


def is_consequence(shadowed: str, clause: Clause) -> bool:
    """A clause that only says what the deeds before it are good for; it has no say in the modality."""
    return pattern_of(_TABLE, "consequence").match(shadowed, clause.start, clause.end) is not None
