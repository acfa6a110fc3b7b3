"""The words that names of units are taken apart by (``tables/entities.toml``, ``tables/organs.toml``)."""

from functools import cache, lru_cache

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


@lru_cache(maxsize=32768)
def said(rule: str, name: str) -> "regex.Match[str] | None":
    """Whether a row of ``entities.toml`` fits a name: its whole where the row is about that, else its beginning."""
    pattern = pattern_of("entities", rule)
    return pattern.fullmatch(name) if rule in _WHOLE else pattern.match(name)


@lru_cache(maxsize=8192)
def kind_by_form(core: str) -> OrganKind | None:
    """What kind of organ a name without place or level is by its form; ``None`` where its form does not tell."""
    found = _forms().fullmatch(core)
    return load_rules("organs")[int(found.lastgroup[1:])].means if found else None  # type: ignore[index, return-value]


@cache
def _forms() -> "regex.Pattern[str]":
    """All rows of ``organs.toml`` at once, the first that fits winning; the groups are numbered as the rows are."""
    return regex.compile("|".join(f"(?P<r{number}>{rule.pattern})" for number, rule in enumerate(load_rules("organs"))))
