"""calendar.ics: deadlines and recurring duties for a calendar program (RFC 5545), a whole-day event each.

A deadline is an event on its last day. A recurring duty is an event on the last day of each period (month, quarter,
half-year, year, Sunday of a week) unless its rule names the day, first after the date of issue. What has no such day
(no year stated, recurring in an undated document) stays out and is counted.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TextIO

from dateutil.rrule import rrulestr

from pipeline.messages import Lang, say
from pipeline.outputs.files import replacing, xml_text
from pipeline.outputs.responsibility.selection import Selection
from pipeline.outputs.roles import parties_once
from pipeline.outputs.rows import section_text
from schemas.obligation import Extraction, Obligation

CALENDAR_NAME = "calendar.ics"

_UNDATED = date(2000, 1, 1)  # no clock: DTSTAMP is the date of issue, or this
_SUMMARY = 60
_OCTETS = 75  # of a line of the file
_ASCII_FITS = _OCTETS // 4  # characters that fit whatever they are
# The day that a period ends on, for rules that name none; and the month that periods of several months end in.
_LAST_DAY = {"WEEKLY": "BYDAY=SU", "MONTHLY": "BYMONTHDAY=-1", "YEARLY": "BYMONTH=12;BYMONTHDAY=-1"}


class Entry(NamedTuple):
    """When an event is: its first day, and the rule that repeats it."""

    day: date
    rrule: str | None


class Events:
    """The events of a calendar that is being written, and how many deadlines have no day to stand on."""

    def __init__(self, file: TextIO, selection: Selection, lang: Lang) -> None:
        self.count = self.left_out = 0
        self._file, self._selection, self._lang = file, selection, lang

    def add(self, extraction: Extraction) -> Extraction:
        """Write the events of a document, and hand it on."""
        if self._selection.keeps_document(extraction):
            issued = extraction.metadata.issued
            for obligation in extraction.obligations:
                if not self._selection.keeps(obligation, issued):
                    continue
                if entry := entry_of(obligation, issued):
                    self.count += 1
                    self._file.writelines(_folded(_event(extraction, obligation, entry, self._lang)))
                else:
                    self.left_out += bool(obligation.due or obligation.rrule)
        return extraction


@contextmanager
def open_calendar(path: Path, selection: Selection, lang: Lang) -> Iterator[Events]:
    """A calendar to add documents to; it stands at ``path`` when all went well. Raises ``UserError``."""
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//duban//duban//ZH")
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="") as file:
        file.writelines(_folded([*head, f"X-WR-CALNAME:{_escaped(say('word.calendar_title', lang))}"]))
        yield Events(file, selection, lang)
        file.writelines(_folded(["END:VCALENDAR"]))


def entry_of(obligation: Obligation, issued: date | None) -> Entry | None:
    """When an obligation stands in the calendar, ``None`` where it has no day.

    With a rule and a deadline the rule ends on that day.
    """
    due = _day(obligation.due)
    if obligation.rrule is None:
        return Entry(due, None) if due else None
    rule = with_day(obligation.rrule)
    if issued is None:
        return Entry(due, None) if due else None
    first = _first(rule, issued)
    if first is None or (due and first > due):
        return Entry(due, None) if due else None
    return Entry(first, f"{rule};UNTIL={due:%Y%m%d}" if due else rule)


def with_day(rule: str) -> str:
    """The rule with the last day of its period where it names no day: FREQ=YEARLY → …;BYMONTH=12;BYMONTHDAY=-1."""
    parts = dict(part.split("=") for part in rule.split(";"))
    last = _LAST_DAY.get(parts["FREQ"])
    return rule if last is None or any(key.startswith("BY") for key in parts) else f"{rule};{last}"


@lru_cache(maxsize=4096)
def _first(rule: str, issued: date) -> date | None:
    """The first day of a rule from the date of issue on."""
    start = datetime.combine(_first_month(rule, issued), time())
    first = rrulestr(rule, dtstart=start).after(datetime.combine(issued, time()), inc=True)
    return first.date() if first else None


def _first_month(rule: str, issued: date) -> date:
    """Where counting starts: quarters end in March, half-years in June; a named day opens the period (每季度10日前)."""
    parts = dict(part.split("=") for part in rule.split(";"))
    interval = int(parts.get("INTERVAL", "1"))
    if parts["FREQ"] != "MONTHLY" or interval == 1 or 12 % interval:
        return issued
    ends = parts.get("BYMONTHDAY", "").split(",")[-1].startswith("-")
    return date(issued.year, interval if ends else 1, 1)


def _day(due: str | None) -> date | None:
    """The day of an EDTF date, the last of a year or month; ``None`` where the year is open."""
    if not due or not due[:4].isdigit():
        return None
    parts = [int(part) for part in due.split("-")]
    try:
        return date(*parts) if len(parts) == 3 else date(parts[0], 12, 31) if len(parts) == 1 else None
    except ValueError:
        return None


def _event(extraction: Extraction, obligation: Obligation, entry: Entry, lang: Lang) -> Iterator[str]:
    parties = parties_once(obligation).values()
    leads = "、".join(party.name for party in parties if party.role == "lead")
    supports = "、".join(party.name for party in parties if party.role == "support")
    said = extraction.metadata
    text = xml_text(obligation.text)
    short = text if len(text) <= _SUMMARY else f"{text[: _SUMMARY - 1]}…"
    fields = (("measure", text), ("lead", leads), ("support", supports), ("due_text", obligation.due_text or ""))
    where = (("document", said.title or extraction.document), ("document_number", said.number))
    lines = [*fields, *where, ("section", section_text(obligation.section))]
    said_of = "\n".join(f"{say(f'column.{key}', lang)}：{value}" for key, value in lines if value)
    key = hashlib.sha256(f"{extraction.document}#{obligation.number}".encode()).hexdigest()[:32]
    yield from ("BEGIN:VEVENT", f"UID:{key}@duban", f"DTSTAMP:{said.issued or _UNDATED:%Y%m%d}T000000Z")
    yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
    if entry.rrule:
        yield f"RRULE:{entry.rrule}"
    yield f"SUMMARY:{_escaped(f'{leads}：{short}' if leads else short)}"
    yield f"DESCRIPTION:{_escaped(said_of)}"
    yield from ("TRANSP:TRANSPARENT", "END:VEVENT")


def _escaped(text: str) -> str:
    """RFC 5545, 3.3.11."""
    plain = xml_text(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(lines: Iterable[str]) -> Iterator[str]:
    """Lines ended and folded: no more than 75 octets, no character cut (RFC 5545, 3.1)."""
    for line in lines:
        while len(line) > _ASCII_FITS and len(line.encode()) > _OCTETS:
            end = len(line.encode()[:_OCTETS].decode(errors="ignore"))
            yield f"{line[:end]}\r\n"
            line = f" {line[end:]}"
        yield f"{line}\r\n"
