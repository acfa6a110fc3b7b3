"""The year that a day without one belongs to: 6月底前 in 2023年工作要点, or in a document that was issued in 2023."""

import regex

from extractors.rules import pattern_of
from extractors.shadow import shadow
from schemas.document import Document
from schemas.obligation import Extraction

_OF_NUMBER = regex.compile(r"[\[(〔](\d{4})[\])〕]")
_MONTH_ALONE = regex.compile(
    r"^\s*(?:\(\s*)?(?P<year>(?:19|20)\d\d|二[○零]{1,2}[○零一二三四五六七八九]{1,2})\s*年\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*\)?\s*$",
    regex.MULTILINE,
)
_DECEMBER = 12
_END = 80
_TOP = 200
_DIGITS = {char: value for value, char in enumerate("○一二三四五六七八九")} | {"零": 0}
_HEAD = 600


def plan_year(document: Document | Extraction) -> int | None:
    """The year in question, ``None`` where neither title, 文号, signature nor date of issue show it.

    That of issue, where it is known; plans for a year are often signed in the December before. Of an undated document
    that of the title, else that of its 文号 (党政机关公文处理工作条例, 2012, 第九条: 发文字号 holds the year), else
    that of a signature without a day.
    """
    metadata = document.metadata
    named, issued = named_year(metadata.title), metadata.issued
    if issued is not None:
        return named if named == issued.year + 1 and issued.month == _DECEMBER else issued.year
    of_number = _OF_NUMBER.search(shadow(metadata.number))
    return named or (int(of_number[1]) if of_number else _signed_year(document.text) or _year_of_minutes(document))


def named_year(title: str) -> int | None:
    """The one year that a title is about; ``None`` where it names none, several, or only a horizon (2030年前)."""
    years = {int(match["year"]) for match in pattern_of("plan_years", "of-a-title").finditer(shadow(title))}
    return years.pop() if len(years) == 1 else None


def _year_of_minutes(document: Document | Extraction) -> int | None:
    """The year of minutes by their issue (〔2017〕第6期) or the day of the meeting; ``None`` for other documents."""
    head = shadow(document.text[:_HEAD]).splitlines() if document.metadata.genre == "minutes" else []
    rows = [pattern_of("plan_years", row) for row in ("of-an-issue", "of-a-meeting")]
    return next((int(match["year"]) for row in rows for line in head if (match := row.search(line))), None)


def _signed_year(text: str) -> int | None:
    """The year of a date without a day on a line of its own, at the end or the top: 2020年7月, (二○○六年三月)."""
    match = _MONTH_ALONE.search(shadow(text[-_END:])) or _MONTH_ALONE.search(shadow(text[:_TOP]))
    return int("".join(str(_DIGITS.get(char, char)) for char in match["year"])) if match else None
