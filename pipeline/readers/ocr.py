"""Pages that are pictures, recognised by machine: RapidOCR with the PP-OCR models in its package (extra ocr).

The engine gives lines with their corners and its confidence in each. Lines of a page that was laid on the scanner askew
are set upright, and each gets the characters of its text side by side, so that paragraphs and the cells of ruled tables
are found as on other pages. One thread, so that the results are the same on every machine of a kind, and pages go side
by side over files, not within one.
"""

import math
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from statistics import median
from typing import Any, NamedTuple

from pipeline.readers.clean import HANZI
from pipeline.readers.pdf_chars import Box, Char

MODULES = ("rapidocr", "onnxruntime")
_SURE = 0.5  # below that a line is noise: a stamp, a stain, handwriting
_LONG = 10.0  # ems; the type of shorter lines is not told well by their width
_SAME_SIZE = 0.25
_NARROW = 0.5
# The engine takes one for the other, now and then within a pair; beside ideographs they are wide.
_WIDE_BRACKETS = str.maketrans("()", "（）")


class Recognised(NamedTuple):
    """The characters of a page set upright, as shown; ``angle`` (radians, clockwise) by how much it stood askew.

    ``confidence`` is the engine's mean over the characters, from 0 to 1; ``dropped`` lines were too doubtful.
    """

    chars: list[Char]
    angle: float
    middle: tuple[float, float]
    confidence: float
    dropped: int

    def on_page(self, box: Box) -> Box:
        """A box of the upright text as it stands on the page, moved but not turned."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        right, down = (new - old for new, old in zip(_turned((x, y), self.middle, -self.angle), (x, y), strict=True))
        return (box[0] + right, box[1] + down, box[2] + right, box[3] + down)


class _Line(NamedTuple):
    text: str
    confidence: float
    start: tuple[float, float]
    end: tuple[float, float]

    @property
    def ems(self) -> float:
        return sum(map(_width, self.text))


def missing() -> list[str]:
    """The packages of the extra that are not installed."""
    return [module for module in MODULES if find_spec(module) is None]


def engine_name() -> str:
    """The engine with its version, on which the text depends."""
    return ", ".join(f"{module} {version(module)}" for module in MODULES)


def recognise(picture: Any, scale: float, angle: float | None = None) -> Recognised:
    """The text of a picture, an array of numpy with blue, green and red; a dot of it is ``scale`` points wide.

    ``angle``: by how much it stands askew, where that is known; else the lines of text tell it.
    """
    found = _engine()(picture)
    read = [] if found.txts is None else zip(found.boxes.tolist(), found.txts, found.scores, strict=True)
    lines = [_line(corners, text, score, scale) for corners, text, score in read if text.strip()]
    kept = [line for line in lines if line.confidence >= _SURE]
    middle = (picture.shape[1] * scale / 2, picture.shape[0] * scale / 2)
    if angle is None:
        angle = median([math.atan2(y1 - y0, x1 - x0) for _, _, (x0, y0), (x1, y1) in _longest(kept)] or [0.0])
    upright = [
        line._replace(start=_turned(line.start, middle, angle), end=_turned(line.end, middle, angle)) for line in kept
    ]
    count = sum(len(line.text) for line in kept)
    confidence = sum(line.confidence * len(line.text) for line in kept) / max(count, 1)
    return Recognised(_chars(upright), angle, middle, confidence, len(lines) - len(kept))


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    return RapidOCR(params={**threads, "Global.log_level": "critical", "Global.text_score": 0.0})


def _line(corners: Sequence[Sequence[float]], text: str, score: float, scale: float) -> _Line:
    """A line by the middles of its left and right side."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = ((x * scale, y * scale) for x, y in corners)
    text = text.strip().translate(_WIDE_BRACKETS) if HANZI.search(text) else text.strip()
    return _Line(text, float(score), ((ax + dx) / 2, (ay + dy) / 2), ((bx + cx) / 2, (by + cy) / 2))


def _longest(lines: Sequence[_Line]) -> list[_Line]:
    """The lines by which a page's angle and type are measured."""
    return [line for line in lines if line.ems >= _LONG] or list(lines)


def _turned(point: tuple[float, float], middle: tuple[float, float], angle: float) -> tuple[float, float]:
    x, y = point[0] - middle[0], point[1] - middle[1]
    return (
        middle[0] + x * math.cos(angle) + y * math.sin(angle),
        middle[1] + y * math.cos(angle) - x * math.sin(angle),
    )


def _chars(lines: Sequence[_Line]) -> list[Char]:
    usual = median([_em(line) for line in _longest(lines)] or [0.0])
    return [char for line in lines for char in _chars_of(line, usual)]


def _em(line: _Line) -> float:
    return (line.end[0] - line.start[0]) / max(line.ems, 1.0)


def _chars_of(line: _Line, usual: float) -> list[Char]:
    """The characters of a line side by side, as high as the page's type where the line's is about the same."""
    em = _em(line)
    size = usual if abs(em - usual) <= _SAME_SIZE * usual else em
    top = (line.start[1] + line.end[1] - size) / 2
    chars, left, spaced = [], line.start[0], False
    for text in line.text:
        right = left + em * _width(text)
        if not text.isspace():
            chars.append(Char(text, (left, top, right, top + size), spaced))
        spaced, left = text.isspace(), right
    return chars


def _width(char: str) -> float:
    return _NARROW if char.isascii() else 1.0
