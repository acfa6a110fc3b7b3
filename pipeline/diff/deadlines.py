"""What became of a deadline: earlier, later, added, dropped, and by how many days.

A year that nobody stated (XXXX-09-30) is taken to be the year in which the other plan was issued, so that month and day
decide; the change then says ``assumed_year``. Between the plans of one government in two years the distance of the
years is taken out (``shifted``). Recurrences compare by how often: every month is earlier than every quarter.
"""

import re
from datetime import date
from typing import NamedTuple

from schemas.comparison import DeadlineChange
from schemas.document import Metadata
from schemas.obligation import Obligation

_DATE = re.compile(r"(\d{4}|XXXX)-(\d\d)-(\d\d)")
_DAYS = {"DAILY": 1.0, "WEEKLY": 7.0, "MONTHLY": 30.4, "YEARLY": 365.0}


class Years(NamedTuple):
    """The years in which both documents were issued, ``None`` where unknown; ``shift`` is taken off the lower one."""

    upper: int | None
    lower: int | None
    shift: int = 0


def years_of(upper: Metadata, lower: Metadata, *, shifted: bool) -> Years:
    """The years of issue; with ``shifted`` their distance is taken out of every comparison."""
    one, other = (each.issued.year if each.issued else None for each in (upper, lower))
    return Years(one, other, other - one if shifted and one and other else 0)


def change_of_deadline(upper: Obligation, lower: Obligation, years: Years) -> DeadlineChange:
    """The change of the last day; where neither has one, that of the recurrence."""
    if upper.due and lower.due:
        return _by_date(upper.due, lower.due, years)
    if not upper.due and not lower.due and upper.rrule and lower.rrule:
        return _by_recurrence(upper.rrule, lower.rrule)
    one, other = upper.due or upper.rrule, lower.due or lower.rrule
    if one and other:
        return DeadlineChange(change="changed", upper=one, lower=other)
    if one:
        return DeadlineChange(change="dropped", upper=one)
    return DeadlineChange(change="added", lower=other) if other else DeadlineChange(change="none")


def _by_date(upper: str, lower: str, years: Years) -> DeadlineChange:
    one, other = _DATE.fullmatch(upper), _DATE.fullmatch(lower)
    if not one or not other:
        change = "same" if upper == lower else "changed"
        return DeadlineChange(change=change, upper=upper, lower=lower)
    open_years = [match[1] == "XXXX" for match in (one, other)]
    known = [None if is_open else int(match[1]) for is_open, match in zip(open_years, (one, other), strict=True)]
    first = known[0] or years.lower or known[1] or 2000
    second = known[1] or (years.upper if not open_years[0] else None) or first
    shift = years.shift if not any(open_years) else 0
    days = (_day(second - shift, other) - _day(first, one)).days
    change = "same" if days == 0 else "later" if days > 0 else "earlier"
    basis = "assumed_year" if any(open_years) else "shifted" if shift else "dates"
    return DeadlineChange(change=change, upper=upper, lower=lower, days=days, basis=basis)


def _day(year: int, match: re.Match[str]) -> date:
    month, day = int(match[2]), int(match[3])
    return date(year, 2, 28) if (month, day) == (2, 29) and year % 4 else date(year, month, day)


def _by_recurrence(upper: str, lower: str) -> DeadlineChange:
    one, other = _interval(upper), _interval(lower)
    if one is None or other is None:
        change = "same" if upper == lower else "changed"
    else:
        change = "same" if one == other else "earlier" if other < one else "later"
    return DeadlineChange(change=change, upper=upper, lower=lower, basis="recurrence")


def _interval(rrule: str) -> float | None:
    """About how many days lie between two occurrences."""
    parts = dict(part.split("=", 1) for part in rrule.removeprefix("RRULE:").split(";") if "=" in part)
    days = _DAYS.get(parts.get("FREQ", ""))
    if days is None or not parts.get("INTERVAL", "1").isdigit():
        return None
    times = max(len(parts.get(key, "").split(",")) for key in ("BYMONTHDAY", "BYDAY", "BYMONTH"))
    return days * int(parts.get("INTERVAL", "1")) / times
