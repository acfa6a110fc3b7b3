"""Text boxes drawn over a sheet (titles in 艺术字, notes beside a table), read from the sheet's drawing parts."""

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from pipeline.readers.clean import tidy
from pipeline.readers.office_zip import Parts

_ANCHORS = ("{*}twoCellAnchor", "{*}oneCellAnchor", "{*}absoluteAnchor")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


class TextBox(NamedTuple):
    """The text of a box, and the cell that its upper left corner lies over, counted from 1."""

    row: int
    column: int
    text: str


def read_boxes(parts: Parts, sheet: str) -> list[TextBox]:
    """The text boxes of a sheet, given by the name of its part, from the top down. Raises ``UnreadableFile``."""
    found = [box for drawing in _drawings(parts, sheet) for box in _boxes(parts.xml(drawing))]
    return sorted(found, key=lambda box: box[:2])


def _drawings(parts: Parts, sheet: str) -> Iterator[str]:
    folder, name = posixpath.split(sheet)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in parts:
        return
    for element in parts.xml(relations).iter("{*}Relationship"):
        target = posixpath.normpath(posixpath.join("/", folder, element.get("Target") or ""))
        if (element.get("Type") or "").endswith("/drawing") and target in parts:
            yield target


def _boxes(root: etree._Element) -> Iterator[TextBox]:
    for anchor in root.iter(*_ANCHORS):
        for body in anchor.iter("{*}txBody"):
            lines = ["".join(run.text or "" for run in line.iter("{*}t")) for line in body.iter("{*}p")]
            text = "\n".join(filter(None, map(tidy, lines)))
            if text and next(body.iterancestors(_FALLBACK), None) is None:
                yield TextBox(_corner(anchor, "row"), _corner(anchor, "col"), text)


def _corner(anchor: etree._Element, name: str) -> int:
    said = anchor.findtext(f"{{*}}from/{{*}}{name}") or ""
    return int(said) + 1 if said.strip().isdecimal() else 1
