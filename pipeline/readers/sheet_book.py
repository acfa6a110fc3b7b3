"""An .xlsx workbook opened: its sheets, and their cells with the text that a person sees.

Read from the XML and not through openpyxl's cells: those take a workbook apart at the first style that is not as it
should be (exports of office systems often have one), and walk a million empty rows to reach one stray cell.
"""

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree
from openpyxl.utils.cell import column_index_from_string, range_boundaries

from pipeline.readers.clean import tidy
from pipeline.readers.errors import UnreadableFile
from pipeline.readers.office_zip import Parts, damaged
from pipeline.readers.sheet_boxes import TextBox, read_boxes
from pipeline.readers.sheet_formats import builtin_format, shown
from pipeline.readers.sheet_hidden import TAGS, Hidden, HiddenParts

MOST_CELLS = 1_000_000
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_BOOLEANS = {"1": "TRUE", "0": "FALSE"}
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class SheetCell(NamedTuple):
    """A cell with text; rows and columns count from 1."""

    row: int
    column: int
    text: str


class Sheet(NamedTuple):
    """A worksheet's cells with text in reading order, merged ranges (upper left → rows and columns), text boxes."""

    name: str
    cells: list[SheetCell]
    merged: dict[tuple[int, int], tuple[int, int]]
    boxes: tuple[TextBox, ...] = ()
    hidden: Hidden = Hidden()


class Book(NamedTuple):
    """The sheets that a person sees, and the names of those that are hidden but hold cells."""

    sheets: list[Sheet]
    hidden: list[str]


class _Texts(NamedTuple):
    """What cells refer to: shared strings, and number formats by style."""

    strings: list[str]
    formats: list[str]
    mac_dates: bool


def read_book(parts: Parts) -> Book:
    """The worksheets of a workbook in their order. Raises ``UnreadableFile``."""
    root = parts.xml("xl/workbook.xml")
    targets = _targets(parts)
    properties = _first(root, "workbookPr")
    mac_dates = properties is not None and properties.get("date1904") in ("1", "true")
    texts = _Texts(_strings(parts, targets), _formats(parts, targets), mac_dates)
    sheets, hidden = [], []
    for element in root.iter("{*}sheet"):
        target = targets.get(_relation(element), ("", ""))
        if not target[0].endswith("/worksheet") or target[1] not in parts:
            continue
        sheet = _sheet(parts, target[1], element.get("name") or "", texts)
        if element.get("state") in ("hidden", "veryHidden"):
            hidden += [sheet.name] if sheet.cells or sheet.boxes else []
        else:
            sheets.append(sheet)
    return Book(sheets, hidden)


def _targets(parts: Parts) -> dict[str, tuple[str, str]]:
    """The parts that the workbook names: id → (type, name)."""
    name = "xl/_rels/workbook.xml.rels"
    if name not in parts:
        raise damaged("xlsx", name)
    found = {}
    for element in parts.xml(name).iter("{*}Relationship"):
        target = posixpath.normpath(posixpath.join("/xl", element.get("Target") or ""))
        found[element.get("Id") or ""] = (element.get("Type") or "", target)
    return found


def _relation(element: etree._Element) -> str:
    return next((str(value) for name, value in element.attrib.items() if str(name).endswith("}id")), "")


def _named(targets: dict[str, tuple[str, str]], kind: str) -> str:
    return next((name for type_, name in targets.values() if type_.endswith(kind)), "")


def _strings(parts: Parts, targets: dict[str, tuple[str, str]]) -> list[str]:
    name = _named(targets, "/sharedStrings")
    return [_text(element) for element in parts.elements(name, "si")] if name in parts else []


def _formats(parts: Parts, targets: dict[str, tuple[str, str]]) -> list[str]:
    """The number format of each cell style."""
    name = _named(targets, "/styles")
    if name not in parts:
        return []
    root = parts.xml(name)
    own = {element.get("numFmtId") or "": element.get("formatCode") or "" for element in root.iter("{*}numFmt")}
    styles = _first(root, "cellXfs")
    ids = [style.get("numFmtId") or "0" for style in styles] if styles is not None else []
    return [own.get(number) or builtin_format(int(number) if number.isdecimal() else 0) for number in ids]


def _sheet(parts: Parts, part: str, name: str, texts: _Texts) -> Sheet:
    cells: list[SheetCell] = []
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    row = 0
    hidden = HiddenParts()
    for element in parts.elements(part, "row", "mergeCell", *TAGS):
        name_of = etree.QName(element).localname
        if name_of == "mergeCell":
            merged.update(_range(element.get("ref") or ""))
            continue
        if name_of in TAGS:
            hidden.note(element)
            continue
        stated = element.get("r") or ""
        row = int(stated) if stated.isdecimal() and len(stated) < 8 else row + 1
        hidden.row(element, row)
        cells += _row(element, row, texts)
        if len(cells) > MOST_CELLS:
            raise UnreadableFile("too_large", {"size": str(len(cells)), "limit": str(MOST_CELLS)})
    return Sheet(name, cells, merged, tuple(read_boxes(parts, part)), hidden.found())


def _row(element: etree._Element, row: int, texts: _Texts) -> Iterator[SheetCell]:
    column = 0
    for cell in element.iterchildren("{*}c"):
        match = _REFERENCE.fullmatch(cell.get("r") or "")
        column = column_index_from_string(match.group(1)) if match else column + 1
        if text := _shown(cell, texts):
            yield SheetCell(row, column, text)


def _range(reference: str) -> dict[tuple[int, int], tuple[int, int]]:
    """Upper left corner and size of a merged range, nothing where the reference is none."""
    try:
        left, top, right, bottom = range_boundaries(reference)
    except (ValueError, TypeError):
        return {}
    return {(top, left): (bottom - top + 1, right - left + 1)} if left and top and right and bottom else {}


def _shown(cell: etree._Element, texts: _Texts) -> str:
    """The text of a cell; of a formula, the value that was worked out when the file was saved."""
    kind = cell.get("t") or "n"
    if kind == "inlineStr":
        return _lines(_text(cell))
    found = _first(cell, "v")
    value = (found.text or "").strip() if found is not None else ""
    if not value:
        return ""
    if kind == "s":
        return _lines(texts.strings[int(value)]) if value.isdecimal() and int(value) < len(texts.strings) else ""
    if kind == "b":
        return _BOOLEANS.get(value, value)
    if kind in ("str", "e", "d"):
        return _lines(_unescaped(value))
    return _number(value, cell.get("s") or "0", texts)


def _number(value: str, style: str, texts: _Texts) -> str:
    try:
        number = float(value)
    except ValueError:
        return tidy(value)
    if number != number or abs(number) > 1e300:
        return value
    known = style.isdecimal() and int(style) < len(texts.formats)
    return shown(number, texts.formats[int(style)] if known else "General", mac_dates=texts.mac_dates)


def _text(element: etree._Element) -> str:
    """The runs of a string, without the readings (phonetic runs) above it."""
    runs = element.iter("{*}t")
    return _unescaped(
        "".join(t.text or "" for t in runs if not str(getattr(t.getparent(), "tag", "")).endswith("}rPh"))
    )


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text) if "_x" in text else text


def _lines(text: str) -> str:
    return "\n".join(filter(None, map(tidy, re.split("\r\n|[\r\n]", text))))


def _first(element: etree._Element, name: str) -> etree._Element | None:
    return next(element.iter(f"{{*}}{name}"), None)
