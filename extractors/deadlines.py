"""Deadlines and recurrences (完成时限): 9月底前, 到2020年, “十四五”末, 印发之日起30日内, 每月20日前.

What counts is written in the table ``deadlines.toml``; here is what its ``means`` stand for. A literal ``12-31`` is
that day of the year in question, a literal ``FREQ=…`` an iCalendar RRULE (RFC 5545) whose blanks are filled with the
numbers of the phrase; every other meaning is one of ``deadline_meanings.MEANINGS``.
"""

from bisect import bisect
from collections.abc import Iterator
from datetime import date

import regex

from extractors.deadline_meanings import Match, Reading, Sentence, read
from extractors.plan_year import named_year, plan_year
from extractors.rules import Rule, find_matches, load_rules
from extractors.shadow import shadow
from schemas.document import Document
from schemas.mention import Deadline

_TABLE = "deadlines"
_SENTENCE_END = regex.compile(r"[。!?\n]")
_BARE_DATE = regex.compile(r"[\d○零一二三四五六七八九十年月日底末初第季度上中下旬半全Qq./\- ]{2,24}")
_IMPLIED = "前"
# The page's own data: 成文日期 | 2018年11月16日.
_LABEL_OF_A_FACT = regex.compile(r"(?:成文|发布|印发|公布|发文|签发|生效|施行|出生|成立|登记)(?:日期|时间) ?:?\s*\Z")


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
