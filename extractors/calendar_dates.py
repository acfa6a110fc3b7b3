"""Calendar arithmetic on EDTF dates whose year may be open, and counting on from a known day.

EDTF is ISO 8601-2:2019: ``XXXX-09-30`` is the 30th of September of a year that nobody stated. No clock is read.

>>> month_end(None, 9)
'XXXX-09-30'
>>> count_on(date(2018, 11, 30), 3, "月")
datetime.date(2019, 2, 28)
"""

from calendar import monthrange
from datetime import date, timedelta

_COMMON_YEAR = 2001
_DAYS = {"日": 1, "天": 1, "周": 7}
_MONTHS = {"月": 1, "年": 12}


def edtf(year: int | None, month: int, day: int) -> str | None:
    """The EDTF date, ``None`` for a day that the calendar does not have (29 February needs a leap or an open year)."""
    if not 1 <= month <= 12:
        return None
    longest = 29 if year is None and month == 2 else monthrange(year or _COMMON_YEAR, month)[1]
    if not 1 <= day <= longest:
        return None
    return f"{'XXXX' if year is None else f'{year:04d}'}-{month:02d}-{day:02d}"


def month_end(year: int | None, month: int) -> str | None:
    """The last day of a month; the 28th of a February of an open year."""
    if not 1 <= month <= 12:
        return None
    return edtf(year, month, monthrange(year or _COMMON_YEAR, month)[1])


def count_on(start: date, count: float, unit: str) -> date | None:
    """The day ``count`` 日, 天, 周, 月 or 年 after ``start``: 印发之日起30日内. Half a month is 15 days.

    ``None`` beyond the calendar's end.
    """
    try:
        if unit in _DAYS:
            return start + timedelta(days=int(count * _DAYS[unit]))
        months = int(count * _MONTHS[unit])
        extra = 15 if count * _MONTHS[unit] > months else 0
        year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
        day = min(start.day, monthrange(year, month + 1)[1])
        return date(year, month + 1, day) + timedelta(days=extra)
    except (OverflowError, ValueError):
        return None
