"""The matrix as a Word document: A4 landscape, a table for each group, head row repeated, tasks as merged cells.

python-docx makes the frame (page, styles, page number); the tables go into it as a stream, because its own tables take
seconds for every thousand rows. Elements: ECMA-376 Part 1, 17.4 (tblHeader, vMerge, cantSplit).
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from pipeline.messages import Lang, say
from pipeline.outputs.files import replacing, xml_text
from pipeline.outputs.responsibility.items import By, Cell, Group, columns, grid
from pipeline.outputs.responsibility.plain import header, shown

_EPOCH = datetime(2000, 1, 1)
_ZIP_EPOCH = (2000, 1, 1, 0, 0, 0)
_BODY = "word/document.xml"
_FONT = "宋体"
# Shares of the width; the page has 257 mm between its margins.
_WIDTHS = {"index": 15, "document": 38, "task": 42, "measure": 90, "lead": 36, "support": 46, "deadline": 40}
_PAGE = 257
_TWIPS = 56.6929  # in a millimetre
_CENTERED = ("index", "deadline")
_MARGINS = (("top", 50), ("left", 90), ("bottom", 50), ("right", 90))  # of a cell, in twips


def write_docx(path: Path, groups: Iterable[Group], by: By, lang: Lang) -> None:
    """Write the document; groups stream into it."""
    frame = io.BytesIO()
    _frame(lang).save(frame)
    with replacing(path) as draft, zipfile.ZipFile(frame) as source, zipfile.ZipFile(draft, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with target.open(entry, "w", force_zip64=True) as part:
                whole = source.read(name)
                if name == _BODY:
                    before, mark, after = whole.partition(b"<w:sectPr")
                    part.write(before)
                    for piece in _body(groups, by, lang):
                        part.write(piece.encode("utf-8"))
                    part.write(mark + after)
                else:
                    part.write(whole)


def _frame(lang: Lang) -> Any:
    document: Any = docx.Document()
    document.core_properties.author = document.core_properties.last_modified_by = "duban"
    document.core_properties.created = document.core_properties.modified = _EPOCH
    document.core_properties.title = say("word.matrix_title", lang)
    document.core_properties.comments = ""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(18)
    for name, size in (("Normal", 10), ("Title", 20), ("Heading 1", 13)):
        _set_font(document.styles[name], size)
    spacing = document.styles["Normal"].paragraph_format
    spacing.space_after, spacing.line_spacing = Pt(0), 1.0
    _add_page_number(section.footer.paragraphs[0])
    return document


def _set_font(style: Any, size: int) -> None:
    style.font.name, style.font.size = _FONT, Pt(size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)


def _add_page_number(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _body(groups: Iterable[Group], by: By, lang: Lang) -> Iterator[str]:
    keys = columns(by)
    total = sum(_WIDTHS[key] for key in keys)
    widths = [round(_WIDTHS[key] / total * _PAGE * _TWIPS) for key in keys]
    head = _table_head(header(by, lang), widths)
    yield _paragraph(say("word.matrix_title", lang), '<w:pStyle w:val="Title"/><w:jc w:val="center"/>')
    for group in groups:
        yield _paragraph(group.title, '<w:pStyle w:val="Heading1"/>')
        if group.note:
            yield _paragraph(group.note, "<w:keepNext/>")
        yield head
        for row in grid(group, by):
            cells = "".join(_cell(key, cell, width) for key, cell, width in zip(keys, row, widths, strict=True))
            yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"
        yield "</w:tbl>" + _paragraph("", "")


def _table_head(names: list[str], widths: list[int]) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="444444"/>' for side in sides)
    margins = "".join(f'<w:{side} w:w="{wide}" w:type="dxa"/>' for side, wide in _MARGINS)
    margins = f"<w:tblCellMar>{margins}</w:tblCellMar>"
    grid_columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    bold, middle = "<w:rPr><w:b/></w:rPr>", '<w:jc w:val="center"/>'
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="DDEBF7"/><w:vAlign w:val="center"/>'
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{_paragraph(name, middle, bold)}</w:tc>'
        for name, width in zip(names, widths, strict=True)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/>{margins}</w:tblPr><w:tblGrid>{grid_columns}</w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"
    )


def _cell(key: str, cell: Cell, width: int) -> str:
    merge = "" if cell.span == 1 else "<w:vMerge/>" if cell.span == 0 else '<w:vMerge w:val="restart"/>'
    align = '<w:jc w:val="center"/>' if key in _CENTERED else ""
    text = "" if not cell.span else shown(cell.text) if key in ("lead", "support") else cell.text
    lines = "".join(_paragraph(line, align) for line in text.split("\n"))
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merge}<w:vAlign w:val="center"/></w:tcPr>{lines}</w:tc>'


def _paragraph(text: str, properties: str, run: str = "") -> str:
    said = f'<w:r>{run}<w:t xml:space="preserve">{escape(xml_text(text))}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{said}</w:p>"
