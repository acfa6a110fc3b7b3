"""What stands on an OFD page: characters with their boxes and ruled lines, in points (GB/T 33190-2016, 8 to 11)."""

import re
import unicodedata
from collections.abc import Iterator

from lxml import etree

from pipeline.readers.pdf_chars import Box, Char

POINTS = 72 / 25.4
"""Points in a millimetre."""

_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Matrix = tuple[float, float, float, float, float, float]
_ASCENT = 0.88  # of the type size; where a baseline stands in the box of an ideograph
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_THICKEST_RULE = 1.0  # mm
_MOST_REPEATS = 100_000


def chars_of(content: etree._Element) -> Iterator[Char]:
    """The characters of a page in the order of its layers, white space left out."""
    for element in content.iter("{*}TextObject"):
        if (element.get("Visible") or "true").lower() != "false":
            yield from _chars(element)


def rules_of(content: etree._Element) -> Iterator[Box]:
    """The straight lines of a page's paths, and thin filled rectangles, as boxes."""
    for element in content.iter("{*}PathObject"):
        box, matrix = numbers(element.get("Boundary")), _matrix(element)
        data = next(element.iter("{*}AbbreviatedData"), None)
        if len(box) != 4 or data is None or (element.get("Visible") or "true").lower() == "false":
            continue
        for (x0, y0), (x1, y1) in _segments(data.text or ""):
            ends = _placed(matrix, box, x0, y0), _placed(matrix, box, x1, y1)
            (left, right), (top, bottom) = (sorted(each) for each in zip(*ends, strict=True))
            if min(right - left, bottom - top) <= _THICKEST_RULE:
                yield (left, top, right, bottom)


def has_image(content: etree._Element) -> bool:
    """Whether a picture stands on the page."""
    return next(content.iter("{*}ImageObject"), None) is not None


def box_of_image(image: etree._Element) -> Box:
    """Where a picture stands: its matrix maps the unit square onto it (10.3); without one it fills its boundary."""
    box = (*numbers(image.get("Boundary")), 0.0, 0.0, 0.0, 0.0)[:4]
    matrix = _matrix(image) if image.get("CTM") else (box[2], 0.0, 0.0, box[3], 0.0, 0.0)
    ends = _placed(matrix, list(box), 0.0, 0.0), _placed(matrix, list(box), 1.0, 1.0)
    (left, right), (top, bottom) = (sorted(each) for each in zip(*ends, strict=True))
    return (left, top, right, bottom)


def numbers(text: str | None) -> list[float]:
    """The numbers of an attribute such as ``0 0 210 297``."""
    return [float(number) for number in _NUMBER.findall(text or "")]


def deltas(text: str | None) -> list[float]:
    """The steps from character to character; ``g 5 3.2`` is five times 3.2 (11.3, 表 46).

    >>> deltas("3.2 g 2 1.6 3.2")
    [3.2, 1.6, 1.6, 3.2]
    """
    steps: list[float] = []
    tokens = (text or "").split()
    at = 0
    while at < len(tokens):
        if tokens[at] == "g" and at + 2 < len(tokens):
            count, step = numbers(tokens[at + 1]), numbers(tokens[at + 2])
            steps += step[:1] * min(int(count[0]) if count else 0, _MOST_REPEATS)
            at += 3
        else:
            steps += numbers(tokens[at])[:1]
            at += 1
    return steps


def _chars(element: etree._Element) -> Iterator[Char]:
    box, size = numbers(element.get("Boundary")), numbers(element.get("Size"))
    if len(box) != 4 or not size:
        return
    matrix = _matrix(element)
    scale = (numbers(element.get("HScale")) or [1.0])[0] or 1.0
    x = y = 0.0
    for code in element.iterchildren("{*}TextCode"):
        x = (numbers(code.get("X")) or [x])[0]
        y = (numbers(code.get("Y")) or [y])[0]
        across, down = deltas(code.get("DeltaX")), deltas(code.get("DeltaY"))
        at_x, at_y, spaced = x, y, False
        for index, text in enumerate(code.text or ""):
            width = size[0] * scale * (1.0 if _is_wide(text) else 0.5)
            if text.isspace() or not text.isprintable():
                spaced = True
            else:
                yield Char(text, _glyph(matrix, box, at_x, at_y, width, size[0]), spaced)
                spaced = False
            at_x += across[index] if index < len(across) else 0.0 if down else width
            at_y += down[index] if index < len(down) else 0.0


def _is_wide(text: str) -> bool:
    return unicodedata.east_asian_width(text) in "WFA"


def _glyph(matrix: Matrix, box: list[float], x: float, y: float, width: float, size: float) -> Box:
    ends = [
        _placed(matrix, box, x, y - _ASCENT * size),
        _placed(matrix, box, x + width, y + (1 - _ASCENT) * size),
    ]
    (left, right), (top, bottom) = (sorted(each) for each in zip(*ends, strict=True))
    return (left, top, right, bottom)


def _placed(matrix: Matrix, box: list[float], x: float, y: float) -> tuple[float, float]:
    """A point of an object on the page, in points."""
    a, b, c, d, e, f = matrix
    return ((a * x + c * y + e + box[0]) * POINTS, (b * x + d * y + f + box[1]) * POINTS)


def _matrix(element: etree._Element) -> Matrix:
    found = numbers(element.get("CTM"))
    return (found[0], found[1], found[2], found[3], found[4], found[5]) if len(found) == 6 else _IDENTITY


def _segments(data: str) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight strokes of a path: S and M move, L draws, C closes; curves are passed over (表 35)."""
    here = start = (0.0, 0.0)
    for command, rest in re.findall(r"([SMLQBAC])([^SMLQBAC]*)", data):
        values = numbers(rest)
        if command == "C":
            yield here, start
            here = start
        elif len(values) >= 2:
            end = (values[-2], values[-1])
            if command == "L":
                yield here, end
            elif command in "SM":
                start = end
            here = end
