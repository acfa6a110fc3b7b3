"""Whether what stands around a number makes it a metric.

A comparator makes a number a metric by itself, unless it says who qualifies (对安排5名以上劳动力的企业) or how things
stand (已建成300家). A bare count is one only where the nearest cue to its left is a verb that makes it something to be
done (建成…3个数据库), not where it says who or what is meant (28个乡镇). The words that decide stand in
``[governors]`` and ``[followers]`` of ``tables/metrics.toml``, what stands around them in ``metric_contexts.toml``.
"""

from functools import cache

import regex

from extractors.metric_words import REACH, entry, pattern, plain_suffix, without_brackets
from extractors.rules import RuleMatch, pattern_of
from schemas.mention import Metric

_CLAUSE_END = regex.compile(r"[,;。:!?\n]")
_GOES_ON = frozenset({",", ",其中:", ",其中,", "(其中:", "(其中"})
_MEASURES = ("的比例", "的标准", "的幅度", "的速度")
_DOING = ("at-least-doing", "at-most-doing")  # the verb is part of the match: 至少建有1所
_TIMES = frozenset({"次", "场", "轮", "期", "场次", "批次"})


def context(rule_id: str) -> "regex.Pattern[str]":
    """One row of ``tables/metric_contexts.toml``."""
    return pattern_of("metric_contexts", rule_id)


@cache
def _cues(*, money: bool) -> "regex.Pattern[str]":
    order = ("block", "found", "make", "pay", "near", "move")
    kinds = "|".join(f"(?P<{kind}>{entry('governors', kind)})" for kind in order if kind != "pay" or money)
    return regex.compile(f"(?:{kinds})(?!的|率)")


def _clause_before(shadowed: str, position: int) -> str:
    window = without_brackets(shadowed[max(0, position - REACH) : position])
    return window[max(window.rfind(stop) for stop in ",;。:!?\n(") + 1 :]


def _clause_after(shadowed: str, position: int) -> str:
    window = without_brackets(shadowed[position : position + REACH])
    stop = _CLAUSE_END.search(window)
    return window[: stop.start()] if stop else window


def is_metric(shadowed: str, hit: RuleMatch, last: Metric | None) -> bool:
    """Whether the number of a match is one to reach or respect; ``last`` is the metric found before it."""
    start, end = hit.match.span()
    before, after = _clause_before(shadowed, start), _clause_after(shadowed, end)
    forbidden = hit.rule.means in ("below", "above") and context("forbids").search(before)
    if (not forbidden and _qualifies(before, after, hit)) or pattern("followers", "past", "{}$").search(before):
        return False
    if context("explained").search(shadowed[max(0, start - REACH) : start]):
        return False
    if hit.rule.means == "bare" and (shadowed[max(0, start - 1)] == "“" or _sums_up(before, hit)):
        return False  # “四类人群” is a name
    if hit.rule.means == "bare" and context("named-rules").match(shadowed, start):
        return False
    if hit.rule.means == "range" and context("describes").match(after):
        return False  # 1000-5000万元工业项目1个
    if context("as-of").search(shadowed[max(0, start - REACH) : start]):
        return False
    if hit.rule.means == "limit":
        lasts = context("ends-phrase").match(after) and pattern("followers", "lasting", "{}[ ]*$").search(before)
        return after.lstrip().startswith(("、", "和")) or _is_amount(after) or bool(lasts)
    if hit.rule.means != "bare":
        return True
    suffix = plain_suffix(hit.match.group("suffix"))
    if context("describes").match(after) and (suffix or after.startswith("的")):
        return False
    if suffix in ("以下", "以内", "之内") and (context("ends-phrase").match(after) or _is_amount(after)):
        return True
    return (
        _governed(before, after, hit)
        or _is_target(before, after)
        or _is_floor(before, after, suffix)
        or _goes_on(shadowed, before, after, start, last, hit.match.group("unit"))
    )


def _sums_up(before: str, hit: RuleMatch) -> bool:
    """基础类、完善类、提升类3类: how many were named."""
    return hit.match.group("unit") in ("类", "级", "档") and before.endswith(hit.match.group("unit"))


def _qualifies(before: str, after: str, hit: RuleMatch) -> bool:
    """Whether the number says who is meant: …25%的, 对…5名以上…的企业, 超过100人的企业."""
    if hit.rule.means != "at_most" and context("when").match(before):
        return True
    if (
        after.endswith("的")
        or context("then").match(after)
        or (hit.match.group().rstrip("以上下内及").endswith(("户", "人")) and context("inhabited").match(after))
        or context("given").match(after)
        or context("treated").match(after)
        or ("的" in after and context("about-whom").match(before) and not _is_amount(after))
        or (after.startswith("的") and context("sized").search(before))
    ):
        return True
    if hit.rule.means == "share" or (hit.rule.means == "bare" and hit.match.group("suffix") is None):
        return False
    if hit.rule.means in ("above", "below") and after.startswith("的") and not _is_amount(after):
        return True
    if after.startswith(_MEASURES):
        return False  # 按不少于三分之一的比例确定抽查市
    governed = hit.rule.id in _DOING or any(
        pattern("governors", kind, "{}$").search(before) for kind in ("found", "make")
    )
    return not governed and bool(pattern("followers", "qualified", r"^[^的,、]{0,14}的[^的]{0,6}?{}").match(after))


def _is_amount(after: str) -> bool:
    return bool(pattern("followers", "amount", r"^的?[^的]{0,8}?{}").match(after))


def _governed(before: str, after: str, hit: RuleMatch) -> bool:
    """Whether the nearest cue to the left of a bare count is a verb that makes it something to be done."""
    suffix = plain_suffix(hit.match.group("suffix"))
    if before.endswith("等"):
        head = before.partition("、")[0]
        return bool(pattern("governors", "list").search(head)) and not _names_what_is_meant(after, hit, len(before))
    if before.endswith("在"):
        return suffix == "左右" or bool(suffix and context("ends-phrase").match(after))
    if _happens(before, after, hit):
        return True
    works = pattern("followers", "works", "^[^,;。、]{0,10}?{}").match(after)
    cue = _nearest_cue(before, money="元" in hit.match.group("unit"), reach=12 if works else 3)
    if cue is None or cue.lastgroup == "block" or before.endswith("了"):
        return False
    if before.endswith("的") and (cue.start() > 4 or "未" in before):
        return False
    distance = len(before) - cue.end()
    if suffix in ("以上", "以下", "以内") and distance > 1 and not context("ends-phrase").match(after):
        return False
    if cue.lastgroup == "move" and (
        context("places").match(after) or context("places-meant").match(after) or suffix in ("以上", "以下")
    ):
        return False
    return not _names_what_is_meant(after, hit, distance)


def _happens(before: str, after: str, hit: RuleMatch) -> bool:
    """开展一次大排查, 组织主题活动2次: something is to be held so many times, and once is not once a month."""
    if hit.match.group("unit") not in _TIMES or context("recurring").search(before):
        return False
    held = pattern("governors", "held", "{}[^,;。、]{0,14}$").search(before)
    if hit.match.group("number") == "一":
        return bool(held and len(held.group()) <= 4)
    return bool(held and context("ends-phrase").match(after))


def _nearest_cue(before: str, *, money: bool = True, reach: int = 3) -> "regex.Match[str] | None":
    """The last cue that bears on the number: 补助 only on money, 开展 and 推进 only at most ``reach`` before it."""
    cues = [
        cue
        for cue in _cues(money=money).finditer(before)
        if cue.lastgroup not in ("near", "move") or len(before) - cue.end() <= reach
    ]
    return cues[-1] if cues else None


def _names_what_is_meant(after: str, hit: RuleMatch, distance: int) -> bool:
    """28个乡镇, 3个方面, 九项提升行动, 一支队伍; 新增25元由医保基金负担."""
    number, unit = hit.match.group("number"), hit.match.group("unit")
    if (
        number == "一"
        or after.startswith("由")
        or (number == "两" and distance and context("ends-phrase").match(after))
    ):
        return True
    if unit not in ("个", "项", "类", "条", "种"):
        return False
    if pattern("followers", "abstract", "^[^,的]{0,6}?{}").match(after):
        return True
    if not number[0].isdigit() and pattern("followers", "styled", "^[^,的]{0,8}?{}").match(after):
        return True
    places = context("places").match(after)
    return distance > 2 and bool(places and context("behind-places").match(after[places.end() :]))


def _is_target(before: str, after: str) -> bool:
    """粮食总产量120万吨: a number at the end of a clause, right behind a noun that is measured."""
    return bool(context("ends-phrase").match(after) and pattern("indicators", "measured", "{}[ ]*$").search(before))


def _is_floor(before: str, after: str, suffix: str | None) -> bool:
    """安排重大项目40个以上; 20个以上项目开工建设: a floor at the end of a clause, or under what is to be built."""
    if suffix != "以上" or context("about-whom").match(before):
        return False
    if context("closes-clause").match(after):
        cue = _nearest_cue(before)
        return bool(context("thing").search(before)) and (cue is None or cue.lastgroup != "block")
    return bool(pattern("followers", "gets_done", "^[^,;。、的]{0,6}?{}[^的]*$").match(after))


def _goes_on(shadowed: str, before: str, after: str, start: int, last: Metric | None, hit_unit: str) -> bool:
    """支持100个项目、100家企业; 培育龙头企业10家,专精特新企业100家: the verb before goes on."""
    if last is None or last.rule != "metrics.bare":
        return False
    if not before and shadowed[start - 1] == "," and hit_unit == last.unit:
        return True
    between = shadowed[last.end : start]
    if len(between) <= 16 and context("list-between").fullmatch(between):
        return _nearest_cue(between) is None
    if not context("ends-phrase").match(after) or not 0 < len(before) <= 24:
        return False
    return shadowed[last.end : start - len(before)] in _GOES_ON and _nearest_cue(before.removeprefix("其中")) is None
