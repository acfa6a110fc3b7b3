"""Pages that are pictures, of whatever format: recognised where that is asked for, and told either way."""

from collections.abc import Callable
from typing import Any

from pipeline.readers.ocr import recognise
from pipeline.readers.ocr_rules import angle_of_rules, rules_of_picture
from pipeline.readers.paged import LaidPage, lay
from pipeline.readers.pdf_chars import Box
from pipeline.readers.pdf_tables import boxes_of_rules
from schemas.source import Place, ReadingNote

DOTS = 200 / 72
"""Dots a point at which the engine reads the type of documents well."""
_MOST_DOTS = 5_000  # of a side: posters and plans
Drawn = tuple[Any, float]
"""A page as an array of numpy with blue, green and red, and how many points a dot is wide."""


def dots_a_point(width: float, height: float) -> float:
    """How finely a page of so many points is drawn."""
    return min(DOTS, _MOST_DOTS / max(width, height, 1.0))


class Scans:
    """The pictured pages of one file, and the notes on them."""

    def __init__(self, *, ocr: bool) -> None:
        self._ocr = ocr
        self.notes: list[ReadingNote] = []

    def lay(self, number: int, height: float, draw: Callable[[], Drawn | None]) -> LaidPage:
        """One page, so many points high; ``draw`` gives its picture, or None where that cannot be drawn."""
        drawn = draw() if self._ocr else None
        found = recognise(*drawn, angle_of_rules(*drawn)) if drawn else None
        if drawn is None or found is None or not found.chars:
            self._note("page_without_text", number)
            return lay(number, height, [], [], _rounded)
        fields = (("confidence", f"{100 * found.confidence:.0f}"), ("dropped", str(found.dropped)))
        self._note("page_recognised", number, *fields)
        boxes = boxes_of_rules(list(rules_of_picture(*drawn, found.angle)))
        return lay(number, height, found.chars, boxes, lambda box: _rounded(found.on_page(box)))

    def _note(self, code: str, number: int, *fields: tuple[str, str]) -> None:
        self.notes.append(ReadingNote(code=code, place=Place(page=number), fields=fields))


def _rounded(box: Box) -> Box:
    left, top, right, bottom = box
    return (round(left, 1), round(top, 1), round(right, 1), round(bottom, 1))
