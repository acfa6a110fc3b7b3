"""One plan, written once and saved in every format: text, and a task table with merged leads over a page break."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from html import escape

import docx
import openpyxl

from tests.papers import OfdPaper, Paper, ruled

TITLE = "云岭县农村公路养护提升行动方案"
TEXT = (
    "为进一步加强全县农村公路养护管理工作，提高公路服务水平，结合实际，制定本方案。",
    "一、重点任务",
    "（一）加快路网改造。由县交通局牵头，县财政局、县农业农村局配合，2025年6月底前改造农村公路120公里以上，"
    "力争年底前全部建成通车。",
    "（二）加强日常养护。各乡镇人民政府每月20日前报送养护情况；县公安局要加大治理力度，严禁超限车辆上路。",
    "二、保障措施",
    "（一）强化督导考核。县政府督查室每季度通报进展情况，优良路率不低于90%。（县交通局、县财政局负责）",
)
HEAD = ("序号", "工作任务", "牵头单位", "完成时限")
LEADS = ("县交通局", "县财政局", "县水利局", "县农业农村局", "县林业局", "县公安局", "县教育局", "县民政局")
ROWS = 24
DUE = date(2025, 6, 30)
MERGED = [(1 + 3 * at, 3 + 3 * at) for at in range(len(LEADS))]
"""First and last row of each lead's cell; row 0 is the head."""

FIRST_PAGE = 14
"""Rows of the table on its first page, the head included: the break cuts a merged cell."""


def rows(*, written_out: bool = False) -> list[list[str]]:
    """The table with its head; a merged lead stands in its first row only, or in each where it is written out."""
    body = [
        [
            str(number),
            f"完成第{number}批养护工程{number * 5}公里。",
            LEADS[(number - 1) // 3] if written_out or number % 3 == 1 else "",
            f"{DUE.year}年{DUE.month}月{DUE.day}日",
        ]
        for number in range(1, ROWS + 1)
    ]
    return [list(HEAD), *body]


def as_docx(paragraphs: Sequence[str] = (TITLE, *TEXT)) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=ROWS + 1, cols=len(HEAD))
    for row, cells in zip(table.rows, rows(), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    for first, last in MERGED:
        text = table.cell(first, 2).text
        table.cell(first, 2).merge(table.cell(last, 2)).text = text
    document.add_paragraph("")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_html(encoding: str = "gb18030") -> bytes:
    body = "".join(f"<p>　　{escape(paragraph)}</p>" for paragraph in TEXT)
    lines = []
    for number, cells in enumerate(rows()):
        merged = any(first < number <= last for first, last in MERGED)
        spans = {2: ' rowspan="3"'} if any(first == number for first, _ in MERGED) else {}
        kept = [(column, text) for column, text in enumerate(cells) if not (merged and column == 2)]
        lines.append("<tr>" + "".join(f"<td{spans.get(at, '')}>{escape(text)}</td>" for at, text in kept) + "</tr>")
    head = f'<head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{TITLE}</title></head>'
    table = f'<table border="1">{"".join(lines)}</table>'
    return f'<html>{head}<body><div class="nav">首页</div><h1>{TITLE}</h1>{body}{table}</body></html>'.encode(encoding)


def as_pdf() -> bytes:
    paper = Paper()
    paper.line(TITLE, 180, 20)
    for paragraph in TEXT:
        paper.paragraph(paragraph)
    paper.page("— 1 —")
    whole = rows()
    ruled(paper, 760, whole[:FIRST_PAGE], {2: MERGED})
    paper.page("— 2 —")
    below = [(first - FIRST_PAGE, last - FIRST_PAGE) for first, last in MERGED]
    ruled(paper, 760, whole[FIRST_PAGE:], {2: below})
    paper.page("— 3 —")
    return paper.data()


def as_ofd() -> bytes:
    paper = OfdPaper()
    paper.line(TITLE, 60)
    for paragraph in TEXT:
        paper.paragraph(paragraph)
    paper.page("— 1 —")
    whole = rows()
    paper.table(30, whole[:FIRST_PAGE], {2: MERGED})
    paper.page("— 2 —")
    paper.table(30, whole[FIRST_PAGE:], {2: [(first - FIRST_PAGE, last - FIRST_PAGE) for first, last in MERGED]})
    paper.page("— 3 —")
    return paper.data()


def as_xlsx() -> bytes:
    """The table alone, under its title, with real numbers and dates."""
    book = openpyxl.Workbook()
    sheet = book.create_sheet("分工", 0)
    sheet.append([TITLE])
    sheet.merge_cells("A1:D1")
    for row, cells in enumerate(rows(), start=2):
        sheet.append(cells)
        if row > 2:
            sheet.cell(row, 1).value = int(cells[0])
            sheet.cell(row, 4).value = DUE
            sheet.cell(row, 4).number_format = "yyyy/m/d"
    for first, last in MERGED:
        sheet.merge_cells(start_row=first + 2, end_row=last + 2, start_column=3, end_column=3)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_csv() -> bytes:
    """The table alone, as Excel saves it in China; a format without merged cells has the leads written out."""
    stream = io.StringIO()
    csv.writer(stream).writerows(rows(written_out=True))
    return stream.getvalue().encode("gb18030")


def as_txt() -> bytes:
    """Text, and the table with tabs between its cells."""
    table = ["\t".join(cells) for cells in rows(written_out=True)]
    return "\r\n".join([TITLE, *(f"　　{paragraph}" for paragraph in TEXT), *table]).encode("utf-8-sig")
