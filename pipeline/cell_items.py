"""What stands in one cell: items under numbers (1.… 2.…), which match those of other cells of the row, and dates."""

import regex

from extractors.deadlines import read_period
from extractors.rules import pattern_of
from pipeline.mentions import Mentions, within
from schemas.document import Document
from schemas.mention import Deadline

_NUMBER = regex.compile(
    r"(?:^|(?<=[\n。;])|(?<=\p{Han})(?=\d{1,2}[.、](?:\p{Han}|20\d\d年)))[ \t]*"
    r"(?:\(?(?P<number>\d{1,2})[).、](?!\d(?!\d{3}年))|(?P<circled>[①-⑳]))[ \t]*"
)
_PIECE = regex.compile(r"[^\n,;。]+")
_BARE_DATE = regex.compile(r"[\d○零一二三四五六七八九十年月日底末初第季度上中下旬半./\- ~至]{2,24}")
_QUARTER = regex.compile(r"[Qq]([1-4])")
_YEAR_END = "年底"

Stretch = tuple[int, int]


def items_of(shadowed: str, start: int, end: int) -> dict[int, Stretch]:
    """The numbered items of a cell that has several, by their numbers; empty where they do not count 1, 2, 3 …"""
    matches = list(_NUMBER.finditer(shadowed[start:end]))
    numbers = [int(m["number"]) if m["number"] else ord(m["circled"]) - ord("①") + 1 for m in matches]
    if len(numbers) < 2 or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return {}
    ends = [*(match.start() for match in matches[1:]), end - start]
    return {
        number: (start + match.end(), start + stop) for number, match, stop in zip(numbers, matches, ends, strict=True)
    }


def dates_in(document: Document, mentions: Mentions, start: int, end: int) -> list[Deadline]:
    """The deadlines of a cell or item; where the text holds none, its bare dates (2023年6月；长期坚持)."""
    if found := within(mentions.deadlines, start, end):
        return found
    dated = []
    for piece in _PIECE.finditer(mentions.shadow, start, end):
        said = _NUMBER.sub("", piece[0]).strip()
        due = _read(document, said)
        if due:
            at = piece.start() + piece[0].index(said)
            text = document.text[at : at + len(said)]
            dated.append(
                Deadline(start=at, end=at + len(said), text=text, due=due, rrule=None, rule="columns.date-alone")
            )
    return dated


def _read(document: Document, said: str) -> str | None:
    """The last day of a date that stands alone in a cell: 2023.12, Q4, 全年."""
    if pattern_of("clauses", "all-year").fullmatch(said):
        return read_period(document, _YEAR_END)
    written = _QUARTER.sub(r"第\1季度", said)
    return read_period(document, written) if _BARE_DATE.fullmatch(written) else None
