"""Scans for tests and measuring: pages as a scanner gives them, grey, askew, with noise, the same each time."""

import io
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from reportlab.lib.utils import ImageReader

from tests.papers import Paper

DOTS, ASKEW, NOISE = 200, 0.7, 10


def scanned(data: bytes, paper: Paper | None = None) -> bytes:
    """The pages of a PDF as pictures, behind those that ``paper`` holds."""
    paper = paper or Paper()
    opened = pdfium.PdfDocument(data)
    for page in opened:
        stream = io.BytesIO()
        _askew(page.render(scale=DOTS / 72).to_pil().convert("L")).save(stream, "JPEG", quality=80)
        paper.canvas.drawImage(ImageReader(stream), 0, 0, *paper.canvas._pagesize)
        paper.page()
    opened.close()
    return paper.data()


def _askew(picture: Any) -> Any:
    import numpy
    from PIL import Image

    turned = picture.rotate(ASKEW, fillcolor=255, resample=Image.Resampling.BICUBIC)
    grey = numpy.asarray(turned).astype(float)
    noisy = grey + numpy.random.default_rng(1).normal(0, NOISE, grey.shape)
    return Image.fromarray(noisy.clip(0, 255).astype("uint8"))
