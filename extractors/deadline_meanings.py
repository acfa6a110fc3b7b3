"""What a phrase of time means: a day, a month's end, a recurrence; the functions that ``deadlines.toml`` names.

The year in question is the one in the phrase; else one that a deadline stated earlier in the sentence
(2018年6月底前…,9月底前…); else that of the document (``extractors.plan_year``), from whose date 今年 and 明年 are
counted too; else open, ``XXXX-09-30``. The clock is never read. Organs write 之前 loosely, so 2020年以前 includes 2020
(guideline rule 10).
"""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import regex

from extractors.calendar_dates import count_on, edtf, month_end
from extractors.numerals import parse_number
from extractors.rules import Rule

Match = regex.Match[str]

DECOY = "decoy"
_RELATIVE_YEARS = {"今": 0, "本": 0, "当": 0, "明": 1, "次": 1, "翌": 1, "下": 1, "后": 2}
_WEEKDAYS = {"一": "MO", "二": "TU", "三": "WE", "四": "TH", "五": "FR", "六": "SA", "日": "SU", "天": "SU"}
_NEXT_YEAR = ("次", "翌")
_MONTH_DAY = regex.compile(r"(\d\d)-(\d\d)")
_BLANK = regex.compile(r"\{(\w+)\}")


class Sentence(NamedTuple):
    """What a phrase may lean on: the document's date and year, and the year and month stated earlier in its sentence.

    ``following`` is the year after that of issue where the title is about it (2023年工作要点, signed in 2022).
    """

    issued: date | None
    plan: int | None = None
    following: int | None = None
    year: int | None = None
    month: int | None = None


class Reading(NamedTuple):
    """What a phrase says. ``year`` and ``month`` are handed on; ``stated`` means that the text gives the year."""

    due: str | None
    rrule: str | None = None
    year: int | None = None
    month: int | None = None
    stated: bool = False


def read(rule: Rule, match: Match, sentence: Sentence) -> Reading | None:
    """What a match means; ``None`` for decoys and for days that the calendar does not have."""
    if rule.means == DECOY:
        return None
    if rule.means.startswith("FREQ="):
        return Reading(due=None, rrule=_BLANK.sub(lambda blank: _numbers(match, blank[1]), rule.means))
    if month_day := _MONTH_DAY.fullmatch(rule.means):
        return _on(match, sentence, lambda year: edtf(year, int(month_day[1]), int(month_day[2])))
    return MEANINGS[rule.means](match, sentence)


def _numbers(match: Match, group: str) -> str:
    if group == "weekday":
        return ",".join(dict.fromkeys(_WEEKDAYS[said] for said in match.captures(group)))
    return ",".join(dict.fromkeys(str(int(parse_number(said) or 0)) for said in match.captures(group)))


def _said(match: Match, group: str) -> str | None:
    """What the phrase has in a group, ``None`` where the rule or the phrase has no such group."""
    said = match.captures(group) if group in match.re.groupindex else []
    return said[-1] if said else None


def _number(match: Match, *groups: str) -> int | None:
    """The number in the first of the groups that the phrase fills."""
    values = (parse_number(_said(match, group) or "") for group in groups)
    return next((int(value) for value in values if value is not None), None)


def _year(match: Match, sentence: Sentence) -> tuple[int | None, bool]:
    """The year in question, and whether the phrase states it; a range ends in the year of its start, or the next."""
    relative = (_said(match, "relative") or " ")[0]
    stated, start = _number(match, "year"), _number(match, "year_from")
    month, month_from = _number(match, "month"), _number(match, "month_from")
    next_year = relative in _NEXT_YEAR or (relative == " " and bool(month and month_from and month < month_from))
    if stated is not None:
        return stated, True
    if start is not None:
        return start + next_year, True
    if sentence.year is not None and (relative == " " or relative in _NEXT_YEAR):
        return sentence.year + next_year, False
    origin = sentence.issued.year if sentence.issued and relative in _RELATIVE_YEARS else sentence.plan
    return None if origin is None else origin + _RELATIVE_YEARS.get(relative, int(next_year)), False


def _on(match: Match, sentence: Sentence, day: Callable[[int | None], str | None]) -> Reading | None:
    year, stated = _year(match, sentence)
    due = day(year)
    passed = due is not None and sentence.issued is not None and due < sentence.issued.isoformat()
    if passed and not stated and sentence.following and (_said(match, "relative") or " ") == " ":
        year, due = sentence.following, day(sentence.following)  # 6月底前 in 2023年工作要点, signed in November 2022
    return None if due is None else Reading(due, year=year, month=_number(match, "month", "month_from"), stated=stated)


def _day(match: Match, sentence: Sentence) -> Reading | None:
    """6月30日; the month of 20日 is the one stated before it."""
    month, day = _number(match, "month", "month_from") or sentence.month, _number(match, "day")
    return None if not month or not day else _on(match, sentence, lambda year: edtf(year, month, day))


def _end_of_month(match: Match, sentence: Sentence) -> Reading | None:
    month = _number(match, "month", "month_from")
    return None if not month else _on(match, sentence, lambda year: month_end(year, month))


def _end_of_this_month(match: Match, sentence: Sentence) -> Reading | None:
    """本月底: the month that the document was issued in."""
    issued = sentence.issued
    return Reading(None) if issued is None else Reading(month_end(issued.year, issued.month))


def _end_of_ten_days(match: Match, sentence: Sentence) -> Reading | None:
    """上旬 ends on the 10th, 中旬 on the 20th, 下旬 with the month; 月初 is read as 上旬, 月中 as the 15th."""
    day = {"上旬": 10, "初": 10, "中旬": 20, "中": 15}.get(_said(match, "ten_days") or "")
    month = _number(match, "month")
    if not month or day is None:
        return _end_of_month(match, sentence)
    return _on(match, sentence, lambda year: edtf(year, month, day))


def _end_of_quarter(match: Match, sentence: Sentence) -> Reading | None:
    quarter = _number(match, "quarter") or 0
    return _on(match, sentence, lambda year: month_end(year, quarter * 3))


def _end_of_plan(match: Match, sentence: Sentence) -> Reading | None:
    """The last day of a five-year plan: the tenth (“十五”) ended in 2005, the fourteenth (“十四五”) ends in 2025."""
    year = 1955 + 5 * int(parse_number(_said(match, "plan") or "") or 0)
    return Reading(edtf(year, 12, 31), stated=True)


def _counted(match: Match, sentence: Sentence) -> Reading | None:
    """N days, months or years on from the day of issue, open where that is unknown (guideline rule 10).

    Open too where N is only about right: no day is the last of 5—10年左右.
    """
    count = parse_number(_said(match, "count") or "")
    if sentence.issued is None or count is None or _said(match, "about"):
        return Reading(None)
    day = count_on(sentence.issued, count, (_said(match, "unit") or "日")[-1])
    return Reading(day.isoformat() if day else None)


def _event(match: Match, sentence: Sentence) -> Reading | None:
    """Before something whose day the calendar does not tell: 汛期前, 春节前."""
    return Reading(None)


MEANINGS: dict[str, Callable[[Match, Sentence], Reading | None]] = {
    "day": _day,
    "end_of_month": _end_of_month,
    "end_of_this_month": _end_of_this_month,
    "end_of_ten_days": _end_of_ten_days,
    "end_of_quarter": _end_of_quarter,
    "end_of_plan": _end_of_plan,
    "counted": _counted,
    "event": _event,
}
