"""Which numbers of two obligations measure the same, and whether the target was raised.

Raised means harder to meet, by the comparator: more for 不低于, less for 不超过. Numbers compare only where unit and
indicator agree; others that stand for each other have changed. A place's own part of a total (全省1000个 → 全县60个) is
neither raised nor lowered: it is ``changed`` on the basis ``share``.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from pipeline.diff.settings import load_settings
from schemas.comparison import MetricChange, MetricsChange
from schemas.obligation import Target

_AGREE = 0.34  # share of the characters of the shorter indicator that the longer one must hold
_PART = 0.5  # up to so much of the upper total may be a place's own part
_RATES = ("%", "‰")
_DONE = 6  # characters of what is done, as 无害化处理率; more that two rates share (设施正常运行率) is what they are of
_WINDOW = 14  # characters before or behind a number that may say how it is meant
_RECURRENCE = re.compile("每(?:半年|年|季度?|个?月|半月|周|天|日)")
_EACH_PLACE = re.compile(
    "[每各]个?[省市州盟县区旗乡镇]"
)  # what each place below is to reach binds the lower plan as it is
_CLAUSE_END = re.compile("[,，;；。、:：（(\n]")


def indicator_agreement(upper: Sequence[Target], lower: Sequence[Target], texts: tuple[str, str]) -> float:
    """The best agreement of two indicators with the same unit, 0 to 1."""
    return max((_agreement(a, b, texts) for a in upper for b in lower if a.unit == b.unit), default=0.0)


def compare_targets(
    upper: Sequence[Target], lower: Sequence[Target], *, texts: tuple[str, str], handed_down: bool
) -> tuple[MetricChange, ...]:
    """Every number of both sides once, in the order of the lower one, those that were dropped last.

    ``texts`` are the two texts that the targets' ``start`` and ``end`` count in, ``handed_down`` whether the lower
    document is of a lower level, so that a total may be a part of the upper one.
    """
    partners = _pair(upper, lower, texts)
    changes = []
    for position, target in enumerate(lower):
        partner = partners.get(position)
        if partner is None:
            changes.append(MetricChange(change="added", lower=target))
        else:
            changes.append(_change(upper[partner], target, texts=texts, handed_down=handed_down))
    taken = set(partners.values())
    return (*changes, *(MetricChange(change="dropped", upper=each) for n, each in enumerate(upper) if n not in taken))


def summary(changes: Sequence[MetricChange], *, elsewhere: Sequence[MetricChange] = ()) -> MetricsChange:
    """One word for all numbers of a pair, the first that holds of raised, lowered, changed, added, dropped, same.

    ``elsewhere`` are numbers of this pair that another pair of the same obligations accounts for; beside a number that
    was compared they do not count as added or dropped.
    """
    found = {each.change for each in changes}
    if found >= {"added", "dropped"} and not found - {"added", "dropped"}:
        return "changed"
    if found - {"added", "dropped"}:
        found = {each.change for each in changes if each not in elsewhere}
    for change in ("raised", "lowered", "changed", "added", "dropped", "same"):
        if change in found:
            return change
    return "none"


def _pair(upper: Sequence[Target], lower: Sequence[Target], texts: tuple[str, str]) -> dict[int, int]:
    """Lower position → upper position, best agreement first, each once."""
    units = [Counter(each.unit for each in side) for side in (upper, lower)]
    likeness = {
        (n, m): _likeness(a, b, texts, alone=units[0][a.unit] == 1 == units[1][b.unit])
        for n, b in enumerate(lower)
        for m, a in enumerate(upper)
    }
    partners: dict[int, int] = {}
    for n, m in sorted(likeness, key=lambda pair: (-likeness[pair], pair)):
        if likeness[n, m] > 0 and n not in partners and m not in partners.values():
            partners[n] = m
    return partners


def _likeness(a: Target, b: Target, texts: tuple[str, str], *, alone: bool) -> float:
    """0 where two numbers do not measure the same; ``alone`` is whether no other number has their unit."""
    zero = (a.value == 0 and not a.unit) or (b.value == 0 and not b.unit)
    if a.unit != b.unit and not zero:
        return 0.0
    agreement = _agreement(a, b, texts)
    if agreement >= _AGREE and not _apart(a, b):
        return agreement + (a.value == b.value) / 100
    settings = load_settings()
    free = a.unit in settings.free_units or a.unit not in settings.generic_units
    return 0.1 if alone and free and not zero else 0.0


def _agreement(a: Target, b: Target, texts: tuple[str, str]) -> float:
    """How much two names have in common: the indicators, or what is counted behind measure words (1支改厕服务队)."""
    behind = [_behind(target, text) for target, text in zip((a, b), texts, strict=True)]
    return max(
        _shared(a.indicator, b.indicator),
        _shared(*behind),
        *(_shared(name, text) for name, text in ((a.indicator, behind[1]), (b.indicator, behind[0]))),
    )


def _shared(one: str, other: str) -> float:
    """The characters in common as a share of the shorter; names of one character say nothing."""
    shorter, longer = sorted((set(one), set(other)), key=len)
    return len(shorter & longer) / len(shorter) if len(shorter) > 1 else 0.0


def _behind(target: Target, text: str) -> str:
    if target.unit in ("", *_RATES):
        return ""
    return _CLAUSE_END.split(text[target.end : target.end + _WINDOW])[0]


def _change(a: Target, b: Target, *, texts: tuple[str, str], handed_down: bool) -> MetricChange:
    step = round(b.value - a.value, 9)
    share = round(step / abs(a.value), 6) if a.value else None
    made = {"upper": a, "lower": b, "step": step, "step_share": share}
    per_unit = [_is_standard(target, text) for target, text in zip((a, b), texts, strict=True)]
    for_each_place = handed_down and _EACH_PLACE.search(_before(a, texts[0])) is not None
    if per_unit[0] != per_unit[1] and not _limits(a, b) and not for_each_place:
        return MetricChange(change="changed", upper=a, lower=b)
    if not _measures_the_same(a, b, texts):
        return MetricChange(change="changed", upper=a, lower=b)
    sense = _sense(a, b, texts)
    if sense is None:
        return MetricChange(change="changed", **made)
    if handed_down and sense > 0 and not per_unit[0] and b.value <= _PART * a.value:
        return MetricChange(change="changed", **made, basis="share")
    if step == 0:
        return MetricChange(change="same", **made, basis="norm")
    return MetricChange(change="raised" if step * sense > 0 else "lowered", **made, basis="norm")


def _measures_the_same(a: Target, b: Target, texts: tuple[str, str]) -> bool:
    """Whether more of one is more of the other: two sums of money that share nothing but their unit are no raise.

    Without agreeing names two limits (3个工作日以内, 1个工作日以内) do, and a unit that says itself what is counted
    (120个村) where no name beside it says otherwise.
    """
    if not _apart(a, b) and _agreement(a, b, texts) >= _AGREE:
        return True
    settings = load_settings()
    counted = a.unit not in settings.generic_units and a.unit not in settings.free_units
    return {a.op, b.op} <= {"<=", "<"} or (counted and not (a.indicator and b.indicator))


def _apart(a: Target, b: Target) -> bool:
    """Whether two rates are of different things: they end alike in what is done (普及率, 资源化利用率), but what it is
    done to has nothing in common (自来水, 卫生厕所)."""
    if a.unit not in _RATES:
        return False
    start = _alike(a.indicator, b.indicator)
    one, other = a.indicator[start:], b.indicator[start:]
    end = _alike(one[::-1], other[::-1])
    left = [set(name[: len(name) - end]) for name in (one, other)]
    return end <= _DONE and min(map(len, left)) > 1 and not left[0] & left[1]


def _alike(one: str, other: str) -> int:
    """With how many equal characters two names begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _limits(a: Target, b: Target) -> bool:
    return a.op in ("<=", "<") or b.op in ("<=", "<")


def _sense(a: Target, b: Target, texts: tuple[str, str]) -> int | None:
    """1 where more is harder, -1 where less is, ``None`` where the two comparators point apart."""
    stated = {_own_sense(target) for target in (a, b)} - {0}
    if len(stated) == 1:
        return stated.pop()
    if stated:
        return None
    words = load_settings().smaller_is_harder
    return (
        -1
        if any(word in _before(each, text) for each, text in zip((a, b), texts, strict=True) for word in words)
        else 1
    )


def _own_sense(target: Target) -> int:
    """By the comparator, else by the value that it starts from; 0 where neither tells."""
    if target.op in ("<=", "<"):
        return -1
    if target.op in (">=", ">"):
        return 1
    return (
        0 if target.baseline is None or target.baseline == target.value else int(target.value > target.baseline) * 2 - 1
    )


def _is_standard(target: Target, text: str) -> bool:
    """Whether a number holds for each unit whatever the size of the place: a rate, a limit, a standard, 每, 人均."""
    if target.unit in _RATES or target.op in ("<=", "<"):
        return True
    around = _RECURRENCE.sub("", _before(target, text) + text[target.start : target.end])
    return any(word in around for word in load_settings().per_unit)


def _before(target: Target, text: str) -> str:
    start = max(0, target.start - _WINDOW)
    before = text[start : target.start]
    for mark in "。；;，,":
        before = before.rpartition(mark)[2]
    return before + target.indicator
