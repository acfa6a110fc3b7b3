"""Goals without a number: 全覆盖, 应保尽保, 动态清零, 零增长, 零发生, with what they are about.

What counts is written in the table ``goals.toml``. Words in quotation marks belong to names (“清零消薄”行动).
"""

from functools import cache
from typing import get_args

import regex

from extractors.rules import find_matches, load_rules, load_table
from extractors.shadow import shadow
from schemas.document import Document
from schemas.mention import Goal, GoalKind

_QUOTED = regex.compile(r"“[^”\n]{0,20}”|《[^》\n]{0,80}》")
_PHRASE = regex.compile(r"[^,;。:、!?\n()]+\Z")
_REACH = 40
_KINDS: tuple[GoalKind, ...] = get_args(GoalKind)


def _indicator(text: str, shadowed: str, start: int) -> str:
    """What a goal is about: the words before it, from the last mark or verb on."""
    match = _PHRASE.search(shadowed, max(0, start - _REACH), start)
    begin = match.start() if match else start
    lead = _lead().match(shadowed, begin, start)
    return text[lead.end() if lead else begin : start].strip()


@cache
def _lead() -> "regex.Pattern[str]":
    indicators: dict[str, str] = load_table("goals")["indicators"]  # type: ignore[assignment]
    return regex.compile(indicators["lead"])


def find_goals(document: Document) -> list[Goal]:
    """Every goal without a number, in reading order."""
    shadowed = shadow(document.text)
    outside = _QUOTED.sub(lambda match: "□" * len(match[0]), shadowed)
    return [
        Goal(
            start=match.start(),
            end=match.end(),
            text=document.text[match.start() : match.end()],
            kind=_KINDS[_KINDS.index(rule.means)],
            indicator=_indicator(document.text, shadowed, match.start()),
            rule=f"goals.{rule.id}",
        )
        for rule, match in find_matches(load_rules("goals"), outside)
    ]
