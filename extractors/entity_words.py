"""The words that names of units are taken apart by (``tables/entities.toml``, ``tables/organs.toml``)."""

from functools import cache

import regex

from extractors.rules import load_rules, pattern_of
from schemas.document import Level
from schemas.entity import OrganKind

LEVEL_OF: dict[str, Level] = {
    "自治区": "省", "自治州": "市", "自治县": "县", "自治旗": "县", "地区": "市", "街道": "乡", "社区": "村",
    "新区": "县", "高新区": "县", "经开区": "县", "开发区": "县", "省": "省", "市": "市", "州": "市", "盟": "市",
    "县": "县", "区": "县", "旗": "县", "乡镇": "乡", "乡": "乡", "镇": "乡", "村": "村",
}  # fmt: skip

_WHOLE = frozenset({
    "bank-branch", "central-bank", "members", "function-alone", "party-and-government", "body-of-each", "local-branch",
    "single", "outpost", "youth-league",
})  # fmt: skip


def said(rule: str, name: str) -> "regex.Match[str] | None":
    """Whether a row of ``entities.toml`` fits a name: its whole where the row is about that, else its beginning."""
    pattern = pattern_of("entities", rule)
    return pattern.fullmatch(name) if rule in _WHOLE else pattern.match(name)


@cache
def kind_by_form(core: str) -> OrganKind | None:
    """What kind of organ a name without place or level is by its form; ``None`` where its form does not tell."""
    rule = next((rule for rule in load_rules("organs") if rule.compiled().fullmatch(core)), None)
    return rule.means if rule else None  # type: ignore[return-value]
