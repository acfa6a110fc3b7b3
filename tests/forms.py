"""Phrase tables of assignment forms: a small document, and what it tells whom.

What is expected is written one obligation a line, as ``start of its text | leads | supports | deadline``; names are
separated by spaces, and a deadline is an EDTF date or, where it recurs, an iCalendar RRULE. What is not said is empty.
"""

from itertools import zip_longest
from typing import Any

import pytest

from pipeline.extract import extract_bytes
from schemas.obligation import Extraction, Obligation

Line = tuple[str, frozenset[str], frozenset[str], str]


def row(form: str, text: str, *expected: str, wrong: str = "") -> Any:
    """One row of a phrase table; ``wrong`` says why the program does not get it right yet."""
    marks = [pytest.mark.xfail(strict=True, reason=wrong)] if wrong else []
    return pytest.param(text, expected, id=form, marks=marks)


def extract(text: str | bytes) -> Extraction:
    """What the program reads out of a text, or out of the bytes of a file."""
    return extract_bytes(text.encode("utf-8") if isinstance(text, str) else text, name="例文")


def assert_tells(document: str | bytes, expected: tuple[str, ...]) -> None:
    """The obligations of a document are those expected, each beginning as written, in this order."""
    wanted = [_line(line) for line in expected]
    found = [
        _found(obligation, len(line[0]) if line else None)
        for obligation, line in zip_longest(extract(document).obligations, wanted)
        if obligation is not None
    ]
    assert found == wanted


def _line(line: str) -> Line:
    text, lead, support, when = (cell.strip() for cell in (line + " | | | ").split("|")[:4])
    return text, frozenset(lead.split()), frozenset(support.split()), when


def _found(obligation: Obligation, length: int | None) -> Line:
    when = [part for part in (obligation.due, obligation.rrule) if part]
    lead, support = (frozenset(obligation.names(role)) for role in ("lead", "support"))
    return obligation.text[:length], lead, support, " ".join(when)
