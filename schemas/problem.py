"""Doubtful results: kept beside the obligations for a person to check."""

from typing import Literal

from schemas.base import Model
from schemas.source import Place

Severity = Literal["error", "warning", "note"]


class Problem(Model):
    """One thing that a person should look at.

    ``code`` names the message in the table of messages; ``fields`` fill its blanks. ``start`` and ``end`` are offsets
    in the document's text, ``None`` where the problem concerns the file as a whole (a page without text, say).
    An ``error`` means that the file could not be used, a ``warning`` that a row may be wrong, a ``note`` that
    something was decided which a reader may want to know.
    """

    code: str
    severity: Severity = "warning"
    quote: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    start: int | None = None
    end: int | None = None
    section: str = ""
    place: Place | None = None
