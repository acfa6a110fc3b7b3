"""Metrics: numbers that an obligation must reach or respect, with comparator, unit, indicator and baseline.

不低于90%, 3000元以内, 从8种扩大到20种, 培育300家企业. The phrases are rows of ``tables/metrics.toml``; whether what
stands around one makes it a metric is for ``extractors.metric_context``. See guideline rules 14 and 15; the
comparators are those of plans and their yearly reports (不低于, 以内, 左右, 力争达到), units stay as written.
"""

from collections.abc import Iterator
from typing import NamedTuple

import regex

from extractors.indicators import find_indicator
from extractors.metric_context import context, is_metric
from extractors.metric_words import plain_suffix
from extractors.numerals import parse_number
from extractors.rules import RuleMatch, find_matches, load_rules, load_table
from extractors.shadow import numbers_apart
from schemas.document import Document
from schemas.mention import Comparator, Metric

# What a row's `means` says of the comparator, and whether 以上, 以内, 左右 after the number may say otherwise.
MEANINGS: dict[str, tuple[Comparator, bool]] = {
    "at_least": (">=", False),
    "at_most": ("<=", False),
    "above": (">", False),
    "below": ("<", False),
    "about": ("~", True),
    "capped": ("<=", True),
    "equal": ("=", True),
    "several": ("=", True),
    "share": ("=", True),
    "bare": ("=", True),
    "limit": ("=", True),
    "range": ("=", False),
    "all": ("=", False),
    "zero": ("=", False),
    "about_zero": ("~", False),
    "hundred": ("=", False),
}
_UNITS = {"百分之": "%", "千分之": "‰"}
_HALF = {"一半": 50.0, "半数": 50.0}
_SPACE = regex.compile(r"\s")
_SCALE = regex.compile(r"[十百千万亿]+$")
_SUFFIX = regex.compile(r"\s?(?:以上|以下|以内|之内|左右|上下)")
_FIRST_BEHIND = frozenset({"all", "bare", "limit", "range"})


class _Number(NamedTuple):
    """One number of a match, before it is judged."""

    start: int
    end: int
    op: Comparator
    value: float
    unit: str
    baseline: float | None = None


def find_metrics(document: Document) -> list[Metric]:
    """Every metric of the document, in reading order."""
    shadowed = numbers_apart(document)
    found: list[Metric] = []
    for rule, match in find_matches(load_rules("metrics"), shadowed):
        hit = RuleMatch(rule, match)
        if rule.means == "decoy" or not is_metric(shadowed, hit, found[-1] if found else None):
            continue
        for number in _numbers(hit):
            found.append(_metric(document.text, shadowed, hit, number))
    return found


def _metric(text: str, shadowed: str, hit: RuleMatch, number: _Number) -> Metric:
    several = hit.rule.means in ("several", "range")
    start, end = hit.match.span() if several else (number.start, number.end)
    behind = hit.rule.means in _FIRST_BEHIND or shadowed[end : end + 1] == "的" or hit.rule.id.startswith("within")
    return Metric(
        start=number.start,
        end=number.end,
        text=text[number.start : number.end],
        op=_forbidden(number.op, shadowed, number.start),
        value=number.value,
        unit=number.unit,
        indicator=find_indicator(text, shadowed, start, end, behind=behind, counted=hit.rule.means == "bare"),
        baseline=number.baseline,
        rule=f"metrics.{hit.rule.id}",
    )


def _forbidden(op: Comparator, shadowed: str, start: int) -> Comparator:
    """禁止使用厚度低于0.01毫米的地膜: what is forbidden below a number is required from there upwards."""
    opposite: dict[Comparator, Comparator] = {"<": ">=", ">": "<="}
    return opposite[op] if op in opposite and context("forbids").search(shadowed[max(0, start - 24) : start]) else op


# ------------------------------------------------------------------ what a match says


def _numbers(hit: RuleMatch) -> Iterator[_Number]:
    rule, match = hit
    groups = match.groupdict()
    start, end = match.span("metric") if groups.get("metric") else match.span()
    op = _op(hit, plain_suffix(groups.get("suffix")))
    if rule.means == "hundred":
        yield _Number(start, end, op, 100.0, "%")
        return
    if rule.means in ("zero", "about_zero"):
        yield _Number(start, end, op, 0.0, "")
        return
    units = [_UNITS.get(unit, unit).strip() for unit in match.captures("unit")]
    values = [_value(text, unit) for text, unit in zip(match.captures("number"), units, strict=True)]
    if any(value is None for value, _ in values):
        return
    if rule.means == "range":
        yield from _range(match, start, end, units[0])
    elif rule.means == "several":
        yield from _several(match, op, [(value or 0.0, unit) for value, unit in values])
    else:
        baseline = _value(groups["base"], "")[0] if groups.get("base") else None
        value, unit = values[-1]
        yield _Number(start, end, op, value or 0.0, unit, baseline)


def _op(hit: RuleMatch, suffix: str | None) -> Comparator:
    op, open_to_suffix = MEANINGS[hit.rule.means]
    prefix = hit.match.groupdict().get("prefix") if hit.rule.means == "several" else None
    if prefix in _comparators("prefixes"):
        return _comparators("prefixes")[prefix]
    return _comparators("suffixes")[suffix] if suffix and open_to_suffix else op


def _comparators(section: str) -> dict[str | None, Comparator]:
    return load_table("metrics")[section]  # type: ignore[return-value]


def _value(text: str, unit: str) -> tuple[float | None, str]:
    """The value of a numeral, and its unit (一半 is 50 %)."""
    text = _SPACE.sub("", text)
    if text in _HALF:
        return _HALF[text], "%"
    if (text, unit) == ("百", "%"):
        return 100.0, unit  # 百 alone is no numeral, behind 百分之 it is
    whole, fraction, part = text.partition("分之")
    if fraction:
        below, above = parse_number(whole), parse_number(part)
        return (above / below if above is not None and below else None), unit
    return parse_number(text), unit


def _range(match: "regex.Match[str]", start: int, end: int, unit: str) -> Iterator[_Number]:
    """3—12个月: a floor and a ceiling. The lower number takes the scale of the upper one (10-20万元) if it has none."""
    low, high = (_SPACE.sub("", match.group(name)) for name in ("low", "number"))
    scale = _SCALE.search(high)
    if scale and low.replace(".", "").isdigit() and match.string[match.end("low")] in "-~至到":
        low += scale.group()
    floor, ceiling = parse_number(low), parse_number(high)
    if floor is None or ceiling is None or floor >= ceiling:
        return
    yield _Number(start, end, ">=", floor, unit)
    yield _Number(start, end, "<=", ceiling, unit)


def _several(match: "regex.Match[str]", op: Comparator, values: list[tuple[float, str]]) -> Iterator[_Number]:
    first = match.start("prefix") if match.groupdict().get("prefix") else match.starts("number")[0]
    for index, (value, unit) in enumerate(values):
        start = match.starts("number")[index] if index else first
        end = max(match.ends("number")[index], match.ends("unit")[index])
        suffix = _SUFFIX.match(match.string, end)
        yield _Number(start, suffix.end() if suffix else end, op, value, unit)
