"""Phrase tables of assignment forms: a small document, and what it tells whom.

What is expected is written one obligation a line, as ``start of its text | leads | supports | deadline``; names are
separated by spaces, and a deadline is an EDTF date or, where it recurs, an iCalendar RRULE. What is not said is empty.
"""

from itertools import zip_longest
from typing import Any

import pytest

from pipeline.extract import extract_bytes
from schemas.obligation import Extraction, Obligation


def row(form: str, text: str | bytes, *expected: str) -> Any:
    """One row of a phrase table."""
    return pytest.param(text, tuple(line(*cells(one)) for one in expected), id=form)


def cells(written: str) -> list[str]:
    """The four cells of a line, empty ones left out at its end or not."""
    return [cell.strip() for cell in (written + " | | | ").split("|")[:4]]


def line(text: str, leads: str = "", supports: str = "", when: str = "") -> str:
    """A line in its one form: names sorted, empty cells kept."""
    return " | ".join((text, " ".join(sorted(leads.split())), " ".join(sorted(supports.split())), when))


def extract(document: str | bytes) -> Extraction:
    """What the program reads out of a text, or out of the bytes of a file."""
    return extract_bytes(document.encode("utf-8") if isinstance(document, str) else document, name="例文")


def tells(document: str | bytes, expected: tuple[str, ...]) -> tuple[str, ...]:
    """The obligations of a document as lines, each text cut to the length of that expected in its place."""
    found = extract(document).obligations
    pairs = zip_longest(found, [len(cells(one)[0]) for one in expected])
    return tuple(_shown(obligation, length) for obligation, length in pairs if obligation is not None)


def _shown(obligation: Obligation, length: int | None) -> str:
    when = " ".join(part for part in (obligation.due, obligation.rrule) if part)
    names = (" ".join(obligation.names("lead")), " ".join(obligation.names("support")))
    return line(obligation.text[:length], *names, when)
