"""Numbers and dates of a spreadsheet as a person sees them.

A cell holds a number and the id of a format; a date is a number too (ECMA-376 Part 1, 18.8.30 numFmt and 18.17.4
dates). Dates come out as a Chinese document writes them, 2025年6月30日, with the parts that the format shows.
"""

import re
from datetime import datetime

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

# Ids that a file does not spell out because Chinese Excel and WPS know them (18.8.30, zh-cn).
_CHINESE_FORMATS = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    **dict.fromkeys((30,), "m-d-yy"),
    **dict.fromkeys((31,), 'yyyy"年"m"月"d"日"'),
    **dict.fromkeys((32, 34, 55), 'h"时"mm"分"'),
    **dict.fromkeys((33, 35, 56), 'h"时"mm"分"ss"秒"'),
}
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.')
_DATE_PART = re.compile(r"yy(?:yy)?|e|m+|d{1,2}(?!d)|h+|s+", re.IGNORECASE)
_PLACEHOLDERS = re.compile(r"[#0?][#0?,]*(?:\.([#0?]+))?(%?)")
_GENERAL_DIGITS = 11


def builtin_format(number: int) -> str:
    """The format of an id that the file itself does not spell out."""
    return _CHINESE_FORMATS.get(number) or BUILTIN_FORMATS.get(number, "General")


def shown(value: float, pattern: str, *, mac_dates: bool = False) -> str:
    """A number in a format.

    >>> [shown(45838, "yyyy/m/d"), shown(0.955, "0.0%"), shown(3, "General"), shown(7, '00"号"')]
    ['2025年6月30日', '95.5%', '3', '07号']
    """
    section = pattern.split(";")[0]
    bare = _LITERAL.sub("", section)
    if re.search(r"[ymdhs]", bare, re.IGNORECASE) and not re.search(r"[#0?]", bare.split(".")[0]):
        return _date(value, bare, mac_dates) or _general(value)
    placed = _PLACEHOLDERS.search(bare)
    if placed is None or re.search(r"e[+-]|/", bare, re.IGNORECASE):
        return _general(value)
    return _before(section) + _fixed(value, placed) + _behind(section)


def _general(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.{_GENERAL_DIGITS}g}"


def _fixed(value: float, placed: re.Match[str]) -> str:
    decimals, percent = placed.group(1) or "", placed.group(2)
    value = value * 100 if percent else value
    # Rounding as a spreadsheet does it: 0.125 is 0.13, where binary halves would fall to the even side.
    written = f"{round(value + (1e-9 if value > 0 else -1e-9), len(decimals)):.{len(decimals)}f}"
    optional = len(decimals) - len(decimals.rstrip("#"))
    if optional and "." in written:
        kept = len(written) - optional
        written = (written[:kept] + written[kept:].rstrip("0")).rstrip(".")
    least = len(re.sub("[^0]", "", placed.group(0).split(".")[0]))
    whole, point, rest = written.lstrip("-").partition(".")
    whole = whole.zfill(least)
    if "," in placed.group(0):
        whole = f"{int(whole):,}"
    return ("-" if value < 0 else "") + whole + point + rest + percent


def _before(section: str) -> str:
    return _literal(re.split("[#0?]", _masked(section))[0], section, from_end=False)


def _behind(section: str) -> str:
    return _literal(re.split("[#0?]", _masked(section))[-1], section, from_end=True)


def _masked(section: str) -> str:
    """The section with the characters of its literals made neutral, of the same length."""
    return _LITERAL.sub(lambda match: "\0" * len(match.group()), section)


def _literal(masked: str, section: str, *, from_end: bool) -> str:
    part = section[len(section) - len(masked) :] if from_end else section[: len(masked)]
    return "".join(match.group(1) or match.group(2) or "" for match in _LITERAL.finditer(part))


def _date(value: float, bare: str, mac_dates: bool) -> str:
    """The parts of a date that the format shows; ``m`` beside hours or seconds is minutes."""
    try:
        moment = from_excel(value, CALENDAR_MAC_1904 if mac_dates else CALENDAR_WINDOWS_1900)
    except (ValueError, OverflowError, TypeError):
        return ""
    parts = [part[0].lower() for part in _DATE_PART.findall(bare)]
    clock = "h" in parts or ("s" in parts)
    if not isinstance(moment, datetime):  # a time of day has no date
        return f"{moment:%H:%M}" if hasattr(moment, "hour") else ""
    day = ("y" in parts or "e" in parts, "m" in parts and ("d" in parts or "y" in parts or not clock), "d" in parts)
    written = "".join(
        f"{number}{sign}"
        for asked, number, sign in zip(day, (moment.year, moment.month, moment.day), "年月日", strict=True)
        if asked
    )
    hour = f"{moment.hour}:{moment.minute:02d}" if clock and "h" in parts else ""
    return f"{written} {hour}".strip() if hour and (moment.hour or moment.minute or not written) else written
