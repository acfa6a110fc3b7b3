"""The pictures on an OFD page, drawn together: a scanned page is often several (GB/T 33190-2016, 7.9 and 10)."""

import io
import posixpath
from collections.abc import Sequence

from lxml import etree
from PIL import Image

from pipeline.readers.errors import UnreadableFile
from pipeline.readers.ofd_objects import box_of_image
from pipeline.readers.office_zip import Parts
from pipeline.readers.pdf_chars import Box
from pipeline.readers.picture import drawn
from pipeline.readers.scans import Drawn, dots_a_point

_BROKEN = (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError)  # what Pillow raises


class Images:
    """The picture files of one document, by the number of their resource."""

    def __init__(self, parts: Parts, root: str, document: etree._Element) -> None:
        self._parts = parts
        self._files: dict[str, str] = {}
        for listed in document.iter("{*}PublicRes", "{*}DocumentRes"):
            self._add(posixpath.join(posixpath.dirname(root), (listed.text or "").strip()))

    def _add(self, name: str) -> None:
        if name not in self._parts:
            return
        resources = self._parts.xml(name)
        folder = posixpath.join(posixpath.dirname(name), resources.get("BaseLoc") or "")
        for medium in resources.iter("{*}MultiMedia"):
            file = next(medium.iter("{*}MediaFile"), None)
            if file is not None and file.text:
                self._files[medium.get("ID") or ""] = posixpath.join(folder, file.text.strip())

    def draw(self, contents: Sequence[etree._Element], area: Box) -> Drawn | None:
        """All pictures of a page where they stand; None where one cannot be drawn (JBIG2 among others)."""
        left, top, right, bottom = area
        dots = dots_a_point(right - left, bottom - top)
        page = Image.new("RGB", (round((right - left) * dots), round((bottom - top) * dots)), "white")
        for image in (image for content in contents for image in content.iter("{*}ImageObject")):
            x0, y0, x1, y1 = box_of_image(image)
            size = (max(1, round((x1 - x0) * dots)), max(1, round((y1 - y0) * dots)))
            try:
                with Image.open(io.BytesIO(self._parts.data(self._files[image.get("ResourceID") or ""]))) as opened:
                    layer = opened.convert("RGBA").resize(size, Image.Resampling.LANCZOS)
            except (*_BROKEN, KeyError, UnreadableFile):
                return None
            page.paste(layer, (round((x0 - left) * dots), round((y0 - top) * dots)), layer)
        return drawn(page, 1 / dots)
