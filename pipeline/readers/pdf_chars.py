"""The characters of a PDF page with their boxes, by pdfium, in points from the upper left corner as shown."""

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import partial
from itertools import compress
from typing import NamedTuple

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from pipeline.readers.pdf_calls import angles, characters, generated, loose_boxes, object_kinds

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


# A table of two columns is at least four lines; fewer are rules under a head or around a page.
_FEWEST_SEGMENTS = 8
_RECTANGLE = 6
_THICKEST_RULE = 3.0
_WHITE = 252
_ANGLES = 50
# All but everyday ideographs, punctuation, letters and digits, which stay as they are.
_RARE = re.compile("[^\u4e00-\u9fff\u3001-\u3011\u2018-\u201d!-~\uff01-\uff5e]")


class Char(NamedTuple):
    """One character; ``size`` is the height of its font's box, ``spaced`` that a written space stands before it."""

    text: str
    box: Box
    spaced: bool = False

    @property
    def size(self) -> float:
        """The height of the line that the character would make."""
        return self.box[3] - self.box[1]

    @property
    def middle(self) -> float:
        """Half way down."""
        return (self.box[1] + self.box[3]) / 2


class Frame(NamedTuple):
    """A rectangle of a page in the page's own coordinates, and by how many quarter turns it is shown clockwise."""

    left: float
    bottom: float
    width: float
    height: float
    quarter_turns: int

    @property
    def tall(self) -> float:
        """The height as shown."""
        return self.width if self.quarter_turns % 2 else self.height

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box from the page's coordinates, as shown."""
        x0, x1 = left - self.left, right - self.left
        y0, y1 = bottom - self.bottom, top - self.bottom
        if not self.quarter_turns:
            return (x0, self.height - y1, x1, self.height - y0)
        if self.quarter_turns == 1:
            return (y0, x0, y1, x1)
        if self.quarter_turns == 2:
            return (self.width - x1, y0, self.width - x0, y1)
        return (self.height - y1, self.width - x1, self.height - y0, self.width - x0)

    def back(self, shown: Box) -> tuple[float, float, float, float]:
        """Left, bottom, right, top in the page's coordinates of a box as shown."""
        a, b, c, d = shown
        if self.quarter_turns == 1:
            x0, y0, x1, y1 = b, a, d, c
        elif self.quarter_turns == 2:
            x0, y0, x1, y1 = self.width - c, b, self.width - a, d
        elif self.quarter_turns == 3:
            x0, y0, x1, y1 = self.width - d, self.height - c, self.width - b, self.height - a
        else:
            x0, y0, x1, y1 = a, self.height - d, c, self.height - b
        return (x0 + self.left, y0 + self.bottom, x1 + self.left, y1 + self.bottom)


class PageText(NamedTuple):
    """The characters of a page, upright in ``frame``; ``shown`` and ``whole`` are its crop and media box as shown."""

    chars: list[Char]
    frame: Frame
    shown: Frame
    whole: Frame


def text_of(page: pdfium.PdfPage) -> PageText:
    """The visible characters in the order of the page's content, without white space.

    A table that is printed sideways on an upright page is turned, so that its text runs from left to right.
    """
    turns = page.get_rotation() // 90 % 4
    shown, whole = _frame(page.get_cropbox(), turns), _frame(page.get_mediabox(), turns)
    textpage = page.get_textpage()
    try:
        frame = shown._replace(quarter_turns=_turns_of_text(textpage, turns))
        return PageText(_chars(textpage, frame), frame, shown, whole)
    finally:
        textpage.close()


def _frame(box: tuple[float, float, float, float], turns: int) -> Frame:
    left, bottom, right, top = box
    return Frame(left, bottom, right - left, top - bottom, turns)


def _turns_of_text(textpage: pdfium.PdfTextPage, otherwise: int) -> int:
    """By how many quarter turns most of the text stands upright; a sample of the characters tells."""
    count = textpage.count_chars()
    sampled = range(0, count, 1 + count // _ANGLES)
    turns = Counter(-round(angle / (math.pi / 2)) % 4 for angle in angles(textpage, sampled) if angle >= 0)
    return turns.most_common(1)[0][0] if turns else otherwise


def has_images(page: pdfium.PdfPage) -> bool:
    """Whether a picture stands on the page."""
    return next(iter(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])), None) is not None


def has_rules(page: pdfium.PdfPage) -> bool:
    """Whether enough lines are drawn on the page for a table; the white ground behind text is none."""
    if object_kinds(page).isdisjoint((raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM)):
        return False
    segments = 0
    for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        segments += _rule_segments(path)
        if segments >= _FEWEST_SEGMENTS:
            return True
    return False


def _rule_segments(path: pdfium.PdfObject) -> int:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    segments: int = raw.FPDFPath_CountSegments(path)
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    if stroke.value or segments > _RECTANGLE:
        return segments
    left, bottom, right, top = path.get_bounds()
    colour = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(path, *map(ctypes.byref, colour))
    white = all(part.value >= _WHITE for part in colour[:3])
    return segments if min(right - left, top - bottom) <= _THICKEST_RULE and not white else 0


def _chars(textpage: pdfium.PdfTextPage, frame: Frame) -> list[Char]:
    written = characters(textpage)
    texts = list(written)
    for rare in _RARE.finditer(written):
        texts[rare.start()] = _plain(rare[0])
    found, places = loose_boxes(textpage, len(written))
    if not all(found):
        texts = [text if there else "" for text, there in zip(texts, found, strict=True)]
    chars = zip(texts, _boxes(places, frame), _spaced(textpage, written, texts), strict=True)
    # ``tuple.__new__`` is what ``Char`` calls: this runs for all that is written.
    return list(map(partial(tuple.__new__, Char), compress(chars, texts)))


def _spaced(textpage: pdfium.PdfTextPage, written: str, texts: list[str]) -> list[bool]:
    """Whether a written space stands before each character."""
    spaced, before = [False] * len(texts), False
    blanks = [index for index, text in enumerate(texts) if not text]
    for index, made_up in zip(blanks, generated(textpage, blanks), strict=True):
        # Spaces and line ends that pdfium makes up where it sees a gap are none that were written.
        before = before if made_up else written[index].isspace()
        if index + 1 < len(texts) and texts[index + 1]:
            spaced[index + 1], before = before, False
    return spaced


def _boxes(places: Iterable[tuple[float, ...]], frame: Frame) -> list[Box]:
    """Left, top, right, bottom in the page's coordinates, as shown in the frame."""
    if frame.quarter_turns:
        return [frame.box(left, bottom, right, top) for left, top, right, bottom in places]
    # What ``Frame.box`` does: nearly all pages stand upright.
    x, y = frame.left, frame.bottom + frame.height
    return [(left - x, y - top, right - x, y - bottom) for left, top, right, bottom in places]


def _plain(text: str) -> str:
    """Without white space and controls; radicals that fonts use in place of characters become those characters."""
    if not text or text.isspace() or text < " " or text in "\u00ad\u200b\ufeff\u0002\ufffe":
        return ""
    if "\u2e80" <= text <= "\u2fdf" or "\uf900" <= text <= "\ufaff":
        plain = unicodedata.normalize("NFKC", text)
        return plain if len(plain) == 1 else text
    return text
