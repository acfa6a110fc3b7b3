"""Deadlines and recurrences (完成时限): 9月底前, 到2020年, “十四五”末, 印发之日起30日内, 每月20日前.

What counts is written in the table ``deadlines.toml``; here is what its ``means`` stand for. A literal ``12-31`` is
that day of the year in question, a literal ``FREQ=…`` an iCalendar RRULE (RFC 5545) whose blanks are filled with the
numbers of the phrase; every other meaning is a function of ``MEANINGS``.

The year in question is the one in the phrase; else one that a deadline stated earlier in the sentence
(2018年6月底前…,9月底前…); else that of the document (``extractors.plan_year``), from whose date 今年 and 明年 are
counted too; else open, ``XXXX-09-30``. The clock is never read. Organs write 之前 loosely, so 2020年以前 includes 2020
(guideline rule 10).
"""

from bisect import bisect
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

import regex

from extractors.calendar_dates import count_on, edtf, month_end
from extractors.numerals import parse_number
from extractors.plan_year import named_year, plan_year
from extractors.rules import Rule, find_matches, load_rules
from extractors.shadow import shadow
from schemas.document import Document
from schemas.mention import Deadline

Match = regex.Match[str]

DECOY = "decoy"
_TABLE = "deadlines"
_RELATIVE_YEARS = {"今": 0, "本": 0, "当": 0, "明": 1, "次": 1, "翌": 1, "下": 1, "后": 2}
_WEEKDAYS = {"一": "MO", "二": "TU", "三": "WE", "四": "TH", "五": "FR", "六": "SA", "日": "SU", "天": "SU"}
_NEXT_YEAR = ("次", "翌")
_SENTENCE_END = regex.compile(r"[。!?\n]")
_MONTH_DAY = regex.compile(r"(\d\d)-(\d\d)")
_BLANK = regex.compile(r"\{(\w+)\}")
_BARE_DATE = regex.compile(r"[\d○零一二三四五六七八九十年月日底末初第季度上中下旬半全Qq./\- ]{2,24}")
_IMPLIED = "前"
# The page's own data: 成文日期 | 2018年11月16日.
_LABEL_OF_A_FACT = regex.compile(r"(?:成文|发布|印发|公布|发文|签发|生效|施行|出生|成立|登记)(?:日期|时间) ?:?\s*\Z")


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


def find_deadlines(document: Document) -> list[Deadline]:
    """Every deadline and recurrence, in reading order.

    ``due`` and ``rrule`` are both ``None`` for a deadline that stays open: 汛期前, or 印发之日起30日内 where no date of
    issue is known.
    A table cell that holds a date and nothing else is read as a deadline; which columns matter is for the caller.
    """
    shadowed = shadow(document.text)
    found = [*_in_text(document, shadowed), *_in_cells(document, shadowed)]
    first = {deadline.start: deadline for deadline in reversed(found)}
    return [first[start] for start in sorted(first)]


def _in_text(document: Document, shadowed: str) -> Iterator[Deadline]:
    ends = [match.start() for match in _SENTENCE_END.finditer(shadowed)]
    opening = _opening(document)
    here, sentence = -1, opening
    for rule, match in find_matches(load_rules(_TABLE), shadowed):
        if bisect(ends, match.start()) != here:
            here, sentence = bisect(ends, match.start()), opening
        reading = read(rule, match, sentence)
        if reading is None or _is_past(reading, document.metadata.signed):
            continue
        sentence = sentence._replace(year=reading.year or sentence.year, month=reading.month or sentence.month)
        yield _deadline(document.text, rule, reading, *_quoted(match))


def _opening(document: Document) -> Sentence:
    metadata = document.metadata
    issued, named = metadata.issued, named_year(metadata.title)
    following = named if issued and named == issued.year + 1 else None
    return Sentence(issued, plan_year(document), following)


def _in_cells(document: Document, shadowed: str) -> Iterator[Deadline]:
    """In a cell such as 完成时限 | 2020年12月, 全年 or Q4 the word 前 is understood."""
    for block in document.blocks:
        cell = shadowed[block.start : block.end].rstrip()
        if block.kind != "cell" or not _BARE_DATE.fullmatch(cell):
            continue
        if _LABEL_OF_A_FACT.search(shadowed[max(0, block.start - 12) : block.start]):
            continue
        for rule, match in find_matches(load_rules(_TABLE), cell + _IMPLIED):
            reading = read(rule, match, _opening(document))
            if reading is not None:
                start, end = (block.start + min(place, len(cell)) for place in _quoted(match))
                yield _deadline(document.text, rule, reading, start, end)


def read_period(document: Document, said: str, year: int | None = None) -> str | None:
    """The last day of a period named alone, as heads of columns do (一季度, 上半年, 2024年); ``None`` for no period.

    ``year`` is one that stands around it (2024年 above 一季度) and goes before that of the document.
    """
    opening = _opening(document)
    sentence = opening._replace(year=year) if year else opening
    for rule, match in find_matches(load_rules(_TABLE), said + _IMPLIED):
        reading = read(rule, match, sentence)
        if reading is not None and reading.due:
            return reading.due
    return None


def _quoted(match: Match) -> tuple[int, int]:
    """The group ``said`` where a rule has one, else all: 2018年 of 2018年全面."""
    return match.span("said") if "said" in match.re.groupindex else match.span()


def _deadline(text: str, rule: Rule, reading: Reading, start: int, end: int) -> Deadline:
    return Deadline(
        start=start, end=end, text=text[start:end], due=reading.due, rrule=reading.rrule, rule=f"{_TABLE}.{rule.id}"
    )


def _is_past(reading: Reading, signed: date | None) -> bool:
    """A day that the text states and that lay behind the writer is a fact, not a deadline."""
    return bool(reading.stated and reading.due and signed and reading.due < signed.isoformat())


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
