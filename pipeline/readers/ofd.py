"""OFD files, the national format for fixed pages (GB/T 33190-2016): a zip of XML with characters at coordinates.

Lengths are millimetres from the upper left corner; text stands on baselines. Characters become what a PDF's are, and
the same code makes lines, tables and paragraphs of them.
"""

import posixpath
from collections.abc import Iterator
from functools import partial

from lxml import etree

from pipeline.readers.clean import odd_notes
from pipeline.readers.errors import UnreadableFile
from pipeline.readers.ofd_images import Images
from pipeline.readers.ofd_objects import POINTS, chars_of, has_image, numbers, rules_of
from pipeline.readers.office_zip import Parts, damaged, open_parts
from pipeline.readers.paged import LaidPage, blocks_of, lay
from pipeline.readers.pdf_chars import Box
from pipeline.readers.pdf_tables import boxes_of_rules
from pipeline.readers.scans import Scans
from schemas.source import Reading

_A4 = (0.0, 0.0, 210.0, 297.0)


def read_ofd(data: bytes, *, ocr: bool = False) -> Reading:
    """Paragraphs and tables of an OFD file, with ``ocr`` those of its scanned pages. Raises ``UnreadableFile``."""
    scans = Scans(ocr=ocr)
    with open_parts(data, "ofd") as parts:
        _refuse_encrypted(parts)
        bodies = list(parts.xml("OFD.xml").iter("{*}DocBody"))
        roots = [_below("/", _text(body, "DocRoot")) for body in bodies]
        laid = list(_pages(parts, [root for root in roots if root != "/"], scans))
    blocks = blocks_of(laid)
    if not blocks:
        raise UnreadableFile("no_text_layer" if scans.notes else "empty_file", {"pages": str(len(laid))})
    odd = odd_notes((block.text, block.place) for block in blocks)
    return Reading(kind="ofd", blocks=blocks, notes=(*scans.notes, *odd))


def _refuse_encrypted(parts: Parts) -> None:
    if "Encryptions.xml" in parts or "Doc_0/Encryptions.xml" in parts:
        raise UnreadableFile("encrypted_file")


def _pages(parts: Parts, roots: list[str], scans: Scans) -> Iterator[LaidPage]:
    if not roots:
        raise damaged("ofd", "OFD.xml: DocRoot")
    number = 0
    for root in roots:
        document, folder = parts.xml(root), posixpath.dirname(root)
        images = Images(parts, root, document)
        default = next((area for area in document.iter("{*}PageArea")), None)
        templates = {page.get("ID") or "": page.get("BaseLoc") or "" for page in document.iter("{*}TemplatePage")}
        for page in document.iter("{*}Page"):
            number += 1
            content = parts.xml(_below(folder, page.get("BaseLoc") or ""))
            used = [templates.get(template.get("TemplateID") or "") for template in content.iterchildren("{*}Template")]
            below = [parts.xml(_below(folder, name)) for name in used if name]
            yield _page([*below, content], number, _box(content, default), scans, images)


def _page(contents: list[etree._Element], number: int, area: Box, scans: Scans, images: Images) -> LaidPage:
    """One page: what its templates (letterheads, frames) draw, and what it draws itself."""
    left, top, right, bottom = area
    chars = [
        char._replace(box=(char.box[0] - left, char.box[1] - top, char.box[2] - left, char.box[3] - top))
        for content in contents
        for char in chars_of(content)
        if left <= char.box[0] < right and top <= char.middle < bottom
    ]
    if not chars and any(map(has_image, contents)):
        return scans.lay(number, bottom - top, partial(images.draw, contents, area))
    rules = [(x0 - left, y0 - top, x1 - left, y1 - top) for content in contents for x0, y0, x1, y1 in rules_of(content)]
    return lay(number, bottom - top, chars, boxes_of_rules(rules), _rounded)


def _rounded(box: Box) -> Box:
    return (round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1))


def _box(content: etree._Element, default: etree._Element | None) -> Box:
    """The page's area in points: its own, else that of the document."""
    for area in (next(content.iter("{*}Area"), None), default):
        found = next(area.iter("{*}PhysicalBox"), None) if area is not None else None
        size = numbers(found.text if found is not None else None)
        if len(size) == 4 and size[2] > 0 and size[3] > 0:
            x, y, width, height = (each * POINTS for each in size)
            return (x, y, x + width, y + height)
    return (0.0, 0.0, _A4[2] * POINTS, _A4[3] * POINTS)


def _below(folder: str, name: str) -> str:
    """The name of a part as the package has it, from one that may be relative."""
    return posixpath.normpath(posixpath.join("/", folder, name.strip().replace("\\", "/")))


def _text(element: etree._Element, name: str) -> str:
    found = next(element.iter(f"{{*}}{name}"), None)
    return (found.text or "").strip() if found is not None else ""
