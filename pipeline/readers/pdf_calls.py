"""pdfium asked for every character or object of a page at once.

A page has hundreds of them, and pdfium answers for one at a time. Most of what such a call takes is Python's wrapping
of its arguments; here they are plain addresses, and the loops run in C.
"""

import ctypes
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import repeat
from struct import iter_unpack
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

_RECT = ctypes.sizeof(raw.FS_RECTF)


def _address(of: object) -> int:
    return ctypes.cast(of, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


def _plain_call(function: object, result: type, *arguments: type) -> Callable[..., Any]:
    return ctypes.CFUNCTYPE(result, *arguments)(_address(function))


_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int
_loose_box = _plain_call(raw.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)
_generated = _plain_call(raw.FPDFText_IsGenerated, _INT, _ADDRESS, _INT)
_angle = _plain_call(raw.FPDFText_GetCharAngle, ctypes.c_float, _ADDRESS, _INT)
_object = _plain_call(raw.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _INT)
_kind = _plain_call(raw.FPDFPageObj_GetType, _INT, _ADDRESS)


def loose_boxes(textpage: pdfium.PdfTextPage, count: int) -> tuple[list[int], Iterator[tuple[float, ...]]]:
    """Of the first ``count`` characters: whether each has a box; its left, top, right, bottom as the page counts."""
    rects = (raw.FS_RECTF * count)()
    start = ctypes.addressof(rects)
    places = range(start, start + _RECT * count, _RECT)
    found = list(map(_loose_box, repeat(_address(textpage.raw)), range(count), places))
    return found, iter_unpack("4f", bytes(rects))


def generated(textpage: pdfium.PdfTextPage, indices: Iterable[int]) -> list[bool]:
    """Whether pdfium made up the characters (spaces and line ends) where it saw a gap."""
    return [answer == 1 for answer in map(_generated, repeat(_address(textpage.raw)), indices)]


def angles(textpage: pdfium.PdfTextPage, indices: Iterable[int]) -> list[float]:
    """By what angle characters are turned, in radians; negative where that is not known."""
    return list(map(_angle, repeat(_address(textpage.raw)), indices))


def object_kinds(page: pdfium.PdfPage) -> set[int]:
    """Which kinds of objects stand on a page (``FPDF_PAGEOBJ_…``)."""
    count = raw.FPDFPage_CountObjects(page.raw)
    return set(map(_kind, map(_object, repeat(_address(page.raw)), range(count))))


def characters(textpage: pdfium.PdfTextPage) -> str:
    """The character at every index: from one call for the page where its text has one for each of them."""
    count = textpage.count_chars()
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(textpage, 0, count, buffer) if count else 0
    text = bytes(buffer)[: 2 * count].decode("utf-16-le" if sys.byteorder == "little" else "utf-16-be", "replace")
    if written == count + 1 and len(text) == count:
        return text
    codes = [raw.FPDFText_GetUnicode(textpage, index) for index in range(count)]
    return "".join(_with_surrogate(code, low) for code, low in zip(codes, [*codes[1:], 0], strict=False))


def _with_surrogate(code: int, following: int) -> str:
    """Characters beyond U+FFFF come as two halves on some platforms; the second half alone is U+FFFE, no character."""
    if 0xDC00 <= code < 0xE000:
        return "\ufffe"
    if 0xD800 <= code < 0xDC00:
        return (
            chr(0x10000 + ((code - 0xD800) << 10) + (following - 0xDC00)) if 0xDC00 <= following < 0xE000 else "\ufffd"
        )
    return chr(code) if 0 < code < 0x110000 else "\ufffd"
