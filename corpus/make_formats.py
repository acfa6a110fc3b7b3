"""Write the Word and PDF documents of the corpus from their plain texts in ``gold/``, the same bytes every time.

The plain text writes out what the formats hold otherwise: the automatic numbers of the Word headings, the rows of the
table (cells separated by tabs, an empty cell continues the merged cell above it). Run it after changing such a text::

    python corpus/make_formats.py
"""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.table import Table
from docx.text.paragraph import Paragraph
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Paragraph as PdfParagraph
from reportlab.platypus import SimpleDocTemplate

CORPUS = Path(__file__).resolve().parent
HEADINGS_DOCX = "yunling-province-2021-rural-water"
TABLE_DOCX = "jianglan-province-2024-business-table"
PAGES_PDF = "lanan-city-2021-rural-water"

# One pattern for each level of the automatic numbering: 一、 （一） 1. (1)
NUMBERS = (r"[一二三四五六七八九十]+、", r"（[一二三四五六七八九十]+）", r"\d+\.", r"\(\d+\)")
LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimal", "(%4)"))
TABLE_WIDTHS = (36, 92, 270, 105, 130, 92)
CLOSING, OPENING = "，。；：、）》”〕%", "（《“〔"
LEFT, RIGHT = 79, 74
SIGNATURE = re.compile(r"\S{2,20}人民政府办公室?厅?|\d{4}年\d{1,2}月\d{1,2}日")


def lines_of(name: str) -> list[str]:
    """The paragraphs of a document's plain text."""
    return (CORPUS / "gold" / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def main() -> None:
    """Write the three files."""
    _save(_with_headings(lines_of(HEADINGS_DOCX)), CORPUS / "documents" / f"{HEADINGS_DOCX}.docx")
    _save(_with_table(lines_of(TABLE_DOCX)), CORPUS / "documents" / f"{TABLE_DOCX}.docx")
    _write_pdf(lines_of(PAGES_PDF), CORPUS / "documents" / f"{PAGES_PDF}.pdf")


def _blank() -> WordDocument:
    word = Document()
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(16)
    normal.element.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), "仿宋_GB2312")
    for name in ("Heading 1", "Heading 2"):
        word.styles[name].element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "黑体")
    return word


def _with_headings(lines: list[str]) -> WordDocument:
    word = _blank()
    _define_numbering(word)
    titles = (lines[0], lines[0].partition("关于印发")[2].removesuffix("的通知"))
    for line in lines:
        level = next((n for n, pattern in enumerate(NUMBERS) if re.match(pattern, line)), None)
        if level is None:
            _plain(word, line, centred=line in titles)
            continue
        style = f"Heading {level + 1}" if level < 2 else "Normal"
        _number(word.add_paragraph(re.sub(NUMBERS[level], "", line, count=1), style=style), level)
    return word


def _plain(word: WordDocument, line: str, *, centred: bool = False) -> None:
    paragraph = word.add_paragraph()
    paragraph.add_run(line).bold = centred
    if centred or ("〕" in line and len(line) < 20):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif SIGNATURE.fullmatch(line):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif not line.endswith("："):
        paragraph.paragraph_format.first_line_indent = Pt(32)


def _define_numbering(word: WordDocument) -> None:
    """One list of four levels, numbered 77, in front of the template's own lists."""
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        for n, (form, text) in enumerate(LEVELS)
    )
    numbering = word.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        ),
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))


def _number(paragraph: Paragraph, level: int) -> None:
    xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(xml))


def _with_table(lines: list[str]) -> WordDocument:
    word = _blank()
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    title = lines[0].partition("关于印发《")[2].partition("》")[0]
    for line in lines:
        if "\t" not in line:
            _plain(word, line, centred=line in (lines[0], title))
    _fill(word, [line.split("\t") for line in lines if "\t" in line])
    return word


def _fill(word: WordDocument, rows: list[list[str]]) -> None:
    table = word.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for row, texts in enumerate(rows):
        if not any(texts[1:]):
            table.cell(row, 0).merge(table.cell(row, len(texts) - 1))
        for column, text in enumerate(texts):
            if text:
                table.cell(row, column).text = text
    for column in range(len(rows[0])):
        table.columns[column].width = Pt(TABLE_WIDTHS[column])
        _merge_down(table, [texts[column] if any(texts[1:]) else "band" for texts in rows], column)


def _merge_down(table: Table, texts: list[str], column: int) -> None:
    top = 0
    for row, text in enumerate([*texts, "end"]):
        if text:
            if row - top > 1:
                table.cell(top, column).merge(table.cell(row - 1, column))
                table.cell(top, column).text = texts[top]
            top = row


def _save(word: WordDocument, path: Path) -> None:
    """Save with fixed times in the archive, which otherwise change with each run."""
    buffer = io.BytesIO()
    word.save(buffer)
    with zipfile.ZipFile(buffer) as made, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in made.namelist():
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            fixed.writestr(info, made.read(name))


def _write_pdf(lines: list[str], path: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    body = ParagraphStyle("body", fontName="STSong-Light", fontSize=15, leading=27, firstLineIndent=30)
    title = ParagraphStyle("title", body, fontSize=19, leading=32, alignment=TA_CENTER, firstLineIndent=0, spaceAfter=8)
    number = ParagraphStyle("number", body, alignment=TA_CENTER, firstLineIndent=0, spaceAfter=12)
    right = ParagraphStyle("right", body, alignment=TA_RIGHT, firstLineIndent=0, rightIndent=30)
    address = ParagraphStyle("address", body, firstLineIndent=0)
    titles = (lines[0], lines[0].partition("关于印发")[2].removesuffix("的通知"))

    def style_of(line: str) -> ParagraphStyle:
        if line in titles:
            return title
        if line == lines[1]:
            return number
        if SIGNATURE.fullmatch(line):
            return right
        return address if line == lines[2] else body

    made = SimpleDocTemplate(
        str(path), pagesize=A4, leftMargin=LEFT, rightMargin=RIGHT, topMargin=105, bottomMargin=99,
        title=lines[0], invariant=1,
    )  # fmt: skip
    made.build(
        [PdfParagraph(_broken(line, style_of(line)), style_of(line)) for line in lines],
        onFirstPage=_foot,
        onLaterPages=_foot,
    )


def _broken(line: str, style: ParagraphStyle) -> str:
    """The paragraph with its line breaks: no line begins with a closing mark or ends with an opening one."""
    room = A4[0] - LEFT - RIGHT - 12 - style.rightIndent
    pieces: list[str] = []
    start = 0
    while start < len(line):
        free = room - (0 if pieces else style.firstLineIndent)
        end = start + 1
        while end < len(line) and stringWidth(line[start : end + 1], style.fontName, style.fontSize) <= free:
            end += 1
        while end < len(line) and (
            line[end] in CLOSING or line[end - 1] in OPENING or line[end - 1 : end + 1].isdecimal()
        ):
            end -= 1
        pieces.append(line[start:end])
        start = end
    return "<br/>".join(pieces)


def _foot(canvas: Any, made: Any) -> None:
    """Page numbers as official documents carry them: right on odd pages, left on even ones."""
    canvas.setFont("STSong-Light", 14)
    text = f"— {made.page} —"
    if made.page % 2:
        canvas.drawRightString(A4[0] - 90, 62, text)
    else:
        canvas.drawString(95, 62, text)


if __name__ == "__main__":
    main()
