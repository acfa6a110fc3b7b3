"""Photographs and scans that are files of their own (.jpg, .png, .tif of several pages, .bmp, .gif)."""

import io
import warnings
from functools import partial
from typing import get_args

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from pipeline.readers.clean import odd_notes
from pipeline.readers.errors import UnreadableFile
from pipeline.readers.paged import LaidPage, blocks_of
from pipeline.readers.scans import Drawn, Scans, dots_a_point
from pipeline.readers.sniff import sniff
from schemas.source import PictureKind, Reading

PICTURES: tuple[PictureKind, ...] = get_args(PictureKind)
_LONG_SIDE = 842.0  # points, of A4: what a photograph of a page shows
_POINTS = 72
_SCANNED = range(97, 1201)  # dots an inch that a scanner states; cameras and screens state 72 or 96 of anything


def read_picture(data: bytes, *, ocr: bool = False) -> Reading:
    """Paragraphs and ruled tables of pages that are pictures; without ``ocr`` there are none.

    Raises ``UnreadableFile``.
    """
    scans = Scans(ocr=ocr)
    kind = next((each for each in PICTURES if each == sniff(data)), None)
    if kind is None:
        raise UnreadableFile("damaged_file", {"kind": "picture"})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as opened:
                laid = [_page(scans, frame, number) for number, frame in enumerate(ImageSequence.Iterator(opened), 1)]
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise UnreadableFile("too_large", {"size": str(error), "limit": str(Image.MAX_IMAGE_PIXELS)}) from error
    except UnidentifiedImageError as error:  # its words hold an address in memory
        raise UnreadableFile("damaged_file", {"kind": kind}) from error
    except (OSError, ValueError, SyntaxError, EOFError, IndexError) as error:  # what Pillow raises on broken files
        raise UnreadableFile("damaged_file", {"kind": kind, "detail": str(error)}) from error
    blocks = blocks_of(laid)
    if not blocks:
        raise UnreadableFile("no_text_layer", {"pages": str(len(laid))})
    odd = odd_notes((block.text, block.place) for block in blocks)
    return Reading(kind=kind, blocks=blocks, notes=(*scans.notes, *odd))


def _page(scans: Scans, frame: Image.Image, number: int) -> LaidPage:
    upright = ImageOps.exif_transpose(frame)
    points = _points_a_dot(frame)
    return scans.lay(number, upright.height * points, partial(drawn, upright, points))


def drawn(picture: Image.Image, points: float) -> Drawn:
    """A picture whose dots are so many points wide, on white, as fine as the engine reads well."""
    import numpy as np

    fine = dots_a_point(picture.width * points, picture.height * points)
    size = (max(1, round(picture.width * points * fine)), max(1, round(picture.height * points * fine)))
    layered = picture.convert("RGBA").resize(size, Image.Resampling.LANCZOS)
    white = Image.new("RGBA", size, "white")
    white.alpha_composite(layered)
    return np.asarray(white.convert("RGB"))[:, :, ::-1].copy(), 1 / fine


def _points_a_dot(frame: Image.Image) -> float:
    """By the resolution that a scanner states; else a picture counts as a page of A4."""
    stated = frame.info.get("dpi")
    if stated and round(float(stated[0])) in _SCANNED:
        return _POINTS / float(stated[0])
    return _LONG_SIDE / max(frame.size)
